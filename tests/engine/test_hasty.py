"""One thing said in several texts, a second apart: what comes before a question can have been read goes with the answer
before, and whoever answers quickly is taken at their word.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from bot.engine.inputs import Typed
from bot.engine.steps import Ask, Choice, End, Write
from tests.engine.stage import answers, begun

if TYPE_CHECKING:
    from bot.engine.steps import Step
    from tests.talk import Talk

ONE = Write(id="one", text="One?", short="The first thing")
TWO = Write(id="two", text="Two?", short="The second thing")
THREE = Write(id="three", text="Three?", short="The third thing")
CHOICES = (Choice(key="inside", label="Inside"), Choice(key="outside", label="Outside"))
WHERE = Ask(id="where", text="Where?", short="Where", choices=CHOICES)
END = End(id="end")
TEXTS = ("jeg har kørt lastbil", "i 8 år", "mest om natten", "det var godt")
TOLD = "Jeg har lagt din besked sammen med den før, som ét svar på: The first thing"


def reader(*steps: Step) -> Talk:
    """A citizen who is known to be a human: nobody reads and writes within a second and a half."""
    talk = begun(*steps, END)
    talk.turns = replace(talk.turns, reading=timedelta(seconds=1.5))
    talk.pace = 1.0
    return talk


def test_four_texts_a_second_apart_are_one_answer_and_it_is_said_to_what() -> None:
    talk = reader(ONE, TWO, THREE)
    for text in TEXTS:
        talk.write(text)
    assert answers(talk) == {"one": "\n".join(TEXTS)}
    notices = [message.text for message in talk.sent if "som ét svar" in message.text]
    assert notices == [TOLD, *(TOLD.replace("din besked", f"dine {n} beskeder") for n in (2, 3))]


def test_whoever_answers_as_quickly_as_one_can_read_is_taken_at_their_word() -> None:
    talk = reader(ONE, TWO, THREE)
    talk.pace = 1.5
    for text in TEXTS[:3]:
        talk.write(text)
    assert answers(talk) == dict(zip(("one", "two", "three"), TEXTS, strict=False))


def test_after_a_burst_the_question_is_answered_like_any_other() -> None:
    talk = reader(ONE, TWO, THREE)
    for text in TEXTS[:3]:
        talk.write(text)
    talk.pace = 5
    talk.write(TEXTS[3])
    assert answers(talk) == {"one": "\n".join(TEXTS[:3]), "two": TEXTS[3]}


def test_what_went_with_the_answer_before_can_be_moved_to_the_question() -> None:
    talk = reader(ONE, TWO, THREE)
    for text in TEXTS:
        talk.write(text)
    talk.tap("Det er to svar")
    assert answers(talk) == {"one": TEXTS[0], "two": "\n".join(TEXTS[1:])}
    assert "Three?" in talk.last.text


def test_the_notice_that_waits_counts_as_unread_too() -> None:
    """The third text is taken in before what was said to the second has gone out."""
    talk = reader(ONE, TWO, THREE)
    talk.write(TEXTS[0])
    for text in TEXTS[1:]:
        talk._message += 1
        talk._turn(Typed(text, talk.own_message))
    talk.deliver()
    assert answers(talk) == {"one": "\n".join(TEXTS)}
    assert [message.text for message in talk.sent if "som ét svar" in message.text] == [
        TOLD.replace("din besked", "dine 3 beskeder")
    ]


@pytest.mark.parametrize("written", ["Inside", "inside"])
def test_a_word_on_a_button_is_quickly_written_and_is_the_answer(written: str) -> None:
    talk = reader(ONE, WHERE)
    talk.write(TEXTS[0])
    talk.write(written)
    assert answers(talk) == {"one": TEXTS[0], "where": "inside"}


def test_other_words_before_the_buttons_can_be_read_go_with_the_answer_before() -> None:
    talk = reader(ONE, WHERE)
    talk.write(TEXTS[0])
    talk.write(TEXTS[1])
    assert answers(talk) == {"one": "\n".join(TEXTS[:2])}


def test_after_a_tap_nothing_is_added_to_what_was_written_before_it() -> None:
    talk = reader(ONE, WHERE, TWO)
    talk.write(TEXTS[0])
    talk.tap("Inside")
    talk.write(TEXTS[1])
    assert answers(talk) == {"one": TEXTS[0], "where": "inside", "two": TEXTS[1]}


def test_a_clock_that_was_set_back_holds_no_answer_up() -> None:
    talk = reader(ONE, TWO, THREE)
    talk.write(TEXTS[0])
    talk.now -= timedelta(hours=1)
    talk.write(TEXTS[1])
    assert answers(talk) == {"one": TEXTS[0], "two": TEXTS[1]}


def test_a_recording_takes_longer_than_reading() -> None:
    talk = reader(ONE, replace(TWO, voice=True))
    talk.write(TEXTS[0])
    talk.speak(9)
    assert answers(talk)["two"].startswith("voice-")
