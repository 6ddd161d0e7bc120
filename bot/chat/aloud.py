"""What of a message is read aloud, line by line: its words, and then what can be chosen below them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.engine.symbols import TICK
from bot.engine.text import N_, Words
from bot.voice.speech import Part
from bot.words.both import APART, BETWEEN

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.words import Language

# Translators: read aloud between a question and the buttons below it, which are read after it.
YOU_CAN_CHOOSE: Final = N_("You can choose:")
# Translators: read aloud before the choice that is set now, which has a tick on its button.
CHOSEN_NOW: Final = N_("Chosen now: {label}")
CANNOT: Final = N_("I cannot read that aloud just now. Please try again in a little while.")


def spoken(
    text: str, choices: Sequence[str], language: Language, other: Language | None = None
) -> tuple[tuple[Part, ...], bool]:
    """The lines to be spoken, and whether anything in them is somebody's own: then nobody else is to hear it.

    Below the line that divides the languages, and in the second half of a label, it is the `other` one.
    """
    above, _, below = text.partition(f"\n{APART}\n") if other else (text, "", "")
    lines = [(language, line) for line in above.splitlines()]
    lines += [(other, line) for line in below.splitlines() if other]
    lines += [(language, language.say(Words(YOU_CAN_CHOOSE)))] if choices else []
    for choice in choices:
        first, between, second = choice.partition(BETWEEN) if other else (choice, "", "")
        lines += [
            (language, _named(first, language)),
            *((each, second) for each in (other,) if each and between),
        ]
    stripped = [(tongue, line.strip()) for tongue, line in lines]
    own = not all(tongue.is_ours(line) for tongue, line in stripped)
    return tuple(Part(tongue.code, line) for tongue, line in stripped), own


def _named(choice: str, language: Language) -> str:
    """A choice as it is heard: of the one that is set now, that it is."""
    label = choice.removeprefix(f"{TICK} ")
    return language.say(Words(CHOSEN_NOW, {"label": label})) if label != choice else choice
