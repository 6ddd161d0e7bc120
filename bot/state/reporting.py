"""Writing reports, asking the citizen whether they are right, and what the citizen answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from bot.engine.deeds import Look
from bot.engine.report_deeds import (
    ApproveReport,
    AskApproval,
    BeginReport,
    SpeakInReport,
    WishChanges,
    WriteReport,
)
from bot.flows._report_facts import without_exercise
from bot.policy import NotAllowed
from bot.state import access, notices, people, relations, report_facts, reports
from bot.state.errors import Tampered
from bot.state.notices import NEWS, QUEUE
from bot.state.reports import EMPTY, Report

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import datetime

    from bot.engine.report_deeds import ReportDeed
    from bot.state.cursor import Cursor
    from bot.state.deeds import Doer
    from bot.state.ids import Ids
    from bot.state.notices import Kind
    from bot.state.relations import Relation
    from bot.state.reports import Version

    Facts = dict[str, Any]

ASKED: Final[Kind] = "report"
"""What waits for a citizen who is asked whether a report is right."""
ANSWERED: Final[tuple[Kind, ...]] = ("report_approved", "report_changes")
"""What waits for a contact person whose citizen has answered."""


def do(doer: Doer, deed: ReportDeed) -> None:
    """Carry out what is done about reports; NotAllowed where the person may not, or the version is overtaken."""
    match deed:
        case BeginReport():
            _begin(doer, deed)
        case WriteReport(number, after, assessment, proposals):
            report, newest = _mine(doer, number, after)
            written = {
                **newest.content,
                "facts": {},
                "assessment": assessment,
                "proposals": proposals,
                "wish": "",
            }
            new = doer.ids.next()
            reports.keep(doer.cursor, new, report, after + 1, doer.person, written, doer.now)
            notices.outdate(doer.cursor, report.citizen, doer.person, ASKED, doer.now)
        case AskApproval(number, version):
            _ask(doer, *_mine(doer, number, version))
        case SpeakInReport(number, version, text):
            report, asked = _asked(doer, number, version)
            _rewrite(doer, report, asked, content={**asked.content, "words": text})
        case ApproveReport(number, version):
            report, asked = _asked(doer, number, version)
            _rewrite(doer, report, asked, state="approved", answered_at=doer.now)
            _tell(doer, report, "report_approved")
        case WishChanges(number, version, text):
            report, asked = _asked(doer, number, version)
            wished = {**asked.content, "wish": text}
            _rewrite(doer, report, asked, state="changes", content=wished, answered_at=doer.now)
            _tell(doer, report, "report_changes")


def end(doer: Doer, relation: Relation) -> None:
    """A relation ends: what the citizen has not approved goes, and the citizen is asked no more about it."""
    reports.let_go(doer.cursor, relation.id)
    notices.outdate(doer.cursor, relation.citizen, relation.staff, ASKED, doer.now)


def taken_along(cursor: Cursor, relation: int) -> list[int]:
    """Take the reports of a relation out of it, before it ends, for whoever takes over and sees what was seen."""
    found = [each.id for each in reports.of_relation(cursor, relation)]
    for each in found:
        reports.belong(cursor, each, None)
    return found


def lose(cursor: Cursor, ids: Ids, citizen: int, exercise: int, staff: Iterable[int], now: datetime) -> None:
    """What an exercise tells stands in no report any more that these write and the citizen has not approved.

    Where that does not open, nobody can take something out of it: all of it goes.
    """
    who = set(staff)
    theirs = {each.id for each in relations.of_citizen(cursor, citizen) if each.staff in who}
    open_ = [each for each in reports.of_citizen(cursor, citizen) if each.relation in theirs]
    try:
        found = reports.versions_of(cursor, citizen, [each.id for each in open_])
    except Tampered:
        for relation in theirs:
            reports.let_go(cursor, relation)
        return
    unapproved = [each for each in found if each.state != "approved"]
    _tell_otherwise(cursor, ids, citizen, unapproved, lambda facts: without_exercise(facts, exercise), now)


def change(cursor: Cursor, ids: Ids, citizen: int, changed: Callable[[Facts], Facts], now: datetime) -> None:
    """Change what every version of a citizen's reports says of what they have shown."""
    found = reports.versions_of(cursor, citizen, [each.id for each in reports.of_citizen(cursor, citizen)])
    _tell_otherwise(cursor, ids, citizen, found, changed, now)


def _tell_otherwise(
    cursor: Cursor,
    ids: Ids,
    citizen: int,
    versions: Iterable[Version],
    changed: Callable[[Facts], Facts],
    now: datetime,
) -> None:
    """Let versions tell other facts.

    What the citizen is asked about they have read otherwise: they are not asked any more, and a new draft goes on.
    """
    for version in versions:
        facts = version.content["facts"]
        left = changed(facts) if facts else facts
        if left == facts:
            continue
        told = version._replace(content={**version.content, "facts": left})
        reports.rewrite(cursor, citizen, told, version.state)
        report = reports.get(cursor, version.report)
        if report is not None and _is_asked(cursor, report, version):
            _redraw(cursor, ids, report, version, now)


def _is_asked(cursor: Cursor, report: Report, version: Version) -> bool:
    return version.state == "asked" and reports.newest(cursor, report).number == version.number


def _redraw(cursor: Cursor, ids: Ids, report: Report, version: Version, now: datetime) -> None:
    """Go on from what a citizen is asked about with a draft, and ask them no more."""
    content = {**version.content, "facts": {}}
    reports.keep(cursor, ids.next(), report, version.number + 1, version.author, content, now)
    relation = relations.get(cursor, report.relation or 0)
    if relation is not None:
        notices.outdate(cursor, report.citizen, relation.staff, ASKED, now)


def _begin(doer: Doer, deed: BeginReport) -> None:
    cursor = doer.cursor
    relation = access.following(cursor, "report", doer.person, deed.relation)
    report = Report(
        deed.report,
        relation.citizen,
        relation.id,
        doer.person,
        relation.organisation,
        deed.begun,
        deed.until,
        deed.language,
        doer.now,
    )
    reports.begin(cursor, report)
    reports.keep(cursor, doer.ids.next(), report, 1, doer.person, dict(EMPTY), doer.now)


def _ask(doer: Doer, report: Report, newest: Version) -> None:
    if newest.state != "draft":
        raise NotAllowed(f"version {newest.number} of the report {report.id} is no draft")
    read = report_facts.read(doer.cursor, doer.person, report)
    # What was shown since the page was opened is read with the version from now on.
    doer.do(Look(tuple(share.id for share in read.unlooked), at_desk=True))
    content: dict[str, Any] = {**newest.content, "facts": read.facts}
    _rewrite(doer, report, newest, state="asked", content=content, asked_at=doer.now)
    for kind in ANSWERED:
        notices.outdate(doer.cursor, doer.person, report.citizen, kind, doer.now)
    doer.tell(report.citizen, ASKED, NEWS, subject=report.id)


def _mine(doer: Doer, number: int, version: int) -> tuple[Report, Version]:
    """A report that the person writes, and its newest version; NotAllowed where that is another one."""
    report = reports.get(doer.cursor, number)
    if report is None or report.relation is None:
        raise NotAllowed(f"person {doer.person} writes no report {number}")
    access.following(doer.cursor, "report", doer.person, report.relation)
    people.touch(doer.cursor, report.citizen)
    return report, _newest(doer, report, version)


def _asked(doer: Doer, number: int, version: int) -> tuple[Report, Version]:
    """A report that the person is asked about, and the version; NotAllowed where they are not (any more)."""
    report = reports.get(doer.cursor, number)
    if report is None or report.citizen != doer.person:
        raise NotAllowed(f"person {doer.person} is not asked about the report {number}")
    newest = _newest(doer, report, version)
    if newest.state != "asked" or report.relation is None:
        raise NotAllowed(f"person {doer.person} is not asked about version {version} any more")
    return report, newest


def _newest(doer: Doer, report: Report, version: int) -> Version:
    newest = reports.newest(doer.cursor, report)
    if newest.number != version:
        raise NotAllowed(f"version {version} of the report {report.id} is overtaken by {newest.number}")
    return newest


def _rewrite(doer: Doer, report: Report, version: Version, **changed: Any) -> None:
    """Change a version as it was found; Conflict where it has come into another state since."""
    reports.rewrite(doer.cursor, report.citizen, version._replace(**changed), version.state)


def _tell(doer: Doer, report: Report, kind: Kind) -> None:
    """Whoever writes the report now hears what the citizen has answered."""
    relation = relations.get(doer.cursor, report.relation or 0)
    if relation is not None:
        doer.tell(relation.staff, kind, QUEUE, subject=report.id)
