"""An edited message can open a new way: what is unanswered on it is asked, and nothing else again (DESIGN, rule 7)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.engine.steps import AskNumber, Branch, End, Repeat, Tell, Write
from tests.engine.stage import answers, begun, session_of, stands_at

if TYPE_CHECKING:
    from tests.talk import Talk

HOW_MANY = AskNumber(id="how_many", text="How many jobs?", short="Jobs", low=0, high=5)
EACH = Repeat(id="each", over="how_many", steps=(Write(id="job", text="Job {item}?", short="Job"),))
LAST = Write(id="last", text="And last?", short="Last")
END = End(id="end", text="Done.")
STEPS = (HOW_MANY, Tell(id="now", text="Now the jobs."), EACH, LAST, END)


def answered(talk: Talk, text: str) -> int:
    """Write an answer that the bot says one thing to; the number of the message."""
    before = talk.own_message
    talk.write(text)
    return before + 1


def test_a_question_that_an_edit_has_opened_is_asked_and_then_the_one_at_hand_again() -> None:
    talk = begun(*STEPS)
    number = answered(talk, "1")
    talk.write("shop")
    talk.edit(number, "2")
    assert "Dit svar er rettet" in talk.last.text
    assert "Job 2?" in talk.last.text
    assert stands_at(talk) == ("mine", "each/2/job")
    talk.write("kitchen")
    assert stands_at(talk) == ("mine", "last")
    talk.write("that was it")
    assert answers(talk) == {
        "how_many": 2,
        "each/1/job": "shop",
        "each/2/job": "kitchen",
        "last": "that was it",
    }


def test_an_edit_that_opens_nothing_leaves_the_person_where_they_are() -> None:
    talk = begun(*STEPS)
    number = answered(talk, "2")
    talk.write("shop")
    talk.write("kitchen")
    talk.edit(number, "1")
    assert stands_at(talk) == ("mine", "last")
    assert "And last?" not in talk.last.text
    assert answers(talk)["each/2/job"] == "kitchen"


def test_what_an_edit_has_opened_in_another_exercise_waits_there() -> None:
    """The person goes on with what they are at; the other exercise asks when they come back to it."""
    talk = begun(*STEPS)
    number = answered(talk, "1")
    talk.write("shop")
    talk.command("menu")
    talk.edit(number, "2")
    assert stands_at(talk)[0] == "home"
    assert "Job 2?" not in talk.last.text
    assert session_of(talk, "mine").at == "each/2/job"
    talk.tap("Fortsæt")
    assert "Job 2?" in talk.last.text
    talk.write("kitchen")
    assert stands_at(talk) == ("mine", "last")


def test_an_edit_reopens_a_finished_exercise_at_what_is_missing() -> None:
    talk = begun(HOW_MANY, EACH, LAST, END)
    number = answered(talk, "1")
    talk.write("shop")
    talk.write("that was it")
    assert session_of(talk, "mine").status == "done"
    talk.edit(number, "2")
    assert session_of(talk, "mine").at == "each/2/job"
    assert session_of(talk, "mine").status == "open"
    talk.tap("Fortsæt")
    talk.write("kitchen")
    assert session_of(talk, "mine").status == "done"
    assert answers(talk)["each/2/job"] == "kitchen"


def test_an_edit_while_an_earlier_answer_is_being_changed() -> None:
    """What the edit has opened comes first; the answer that was being changed stands, and is one tap back."""
    talk = begun(*STEPS)
    number = answered(talk, "1")
    talk.write("shop")
    talk.tap("⬅")
    assert stands_at(talk) == ("mine", "each/1/job")
    talk.edit(number, "2")
    assert stands_at(talk) == ("mine", "each/2/job")
    talk.tap("⬅")
    talk.write("a bigger shop")
    talk.write("kitchen")
    assert stands_at(talk) == ("mine", "last")
    assert answers(talk) == {"how_many": 2, "each/1/job": "a bigger shop", "each/2/job": "kitchen"}


def test_an_edit_can_lead_around_the_question_at_hand() -> None:
    """What is off the way now is not asked any more."""
    fork = Branch(id="fork", on="how_many", cases={"0": "last"})
    talk = begun(HOW_MANY, fork, EACH, LAST, END)
    number = answered(talk, "1")
    talk.edit(number, "0")
    assert stands_at(talk) == ("mine", "last")
    talk.write("that was it")
    assert session_of(talk, "mine").status == "done"
    assert answers(talk) == {"how_many": 0, "last": "that was it"}
