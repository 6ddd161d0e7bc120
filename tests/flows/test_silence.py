"""When nothing is heard of a citizen, whoever asked for it is told: once, and again only after they were here."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.state import roles
from tests.flows.reminding import until
from tests.town import Town

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.screen import Message
    from tests.talk import Talk


@pytest.fixture
def town() -> Iterator[Town]:
    """Monday morning, and Jonas wants to know when nothing was heard of Samir for a week."""
    town = Town().with_others()
    town.mette.wait(minutes=5)
    town.taps(town.jonas, "What waits for me", "Samir", "All right")
    town.taps(town.jonas, "My citizens", "Samir", "When nothing is heard", "After a week")
    yield town
    town.samir._connection.close()


def alerts(talk: Talk) -> list[str]:
    """What waits for somebody about silence."""
    talk.command("menu")
    if "What waits for me (1)" in talk.last.labels():
        talk.tap("What waits for me")
    return [label for label in talk.last.labels() if "not seen for a while" in label]


def greetings(said: list[Message]) -> list[str]:
    return [message.text for message in said if "Something is ready" in message.text]


def test_after_a_week_the_follower_is_told_once(town: Town) -> None:
    assert greetings(until(town.jonas, "2026-11-30T09:00")) == []
    assert len(greetings(until(town.jonas, "2026-11-30T11:00"))) == 1
    assert greetings(until(town.jonas, "2026-12-20T11:00")) == []
    assert alerts(town.jonas) == ["Samir: not seen for a while"]


def test_the_notice_says_since_when_and_leads_to_a_reminder(town: Town) -> None:
    until(town.jonas, "2026-12-01T11:00")
    town.taps(town.jonas, "What waits for me", "Samir: not seen")
    assert "Samir has not been here since Monday 23 November." in town.jonas.last.text
    assert "What shall Samir be reminded of?" in town.jonas.tap("Send a reminder")[-1].text
    for label in ("Practise the elevator", "Tomorrow", "✔ Save"):
        town.jonas.tap(label)
    town.jonas.command("menu")
    assert "There is nothing new." in town.jonas.last.text


def test_no_reminder_is_offered_for_somebody_who_wants_no_messages(town: Town) -> None:
    town.taps(town.samir, "⚙ Settings", "Messages", "Do not write to me")
    until(town.jonas, "2026-12-01T11:00")
    town.taps(town.jonas, "What waits for me", "Samir: not seen")
    assert "Samir has not been here since Monday 23 November." in town.jonas.last.text
    assert town.jonas.last.labels() == ["All right"]


def test_being_here_puts_it_off(town: Town) -> None:
    until(town.samir, "2026-11-29T12:00")
    town.samir.command("menu")
    assert greetings(until(town.jonas, "2026-12-06T11:00")) == []
    assert len(greetings(until(town.jonas, "2026-12-07T11:00"))) == 1


def test_being_here_again_on_the_same_day_puts_it_off_by_those_hours(town: Town) -> None:
    """The timer is not moved for that, so it rings too early, and nobody is told before it is time."""
    until(town.samir, "2026-11-23T15:00")
    town.samir.command("menu")
    assert greetings(until(town.jonas, "2026-11-30T14:55")) == []
    assert len(greetings(until(town.jonas, "2026-11-30T15:05"))) == 1


def test_coming_back_takes_the_notice_away_and_waits_anew(town: Town) -> None:
    until(town.jonas, "2026-12-01T11:00")
    town.samir.command("menu")
    assert alerts(town.jonas) == []
    until(town.jonas, "2026-12-09T11:00")
    assert alerts(town.jonas) == ["Samir: not seen for a while"]


def test_a_message_of_the_bot_is_no_sign_of_life(town: Town) -> None:
    town.taps(town.jonas, "Send a reminder", "Samir", "Practise the elevator", "✏ I write it myself")
    town.jonas.write("tomorrow at 10")
    town.jonas.tap("Every day")
    town.jonas.tap("✔ Save")
    until(town.jonas, "2026-12-01T11:00")
    assert alerts(town.jonas) == ["Samir: not seen for a while"]


def test_it_can_be_taken_back(town: Town) -> None:
    town.taps(town.jonas, "My citizens", "Samir", "When nothing is heard", "No")
    until(town.jonas, "2026-12-20T11:00")
    assert alerts(town.jonas) == []


def test_the_citizen_can_see_who_is_told(town: Town) -> None:
    town.taps(town.samir, "⚙ Settings", "People who follow me", "Jonas")
    assert "I tell Jonas when you have not been here for 7 days." in town.samir.last.text
    town.taps(town.samir, "⚙ Settings", "People who follow me", "Mette")
    assert "I tell Mette" not in town.samir.last.text


def test_when_the_relation_ends_nobody_is_told(town: Town) -> None:
    town.taps(town.samir, "⚙ Settings", "People who follow me", "Jonas", "Jonas shall", "Yes")
    assert "silence" not in {each["kind"] for each in town.samir.stored()["timers"]}
    until(town.jonas, "2026-12-20T11:00")
    assert alerts(town.jonas) == []


def test_when_the_role_ends_nobody_is_told(town: Town) -> None:
    cursor = town.jonas._connection.cursor()
    (role,) = roles.of_person(cursor, town.jonas.user)
    roles.end(cursor, role.id, town.jonas.now)
    assert greetings(until(town.jonas, "2026-12-20T11:00")) == []


def test_where_nobody_watches_nothing_is_set(town: Town) -> None:
    town.taps(town.jonas, "My citizens", "Samir", "When nothing is heard", "No")
    town.samir.command("menu")
    assert "silence" not in {each["kind"] for each in town.samir.stored()["timers"]}


def test_what_is_set_now_is_said_and_can_be_left_as_it_is(town: Town) -> None:
    town.taps(town.jonas, "My citizens", "Samir", "When nothing is heard")
    assert "Now I tell you when Samir has not been here for a week." in town.jonas.last.text
    assert "Send a reminder" in town.jonas.tap("Back")[-1].labels()
    town.taps(town.mette, "My citizens", "Samir", "When nothing is heard")
    assert "Now I do not." in town.mette.last.text
