"""What of a message is read aloud, line by line: in which language, and whether it is our own text or somebody's."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple, Protocol

from bot.engine.text import N_, Words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from bot.engine.person import Speed
    from bot.words import Language

# Translators: read aloud between a question and the buttons below it, which are read after it.
YOU_CAN_CHOOSE: Final = N_("You can choose:")
CANNOT: Final = N_("I cannot read that aloud just now. Please try again in a little while.")


class Line(NamedTuple):
    """Something to be spoken in one breath. What is `ours` is the same for everybody, and can be kept for the next."""

    language: str
    text: str
    ours: bool


class Unspoken(Exception):
    """Something cannot be read aloud; the text says why."""


class Speech(Protocol):
    """A voice message: its bytes, as OGG with Opus, and its length in whole seconds."""

    ogg: bytes
    duration: int


class Voices(Protocol):
    """Whoever speaks. It is called in threads."""

    def read(self, lines: Sequence[Line], speed: Speed) -> Speech:
        """These lines as speech; Unspoken where they cannot be."""


class Mute:
    """Nobody speaks."""

    def read(self, lines: Sequence[Line], speed: Speed) -> Speech:
        raise Unspoken(f"expected a voice for {len(lines)} lines at {speed} speed, there is none here")


def lines(text: str, choices: Iterable[str], language: Language) -> tuple[Line, ...]:
    """What a message says, and then what can be chosen below it."""
    return tuple(_lines(text, tuple(choices), language))


def _lines(text: str, choices: tuple[str, ...], language: Language) -> Iterator[Line]:
    offered = (language.say(Words(YOU_CAN_CHOOSE)), *choices) if choices else ()
    for line in (*text.splitlines(), *offered):
        said = line.strip()
        if said:
            yield Line(language.code, said, language.is_ours(said))
