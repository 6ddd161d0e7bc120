"""One citizen of the reader's: what waits, what they show, and what can be done."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from bot.desk.citizens import line as line_about
from bot.desk.desk import ROOT
from bot.desk.showing import shown_by
from bot.desk.visit import sent_on
from bot.desk.waiting import OF_CITIZENS
from bot.engine.callbacks import to_base36
from bot.engine.deeds import Deal, PromiseCall
from bot.engine.text import N_
from bot.flows._queue import LABELS
from bot.policy import NotAllowed
from bot.state import access, notices, reminder_answers, reminders

if TYPE_CHECKING:
    from datetime import date

    from aiohttp import web

    from bot.desk.citizens import Line
    from bot.desk.showing import Shown
    from bot.desk.visit import Visit
    from bot.state.cursor import Cursor
    from bot.state.notices import Kind, Notice
    from bot.state.relations import Relation

READ_WITH_IT = ("shared", "replied", "help")
"""What is dealt with by reading what the citizen shows."""


TABS: Final = (
    # Translators: the first of the pages about one citizen: what waits, and what they show.
    ("", N_("Overview")),
)
"""The pages about one citizen: where each lies below the citizen's own, and what it is called."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """Something that waits about the citizen, and that the reader deals with here.

    Of an answer to a reminder also what the reader `wrote`, and the `answers`.
    """

    key: str
    kind: Kind
    day: date
    wrote: str = ""
    answers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Citizen:
    """What stands on the page."""

    line: Line
    waiting: tuple[Waiting, ...]
    shown: tuple[Shown, ...]


async def citizen(visit: Visit) -> web.Response:
    """The page; NotAllowed where the reader does not follow anybody by the relation in the address."""
    found = await visit.read(_look)
    return about(visit, "citizen.html", found.line, "", citizen=found, labels=LABELS, base36=to_base36)


def about(visit: Visit, template: str, line: Line, tab: str, **values: Any) -> web.Response:
    """One of the pages about a citizen of the reader's: the one that lies at `tab`."""
    return visit.page(template, line=line, tabs=TABS, tab=tab, **values)


def line_of(cursor: Cursor, visit: Visit) -> tuple[Relation, Line]:
    """The relation in the address, and the citizen whom the reader follows by it; NotAllowed where there is none."""
    relation = access.following(cursor, "know", visit.me, visit.number("relation"))
    line = line_about(cursor, visit, relation.citizen)
    if line is None:
        raise NotAllowed(f"person {visit.me} does not follow anybody by the relation {relation.id}")
    return relation, line


def _look(cursor: Cursor, visit: Visit) -> Citizen:
    relation, line = line_of(cursor, visit)
    mine = notices.waiting(cursor, visit.me, about=relation.citizen)
    return Citizen(
        line,
        tuple(
            _waiting(cursor, visit, each)
            for each in mine
            if each.kind in OF_CITIZENS and each.kind not in READ_WITH_IT
        ),
        shown_by(cursor, visit, relation.citizen),
    )


def _waiting(cursor: Cursor, visit: Visit, notice: Notice) -> Waiting:
    key, day = to_base36(notice.id), visit.day(notice.made_at)
    reminder = reminders.get(cursor, notice.subject) if notice.kind == "answered" else None
    if reminder is None or reminder.sender != visit.me:
        return Waiting(key, notice.kind, day)
    said = reminder_answers.of_reminder(cursor, reminder.id)
    return Waiting(key, notice.kind, day, reminder.text, tuple(each.text for each in said))


async def deal(visit: Visit) -> web.Response:
    """The reader has seen something that waited; who asked for a call is told that they are called."""
    await visit.write(_deal)
    return sent_on(f"{ROOT}/citizens/{visit.request.match_info['relation']}")


def _deal(cursor: Cursor, visit: Visit) -> None:
    relation = access.following(cursor, "know", visit.me, visit.number("relation"))
    if not visit.first_time(cursor):
        return
    number = visit.number("notice")
    waiting = next((each for each in notices.waiting(cursor, visit.me) if each.id == number), None)
    if waiting is not None and waiting.about == relation.citizen and waiting.kind not in READ_WITH_IT:
        visit.do(cursor, PromiseCall(number) if waiting.kind == "call" else Deal(number))
