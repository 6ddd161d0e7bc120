"""Handing over: to a new exercise with answers in it, or to one that exists, at a step of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.engine.flow import Flow
from bot.engine.steps import Ask, Branch, Choice, End, Handover, Tell, Write
from tests.engine.stage import begun, session_of, stands_at

if TYPE_CHECKING:
    from bot.engine.session import Answer
    from bot.engine.view import View
    from tests.talk import Talk

LETTER = Flow(
    id="letter",
    title="Letter",
    within="mine",
    reopen="menu",
    values={"addressed": lambda view: bool(view.value("to"))},
    steps=(
        Branch(id="known", on="addressed", cases={"yes": "body"}, goto="to"),
        Write(id="to", text="To whom?", short="To"),
        Write(id="body", text="Dear {to}, what?", short="Text"),
        Ask(
            id="menu",
            text="And now?",
            choices=(Choice(key="done", label="Done", goto="end"), Choice(key="aloud", label="Aloud")),
            asks_again=True,
            own_ways=True,
        ),
        Tell(id="reading", text="Read it aloud."),
        Write(id="heard", text="How did it sound?", short="Sound", goto="menu"),
        End(id="end", text="Signed."),
    ),
)


def letters(view: View) -> list[str]:
    return [each["key"] for each in view.fact("within")]


def newest(view: View) -> str:
    return next(iter(letters(view)), "")


def to_mother(_: View) -> dict[str, Answer]:
    return {"to": {"kind": "text", "value": "mother"}}


def desk() -> Talk:
    """A citizen at a desk where letters are begun, gone on with, and read aloud."""
    return begun(
        Ask(
            id="desk",
            text="At the desk.",
            choices=(
                Choice(key="new", label="New letter", goto="write"),
                Choice(key="last", label="Last letter", goto="go_on"),
                Choice(key="read", label="Read the last", goto="read"),
                Choice(key="leave", label="Leave", goto="end"),
            ),
            asks_again=True,
            own_ways=True,
        ),
        Handover(id="write", flow="letter", passing=to_mother, goto="desk"),
        Handover(id="go_on", flow="letter", to="newest", passing=to_mother, goto="desk"),
        Handover(id="read", flow="letter", to="newest", at="reading", goto="desk"),
        End(id="end"),
        values={"newest": newest},
        language="en",
        others=(LETTER,),
    )


def written(text: str = "all is well") -> Talk:
    talk = desk()
    talk.tap("New letter")
    talk.write(text)
    return talk


def test_a_new_exercise_begins_with_the_answers_that_go_along() -> None:
    talk = desk()
    said = talk.tap("New letter")
    assert said[-1].text == "Dear mother, what?"
    assert talk.answers("letter") == {"to": "mother"}


def test_when_it_ends_the_flow_that_handed_over_goes_on() -> None:
    talk = written()
    assert [each.text for each in talk.tap("Done")] == ["Signed.\n\nAt the desk."]


def test_the_exercise_that_is_named_goes_on_where_it_stands() -> None:
    talk = written()
    talk.tap("Done")
    assert talk.tap("Last letter")[-1].text == "And now?"
    assert talk.tap("Done")[-1].text == "Signed.\n\nAt the desk."
    assert [each["flow"] for each in talk.stored()["exercises"]].count("letter") == 1


def test_an_unfinished_one_waits_at_its_question() -> None:
    talk = desk()
    talk.tap("New letter")
    talk.tap("Back to the exercise")
    assert stands_at(talk) == ("mine", "desk")
    assert talk.tap("Last letter")[-1].text.endswith("Dear mother, what?")


def test_it_opens_at_the_step_that_is_named() -> None:
    talk = written()
    talk.tap("Done")
    assert talk.tap("Read the last")[-1].text == "Read it aloud.\n\nHow did it sound?"
    talk.write("warm")
    assert stands_at(talk) == ("letter", "menu")
    assert talk.tap("Done")[-1].text == "Signed.\n\nAt the desk."


def test_where_none_is_there_yet_a_new_one_begins() -> None:
    talk = desk()
    talk.tap("Last letter")
    assert session_of(talk, "letter").answers["to"]["value"] == "mother"


def test_an_exercise_that_is_made_within_another_flow_is_not_listed_at_home() -> None:
    talk = written()
    talk.command("menu")
    assert not [label for label in talk.last.labels() if "Letter" in label]
