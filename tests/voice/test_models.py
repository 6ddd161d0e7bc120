"""Better voices that an operator has installed: they read in place of the embedded ones, or what is wrong is told."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from bot.config import ConfigError
from bot.voice import models
from bot.voice.cache import Cache
from bot.voice.speaker import Speaker
from bot.voice.speech import Part, Speed
from bot.voice.voices import Voices
from tests.voice.listening import loudness, seconds
from tests.voice.tiny import write_voice

if TYPE_CHECKING:
    from pathlib import Path

pytest.importorskip("piper", reason="there is no onnxruntime for Macs with Intel")


def refused(folder: Path) -> str:
    with pytest.raises(ConfigError) as error:
        models.found(str(folder))
    assert str(error.value).startswith("VOICE_MODELS: expected ")
    return str(error.value)


def test_a_voice_reads_its_language_and_the_embedded_ones_the_others(tmp_path: Path) -> None:
    write_voice(tmp_path / "models")
    better = models.found(str(tmp_path / "models"))
    assert better.keys() == {"da"}
    voices = Voices(Cache(None), better)
    embedded = Voices(Cache(None))
    part = [Part("da", "Hej, hvem er du?")]
    slow, normal, fast = (voices.read(part, speed, own=True)[0] for speed in Speed)
    assert slow.seconds > normal.seconds > fast.seconds
    assert seconds(normal) == pytest.approx(normal.seconds, abs=0.05)
    assert -23 < loudness(normal) < -17
    assert abs(normal.seconds - embedded.read(part, own=True)[0].seconds) > 0.1
    assert "ar" in voices.languages
    assert voices.read([Part("da", "Hej"), Part("ar", "من أنت؟")], own=True)
    voices.close()
    embedded.close()


def test_another_model_under_the_same_name_is_another_voice(tmp_path: Path) -> None:
    path = write_voice(tmp_path)
    keys = set()
    for more in (b"", b"\0"):
        path.write_bytes(path.read_bytes() + more)
        keys.add(models.Model(path, Speaker(models.PROGRAM)).key)
    assert len(keys) == 2


def test_without_the_setting_there_is_none() -> None:
    assert models.found("") == {}


def test_a_folder_that_is_not_there_or_empty_is_told(tmp_path: Path) -> None:
    assert "got no folder" in refused(tmp_path / "none")
    assert "got a folder without any" in refused(tmp_path)


def test_a_file_that_is_named_otherwise_is_told(tmp_path: Path) -> None:
    (tmp_path / "dansk.onnx").touch()
    assert "got dansk.onnx" in refused(tmp_path)


def test_a_model_without_its_settings_is_told(tmp_path: Path) -> None:
    path = write_voice(tmp_path)
    path.with_name(f"{path.name}.json").unlink()
    assert f"{path.name}.json beside" in refused(tmp_path)


def test_two_voices_of_one_language_are_told(tmp_path: Path) -> None:
    write_voice(tmp_path)
    write_voice(tmp_path, "da_DK-zoe-low")
    assert "move one of them" in refused(tmp_path)


@pytest.mark.parametrize("broken", ["", "no model at all", None])
def test_a_broken_model_is_told_with_what_to_do(tmp_path: Path, broken: str | None) -> None:
    path = write_voice(tmp_path)
    if broken is None:
        path.with_name(f"{path.name}.json").write_text(json.dumps({"audio": {}}))
    else:
        path.write_text(broken)
    told = refused(tmp_path)
    assert path.name in told
    assert told.endswith("Fetch the voice anew")
    assert "make piper" not in told


ALL = "num_symbols, num_speakers, audio.sample_rate, espeak.voice, phoneme_id_map"
NO_RATE = {"audio": 5, "num_symbols": 9, "num_speakers": 1, "espeak": {"voice": "da"}, "phoneme_id_map": {}}


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        (b'{"audio": {}}', f" without {ALL}, which the settings"),
        (b"[]", f" without {ALL}, which the settings"),
        (json.dumps(NO_RATE).encode(), " without audio.sample_rate, which the settings"),
        (b"junk", ", which is not JSON."),
        (b"\xff\xfe", ", which is not JSON."),
    ],
)
def test_what_is_missing_in_the_settings_of_a_voice_is_told_in_words(
    tmp_path: Path, settings: bytes, told: str
) -> None:
    path = write_voice(tmp_path)
    path.with_name(f"{path.name}.json").write_bytes(settings)
    said = refused(tmp_path)
    assert f"got {path.name}.json{told}" in said
    assert "Error" not in said
    assert said.endswith("Fetch the voice anew")


def test_that_the_package_is_missing_is_told_with_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_voice(tmp_path)
    monkeypatch.setattr(models, "PROGRAM", "tests.voice.without_piper")
    told = refused(tmp_path)
    assert "No module named 'piper'" in told
    assert told.endswith("Run `make piper`")
    assert "Fetch" not in told
