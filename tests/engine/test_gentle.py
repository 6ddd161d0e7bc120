"""After a sign of exhaustion nothing is lost and nothing alarms: what follows is kept, and may become the answer."""

from __future__ import annotations

import pytest

from bot.engine.steps import Ask, Choice, End, Write
from tests.engine.stage import answers, begun, newcomer, stands_at
from tests.talk import Talk

TIRED = "I can't do this anymore"
SIGN = "i want to die"
USE = "Yes, use it as my answer"
STEPS = (
    Write(id="one", text="One?", short="First"),
    Ask(id="two", text="Two?", choices=(Choice(key="x", label="X"), Choice(key="y", label="Y"))),
    Write(id="three", text="Three?", short="Third"),
    End(id="end", text="Done."),
)


def tired() -> Talk:
    """A citizen who has just written that they are exhausted instead of an answer."""
    talk = begun(*STEPS, language="en")
    talk.write(TIRED)
    return talk


def test_an_ordinary_text_is_kept_and_asked_about_without_alarm() -> None:
    (said,) = tired().write("i can cook for many")
    assert "112" not in said.text
    assert "not used" not in said.text
    assert said.text.startswith("What you wrote is saved.")
    assert "First" in said.text
    assert said.labels() == [USE, "Continue", "⏸ Pause"]


@pytest.mark.parametrize("way", ["tapped", "written"])
def test_a_yes_makes_it_the_answer_and_the_exercise_goes_on(way: str) -> None:
    talk = tired()
    talk.write("i can cook for many")
    talk.tap(USE) if way == "tapped" else talk.write("yes")
    assert answers(talk) == {"one": "i can cook for many"}
    assert stands_at(talk) == ("mine", "two")
    assert "i can cook for many" not in talk.stored()["unplaced"]
    talk.write("X")
    talk.write("i come on time")
    assert answers(talk)["three"] == "i come on time"


def test_what_is_written_on_and_on_is_one_answer() -> None:
    talk = tired()
    talk.write("i can cook")
    talk.write("for many people")
    talk.tap(USE)
    assert answers(talk) == {"one": "i can cook\nfor many people"}


def test_a_recording_can_be_the_answer_too() -> None:
    talk = begun(Write(id="one", text="One?", short="First", voice=True), *STEPS[1:], language="en")
    talk.write(TIRED)
    assert talk.speak(12)[-1].labels()[0] == USE
    talk.tap(USE)
    assert answers(talk)["one"].startswith("voice-")


def test_continue_asks_the_question_without_it() -> None:
    talk = tired()
    talk.write("so it is")
    assert talk.tap("Continue")[-1].text.endswith("One?")
    talk.write("i can cook")
    assert answers(talk) == {"one": "i can cook"}


@pytest.mark.parametrize("text", ["thanks", "ok", "no", "hello", "i don't know"])
def test_a_short_word_is_no_answer_and_presses_nobody(text: str) -> None:
    (said,) = tired().write(text)
    assert said.text == "That is quite all right. Take your time."
    assert said.labels() == ["Continue", "⏸ Pause"]


def test_the_words_of_a_button_are_a_tap() -> None:
    talk = begun(*STEPS[1:], language="en")
    talk.write(TIRED)
    talk.write("y")
    assert answers(talk) == {"two": "y"}


def test_words_that_are_no_button_are_met_as_gently() -> None:
    talk = begun(*STEPS[1:], language="en")
    talk.write(TIRED)
    (said,) = talk.write("the kitchen")
    assert said.text == "That is quite all right. Take your time."
    assert "the kitchen" in talk.texts()


def test_what_is_asked_of_the_program_is_heard() -> None:
    assert tired().write("who are you")[0].text.startswith("I am a program")


def test_home_and_somebody_new_are_met_as_gently() -> None:
    talk = newcomer(*STEPS, language="en")
    talk.write(TIRED)
    assert "112" not in talk.write("lunch")[-1].text
    new = Talk("en")
    new.write(TIRED)
    assert "112" not in new.write("lunch")[-1].text
    assert new.write("english")[-1].text.startswith("Before we begin")


def test_a_break_begins_with_a_kind_word_and_no_alarm() -> None:
    (said,) = tired().tap("⏸ Pause")
    assert said.text.startswith("Take good care of yourself.")
    assert "112" not in said.text
    assert "70 201 201" not in said.text


def test_a_strong_sign_brings_its_own_calm_at_any_time() -> None:
    talk = tired()
    assert "112" in talk.write(SIGN)[0].text
    assert "112" in talk.write("i can cook")[-1].text
    talk.write(TIRED)
    (said,) = talk.write("i can cook")
    assert "112" in said.text
    assert USE not in said.labels()
    assert answers(talk) == {}


@pytest.mark.parametrize(
    "text", ["i hate myself", "i am not suicidal", "i picked the day already, its sunday"]
)
def test_hopelessness_and_a_denial_are_more_than_exhaustion_and_keep_the_calm(text: str) -> None:
    talk = begun(*STEPS, language="en")
    talk.write(text)
    assert "112" in talk.write("i can cook")[-1].text
