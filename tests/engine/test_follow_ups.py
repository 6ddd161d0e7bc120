"""A follow-up comes after what it asks about, at a time of its own where none was chosen, and is never left out."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from bot.engine.hours import Hours, rings_at
from bot.engine.steps import Accept, AskDate, AskTime, End, Wake, Write
from tests.engine.stage import begun

if TYPE_CHECKING:
    from bot.engine.steps import Given, Outcome
    from bot.engine.view import View
    from tests.talk import Talk

DAY = AskDate(id="day", text="Which day?", short="Day", time="at")
TIME = AskTime(id="at", text="At what time?", short="Time", skippable=True)
MORE = Write(id="more", text="More?")
LAST = Write(id="last", text="Last?")
END = End(id="end", text="Done.")


def an_hour_later(moment: datetime) -> datetime:
    return moment + timedelta(hours=1)


WAKE = Wake(id="wake", kind="follow_up", on="day", time="at", at=time(17), ahead=an_hour_later)


@dataclass(frozen=True, kw_only=True)
class WithDay(Write):
    """A text that is an answer to the question for the day as well: tomorrow."""

    def take(self, given: Given, view: View) -> Outcome:
        outcome = Write.take(self, given, view)
        assert isinstance(outcome, Accept)
        ahead = timedelta(days=len(outcome.answer["value"]))
        return replace(outcome, also={"day": {"kind": "date", "value": (view.today + ahead).isoformat()}})


def due(talk: Talk) -> list[str]:
    """When follow-ups are set for, in UTC."""
    return [each["due_at"][:16] for each in talk.stored()["timers"] if each["kind"] == "follow_up"]


def test_it_comes_after_the_time_that_was_chosen() -> None:
    talk = begun(DAY, TIME, WAKE, MORE, END)
    talk.write("på torsdag kl. 14.15")
    assert due(talk) == ["2026-11-26T14:15"]


def test_without_a_time_it_comes_after_that_of_the_step() -> None:
    talk = begun(DAY, TIME, WAKE, MORE, END)
    talk.write("på torsdag")
    talk.tap("Spring over")
    assert due(talk) == ["2026-11-26T17:00"]


@given(
    day=st.dates(date(2026, 1, 1), date(2028, 12, 31)),
    chosen=st.times(),
    first=st.integers(5, 10),
    last=st.integers(14, 22),
)
def test_it_comes_after_the_moment_and_inside_the_hours_of_whoever_is_asked(
    day: date, chosen: time, first: int, last: int
) -> None:
    """On the chosen day a free one counts, on another it does not."""
    hours = Hours("Europe/Copenhagen", time(first), time(last), lambda each: each.weekday() > 4)
    at = chosen.replace(second=0, microsecond=0)
    ring = rings_at(WAKE, day.isoformat(), at.isoformat("minutes"), hours)
    local = hours.local(ring).replace(tzinfo=None)
    assert local > datetime.combine(day, at)
    assert time(first) <= local.time() <= time(last)
    assert local.date() == day or local.weekday() < 5


def test_where_its_time_has_passed_it_comes_later_today() -> None:
    talk = begun(DAY, TIME, replace(WAKE, at=time(8)), MORE, END)
    talk.tap("I dag")
    talk.tap("Spring over")
    assert due(talk) == [talk.now.replace(hour=talk.now.hour + 4).isoformat()[:16]]


def test_it_moves_with_a_day_that_came_along_with_an_edited_text() -> None:
    talk = begun(WithDay(id="what", text="What?", short="What"), DAY, WAKE, MORE, LAST, END)
    talk.write("abc")
    assert due(talk) == ["2026-11-26T17:00"]
    talk.write("more")
    talk.edit(talk.own_message - 3, "abcd")
    assert due(talk) == ["2026-11-27T17:00"]
