"""The topics of a call to an employer, from call.toml."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.resources import files

from bot.flows.content.reading import Source

FILE = "bot/flows/content/call.toml"
TAKEN = ("own_",)
"""How the ids of questions begin that the person adds."""
FEWEST = 3


@dataclass(frozen=True, slots=True)
class Topic:
    """One thing to ask about: its id (saved data), its name for a button, and the question to say."""

    id: str
    name: str
    question: str


def packaged() -> tuple[Topic, ...]:
    """The topics that come with the program."""
    return read(Source(FILE, files("bot.flows.content").joinpath("call.toml").read_text("utf-8")))


def read(source: Source) -> tuple[Topic, ...]:
    """The topics of a file; BadContent names the file, the line and the mend."""
    content = source.tables()
    source.known_only(content, {"topic"}, 0)
    topics: list[Topic] = []
    for number, table in enumerate(source.list_of_tables(content, "topic")):
        line = source.line_of_table("topic", number)
        source.known_only(table, {"id", "name", "question"}, line)
        name = source.identifier(table, [topic.id for topic in topics], line, TAKEN)
        label = source.label(table, "name", line, [topic.name for topic in topics])
        topics.append(Topic(name, label, source.message(table, "question", line)))
    if len(topics) < FEWEST:
        what = f"there are {len(topics)} topics"
        source.wrong(source.last_line, what, f"Let there be at least {FEWEST}: a call has so many questions")
    return tuple(topics)
