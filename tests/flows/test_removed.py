"""An operator takes a role away: its holder is told without reproach, and every open screen of it leads home."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.flows.company import also_mentor, lose_role, text
from tests.town import IDA, OTTO, Town, join

if TYPE_CHECKING:
    from tests.talk import Talk

NEWS = "📬 News for you"
LOST = "You are not contact person at Demoforeningen any more. If you were writing something there, it was not sent."
SCREENS = (
    (),
    ("⚙ Settings",),
    ("⚙ Settings", "I am not contact person"),
    ("⚙ Settings", "Your name"),
    ("What waits for me",),
    ("What waits for me", "Samir: something new"),
    ("What waits for me", "Samir: something new", "Write a comment"),
    ("My citizens",),
    ("My citizens", "Samir"),
    ("My citizens", "Samir", "What Samir shows"),
    ("My citizens", "Samir", "What I believe"),
    ("My citizens", "Samir", "When nothing"),
    ("My citizens", "Samir", "Hand over"),
    ("My citizens", "Samir", "Hand over", "Otto"),
    ("My citizens", "Samir", "I do not follow"),
    ("Send a reminder",),
    ("Send a reminder", "Samir"),
    ("Send a reminder", "Samir", "Practise the elevator"),
    ("My reminders",),
    ("Invite a citizen",),
)


def town_of_work() -> Town:
    """Mette has something to look at, a citizen, a colleague."""
    town = Town()
    town.otto = town.staff(OTTO, "Otto", "contact")
    return town.with_shared_pitch()


def test_whoever_gives_up_one_of_two_roles_comes_home_to_the_other() -> None:
    town = Town()
    also_mentor(town)
    town.taps(town.mette, "⚙ Settings", "I am not contact person", "Yes, stop as")
    assert "You are mentor at Demoforeningen" in town.mette.last.text


def test_whoever_gives_up_the_only_role_comes_home_as_somebody_who_practises() -> None:
    town = Town()
    town.taps(town.mette, "⚙ Settings", "I am not contact person", "Yes, stop as")
    assert "What would you like to do, Mette?" in town.mette.last.text


def test_whoever_loses_one_of_two_roles_comes_home_to_the_other_and_is_told() -> None:
    town = Town()
    also_mentor(town)
    lose_role(town.mette, "contact")
    town.mette.command("menu")
    assert "You are mentor at Demoforeningen" in town.mette.last.text
    town.mette.tap(NEWS)
    assert "You are not contact person at Demoforeningen any more." in town.mette.last.text
    town.mette.tap("All right")
    assert "You are mentor at Demoforeningen" in town.mette.last.text
    assert not any(label.startswith(NEWS) for label in town.mette.last.labels())


def test_whoever_loses_a_role_hears_it_from_a_neutral_message_that_is_opened_by_a_tap() -> None:
    town = Town()
    lose_role(town.mette, "contact")
    (message,) = town.rings(town.mette)
    assert message.text == "Hi Mette. Something is ready for you, when you have time."
    town.mette.tap("Continue")
    assert "You are not contact person at Demoforeningen any more." in town.mette.last.text
    assert "demo@example.org" in town.mette.last.text
    town.mette.tap("All right")
    assert "What would you like to do, Mette?" in text(town.mette)


def test_a_coordinator_is_told_too() -> None:
    town = Town().with_others()
    assert town.ida.user == IDA
    lose_role(town.ida, "coordinator")
    town.taps(town.ida, NEWS)
    assert "You are not coordinator at Demoforeningen any more." in town.ida.last.text


def test_a_role_that_was_given_back_is_still_spoken_of_as_it_was() -> None:
    town = Town()
    join(town.staff(OTTO, "Otto", "contact"), town.mette)
    lose_role(town.mette, "contact")
    town.taps(town.mette, NEWS)
    assert "Whoever you followed here is told." in town.mette.last.text


@pytest.mark.parametrize("screen", SCREENS, ids=" > ".join)
def test_every_button_of_an_open_screen_leads_home(screen: tuple[str, ...]) -> None:
    town = town_of_work()
    town.taps(town.mette, *screen)
    buttons = town.mette.last.buttons
    lose_role(town.mette, "contact")
    for _, button in buttons:
        said = "\n".join(message.text for message in town.mette.tap_data(button))
        assert is_home(town.mette), said
        assert "–" not in said


@pytest.mark.parametrize("screen", SCREENS, ids=" > ".join)
def test_what_is_written_at_an_open_screen_is_kept_and_leads_home(screen: tuple[str, ...]) -> None:
    town = town_of_work()
    town.taps(town.mette, *screen)
    lose_role(town.mette, "contact")
    town.mette.write("Samir has asked for a call")
    assert is_home(town.mette)
    assert "Samir has asked for a call" in town.mette.texts()


@pytest.mark.parametrize("screen", SCREENS, ids=" > ".join)
def test_the_news_open_from_any_screen(screen: tuple[str, ...]) -> None:
    town = town_of_work()
    town.taps(town.mette, *screen)
    lose_role(town.mette, "contact")
    town.rings(town.mette)
    town.mette.tap("Continue")
    assert "You are not contact person" in town.mette.last.text
    town.mette.tap("All right")
    assert "What would you like to do, Mette?" in town.mette.last.text


@pytest.mark.parametrize(
    "screen",
    [
        ("Send a reminder", "Samir", "✏ A text of my own"),
        ("My citizens", "Samir", "What Samir shows"),
        ("What waits for me", "Samir: something new", "Write a comment"),
    ],
    ids=" > ".join,
)
def test_whoever_was_writing_reads_first_that_the_role_is_gone_and_nothing_was_sent(
    screen: tuple[str, ...],
) -> None:
    town = town_of_work()
    town.taps(town.mette, *screen)
    lose_role(town.mette, "contact")
    assert town.mette.write("Remember to bring your CV on Thursday.")[0].text.startswith(LOST)
    assert is_home(town.mette)
    for label in (NEWS, "All right"):
        town.mette.tap(label)
    assert LOST not in town.mette.last.text


def test_with_another_role_it_is_read_first_too() -> None:
    town = town_of_work()
    also_mentor(town)
    town.taps(town.mette, "My citizens", "Samir", "What Samir shows")
    lose_role(town.mette, "contact")
    assert town.mette.write("Remember to bring your CV on Thursday.")[0].text.startswith(LOST)
    assert "You are mentor at Demoforeningen" in text(town.mette)


def is_home(talk: Talk) -> bool:
    """Whether somebody stands at the menu of those who practise, with the news on top."""
    return "What would you like to do, Mette?" in talk.last.text and talk.last.labels()[0].startswith(NEWS)
