"""Rows of people that do not open, since somebody, or a disk, has changed them: how an operator is told whose."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Final

import structlog

from bot.commands.counting import several
from bot.commands.line import Line
from bot.config import BOT
from bot.state import databases, people, sealing
from bot.state.sealing import NOBODY

if TYPE_CHECKING:
    from collections.abc import Collection

    from bot.state.cursor import Cursor
    from bot.state.opening import Database

ADVICE: Final = f"restore a backup of before, soon; or delete what is stored of them: {BOT} erase USER_ID"

log = structlog.get_logger(__name__)


def told(database: Database, whose: Collection[int], *, more: str = "") -> bool:
    """Say on the terminal and in the log whose rows do not open, by their ids only; whether there are any."""
    if not whose:
        return False
    log.warning("rows.unopened", person=sorted(whose))
    with databases.looking(database) as cursor:
        named = sentence(cursor, whose)
    sys.stderr.write(f"{named}{more} Somebody, or a disk, has changed it: {ADVICE}.\n")
    return True


def line(cursor: Cursor) -> Line:
    """The line of `status`, which tries keys only: to open everything takes as long as the database is large."""
    found = list(sealing.unopened(cursor))
    if not found:
        return Line("unopened", found, "Everybody's key opens. What they open is tried by each backup.")
    return Line("unopened", found, sentence(cursor, found), ADVICE)


def sentence(cursor: Cursor, whose: Collection[int]) -> str:
    """Whose rows do not open: who they are in the database, and the Telegram user that `erase` is told."""
    named = ", ".join(_named(cursor, each) for each in sorted(whose))
    return f"What is stored of {several(len(whose), 'person', 'people')} does not open: {named}."


def _named(cursor: Cursor, person: int) -> str:
    if person == NOBODY:
        return f"{person} (nobody: a message to somebody who is not stored)"
    return f"{person} (Telegram user {people.user_of(cursor, person)})"
