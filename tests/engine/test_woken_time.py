"""A reminder rings at the time that the person chose, early and late too, and moves with the answers."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest

from bot.engine.steps import AskDate, AskTime, End, Wake, Write
from tests.engine.stage import answers, begun

if TYPE_CHECKING:
    from tests.talk import Talk

COPENHAGEN = ZoneInfo("Europe/Copenhagen")
DAY = AskDate(id="day", text="Which day?", short="Day", time="at")
TIME = AskTime(id="at", text="At what time?", short="Time", skippable=True)
WAKE = Wake(id="wake", kind="follow_up", on="day", time="at")
MORE = Write(id="more", text="More?")
LAST = Write(id="last", text="Last?")
END = End(id="end", text="Done.")
STEPS = (DAY, TIME, WAKE, MORE, LAST, END)


def due(talk: Talk) -> list[str]:
    """When reminders are set for, in UTC."""
    return [each["due_at"][:16] for each in talk.stored()["timers"] if each["kind"] == "follow_up"]


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("på torsdag kl. 14.15", "2026-11-26T13:15"),
        ("torsdag halv otte", "2026-11-26T06:30"),
        ("28. marts 2027 02:30", "2027-03-28T01:00"),  # that night it is three at once
    ],
)
def test_it_rings_at_the_time_on_the_day(text: str, moment: str) -> None:
    talk = begun(*STEPS)
    talk.write(text)
    assert due(talk) == [moment]


def test_it_rings_at_the_time_on_a_far_day_that_was_confirmed() -> None:
    talk = begun(*STEPS)
    talk.write("1. juli kl. 14.15")
    assert due(talk) == []
    talk.write("ja")
    assert due(talk) == ["2027-07-01T12:15"]


def test_without_a_time_it_rings_in_the_morning() -> None:
    talk = begun(*STEPS)
    talk.write("på torsdag")
    assert due(talk) == []
    talk.tap("Spring over")
    assert due(talk) == ["2026-11-26T08:00"]


def test_no_day_sets_no_timer_whatever_the_time() -> None:
    talk = begun(AskDate(id="day", text="Day?", skippable=True), TIME, WAKE, MORE, END)
    talk.tap("Spring over")
    talk.write("kl. 14")
    assert due(talk) == []


@pytest.mark.parametrize(
    ("text", "moment"), [("kl. 14", "2026-11-23T13:00"), ("kl. 20.30", "2026-11-23T19:30")]
)
def test_a_time_still_to_come_today_rings_today(text: str, moment: str) -> None:
    talk = begun(*STEPS)
    talk.tap("I dag")
    talk.write(text)
    assert due(talk) == [moment]


@pytest.mark.parametrize("text", ["kl. 9", "10.00"])
def test_a_time_that_has_been_today_is_asked_for_again(text: str) -> None:
    talk = begun(*STEPS)
    talk.tap("I dag")
    talk.write(text)
    assert due(talk) == []
    assert talk.last.text.startswith("Klokken er allerede over")


def test_a_day_that_is_changed_to_today_after_its_time_rings_later_today() -> None:
    talk = begun(*STEPS)
    talk.write("på torsdag kl. 9")
    talk.edit(talk.own_message - 1, "i dag")
    assert due(talk) == [(talk.now.replace(hour=talk.now.hour + 4)).isoformat()[:16]]


@pytest.mark.parametrize("at", ["06:00", "07:30", "08:45", "12:00", "20:30", "22:00"])
def test_it_is_said_at_that_time_be_it_early_or_late(at: str) -> None:
    talk = begun(*STEPS)
    talk.write(f"i morgen {at}")
    ring = datetime.combine(talk.now.date() + timedelta(days=1), time.fromisoformat(at), COPENHAGEN)
    assert talk.wait(seconds=(ring - talk.now).total_seconds() - 1) == []
    (said,) = talk.wait(seconds=1)
    assert said.text.startswith("Hej Samir.")


def test_a_ring_that_comes_hours_late_at_night_waits_for_the_morning() -> None:
    """After the program has stood still, the time that was chosen is over."""
    talk = begun(*STEPS)
    talk.write("i dag 20:30")
    talk.now = talk.now.replace(hour=22, minute=0)  # eleven in the evening
    assert talk.wait(minutes=1) == []
    assert due(talk) == ["2026-11-24T08:00"]


# What is changed afterwards -----------------------------------------------------------------------


def test_it_moves_with_an_edited_day_and_keeps_the_time() -> None:
    talk = begun(*STEPS)
    talk.write("på torsdag kl. 14")
    message = talk.own_message - 1
    talk.edit(message, "på fredag")
    assert due(talk) == ["2026-11-27T13:00"]
    talk.edit(message, "på lørdag kl. 10")
    assert due(talk) == ["2026-11-28T09:00"]


def test_it_moves_with_an_edited_time() -> None:
    talk = begun(*STEPS)
    talk.write("på torsdag")
    talk.write("kl. 14")
    assert due(talk) == ["2026-11-26T13:00"]
    talk.edit(talk.own_message - 1, "kl. 10")
    assert answers(talk)["at"] == "10:00"
    assert due(talk) == ["2026-11-26T09:00"]


def test_it_moves_with_a_time_that_is_changed_by_tapping() -> None:
    talk = begun(*STEPS)
    talk.write("på torsdag kl. 14")
    talk.write("more")
    talk.command("help")
    talk.tap("Ret et svar")
    talk.tap("Klokkeslæt")
    talk.tap("10.00")
    assert due(talk) == ["2026-11-26T09:00"]


def test_a_newer_day_for_the_same_reminder_stands() -> None:
    later = (
        AskDate(id="later", text="Which day now?", time="then"),
        AskTime(id="then", text="At what time now?"),
        Wake(id="wake_again", kind="follow_up", on="later", time="then"),
    )
    talk = begun(DAY, TIME, WAKE, *later, MORE, END)
    talk.write("på torsdag")
    talk.write("kl. 14")
    time_message = talk.own_message - 1
    talk.write("på lørdag kl. 10")
    talk.edit(time_message, "kl. 12")
    assert answers(talk)["at"] == "12:00"
    assert due(talk) == ["2026-11-28T09:00"]


def test_one_time_for_two_days_moves_the_reminder_that_is_set() -> None:
    later = (
        AskDate(id="later", text="Which day now?", skippable=True),
        Wake(id="wake_again", kind="follow_up", on="later", time="at"),
    )
    talk = begun(DAY, TIME, WAKE, MORE, *later, LAST, END)
    talk.write("på torsdag")
    talk.write("kl. 14")
    time_message = talk.own_message - 1
    talk.edit(time_message, "kl. 12")
    assert due(talk) == ["2026-11-26T11:00"]
    talk.write("more")
    talk.write("på lørdag")
    assert due(talk) == ["2026-11-28T11:00"]
    talk.edit(time_message, "kl. 10")
    assert due(talk) == ["2026-11-28T09:00"]


def test_a_computed_day_moves_with_an_edited_time() -> None:
    wake = Wake(id="wake", kind="follow_up", on="next_day", time="at")
    talk = begun(TIME, wake, MORE, END, values={"next_day": lambda view: "2026-11-26"})
    talk.write("kl. 14")
    talk.edit(talk.own_message - 1, "kl. 10")
    assert due(talk) == ["2026-11-26T09:00"]


# A reminder ahead of the moment ------------------------------------------------------------------


def evening_before(moment: datetime) -> datetime:
    return (moment - timedelta(days=1)).replace(hour=16, minute=0)


AHEAD = (
    DAY,
    TIME,
    Wake(id="wake", kind="follow_up", on="day", time="at", ahead=evening_before),
    MORE,
    LAST,
    END,
)


def test_a_reminder_ahead_rings_before_the_moment_it_reminds_of() -> None:
    talk = begun(*AHEAD)
    talk.write("på torsdag kl. 14.15")
    assert due(talk) == ["2026-11-25T15:00"]


def test_a_reminder_whose_time_has_passed_is_left_out() -> None:
    """Later that day it would come after what it reminds of."""
    talk = begun(*AHEAD)
    talk.write("i dag kl. 15")
    assert due(talk) == []


def test_a_reminder_ahead_moves_with_the_day() -> None:
    talk = begun(*AHEAD)
    message = talk.own_message + 1
    talk.write("på torsdag kl. 14.15")
    talk.edit(message, "på fredag kl. 9")
    assert due(talk) == ["2026-11-26T15:00"]


def test_a_reminder_ahead_comes_early_in_the_morning_where_it_was_chosen_so() -> None:
    """At half past six, before a decent hour to write unasked: the person has chosen the moment it reminds of."""

    def early(moment: datetime) -> datetime:
        return moment - timedelta(hours=2)

    talk = begun(
        DAY, TIME, Wake(id="wake", kind="follow_up", on="day", time="at", ahead=early), MORE, LAST, END
    )
    talk.write("på torsdag kl. 8.30")
    said = talk.wait(days=2, hours=20, minutes=31)
    assert talk.now.astimezone(COPENHAGEN).time() < time(7)
    assert [each.labels() for each in said][-1] == ["Fortsæt", "Senere i dag", "Ikke nu", "Færre beskeder"]
