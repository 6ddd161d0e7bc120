"""The reader's reminders, of one citizen or of all: what comes next, what has become of each, and stopping one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from bot.desk.citizen import about
from bot.desk.desk import ROOT
from bot.desk.errand import begin, listed
from bot.desk.playing import played
from bot.desk.remind import TAB
from bot.desk.reminder_rows import MARKS, PAST, page_of, rows
from bot.desk.visit import sent_on
from bot.engine.deeds import StopReminder
from bot.policy import NotAllowed
from bot.state import set_reminders, shares

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from aiohttp import web

    from bot.desk.errand import Errand
    from bot.desk.reminder_rows import Page, Row, Shared
    from bot.desk.visit import Visit
    from bot.state.cursor import Cursor
    from bot.state.reminders import Reminder

ON_A_PAGE: Final = 25
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
        visit,
        "citizen_reminders.html",
        errand.line,
        TAB,
        found=found,
        marks=MARKS,
        past=PAST,
        done=done,
        plays=visit.desk.fetch is not None,
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


async def recording(visit: Visit) -> web.Response:
    """The recording by which the citizen has answered one, as it is fetched now: it is kept nowhere."""
    _, row = await visit.read(_one)
    number = int(visit.request.match_info["answer"])
    answer = row.answers[number] if number < len(row.answers) else None
    if answer is None or not answer.file:
        raise NotAllowed(f"no recording is answer {number} to the reminder")
    return await played(visit, answer.file)


def _tab(visit: Visit) -> str:
    return f"{ROOT}/citizens/{visit.request.match_info['relation']}/{TAB}"


def _of_all(cursor: Cursor, visit: Visit) -> Page:
    """Without those that the reader has stopped.

    What is shown is called by its kind here: to name it, everything that each citizen shows would be opened.
    """

    def shared(cursor: Cursor, those: Sequence[Reminder]) -> Mapping[int, Mapping[str, Any]]:
        last = shares.last_shown(cursor, visit.me, {each.exercise for each in those})
        flows = {each.exercise: each.flow for each in those}
        return {
            exercise: {"snapshot": {"flow": flows[exercise]}, "day": visit.day(at), "named": False}
            for exercise, at in last.items()
        }

    ids = set_reminders.by_due(cursor, visit.me)
    return page_of(cursor, visit, ids, shared, size=ON_A_PAGE, moments=1)


def _of_one(cursor: Cursor, visit: Visit) -> tuple[Errand, Page]:
    errand = begin(cursor, visit)
    ids = set_reminders.of_one(cursor, visit.me, errand.of.relation.citizen)
    return errand, page_of(cursor, visit, ids, _shared(errand), size=OF_ONE, moments=MOMENTS)


def _one(cursor: Cursor, visit: Visit) -> tuple[Errand, Row]:
    """The one in the address; NotAllowed where the reader has not set it for this citizen."""
    errand, number = begin(cursor, visit), visit.number("reminder")
    if number not in set_reminders.of_one(cursor, visit.me, errand.of.relation.citizen):
        raise NotAllowed(f"person {visit.me} has not set the reminder {number}")
    return errand, rows(cursor, visit, [number], _shared(errand), 1)[0]


def _stop(cursor: Cursor, visit: Visit) -> None:
    _, row = _one(cursor, visit)
    if visit.first_time(cursor) and not row.past:
        visit.do(cursor, StopReminder(visit.number("reminder")))


def _shared(errand: Errand) -> Shared:
    shown = {each.share.exercise: listed(each) for each in errand.shown}
    return lambda _cursor, _those: shown
