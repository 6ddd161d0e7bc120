"""The reader's reminders, of one citizen or of all: what comes next, what has become of each, and stopping one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from bot.desk.citizen import about
from bot.desk.desk import ROOT
from bot.desk.errand import begin, listed
from bot.desk.remind import TAB
from bot.desk.reminder_rows import MARKS, PAST, page_of, row_of
from bot.desk.visit import sent_on
from bot.engine.deeds import StopReminder
from bot.policy import NotAllowed
from bot.state import shares

if TYPE_CHECKING:
    from aiohttp import web

    from bot.desk.errand import Errand
    from bot.desk.reminder_rows import Page, Row, Shared
    from bot.desk.visit import Visit
    from bot.state.cursor import Cursor
    from bot.state.reminders import Reminder

ON_A_PAGE: Final = 50
OF_ONE: Final = 10
"""Reminders of one citizen on a page: of each it is told at length what has become of it."""
MOMENTS: Final = 10
"""So many moments of a reminder, the latest, are told of there."""


async def reminders(visit: Visit) -> web.Response:
    """All of the reader's, what comes next first; NotAllowed for whoever can remind nobody."""
    if not visit.follows_to("remind"):
        raise NotAllowed(f"person {visit.me} has no role that reminds")
    return visit.page("reminders.html", found=await visit.read(_of_all), marks=MARKS, past=PAST)


async def of_citizen(visit: Visit) -> web.Response:
    """Those for one citizen, each with what has become of it."""
    errand, found = await visit.read(_of_one)
    done = next((each for each in ("saved", "stopped") if each in visit.request.query), "")
    return about(
        visit, "citizen_reminders.html", errand.line, TAB, found=found, marks=MARKS, past=PAST, done=done
    )


async def ask_to_stop(visit: Visit) -> web.Response:
    """Whether one that still comes is to come no more; one that does not leads back to the others."""
    errand, row = await visit.read(_one)
    if row.past:
        return sent_on(_tab(visit))
    return about(visit, "stop_reminder.html", errand.line, TAB, row=row)


async def stop(visit: Visit) -> web.Response:
    """It comes no more."""
    await visit.write(_stop)
    return sent_on(f"{_tab(visit)}?stopped")


def _tab(visit: Visit) -> str:
    return f"{ROOT}/citizens/{visit.request.match_info['relation']}/{TAB}"


def _of_all(cursor: Cursor, visit: Visit) -> Page:
    """What is shown is called by its kind here: to name it, everything that each citizen shows would be opened."""
    last = {exercise: visit.day(at) for exercise, at in shares.last_shown(cursor, visit.me).items()}

    def shared(reminder: Reminder) -> dict[str, Any]:
        day = last.get(reminder.exercise)
        return {"snapshot": {"flow": reminder.flow}, "day": day, "named": False} if day else {}

    return page_of(cursor, visit, shared, size=ON_A_PAGE, moments=1)


def _of_one(cursor: Cursor, visit: Visit) -> tuple[Errand, Page]:
    errand = begin(cursor, visit)
    citizen = errand.of.relation.citizen
    return errand, page_of(cursor, visit, _shared(errand), citizen=citizen, size=OF_ONE, moments=MOMENTS)


def _one(cursor: Cursor, visit: Visit) -> tuple[Errand, Row]:
    errand = begin(cursor, visit)
    citizen, number = errand.of.relation.citizen, visit.number("reminder")
    return errand, row_of(cursor, visit, _shared(errand), citizen, number)


def _stop(cursor: Cursor, visit: Visit) -> None:
    _, row = _one(cursor, visit)
    if visit.first_time(cursor) and not row.past:
        visit.do(cursor, StopReminder(visit.number("reminder")))


def _shared(errand: Errand) -> Shared:
    shown = {each.share.exercise: listed(each) for each in errand.shown}
    return lambda reminder: shown.get(reminder.exercise, {})
