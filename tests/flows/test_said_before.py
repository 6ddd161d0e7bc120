"""Before something is shown, stopped or deleted, one reads what may still stand in the chats of others."""

from __future__ import annotations

from tests.town import LONE, Town, settle_citizen

STANDS = "What Mette has read by then may still stand in their chat."
HEALTH = "Your answers about your health are in it."


def test_before_an_exercise_is_shown() -> None:
    town = Town().with_pitch()
    town.taps(town.samir, "✔ Talk: warehouse", "Show it to Mette")
    assert f"You can take it back whenever you like. {STANDS}" in town.samir.last.text
    assert HEALTH not in town.samir.last.text
    assert "Yes, show it" in town.samir.last.labels()


def test_of_a_star_with_answers_about_health_that_too() -> None:
    town = Town().with_shared_star()
    shown = [each.text for each in town.samir.sent if STANDS in each.text]
    assert shown
    assert all(HEALTH in each for each in shown)


def test_before_a_connection_is_stopped() -> None:
    town = Town().with_shared_pitch()
    town.taps(town.samir, "⚙ Settings", "People who follow me", "Mette", "Mette shall not")
    assert (
        "What Mette has read may still stand in their chat. I ask Mette to delete it" in town.samir.last.text
    )


def test_before_everything_is_deleted() -> None:
    town = Town().with_shared_pitch()
    town.reviews(town.mette)
    town.taps(town.samir, "⚙ Settings", "What you have saved about me", "Delete everything")
    assert "What they have read may still stand in their chat." in town.samir.last.text
    town.taps(town.samir, "⚙ Settings", "People who follow me", "Mette", "Mette shall not", "Yes, stop it")
    town.samir.command("stop")
    town.samir.tap("Delete everything")
    assert "What others have read may still stand in their chat." in town.samir.last.text


def test_whom_nobody_has_ever_followed_reads_nothing_of_it() -> None:
    alone = settle_citizen(Town().samir.beside(LONE, "en"), "Lone")
    alone.command("stop")
    alone.tap("Delete everything")
    assert "in their chat" not in alone.last.text
