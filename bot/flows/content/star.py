"""The axes of the star, from star.toml or from an organisation's own file."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from bot.flows.content.reading import Source

if TYPE_CHECKING:
    from collections.abc import Mapping

FILE = "bot/flows/content/star.toml"
FEWEST, MOST = 3, 12
"""Axes: fewer make no star, more cannot be read on a phone."""
IN_A_QUESTION = ("contact", "language", "name", "organisation")
"""What is known wherever a question is asked, and can stand in it in braces."""
STEPS = (3, 10)
"""The fewest and the most steps of a scale: with buttons that have words, more do not fit on a screen."""


@dataclass(frozen=True, slots=True)
class Axis:
    """One axis: its id (saved data), its name, its question, and the words of its steps, the lowest first.

    `explain` says what it is about, and what a low and a high step can be; "" where the file does not. One about
    `health` is asked only after a yes of its own.
    """

    id: str
    name: str
    question: str
    words: tuple[str, ...]
    explain: str = ""
    health: bool = False


@dataclass(frozen=True, slots=True)
class StarContent:
    """The axes in the order they are asked; all have as many steps, from 1 to `high`."""

    axes: tuple[Axis, ...]
    high: int


def packaged() -> StarContent:
    """The axes that come with the program."""
    return read(Source(FILE, files("bot.flows.content").joinpath("star.toml").read_text("utf-8")))


def read(source: Source) -> StarContent:
    """The axes of a file; BadContent names the file, the line and the mend."""
    content = source.tables()
    source.known_only(content, {"axes", "words", "axis"}, 0)
    words = _words(source, content, "words", 1)
    tables = source.list_of_tables(content, "axis")
    _count(source, content, len(tables))
    axes: list[Axis] = []
    for number, table in enumerate(tables):
        line = source.line_of_table("axis", number)
        axes.append(_axis(source, table, line, words, axes))
    return StarContent(tuple(axes), len(words))


def _count(source: Source, content: Mapping[str, Any], found: int) -> None:
    """There are as many axes as the file says, and as many as make a star."""
    expected = content.get("axes")
    line = source.line_of("axes", 1) if "axes" in content else 1
    if not isinstance(expected, int) or not FEWEST <= expected <= MOST:
        source.wrong(line, f"axes is {expected!r}", f"Write how many axes there are, {FEWEST} to {MOST}")
    if found != expected:
        mend = (
            "Add what is missing, or change the number" if found < expected else "Take away what is too much"
        )
        source.wrong(line, f"{expected} axes are expected, and {found} are there", mend)


def _axis(
    source: Source, table: Mapping[str, Any], line: int, words: tuple[str, ...], seen: list[Axis]
) -> Axis:
    source.known_only(table, {"id", "name", "question", "explain", "words", "health"}, line)
    own = _words(source, table, "words", line) if "words" in table else words
    if len(own) != len(words):
        at = source.line_of("words", line)
        source.wrong(at, f"the axis has {len(own)} words, and the star {len(words)}", "Let there be as many")
    name = source.identifier(table, [axis.id for axis in seen], line)
    question = source.message(table, "question", line, IN_A_QUESTION)
    explain = source.message(table, "explain", line, IN_A_QUESTION) if "explain" in table else ""
    label = source.label(table, "name", line, [axis.name for axis in seen])
    return Axis(name, label, question, own, explain, source.flag(table, "health", line))


def _words(source: Source, table: Mapping[str, Any], key: str, after: int) -> tuple[str, ...]:
    words = table.get(key)
    line = source.line_of(key, after) if key in table else after
    if not isinstance(words, list) or not all(isinstance(each, str) and each.strip() for each in words):
        source.wrong(line, f"{key} is no list of texts", f'Write {key} = ["...", "..."]')
    if not STEPS[0] <= len(words) <= STEPS[1]:
        source.wrong(line, f"there are {len(words)} words", f"Let there be {STEPS[0]} to {STEPS[1]}")
    if len(set(words)) != len(words):
        source.wrong(line, "a word is there twice", "Let each step have a word of its own")
    for word in words:
        source.plain(word, key, line)
    return tuple(words)
