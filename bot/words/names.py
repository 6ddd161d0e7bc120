"""Names of weekdays and months as people write them: CLDR's, whole or short, and those of `language.toml`.

A name that is written whole means itself, however short it is; the beginning of one has three letters at least, and is
no "no" and no number in the language: Polish "nie" is no "niedziela", Kurdish "yek" no "yekşem".
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final

from bot.words.typed import any_of, fold, spellings

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from bot.words.traits import Traits

SHORTEST_BEGINNING = 3
"""Letters that a shortened name has at least: "tor", "nov"."""
NAME = rf"[^\W\d_]{{{SHORTEST_BEGINNING},}}"
USES: Final = ("format", "stand-alone")
WEEK, YEAR = 7, 12


class Names:
    """The names of the days of a week, or of the months of a year, and which of them each means.

    `full` are those that are not shortened. `pattern` fits each name and what may be the beginning of one.
    """

    def __init__(
        self, full: Iterable[tuple[int, str]], short: Iterable[tuple[int, str]], not_a_name: Iterable[str]
    ) -> None:
        self.full = _by_spelling(full)
        self._not_a_name = {fold(word) for word in not_a_name}
        self._exact = {**_by_spelling(short), **self.full}
        unusual = [name for name in self._exact if not re.fullmatch(NAME, name)]
        self._spaced = {name for name in self._exact if " " in name}
        self.pattern = rf"(?:{any_of(unusual)}|{NAME})" if unusual else NAME

    def index(self, written: str) -> int:
        """Which one is meant by its name or its beginning. Raises ValueError where it is none or several."""
        exact = self._exact.get(written)
        if exact is not None:
            return exact
        fitting = {index for name, index in self.full.items() if name.startswith(written)}
        if len(fitting) != 1 or len(written) < SHORTEST_BEGINNING or written in self._not_a_name:
            raise ValueError(f"expected the beginning of one name, got {written!r}")
        return fitting.pop()

    def joins(self, word: str, next_word: str) -> bool:
        """Whether two words are one name, of which the second alone may be another: Persian "دو شنبه"."""
        return f"{word} {next_word}" in self._spaced


@cache
def weekdays(traits: Traits) -> Names:
    """The names of the days of the week; Monday is 0, and 1 in `language.toml`."""
    further = [(day - 1, name) for day, name in numbered(traits.days["weekdays"], WEEK)]
    return _names(traits.locale.days, further, traits)


@cache
def months(traits: Traits) -> Names:
    """The names of the months; January is 1."""
    return _names(traits.locale.months, numbered(traits.days["months"], YEAR), traits)


def numbered(table: Mapping[str, Iterable[str]], most: int) -> list[tuple[int, str]]:
    """Each name in a table of `language.toml` with its number, from 1 to `most`. Raises ValueError for any other."""
    wrong = [number for number in table if number not in map(str, range(1, most + 1))]
    if wrong:
        raise ValueError(f"expected a number from 1 to {most}, got {wrong[0]}")
    return [(int(number), name) for number, names in table.items() for name in names]


def _names(
    cldr: Mapping[str, Mapping[str, Mapping[int, str]]], further: list[tuple[int, str]], traits: Traits
) -> Names:
    wide, short = (
        [each for use in USES for each in cldr[use][width].items()] for width in ("wide", "abbreviated")
    )
    counts = [word for words in traits.numbers["words"].values() for word in words]
    return Names([*wide, *further], short, [*traits.words["negated"], *counts])


def _by_spelling(names: Iterable[tuple[int, str]]) -> dict[str, int]:
    return {each.rstrip("."): index for index, name in names for each in spellings(name)}
