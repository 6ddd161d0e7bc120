"""A question answered with a time of day, in Danish and English."""

from __future__ import annotations

import pytest

from bot.engine.steps import AskTime, End, Tell, Write
from tests.engine.stage import answers, begun, focus, stands_at

TIME = AskTime(id="at", text="At what time?", short="Time")
END = End(id="end", text="Done.")
NEXT = Write(id="next", text="And now?")


@pytest.mark.parametrize(
    ("language", "text", "at"),
    [
        ("da", "kl. 9", "09:00"),
        ("da", "halv ti", "09:30"),
        ("da", "kvart i ni", "08:45"),
        ("da", "kl. 2", "14:00"),
        ("da", "14.15", "14:15"),
        ("da", "kl. 7 om aftenen", "19:00"),
        ("en", "half past nine", "09:30"),
        ("en", "3 pm", "15:00"),
        ("en", "noon", "12:00"),
    ],
)
def test_a_time_in_words_is_stored_by_hours_and_minutes(language: str, text: str, at: str) -> None:
    talk = begun(TIME, NEXT, END, language=language)
    talk.write(text)
    assert focus(talk).answers["at"] == {"kind": "time", "value": at, "parts": [[talk.own_message - 1, text]]}


@pytest.mark.parametrize(
    ("language", "labels"), [("da", ["09.00", "10.00", "13.00"]), ("en", ["09:00", "10:00", "13:00"])]
)
def test_times_are_suggested_as_the_language_writes_them(language: str, labels: list[str]) -> None:
    talk = begun(TIME, NEXT, END, language=language)
    assert talk.last.labels()[:3] == labels
    talk.tap(labels[2])
    assert answers(talk) == {"at": "13:00"}


def test_a_suggestion_that_is_typed_is_the_answer() -> None:
    talk = begun(TIME, NEXT, END)
    talk.write("10.00")
    assert answers(talk) == {"at": "10:00"}


def test_a_flow_suggests_its_own_times_or_none() -> None:
    own = AskTime(id="at", text="When?", suggested=("07:30",))
    none = AskTime(id="then", text="And then?", suggested=())
    talk = begun(own, none, END)
    talk.tap("07.30")
    assert talk.last.labels() == ["⬅ Tilbage", "⏸ Pause"]
    talk.write("halv ti")
    assert answers(talk) == {"at": "07:30", "then": "09:30"}


@pytest.mark.parametrize("text", ["soon", "kl. 25", "9-12", "på torsdag", "måske kl. 9", "9" * 50])
def test_what_is_no_time_is_kept_and_asked_for_again_with_an_example(text: str) -> None:
    talk = begun(TIME, NEXT, END)
    talk.write(text)
    assert stands_at(talk) == ("mine", "at")
    assert text in talk.texts()
    assert talk.last.text == (
        "Jeg kunne ikke læse, hvilket tidspunkt du mener. Skriv det sådan her: kl. 10.30\n\nAt what time?"
    )


def test_the_example_is_understood() -> None:
    talk = begun(TIME, NEXT, END, language="en")
    talk.write("soon")
    talk.write(talk.last.text.splitlines()[0].partition(": ")[2])
    assert answers(talk) == {"at": "10:30"}


def test_a_time_is_shown_in_the_persons_language() -> None:
    told = Tell(id="told", text="Fine, {at}.")
    talk = begun(TIME, told, NEXT, END)
    talk.write("kvart over to")
    assert talk.last.text.startswith("Fine, 14.15.")
    talk.tap("⬅")
    assert "Dit svar nu: 14.15" in talk.last.text


def test_an_edited_time_changes_the_answer() -> None:
    talk = begun(TIME, NEXT, END)
    talk.write("kl. 9")
    talk.edit(talk.own_message - 1, "kl. 10")
    assert answers(talk) == {"at": "10:00"}


def test_an_old_suggestion_that_was_chosen_says_that_it_is_saved() -> None:
    talk = begun(TIME, NEXT, END, language="en")
    asked = talk.last
    talk.tap("09:00")
    talk.wait(minutes=1)
    talk.tap_data(asked.buttons[0][1], asked.id)
    assert talk.toasts[-1] == "That is saved already."
