"""A time that is written with the day is the answer to the question for the time, which is not asked then."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.engine.inputs import Tapped, Typed
from bot.engine.steps import AskDate, AskNumber, AskTime, Branch, End, Repeat, Tell, Write
from tests.engine.stage import answers, begun, focus, session_of, stands_at

if TYPE_CHECKING:
    from tests.talk import Talk

DAY = AskDate(id="day", text="Which day?", short="Day", time="at")
TIME = AskTime(id="at", text="At what time?", short="Time", skippable=True)
NEXT = Write(id="next", text="And now?", short="Now", voice=False)
LAST = Write(id="last", text="Last?", short="Last")
END = End(id="end", text="Done.")
STEPS = (DAY, TIME, NEXT, LAST, END)


def revisions(talk: Talk, place: str) -> list[str]:
    """Every value that a place has had, the oldest first."""
    (mine,) = (each for each in talk.stored()["exercises"] if each["flow"] == "mine")
    return [each["content"]["value"] for each in mine["answers"] if each["step"] == place]


@pytest.mark.parametrize("text", ["i morgen kl. 9", "kl. 9 i morgen", "24/11 kl. 9", "i morgen klokken ni"])
def test_the_time_is_recorded_and_its_question_passed(text: str) -> None:
    talk = begun(*STEPS)
    talk.write(text)
    assert answers(talk) == {"day": "2026-11-24", "at": "09:00"}
    assert stands_at(talk) == ("mine", "next")
    assert "At what time?" not in "".join(message.text for message in talk.sent)
    assert talk.texts().count(text) == 1


@pytest.mark.parametrize("text", ["i morgen", "i morgen formiddag"])
def test_without_a_time_the_question_is_asked(text: str) -> None:
    talk = begun(*STEPS)
    talk.write(text)
    assert answers(talk) == {"day": "2026-11-24"}
    assert stands_at(talk) == ("mine", "at")


def test_a_day_that_is_tapped_has_no_time() -> None:
    talk = begun(*STEPS)
    talk.tap("I morgen")
    assert stands_at(talk) == ("mine", "at")


def test_where_the_flow_names_no_question_the_time_is_read_past() -> None:
    talk = begun(AskDate(id="day", text="Which day?"), TIME, NEXT, END)
    talk.write("i morgen kl. 9")
    assert answers(talk) == {"day": "2026-11-24"}
    assert stands_at(talk) == ("mine", "at")


def test_a_day_that_does_not_do_leaves_no_time_behind() -> None:
    talk = begun(*STEPS)
    talk.write("i går kl. 9")
    assert stands_at(talk) == ("mine", "day")
    assert answers(talk) == {}


def test_what_is_said_on_the_way_is_said() -> None:
    talk = begun(DAY, Tell(id="fine", text="Fine."), TIME, Tell(id="when", text="At {at}."), NEXT, END)
    talk.write("i morgen halv ti")
    assert talk.last.text == "Fine.\n\nAt 09.30.\n\nAnd now?"


def test_the_way_can_end_there() -> None:
    talk = begun(DAY, TIME, END)
    talk.write("i morgen kl. 9")
    assert session_of(talk, "mine").status == "done"


def test_a_question_in_between_lets_the_time_be_kept_with_a_tap() -> None:
    talk = begun(DAY, NEXT, TIME, LAST, END)
    talk.write("i morgen kl. 9")
    talk.write("at home")
    assert stands_at(talk) == ("mine", "at")
    assert "Dit svar nu: 09.00" in talk.last.text
    talk.tap("Behold mit svar")
    assert stands_at(talk) == ("mine", "last")


def test_the_time_can_be_changed_by_itself() -> None:
    talk = begun(*STEPS)
    talk.write("i morgen kl. 9")
    talk.tap("⬅")
    assert stands_at(talk) == ("mine", "at")
    assert "Dit svar nu: 09.00" in talk.last.text
    talk.write("kl. 10")
    assert answers(talk) == {"day": "2026-11-24", "at": "10:00"}
    assert stands_at(talk) == ("mine", "next")


@pytest.mark.parametrize(
    ("text", "day", "at"),
    [("torsdag kl. 14.15", "2026-11-26", "14:15"), ("torsdag", "2026-11-26", "09:00")],
)
def test_a_changed_day_brings_its_new_time_or_keeps_the_earlier_one(text: str, day: str, at: str) -> None:
    talk = begun(*STEPS)
    talk.write("i morgen kl. 9")
    talk.write("at home")
    talk.command("help")
    talk.tap("Ret et svar")
    talk.tap("Dag")
    talk.write(text)
    assert stands_at(talk) == ("mine", "last")
    assert answers(talk) == {"day": day, "at": at, "next": "at home"}
    assert revisions(talk, "at") == (["09:00"] if at == "09:00" else ["09:00", at])


def test_whoever_goes_back_from_the_time_to_write_it_with_the_day_goes_on() -> None:
    talk = begun(*STEPS)
    talk.write("i morgen")
    talk.tap("⬅")
    talk.write("torsdag kl. 9")
    assert stands_at(talk) == ("mine", "next")
    assert focus(talk).detour == ""
    talk.write("at home")
    assert stands_at(talk) == ("mine", "last")


def test_a_time_that_was_skipped_can_come_with_the_day_later() -> None:
    talk = begun(*STEPS)
    talk.write("i morgen")
    talk.tap("Spring over")
    talk.tap("⬅")
    talk.tap("⬅")
    talk.write("i morgen kl. 9")
    assert answers(talk) == {"day": "2026-11-24", "at": "09:00"}
    assert stands_at(talk) == ("mine", "next")


def test_a_day_that_is_asked_anew_asks_for_its_time_anew() -> None:
    """The time of an earlier day is shown, and not taken for the new one's."""
    again = AskDate(id="day", text="Which day?", time="at", asks_again=True)
    loop = Branch(id="loop", on="next", cases={"end": "end"}, goto="day")
    talk = begun(again, TIME, NEXT, loop, END)
    talk.write("i morgen kl. 9")
    talk.write("once more")
    talk.write("torsdag")
    assert stands_at(talk) == ("mine", "at")
    assert "Dit svar nu: 09.00" in talk.last.text


def test_each_item_of_a_repeat_has_its_own_time() -> None:
    many = AskNumber(id="many", text="How many?", low=1, high=3)
    talk = begun(many, Repeat(id="each", over="many", steps=(DAY, TIME)), NEXT, END)
    talk.write("2")
    talk.write("i morgen kl. 9")
    assert stands_at(talk) == ("mine", "each/2/day")
    talk.write("torsdag halv ti")
    assert stands_at(talk) == ("mine", "next")
    assert {place: value for place, value in answers(talk).items() if place.endswith("/at")} == {
        "each/1/at": "09:00",
        "each/2/at": "09:30",
    }


def test_a_text_that_came_early_brings_its_time_when_it_is_used() -> None:
    talk = begun(Write(id="name", text="Name?", skippable=True), DAY, TIME, LAST, END)
    button = next(data for label, data in talk.last.buttons if label.startswith("Spring over"))
    talk._turn(Tapped(button, talk.last.id))
    talk._turn(Typed("i morgen kl. 9", talk.own_message + 1))
    talk.deliver()
    talk.tap("Brug mine ord som mit svar")
    assert answers(talk)["day"] == "2026-11-24"
    assert answers(talk)["at"] == "09:00"
    assert stands_at(talk) == ("mine", "last")


# The message with the day is edited ---------------------------------------------------------------


def test_an_edited_day_brings_its_time() -> None:
    talk = begun(*STEPS)
    talk.write("i morgen kl. 9")
    message = talk.own_message - 1
    talk.edit(message, "torsdag kl. 10")
    assert answers(talk) == {"day": "2026-11-26", "at": "10:00"}
    assert stands_at(talk) == ("mine", "next")
    talk.edit(message, "fredag")
    assert answers(talk) == {"day": "2026-11-27", "at": "10:00"}


def test_a_time_that_is_added_to_the_message_goes_on_past_its_question() -> None:
    talk = begun(*STEPS)
    talk.write("torsdag")
    assert stands_at(talk) == ("mine", "at")
    talk.edit(talk.own_message - 1, "torsdag kl. 9")
    assert answers(talk) == {"day": "2026-11-26", "at": "09:00"}
    assert stands_at(talk) == ("mine", "next")
    assert "Dit svar er rettet" in talk.last.text
    assert "And now?" in talk.last.text


def test_a_time_that_was_written_by_itself_gives_way_to_a_newer_one_with_the_day() -> None:
    talk = begun(*STEPS)
    talk.write("torsdag")
    message = talk.own_message - 1
    talk.write("kl. 9")
    talk.edit(message, "torsdag kl. 10")
    assert answers(talk)["at"] == "10:00"
    assert revisions(talk, "at") == ["09:00", "10:00"]
