"""A reminder is taken away once what it reminds of has been done, and is set anew where the way leads there again."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from bot.engine.steps import Ask, AskDate, Choice, End, Hush, Wake, Write
from tests.engine.stage import answers, begun
from tests.engine.test_copies_and_deletions import SHELF, shelf

if TYPE_CHECKING:
    from tests.talk import Talk

STEPS = (
    AskDate(id="day", text="Which day?", short="Day", asks_again=True),
    Wake(id="wake", kind="follow_up", on="day"),
    Ask(
        id="done",
        text="Done?",
        choices=(Choice(key="yes", label="Done"), Choice(key="later", label="Another day", goto="day")),
        asks_again=True,
    ),
    Hush(id="hush", kind="follow_up"),
    Write(id="more", text="More?"),
    Ask(
        id="menu",
        text="Menu?",
        choices=(Choice(key="again", label="Again", goto="day"), Choice(key="end", label="End")),
        asks_again=True,
    ),
    End(id="end"),
)


def days(talk: Talk) -> list[str]:
    """The days that reminders are set for."""
    return [each["due_at"][:10] for each in talk.stored()["timers"] if each["kind"] == "follow_up"]


def done() -> Talk:
    talk = begun(*STEPS)
    talk.write("på torsdag")
    assert days(talk) == ["2026-11-26"]
    talk.tap("Done")
    return talk


def test_what_has_been_done_rings_no_more() -> None:
    talk = done()
    assert days(talk) == []
    talk.write("mere")
    talk.tap("End")
    assert talk.wait(days=4) == []


def test_an_edit_of_the_day_does_not_set_it_again() -> None:
    talk = done()
    talk.edit(talk.own_message - 2, "på fredag")
    assert answers(talk)["day"] == "2026-11-27"
    assert days(talk) == []


def test_a_new_day_that_is_chosen_on_the_way_sets_it_again_and_an_edit_moves_that() -> None:
    talk = done()
    talk.write("mere")
    talk.tap("Again")
    talk.write("på lørdag")
    assert days(talk) == ["2026-11-28"]
    talk.edit(talk.own_message - 1, "på fredag")
    assert days(talk) == ["2026-11-27"]


@pytest.mark.parametrize("hushed", [True, False])
def test_a_timer_that_only_the_newest_has_does_not_pass_to_one_that_is_done(*, hushed: bool) -> None:
    day, wake, *rest = STEPS
    assert isinstance(day, AskDate)
    assert isinstance(wake, Wake)
    steps = (replace(day, numbered=True), replace(wake, alone=True), *rest)
    talk = begun(*steps, called="On {day}", others=(SHELF,))
    talk.write("på torsdag")
    if hushed:
        talk.tap("Done")
    talk.command("menu")
    talk.tap("Mine")
    talk.write("på lørdag")
    assert days(talk) == ["2026-11-28"]
    shelf(talk)
    talk.tap("✔ On lørdag")
    talk.tap("Delete")
    talk.tap("Yes, away")
    assert days(talk) == ([] if hushed else ["2026-11-26"])
