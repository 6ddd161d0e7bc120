"""Every place of the Danish, measured: what it says in the replays, its texts in the catalogue, and what is wrong."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cache, cached_property
from typing import TYPE_CHECKING, Final

from bot.coaching.lix import measure
from tests.plain.catalogue import catalogue, staff_places
from tests.plain.exceptions import allowed, is_allowed
from tests.plain.messages import messages
from tests.plain.rules import NO_STOP, Fault, faults, longest_sentence

if TYPE_CHECKING:
    from collections.abc import Iterable

EASY: Final = 25.0
"""LIX of a place, for citizens and staff alike: up to 24 is very easy, from 25 on easy. Staff need no more either."""
MEAN: Final = 10.0
"""Words of a sentence, on average."""
BESIDE: Final = "beside"
"""Where messages to staff in a citizen's flow are measured, and messages to citizens in a flow of staff."""
STOPPED: Final = re.compile(r"[.!?:…][»\")]*$")
"""How a line of running text ends. Headings, lists and what stands in for a name would make a text look easier."""


@dataclass(frozen=True)
class Place:
    """A flow, or another part of the program: what it says in the replays, and what the catalogue has of it."""

    name: str
    to_staff: bool
    said: tuple[str, ...]
    texts: tuple[str, ...]
    labels: tuple[str, ...] = ()

    @property
    def all_texts(self) -> tuple[str, ...]:
        """Whole messages, and every text on its own."""
        return (*self.said, *self.texts, *self.labels)

    @property
    def lix(self) -> float:
        """How hard it is to read: the harder of what is said, and of the texts by themselves."""
        return max(measure(running(each)).lix for each in (self.said, self.texts))

    @property
    def mean(self) -> float:
        """Words of a sentence, on average."""
        return max(measure(running(each)).sentence_length for each in (self.said, self.texts))

    @property
    def longest(self) -> tuple[int, str]:
        """The sentence with most words, and how many they are."""
        return max(longest_sentence(text) for text in self.all_texts)

    @cached_property
    def broken(self) -> tuple[tuple[Fault, str], ...]:
        """Every fault of a text, whether there is an exception for it or not."""
        return tuple(
            (fault, text) for text in self.all_texts for fault in faults(text, to_staff=self.to_staff)
        )

    @property
    def wrong(self) -> tuple[str, ...]:
        """What keeps it from being plain, with no exception for it."""
        as_a_whole = [
            f"{rule} {found:.1f}, at most {most:.0f}"
            for rule, found, most in (("LIX", self.lix, EASY), ("mean sentence", self.mean, MEAN))
            if found > most
        ]
        single = [
            f"{fault.rule}: {fault.found} in {text!r}"
            for fault, text in self.broken
            if not is_allowed(fault, text, allowed())
        ]
        return (*as_a_whole, *single)


def running(texts: Iterable[str]) -> str:
    """The lines of texts that are sentences with a stop."""
    lines = (line.strip() for text in texts for line in NO_STOP.sub("", text).split("\n"))
    return "\n".join(line for line in lines if STOPPED.search(line))


@cache
def places() -> tuple[Place, ...]:
    """Every place by name, those of citizens first."""
    said: dict[tuple[bool, str], list[str]] = defaultdict(list)
    for message in messages():
        at_home = message.to_staff == (message.folder in staff_places())
        said[message.to_staff, message.folder if at_home else BESIDE].append(message.text)
    texts: dict[tuple[bool, str], list[str]] = defaultdict(list)
    labels: dict[tuple[bool, str], list[str]] = defaultdict(list)
    for text in catalogue():
        (labels if text.label else texts)[text.place in staff_places(), text.place].append(text.text)
    return tuple(
        Place(name, to_staff, *(tuple(dict.fromkeys(of[to_staff, name])) for of in (said, texts, labels)))
        for to_staff, name in sorted({*said, *texts, *labels})
    )
