"""`python -m bot letters`: what was refused or broke is listed without its words, tried again, or dropped."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from bot.__main__ import main
from bot.engine.effects import REMINDER
from bot.state import broken, letters, outbox, people, timers
from bot.state.beside import beside
from bot.state.broken import Fault
from tests.commands.conftest import clock
from tests.keys import at
from tests.state.helpers import ANNA, BOT, settle

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from bot.state.beside import Beside

FAULT = Fault("KeyError", "bot.flows.star:12")


class Store:
    """What `settle` asks of one."""

    def __init__(self, here: Beside) -> None:
        self.ids = here.ids
        self.clock = clock


@pytest.fixture
def row(made: Path) -> int:
    """A message to Anna that Telegram refused."""
    with beside(at(made), clock=clock) as here:
        someone = settle(here.cursor, Store(here), ANNA)  # type: ignore[arg-type]
        new, payload = here.ids.next(), {"kind": "say", "text": "hemmeligt", "of": someone.session.id}
        outbox.add(here.cursor, new, BOT, ANNA, someone.id, "da", payload, 0, -1, clock())
        outbox.aside(here.cursor, new, "Chat not found (400)")
    return new


def broke(made: Path, what: str = "") -> int:
    """A turn that broke; of Anna's timer of this kind."""
    with beside(at(made), clock=clock) as here:
        known = people.find(here.cursor, BOT, ANNA)
        assert known is not None
        timer = timers.Timer(1, known.person.id, what, 0, clock(), 1) if what else None
        new = here.ids.next()
        broken.note(here.cursor, new, FAULT, clock(), timer)
    return new


def waiting(made: Path) -> bool:
    with beside(at(made), clock=clock) as (cursor, _):
        return outbox.next_of(cursor, BOT, ANNA) is not None


def test_where_there_are_none_that_is_said(made: Path, said: Callable[..., str]) -> None:
    assert made
    assert said("letters") == "There are none.\n"
    assert said("letters", "retry", "--all") == "0 tried again within a minute.\n"
    assert said("letters", "drop", "--all") == "0 dropped.\n"


def test_the_list_says_which_message_and_why_and_never_what_it_says(
    made: Path, row: int, said: Callable[..., str]
) -> None:
    update, timer, reminder = broke(made), broke(made, "nudge"), broke(made, REMINDER)
    lines = said("letters").splitlines()
    assert lines[0].startswith(f"{row}  {clock():%Y-%m-%d}")
    assert lines[0].endswith(" UTC  message of elevator_pitch: Telegram refused it: Chat not found (400)")
    assert str(update) in lines[1]
    assert "a turn broke: KeyError at bot.flows.star:12; its person has been told" in lines[1]
    assert lines[2].endswith("a timer (nudge) broke: KeyError at bot.flows.star:12")
    assert str(timer) in lines[2]
    assert str(reminder) in lines[3]
    assert lines[3].endswith("only drop is left")
    listed = "\n".join(lines)
    assert not [word for word in ("hemmeligt", "Anna", f"={ANNA}") if word in listed]


def test_one_is_sent_again_once(
    made: Path, row: int, said: Callable[..., str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert not waiting(made)
    assert said("letters", "retry", str(row)) == "1 tried again within a minute.\n"
    assert waiting(made)
    assert main(["letters", "retry", str(row)]) == 1
    assert f"There is nothing of id {row} to retry" in capsys.readouterr().err


def test_one_is_dropped(made: Path, row: int, said: Callable[..., str]) -> None:
    assert said("letters", "drop", str(row)) == "1 dropped.\n"
    assert said("letters") == "There are none.\n"
    assert not waiting(made)


def test_all_are_tried_again_that_can_be(made: Path, row: int, said: Callable[..., str]) -> None:
    assert row
    broke(made)
    broke(made, "nudge")
    broke(made, REMINDER)
    assert said("letters", "retry", "--all").startswith("2 tried again")
    assert waiting(made)
    with beside(at(made), clock=clock) as (cursor, _):
        due = timers.due(cursor, BOT, clock() + timedelta(seconds=1), 5)
    assert [each.kind for each in due] == ["nudge"]
    assert said("letters", "drop", "--all") == "2 dropped.\n"
    with beside(at(made), clock=clock) as (cursor, _):
        assert letters.every(cursor) == []


@pytest.mark.parametrize("arguments", [["retry"], ["drop"], ["drop", "7", "--all"], ["retry", "x"]])
def test_which_is_meant_has_to_be_said(arguments: list[str], made: Path) -> None:
    assert made
    with pytest.raises(SystemExit) as ended:
        main(["letters", *arguments])
    assert ended.value.code == 2
