"""A text that goes on with the one before belongs to it, however quickly the next question came."""

from __future__ import annotations

import pytest

from bot.engine.inputs import Typed
from bot.engine.steps import Ask, Choice, End, Write
from bot.state import outbox
from tests.engine.stage import answers, begun, stands_at
from tests.talk import BOT

ONE = Write(id="one", text="One?", short="One")
TWO = Write(id="two", text="Two?", short="Two")
END = End(id="end")


@pytest.mark.parametrize("text", ["og jeg har truckkort", "Men kun om dagen", "and I like it", "også i går"])
def test_it_is_added_to_the_answer_before(text: str) -> None:
    talk = begun(ONE, TWO, END)
    talk.write("Jeg kan køre truck")
    (said,) = talk.write(text)
    assert said.labels() == ["Det er fint", "Det er to svar"]
    assert answers(talk) == {"one": f"Jeg kan køre truck\n{text}"}
    assert stands_at(talk) == ("mine", "two")


def test_it_can_be_the_answer_to_the_next_question_all_the_same() -> None:
    talk = begun(ONE, TWO, END)
    talk.write("Jeg kan køre truck")
    talk.write("og så er jeg rolig")
    talk.tap("Det er to svar")
    assert answers(talk) == {"one": "Jeg kan køre truck", "two": "og så er jeg rolig"}


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        ("Det er to svar", {"one": "Jeg kan køre truck", "two": "og jeg er rolig\nog glad"}),
        ("Det er fint", {"one": "Jeg kan køre truck\nog jeg er rolig\nog glad"}),
    ],
)
def test_the_buttons_of_a_notice_that_was_replaced_do_what_those_of_the_next_do(
    label: str, expected: dict[str, str]
) -> None:
    """It was on its way when we were killed: it is on the phone, and counts as taken back."""
    talk = begun(ONE, TWO, END)
    talk.write("Jeg kan køre truck")
    talk._message += 1
    talk._turn(Typed("og jeg er rolig", talk.own_message))
    row = outbox.next_of(talk._connection.cursor(), BOT, talk.user)
    assert row is not None
    assert row.person is not None
    older = talk._show(row.payload, row.language)
    assert older is not None
    (said,) = talk.write("og glad")
    assert "dine 2 beskeder" in said.text
    assert outbox.fate(talk._connection.cursor(), row.person, row.session, row.prompt) == ("withdrawn", None)
    talk.tap_data(next(data for shown, data in older.buttons if shown == label), older.id)
    assert answers(talk) == expected
    assert talk.texts().count("og jeg er rolig") == 1


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
