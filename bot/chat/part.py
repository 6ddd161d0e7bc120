"""A part of what somebody is told of themselves: a heading and the lines below it, for the chat and for paper."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bot.engine.document import Block
from bot.engine.text import N_, WithYear, Words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from bot.engine.person import Person
    from bot.engine.text import Value

# Translators: a moment on the copy of everything, like "Thursday 26 November 2026 at 10:00".
MOMENT = N_("{day} at {time}")


@dataclass(frozen=True, slots=True)
class Part:
    """`heading` None: the lines stand by themselves. `since` is said right below it: from which days the lines are."""

    heading: Words | None = None
    lines: tuple[Words, ...] = ()
    since: Words | None = None

    def paragraphs(self) -> Iterator[Words]:
        """As it stands in the chat."""
        if self.heading is not None and self.since is not None:
            yield Words("<b>{title}</b>\n{since}", {"title": self.heading, "since": self.since})
        elif self.heading is not None:
            yield Words("<b>{title}</b>", {"title": self.heading})
        yield from self.lines

    @property
    def size(self) -> int:
        """How many characters it takes in the outbox."""
        return sum(map(_size, self.paragraphs()))

    def within(self, room: int) -> Part:
        """The same with the lines for which there is room: what is too long is left out whole, and nothing is cut."""
        room -= replace(self, lines=()).size
        fitting = []
        for line in self.lines:
            if (size := _size(line)) <= room:
                fitting.append(line)
                room -= size
        return replace(self, lines=tuple(fitting))

    def block(self) -> Block:
        """As it stands on paper."""
        said = self.lines if self.since is None else (self.since, *self.lines)
        return Block("" if self.heading is None else self.heading, said)


def within(parts: Sequence[Part], room: int) -> list[Part]:
    """The parts with as much of each as there is room for: the short ones whole, of the long ones equally much."""
    sizes, fitting = [each.size for each in parts], dict[int, Part]()
    shortest_first = sorted(range(len(parts)), key=sizes.__getitem__)
    for place, index in enumerate(shortest_first):
        share = room // (len(parts) - place)
        part = parts[index] if sizes[index] <= share else parts[index].within(share)
        if part.lines:
            fitting[index] = part
            room -= part.size
    return [fitting[index] for index in sorted(fitting)]


def _size(words: Words) -> int:
    return len(json.dumps(words.to_json(), ensure_ascii=False))


def day(moment: datetime, person: Person, *, on_paper: bool) -> Value:
    """On the person's own clock; on paper, which is read years later, with its year."""
    found = moment.astimezone(ZoneInfo(person.time_zone)).date()
    return WithYear(found) if on_paper else found


def when(moment: datetime, person: Person, *, on_paper: bool) -> Value:
    """The day; on paper, which is to prove what was, the time too."""
    told = day(moment, person, on_paper=on_paper)
    time = moment.astimezone(ZoneInfo(person.time_zone)).time()
    return Words(MOMENT, {"day": told, "time": time}) if on_paper else told
