"""Before everything is deleted it is said what follows for others, and exactly that happens."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from bot.state import comments, observations
from tests.flows.company import also_mentor, data, remove, text
from tests.keys import opened
from tests.town import LONE, Town, invitation, settle_citizen

if TYPE_CHECKING:
    from tests.talk import Talk

SURE = "Shall I delete everything about you?"
FOLLOWED = "Those who follow you cannot open anything of yours from then on."
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
    town.samir.tap("Yes, delete it now")
    assert remarks(town) == []


def test_staff_hear_that_what_they_wrote_stays_and_the_citizen_reads_it_without_their_name() -> None:
    town = Town().with_shared_pitch().with_remarks()
    said = asked(town.mette)
    assert FOLLOWS in said
    assert "stays with them, without your name." in said
    assert FOLLOWED not in said
    town.mette.tap("Yes, delete everything")
    town.mette.tap("Yes, delete it now")
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
    town.mette.tap("Yes, delete it now")
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


KEEPS = "Notes in our journal for five years"


def erased(talk: Talk) -> str:
    """Somebody deletes everything; the receipt."""
    asked(talk)
    talk.tap("Yes, delete everything")
    talk.tap("Yes, delete it now")
    return talk.last.text


def test_the_receipt_says_when_what_and_what_not_with_a_number() -> None:
    town = Town()
    said = erased(town.samir)
    assert said.startswith(
        "Everything I had saved about you is deleted.\nMonday 23 November 2026 at 10:00. The number of this receipt is"
    )
    assert re.search(r"receipt is [0-9a-f]{8}\.", said)
    for left in (
        "• Messages and files in this chat.",
        "• Copies that were made to be on the safe side. They are deleted after a while.",
        "• Demoforeningen may",
    ):
        assert left in said
    assert STAYS not in said
    assert said.endswith("Write /start if you want to begin again.")


def test_the_receipt_of_staff_says_what_stays_with_citizens() -> None:
    town = Town().with_shared_pitch().with_remarks()
    assert f"• {STAYS}" in erased(town.mette)


def test_what_the_law_makes_the_organisation_keep_is_named_wherever_somebody_thinks_of_deleting() -> None:
    town = Town()
    town.samir._connection.execute("UPDATE organisations SET keeps = :keeps", {"keeps": KEEPS})
    named = f"The law makes Demoforeningen keep something elsewhere: {KEEPS}. You can ask them here: demo@example.org"
    assert named in "".join(message.text for message in town.samir.command("mydata"))
    assert named in asked(town.samir)
    assert f"• {named}" in erased(town.samir)


def test_whoever_has_second_thoughts_keeps_everything_and_an_old_button_deletes_nothing() -> None:
    town = Town().with_pitch()
    asked(town.samir)
    town.samir.tap("Yes, delete everything")
    really = data(town.samir, "Yes, delete it now")
    town.samir.tap("No, keep it")
    stored = town.samir.stored()["exercises"]
    assert stored
    town.samir.now += timedelta(minutes=5)
    town.samir.tap_data(really)
    assert town.samir.known
    assert SURE in town.samir.last.text, "it begins again"
    town.samir.tap("Yes, delete everything")
    town.samir.tap_data(really)
    assert town.samir.known, "the question was asked anew since then"
    town.samir.tap("Yes, delete everything")
    town.samir.tap("Yes, delete it now")
    assert not town.samir.known


def test_a_double_tap_confirms_once_and_what_was_written_ahead_confirms_nothing() -> None:
    town = Town()
    asked(town.samir)
    yes = data(town.samir, "Yes, delete everything")
    town.samir.pace = 0.1
    town.samir.tap_data(yes)
    town.samir.tap_data(yes)
    assert town.samir.known
    town.samir.pace = 1.0
    town.samir.tap("No, keep it")
    asked(town.samir)
    town.samir.burst("yes", "yes", "yes")
    assert town.samir.known


def test_two_phones_and_an_update_that_comes_again_get_the_same_kind_answer() -> None:
    town = Town()
    asked(town.samir)
    town.samir.tap("Yes, delete everything")
    really = data(town.samir, "Yes, delete it now")
    town.samir.tap("Yes, delete it now")
    receipt = town.samir.last.text
    for _ in range(2):
        assert town.samir.tap_data(really) == []
        assert town.samir.toasts[-1] == "I have nothing saved about you. Write /start if you want to begin."
    town.samir.world.update -= 1  # the last update once more
    assert town.samir.tap_data(really) == []
    assert town.samir.last.text == receipt
    assert not town.samir.known


def test_a_copy_can_be_had_before_and_then_the_question_stands_again() -> None:
    town = Town()
    asked(town.samir)
    town.samir.tap("Give me a copy first")
    assert town.samir.sent[-2].copy == "pdf"
    town.samir.tap("Yes, send that too")
    assert town.samir.sent[-2].copy == "json"
    assert SURE in town.samir.last.text
    town.samir.tap("No, keep it")
    assert town.samir.known


@pytest.mark.parametrize("at", [("Delete everything",), ("Delete everything", "Yes, delete everything")])
@pytest.mark.parametrize("by", ["mydata", "stop"])
def test_whoever_would_rather_keep_it_is_told_that_nothing_is_deleted(by: str, at: tuple[str, ...]) -> None:
    town = Town().with_pitch()
    town.samir.command(by)
    for label in at:
        town.samir.tap(label)
    said = town.samir.tap("No, keep it")
    assert said[0].text.startswith("I have not deleted anything.")


def test_whoever_was_at_the_last_question_of_an_exercise_reads_it_again() -> None:
    town = Town()
    town.taps(town.samir, "New elevator pitch")
    for words in ("I am Samir.", "I like to drive", "warehouse", "I can pack"):
        town.samir.write(words)
    question = town.samir.last.text
    town.samir.command("mydata")
    town.samir.tap("Delete everything")
    said = "\n".join(message.text for message in town.samir.tap("No, keep it"))
    assert question.split("\n")[-1] in said


def test_a_copy_is_not_offered_right_after_one_was_made() -> None:
    talk = Town().samir
    asked(talk)
    talk.tap("Give me a copy first")
    talk.tap("No, this is enough")
    assert SURE in talk.last.text
    assert talk.last.labels() == ["No, keep it", "Yes, delete everything"]
    talk.command("mydata")
    assert "Take a copy along" in talk.last.labels()
    talk.tap("Take a copy along")
    talk.tap("No, this is enough")
    assert talk.last.labels() == ["Back", "Delete everything"]
    talk.tap("Delete everything")
    assert talk.last.labels() == ["No, keep it", "Yes, delete everything"]
    talk.tap("Yes, delete everything")
    talk.tap("Yes, delete it now")
    assert not talk.known


OLD = "That button is old. The newest question is at the bottom."


@pytest.mark.parametrize("label", ["Yes, delete it now", "New elevator pitch", "I agree"])
def test_a_button_of_before_the_deletion_only_says_that_it_is_old(label: str) -> None:
    talk = Town().samir
    erased(talk)
    old = data(talk, label)
    (hello,) = talk.write("hello")
    said = talk.tap_data(old)
    assert talk.toasts[-1:] == [OLD]
    assert [message.text for message in said] in ([], [hello.text])
    assert talk.known
    talk.tap("English")
    talk.tap("I agree")
    talk.write("Samir")
    assert "Samir" in talk.last.text


def test_a_changed_message_of_before_the_deletion_is_no_answer_in_a_new_first_contact() -> None:
    town = Town().with_pitch()
    erased(town.samir)
    town.samir.write("hello")
    town.samir.tap("English")
    town.samir.tap("I agree")
    asked_for = town.samir.last.text
    town.samir.edit(3, "I can drive, and I can pack")
    town.samir.write("Samir")
    assert "How much can you manage today?" in town.samir.last.text, asked_for
    assert "Hi Samir." in town.samir.last.text
