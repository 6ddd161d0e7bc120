"""Reading a content file: what every one of them needs, with errors that name the file and the line."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NoReturn

from bot.engine.errors import FlowError
from bot.words.markup import bare, fields
from bot.words.tooling.rules import LIMITS, faults_of_form
from bot.words.tooling.sources import BUTTON

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

ID = re.compile(r"[a-z][a-z0-9_]{0,23}")
"""Short enough to be part of a step's id and of a button."""
FORMS = "A text can have <b> … </b> and <i> … </i>, each closed, and no other braces or tags"
TOML = 'Write key = "value" with both quotes, and the name of a table in its brackets'
LONGEST = LIMITS[BUTTON]
"""Characters of what stands on a button, and beside an axis of the star."""


class BadContent(FlowError):
    """A content file cannot be used; says where in it, why, and how to mend it."""


@dataclass(frozen=True, slots=True)
class Source:
    """A content file: what it is called in errors, and its text."""

    name: str
    text: str

    def __post_init__(self) -> None:
        """Leave out the mark that some editors put before a file's first letter."""
        object.__setattr__(self, "text", self.text.removeprefix("\ufeff"))

    def tables(self) -> dict[str, Any]:
        """What the file says; BadContent where it is no TOML."""
        try:
            return tomllib.loads(self.text)
        except tomllib.TOMLDecodeError as error:
            what, _, place = str(error).partition(" (at ")
            found = re.match(r"line (\d+)", place)
            self.wrong(int(found[1]) if found else self.last_line, f"it is no TOML: {what}", TOML)
        except (
            ValueError,
            RecursionError,
        ):  # a number of thousands of digits, or as many brackets in each other
            lines = self.text.splitlines()
            longest = lines.index(max(lines, key=len)) + 1
            self.wrong(longest, "a number is too long, or brackets are in each other too deeply", TOML)

    @property
    def last_line(self) -> int:
        """Where something that is missing can be added."""
        return max(1, len(self.text.splitlines()))

    def wrong(self, line: int, what: str, mend: str) -> NoReturn:
        """Refuse the file. `line` counts from 1."""
        raise BadContent(f"{self.name}, line {max(1, line)}: {what}. {mend}.")

    def line_of_table(self, name: str, number: int) -> int:
        """The line of the table [[name]] that is the `number`th, counted from 0; 0 where there is none."""
        heads = re.finditer(rf"^\s*\[\[\s*{name}\s*\]\]", self.text, re.MULTILINE)
        starts = [found.end() for found in heads]
        return self._line(starts[number]) if number < len(starts) else 0

    def line_of(self, key: str, after: int = 0) -> int:
        """The first line from line `after` on that sets this key; `after` where there is none."""
        for number, line in enumerate(self.text.splitlines(), start=1):
            if number >= after and re.match(rf"\s*{key}\s*=", line):
                return number
        return after

    def _line(self, place: int) -> int:
        return self.text.count("\n", 0, place) + 1

    def string(self, table: Mapping[str, Any], key: str, line: int) -> str:
        """The text of a key that has to be there."""
        value = table.get(key)
        if not isinstance(value, str) or not value.strip():
            self.wrong(
                self.line_of(key, line) if key in table else line, f"{key} is no text", f'Write {key} = "..."'
            )
        return value

    def message(self, table: Mapping[str, Any], key: str, line: int, names: Collection[str] = ()) -> str:
        """The text of a key that has to be there, with formats, and placeholders of these names."""
        found = self.string(table, key, line)
        self.sound(found, key, self.line_of(key, line), names)
        return found

    def label(self, table: Mapping[str, Any], key: str, line: int, seen: Collection[str]) -> str:
        """The text of a key that has to be there, and that stands on a button, as no other text before it does."""
        found = self.string(table, key, line)
        at = self.line_of(key, line)
        self.plain(found, key, at)
        if found.strip().casefold() in {each.strip().casefold() for each in seen}:
            self.wrong(at, f"the {key} {found!r} is there twice", "Give each a name of its own")
        return found

    def sound(self, text: str, key: str, line: int, names: Collection[str] = ()) -> None:
        """Refuse a text with a brace or tag that is none, a tag that is not closed, or an unknown placeholder."""
        for fault in faults_of_form(text, ()):
            self.wrong(line, f"{key} {fault}", FORMS)
        for name in fields(text):
            if name not in names:
                known = ", ".join(f"{{{each}}}" for each in sorted(names))
                mend = f"Take it away, or write one of: {known}" if known else "Take it away"
                self.wrong(line, f"nothing fills in {{{name}}} in {key}", mend)

    def plain(self, text: str, key: str, line: int) -> None:
        """Refuse what cannot stand on a button: formats, more than one line, and what is too long."""
        self.sound(text, key, line)
        if "\n" in text or bare(text) != text:
            what = f"{key} stands on a button, and has formats or more than one line"
            self.wrong(line, what, "Write it plainly, on one line")
        if len(text) > LONGEST:
            what = f"{key} stands on a button, and has {len(text)} characters"
            self.wrong(line, what, f"Let there be at most {LONGEST}")

    def flag(self, table: Mapping[str, Any], key: str, line: int) -> bool:
        """What is true or left out."""
        value = table.get(key, False)
        if not isinstance(value, bool):
            self.wrong(self.line_of(key, line), f"{key} is {value!r}", f"Write {key} = true, or leave it out")
        return value

    def list_of_tables(self, content: Mapping[str, Any], name: str) -> list[dict[str, Any]]:
        """The tables [[name]], none where there are none."""
        tables = content.get(name, [])
        if not isinstance(tables, list) or not all(isinstance(each, dict) for each in tables):
            self.wrong(self.line_of(name, 1), f"{name} is no list of tables", f"Begin each with [[{name}]]")
        return tables

    def known_only(self, table: Mapping[str, Any], known: Collection[str], line: int) -> None:
        """Refuse a key that nothing reads: it is most often a slip of the finger."""
        for key in table.keys() - known:
            mend = f"Take it away, or write one of: {', '.join(sorted(known))}"
            self.wrong(self.line_of(key, line), f"nothing reads {key!r}", mend)

    def identifier(
        self, table: Mapping[str, Any], seen: Collection[str], line: int, taken: Collection[str] = ()
    ) -> str:
        """The id of a table, which no table before it has.

        `taken` are ids of buttons beside it, and beginnings of them where they end with "_".
        """
        found = self.string(table, "id", line)
        at = self.line_of("id", line)
        if not ID.fullmatch(found):
            self.wrong(
                at, f"the id {found!r} is not usable", "Use 1-24 of a-z, 0-9 and _, beginning with a letter"
            )
        if found in seen:
            self.wrong(at, f"the id {found!r} is there twice", "Give each an id of its own")
        if any(found.startswith(each) if each.endswith("_") else found == each for each in taken):
            self.wrong(at, f"the id {found!r} is one of the program's own", "Choose another one")
        return found
