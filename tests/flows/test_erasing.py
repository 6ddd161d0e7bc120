"""Before everything is deleted it is said what follows for others, and exactly that happens."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.state import comments
from tests.flows.company import also_mentor, text
from tests.town import LONE, Town, settle_citizen

if TYPE_CHECKING:
    from tests.talk import Talk

SURE = "Shall I delete everything about you?"
FOLLOWED = "Those who follow you see nothing of yours from then on."
FOLLOWS = "Your citizens are told that somebody does not follow them any more."
SUGGESTED = "Say how many years you have driven abroad."


def asked(talk: Talk) -> str:
    talk.command("stop")
    talk.tap("Delete everything")
    return talk.last.text


def remarks(town: Town) -> list[str]:
    cursor = town.mette._connection.cursor()
    cursor.execute("SELECT text FROM comments ORDER BY id")
    return [row[0] for row in cursor.fetchall()]


def test_whoever_is_alone_here_is_told_nothing_of_others() -> None:
    town = Town()
    alone = settle_citizen(town.samir.beside(LONE, "en"), "Lone")
    said = asked(alone)
    assert SURE in said
    assert FOLLOWED not in said
    assert FOLLOWS not in said


def test_a_citizen_hears_that_the_followers_lose_sight_and_their_words_go_and_so_it_is() -> None:
    town = Town().with_shared_pitch().with_remarks()
    said = asked(town.samir)
    assert FOLLOWED in said
    assert "What they have written to you is deleted too." in said
    assert FOLLOWS not in said
    assert SUGGESTED in remarks(town)
    town.samir.tap("Yes, delete everything")
    assert remarks(town) == []


def test_staff_hear_that_what_they_wrote_stays_and_the_citizen_reads_it_without_their_name() -> None:
    town = Town().with_shared_pitch().with_remarks()
    said = asked(town.mette)
    assert FOLLOWS in said
    assert "stays with them, without your name." in said
    assert FOLLOWED not in said
    town.mette.tap("Yes, delete everything")
    assert SUGGESTED in remarks(town)
    kept = comments.of_citizen(town.samir._connection.cursor(), town.samir.user)
    assert {each.author for each in kept} == {None}
    town.taps(town.samir, "✔ Talk: warehouse", "💬 What was said")
    shown = text(town.samir)
    assert SUGGESTED in shown
    assert "Mette" not in shown


def test_the_same_stands_before_deleting_under_what_is_saved() -> None:
    town = Town()
    also_mentor(town)
    town.taps(town.mette, "⚙ Settings", "What you have saved about me", "Delete everything")
    assert FOLLOWS in town.mette.last.text
