"""What everybody hears is made once; what a person wrote is kept nowhere."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from errno import ENOSPC
from pathlib import Path
from resource import RLIMIT_FSIZE, getrlimit, setrlimit
from signal import SIG_IGN, SIGXFSZ, signal
from threading import Barrier
from typing import TYPE_CHECKING

import pytest
from structlog.testing import capture_logs

from bot.voice import voices as voices_module
from bot.voice.cache import Cache
from bot.voice.speech import NothingToSay, NotSpoken, Part, Speed
from bot.voice.voices import Voices
from tests.voice.counting import Counting
from tests.voice.listening import seconds

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.voice.speech import Speech

HI = [Part("da", "Hej, hvem er du?")]


@pytest.fixture
def voice() -> Counting:
    return Counting()


def with_voice(voice: Counting, cache: Cache) -> Voices:
    return Voices(cache, {"da": voice})


def kept(folder: Path) -> Iterator[Path]:
    return folder.rglob("*.*")


def test_a_text_is_made_once_and_then_comes_from_memory(folder: Path, voice: Counting) -> None:
    voices = with_voice(voice, Cache(folder))
    first = voices.read(HI, own=False)
    assert voices.read(HI, own=False) == first
    assert len(voice.asked) == 1


def test_it_comes_from_the_folder_after_a_new_start(folder: Path, voice: Counting) -> None:
    first = with_voice(voice, Cache(folder)).read(HI, own=False)
    assert with_voice(voice, Cache(folder)).read(HI, own=False) == first
    assert len(voice.asked) == 1


def test_without_a_folder_it_is_kept_in_memory_alone(tmp_path: Path, voice: Counting) -> None:
    voices = with_voice(voice, Cache(None))
    assert voices.read(HI, own=False) == voices.read(HI, own=False)
    assert len(voice.asked) == 1
    assert list(tmp_path.iterdir()) == []


def test_another_speed_voice_or_text_is_another_sound(folder: Path, voice: Counting) -> None:
    with_voice(voice, Cache(folder)).read(HI, own=False)
    with_voice(voice, Cache(folder)).read(HI, Speed.SLOW, own=False)
    with_voice(voice, Cache(folder)).read([Part("da", "Hej.")], own=False)
    newer = Counting("a newer one")
    with_voice(newer, Cache(folder)).read(HI, own=False)
    assert (len(voice.asked), len(newer.asked)) == (3, 1)
    assert len(list(kept(folder))) == 4


def test_what_a_person_wrote_is_made_each_time_and_stands_nowhere(folder: Path, voice: Counting) -> None:
    voices = with_voice(voice, Cache(folder))
    voices.read(HI, own=False)
    mine = [Part("da", "Jeg har haft det svært.")]
    (speech,) = voices.read(mine, own=True)
    voices.read(mine, own=True)
    assert len(voice.asked) == 3
    (file,) = kept(folder)
    for secret in (speech.ogg[200:300], "svært".encode()):
        assert secret not in file.read_bytes()
    assert speech not in voices._cache._memory.values()


def test_what_was_a_question_once_is_not_looked_up_for_a_person(folder: Path, voice: Counting) -> None:
    """Nobody can find out from the time it takes what is kept."""
    voices = with_voice(voice, Cache(folder))
    voices.read(HI, own=False)
    voices.read(HI, own=True)
    assert len(voice.asked) == 2


def test_names_of_files_tell_nothing(folder: Path, voice: Counting) -> None:
    with_voice(voice, Cache(folder)).read(HI, own=False)
    (file,) = kept(folder)
    assert len(file.stem) == 64
    assert b"Hej" not in file.read_bytes()


@pytest.mark.parametrize("damage", [b"", b"short", None])
def test_a_damaged_file_is_made_anew(folder: Path, voice: Counting, damage: bytes | None) -> None:
    (first,) = with_voice(voice, Cache(folder)).read(HI, own=False)
    (file,) = kept(folder)
    whole = bytearray(file.read_bytes())
    whole[len(whole) // 2] ^= 1
    file.write_bytes(bytes(whole) if damage is None else damage)
    (again,) = with_voice(voice, Cache(folder)).read(HI, own=False)
    assert len(voice.asked) == 2
    assert seconds(again) == pytest.approx(first.seconds, abs=0.05)
    with_voice(voice, Cache(folder)).read(HI, own=False)
    assert len(voice.asked) == 2


def test_what_was_not_used_for_longest_is_dropped_when_the_folder_is_full(
    folder: Path, voice: Counting
) -> None:
    (speech,) = with_voice(voice, Cache(folder)).read([Part("da", "Tekst nummer 0")], own=False)
    room = int(len(speech.ogg) * 3.5)

    def read(number: int) -> Speech:
        voices = with_voice(voice, Cache(folder, most_on_disk=room))
        return voices.read([Part("da", f"Tekst nummer {number}")], own=False)[0]

    for number in range(3):
        read(number)
        for age, path in enumerate(sorted(kept(folder), key=lambda each: each.stat().st_mtime_ns)):
            os.utime(path, ns=(age, age))
    read(0)
    read(3)  # in place of 1
    assert sum(path.stat().st_size for path in kept(folder)) <= room
    made = len(voice.asked)
    for number in (0, 2, 3):
        read(number)
    assert len(voice.asked) == made
    read(1)
    assert len(voice.asked) == made + 1


def test_memory_has_a_bound_too(voice: Counting) -> None:
    cache = Cache(None, most_in_memory=20_000)
    voices = with_voice(voice, cache)
    for number in range(20):
        voices.read([Part("da", f"Tekst nummer {number}")], own=False)
    assert 0 < sum(len(each.ogg) for each in cache._memory.values()) <= 20_000


def test_a_disk_that_fails_costs_time_and_nothing_else(tmp_path: Path, voice: Counting) -> None:
    folder = tmp_path / "file"
    folder.write_text("no folder")
    with capture_logs() as logs:
        (speech,) = with_voice(voice, Cache(folder)).read(HI, own=False)
    assert speech.seconds > 0
    assert [(entry["event"], "Hej" in str(entry)) for entry in logs] == [("voice.not_kept", False)]


def test_a_full_disk_is_left_without_what_did_not_fit(
    folder: Path, voice: Counting, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(path: Path, _: Path) -> None:
        raise OSError(ENOSPC, "No space left on device", str(path))

    voices = with_voice(voice, Cache(folder))
    monkeypatch.setattr(Path, "replace", full)
    assert voices.read(HI, own=False)[0].seconds > 0
    assert list(folder.iterdir()) == []


def test_a_file_that_cannot_be_written_whole_is_taken_away(folder: Path, voice: Counting) -> None:
    """As on a disk that becomes full: a file may get no longer than a few bytes."""
    voices = with_voice(voice, Cache(folder))
    before, before_ignored = getrlimit(RLIMIT_FSIZE), signal(SIGXFSZ, SIG_IGN)
    setrlimit(RLIMIT_FSIZE, (10, before[1]))
    try:
        with capture_logs() as logs:
            assert voices.read(HI, own=False)[0].seconds > 0
    finally:
        setrlimit(RLIMIT_FSIZE, before)
        signal(SIGXFSZ, before_ignored)
    assert [entry["event"] for entry in logs] == ["voice.not_kept"]
    assert list(folder.iterdir()) == []


def test_what_a_crash_left_unfinished_is_cleared_away(folder: Path, voice: Counting) -> None:
    folder.mkdir()
    (folder / "half.part").write_bytes(b"half")
    with_voice(voice, Cache(folder)).read(HI, own=False)
    assert [path.suffix for path in kept(folder)] == [".speech"]


def test_many_who_ask_at_once_wait_for_one_who_makes_it(folder: Path, voice: Counting) -> None:
    voices = with_voice(voice, Cache(folder))
    together = Barrier(8)

    def read(_: int) -> Speech:
        together.wait()
        return voices.read(HI, own=False)[0]

    with ThreadPoolExecutor(8) as threads:
        heard = set(threads.map(read, range(8)))
    assert len(heard) == len(voice.asked) == 1


def test_a_failure_is_told_and_the_next_one_tries_again(folder: Path) -> None:
    voices = with_voice(Counting(fails=1), Cache(folder))
    with pytest.raises(NotSpoken):
        voices.read(HI, own=False)
    assert voices.read(HI, own=False)[0].seconds > 0
    assert len(list(kept(folder))) == 1


def test_what_is_spelled_out_at_length_comes_to_an_end(
    voice: Counting, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Twenty lines of a second each."""
    monkeypatch.setattr(voices_module, "LONGEST", 5)
    (speech,) = with_voice(voice, Cache(None)).read([Part("da", "Tyve bogstaver er der\n" * 20)], own=True)
    assert len(voice.asked) == 5
    assert 5 < speech.seconds < 8


def test_a_line_at_which_a_voice_is_silent_is_passed_over(voice: Counting) -> None:
    voices = with_voice(voice, Cache(None))
    (speech,) = voices.read([Part("da", "Tavs\nHej")], own=True)
    assert 0.3 < speech.seconds < 1
    with pytest.raises(NothingToSay):
        voices.read([Part("da", "Tavs")], own=True)


def test_threads_in_many_languages_are_read_to_as_if_they_were_alone(voices: Voices) -> None:
    texts = [("da", "Hvem er du?"), ("ar", "من أنت؟"), ("uk", "Хто ви?"), ("en", "Who are you?")] * 4

    def read(each: tuple[str, str]) -> float:
        return voices.read([Part(*each)], own=True)[0].seconds

    alone = [read(each) for each in texts[:4]] * 4
    with ThreadPoolExecutor(8) as threads:
        together = list(threads.map(read, texts))
    assert together == pytest.approx(alone, abs=0.05)
