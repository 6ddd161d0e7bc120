"""Handing a citizen over: asked first, said truly when the citizen hears of it, and kind where there is nobody."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tests.flows.company import names, remove, text
from tests.flows.reviewing import page
from tests.town import OTTO, Town, invitation, join

FRIDAY_NIGHT = datetime(2026, 11, 27, 21, 30, tzinfo=UTC)
"""Half past ten in Copenhagen."""


def with_otto() -> Town:
    town = Town()
    town.otto = town.staff(OTTO, "Otto", "contact")
    return town


def open_handovers(town: Town) -> int:
    cursor = town.mette._connection.cursor()
    cursor.execute("SELECT COUNT(*) FROM handovers WHERE answered_at IS NULL")
    return int(cursor.fetchone()[0])


def hand_over(town: Town) -> str:
    town.taps(town.mette, "My citizens", "Samir", "Hand over", "Otto")
    return "\n".join(message.text for message in town.mette.tap("Yes, ask Samir"))


def test_without_a_colleague_it_is_said_why_and_what_can_be_done() -> None:
    town = Town()
    town.taps(town.mette, "My citizens", "Samir", "Hand over")
    assert "nobody else here is contact person" in town.mette.last.text
    assert "Your coordinator can invite somebody" in town.mette.last.text
    assert town.mette.last.labels() == ["Back"]
    town.mette.tap("Back")
    assert "Hand over to a colleague" in town.mette.last.labels()


def test_nothing_is_proposed_before_a_yes_that_names_both_and_what_is_asked() -> None:
    town = with_otto()
    town.taps(town.mette, "My citizens", "Samir", "Hand over", "Otto")
    assert "Shall I ask Samir whether Otto may take over?" in town.mette.last.text
    assert open_handovers(town) == 0
    town.mette.tap("No, go back")
    assert open_handovers(town) == 0
    assert "Hand over to a colleague" in town.mette.last.labels()


def test_a_colleague_who_has_left_before_the_yes_is_not_asked_about() -> None:
    town = with_otto()
    town.taps(town.mette, "My citizens", "Samir", "Hand over", "Otto")
    remove(town.otto)
    town.mette.tap("Yes, ask Samir")
    assert "cannot take over any more" in text(town.mette)
    assert open_handovers(town) == 0


def test_in_the_citizens_hours_they_hear_of_it_today() -> None:
    town = with_otto()
    assert "Samir hears from me today" in hand_over(town)
    assert "Something is ready" in town.rings(town.samir)[0].text


def test_at_night_and_over_the_weekend_the_day_is_named() -> None:
    town = with_otto()
    town.samir.now = FRIDAY_NIGHT
    assert "Samir hears from me on Monday 30 November" in hand_over(town)
    assert town.samir.wait(days=2) == []
    assert "Something is ready" in town.samir.wait(days=1)[0].text


def test_the_next_morning_is_called_tomorrow() -> None:
    town = with_otto()
    town.samir.wait(hours=12)
    assert "Samir hears from me tomorrow" in hand_over(town)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ("UPDATE people SET quiet = 1 WHERE id = ?", "Samir does not want any messages just now."),
        ("UPDATE addresses SET blocked_at = 1 WHERE person = ?", "I cannot write to Samir just now."),
    ],
)
def test_whoever_cannot_be_written_to_is_asked_when_they_are_here_next(change: str, said: str) -> None:
    town = with_otto()
    town.samir._connection.execute(change, (town.samir.user,))
    told = hand_over(town)
    assert said in told
    assert "The question is ready when Samir is here next." in told
    town.taps(town.samir, "📬 News for you", "Yes, and Otto may see")
    assert names(town.samir) == ["Otto"]


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ("Yes, and Otto may see", "Otto is your contact person now, and can see what Mette could see."),
        ("Yes, but Otto sees", "Otto is your contact person now, and sees nothing before you show it."),
        ("No", "Mette is your contact person still, and hears your answer from me."),
    ],
)
def test_the_citizen_is_told_who_follows_them_now(answer: str, said: str) -> None:
    town = with_otto()
    hand_over(town)
    town.taps(town.samir, "📬 News for you")
    assert page(town.samir.tap(answer)).startswith(said)
    assert names(town.samir) == [said.split(maxsplit=1)[0]]


def test_what_is_asked_stands_on_the_page_of_the_citizen_until_there_is_an_answer() -> None:
    town, asked = with_otto(), "Samir is asked whether Otto may take over. There is no answer yet."
    assert asked not in page(town.taps(town.mette, "My citizens", "Samir"))
    assert asked in hand_over(town)
    assert asked in page(town.taps(town.mette, "My citizens", "Samir"))
    town.taps(town.samir, "📬 News for you", "No")
    assert asked not in page(town.taps(town.mette, "My citizens", "Samir"))


def test_the_colleague_of_a_mentor_who_is_no_contact_person_is_none() -> None:
    town = Town().with_others()
    town.taps(town.mette, "My citizens", "Samir", "Hand over")
    assert "Jonas" not in town.mette.last.labels()


@pytest.mark.parametrize("answer", ["Yes, and", "Yes, but"])
def test_what_was_said_stays_whole_for_the_citizen_after_a_hand_over(answer: str) -> None:
    town = Town()
    town.otto = town.staff(OTTO, "Otto", "contact")
    town.with_shared_pitch().with_remarks()
    town.taps(town.mette, "My citizens", "Samir", "Hand over", "Otto", "Yes, ask")
    for label in ("See it", answer):
        town.samir.command("menu")
        town.samir.tap("📬")
        if label not in town.samir.last.labels():
            town.samir.tap("Back")
        town.samir.tap(label)
    town.taps(town.samir, "✔ Talk")
    text = page(town.samir.tap("💬"))
    assert "What you love doing: I like to drive at night\nThat is good to hear." in text


def test_what_a_colleague_sees_already_is_told_once_after_a_hand_over() -> None:
    """Otto sees it as a mentor, before he is asked to be the contact person."""
    town = Town()
    town.otto = town.staff(OTTO, "Otto", "mentor")
    join(town.samir, town.otto)
    town.otto.command("start", invitation(town.otto, "contact"))
    town.otto.tap("I agree")
    town.with_pitch()
    for label in ("Show it to", "Mette", "Yes, show it", "Show it to Otto", "Yes, show it"):
        town.samir.tap(label)
    town.taps(town.mette, "My citizens", "Samir", "Hand over", "Otto", "Yes, ask")
    town.taps(town.samir, "📬 News for you", "Yes, and Otto may see")
    told = "\n".join(message.text for message in town.samir.command("mydata"))
    assert told.count("Otto can see") == 1, told
