"""When a reminder comes: neutral, in the citizen's own hours, once, and not at all where something is in the way."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from bot.chat.updates import Membership
from bot.state import outbox, people, roles, timers
from bot.state.transaction import transaction
from tests.flows.reminding import (
    GREETING,
    TEXT,
    greeted,
    own,
    pitch,
    seen_by_sender,
    sleeps_until,
    town,
    until,
    written,
)
from tests.keys import everything
from tests.talk import BOT

if TYPE_CHECKING:
    from tests.town import Town


__all__ = ["town"]


# When it comes ------------------------------------------------------------------------------------------


def test_it_comes_every_monday_and_says_nothing_that_others_may_not_read(town: Town) -> None:
    written(town, "Every Monday")
    assert greeted(town.samir, "2026-12-08T00:00") == ["Mon 30 Nov 09:00", "Mon 07 Dec 09:00"]
    assert {message.text for message in town.samir.sent[-2:]} == {GREETING}
    assert town.samir.last.labels() == [
        "Start now",
        "Later today",
        "Not today",
        "Stop these",
        "Fewer messages",
    ]


def test_now_means_now(town: Town) -> None:
    pitch(town, "Now")
    assert [message.text for message in town.samir.wait(seconds=1)] == [GREETING]
    assert "Stop these" not in town.samir.last.labels()


def test_in_the_evening_now_waits_for_the_morning(town: Town) -> None:
    sleeps_until(town.jonas, "2026-11-24T21:30")
    pitch(town, "Now")
    assert greeted(town.samir, "2026-11-26T00:00") == ["Wed 25 Nov 09:00"]


def test_it_comes_in_the_citizens_language(town: Town) -> None:
    town.taps(town.samir, "⚙ Settings", "Language", "Dansk")
    pitch(town, "Tomorrow")
    (came,) = town.samir.wait(days=1)
    assert came.text == "Hej Samir. Der ligger noget klar til dig, når du har tid."
    assert "Start nu" in came.labels()


def test_every_day_leaves_weekends_and_holidays_out(town: Town) -> None:
    own(town, "23 December at 9", "Every day")
    assert greeted(town.samir, "2026-12-30T00:00") == [
        "Wed 23 Dec 09:00",
        "Thu 24 Dec 09:00",
        "Mon 28 Dec 09:00",
        "Tue 29 Dec 09:00",
    ]
    assert "Sunday 27 December at 09:00: left out. Samir is not written to then." in seen_by_sender(town)


def test_over_a_change_of_the_clock_it_keeps_its_time(town: Town) -> None:
    sleeps_until(town.jonas, "2027-03-19T10:00")
    own(town, "Saturday at 10", "Every week")
    town.taps(town.samir, "⚙ Settings", "Messages", "Weekends", "Yes")
    assert greeted(town.samir, "2027-04-04T00:00") == [
        "Sat 20 Mar 10:00",
        "Sat 27 Mar 10:00",
        "Sat 03 Apr 10:00",
    ]


def test_the_31st_and_the_leap_day(town: Town) -> None:
    sleeps_until(town.jonas, "2027-12-30T10:00")
    town.taps(town.samir, "⚙ Settings", "Messages", "Weekends", "Yes")
    own(town, "31 December at 10", "Every month")
    assert greeted(town.samir, "2028-04-01T00:00") == [
        "Fri 31 Dec 10:00",
        "Mon 31 Jan 10:00",
        "Tue 29 Feb 10:00",
        "Fri 31 Mar 10:00",
    ]


# While nothing ran --------------------------------------------------------------------------------------


def test_what_was_due_while_nothing_ran_comes_once_the_same_day(town: Town) -> None:
    pitch(town, "Every Monday")
    sleeps_until(town.samir, "2026-11-30T14:00")
    assert [message.text for message in town.samir.wait(minutes=1)] == [GREETING]
    assert "Samir got it today at 09:00." in seen_by_sender(town)


def test_after_three_weeks_there_is_no_burst_and_all_is_reported(town: Town) -> None:
    pitch(town, "Every Monday")
    sleeps_until(town.samir, "2026-12-15T10:00")
    assert town.samir.wait(minutes=1) == []
    shown = seen_by_sender(town)
    for day in ("Monday 30 November", "Monday 7 December", "Monday 14 December"):
        assert f"{day} at 09:00: not delivered. I was not running" in shown
    assert greeted(town.samir, "2026-12-22T00:00") == ["Mon 21 Dec 09:00"]


def test_what_comes_once_is_of_use_for_a_day(town: Town) -> None:
    pitch(town, "Tomorrow")
    sleeps_until(town.samir, "2026-11-25T08:30")
    assert greeted(town.samir, "2026-11-26T00:00") == ["Wed 25 Nov 09:00"]


def test_what_is_too_late_is_reported(town: Town) -> None:
    pitch(town, "Tomorrow")
    sleeps_until(town.samir, "2026-11-25T09:30")
    assert town.samir.wait(days=2) == []
    assert "not delivered. I was not running" in seen_by_sender(town)


# What keeps it away ---------------------------------------------------------------------------------------


def test_somebody_who_wants_no_messages_gets_none_and_none_later(town: Town) -> None:
    pitch(town, "Every Monday")
    town.taps(town.samir, "⚙ Settings", "Messages", "Do not write to me")
    until(town.samir, "2026-12-01T00:00")
    assert GREETING not in {message.text for message in town.samir.sent}
    assert "Monday 30 November at 09:00: not delivered. Samir did not want messages." in seen_by_sender(town)
    town.taps(town.samir, "⚙ Settings", "Messages", "You may write")
    assert greeted(town.samir, "2026-12-08T00:00") == ["Mon 07 Dec 09:00"]


def test_somebody_who_has_blocked_the_bot_gets_nothing_when_they_come_back(town: Town) -> None:
    pitch(town, "Tomorrow")
    people.block(town.samir._connection.cursor(), BOT, town.samir.user, town.samir.now)
    town.samir.wait(days=2)
    assert "not delivered. Samir had blocked me." in seen_by_sender(town)
    town.samir.command("menu")
    town.samir.wait(days=1)
    assert GREETING not in {message.text for message in town.samir.sent}


def test_what_is_on_its_way_when_they_block_the_bot_is_not_kept(town: Town) -> None:
    pitch(town, "Tomorrow")
    cursor, samir = town.samir._connection.cursor(), town.samir
    samir.now += timedelta(days=1)
    for timer in timers.due(cursor, BOT, samir.now, 10):
        with transaction(samir._connection):
            samir.turns.wake(cursor, timer, samir.now)
    assert outbox.next_of(cursor, BOT, samir.user) is not None
    samir.turns.note(cursor, Membership(901, samir.user, samir.user, blocked=True), samir.now)
    samir.turns.note(cursor, Membership(902, samir.user, samir.user, blocked=False), samir.now)
    assert samir.deliver() == []
    assert "not delivered. Samir had blocked me." in seen_by_sender(town)


def test_when_the_relation_ends_it_comes_no_more_and_is_not_listed(town: Town) -> None:
    written(town, "Every Monday")
    town.taps(town.samir, "⚙ Settings", "People who follow me", "Jonas", "Jonas shall", "Yes")
    assert greeted(town.samir, "2026-12-15T00:00") == []
    assert "You have set no reminders." in town.taps(town.jonas, "My reminders")[0].text
    assert TEXT not in str(everything(town.jonas._connection.cursor()))


def test_when_the_role_ends_it_comes_no_more(town: Town) -> None:
    pitch(town, "Every Monday")
    cursor = town.jonas._connection.cursor()
    (role,) = roles.of_person(cursor, town.jonas.user)
    roles.end(cursor, role.id, town.jonas.now)
    assert greeted(town.samir, "2026-12-15T00:00") == []


def test_a_greeting_from_before_opens_nothing_after_the_relation_has_ended(town: Town) -> None:
    written(town, "Now")
    (greeting,) = town.samir.wait(seconds=1)
    town.taps(town.samir, "⚙ Settings", "People who follow me", "Jonas", "Jonas shall", "Yes")
    start = dict(greeting.buttons)["Start now"]
    assert town.samir.tap_data(start)[-1].text == "There is nothing to open here any more."


# Several at once ----------------------------------------------------------------------------------------


def heard(town: Town) -> list[str]:
    """What becomes of Jonas's reminders, each in one line."""
    listed = town.taps(town.jonas, "My reminders")[0].labels()[:-1]
    return [town.taps(town.jonas, "My reminders", label)[-1].text.splitlines()[-1] for label in listed]


def two_wait(town: Town) -> None:
    """Two reminders come, and are not opened."""
    written(town, "Every Monday")
    pitch(town, "Every Monday")
    assert greeted(town.samir, "2026-11-30T10:00") == ["Mon 30 Nov 09:00"]


def test_several_that_are_due_at_once_are_one_message_and_each_is_noted(town: Town) -> None:
    two_wait(town)
    assert heard(town) == ["Samir got it today at 09:00."] * 2


def test_what_comes_due_while_one_waits_unopened_joins_it_but_not_tomorrow(town: Town) -> None:
    written(town, "Every Monday")
    own(town, "Monday at 14", "Every day")
    assert greeted(town.samir, "2026-12-02T00:00") == ["Mon 30 Nov 09:00", "Tue 01 Dec 14:00"]


def test_what_comes_due_after_one_was_opened_comes_by_itself(town: Town) -> None:
    two_wait(town)
    town.samir.tap("Start now")
    pitch(town, "Now")
    assert [message.text for message in town.samir.wait(seconds=1)] == [GREETING]


def test_opening_leads_through_all_one_after_the_other(town: Town) -> None:
    two_wait(town)
    assert TEXT in town.samir.tap("Start now")[-1].text
    (said,) = town.samir.tap("✔ Done")
    assert "Jonas can see that it is done." in said.text
    assert "Elevator pitch" in said.text
    (left,) = town.samir.tap("Not today")
    assert left.text == "That is quite all right. Have a good day."
    assert heard(town) == [
        "Samir got it today at 09:00, and chose: Not today.",
        "✔ Samir got it today at 09:00, and has done it.",
    ]


def test_before_they_are_opened_all_are_put_off_or_left_at_once(town: Town) -> None:
    two_wait(town)
    town.samir.tap("Later today")
    assert greeted(town.samir, "2026-12-01T00:00") == ["Mon 30 Nov 14:00"]
    town.samir.tap("Not today")
    assert heard(town) == ["Samir got it on Monday 30 November at 09:00, and chose: Not today."] * 2


def test_whoever_begins_an_exercise_is_written_to_about_the_rest_later(town: Town) -> None:
    pitch(town, "Every Monday")
    written(town, "Every Monday")
    until(town.samir, "2026-11-30T10:00")
    town.samir.tap("Start now")
    begun = town.samir.tap("New elevator pitch")
    assert "More is ready for you. I will write again later." in "".join(message.text for message in begun)
    assert greeted(town.samir, "2026-12-01T00:00") == ["Mon 30 Nov 14:00"]
    assert TEXT in town.samir.tap("Start now")[-1].text


def test_what_its_sender_has_stopped_is_passed_over(town: Town) -> None:
    two_wait(town)
    town.taps(town.jonas, "My reminders", f"Samir: {TEXT}", "Stop it")
    assert "Elevator pitch" in town.samir.tap("Start now")[-1].text


def test_stop_these_means_no_reminder_that_nobody_has_seen(town: Town) -> None:
    two_wait(town)
    assert TEXT in town.samir.tap("Stop these")[-1].text
    town.samir.tap("Stop these")
    assert "Elevator pitch" in town.samir.last.text
    town.samir.tap("Not today")
    assert greeted(town.samir, "2026-12-08T00:00") == ["Mon 07 Dec 09:00"]


def test_after_an_outage_several_are_one_message(town: Town) -> None:
    for hour in (14, 15, 16):
        own(town, f"today at {hour}", "No, only once")
    sleeps_until(town.samir, "2026-11-23T18:00")
    assert [message.text for message in town.samir.wait(minutes=1)] == [GREETING]


def test_several_on_the_way_are_all_held_up_when_they_block_the_bot(town: Town) -> None:
    written(town, "Tomorrow")
    pitch(town, "Tomorrow")
    cursor, samir = town.samir._connection.cursor(), town.samir
    samir.now += timedelta(days=1)
    for timer in timers.due(cursor, BOT, samir.now, 10):
        with transaction(samir._connection):
            samir.turns.wake(cursor, timer, samir.now)
    samir.turns.note(cursor, Membership(901, samir.user, samir.user, blocked=True), samir.now)
    assert all("Samir had blocked me." in line for line in heard(town))
