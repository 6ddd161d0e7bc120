"""The reports about one citizen of the reader's: each with its versions, and where a new one is begun."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Final, NamedTuple

from bot.desk.citizen import about, line_of
from bot.desk.desk import ROOT
from bot.desk.forms import NO_FORM, Unfit
from bot.desk.visit import sent_on
from bot.engine.callbacks import to_base36
from bot.engine.report_deeds import BeginReport
from bot.engine.text import N_
from bot.flows._report_facts import STAR, Shown, facts_of
from bot.flows._report_paper import period
from bot.policy import NotAllowed
from bot.state import access, people, reports

if TYPE_CHECKING:
    from collections.abc import Mapping

    from aiohttp import web

    from bot.desk.line import Line
    from bot.desk.visit import Visit
    from bot.engine.text import Words
    from bot.state.cursor import Cursor
    from bot.state.relations import Relation
    from bot.state.reports import Report, State, Version

TAB: Final = "report"
LANGUAGES: Final[Mapping[str, str]] = {"da": N_("Danish"), "en": N_("English")}
"""What a report can be written in: what a municipality reads."""
LONGEST: Final = timedelta(days=3 * 366)
STRANGE_PERIOD = N_(
    "These days do not make a period. The first one comes before the last one, the last one is today at the latest, "
    "and there are no more than three years between."
)
STATES: Final[Mapping[State, str]] = {
    # Translators: what a version of a report is.
    "draft": N_("Draft"),
    "asked": N_("With {name} to read"),
    "changes": N_("{name} would like a change"),
    "approved": N_("Approved"),
}
"""What a version is, in a few words."""


class Row(NamedTuple):
    """A version in the list: which one, what it is, since when, and whether a newer one has taken its place."""

    number: int
    state: State
    day: date
    author: str
    overtaken: bool


class Listed(NamedTuple):
    """A report in the list, its newest version first."""

    key: str
    period: Words
    language: str
    versions: tuple[Row, ...]


class Overview(NamedTuple):
    """What stands on the page: whom it is about, the reports, and what a new one begins with."""

    line: Line
    listed: tuple[Listed, ...]
    begun: date
    language: str


async def listed(visit: Visit) -> web.Response:
    """The page; NotAllowed where the reader writes no reports about anybody by the relation in the address."""
    found = await visit.read(_look)
    fields = {"begun": found.begun.isoformat(), "until": visit.today.isoformat(), "language": found.language}
    return _page(visit, found, fields)


async def begin(visit: Visit) -> web.Response:
    """Begin a report about a period; its page comes next."""
    language = visit.fields.get("language", "")
    begun, until = (_day(visit.fields.get(name, "")) for name in ("begun", "until"))
    if language not in LANGUAGES:
        raise Unfit(NO_FORM, 422)
    if not begun or not until or not begun <= until <= visit.today or until - begun > LONGEST:
        return _page(visit, await visit.read(_look), visit.fields, wrong=STRANGE_PERIOD)
    made = await visit.write(_begin, begun, until, language)
    key = visit.request.match_info["relation"]
    return sent_on(
        f"{ROOT}/citizens/{key}/{TAB}/{to_base36(made)}" if made else f"{ROOT}/citizens/{key}/{TAB}"
    )


def _page(visit: Visit, found: Overview, fields: Mapping[str, str], wrong: str = "") -> web.Response:
    """The page, what stands in the form for a new report, and what is `wrong` with it."""
    return about(
        visit,
        "reports.html",
        found.line,
        TAB,
        status=422 if wrong else 200,
        overview=found,
        typed=fields,
        wrong=wrong,
        languages=LANGUAGES,
        states=STATES,
    )


def writer_of(cursor: Cursor, visit: Visit) -> tuple[Relation, Line]:
    """The relation by which the reader writes reports about the citizen in the address; NotAllowed where none does."""
    _, line = line_of(cursor, visit)
    for number in line.relations:
        try:
            return access.following(cursor, "report", visit.me, number), line
        except NotAllowed:
            continue
    raise NotAllowed(f"person {visit.me} writes no reports by the relations {line.relations}")


def _begin(cursor: Cursor, visit: Visit, begun: date, until: date, language: str) -> int:
    relation, _ = writer_of(cursor, visit)
    if not visit.first_time(cursor):
        return 0
    new = visit.desk.store.ids.next()
    visit.do(cursor, BeginReport(new, relation.id, begun, until, language))
    return new


def _look(cursor: Cursor, visit: Visit) -> Overview:
    relation, line = writer_of(cursor, visit)
    found = reports.of_relation(cursor, relation.id)
    every = reports.versions_of(cursor, relation.citizen, [each.id for each in found])
    authors = {each.author for each in every if each.author is not None}
    names = people.names_of(cursor, authors)
    known = people.by_id(cursor, relation.citizen, opened=False)
    spoken = known[0].person.language if known else ""
    return Overview(
        line,
        tuple(_listed(visit, each, every, names) for each in found),
        _first_day(cursor, visit, relation),
        spoken if spoken in LANGUAGES else "da",
    )


def _listed(visit: Visit, report: Report, every: list[Version], names: Mapping[int, str]) -> Listed:
    mine = [each for each in every if each.report == report.id]
    return Listed(
        to_base36(report.id),
        period(report.begun, report.until),
        report.language,
        tuple(
            Row(
                each.number,
                each.state,
                visit.day(each.answered_at or each.asked_at or each.made_at),
                names.get(each.author, "") if each.author else "",
                overtaken=place > 0,
            )
            for place, each in enumerate(mine)
        ),
    )


def _first_day(cursor: Cursor, visit: Visit, relation: Relation) -> date:
    """The day since which the reader can tell of the citizen: that of the first scoring, or of their own first day."""
    since = visit.day(relation.since)
    shown = access.seen(cursor, "read", visit.me, relation.citizen)
    stars = [
        Shown(each.exercise, each.snapshot, visit.day(each.shared_at), named=False)
        for each in shown
        if each.snapshot["flow"] == STAR
    ]
    days = [
        date.fromisoformat(each["day"])
        for each in facts_of(stars, visit.today - LONGEST, visit.today)["stars"]
    ]
    return min([since, *days])


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if len(text) == len("2026-01-01") else None
    except ValueError:
        return None
