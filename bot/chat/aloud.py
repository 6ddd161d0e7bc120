"""What of a message is read aloud, line by line: its words, and then what can be chosen below them."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

from bot.engine.aloud import FEW
from bot.engine.symbols import TICK
from bot.engine.text import N_, Words
from bot.voice.speech import Part
from bot.words.both import divided, parted, unlearned

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bot.words import Language

# Translators: read aloud between a question and the buttons below it, which are read after it.
YOU_CAN_CHOOSE: Final = N_("You can choose:")
# Translators: read aloud after a question, where the last of many buttons reads out the others.
HEAR_THEM: Final = N_("Tap the last button to hear the others.")
# Translators: read aloud before the choice that is set now, which has a tick on its button.
CHOSEN_NOW: Final = N_("Chosen now: {label}")
CANNOT: Final = N_("I cannot read that aloud just now. Please try again in a little while.")

BRIEF: Final = 150
"""Characters of a text, some ten seconds, that is heard in two languages; a longer one in that which is understood."""
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
    *,
    twice: bool = False,
) -> tuple[tuple[Part, ...], bool]:
    """The lines to be spoken, and whether anything in them is somebody's own: then nobody else is to hear it.

    Below the line that divides the languages it is the `other` one. The choices are in the one that is to be `heard`;
    of many, how to hear them is said, and they are read where there is no text before them. With `twice` a text is
    heard in both languages, however long.
    """
    heard = heard or language
    above, below = parted(text) if other else (text.splitlines(), [])
    above = unlearned(above, other) if other else above
    above = [] if heard is other and not twice and _is_heard_below(above, below) else above
    lines = [(language, line) for line in above]
    lines += [(other, line) for line in below if other]
    lines += [(heard, line) for line in _chosen_between(choices, heard, alone=not text)]
    stripped = [(tongue, line.strip()) for tongue, line in lines]
    own = not all(tongue.is_ours(line) for tongue, line in stripped)
    return tuple(Part(tongue.code, line) for tongue, line in stripped), own


def _is_heard_below(above: Sequence[str], below: Sequence[str]) -> bool:
    """Whether a text is too long to be heard twice, and all of it stands below in the other language too.

    What reads the same in both, as somebody's own words do, stands above alone.
    """
    return sum(map(len, above)) > BRIEF and _paragraphs(above) == _paragraphs(below)


def _paragraphs(lines: Sequence[str]) -> int:
    return sum(bool(line.strip()) and not before.strip() for before, line in pairwise(("", *lines)))


def _chosen_between(choices: Sequence[str], heard: Language, *, alone: bool) -> list[str]:
    """What is said of the choices."""
    if not choices:
        return []
    if len(choices) > FEW and not alone:
        return [heard.say(Words(HEAR_THEM))]
    return [heard.say(Words(YOU_CAN_CHOOSE)), *(_named(choice, heard) for choice in choices)]


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
