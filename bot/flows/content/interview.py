"""The questions of a job interview, from interview.toml."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from bot.flows.content.reading import Source

if TYPE_CHECKING:
    from collections.abc import Mapping

FILE = "bot/flows/content/interview.toml"
FEARED = "feared"
"""The id of the question that the person names; every file has it."""
TAKEN = ("own", "back", "own_", "asked_")
"""Ids of buttons beside the questions, and how those of the person's own ones begin."""


@dataclass(frozen=True, slots=True)
class InterviewQuestion:
    """One question: its id (saved data), its name for a button, how it is asked, and what is good to think of.

    The `example` is key words that somebody could write, one on each line. Where the name is a word that not
    everybody knows, it is `explained` in a few. A `story` is answered best with something
    that the person has done. One about `health` is opened only after a yes of its own.
    """

    id: str
    name: str
    question: str
    hint: str
    example: str
    story: bool
    health: bool = False
    explained: str = ""


def packaged() -> tuple[InterviewQuestion, ...]:
    """The questions that come with the program."""
    return read(Source(FILE, files("bot.flows.content").joinpath("interview.toml").read_text("utf-8")))


def read(source: Source) -> tuple[InterviewQuestion, ...]:
    """The questions of a file; BadContent names the file, the line and the mend."""
    content = source.tables()
    source.known_only(content, {"question"}, 0)
    questions: list[InterviewQuestion] = []
    for number, table in enumerate(source.list_of_tables(content, "question")):
        line = source.line_of_table("question", number)
        questions.append(_question(source, table, line, questions))
    if FEARED not in [each.id for each in questions]:
        mend = "Add it: it is the one that the person names"
        source.wrong(source.last_line, f"there is no question {FEARED!r}", mend)
    return tuple(questions)


def _question(
    source: Source, table: Mapping[str, Any], line: int, seen: list[InterviewQuestion]
) -> InterviewQuestion:
    source.known_only(
        table, {"id", "name", "question", "hint", "example", "story", "health", "explained"}, line
    )
    return InterviewQuestion(
        source.identifier(table, [each.id for each in seen], line, TAKEN),
        source.label(table, "name", line, [each.name for each in seen]),
        source.message(table, "question", line),
        source.message(table, "hint", line),
        source.message(table, "example", line),
        source.flag(table, "story", line),
        source.flag(table, "health", line),
        source.message(table, "explained", line) if "explained" in table else "",
    )
