"""Before everything is deleted it is said what follows for others, and exactly that happens."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.state import comments, observations
from tests.flows.company import also_mentor, remove, text
from tests.keys import opened
from tests.town import LONE, Town, invitation, settle_citizen

if TYPE_CHECKING:
    from tests.talk import Talk

SURE = "Shall I delete everything about you?"
FOLLOWED = "Those who follow you see nothing of yours from then on."
FOLLOWS = "Your citizens are told that somebody does not follow them any more."
STAYS = "What you have written and noted about citizens stays with them, without your name."
SUGGESTED = "Say how many years you have driven abroad."


def asked(talk: Talk) -> str:
    talk.command("stop")
    talk.tap("Delete everything")
    return talk.last.text


def remarks(town: Town) -> list[str]:
    return opened(town.mette._connection.cursor(), "comments.text")


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


@pytest.mark.parametrize("said_by", ["comment", "score", "belief"])
def test_whoever_has_left_a_role_hears_that_what_they_wrote_stays(said_by: str) -> None:
    town = Town()
    if said_by == "comment":
        town.with_shared_pitch().with_remarks()
    elif said_by == "score":
        town.with_shared_star().with_scored_star()
    else:
        town.taps(town.mette, "My citizens", "Samir", "What I believe", "5")
    remove(town.mette)
    said = asked(town.mette)
    assert STAYS in said
    assert FOLLOWS not in said, "nobody is told any more"
    town.mette.tap("Yes, delete everything")
    cursor = town.samir._connection.cursor()
    noted = observations.of_citizen(cursor, town.samir.user, "star" if said_by == "score" else "belief")
    kept = noted or comments.of_citizen(cursor, town.samir.user)
    assert {each.author for each in kept} == {None}


def test_whoever_is_coordinator_now_hears_it_too() -> None:
    town = Town().with_shared_pitch().with_remarks()
    remove(town.mette)
    town.mette.command("start", invitation(town.mette, "coordinator"))
    town.mette.tap("I agree")
    assert STAYS in asked(town.mette)


def test_whoever_has_left_a_role_and_wrote_nothing_hears_nothing_of_it() -> None:
    town = Town()
    remove(town.mette)
    said = asked(town.mette)
    assert STAYS not in said
    assert FOLLOWS not in said


def test_a_citizen_who_has_answered_has_written_about_nobody_else() -> None:
    town = Town().with_shared_pitch().with_remarks()
    town.taps(town.samir, "✔ Talk: warehouse", "💬 What was said", "Answer")
    town.samir.write("Thank you")
    assert STAYS not in asked(town.samir)


def test_the_same_stands_before_deleting_under_what_is_saved() -> None:
    town = Town()
    also_mentor(town)
    town.taps(town.mette, "⚙ Settings", "What you have saved about me", "Delete everything")
    assert FOLLOWS in town.mette.last.text
