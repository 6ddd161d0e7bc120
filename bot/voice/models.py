"""Better voices that the operator has installed: Piper models in a folder, each tried before anybody needs it."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Final

from bot.config import ConfigError
from bot.voice.speaker import Speaker
from bot.voice.speech import NotSpoken, Sound, Speed

if TYPE_CHECKING:
    from collections.abc import Mapping

PROGRAM: Final = "bot.voice.piper"
NAMED: Final = re.compile(r"(?P<language>[a-z]{2,3})_[A-Z]{2}-\w+-\w+\.onnx")
MISSING: Final = ModuleNotFoundError.__name__
"""What the program tells by that the package is not there."""
LIKE: Final = "da_DK-talesyntese-medium.onnx with its .onnx.json beside it"
STRETCH: Final = {Speed.SLOW: 1.35, Speed.NORMAL: 1.05, Speed.FAST: 0.85}
"""How long it takes beside the model's own pace."""


@dataclass(frozen=True)
class Model:
    """A Piper voice, with a program of its own that holds the model in memory."""

    path: Path
    speaker: Speaker

    @cached_property
    def key(self) -> str:
        with self.path.open("rb") as file:
            return f"piper {hashlib.file_digest(file, 'sha256').hexdigest()}"

    def say(self, text: str, speed: Speed) -> Sound:
        return self.speaker.ask(text=text, stretch=STRETCH[speed])

    def close(self) -> None:
        self.speaker.close()


def found(folder: str) -> Mapping[str, Model]:
    """The voices in VOICE_MODELS by language, each of them started; none where it is "".

    ConfigError where the folder, a model or the package that runs it is missing or broken.
    """
    if not folder:
        return {}
    where = Path(folder)
    paths = sorted(where.glob("*.onnx"))
    if not paths:
        got = "a folder without any" if where.is_dir() else "no folder"
        raise ConfigError(f"VOICE_MODELS: expected a folder with voices like {LIKE}, got {got} at {folder!r}")
    named: dict[str, Path] = {}
    for path in paths:
        before = named.setdefault(_language(path), path)
        if before is not path:
            raise ConfigError(
                f"VOICE_MODELS: expected one voice for a language, got {before.name} and {path.name}; move one of them "
                "out of the folder"
            )
    voices = {
        language: Model(path, Speaker(PROGRAM, str(path.resolve()))) for language, path in named.items()
    }
    try:
        for voice in voices.values():
            _try(voice)
    except ConfigError:
        for voice in voices.values():
            voice.close()
        raise
    return voices


def _language(path: Path) -> str:
    named = NAMED.fullmatch(path.name)
    if named is None:
        raise ConfigError(
            f"VOICE_MODELS: expected the name that a voice is published by, like {LIKE}, got {path.name}"
        )
    if not path.with_name(f"{path.name}.json").is_file():
        raise ConfigError(
            f"VOICE_MODELS: expected {path.name}.json beside {path.name}, got none; it is published with the voice"
        )
    return named["language"]


def _try(voice: Model) -> None:
    try:
        voice.say("1.", Speed.NORMAL)
    except NotSpoken as error:
        if MISSING in str(error):
            raise ConfigError(
                f"VOICE_MODELS: expected the package that runs Piper voices, got {error}. Run `make piper`"
            ) from error
        raise ConfigError(
            f"VOICE_MODELS: expected a Piper voice in {voice.path.name}, got {error}. Fetch the voice anew"
        ) from error
