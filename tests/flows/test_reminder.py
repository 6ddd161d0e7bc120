"""A reminder as it comes: neutral, in the citizen's own hours, once, and theirs to answer or to stop."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest

from bot.state import outbox, people, reminding, roles, timers
from bot.state.transaction import transaction
from tests.talk import BOT, Talk
from tests.town import Town

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.talk import Message

GREETING = "Hi Samir. Something is ready for you, when you have time."
TEXT = "Remember to bring your CV on Thursday."
ZONE = ZoneInfo("Europe/Copenhagen")


@pytest.fixture
def town() -> Iterator[Town]:
    """Monday morning, with everything read that happened on the way in."""
    town = Town().with_others()
    town.mette.wait(minutes=5)
    yield town
    town.samir._connection.close()


def remind(town: Town, *labels: str) -> None:
    """Jonas sets a reminder for Samir; what begins with "=" is written."""
    town.taps(town.jonas, "Send a reminder", "Samir")
    for label in labels:
        if label.startswith("="):
            town.jonas.write(label.removeprefix("="))
        else:
            town.jonas.tap(label)
    town.jonas.tap("✔ Save")


def pitch(town: Town, *when: str) -> None:
    remind(town, "Practise the elevator", *when)


def written(town: Town, *when: str) -> None:
    remind(town, "✏ A text of my own", f"={TEXT}", *when)


def own(town: Town, day: str, repeat: str) -> None:
    pitch(town, "✏ I write it myself", f"={day}", repeat)


def at(text: str) -> datetime:
    """A moment as Samir's clock shows it."""
    return datetime.fromisoformat(text).replace(tzinfo=ZONE).astimezone(UTC)


def until(talk: Talk, moment: str) -> list[Message]:
    """Let time pass, and hear what is said until then."""
    return talk.wait(seconds=(at(moment) - talk.now).total_seconds())


def greeted(talk: Talk, moment: str) -> list[str]:
    """The days and times until then at which Samir is written to."""
    heard = []
    while talk.now < at(moment):
        due = timers.next_due(talk._connection.cursor(), BOT)
        step = at(moment) if due is None or due > at(moment) else max(due, talk.now)
        said = talk.wait(seconds=(step - talk.now).total_seconds())
        heard += [f"{talk.now.astimezone(ZONE):%a %d %b %H:%M}" for _ in said]
        if due is None or due > at(moment):
            break
    return heard


def sleeps_until(talk: Talk, moment: str) -> None:
    """The program does not run until then."""
    talk.now = at(moment)


def seen_by_sender(town: Town) -> str:
    """What Jonas sees of his newest reminder."""
    town.taps(town.jonas, "My reminders", "Samir")
    return town.jonas.last.text


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
    town.taps(town.samir, "⚙ Settings", "Messages", "Weekends", "Yes")
    sleeps_until(town.jonas, "2027-12-30T10:00")
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
    assert "Monday 30 November at 09:00: delivered" in seen_by_sender(town)


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


def test_what_telegram_refuses_because_of_a_block_is_not_kept(town: Town) -> None:
    pitch(town, "Tomorrow")
    cursor, samir = town.samir._connection.cursor(), town.samir
    samir.now += timedelta(days=1)
    for timer in timers.due(cursor, BOT, samir.now, 10):
        with transaction(samir._connection):
            samir.turns.wake(cursor, timer, samir.now)
    assert outbox.next_of(cursor, BOT, samir.user) is not None
    people.block(cursor, BOT, samir.user, samir.now)
    reminding.hold_up(cursor, BOT, samir.user, samir.now)
    people.unblock(cursor, BOT, samir.user)
    assert samir.deliver() == []
    assert "not delivered. Samir had blocked me." in seen_by_sender(town)


def test_when_the_relation_ends_it_comes_no_more_and_is_not_listed(town: Town) -> None:
    written(town, "Every Monday")
    town.taps(town.samir, "⚙ Settings", "People who follow me", "Jonas", "Jonas shall", "Yes")
    assert greeted(town.samir, "2026-12-15T00:00") == []
    assert "You have set no reminders." in town.taps(town.jonas, "My reminders")[0].text
    assert TEXT not in "".join(town.jonas._connection.iterdump())


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


# What the citizen does ------------------------------------------------------------------------------------


def test_start_now_says_who_and_what_and_leads_there(town: Town) -> None:
    pitch(town, "Now")
    town.samir.wait(seconds=1)
    opened = town.samir.tap("Start now")[-1]
    assert "A reminder from Jonas, mentor:" in opened.text
    assert "Elevator pitch" in opened.text
    assert opened.labels()[0] == "New elevator pitch"
    assert "opened" in seen_by_sender(town)
    assert "1 of 4" in town.samir.tap("New elevator pitch")[-1].text


def test_what_is_unfinished_goes_on(town: Town) -> None:
    town.taps(town.samir, "New elevator pitch")
    town.samir.write("I am Samir, and I have driven a truck for eight years.")
    pitch(town, "Now")
    town.samir.wait(seconds=1)
    assert town.samir.tap("Start now")[-1].labels()[0] == "Elevator pitch · 1 of 4"
    assert "2 of 4" in town.samir.tap("Elevator pitch")[-1].text


def test_what_is_finished_after_it_was_opened_is_done(town: Town) -> None:
    pitch(town, "Now")
    town.samir.wait(seconds=1)
    town.samir.tap("Start now")
    assert "opened" in seen_by_sender(town)
    town.with_pitch()
    assert "✔ done" in seen_by_sender(town)


def test_what_is_finished_without_the_reminder_does_not_count(town: Town) -> None:
    pitch(town, "Now")
    town.samir.wait(seconds=1)
    town.with_pitch()
    assert "delivered" in seen_by_sender(town)


def test_a_shared_exercise_opens_as_it_is() -> None:
    town = Town().with_others().with_shared_pitch()
    town.taps(town.mette, "Send a reminder", "Samir", "Talk: warehouse", "Now", "✔ Save")
    town.samir.wait(seconds=1)
    opened = town.samir.tap("Start now")[-1]
    assert opened.labels()[0] == "✔ Talk: warehouse"
    assert "New elevator pitch" not in opened.labels()
    assert town.samir.tap("✔ Talk: warehouse")[-1].labels()[0] != "Start now"
    town.samir._connection.close()


def test_a_shared_exercise_that_is_deleted_takes_its_reminder_along() -> None:
    town = Town().with_others().with_shared_pitch()
    town.taps(town.mette, "Send a reminder", "Samir", "Talk: warehouse", "Every Monday", "✔ Save")
    town.taps(town.samir, "📁 My work", "✔ Talk: warehouse", "Delete it", "Yes")
    assert greeted(town.samir, "2026-12-08T00:00") == []
    town.samir._connection.close()


def test_a_text_is_shown_and_done(town: Town) -> None:
    written(town, "Now")
    town.samir.wait(seconds=1)
    opened = town.samir.tap("Start now")[-1]
    assert opened.text == f"From Jonas, mentor:\n\n{TEXT}"
    assert "Thank you. Jonas can see that it is done." in town.samir.tap("Done")[-1].text
    assert "✔ done" in seen_by_sender(town)


def test_later_today_comes_again_four_hours_on(town: Town) -> None:
    pitch(town, "Now")
    town.samir.wait(seconds=1)
    assert town.samir.tap("Later today")[-1].text == "That is fine. I will write again later."
    assert "put off until later" in seen_by_sender(town)
    assert greeted(town.samir, "2026-11-24T00:00") == ["Mon 23 Nov 14:05"]
    assert "delivered" in seen_by_sender(town)


def test_what_was_put_off_waits_for_the_morning_where_it_is_late(town: Town) -> None:
    sleeps_until(town.samir, "2026-11-24T19:00")
    pitch(town, "Now")
    town.samir.wait(seconds=1)
    town.samir.tap("Later today")
    assert greeted(town.samir, "2026-11-26T00:00") == ["Wed 25 Nov 09:00"]


def test_what_was_put_off_does_not_come_where_it_comes_again_before_that(town: Town) -> None:
    sleeps_until(town.samir, "2026-11-24T18:00")
    own(town, "today at 19", "Every day")
    town.taps(town.samir, "⚙ Settings", "Messages", "Other times")
    town.samir.write("18")
    town.samir.write("20")
    until(town.samir, "2026-11-24T19:30")
    town.samir.tap("Later today")
    assert greeted(town.samir, "2026-11-26T00:00") == ["Wed 25 Nov 18:00", "Wed 25 Nov 19:00"]


def test_what_was_put_off_while_nothing_ran_is_reported(town: Town) -> None:
    pitch(town, "Now")
    town.samir.wait(seconds=1)
    town.samir.tap("Later today")
    sleeps_until(town.samir, "2026-11-25T12:00")
    assert town.samir.wait(days=1) == []
    assert "not delivered. I was not running" in seen_by_sender(town)


def test_not_today_leaves_them_in_peace_until_the_next(town: Town) -> None:
    pitch(town, "Every Monday")
    until(town.samir, "2026-11-30T10:00")
    assert "That is quite all right." in town.samir.tap("Not today")[-1].text
    assert "not that day" in seen_by_sender(town)
    assert greeted(town.samir, "2026-12-08T00:00") == ["Mon 07 Dec 09:00"]


def test_stop_these_stops_this_one_and_says_whose_it_was(town: Town) -> None:
    pitch(town, "Every Monday")
    until(town.samir, "2026-11-30T10:00")
    assert "Jonas can see that they have stopped, but not why." in town.samir.tap("Stop these")[-1].text
    assert greeted(town.samir, "2026-12-15T00:00") == []
    shown = seen_by_sender(town)
    assert "Samir has stopped it." in shown
    assert "Monday 30 November at 09:00: stopped" in shown
    assert town.jonas.last.labels() == ["Back"]


def test_stopping_takes_away_what_was_put_off(town: Town) -> None:
    pitch(town, "Every Monday")
    until(town.samir, "2026-11-30T10:00")
    greeting = town.samir.last
    town.samir.tap("Later today")
    town.samir.tap_data(dict(greeting.buttons)["Stop these"], greeting.id)
    assert greeted(town.samir, "2026-12-15T00:00") == []


def test_fewer_messages_leads_to_what_they_decide(town: Town) -> None:
    pitch(town, "Now")
    town.samir.wait(seconds=1)
    assert "Other times of the day" in town.samir.tap("Fewer messages")[-1].labels()
    town.samir.tap("Back")
    town.samir.tap("Start now")
    assert "A reminder from Jonas, mentor:" in town.samir.last.text


def test_a_reminder_takes_the_focus_only_when_it_is_tapped(town: Town) -> None:
    town.taps(town.samir, "New elevator pitch")
    pitch(town, "Now")
    assert [message.text for message in town.samir.wait(seconds=1)] == [GREETING]
    assert "2 of 4" in town.samir.write("I am Samir, and I have driven a truck for years.")[-1].text


def test_after_not_today_the_next_words_belong_to_where_they_were(town: Town) -> None:
    town.taps(town.samir, "New elevator pitch")
    pitch(town, "Now")
    town.samir.wait(seconds=1)
    town.samir.tap("Not today")
    said = town.samir.write("I am Samir, and I have driven a truck for years.")
    assert "of 4" in said[-1].text
    assert "I am Samir, and I have driven a truck for years." in town.samir.texts()


def test_an_errand_is_no_exercise_at_home_or_in_the_work(town: Town) -> None:
    written(town, "Now")
    town.samir.wait(seconds=1)
    town.samir.tap("Start now")
    town.samir.tap("Done")
    home = town.samir.command("menu")[-1]
    assert not any("Reminder" in label for label in home.labels())


def test_with_the_citizen_everything_about_it_is_erased(town: Town) -> None:
    written(town, "Every Monday")
    until(town.samir, "2026-11-30T10:00")
    people.erase(town.samir._connection.cursor(), town.samir.user)
    for table in ("reminders", "deliveries"):
        assert town.samir._connection.execute(f"SELECT COUNT(*) FROM {table}").fetchone() == (0,)
    assert TEXT not in "".join(town.samir._connection.iterdump())
