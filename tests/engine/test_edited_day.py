"""A message with a day that is edited moves the reminder, as it changes the answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.engine.steps import AskDate, End, Wake, Write
from tests.engine.stage import answers, begun

if TYPE_CHECKING:
    from tests.talk import Talk

DAY = AskDate(id="day", text="Which day?")
WAKE = Wake(id="wake", kind="follow_up", on="day")
LATER = AskDate(id="later", text="Which day now?")
WAKE_AGAIN = Wake(id="wake_again", kind="follow_up", on="later")
MORE = Write(id="more", text="More?")
END = End(id="end")


def days(talk: Talk) -> list[str]:
    """The days that reminders are set for."""
    return [each["due_at"][:10] for each in talk.stored()["timers"] if each["kind"] == "follow_up"]


def test_the_reminder_moves_with_the_answer() -> None:
    talk = begun(DAY, WAKE, MORE, END)
    talk.write("på torsdag")
    assert days(talk) == ["2026-11-26"]
    talk.edit(talk.own_message - 1, "på fredag")
    assert answers(talk) == {"day": "2026-11-27"}
    assert days(talk) == ["2026-11-27"]


def test_a_newer_day_for_the_same_reminder_stands() -> None:
    talk = begun(DAY, WAKE, LATER, WAKE_AGAIN, MORE, END)
    talk.write("på torsdag")
    first = talk.own_message - 1
    talk.write("på lørdag")
    talk.edit(first, "på fredag")
    assert answers(talk) == {"day": "2026-11-27", "later": "2026-11-28"}
    assert days(talk) == ["2026-11-28"]


def test_another_edited_answer_leaves_the_reminder_alone() -> None:
    talk = begun(DAY, WAKE, MORE, Write(id="last", text="Last?"), END)
    talk.tap("I dag")
    talk.wait(hours=12)
    talk.tap("Fortsæt")
    talk.write("noget")
    talk.edit(talk.own_message - 1, "noget mere")
    assert answers(talk)["more"] == "noget mere"
    assert days(talk) == []
