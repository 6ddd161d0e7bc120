"""What somebody sees of the reminders that they have set, and how they change or stop one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.chat.clockwork import drop
from bot.state import timers
from bot.state.broken import Fault
from bot.state.transaction import transaction
from tests.flows.reminding import (
    GREETING,
    TEXT,
    greeted,
    own,
    pitch,
    seen_by_sender,
    set_by,
    sleeps_until,
    town,
    until,
    with_lone,
    written,
)
from tests.talk import BOT

if TYPE_CHECKING:
    from tests.town import Town

__all__ = ["town"]


def test_without_reminders_it_says_so(town: Town) -> None:
    assert "You have set no reminders." in town.taps(town.jonas, "My reminders")[0].text


def test_each_is_listed_by_whom_and_what(town: Town) -> None:
    pitch(town, "Every Monday")
    written(town, "Tomorrow")
    town.taps(town.jonas, "My reminders")
    assert town.jonas.last.labels() == [
        "Samir: Remember to bring your CV on Thursday.",
        "Samir: Elevator pitch",
        "Back",
    ]


def test_they_stand_by_name_and_of_one_citizen_the_newest_first(town: Town) -> None:
    with_lone(town)
    pitch(town, "Every Monday")
    town.taps(town.jonas, "Send a reminder", "Lone", "Practise the elevator", "Every Monday", "✔ Save")
    written(town, "Tomorrow")
    town.taps(town.jonas, "My reminders")
    assert [label.partition(":")[0] for label in town.jonas.last.labels()] == [
        "Lone",
        "Samir",
        "Samir",
        "Back",
    ]
    assert town.jonas.last.labels()[1] == f"Samir: {TEXT}"


def test_it_tells_the_rule_and_the_next_time_by_the_citizens_clock(town: Town) -> None:
    zone = "UPDATE people SET time_zone = 'America/New_York' WHERE id = ?"
    town.samir._connection.execute(zone, (town.samir.user,))
    own(town, "Wednesday at 14", "Every week")
    town.taps(town.jonas, "My reminders", "Samir")
    assert town.jonas.last.text == (
        "Samir: Elevator pitch\n"
        "It comes every Wednesday at 14:00.\n"
        "Next time: Wednesday 25 November at 14:00."
    )
    assert greeted(town.samir, "2026-11-26T12:00") == ["Wed 25 Nov 20:00"]  # by the clock in Copenhagen


def test_the_next_time_is_when_it_really_comes(town: Town) -> None:
    own(town, "Saturday at 10", "Every week")
    town.taps(town.jonas, "My reminders", "Samir")
    assert "Next time: Monday 30 November at 09:00." in town.jonas.last.text


def test_the_latest_three_are_shown_and_one_on_its_way_is_told_from_one_that_arrived(town: Town) -> None:
    pitch(town, "Every Monday")
    until(town.samir, "2026-12-22T00:00")
    town.samir._connection.execute(
        "UPDATE outbox SET status = 'waiting', message = NULL WHERE id = (SELECT MAX(id) FROM outbox)"
    )
    town.taps(town.jonas, "My reminders", "Samir")
    assert town.jonas.last.text.splitlines()[3:] == [
        "It is on its way to Samir (on Monday 21 December at 09:00).",
        "Samir got it on Monday 14 December at 09:00.",
        "Samir got it on Monday 7 December at 09:00.",
    ]


def test_what_telegram_refuses_is_not_called_delivered(town: Town) -> None:
    pitch(town, "Now")
    town.samir.wait(seconds=1)
    town.samir._connection.execute(
        "UPDATE outbox SET status = 'aside' WHERE id = (SELECT MAX(id) FROM outbox)"
    )
    town.taps(town.jonas, "My reminders", "Samir")
    assert "not delivered. Telegram did not take it." in town.jonas.last.text


def test_one_can_be_stopped(town: Town) -> None:
    pitch(town, "Every Monday")
    town.taps(town.jonas, "My reminders", "Samir", "Stop it")
    assert "You have set no reminders." in town.jonas.last.text
    assert greeted(town.samir, "2026-12-08T00:00") == []


def test_one_can_be_changed_and_the_new_one_takes_its_place(town: Town) -> None:
    written(town, "Every Monday")
    town.taps(town.jonas, "My reminders", "Samir", "✏ Change")
    assert "What shall be different?" in town.jonas.last.text
    town.jonas.tap("Nothing")
    assert "Remember to bring your CV on Thursday." in town.jonas.last.text
    assert "every Monday at 09:00" in town.jonas.last.text
    for label in ("✏ Change", "When it comes", "Tomorrow", "✔ Save"):
        town.jonas.tap(label)
    (kept,) = set_by(town.jonas)
    assert kept.rule["kind"] == "once"
    assert "on Tuesday 24 November at 09:00" in town.jonas.tap("Samir")[-1].text  # the list names the new one
    assert greeted(town.samir, "2026-12-08T00:00") == ["Tue 24 Nov 09:00"]


def test_what_is_over_can_still_be_looked_at_for_a_month(town: Town) -> None:
    pitch(town, "Now")
    town.samir.wait(seconds=1)
    town.taps(town.jonas, "My reminders")
    assert "Samir: Elevator pitch (over)" in town.jonas.last.labels()
    assert town.jonas.tap("Samir")[-1].text == "Samir: Elevator pitch\nSamir got it today at 10:05."


def test_what_the_citizen_has_done_says_so_in_the_list(town: Town) -> None:
    written(town, "Now")
    town.samir.wait(seconds=1)
    town.samir.tap("Start now")
    town.samir.tap("✔ Done")
    town.taps(town.jonas, "My reminders")
    assert f"✔ Samir: {TEXT}" in town.jonas.last.labels()


def test_the_moment_of_what_comes_once_is_said_once(town: Town) -> None:
    own(town, "Wednesday at 14", "No, only once")
    town.taps(town.jonas, "My reminders", "Samir")
    assert town.jonas.last.text == "Samir: Elevator pitch\nIt comes on Wednesday 25 November at 14:00."


def test_once_on_a_free_day_says_when_it_comes_instead(town: Town) -> None:
    own(town, "Saturday at 10", "No, only once")
    town.taps(town.jonas, "My reminders", "Samir")
    assert "Next time: Monday 30 November at 09:00." in town.jonas.last.text


def test_nobody_sees_what_somebody_else_has_set(town: Town) -> None:
    pitch(town, "Now")
    assert "You have set no reminders." in town.taps(town.mette, "My reminders")[0].text


def test_when_a_citizen_leaves_the_reminders_of_others_stay(town: Town) -> None:
    with_lone(town)
    pitch(town, "Every Monday")
    town.taps(town.jonas, "Send a reminder", "Lone", "Fill in the star", "Every Monday", "✔ Save")
    town.taps(town.samir, "⚙ Settings", "People who follow me", "Jonas", "Jonas shall", "Yes")
    town.taps(town.jonas, "My reminders")
    assert town.jonas.last.labels() == ["Lone: Star", "Back"]
    until(town.samir, "2026-12-01T00:00")
    assert GREETING not in {message.text for message in town.samir.sent}


def test_my_data_tells_both_of_it(town: Town) -> None:
    written(town, "Every Monday")
    pitch(town, "Tomorrow")
    told = "\n".join(message.text for message in town.samir.command("mydata"))
    assert "Jonas, every Monday at 09:00: Remember to bring your CV on Thursday." in told
    assert "Jonas, on Tuesday 24 November at 09:00: Elevator pitch" in told
    told = "\n".join(message.text for message in town.jonas.command("mydata"))
    assert "To Samir, every Monday at 09:00: Remember to bring your CV on Thursday." in told


def test_what_the_citizen_has_stopped_meanwhile_is_not_set_anew_by_a_change(town: Town) -> None:
    pitch(town, "Every Monday")
    until(town.samir, "2026-11-30T10:00")
    town.taps(town.jonas, "My reminders", "Samir", "✏ Change", "Nothing")
    town.samir.tap("Stop these")
    said = town.jonas.tap("✔ Save")[0].text
    assert "It does not come any more, so it cannot be changed. Nothing has been sent." in said
    assert greeted(town.samir, "2026-12-15T00:00") == []
    assert "Samir has stopped it." in seen_by_sender(town)


# What the program fails at ------------------------------------------------------------------------------------


def breaks(town: Town, moment: str) -> None:
    """What is due then fails, and is set aside."""
    sleeps_until(town.samir, moment)
    cursor, turns, now = town.samir._connection.cursor(), town.samir.turns, town.samir.now
    for timer in timers.due(cursor, BOT, now, 10):
        with transaction(town.samir._connection):
            drop(cursor, timer, Fault("KeyError", "bot.x:1"), turns.ids, now)


def test_what_broke_says_so_and_can_be_set_again(town: Town) -> None:
    written(town, "Every Monday")
    breaks(town, "2026-11-30T09:00")
    town.taps(town.jonas, "My reminders")
    assert town.jonas.last.labels()[0] == "⚠ Samir: Remember to bring your CV on Thursday. (not delivered)"
    shown = town.jonas.tap("⚠ Samir")[-1]
    assert "⚠ Something went wrong on my side, so it cannot be delivered." in shown.text
    assert "Monday 30 November at 09:00: not delivered. Something went wrong on my side." in shown.text
    assert shown.labels() == ["Set it again", "Back"]
    assert "When shall it come?" in town.jonas.tap("Set it again")[-1].text
    town.jonas.tap("Tomorrow")
    assert "Remember to bring your CV on Thursday." in town.jonas.last.text
    town.jonas.tap("✔ Save")
    assert [each.status for each in set_by(town.jonas)] == ["running"]
    assert greeted(town.samir, "2026-12-08T00:00") == ["Tue 01 Dec 09:00"]


def test_what_broke_before_that_was_noted_says_so_too(town: Town) -> None:
    pitch(town, "Every Monday")
    town.samir._connection.execute("DELETE FROM timers WHERE kind = 'reminder'")
    sleeps_until(town.samir, "2026-12-02T09:00")
    town.taps(town.jonas, "My reminders")
    assert town.jonas.last.labels()[0] == "⚠ Samir: Elevator pitch (not delivered)"
    shown = town.jonas.tap("⚠ Samir")[-1]
    assert "It was to come every Monday at 09:00." in shown.text
    assert "⚠ Something went wrong on my side, so it cannot be delivered." in shown.text
    assert "Next time" not in shown.text
    town.jonas.tap("Set it again")
    town.jonas.tap("Tomorrow")
    town.jonas.tap("✔ Save")
    assert greeted(town.samir, "2026-12-08T00:00") == ["Thu 03 Dec 09:00"]


def test_the_citizen_is_not_told_that_what_broke_still_comes(town: Town) -> None:
    pitch(town, "Every Monday")
    town.taps(town.samir, "⚙ Settings", "Messages")
    assert "Reminders that come to me" in town.samir.last.labels()
    town.samir._connection.execute("DELETE FROM timers WHERE kind = 'reminder'")
    town.taps(town.samir, "⚙ Settings", "Messages")
    assert "Reminders that come to me" not in town.samir.last.labels()


def test_what_broke_when_it_was_put_off_comes_again_the_next_time(town: Town) -> None:
    pitch(town, "Every Monday")
    until(town.samir, "2026-11-30T10:00")
    town.samir.tap("Later today")
    breaks(town, "2026-11-30T14:30")
    shown = seen_by_sender(town)
    assert "Monday 30 November at 09:00: not delivered. Something went wrong on my side." in shown
    assert town.jonas.last.labels() == ["✏ Change", "Stop it", "Back"]
    assert greeted(town.samir, "2026-12-08T00:00") == ["Mon 07 Dec 09:00"]
