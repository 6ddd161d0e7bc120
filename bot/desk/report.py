"""One report: what it says by itself, what its contact person writes, and asking the citizen whether it is right."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final, Literal, NamedTuple

from bot.desk.citizen import about
from bot.desk.desk import ROOT
from bot.desk.forms import Unfit
from bot.desk.reports import LANGUAGES, STATES, TAB, writer_of
from bot.desk.visit import sent_on
from bot.desk.written import screened, told
from bot.engine.deeds import Deal, Look
from bot.engine.report_deeds import AskApproval, WriteReport
from bot.engine.text import N_, Words
from bot.flows._report_paper import document, period
from bot.pictures.printing import page as printed
from bot.policy import NotAllowed
from bot.state import access, notices, people, report_facts, reports
from bot.state.reporting import ANSWERED

if TYPE_CHECKING:
    from collections.abc import Container, Mapping
    from datetime import date

    from aiohttp import web

    from bot.desk.line import Line
    from bot.desk.visit import Visit
    from bot.pictures.document import Page
    from bot.state.cursor import Cursor
    from bot.state.reports import Report, State, Version
    from bot.state.shares import Share

    Texts = Mapping[str, str]

MOST: Final = 8_000
"""Characters of one of the two texts: about three pages."""
TEXTS: Final = ("assessment", "proposals")
SAVE, ASK, TAKE_BACK = "save", "ask", "take_back"
AFTER: Final = {SAVE: "saved", ASK: "asked", TAKE_BACK: "taken_back"}
"""What the page says next, by what was done."""
DONE: Final[Mapping[str, tuple[State, ...]]] = {
    "saved": ("draft",),
    "asked": ("asked",),
    "taken_back": ("draft",),
    "same": ("asked", "changes", "approved"),
}
"""The same, and what the version still is where it is true: the citizen can have answered since."""
# Translators: on each page of a report in a demo.
INVENTED = N_("Demo: everybody in this report is invented")
BOTH = "{demo} · {mark}"
EMPTY = N_("Write an assessment first. Then the citizen has something to read.")
TOO_LONG = N_("That is more than there is room for in a report. Nothing was saved. Please make it shorter.")


class Opened(NamedTuple):
    """What stands on the page: whom it is about, the report, a version of it, and that as it is read.

    `unlooked` is what of it the reader has not looked at before; `day` is that of what happened last to this version.
    `every` is each version, the newest first.
    """

    line: Line
    report: Report
    version: Version
    told: dict[str, Any]
    unlooked: tuple[Share, ...]
    day: date
    every: tuple[Version, ...]

    @property
    def approved(self) -> int:
        """The newest version before this one that the citizen has said yes to, 0 where there is none."""
        older = (
            each.number
            for each in self.every
            if each.number < self.version.number and each.state == "approved"
        )
        return next(older, 0)


class Overtaken(NamedTuple):
    """What keeps a form from being taken: `by` a newer version, or the citizen's answer, and what stands there now.

    `before` are the two texts that the form was written on, None where there was no such version.
    """

    by: Literal["saved", "answered"]
    found: Opened
    before: Texts | None

    def merged(self, clean: Texts) -> Texts:
        """What was written, and what is saved now of a text that was left as it was."""
        return {name: self._saved(name) if self._is_kept(name, clean) else clean[name] for name in TEXTS}

    def apart(self, clean: Texts) -> set[str]:
        """The texts that both have changed, and not to the same."""
        was = self.before or {}
        return {
            name
            for name in TEXTS
            if not self._is_kept(name, clean) and self._saved(name) not in (clean[name], was.get(name))
        }

    def _is_kept(self, name: str, clean: Texts) -> bool:
        return self.before is not None and self.before[name] == clean[name]

    def _saved(self, name: str) -> str:
        return str(self.found.version.content[name])


class Stopped(Exception):
    """A form was overtaken: nothing of it is noted, so that it is overtaken too when it is sent once more."""

    def __init__(self, overtaken: Overtaken) -> None:
        super().__init__(overtaken.by)
        self.overtaken = overtaken


async def newest(visit: Visit) -> web.Response:
    """The newest version, to be written on; the citizen's scorings and plans that stand in it have been looked at."""
    found = await visit.write(read)
    return _editing(visit, found, texts_of(found.version))


async def version(visit: Visit) -> web.Response:
    """One version as it is, to be read."""
    found = await visit.write(read)
    return about(
        visit,
        "report_version.html",
        found.line,
        TAB,
        opened=found,
        above=address(visit),
        to=address(visit, found.version.number),
        page=page_of(visit, found),
        states=STATES,
    )


async def write(visit: Visit) -> web.Response:
    """Save what was written, and ask the citizen, or ask no more, once; where it is overtaken meanwhile, nothing."""
    kind, number = visit.fields.get("kind", SAVE), visit.fields.get("number", "")
    typed = {name: visit.fields.get(name, "").replace("\r\n", "\n").strip() for name in TEXTS}
    if kind not in (SAVE, ASK, TAKE_BACK) or not (
        number.isascii() and number.isdecimal() and len(number) < 7
    ):
        raise NotAllowed(f"{kind!r} of {number!r} is nothing that is done with a report")
    if max(map(len, typed.values())) > MOST:
        raise Unfit(TOO_LONG, 422)
    if kind == ASK and not typed["assessment"]:
        raise Unfit(EMPTY, 422)
    screening = {name: screened(text) for name, text in typed.items()}
    clean = {name: each.text for name, each in screening.items()}
    try:
        done = await visit.write(_write, int(number), clean, kind)
    except Stopped as stopped:
        why = stopped.overtaken
        return _editing(visit, why.found, why.merged(clean), overtaken=why.by, apart=why.apart(clean))
    notes = sorted({note for each in screening.values() for note in each.notes})
    return sent_on(f"{address(visit)}?{'&'.join([*notes, done])}")


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
    return Opened(line, report, found, told, now.unlooked if now else (), day, tuple(every))


def texts_of(version: Version) -> Texts:
    """The two texts of a version."""
    return {name: version.content[name] for name in TEXTS}


def page_of(visit: Visit, found: Opened) -> Page:
    """The report as it is printed, in its own language; one of a demo says so on each page."""
    kinds = {flow.id: flow.kind or flow.title for flow in visit.desk.flows.values()}
    made = document(found.told, kinds)
    if visit.desk.is_demo:
        invented = Words(INVENTED)
        made = replace(
            made, mark=Words(BOTH, {"demo": invented, "mark": made.mark}) if made.mark else invented
        )
    return printed(made, visit.desk.catalogues.language(found.report.language))


def address(visit: Visit, number: int = 0) -> str:
    """Where the report lies, or a version of it."""
    place = visit.request.match_info
    below = f"/{number}" if number else ""
    return f"{ROOT}/citizens/{place['relation']}/{TAB}/{place['report']}{below}"


def _editing(
    visit: Visit, found: Opened, typed: Texts, *, overtaken: str = "", apart: Container[str] = ()
) -> web.Response:
    """The page where the report is written; where it is overtaken, what is saved stands beside what lies `apart`."""
    done = next((each for each in DONE if each in visit.request.query), "")
    return about(
        visit,
        "report.html",
        found.line,
        TAB,
        status=409 if overtaken else 200,
        opened=found,
        to=address(visit),
        page=page_of(visit, found),
        typed=typed,
        overtaken=overtaken,
        apart=apart,
        period=period(found.report.begun, found.report.until),
        states=STATES,
        languages=LANGUAGES,
        most=MOST,
        done=done if found.version.state in DONE.get(done, ()) else "",
        told=told(visit.request.query),
    )


def read(cursor: Cursor, visit: Visit) -> Opened:
    """What is there; that it was read is noted where what the citizen shows is.

    With the newest version what the citizen has answered is read, and waits no more.
    """
    found = opened(cursor, visit)
    visit.do(cursor, Look(tuple(share.id for share in found.unlooked), at_desk=True))
    is_newest = found.version.number == found.every[0].number
    for each in notices.waiting(cursor, visit.me):
        if is_newest and each.kind in ANSWERED and each.subject == found.report.id:
            visit.do(cursor, Deal(each.id))
    return found


def _write(cursor: Cursor, visit: Visit, number: int, clean: Texts, kind: str) -> str:
    """What was done (one of `DONE`); Stopped where something else is there than what was written on.

    A version comes of something new in the texts, of asking again about one that was wished otherwise, and of taking
    one back; else there is nothing to save.
    """
    followed = access.following(cursor, "know", visit.me, visit.number("relation"))
    people.touch(cursor, followed.citizen)  # who may be answering just now
    found = opened(cursor, visit)
    version = found.version
    if not visit.first_time(cursor):
        return AFTER[kind]
    if version.number != number:
        before = next((texts_of(each) for each in found.every if each.number == number), None)
        raise Stopped(Overtaken("saved", found, before))
    if kind == TAKE_BACK and version.state != "asked":
        raise Stopped(Overtaken("answered", found, texts_of(version)))
    anew = kind == TAKE_BACK or (kind == ASK and version.state == "changes")
    if clean != texts_of(version) or anew:
        visit.do(cursor, WriteReport(found.report.id, number, clean["assessment"], clean["proposals"]))
        number += 1
    elif version.state != "draft":
        return "same"
    if kind == ASK:
        visit.do(cursor, AskApproval(found.report.id, number))
    return AFTER[kind]
