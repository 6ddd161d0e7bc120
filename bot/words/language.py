"""One language: says sentences with their values, and reads the days, times and numbers that people type."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final

from babel.dates import format_date, format_time
from babel.lists import format_list
from babel.numbers import format_decimal

from bot.engine.buttons import BUTTONS
from bot.engine.letters import alike
from bot.engine.text import InDigits, LanguageName, Month, WithYear, Words
from bot.words import moments, named, numbers, order, ours, repeats, sentences, times
from bot.words.both import named as named_in
from bot.words.direction import from_the_right, isolated
from bot.words.draft import Draft, Entity
from bot.words.errors import MissingValue
from bot.words.markup import Field, Tag, parse

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from babel import Locale

    from bot.engine.context import Repetition
    from bot.engine.text import Value
    from bot.words.traits import Traits

Forms = tuple[str, ...]
"""A translation: one form, or one for each plural of the language."""
BETWEEN: Final = re.compile(r"(?<=\}), (?=\{)")
"""A comma between two values."""
WEEKDAY: Final = re.compile(r"EEEE,?\s*")
"""The day of the week in how a language writes a day."""


@dataclass(slots=True, eq=False)
class Language:
    """A language as the core and the shell use it. `source` says what is not translated here."""

    code: str
    traits: Traits
    messages: Mapping[str, Forms]
    plural: Callable[[int], int]
    source: Language | None = None
    _said: dict[str, str] = field(default_factory=dict)
    """Sentences of the catalogue without values, as they are said: every text is compared with all labels around it."""

    @property
    def name(self) -> str:
        """The language's own name for itself."""
        return self.traits.name

    @property
    def rtl(self) -> bool:
        """Whether the language is written from right to left."""
        return self.traits.rtl

    def say(self, words: Words) -> str:
        """The sentence as plain text. Raises MissingValue where a placeholder has no value."""
        if words.values:
            return self.rich(words)[0]
        said = self._said.get(words.id)
        if said is None:
            said = self.rich(words)[0]
            if self.template(words) is not None:  # what is in no catalogue may be somebody's own
                self._said[words.id] = said
        return said

    def names(self, words: Words) -> tuple[str, ...]:
        """What a label can be called by whoever writes it instead of tapping."""
        return (self.say(words),)

    def rich(
        self, words: Words, *, inside: bool = False, apart: bool = False, beside: Language | None = None
    ) -> tuple[str, list[Entity]]:
        """The sentence as text and Telegram's entities. A value never makes an entity.

        What stands `inside` something else is no sentence: a day that begins it is written as in the middle of one.
        With `apart`, its sentences stand on lines of their own. A button that it names has its name in the language
        `beside` with it.
        """
        draft = Draft(inside=inside, apart=apart, beside=beside)
        self._write(words, draft, alone=True)
        return draft.text, draft.entities

    def is_ours(self, line: str) -> bool:
        """Whether a line is one that the program says to everybody, with nothing of anybody in it."""
        return ours.is_ours(line, self)

    def order(self, name: str) -> tuple[str, str]:
        """What names are sorted by."""
        return order.key(name, self.code)

    def show_day(self, day: datetime.date | WithYear) -> str:
        """A day as it stands within a line, where no sentence begins with it."""
        return self._show(day)

    def date(self, text: str, today: datetime.date) -> datetime.date | None:
        """The day that a person typed, the coming one where it can be several; None when it is not understood."""
        moment = moments.read(self.spelt(text), today, self.traits)
        return moment[0] if moment else None

    def time(self, text: str) -> datetime.time | None:
        """The time of day that a person typed; None when it is not understood."""
        return times.read(self.spelt(text), self.traits)

    def moment(self, text: str, today: datetime.date) -> tuple[datetime.date, datetime.time | None] | None:
        """The day that a person typed and its time if they typed one too; None when it is not understood."""
        return moments.read(self.spelt(text), today, self.traits)

    def repetition(self, text: str, today: datetime.date) -> Repetition | None:
        """The repetition that a person typed; None where they typed none."""
        return repeats.read(self.spelt(text), today, self.traits)

    def name_of_day(self, word: str) -> str:
        """The word, however it is spelt, where it stands in the name of a day, a part of it or a month; else ""."""
        return named.read(word, self.traits)

    def mended(self, text: str) -> str:
        """The text with the names of days well spelt where a letter is wrong, as far as the language lets us guess."""
        return named.mended(text, self.traits) if self.guesses else text

    def part_of_day(self, text: str) -> frozenset[int]:
        """The hours of the part of the day that a person typed; none where they typed none, or a time."""
        return times.part(self.spelt(text), self.traits)

    def spelt(self, text: str) -> str:
        """The text with the words in one spelling that many spell in another way: "ved ik" is "ved ikke"."""
        known = self.traits.words["spellings"]
        return _other_spellings(self).sub(lambda word: known[word[0].lower()], text) if known else text

    @property
    def negated(self) -> frozenset[str]:
        """The words that turn round what stands beside them, English ones too."""
        return _negated(self)

    @property
    def guesses(self) -> bool:
        """Whether a word with a letter or two changed is most likely the same, misspelt."""
        return bool(self.traits.words["guesses"])

    @property
    def after_name(self) -> tuple[str, ...]:
        """The words that may follow a name when somebody says what they are called."""
        return tuple(self.traits.words["after_name"])

    def number(self, text: str) -> float | None:
        """The number that a person typed, an int where it is whole; None when it is not understood."""
        return numbers.read(text, self.traits)

    def template(self, words: Words) -> str | None:
        """The message to fill in, in the right plural form; None where no catalogue has it."""
        forms = self.messages.get(words.id)
        if forms is None:
            return self.source.template(words) if self.source else None
        count = words.values.get("n")
        return forms[self.plural(count)] if len(forms) > 1 and isinstance(count, int) else forms[0]

    def _write(self, words: Words, draft: Draft, *, alone: bool) -> None:
        """Add a sentence. `alone`: nothing else is said, so that a person's text can keep its own direction."""
        template = self.template(words)
        if template is None and not words.values:
            draft.add(words.id if alone else isolated(words.id, rtl=self.rtl))
            return
        floor = draft.depth
        template = self._untranslated(words) if template is None else template
        pieces = parse(sentences.apart(template) if draft.apart else template)
        alone = alone and sum(not isinstance(piece, Tag) for piece in pieces) == 1
        for piece in pieces:
            if isinstance(piece, str):
                draft.add(piece)
            elif isinstance(piece, Field):
                self._fill(piece.name, words, draft, alone=alone)
            elif isinstance(piece, Tag) and piece.closes:
                draft.close(piece.kind, floor)
            else:
                draft.open(piece.kind)
        draft.close_down_to(floor)

    def _untranslated(self, words: Words) -> str:
        """What to fill in when no catalogue has the message: the id itself, its plural as English has it.

        So are those that have no words; between their values stands the comma of this language.
        """
        form = words.plural if words.plural and words.values.get("n") != 1 else words.id
        form = BETWEEN.sub(f"{self.traits.comma} ", form)
        return from_the_right(form, form) if self.rtl else form

    def _fill(self, name: str, words: Words, draft: Draft, *, alone: bool) -> None:
        if name in BUTTONS:
            draft.add(named_in(BUTTONS[name], self, draft.beside))
            return
        if name not in words.values:
            raise MissingValue(words.id, name, words.values)
        value = words.values[name]
        if isinstance(value, Words):
            self._write(value, draft, alone=alone)
            return
        text = value if alone and isinstance(value, str) else self._show(value)
        if isinstance(value, datetime.date | WithYear) and draft.starts_sentence:
            text = text[:1].upper() + text[1:]
        draft.add(text)

    def _show(self, value: Value) -> str:
        """One value as this language writes it."""
        if isinstance(value, Words):
            return self.say(value)
        if isinstance(value, tuple):
            return str(format_list([self._show(each) for each in value], locale=self.traits.locale))
        if isinstance(value, datetime.date):
            return str(format_date(value, self.traits.day, locale=self.traits.locale))
        if isinstance(value, WithYear):
            pattern = self.traits.day_with_year
            shown = pattern if value.named else WEEKDAY.sub("", pattern).strip()
            return str(format_date(value.day, shown, locale=self.traits.locale))
        if isinstance(value, InDigits):
            return isolated(f"{value.day.day}/{value.day.month}", rtl=self.rtl)
        if isinstance(value, Month):
            return str(format_date(value.day, "MMMM y" if value.year else "MMMM", locale=self.traits.locale))
        if isinstance(value, LanguageName):
            return self._name_of(value.code)
        if isinstance(value, datetime.time):
            return str(format_time(value, self.traits.time, locale=self.traits.locale))
        if isinstance(value, int):
            return isolated(_number(value, self.traits.locale), rtl=self.rtl)
        return isolated(value, rtl=self.rtl)

    def _name_of(self, code: str) -> str:
        """What this language calls another one within a sentence; itself as where languages are chosen.

        There each name stands alone, with a capital; within a sentence it has one where CLDR writes it so.
        """
        called = str(self.traits.locale.languages.get(code, code))
        if code != self.code:
            return called
        return self.name.lower() if called.islower() else self.name


@cache
def _other_spellings(language: Language) -> re.Pattern[str]:
    each = "|".join(map(re.escape, language.traits.words["spellings"]))
    return re.compile(rf"(?<!\w)(?:{each})(?!\w)", re.IGNORECASE)


@cache
def _negated(language: Language) -> frozenset[str]:
    own = frozenset(map(alike, language.traits.words["negated"]))
    return own | _negated(language.source) if language.source else own


@lru_cache(maxsize=1024)
def _number(value: int, locale: Locale) -> str:
    """A number as a locale writes it; kept, because the same few stand in every heading."""
    return str(format_decimal(value, locale=locale))
