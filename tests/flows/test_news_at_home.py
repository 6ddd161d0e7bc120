"""News stand in the menu at once, whoever has not been written to yet; what was read there is not rung for."""

from __future__ import annotations

from datetime import UTC, datetime

from tests.flows.company import doer_of, followers
from tests.town import OTTO, Town, join

SATURDAY = datetime(2026, 11, 28, 9, 0, tzinfo=UTC)
NEWS = "📬 News for you"
GREETING = "Something is ready for you"


def asked_on_saturday() -> Town:
    """Samir is to be asked about Otto, in a message that comes on Monday."""
    town = Town()
    town.otto = town.staff(OTTO, "Otto", "contact")
    town.samir.now = SATURDAY
    doer_of(town.mette).tell(town.samir.user, "parted", "news", nameless=True)
    return town


def test_the_menu_shows_how_much_is_new_and_opens_it_at_once() -> None:
    town = asked_on_saturday()
    town.samir.command("menu")
    assert town.samir.last.labels()[0] == f"{NEWS} (1)"
    town.samir.tap(NEWS)
    assert "Somebody who followed you here does not any more" in town.samir.last.text
    town.samir.tap("All right")
    assert "What would you like to do" in town.samir.last.text
    assert not any(label.startswith(NEWS) for label in town.samir.last.labels())


def test_what_was_read_in_the_menu_is_not_rung_for() -> None:
    town = asked_on_saturday()
    town.taps(town.samir, NEWS, "All right")
    assert not any(GREETING in message.text for message in town.samir.wait(days=3))


def test_what_nobody_has_opened_still_rings_on_monday() -> None:
    town = asked_on_saturday()
    town.taps(town.samir)
    assert [GREETING in message.text for message in town.samir.wait(days=3)] == [True]


def test_an_old_entry_whose_news_were_read_says_so() -> None:
    town = asked_on_saturday()
    town.taps(town.samir)
    entry = town.samir.last.buttons[0][1]
    town.taps(town.samir, NEWS, "All right")
    town.samir.now += SATURDAY - SATURDAY.replace(hour=8)
    town.samir.tap_data(entry)
    assert "That one is not here any more" in town.samir.sent[-1].text


def test_somebody_of_the_staff_finds_their_own_news_in_their_own_menu() -> None:
    town = asked_on_saturday()
    join(town.otto, town.mette)
    town.taps(town.otto)
    assert not any(label.startswith(NEWS) for label in town.otto.last.labels())
    town.taps(town.mette, "My citizens", "Otto", "I do not follow", "Yes, stop it")
    assert followers(town.otto) == []
    town.taps(town.otto, NEWS)
    assert "Mette does not follow you here any more" in town.otto.last.text
    town.otto.tap("All right")
    assert "You are contact person" in town.otto.last.text


def test_an_exercise_that_was_spoken_of_is_opened_from_the_menu() -> None:
    town = Town().with_shared_pitch().with_remarks()
    town.samir.now = SATURDAY
    town.taps(town.samir, NEWS)
    assert "Say how many years you have driven abroad." in "\n".join(m.text for m in town.samir.sent[-2:])


def test_what_waits_beside_a_message_of_today_rings_tomorrow_when_nobody_has_opened_it() -> None:
    town = Town().with_shared_pitch().with_shared_star()
    heard = len(town.mette.sent)
    town.mette.wait(hours=22, minutes=58)
    assert len(town.mette.sent) == heard
    assert [message.text for message in town.mette.wait(minutes=2)] == [
        "Hi Mette. Something is ready for you, when you have time."
    ]
    town.samir._connection.close()
