"""A reminder is taken away once what it reminds of has been done, and is set anew where the way leads there again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.engine.steps import Ask, AskDate, Choice, End, Hush, Wake, Write
from tests.engine.stage import answers, begun

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
