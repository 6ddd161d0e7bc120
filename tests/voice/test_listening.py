"""Whoever listens writes down what is said, or says that nothing could be told: the bot lives on either way."""

from __future__ import annotations

import io
import threading
from array import array
from concurrent.futures import ThreadPoolExecutor
from math import sin
from pathlib import Path
from threading import Event
from typing import IO, TYPE_CHECKING, NamedTuple

import av
import pytest

from bot.config import ConfigError
from bot.voice import child, frames, listening
from bot.voice import whisper as whisper_program
from bot.voice.cache import Cache
from bot.voice.decoding import LONGEST, RATE, samples
from bot.voice.listening import NotHeard, Whisper
from bot.voice.opus import encoded
from bot.voice.speech import Part, Sound
from bot.voice.voices import Voices
from tests.voice import whispered

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.voice.listening import Listener

SENTENCE = "Jeg kan godt lide at lave mad"


def tone(seconds: float, loud: float = 8_000) -> bytes:
    """A voice message with a tone in it."""
    every = array("h", (int(loud * sin(n / 20)) for n in range(int(seconds * 24_000))))
    return encoded([(Sound(every.tobytes(), 24_000), 0.0)]).ogg


def silence(seconds: float) -> bytes:
    return encoded([(Sound(bytes(int(seconds * 24_000) * 2), 24_000), 0.0)]).ogg


def spoken(text: str) -> bytes:
    voices = Voices(Cache(None))
    (speech,) = voices.read([Part("da", text)], own=True)
    voices.close()
    return speech.ogg


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return whispered.make(tmp_path_factory.mktemp("model") / "ggml-tiny.bin", SENTENCE)


@pytest.fixture(scope="module")
def whisper(model: Path) -> Iterator[Whisper]:
    pytest.importorskip("pywhispercpp")
    found = listening.found(str(model.parent))
    assert found is not None
    yield found
    found.close()


# The contract of a listener ------------------------------------------------------------------------


@pytest.fixture
def listener(whisper: Whisper) -> Listener:
    """Every listener there is; the next one goes through the same tests."""
    return whisper


def test_it_writes_down_what_is_said(listener: Listener) -> None:
    assert "da" in listener.languages
    assert listener.hear(spoken("Hej, jeg hedder Samir."), "da") == SENTENCE


def test_it_knows_which_languages_it_hears(listener: Listener) -> None:
    assert {"ar", "da", "en", "fa", "pl", "so", "tr", "uk"} <= set(listener.languages)
    assert not {"ku", "ti"} & set(listener.languages)
    with pytest.raises(NotHeard, match="does not know 'ti'"):
        listener.hear(tone(1), "ti")


NOTHING = {
    "empty": b"",
    "a text": b"hej med dig",
    "another kind": b"ID3\x03\x00" + bytes(400),
    "cut off in its head": tone(1)[:40],
    "damaged within": tone(1)[:200] + b"\xff" * 200 + tone(1)[400:],
    "silent": silence(2),
    "too short": tone(0.05),
}


@pytest.mark.parametrize("sound", NOTHING.values(), ids=NOTHING)
def test_what_cannot_be_heard_is_said_and_the_next_is_heard(listener: Listener, sound: bytes) -> None:
    damaged = sound is NOTHING["damaged within"]
    try:
        heard = listener.hear(sound, "da")
    except NotHeard:
        heard = ""
    assert heard == "" or (damaged and heard == SENTENCE)  # of one that is damaged the rest can be heard
    assert listener.hear(tone(1), "da") == SENTENCE


def test_it_is_started_again_after_it_was_ended(listener: Listener) -> None:
    listener.close()
    assert listener.hear(tone(1), "da") == SENTENCE


# The program -----------------------------------------------------------------------------------------


@pytest.fixture
def deaf(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Whisper]:
    monkeypatch.setattr(listening, "PROGRAM", "tests.voice.deaf")
    monkeypatch.setattr(listening, "START", 2.0)
    found = Whisper(tmp_path / "none.bin")
    yield found
    found.close()


@pytest.mark.parametrize("sound", [b"die", b"wait"])
def test_one_that_ends_or_hangs_is_told_and_the_next_is_heard(deaf: Whisper, sound: bytes) -> None:
    with pytest.raises(NotHeard, match="has ended, or took too long"):
        deaf.hear(sound, "da")
    assert deaf.hear(b"hej", "da") == "hej"


def test_closing_waits_for_no_hearing(deaf: Whisper, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listening, "START", 100.0)
    asked, write = Event(), frames.write

    def and_tell(mouth: IO[bytes], request: bytes) -> None:
        write(mouth, request)
        asked.set()

    monkeypatch.setattr(frames, "write", and_tell)
    deaf.start()
    with ThreadPoolExecutor() as pool:
        heard = pool.submit(deaf.hear, b"wait", "da")
        assert asked.wait(30)
        pool.submit(deaf.close).result(timeout=20)
        with pytest.raises(NotHeard):
            heard.result(timeout=20)


@pytest.fixture
def patient(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Whisper]:
    """The same program, and the time that it gets in earnest."""
    monkeypatch.setattr(listening, "PROGRAM", "tests.voice.deaf")
    found = Whisper(tmp_path / "none.bin")
    yield found
    found.close()


def test_one_that_was_killed_while_nobody_asked_is_started_again(patient: Whisper) -> None:
    patient.start()
    process = patient._child._process
    assert process is not None
    process.kill()
    process.wait()
    assert patient.hear(b"hej", "da") == "hej"


def test_nobody_waits_to_end_it_once_it_has_answered(patient: Whisper) -> None:
    assert patient.hear(b"hej", "da") == "hej"
    waiting = [each for each in threading.enumerate() if isinstance(each, threading.Timer)]
    assert [each for each in waiting if not each.finished.is_set()] == []


def test_two_that_ask_at_once_get_each_their_own_answer(patient: Whisper) -> None:
    words = [f"word {number}" for number in range(20)]
    with ThreadPoolExecutor(4) as pool:
        heard = list(pool.map(lambda word: patient.hear(f"say {word}".encode(), "da"), words))
    assert heard == words


def test_a_longer_recording_gets_more_time_and_none_more_than_an_hour(
    patient: Whisper, monkeypatch: pytest.MonkeyPatch
) -> None:
    given: list[float] = []

    def answer(_: bytes, patience: float) -> bytes:
        given.append(patience)
        return frames.told({"text": "hej"})

    monkeypatch.setattr(patient._child, "answer", answer)
    for size in (3_000, 30_000, 20_000_000):
        patient.hear(bytes(size), "da")
    assert given == [listening.START + 6, listening.START + 60, listening.LONGEST]


class Stretch(NamedTuple):
    """What a model gives of a part of a recording."""

    text: str
    probability: float = 0.9


@pytest.mark.parametrize(
    ("stretches", "said"),
    [
        ([Stretch(" Jeg bager"), Stretch(" kage. ")], "Jeg bager kage."),
        ([Stretch("Jeg bager"), Stretch("Tak fordi I så med", 0.1)], "Jeg bager"),
        ([Stretch("Jeg bager", whisper_program.UNSURE)], "Jeg bager"),
        ([Stretch("Jeg bager", float("nan"))], "Jeg bager"),
        ([Stretch("[musik] Jeg (hoster) bager *latter* ♪")], "Jeg bager"),
        ([Stretch("[BLANK_AUDIO]")], ""),
        ([Stretch(" ... ")], ""),
        ([], ""),
    ],
)
def test_what_is_noise_or_made_up_is_no_word(stretches: list[Stretch], said: str) -> None:
    if said:
        assert whisper_program._said(stretches) == said
    else:
        with pytest.raises(NotHeard):
            whisper_program._said(stretches)


def test_it_gets_no_token_and_no_key(deaf: Whisper, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BOT_TOKEN", "1:secret")
    known = set(deaf.hear(b"environment", "da").split())
    assert "PATH" in known
    assert known <= {*child.KEPT, "LC_CTYPE"}, "Python sets the last one itself"


def test_what_a_library_prints_goes_nowhere(deaf: Whisper, capfd: pytest.CaptureFixture[str]) -> None:
    assert deaf.hear(b"print", "da") == "hej"
    assert "".join(capfd.readouterr()) == ""


def test_nothing_of_what_is_heard_is_written_to_disk(
    whisper: Whisper, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    whisper.close()
    assert whisper.hear(tone(1), "da") == SENTENCE
    pid = whisper._child._process.pid if whisper._child._process else 0
    opened = [str(each.readlink()) for each in Path(f"/proc/{pid}/fd").iterdir()]
    assert [each for each in opened if each.startswith("/") and not each.startswith("/dev/")] == []
    assert list(tmp_path.iterdir()) == []


# Sound -------------------------------------------------------------------------------------------------


def test_sound_becomes_samples_of_its_true_length() -> None:
    assert len(samples(tone(3))) / 4 / RATE == pytest.approx(3.15, abs=0.1)


def test_of_a_file_that_unpacks_to_hours_only_the_beginning_is_heard() -> None:
    out = io.BytesIO()
    with av.open(out, "w", format="ogg") as target:
        stream = target.add_stream("libopus", rate=8_000, layout="mono")
        every = array("h", (int(8_000 * sin(n / 20)) for n in range(8_000))).tobytes()
        for _ in range(LONGEST + 60):
            frame = av.AudioFrame(format="s16", layout="mono", samples=8_000, align=1)
            frame.sample_rate = 8_000
            frame.planes[0].update(every)
            target.mux(stream.encode(frame))
        target.mux(stream.encode(None))
    assert LONGEST <= len(samples(out.getvalue())) / 4 / RATE < LONGEST + 1


def test_one_word_in_a_long_silence_is_something_to_hear() -> None:
    quiet, word = bytes(24_000 * 4), array("h", (int(8_000 * sin(n / 20)) for n in range(12_000))).tobytes()
    assert samples(encoded([(Sound(quiet + word + quiet, 24_000), 0.0)]).ogg)


# What an operator is told --------------------------------------------------------------------------


def refused(folder: Path) -> str:
    with pytest.raises(ConfigError) as error:
        listening.found(str(folder))
    assert str(error.value).startswith("LISTENING_MODEL: expected a ")
    return str(error.value)


def test_without_the_setting_nobody_listens() -> None:
    assert listening.found("") is None


def test_a_folder_that_is_not_there_empty_or_has_two_is_told(tmp_path: Path) -> None:
    assert "got no folder" in refused(tmp_path / "none")
    assert "got a folder without any" in refused(tmp_path)
    for name in ("ggml-base.bin", "ggml-small.bin"):
        (tmp_path / name).touch()
    assert "got ggml-base.bin, ggml-small.bin" in refused(tmp_path)


@pytest.mark.parametrize("content", [b"", b"no model at all", None])
def test_a_broken_model_is_told_with_what_to_do(model: Path, tmp_path: Path, content: bytes | None) -> None:
    pytest.importorskip("pywhispercpp")
    (tmp_path / "ggml-small.bin").write_bytes(model.read_bytes()[:100_000] if content is None else content)
    told = refused(tmp_path)
    assert "in ggml-small.bin" in told
    assert "; the model could not be loaded: " in told
    assert "took too long" not in told
    assert told.endswith(". Fetch the model anew")


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("crash", "its program ended at the start. Fetch the model anew"),
        (
            "slow",
            "its program was not ready after 1 seconds. Take a smaller model, or start again when",
        ),
    ],
)
def test_a_model_that_ends_its_program_and_one_that_is_too_slow_are_told_apart(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, told: str
) -> None:
    monkeypatch.setattr(listening, "PROGRAM", "tests.voice.deaf")
    if name == "slow":
        monkeypatch.setattr(listening, "START", 1.0)
    (tmp_path / f"ggml-{name}.bin").touch()
    assert f"could not be loaded: {told}" in refused(tmp_path)


def test_that_the_package_is_missing_is_told_with_what_to_install(
    model: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listening, "PROGRAM", "tests.voice.without_whisper")
    told = refused(model.parent)
    assert "No module named '_pywhispercpp'" in told
    assert told.endswith(". Run `make whisper`")


def test_a_model_of_english_alone_hears_english_alone(tmp_path: Path) -> None:
    pytest.importorskip("pywhispercpp")
    path = tmp_path / "ggml-tiny.en.bin"
    found = listening.found(str(whispered.make(path, "I can cook", vocabulary=whispered.ENGLISH_ONLY).parent))
    assert found is not None
    assert found.languages == {"en"}
    assert found.hear(tone(1), "en") == "I can cook"
    found.close()
