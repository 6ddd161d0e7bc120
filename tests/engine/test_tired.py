"""Whoever writes that they are tired is offered a break: the words are kept, and are no answer unless they say so."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.engine.steps import Ask, Choice, End, Scale, Write
from tests.engine.stage import answers, begun, focus, newcomer, stands_at

if TYPE_CHECKING:
    from tests.talk import Talk

USE = "Brug mine ord som mit svar"
NO = "Nej, videre"
OFFER = "Vil du holde pause nu? Det, du skrev, er gemt. Jeg bruger det ikke som dit svar."
TIRED = "jeg orker ikke mere i dag"
STEPS = (
    Write(id="who", text="Who?", short="Who", skippable=True),
    Ask(id="job", text="Job?", choices=(Choice(key="x", label="X"), Choice(key="y", label="Y"))),
    End(id="end", text="Done."),
)


def tired(text: str = TIRED) -> Talk:
    """A citizen who writes that they are tired, instead of an answer."""
    talk = begun(*STEPS)
    talk.write(text)
    return talk


@pytest.mark.parametrize(
    "text", [TIRED, "Jeg er træt.", "jeg vil gerne stoppe nu", "kan vi tage det i morgen?"]
)
def test_a_break_is_offered_and_the_words_are_kept(text: str) -> None:
    talk = tired(text)
    assert talk.last.text == OFFER
    assert talk.last.labels() == ["Ja", NO, USE]
    assert answers(talk) == {}
    assert text in [each["text"] for each in talk.stored()["unplaced"]]


@pytest.mark.parametrize("yes", ["tap", "ja", "ja tak", "pause"])
def test_a_yes_is_a_break_and_the_question_stands_open_afterwards(yes: str) -> None:
    talk = tired()
    talk.tap("Ja") if yes == "tap" else talk.write(yes)
    assert focus(talk).status == "paused"
    talk.tap("Fortsæt")
    assert stands_at(talk) == ("mine", "who")
    assert "Who?" in talk.last.text
    assert answers(talk) == {}
    talk.write("Sara")
    assert answers(talk) == {"who": "Sara"}


@pytest.mark.parametrize("no", ["tap", "nej", "nej tak"])
def test_a_no_leads_back_to_the_question_and_skips_nothing(no: str) -> None:
    talk = tired()
    talk.tap(NO) if no == "tap" else talk.write(no)
    assert stands_at(talk) == ("mine", "who")
    assert "Who?" in talk.last.text
    assert answers(talk) == {}


def test_one_tap_makes_it_the_answer() -> None:
    talk = tired()
    talk.tap(USE)
    assert answers(talk) == {"who": TIRED}
    assert stands_at(talk) == ("mine", "job")


def test_what_is_written_next_is_the_answer() -> None:
    talk = tired()
    talk.write("Jeg hedder Sara.")
    assert answers(talk) == {"who": "Jeg hedder Sara."}


def test_at_buttons_nothing_can_become_the_answer() -> None:
    talk = begun(*STEPS[1:])
    talk.write(TIRED)
    assert talk.last.text == OFFER
    assert talk.last.labels() == ["Ja", NO]


def test_at_a_scale_too() -> None:
    talk = begun(Scale(id="how", text="How?"), STEPS[-1])
    talk.write("jeg er træt")
    assert talk.last.text == OFFER


def test_after_a_break_it_is_offered_again() -> None:
    talk = tired()
    talk.tap("Ja")
    talk.write("jeg er træt")
    assert talk.last.text == OFFER
    assert answers(talk) == {}


def test_right_after_an_answer_it_is_no_part_of_that() -> None:
    talk = begun(Write(id="first", text="First?", short="First"), *STEPS)
    talk.burst("Jeg hedder Sara.", TIRED)
    assert answers(talk) == {"first": "Jeg hedder Sara."}


@pytest.mark.parametrize(
    "step",
    [
        Write(id="who", text="Who?", short="Who", weary=True),
        Write(id="who", text="Who?", short="Who", brief=True),
    ],
)
def test_where_it_may_be_the_answer_it_is(step: Write) -> None:
    talk = begun(step, STEPS[-1])
    talk.write("jeg er træt")
    assert answers(talk) == {"who": "jeg er træt"}


def test_at_home_nobody_is_asked_to_tap_anything() -> None:
    talk = newcomer(*STEPS)
    talk.write("jeg vil gerne stoppe nu")
    assert talk.last.text.startswith("Det er helt i orden. Jeg er her, når du vil.")


def test_a_break_says_what_is_kept_and_how_to_come_back() -> None:
    talk = begun(*STEPS)
    talk.command("pause")
    assert talk.last.text == (
        "Vi stopper her. Alt er gemt.\n"
        "Skriv til mig, når du vil fortsætte. Jeg minder dig kun om det, hvis du selv har valgt en dag."
    )
    talk.write("hej")
    assert talk.last.text.startswith("Velkommen tilbage.")
