"""A text that goes on with the one before belongs to it, however quickly the next question came."""

from __future__ import annotations

import pytest

from bot.engine.steps import Ask, Choice, End, Write
from tests.engine.stage import answers, begun, stands_at

ONE = Write(id="one", text="One?", short="One")
TWO = Write(id="two", text="Two?", short="Two")
END = End(id="end")


@pytest.mark.parametrize("text", ["og jeg har truckkort", "Men kun om dagen", "and I like it", "også i går"])
def test_it_is_added_to_the_answer_before(text: str) -> None:
    talk = begun(ONE, TWO, END)
    talk.write("Jeg kan køre truck")
    (said,) = talk.write(text)
    assert said.labels() == ["Det er fint", "Del dem"]
    assert answers(talk) == {"one": f"Jeg kan køre truck\n{text}"}
    assert stands_at(talk) == ("mine", "two")


def test_it_can_be_the_answer_to_the_next_question_all_the_same() -> None:
    talk = begun(ONE, TWO, END)
    talk.write("Jeg kan køre truck")
    talk.write("og så er jeg rolig")
    talk.tap("Del dem")
    assert answers(talk) == {"one": "Jeg kan køre truck", "two": "og så er jeg rolig"}


def test_a_text_that_only_has_such_a_word_in_it_is_an_answer() -> None:
    talk = begun(ONE, TWO, END)
    talk.write("Jeg kan køre truck")
    talk.write("Rolig og glad")
    assert answers(talk)["two"] == "Rolig og glad"


def test_nothing_is_added_to_a_choice_or_in_the_place_of_a_begun_sentence() -> None:
    ask = Ask(id="one", text="One?", short="One", choices=(Choice(key="a", label="A"),))
    talk = begun(ask, TWO, END)
    talk.tap("A")
    talk.write("og så videre")
    assert answers(talk)["two"] == "og så videre"
