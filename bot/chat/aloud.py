"""What of a message is read aloud, line by line: its words, and then what can be chosen below them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.engine.text import N_, Words
from bot.voice.speech import Part

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.words import Language

# Translators: read aloud between a question and the buttons below it, which are read after it.
YOU_CAN_CHOOSE: Final = N_("You can choose:")
CANNOT: Final = N_("I cannot read that aloud just now. Please try again in a little while.")


def spoken(text: str, choices: Sequence[str], language: Language) -> tuple[tuple[Part, ...], bool]:
    """The lines to be spoken, and whether anything in them is somebody's own: then nobody else is to hear it."""
    offered = (language.say(Words(YOU_CAN_CHOOSE)), *choices) if choices else ()
    lines = [line.strip() for line in (*text.splitlines(), *offered)]
    own = not all(language.is_ours(line) for line in lines)
    return tuple(Part(language.code, line) for line in lines), own
