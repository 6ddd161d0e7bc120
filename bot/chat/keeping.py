"""How long what is stored of a person is kept: what the flow that decides it asks, and how it is said in My data."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from bot.coaching.retention import Counted
from bot.engine.hurrying import LATER_IF_QUIET
from bot.engine.session import Session
from bot.engine.text import Words
from bot.engine.view import View
from bot.state import keeping, outbox, people, relations, roles

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date, datetime

    from bot.coaching.retention import Left
    from bot.engine.context import Context
    from bot.engine.flow import Flow
    from bot.state.cursor import Cursor
    from bot.state.people import Known

FLOW = "keeping"
FIRST_QUESTION = 0
"""The number of the question with which a session warns."""


def known(cursor: Cursor, person: Known, context: Context) -> dict[str, Any]:
    """When the person was last here, what keeps them, and how far an erasure has come."""
    me = person.person.id
    counting = keeping.of_person(cursor, me)
    seen = people.seen_at(cursor, me) or context.now
    return {
        "seen": _day(seen, context),
        "staff": bool(roles.of_person(cursor, me) or relations.of_staff(cursor, me)),
        "runs": _runs(cursor, me, context),
        "session": counting.session if counting else 0,
        "left": _left(cursor, me, counting.session if counting else 0, context),
        "counted": counting and Counted(counting.warnings, counting.days, _day(counting.counted_at, context)),
    }


def _runs(cursor: Cursor, person: int, context: Context) -> bool:
    """Whether something is still to come that the person has set a day for.

    For whoever wants no messages what has come due waits from day to day, which is nothing to come.
    """
    return keeping.runs(
        cursor, person, context.now + (LATER_IF_QUIET if context.person.quiet else timedelta(0))
    )


def _left(cursor: Cursor, person: int, session: int, context: Context) -> Left:
    """The day on which the warning of somebody's session has left; one that has been taken away was refused too."""
    if not session:
        return "unwritten"
    status, sent_at = outbox.fate(cursor, person, session, FIRST_QUESTION)
    if status == "waiting":
        return "waits"
    return _day(sent_at, context) if sent_at else "refused"


def paragraphs(flows: Mapping[str, Flow], context: Context) -> Iterator[Words]:
    """Until when all of it is kept, in words."""
    if FLOW in flows:
        said = View(flows[FLOW], Session(0, FLOW), context, context.person)["keeps"]
        yield said if isinstance(said, Words) else Words(str(said))


def _day(moment: datetime, context: Context) -> date:
    return moment.astimezone(ZoneInfo(context.person.time_zone)).date()
