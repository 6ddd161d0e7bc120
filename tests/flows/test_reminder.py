"""A reminder as the citizen opens it, puts it off or stops it: all of it is theirs to decide."""

from __future__ import annotations

from bot.state import people
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
from tests.town import Town

__all__ = ["town"]


# What is over ---------------------------------------------------------------------------------------------


def test_what_is_done_cannot_be_put_off(town: Town) -> None:
    written(town, "Now")
    (greeting,) = town.samir.wait(seconds=1)
    town.samir.tap("Start now")
    town.samir.tap("✔ Done")
    said = town.samir.tap_data(dict(greeting.buttons)["Later today"], greeting.id)
    assert said[-1].text == "Nothing waits here any more."
    assert greeted(town.samir, "2026-11-25T00:00") == []


def test_what_was_stopped_after_it_was_opened_says_so(town: Town) -> None:
    written(town, "Now")
    town.samir.wait(seconds=1)
    opened = town.samir.tap("Start now")[-1]
    town.taps(town.samir, "⚙ Settings", "People who follow me", "Jonas", "Jonas shall", "Yes")
    said = town.samir.tap_data(dict(opened.buttons)["Later today"], opened.id)
    assert "There is nothing to open here any more." in said[-1].text


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
    assert town.samir.tap("Start now")[-1].labels()[0] == "Elevator pitch · 1 of 4 answered"
    assert "2 of 4" in town.samir.tap("Elevator pitch")[-1].text


def test_what_is_finished_after_it_was_opened_is_done(town: Town) -> None:
    pitch(town, "Now")
    town.samir.wait(seconds=1)
    town.samir.tap("Start now")
    assert "opened" in seen_by_sender(town)
    town.with_pitch()
    assert "and has done it." in seen_by_sender(town)


def test_what_is_finished_without_the_reminder_does_not_count(town: Town) -> None:
    pitch(town, "Now")
    town.samir.wait(seconds=1)
    town.with_pitch()
    assert seen_by_sender(town).endswith("Samir got it today at 10:05.")


def test_a_shared_exercise_opens_as_it_is() -> None:
    town = Town().with_others().with_shared_pitch()
    town.taps(town.mette, "Send a reminder", "Samir", "An elevator pitch", "Now", "✔ Send it")
    town.samir.wait(seconds=1)
    opened = town.samir.tap("Start now")[-1]
    assert opened.labels()[0] == "✔ Talk: warehouse"
    assert "New elevator pitch" not in opened.labels()
    assert town.samir.tap("✔ Talk: warehouse")[-1].labels()[0] != "Start now"
    town.samir._connection.close()


def test_of_a_shared_exercise_that_is_deleted_nothing_comes_and_the_sender_can_see_that() -> None:
    town = Town().with_others().with_shared_pitch()
    town.taps(town.mette, "Send a reminder", "Samir", "An elevator pitch", "Every Monday", "✔ Save")
    town.taps(town.samir, "📁 My work", "✔ Talk: warehouse", "Delete it", "Yes")
    assert greeted(town.samir, "2026-12-08T00:00") == []
    shown = town.taps(town.mette, "My reminders", "Samir")[-1]
    assert "It does not come any more." in shown.text
    assert "Monday 30 November at 09:00: not opened. The exercise is not there any more." in shown.text
    assert shown.labels() == ["Back"]
    town.samir._connection.close()


def test_what_waits_unopened_of_an_exercise_that_is_deleted_opens_nothing() -> None:
    town = Town().with_others().with_shared_pitch()
    town.taps(town.mette, "Send a reminder", "Samir", "An elevator pitch", "Now", "✔ Send it")
    (greeting,) = town.samir.wait(seconds=1)
    town.taps(town.samir, "📁 My work", "✔ Talk: warehouse", "Delete it", "Yes")
    opened = town.samir.tap_data(dict(greeting.buttons)["Start now"], greeting.id)
    assert opened[-1].text == "There is nothing to open here any more."
    town.samir._connection.close()


def test_a_text_is_shown_and_done(town: Town) -> None:
    written(town, "Now")
    town.samir.wait(seconds=1)
    opened = town.samir.tap("Start now")[-1]
    assert opened.text == f"From Jonas, mentor:\n\n{TEXT}\n\nWhat you write or record here goes to Jonas."
    assert "Thank you. Jonas can see that it is done." in town.samir.tap("✔ Done")[-1].text
    assert "and has done it." in seen_by_sender(town)


def test_later_today_comes_again_four_hours_on(town: Town) -> None:
    pitch(town, "Now")
    town.samir.wait(seconds=1)
    assert town.samir.tap("Later today")[-1].text == "That is fine. I will write again later."
    assert "and chose: Later today." in seen_by_sender(town)
    assert greeted(town.samir, "2026-11-24T00:00") == ["Mon 23 Nov 14:05"]
    assert seen_by_sender(town).endswith("Samir got it on Monday 23 November at 10:05.")


def test_what_was_put_off_waits_for_the_morning_where_it_is_late(town: Town) -> None:
    sleeps_until(town.samir, "2026-11-24T19:00")
    pitch(town, "Now")
    town.samir.wait(seconds=1)
    town.samir.tap("Later today")
    assert greeted(town.samir, "2026-11-26T00:00") == ["Wed 25 Nov 09:00"]


def test_what_was_put_off_on_a_friday_afternoon_comes_on_monday(town: Town) -> None:
    sleeps_until(town.samir, "2026-11-27T17:00")
    pitch(town, "Now")
    town.samir.wait(seconds=1)
    town.samir.tap("Later today")
    assert greeted(town.samir, "2026-12-01T00:00") == ["Mon 30 Nov 09:00"]


def test_what_was_put_off_and_comes_again_that_day_is_one_message(town: Town) -> None:
    sleeps_until(town.samir, "2026-11-24T18:00")
    own(town, "today at 19", "Every day")
    town.taps(town.samir, "⚙ Settings", "Messages", "Other times")
    town.samir.write("18")
    town.samir.write("20")
    until(town.samir, "2026-11-24T19:30")
    town.samir.tap("Later today")
    assert greeted(town.samir, "2026-11-26T00:00") == ["Wed 25 Nov 18:00"]


def test_what_was_put_off_while_nothing_ran_is_reported(town: Town) -> None:
    pitch(town, "Now")
    town.samir.wait(seconds=1)
    town.samir.tap("Later today")
    sleeps_until(town.samir, "2026-11-25T14:30")
    assert town.samir.wait(days=1) == []
    assert "not delivered. I was not running" in seen_by_sender(town)


def test_not_today_leaves_them_in_peace_until_the_next(town: Town) -> None:
    pitch(town, "Every Monday")
    until(town.samir, "2026-11-30T10:00")
    assert "That is quite all right." in town.samir.tap("Not today")[-1].text
    assert "and chose: Not today." in seen_by_sender(town)
    assert greeted(town.samir, "2026-12-08T00:00") == ["Mon 07 Dec 09:00"]


def test_stop_these_stops_this_one_and_says_whose_it_was(town: Town) -> None:
    pitch(town, "Every Monday")
    until(town.samir, "2026-11-30T10:00")
    said = town.samir.tap("Stop these")[-1]
    assert "Jonas can see that they have stopped, but not why." in said.text
    assert said.labels() == ["Home"]
    assert greeted(town.samir, "2026-12-15T00:00") == []
    shown = seen_by_sender(town)
    assert "Samir has stopped it." in shown
    assert "Samir got it on Monday 30 November at 09:00, and has stopped it." in shown
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
    town.samir.tap("✔ Done")
    home = town.samir.command("menu")[-1]
    assert not any("Reminder" in label for label in home.labels())


def test_with_the_citizen_everything_about_it_is_erased(town: Town) -> None:
    written(town, "Every Monday")
    until(town.samir, "2026-11-30T10:00")
    people.erase(town.samir._connection.cursor(), town.samir.user)
    for table in ("reminders", "deliveries"):
        assert town.samir._connection.execute(f"SELECT COUNT(*) FROM {table}").fetchone() == (0,)
    assert TEXT not in str(everything(town.samir._connection.cursor()))
