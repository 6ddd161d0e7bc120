"""What of a message is read aloud, line by line: its words, and then what can be chosen below them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.engine.symbols import TICK
from bot.engine.text import N_, Words
from bot.voice.speech import Part
from bot.words.both import divided, parted, unlearned

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bot.words import Language

# Translators: read aloud between a question and the buttons below it, which are read after it.
YOU_CAN_CHOOSE: Final = N_("You can choose:")
# Translators: read aloud before the choice that is set now, which has a tick on its button.
CHOSEN_NOW: Final = N_("Chosen now: {label}")
CANNOT: Final = N_("I cannot read that aloud just now. Please try again in a little while.")

LOOKED_AT: Final = 8
"""Lines of a text that tell its language: to look for somebody's own ones in every language takes time."""


def language_of(lines: Iterable[str], languages: Iterable[Language], usual: Language) -> Language:
    """The language that knows most of these lines, as what stands on a phone may be in another than the `usual` one."""
    told = [line.strip() for line in lines if line.strip()][:LOOKED_AT]
    found, most = usual, 0
    for each in (usual, *languages):
        known = sum(each.is_ours(_unticked(line)) for line in told)
        if known > most:
            found, most = each, known
        if most == len(told):
            break
    return found


def spoken(
    text: str,
    choices: Sequence[str],
    language: Language,
    other: Language | None = None,
    heard: Language | None = None,
) -> tuple[tuple[Part, ...], bool]:
    """The lines to be spoken, and whether anything in them is somebody's own: then nobody else is to hear it.

    Below the line that divides the languages it is the `other` one. The choices are in the one that is to be `heard`.
    """
    heard = heard or language
    above, below = parted(text) if other else (text.splitlines(), [])
    above = unlearned(above, other) if other else above
    lines = [(language, line) for line in above]
    lines += [(other, line) for line in below if other]
    lines += [(heard, heard.say(Words(YOU_CAN_CHOOSE)))] if choices else []
    lines += [(heard, _named(choice, heard)) for choice in choices]
    stripped = [(tongue, line.strip()) for tongue, line in lines]
    own = not all(tongue.is_ours(line) for tongue, line in stripped)
    return tuple(Part(tongue.code, line) for tongue, line in stripped), own


def _named(choice: str, language: Language) -> str:
    """A choice as it is heard: of the one that is set now, that it is."""
    label = _unticked(choice)
    return language.say(Words(CHOSEN_NOW, {"label": label})) if label != choice else choice


def read_off(labels: Sequence[str], language: Language, other: Language | None, heard: Language) -> list[str]:
    """The choices as they are heard, out of what stands on the phone: of two languages, only in the one of them.

    One that stands there only in the other language, for which there is no voice, is left out.
    """
    if other is None:
        return [*labels]
    halves = [_divided(label, language, other) for label in labels]
    if heard is other:
        return [below for _, below in halves]
    return [said for said, _ in halves if _is_ours(said, language) or not _is_ours(said, other)]


def _divided(label: str, language: Language, other: Language) -> tuple[str, str]:
    """A label as each of the languages says it, with its tick before both."""
    said, below = divided(_unticked(label), language, other)
    tick = label.removesuffix(_unticked(label))
    return f"{tick}{said}", f"{tick}{below}"


def _is_ours(label: str, language: Language) -> bool:
    return language.is_ours(_unticked(label))


def _unticked(label: str) -> str:
    """A label without what stands before it where it is set now."""
    return label.removeprefix(f"{TICK} ")
