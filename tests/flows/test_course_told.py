"""What a course is, is told where it is asked for; whoever skips that has made no course, and can tell of it later."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.flows.stars import starred
from tests.flows.test_my_course import course, kept, star_timer

if TYPE_CHECKING:
    from tests.talk import Talk


def listed(talk: Talk) -> list[str]:
    """What stands under My work."""
    talk.command("menu")
    talk.tap("📁 Mine øvelser")
    return talk.last.labels()


def test_what_a_course_is_is_told_where_it_is_asked_for() -> None:
    """Nobody in a trial knew the word; who has none goes on."""
    asked = next(message for message in reversed(starred().sent) if "dit forløb?" in message.text)
    assert "Det er den tid, hvor kommunen eller andre hjælper dig mod job." in asked.text
    assert "Spring over" in asked.labels()


def test_a_course_that_nobody_has_told_of_is_no_finished_work() -> None:
    talk = starred(begun="spring over")
    assert not [label for label in listed(talk) if "Mit forløb" in label]
    course(talk, "Det begyndte en anden dag")
    talk.write("1. november")
    assert "✔ Mit forløb" in listed(talk)


def test_whoever_does_not_know_the_first_day_reads_from_which_it_is_counted_and_can_say_it() -> None:
    talk = course(starred(begun="Spring over"))
    assert "Du har ikke sagt, hvornår det begyndte. Jeg regner fra mandag 23. november." in talk.last.text
    talk.tap("Det begyndte en anden dag")
    talk.write("1. november")
    assert not kept(talk)["guessed"]
    course(talk)
    assert "Det begyndte søndag 1. november." in talk.last.text


def test_whoever_says_that_a_course_is_on_a_break_has_told_of_it() -> None:
    talk = course(starred(begun="Spring over"), "Det holder pause")
    assert not kept(talk)["guessed"]


def test_a_star_is_due_as_ever_where_the_first_day_is_not_known() -> None:
    assert star_timer(starred(begun="Spring over")) == star_timer(starred(begun="i dag"))


def test_where_the_day_has_been_the_example_of_one_has_been_too() -> None:
    said = starred(begun="i sommers").last.text
    assert "Skriv den for eksempel sådan her: fredag 20. november" in said


def test_of_a_course_that_nearly_ends_the_day_is_read_back_and_why_no_more_stars_are_asked_for() -> None:
    said = starred(begun="2 juni").last.text
    assert "Det begyndte tirsdag 2. juni. Hvis jeg regner rigtigt, slutter det tirsdag 1. december." in said
    assert "Derfor beder jeg dig ikke om flere stjerner. Er det forkert, så åbn din stjerne" in said


def test_of_a_course_that_is_over_the_day_is_read_back_too() -> None:
    said = starred(begun="2. maj").last.text
    assert "Det begyndte lørdag 2. maj. Hvis jeg regner rigtigt, sluttede dit forløb" in said


def test_under_my_course_the_first_day_is_said_once() -> None:
    said = course(starred(begun="2 juni")).last.text
    assert said.count("2. juni") == 1
    assert "Derfor beder jeg dig ikke om flere stjerner. Er noget" in said.replace("\n", " ")


def test_of_a_course_that_was_said_to_have_ended_no_end_is_reckoned() -> None:
    talk = course(starred(begun="2 juni"), "Det er slut")
    assert "Jeg beder dig ikke om stjernen igen." in "".join(each.text for each in talk.sent[-2:])
