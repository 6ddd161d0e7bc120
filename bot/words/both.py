"""Two languages at once, for whoever practises in one and understands the other better."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from bot.engine.buttons import BUTTONS
from bot.engine.symbols import STATES
from bot.engine.text import Words, brief
from bot.words.direction import isolated, unmarked
from bot.words.draft import Entity, units

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterable, Sequence

    from bot.engine.context import Repetition
    from bot.words.language import Language

APART = "· · ·"
"""Stands alone on a line, between what is said in the one language and what is said in the other."""
BETWEEN = " · "
"""Between the two halves of a label."""
ROOM = 34
"""Characters that a button shows on a small phone: where both halves do not fit, the one that is understood stands."""
LEAD = re.compile(r"\u200f?(?:[^\w\s“”„»«\"'(\[\u2066-\u2069]+|\d+\.?) ")
"""The symbol or the number that a label begins with, which means the same in every language."""
TO_LEARN: Final = "▪ "
"""Begins the line of a choice that stands on its button in one language only: it is seen, and not read aloud."""
LEARNT: Final = " — "
"""Between what it says in the one language and in the other."""
LONGEST_OWN: Final = 40
"""Characters of somebody's own text in such a line."""
TURNED = str.maketrans({"➡": "⬅", "\u200f": None, "\ufe0f": None})
"""What a symbol may have that does not make it another one: which way it is turned, and marks that are not seen."""


@dataclass(frozen=True, slots=True)
class Both:
    """Says everything in the first language; reads what is typed in either, the first one first."""

    first: Language
    other: Language

    @property
    def code(self) -> str:
        """The language that answers are practised in, and kept texts are written in."""
        return self.first.code

    def say(self, words: Words) -> str:
        return self.first.say(words)

    def names(self, words: Words) -> tuple[str, ...]:
        """What a label can be called: by either of its halves."""
        return self.first.say(words), self.other.say(words)

    def order(self, name: str) -> tuple[str, str]:
        return self.first.order(name)

    def date(self, text: str, today: datetime.date) -> datetime.date | None:
        return self.first.date(text, today) or self.other.date(text, today)

    def time(self, text: str) -> datetime.time | None:
        found = self.first.time(text)
        return self.other.time(text) if found is None else found

    def moment(self, text: str, today: datetime.date) -> tuple[datetime.date, datetime.time | None] | None:
        return self.first.moment(text, today) or self.other.moment(text, today)

    def repetition(self, text: str, today: datetime.date) -> Repetition | None:
        return self.first.repetition(text, today) or self.other.repetition(text, today)

    def name_of_day(self, word: str) -> str:
        return self.first.name_of_day(word) or self.other.name_of_day(word)

    def mended(self, text: str) -> str:
        return self.other.mended(self.first.mended(text))

    def part_of_day(self, text: str) -> frozenset[int]:
        return self.first.part_of_day(text) or self.other.part_of_day(text)

    def spelt(self, text: str) -> str:
        return self.other.spelt(self.first.spelt(text))

    @property
    def negated(self) -> frozenset[str]:
        return self.first.negated | self.other.negated

    @property
    def guesses(self) -> bool:
        return self.first.guesses and self.other.guesses

    @property
    def after_name(self) -> tuple[str, ...]:
        return (*self.first.after_name, *self.other.after_name)

    def number(self, text: str) -> float | None:
        found = self.first.number(text)
        return self.other.number(text) if found is None else found


def in_both(
    said: Sequence[Words],
    first: Language,
    other: Language,
    learnt: Sequence[tuple[str, list[Entity]]] = (),
    *,
    apart: bool = False,
) -> list[tuple[str, list[Entity]]]:
    """Paragraphs in the first language, then those that read otherwise in the other one; with sentences `apart`.

    A button that is named in the first is named in both. What is to be `learnt` stands below the first.
    """
    above = [first.rich(words, apart=apart, beside=other) for words in said]
    beneath = [other.rich(words, apart=apart) for words in said]
    below = [there for here, there in zip(above, beneath, strict=True) if not alike(there[0], here[0])]
    return [*above, *learnt, (APART, []), *below] if below else [*above, *learnt]


def parted(text: str) -> tuple[list[str], list[str]]:
    """The lines of a text above the one that divides its languages, and those below; none where it has but one."""
    lines = text.splitlines()
    at = lines.index(APART) if APART in lines else len(lines)
    return lines[:at], lines[at + 1 :]


def in_halves(
    labels: Sequence[Words], first: Language, other: Language, *, room: int = ROOM, uniform: bool = True
) -> list[str]:
    """The texts of buttons that stand below one message: in both languages, or in the one that is understood.

    Where they are to be `uniform` and one cannot carry both, none does: what stands there in full is chosen more
    easily, and that may be a yes. In a menu each carries both that has room for them.
    """
    both = [(first.say(words), other.say(words)) for words in labels]
    halves = [
        said if alike(said, beneath) else f"{said}{BETWEEN}{_rest(said, beneath)}" for said, beneath in both
    ]
    fits = [
        alike(said, beneath) or len(text) <= room for (said, beneath), text in zip(both, halves, strict=True)
    ]
    none = uniform and not all(fits)
    return [
        text if fit and not none else beneath
        for text, fit, (_, beneath) in zip(halves, fits, both, strict=True)
    ]


def to_learn(
    labels: Sequence[Words], shown: Sequence[str], first: Language, other: Language
) -> list[tuple[str, list[Entity]]]:
    """The choices of which no button says the first language, each on a line in both: folded, as one paragraph."""
    short = [
        brief(words, LONGEST_OWN)
        for words, text in zip(labels, shown, strict=True)
        if text == other.say(words)
    ]
    said = [(_stateless(first.say(words)), _stateless(other.say(words))) for words in short]
    lines = [
        f"{TO_LEARN}{here}{LEARNT}{isolated(_rest(here, there), rtl=first.rtl)}"
        for here, there in said
        if not alike(here, there)
    ]
    text = "\n".join(lines)
    return [(text, [Entity(type="expandable_blockquote", offset=0, length=units(text))])] if lines else []


def unlearned(lines: Iterable[str], other: Language) -> list[str]:
    """Lines as they are read aloud: without those to learn by, and with each button called by one name."""
    named = [_beside(name_of(label, other)) for label in BUTTONS.values()]
    kept = [line for line in lines if not line.startswith(TO_LEARN)]
    for beside in named:
        kept = [line.replace(beside, "") for line in kept]
    return kept


def alike(said: str, beneath: str) -> bool:
    """Whether two texts are the same to whoever sees them."""
    return unmarked(said) == unmarked(beneath)


def named(label: str, language: Language, beside: Language | None) -> str:
    """A button as a text names it, with its name in the language `beside` in brackets."""
    here = name_of(label, language)
    there = name_of(label, beside) if beside else here
    return here if alike(here, there) else f"{here}{_beside(there)}"


def name_of(label: str, language: Language) -> str:
    """What a label is called in a language, without its symbol."""
    said = language.say(Words(label))
    return said.removeprefix(_lead(said))


def divided(label: str, first: Language, other: Language) -> tuple[str, str]:
    """A label as each of the languages says it; twice all of it where it does not stand there in both."""
    parts = label.split(BETWEEN)
    for count in range(1, len(parts)):
        said, beneath = BETWEEN.join(parts[:count]), _lead(label) + BETWEEN.join(parts[count:])
        if first.is_ours(said) and other.is_ours(beneath):
            return said, beneath
    return label, label


def _beside(name: str) -> str:
    return f" ({isolated(name, rtl=False)})"


def _stateless(label: str) -> str:
    """A label without what tells how it stands: ticked or not."""
    lead = _lead(label)
    return label.removeprefix(lead) if lead.strip("\u200f ") in STATES and lead else label


def _rest(said: str, beneath: str) -> str:
    """The second half of a label, without the symbol or number that the first half begins with."""
    lead, below = _lead(said), _lead(beneath)
    same = lead.translate(TURNED) == below.translate(TURNED)
    return beneath.removeprefix(below) if same else beneath


def _lead(label: str) -> str:
    found = LEAD.match(label)
    return found[0] if found else ""
