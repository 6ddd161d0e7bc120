"""One report: what it says by itself, what its contact person writes, and asking the citizen whether it is right."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from bot.desk.citizen import about
from bot.desk.desk import ROOT
from bot.desk.forms import Unfit
from bot.desk.reports import LANGUAGES, STATES, TAB, writer_of
from bot.desk.visit import sent_on
from bot.desk.written import screened, told
from bot.engine.deeds import Deal, Look
from bot.engine.report_deeds import AskApproval, WriteReport
from bot.engine.text import N_
from bot.flows._report_paper import document, on
from bot.pictures.printing import page as printed
from bot.policy import NotAllowed
from bot.state import notices, report_facts, reports
from bot.state.reporting import ANSWERED

if TYPE_CHECKING:
    from datetime import date

    from aiohttp import web

    from bot.desk.line import Line
    from bot.desk.visit import Visit
    from bot.pictures.document import Page
    from bot.state.cursor import Cursor
    from bot.state.reports import Report, Version
    from bot.state.shares import Share

MOST: Final = 8_000
"""Characters of one of the two texts: about three pages."""
TEXTS: Final = ("assessment", "proposals")
SAVE, ASK = "save", "ask"
EMPTY = N_("Write an assessment first. Then the citizen has something to read.")
TOO_LONG = N_("That is more than there is room for in a report. Nothing was saved. Please make it shorter.")


class Opened(NamedTuple):
    """What stands on the page: whom it is about, the report, a version of it, and that as it is read.

    `unlooked` is what of it the reader has not looked at before; `day` is that of what happened last to this version.
    """

    line: Line
    report: Report
    version: Version
    told: dict[str, Any]
    unlooked: tuple[Share, ...]
    day: date


async def newest(visit: Visit) -> web.Response:
    """The newest version, to be written on; the citizen's scorings and plans that stand in it have been looked at."""
    found = await visit.write(read)
    return _editing(visit, found, {name: found.version.content[name] for name in TEXTS})


async def version(visit: Visit) -> web.Response:
    """One version as it is, to be read."""
    found = await visit.write(read)
    return about(
        visit,
        "report_version.html",
        found.line,
        TAB,
        opened=found,
        to=address(visit, found.version.number),
        page=page_of(visit, found),
        states=STATES,
    )


async def write(visit: Visit) -> web.Response:
    """Save what was written, or save it and ask the citizen, once; where somebody else has saved meanwhile, neither."""
    kind, number = visit.fields.get("kind", SAVE), visit.fields.get("number", "")
    typed = {name: visit.fields.get(name, "").replace("\r\n", "\n").strip() for name in TEXTS}
    if kind not in (SAVE, ASK) or not (number.isascii() and number.isdecimal() and len(number) < 7):
        raise NotAllowed(f"{kind!r} of {number!r} is nothing that is done with a report")
    if max(map(len, typed.values())) > MOST:
        raise Unfit(TOO_LONG, 422)
    if kind == ASK and not typed["assessment"]:
        raise Unfit(EMPTY, 422)
    screening = {name: screened(text) for name, text in typed.items()}
    clean = {name: each.text for name, each in screening.items()}
    overtaken = await visit.write(_write, int(number), clean, kind)
    if overtaken is not None:
        return _editing(visit, overtaken, clean, status=409)
    notes = sorted({note for each in screening.values() for note in each.notes})
    return sent_on(f"{address(visit)}?{'&'.join([*notes, 'asked' if kind == ASK else 'saved'])}")


def opened(cursor: Cursor, visit: Visit) -> Opened:
    """The report in the address, and the version that is named there or else the newest; NotAllowed for any other."""
    relation, line = writer_of(cursor, visit)
    report = reports.get(cursor, visit.number("report"))
    if report is None or report.relation != relation.id:
        raise NotAllowed(f"person {visit.me} writes no report {visit.request.match_info['report']!r}")
    every = reports.versions_of(cursor, relation.citizen, [report.id])
    wanted = int(visit.request.match_info.get("version", every[0].number))
    found = next((each for each in every if each.number == wanted), None)
    if found is None:
        raise NotAllowed(f"the report {report.id} has no version {wanted}")
    now = None if found.content["facts"] else report_facts.read(cursor, visit.me, report)
    told = report_facts.told(cursor, report, found, now.facts if now else {})
    day = visit.day(found.answered_at or found.asked_at or found.made_at)
    return Opened(line, report, found, told, now.unlooked if now else (), day)


def page_of(visit: Visit, found: Opened) -> Page:
    """The report as it is printed, in its own language."""
    kinds = {flow.id: flow.kind or flow.title for flow in visit.desk.flows.values()}
    return printed(document(found.told, kinds), visit.desk.catalogues.language(found.report.language))


def address(visit: Visit, number: int = 0) -> str:
    """Where the report lies, or a version of it."""
    place = visit.request.match_info
    below = f"/{number}" if number else ""
    return f"{ROOT}/citizens/{place['relation']}/{TAB}/{place['report']}{below}"


def _editing(visit: Visit, found: Opened, typed: dict[str, str], *, status: int = 200) -> web.Response:
    """The page where the report is written; with 409 what somebody else has saved stands beside what was typed."""
    return about(
        visit,
        "report.html",
        found.line,
        TAB,
        status=status,
        opened=found,
        to=address(visit),
        page=page_of(visit, found),
        typed=typed,
        overtaken=status == 409,
        period=(on(found.report.begun), on(found.report.until)),
        states=STATES,
        languages=LANGUAGES,
        most=MOST,
        done=next((each for each in ("asked", "saved") if each in visit.request.query), ""),
        told=told(visit.request.query),
    )


def read(cursor: Cursor, visit: Visit) -> Opened:
    """What is there; that it was read is noted where what the citizen shows is, and what waited of it waits no more."""
    found = opened(cursor, visit)
    for share in found.unlooked:
        visit.do(cursor, Look(share.id, at_desk=True))
    for each in notices.waiting(cursor, visit.me):
        if each.kind in ANSWERED and each.subject == found.report.id:
            visit.do(cursor, Deal(each.id))
    return found


def _write(cursor: Cursor, visit: Visit, number: int, clean: dict[str, str], kind: str) -> Opened | None:
    """Save and ask; what is there instead, where a newer version has taken the place of the one that was written on."""
    found = opened(cursor, visit)
    version = found.version
    if not visit.first_time(cursor):
        return None
    if version.number != number:
        return found
    changed = {name: version.content[name] for name in TEXTS} != clean
    if changed or version.state != "draft":
        visit.do(cursor, WriteReport(found.report.id, number, clean["assessment"], clean["proposals"]))
        number += 1
    if kind == ASK:
        visit.do(cursor, AskApproval(found.report.id, number))
    return None
