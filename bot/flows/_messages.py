"""What a person has decided about messages: the settings in words, and the two times between which they come."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time
from typing import TYPE_CHECKING

from bot.engine.hours import long_enough
from bot.engine.steps import Accept, Again, AskTime
from bot.engine.text import N_, Words, lines

if TYPE_CHECKING:
    from bot.engine.person import Person
    from bot.engine.steps import Given, Outcome
    from bot.engine.text import Value
    from bot.engine.view import View

ALWAYS = "00:00", "23:59"
"""From when until when somebody may be written to who has set no limit."""
BETWEEN = N_("By myself, I only write between {first} and {last}.")
"""Somebody who has decided nothing."""
IN_PEACE = N_(
    "I write nothing more by myself, nor on the days that you have chosen. "
    "Only once, if I am about to delete what you have written. "
    "I still answer when you write. If you choose a new day, I begin to write again. "
    "You can also choose it under /stop."
)
"""What it means to want no messages, said wherever that is chosen."""


def decided(person: Person) -> tuple[Words, ...]:
    """When messages come that were not asked for."""
    if person.quiet:
        return (
            Words(N_("Right now I do not write to you by myself.")),
            Words(N_("I still answer when you write.")),
        )
    times: dict[str, Value] = {
        "first": time.fromisoformat(person.awake_from),
        "last": time.fromisoformat(person.awake_to),
    }
    always = (person.awake_from, person.awake_to) == ALWAYS
    between = Words(N_("I may write at any hour.")) if always else Words(BETWEEN, times)
    on_free_days = N_("I also write on weekends and public holidays.")
    not_then = N_("I do not write on weekends and public holidays.")
    return (
        between,
        Words(on_free_days if person.weekends else not_then),
        Words(N_("Have you chosen a day or a time yourself? Then I write at that one.")),
    )


def settings(view: View) -> Words:
    return lines(decided(view.person))


LIMITS = EARLIEST, LATEST = "from", "to"
"""The steps at which the two times are asked."""


@dataclass(frozen=True, kw_only=True)
class AskLimit(AskTime):
    """One of the two times. While they are asked for, both are looked at together; a change afterwards has to fit."""

    def take(self, given: Given, view: View) -> Outcome:
        outcome = AskTime.take(self, given, view)
        if not isinstance(outcome, Accept) or _asks(view):
            return outcome
        times = {step: str(view.value(step)) for step in LIMITS}
        times[self.id] = outcome.answer["value"]
        first, last = (time.fromisoformat(each) for each in times.values())
        return outcome if long_enough(first, last) else Again(_why_not(first, last))


def is_window(view: View) -> bool:
    """Whether messages can come between the two times that were answered."""
    return long_enough(*_answered(view))


def why_not(view: View) -> Words:
    """What is wrong with two times that are no window."""
    return _why_not(*_answered(view))


def awake_from(view: View) -> str:
    """The earliest as it is decided now: while the times are asked for, what held before."""
    return str(view.person.awake_from if _asks(view) else view.value(EARLIEST))


def awake_to(view: View) -> str:
    return str(view.person.awake_to if _asks(view) else view.value(LATEST))


def _asks(view: View) -> bool:
    """Whether the two times are being asked for, so that they do not belong together yet."""
    return view.session.at in LIMITS


def _answered(view: View) -> tuple[time, time]:
    return time.fromisoformat(view.value(EARLIEST)), time.fromisoformat(view.value(LATEST))


def _why_not(first: time, last: time) -> Words:
    times: dict[str, Value] = {"first": first, "last": last}
    if first < last:
        return Words(N_("There are less than two hours between {first} and {last}."), times)
    return Words(N_("{last} is not later in the day than {first}."), times)
