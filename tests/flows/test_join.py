"""Joining by a code: what each code is good for, and what it says when it is good for nothing."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from bot.engine.codes import digest
from bot.engine.inputs import Typed
from bot.state import consents, people, relations
from tests.flows.company import also_mentor, names, remove, seen
from tests.flows.reviewing import page
from tests.talk import BOT
from tests.town import KAI, OTTO, TOVE, Town, code_of, invitation, join, settle_citizen, settle_staff

DOES_NOT_WORK = "That code does not work."


def test_a_used_code_works_for_nobody_else() -> None:
    town = Town()
    code = code_of(town.mette)
    tove = settle_citizen(town.samir.beside(TOVE, "en"), "Tove")
    tove.write(code)
    tove.tap("Yes, that is fine")
    said = page(town.samir.write(code))
    assert DOES_NOT_WORK in said
    assert "Mette" not in said


def test_whoever_writes_their_own_used_code_again_reads_that_they_are_connected() -> None:
    town = Town()
    code = code_of(town.mette)
    tove = settle_citizen(town.samir.beside(TOVE, "en"), "Tove")
    tove.write(code)
    tove.tap("Yes, that is fine")
    for _ in range(7):  # it is no guess
        assert "You are already connected with Mette." in page(tove.write(code))
    tove.now += timedelta(days=9)
    assert "You are already connected with Mette." in page(tove.write(code))


def test_whoever_may_note_something_of_the_citizen_says_so_before_the_yes() -> None:
    """Only a contact person scores and believes; it is said before anything can be noted (GDPR, art. 14)."""
    town = Town()
    tove = settle_citizen(town.samir.beside(TOVE, "en"), "Tove")
    said = page(tove.write(code_of(town.mette)))
    assert "Mette can note how you are doing, and how much they believe that you get a job." in said
    assert "You can read it under /mydata." in said
    kai = town.staff(KAI, "Kai", "mentor")
    said = page(tove.write(code_of(kai)))
    assert "would like to be your mentor" in said
    assert "can note" not in said


def test_a_code_that_was_used_says_nothing_once_its_relation_has_ended() -> None:
    town = Town()
    code = code_of(town.mette)
    tove = settle_citizen(town.samir.beside(TOVE, "en"), "Tove")
    tove.write(code)
    tove.tap("Yes, that is fine")
    town.taps(tove, "⚙ Settings", "People who follow me", "Mette", "Mette shall", "Yes")
    said = page(tove.write(code))
    assert DOES_NOT_WORK in said
    assert "connected" not in said


def test_whoever_opens_the_link_of_their_own_role_again_reads_that_they_have_it() -> None:
    town = Town()
    code = invitation(town.mette, "mentor")
    town.mette.command("start", code)
    town.mette.tap("I agree")
    assert "You have that role already" in page(town.mette.command("start", code))


def test_an_expired_code_works_no_more() -> None:
    town = Town().with_others()
    town.jonas = town.staff(KAI, "Kai", "mentor")
    code = code_of(town.jonas)
    town.samir.now += timedelta(days=9)
    assert DOES_NOT_WORK in page(town.samir.write(code))


def test_a_code_that_expires_while_its_question_stands_joins_nobody() -> None:
    town = Town()
    kai = town.staff(KAI, "Kai", "mentor")
    town.samir.write(code_of(kai))
    town.samir.now += timedelta(days=9)
    assert DOES_NOT_WORK in page(town.samir.tap("Yes, that is fine"))
    assert names(town.samir) == ["Mette"]


def test_a_code_that_is_taken_back_works_no_more() -> None:
    town = Town()
    kai = town.staff(KAI, "Kai", "mentor")
    code = code_of(kai)
    kai.tap("Take a code back")
    kai.tap("For a citizen")
    assert DOES_NOT_WORK in page(town.samir.write(code))


def test_open_codes_are_told_apart_by_when_they_were_made() -> None:
    town = Town()
    kai = town.staff(KAI, "Kai", "mentor")
    for _ in range(2):
        code_of(kai)
    kai.wait(days=1)
    code_of(kai)
    kai.tap("Take a code back")
    today, second, first, _ = kai.last.labels()
    assert re.fullmatch(r"For a citizen, today at \d\d:\d\d", today)
    assert re.fullmatch(r"For a citizen, Monday 23 November at \d\d:\d\d", first)
    assert second == f"{first} (2)"


def test_what_is_written_before_the_code_has_come_is_said_not_to_be_used() -> None:
    town = Town()
    kai = town.staff(KAI, "Kai", "mentor")
    kai.command("menu")
    before = kai.own_message
    code_of(kai)
    (said,) = kai._do(Typed("how do I find the code again", before))
    assert "I was still writing when your message came, so I have not used it." in said.text
    assert "One more code" in said.labels()


def test_who_guesses_five_times_has_to_wait_an_hour_also_with_a_code_that_works() -> None:
    town = Town()
    code = code_of(town.staff(KAI, "Kai", "mentor"))
    for number in range(5):
        assert DOES_NOT_WORK in page(town.samir.write(f"AB 123 45{number}"))
    assert "Please wait an hour" in page(town.samir.write(code))
    town.samir.wait(hours=1)
    assert "would like to be your mentor" in page(town.samir.write(code))


def test_an_answer_that_looks_like_a_code_is_kept_and_counts_as_a_wrong_code_and_the_exercise_goes_on() -> (
    None
):
    """A case number: who reads it as a code and who as an answer nobody can know, so the person is told what to do."""
    town = Town()
    town.taps(town.samir, "New elevator pitch")
    said = page(town.samir.write("AB 123 456"))
    assert DOES_NOT_WORK in said
    assert "Was it your answer? Then write it again, with a word before it." in said
    assert "Who are you?" in said
    assert [each["content"]["value"] for each in town.samir.stored()["unplaced"]] == ["AB 123 456"]
    tried = town.samir._connection.execute("SELECT COUNT(*) FROM wrong_codes").fetchone()
    assert tried == (1,), "who guesses could else do so at a question"
    assert "2 of 4" in page(town.samir.write("My case is AB 123 456"))


def test_where_no_words_are_asked_for_what_looks_like_a_code_is_none_but_a_code() -> None:
    town = Town()
    town.samir.command("menu")
    said = page(town.samir.write("AB 123 456"))
    assert DOES_NOT_WORK in said
    assert "your answer" not in said
    assert "your answer" not in page(town.samir.command("start", "AB123456"))


def test_whoever_guesses_is_told_that_an_answer_can_be_written_otherwise() -> None:
    town = Town()
    for number in range(5):
        town.samir.write(f"AB 123 45{number}")
    town.taps(town.samir, "New elevator pitch")
    said = page(town.samir.write("AB 123 456"))
    assert "Please wait an hour" in said
    assert "Was it your answer?" in said
    assert "2 of 4" in page(town.samir.write("My case is AB 123 456"))


def test_a_wrong_code_is_put_right_by_an_edit_of_the_message() -> None:
    town = Town()
    code = code_of(town.staff(KAI, "Kai", "mentor"))
    town.samir.write("AB 123 456")
    (wrong,) = town.samir.stored()["unplaced"]
    assert "would like to be your mentor" in page(town.samir.edit(wrong["message"], code))


def test_guessing_by_edits_is_guessing() -> None:
    town = Town()
    code = code_of(town.staff(KAI, "Kai", "mentor"))
    for number in range(5):
        town.samir.edit(700, f"AB 123 45{number}")
    assert "Please wait an hour" in page(town.samir.edit(700, code))


def test_who_guesses_and_deletes_everything_still_has_to_wait() -> None:
    town = Town()
    code = code_of(town.staff(KAI, "Kai", "mentor"))
    tove = settle_citizen(town.samir.beside(TOVE, "en"), "Tove")
    for number in range(5):
        tove.write(f"AB 123 45{number}")
    tove.command("stop")
    tove.tap("Delete everything")
    tove.tap("Yes, delete everything")
    tove.tap("Yes, delete it now")
    settle_citizen(tove, "Tove")
    assert "Please wait an hour" in page(tove.write(code))
    left = tove._connection.execute("SELECT person, who FROM wrong_codes").fetchall()
    assert {person for person, _ in left} == {None}
    assert str(TOVE) not in str(left), "nobody reads from it who it was"
    (who,) = {who for _, who in left}
    assert who != digest(f"{BOT}:{TOVE}"), "nor finds it by trying every address"


def test_a_code_that_somebody_else_has_just_used_is_no_guess() -> None:
    """Both have read a code that worked, and only one of them could use it."""
    town = Town()
    code = code_of(town.staff(KAI, "Kai", "mentor"))
    tove = settle_citizen(town.samir.beside(TOVE, "en"), "Tove")
    town.samir.write(code)
    tove.write(code)
    tove.tap("Yes, that is fine")
    assert DOES_NOT_WORK in page(town.samir.tap("Yes, that is fine"))
    assert town.samir._connection.execute("SELECT COUNT(*) FROM wrong_codes").fetchone() == (0,)


def test_ones_own_code_is_for_somebody_else() -> None:
    town = Town()
    assert "This is your own code" in page(town.mette.write(code_of(town.mette)))


def test_a_code_of_somebody_who_has_left_names_nobody() -> None:
    town = Town()
    kai = town.staff(KAI, "Kai", "mentor")
    code = code_of(kai)
    remove(kai)
    said = page(town.samir.write(code))
    assert DOES_NOT_WORK in said
    assert "Kai" not in said


def test_somebody_who_leaves_while_the_question_stands_is_not_joined() -> None:
    town = Town()
    kai = town.staff(KAI, "Kai", "mentor")
    town.samir.write(code_of(kai))
    remove(kai)
    assert DOES_NOT_WORK in page(town.samir.tap("Yes, that is fine"))
    assert names(town.samir) == ["Mette"]


def test_who_follows_already_is_not_joined_twice() -> None:
    town = Town()
    assert "You are already connected with Mette." in page(town.samir.write(code_of(town.mette)))
    assert names(town.samir) == ["Mette"]


def test_a_second_contact_person_takes_the_place_of_the_first_after_a_yes() -> None:
    town = Town()
    otto = town.staff(OTTO, "Otto", "contact")
    assert "Mette is your contact person now" in page(town.samir.write(code_of(otto)))
    assert "becomes responsible" not in page(town.samir.sent), "it is the same organisation"
    town.samir.tap("No, thank you")
    assert names(town.samir) == ["Mette"]
    join(town.samir, otto)
    assert names(town.samir) == ["Otto"]


def test_who_is_contact_person_no_more_and_still_mentor_keeps_nothing_that_was_shown() -> None:
    town = Town()
    also_mentor(town)
    town.with_shared_pitch()
    otto = town.staff(OTTO, "Otto", "contact")
    asked = page(town.samir.write(code_of(otto)))
    assert "Mette is still your mentor" in asked
    assert "cannot open anything of yours" not in asked
    town.samir.tap("Yes, that is fine")
    assert names(town.samir) == ["Otto", "Mette"]
    assert seen(town.mette, town.samir) == 0


def test_a_no_to_a_code_leaves_it_for_later() -> None:
    town = Town()
    code = code_of(town.staff(KAI, "Kai", "mentor"))
    town.samir.write(code)
    town.samir.tap("No, thank you")
    assert names(town.samir) == ["Mette"]
    town.samir.write(code)
    town.samir.tap("Yes, that is fine")
    assert names(town.samir) == ["Mette", "Kai"]


def test_another_organisation_takes_over_with_the_yes_kept() -> None:
    town = Town()
    world, cursor = town.samir.world, town.samir.world.connection.cursor()
    cursor.execute(
        "INSERT INTO organisations (id, name, contact, created_at) VALUES (5, 'Fremad', 'fremad.dk', 1)"
    )
    kai = settle_staff(town.samir.beside(KAI, "en"), "Kai", "contact")
    cursor.execute("UPDATE roles SET organisation = 5 WHERE person = ?", (kai.user,))
    asked = page(town.samir.write(code_of(kai)))
    assert "Fremad becomes responsible for what is saved about you here. You reach them at fremad.dk" in asked
    town.samir.tap("Yes, that is fine")
    known = people.find(cursor, BOT, town.samir.user)
    consent = consents.current(cursor, town.samir.user)
    assert known is not None
    assert consent is not None
    assert known.organisation == consent.organisation == 5
    assert consent.given_at <= world.now
    assert "Fremad" in page(town.samir.command("mydata")[:1])


def test_a_code_during_first_contact_waits_until_one_has_agreed() -> None:
    town = Town()
    code = code_of(town.mette).replace(" ", "")
    tove = town.samir.beside(TOVE, "en")
    tove.command("start", code)
    assert relations.of_citizen(tove._connection.cursor(), TOVE) == []
    tove.tap("English")
    tove.tap("I agree")
    tove.write("Tove")
    assert "would like to be your contact person" in tove.last.text
    tove.tap("Yes, that is fine")
    assert names(tove) == ["Mette"]


@pytest.mark.parametrize(
    "sentence", ["my code is {}", "Hi, the code is {}.", "code: {}", "I have got this code {}"]
)
def test_a_code_in_a_short_sentence_that_calls_it_one_is_heard(sentence: str) -> None:
    town = Town()
    tove = settle_citizen(town.samir.beside(TOVE, "en"), "Tove")
    said = page(tove.write(sentence.format(code_of(town.mette))))
    assert "would like to be your" in said
    assert tove.texts() == ["Tove"]


@pytest.mark.parametrize(
    "sentence", ["I drove {} to work", "the code of the door at my old work place was always {}"]
)
def test_what_looks_like_one_in_other_words_is_none(sentence: str) -> None:
    town = Town()
    tove = settle_citizen(town.samir.beside(TOVE, "en"), "Tove")
    said = page(tove.write(sentence.format("AB 123 456")))
    assert DOES_NOT_WORK not in said


def test_settings_lead_to_where_a_code_is_written() -> None:
    tove = settle_citizen(Town().samir.beside(TOVE, "en"), "Tove")
    tove.command("menu")
    tove.tap("⚙ Settings")
    assert "Write the code" in page(tove.tap("I have a code"))
    tove.tap("I have no code")
    assert "⚙ Settings" in tove.last.labels()
