"""What is coming to a citizen, under Messages: they can see it before it comes, and stop each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.flows.reminding import TEXT, greeted, pitch, seen_by_sender, set_by, town, until, written

if TYPE_CHECKING:
    from tests.screen import Message
    from tests.town import Town

__all__ = ["town"]

COMING = "Reminders that come to me"


def coming(town: Town) -> Message:
    return town.taps(town.samir, "⚙ Settings", "Messages", COMING)[-1]


def test_it_says_from_whom_of_what_and_when(town: Town) -> None:
    pitch(town, "Every Monday")
    written(town, "Tomorrow")
    assert coming(town).text == (
        "This comes to you\n"
        "1. Jonas, mentor: Elevator pitch, every Monday at 09:00. Next time: Monday 30 November at 09:00.\n"
        f"2. Jonas, mentor: {TEXT}, on Tuesday 24 November at 09:00.\n\n"
        "Tap what shall come no more."
    )
    assert town.samir.last.labels() == ["Stop number 1", "Stop number 2", "Back"]


def test_a_tap_stops_one_and_its_sender_sees_that_but_not_why(town: Town) -> None:
    pitch(town, "Every Monday")
    written(town, "Tomorrow")
    coming(town)
    said = town.samir.tap("Stop number 1")[0].text
    assert "It comes no more. Jonas can see that it has stopped, but not why." in said
    assert town.samir.last.labels() == ["Stop number 1", "Back"]
    assert greeted(town.samir, "2026-12-08T00:00") == ["Tue 24 Nov 09:00"]
    assert (
        "Samir has stopped it. There can be many reasons for that."
        in town.taps(town.jonas, "My reminders", "Samir: Elevator")[-1].text
    )


def test_after_the_last_one_the_settings_come_again_without_the_button(town: Town) -> None:
    pitch(town, "Every Monday")
    coming(town)
    town.samir.tap("Stop number 1")
    assert "Other times of the day" in town.samir.last.labels()
    assert COMING not in town.samir.last.labels()


def test_somebody_who_wants_no_messages_can_see_and_stop_them_too(town: Town) -> None:
    pitch(town, "Every Monday")
    town.taps(town.samir, "⚙ Settings", "Messages", "Do not write to me")
    assert "Elevator pitch" in coming(town).text
    town.samir.tap("Stop number 1")
    assert "You may write to me again" in town.samir.last.labels()
    assert set_by(town.jonas)[0].status == "stopped"


def test_fewer_messages_knows_whose_reminder_it_was(town: Town) -> None:
    pitch(town, "Every Monday")
    written(town, "Every Monday")
    town.taps(town.mette, "Send a reminder", "Samir", "Fill in the star", "Tomorrow", "✔ Save")
    until(town.samir, "2026-11-30T10:00")
    assert "No more of these from Jonas" in town.samir.tap("Fewer messages")[-1].labels()
    said = town.samir.tap("No more of these from Jonas")[0].text
    assert "You get no more reminders from Jonas. Jonas can see that they do not come, but not why." in said
    assert {each.status for each in set_by(town.jonas)} == {"stopped"}
    assert "stopped" not in {each.status for each in set_by(town.mette)}
    assert "Samir has stopped it." in seen_by_sender(town)
    assert "No more of these from Jonas" not in town.samir.last.labels()


def test_from_the_menu_nobody_is_named_whose_reminder_came_before(town: Town) -> None:
    pitch(town, "Every Monday")
    until(town.samir, "2026-11-30T10:00")
    town.samir.tap("Fewer messages")
    town.taps(town.samir, "⚙ Settings", "Messages")
    assert not any("Jonas" in label for label in town.samir.last.labels())


def test_what_has_been_stopped_meanwhile_is_not_stopped_again(town: Town) -> None:
    pitch(town, "Every Monday")
    coming(town)
    town.taps(town.jonas, "My reminders", "Samir", "Stop it")
    assert "Nothing comes to you any more." in town.samir.tap("Stop number 1")[-1].text
    assert "Other times of the day" in town.samir.tap("Back")[-1].labels()
