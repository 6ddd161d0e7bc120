"""A citizen wants no more reminders from one of the staff: none comes, old or new, until the citizen says so again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.flows.company import also_mentor
from tests.flows.reminding import (
    GREETING,
    greeted,
    own,
    pitch,
    preview,
    seen_by_sender,
    set_by,
    town,
    until,
    written,
)
from tests.town import Town, join

if TYPE_CHECKING:
    from tests.screen import Message

__all__ = ["town"]

NO_MORE = "No more of these from Jonas"
AGAIN = "Reminders from Jonas again"


def no_more_of_jonas(town: Town) -> list[Message]:
    """Samir taps that under one of Jonas's reminders, on Monday a week ahead."""
    pitch(town, "Every Monday")
    until(town.samir, "2026-11-30T10:00")
    town.samir.tap("Fewer messages")
    return town.samir.tap(NO_MORE)


def test_what_is_set_afterwards_does_not_come_and_its_sender_is_told_at_once(town: Town) -> None:
    said = no_more_of_jonas(town)[0].text
    assert "You get no more reminders from Jonas. Jonas can see that they do not come, but not why." in said
    assert "⚠ Samir does not want reminders just now." in preview(town, "Tomorrow")
    town.jonas.tap("✔ Save")
    assert greeted(town.samir, "2026-12-15T00:00") == []
    assert "Tuesday 1 December at 09:00: not delivered. Samir did not want reminders." in seen_by_sender(town)


def test_what_is_sent_now_says_that_it_will_not_come_and_nothing_else(town: Town) -> None:
    no_more_of_jonas(town)
    shown = preview(town, "Now")
    assert "⚠ Samir does not want reminders just now. It will not be delivered." in shown
    assert "gets it now" not in shown
    assert "on its way" not in town.jonas.tap("✔")[0].text
    assert greeted(town.samir, "2026-12-15T00:00") == []


def test_what_is_still_to_come_is_shown_as_what_cannot_be_delivered(town: Town) -> None:
    no_more_of_jonas(town)
    pitch(town, "Every Monday")
    assert "⚠ Samir does not want reminders just now." in seen_by_sender(town)
    assert set_by(town.jonas)[0].status == "running"


def test_under_one_that_comes_only_once_there_is_the_button_too(town: Town) -> None:
    written(town, "Tomorrow")
    until(town.samir, "2026-11-24T10:00")
    assert NO_MORE in town.samir.tap("Fewer messages")[-1].labels()
    town.samir.tap(NO_MORE)
    assert "⚠" in preview(town, "Tomorrow")


def test_what_was_put_off_does_not_come_either(town: Town) -> None:
    own(town, "tomorrow at 10", "No, only once")
    until(town.samir, "2026-11-24T11:00")
    town.samir.tap("Later today")
    pitch(town, "Now")
    town.samir.wait(seconds=1)
    town.samir.tap("Fewer messages")
    town.samir.tap(NO_MORE)
    assert GREETING not in {message.text for message in until(town.samir, "2026-11-25T00:00")}


def test_the_reminders_of_others_still_come(town: Town) -> None:
    no_more_of_jonas(town)
    town.taps(town.mette, "Send a reminder", "Samir", "Fill in the star", "Tomorrow")
    assert "⚠" not in town.mette.last.text
    town.mette.tap("✔ Save")
    assert greeted(town.samir, "2026-12-08T00:00") == ["Tue 01 Dec 09:00"]


def test_the_citizen_opens_for_them_again(town: Town) -> None:
    no_more_of_jonas(town)
    pitch(town, "Every Monday")
    town.taps(town.samir, "⚙ Settings", "Messages")
    assert "Reminders that come to me" not in town.samir.last.labels()
    said = town.samir.tap(AGAIN)[0].text
    assert "Jonas can send you reminders again." in said
    assert AGAIN not in town.samir.last.labels()
    assert "Reminders that come to me" in town.samir.last.labels()
    assert "⚠" not in seen_by_sender(town)
    assert greeted(town.samir, "2026-12-08T00:00") == ["Mon 07 Dec 09:00"]


def test_somebody_who_wants_no_messages_at_all_can_open_for_them_too(town: Town) -> None:
    no_more_of_jonas(town)
    town.taps(town.samir, "⚙ Settings", "Messages", "Do not write to me")
    town.taps(town.samir, "⚙ Settings", "Messages", AGAIN)
    assert AGAIN not in town.samir.last.labels()


def test_who_follows_no_more_and_comes_back_begins_anew(town: Town) -> None:
    no_more_of_jonas(town)
    town.taps(town.samir, "⚙ Settings", "People who follow me", "Jonas", "Jonas shall", "Yes")
    town.taps(town.samir, "⚙ Settings", "Messages")
    assert AGAIN not in town.samir.last.labels()
    join(town.samir, town.jonas)
    assert "⚠" not in preview(town, "Tomorrow")


def test_it_holds_in_every_role_of_the_same_person_and_is_asked_about_once(town: Town) -> None:
    town.taps(town.mette, "Send a reminder", "Samir", "Fill in the star", "Now", "✔")
    town.samir.wait(seconds=1)
    town.samir.tap("Fewer messages")
    town.samir.tap("No more of these from Mette")
    also_mentor(town)
    for role in ("Contact person at", "Mentor at"):
        town.taps(town.mette, "⚙ Settings", "Change role", role)
        town.taps(town.mette, "Send a reminder", "Samir", "Fill in the star", "Tomorrow")
        assert "⚠ Samir does not want reminders just now." in town.mette.last.text
    town.taps(town.samir, "⚙ Settings", "Messages")
    assert town.samir.last.labels().count("Reminders from Mette again") == 1
    town.samir.tap("Reminders from Mette again")
    town.taps(town.mette, "Send a reminder", "Samir", "Fill in the star", "Tomorrow")
    assert "⚠" not in town.mette.last.text


def test_the_citizen_can_take_it_along(town: Town) -> None:
    no_more_of_jonas(town)
    stored = town.samir.stored()["people"]["followed_by"]
    since = {each["name"]: each["reminders_off_at"] for each in stored}
    assert since["Mette"] is None
    assert str(since["Jonas"]).startswith("2026-11-30")
    told = "\n".join(message.text for message in town.samir.command("mydata"))
    assert "You want no reminders from Jonas, since Monday 30 November" in told
