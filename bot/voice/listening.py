"""Whoever writes down what is said in a voice message: the interface, and the Whisper model of the operator's."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final, Protocol

from bot.config import ConfigError
from bot.voice import frames
from bot.voice.child import Child, Ended, Slow

if TYPE_CHECKING:
    from collections.abc import Collection

PROGRAM: Final = "bot.voice.whisper"
LIKE: Final = "ggml-small.bin"
START: Final = 120.0
"""Seconds to load a model, and to hear a short recording."""
PER_BYTE: Final = 0.002
"""Seconds more for each byte, of which a voice message has some 3,000 a second: ten seconds take a minute at worst."""
LONGEST: Final = 3_600.0
NOT_INSTALLED: Final = ("ModuleNotFoundError", "ImportError")
"""How what the program says at its start begins where what runs the model is missing."""


class NotHeard(Exception):
    """A recording could not be written down, or there is nothing to hear in it. What it was stands nowhere."""


class Listener(Protocol):
    """Somebody who writes down what is said."""

    @property
    def languages(self) -> Collection[str]:
        """The languages that can be heard; in others a recording stays what it is."""

    def hear(self, sound: bytes, language: str) -> str:
        """What is said in a voice message (OGG/Opus), in this language; NotHeard where nothing can be told."""

    def close(self) -> None:
        """End the program that listens; it is started again when it is needed."""


class Whisper:
    """A Whisper model, with a program of its own that holds it in memory."""

    def __init__(self, path: Path) -> None:
        self._child = Child(PROGRAM, str(path.resolve()), patience=START)

    @property
    def languages(self) -> frozenset[str]:
        return frozenset(self._child.began.get("languages", ()))

    def start(self) -> None:
        """Load the model; Ended where that fails, with what is told of it."""
        self._child.answer()

    def hear(self, sound: bytes, language: str) -> str:
        patience = min(START + PER_BYTE * len(sound), LONGEST)
        try:
            answer = self._child.answer(frames.told({"language": language}, sound), patience)
        except Ended as error:
            raise NotHeard(str(error)) from None
        told = frames.understood(answer)
        if "text" not in told:
            raise NotHeard(told["error"])
        return str(told["text"])

    def close(self) -> None:
        self._child.close()


def found(folder: str) -> Whisper | None:
    """The listener in LISTENING_MODEL, started; None where it is "".

    ConfigError where the folder, the model or the package that runs it is missing or broken.
    """
    if not folder:
        return None
    where = Path(folder)
    paths = sorted(where.glob("*.bin"))
    if len(paths) != 1:
        files = ", ".join(path.name for path in paths) or "a folder without any"
        got = files if where.is_dir() else "no folder"
        raise ConfigError(
            f"LISTENING_MODEL: expected a folder with one Whisper model for whisper.cpp, like {LIKE}, "
            f"got {got} at {folder!r}"
        )
    listener = Whisper(paths[0])
    try:
        listener.start()
    except Ended as error:
        listener.close()
        raise ConfigError(
            f"LISTENING_MODEL: expected a Whisper model for whisper.cpp in {paths[0].name}, and what runs it; the "
            f"model could not be loaded: {error}. {_what_to_do(error)}"
        ) from error
    return listener


def _what_to_do(error: Ended) -> str:
    if isinstance(error, Slow):
        return "Take a smaller model, or start again when the machine has less to do"
    return "Run `make whisper`" if str(error).startswith(NOT_INSTALLED) else "Fetch the model anew"
