"""What an employer may ask about at an interview, from law.toml."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from bot.flows.content.reading import Source

if TYPE_CHECKING:
    from collections.abc import Mapping

FILE = "bot/flows/content/law.toml"
HELP = "help"
"""The section on where to get help, which is offered after every other one."""
TAKEN = ("done",)
"""Ids of buttons beside the sections."""
MOST_SENTENCES = 5
"""A section is read on a phone, by somebody who is tired."""
SENTENCE_END = re.compile(r"""[.!?…]["”»']?(?=\s|$)""")


@dataclass(frozen=True, slots=True)
class Section:
    """What the law says about one thing: its id (saved data), its name for a button, and the text."""

    id: str
    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Law:
    """The sections in the order they are shown; `as_of` is the day on which they were last held against the law."""

    sections: tuple[Section, ...]
    as_of: date


def packaged() -> Law:
    """The sections that come with the program."""
    return read(Source(FILE, files("bot.flows.content").joinpath("law.toml").read_text("utf-8")))


def read(source: Source) -> Law:
    """The sections of a file; BadContent names the file, the line and the mend."""
    content = source.tables()
    source.known_only(content, {"as_of", "section"}, 0)
    as_of = _as_of(source, content)
    tables = source.list_of_tables(content, "section")
    sections: list[Section] = []
    for number, table in enumerate(tables):
        line = source.line_of_table("section", number)
        source.known_only(table, {"id", "name", "text"}, line)
        name = source.identifier(table, [section.id for section in sections], line, TAKEN)
        label = source.label(table, "name", line, [section.name for section in sections])
        sections.append(Section(name, label, _text(source, table, line)))
    if HELP not in {section.id for section in sections}:
        source.wrong(source.last_line, f"there is no section {HELP!r}", "Say in one where to get help")
    return Law(tuple(sections), as_of)


def _as_of(source: Source, content: Mapping[str, Any]) -> date:
    """The day of the last reading; without one, nobody can tell how old the rest is."""
    found = content.get("as_of")
    if not isinstance(found, date) or isinstance(found, datetime):
        mend = "Write the day on which you read the law, like as_of = 2026-11-25"
        source.wrong(source.line_of("as_of", 1) if "as_of" in content else 1, "as_of is no day", mend)
    return found


def _text(source: Source, table: Mapping[str, Any], line: int) -> str:
    text = source.message(table, "text", line)
    found = len(SENTENCE_END.findall(text))
    if found > MOST_SENTENCES:
        mend = f"Let there be at most {MOST_SENTENCES}, or make two sections of it"
        source.wrong(source.line_of("text", line), f"the text has {found} sentences", mend)
    return text
