"""How each function about reports is called once, as `calls.py` does for the rest of the storage."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.engine.report_deeds import AskApproval, BeginReport, WriteReport
from bot.state import people, report_facts, reporting, reports
from bot.state.deeds import Doer
from tests.state.company_calls import IDS, NOW, follow, place

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.state.cursor import Cursor
    from bot.state.reports import Report
    from tests.state.helpers import Someone


def made(cursor: Cursor, who: Someone) -> Report:
    """A report about somebody who is their own contact person, of which they are asked."""
    new, relation = IDS.next(), follow(cursor, who)
    doer = Doer(cursor, IDS, who.id, place(cursor), NOW)
    for deed in (
        BeginReport(new, relation, NOW.date(), NOW.date(), "da"),
        WriteReport(new, 1, "x", "y"),
        AskApproval(new, 2),
    ):
        doer.do(deed)
    found = reports.get(cursor, new)
    assert found is not None
    return found


def with_report(what: Callable[[Cursor, Report], object]) -> Callable[[Cursor, Someone], None]:
    """Something that is done once there is a report."""

    def do(cursor: Cursor, who: Someone) -> None:
        what(cursor, made(cursor, who))

    return do


CALLS: dict[Callable[..., Any], Callable[[Cursor, Someone], object]] = {
    people.zone_of: lambda c, who: people.zone_of(c, who.id),
    report_facts.read: with_report(lambda c, report: report_facts.read(c, report.citizen, report)),
    report_facts.told: with_report(
        lambda c, report: report_facts.told(c, report, reports.newest(c, report), {})
    ),
    reporting.lose: with_report(
        lambda c, report: reporting.lose(c, IDS, report.citizen, 1, {report.citizen}, NOW)
    ),
    reporting.taken_along: with_report(lambda c, report: reporting.taken_along(c, report.relation or 0)),
    reports.about_others: with_report(lambda c, report: reports.about_others(c, report.citizen)),
    reports.begin: made,
    reports.belong: with_report(lambda c, report: reports.belong(c, report.id, None)),
    reporting.change: with_report(lambda c, report: reporting.change(c, IDS, report.citizen, dict, NOW)),
    reports.get: with_report(lambda c, report: reports.get(c, report.id)),
    reports.keep: with_report(
        lambda c, report: reports.keep(c, IDS.next(), report, 3, report.citizen, {}, NOW)
    ),
    reports.let_go: with_report(lambda c, report: reports.let_go(c, report.relation or 0)),
    reports.moments: with_report(lambda c, report: reports.moments(c, [report.relation or 0])),
    reports.newest: with_report(reports.newest),
    reports.of_citizen: with_report(lambda c, report: reports.of_citizen(c, report.citizen)),
    reports.of_relation: with_report(lambda c, report: reports.of_relation(c, report.relation or 0)),
    reports.rewrite: with_report(
        lambda c, report: reports.rewrite(
            c, report.citizen, newest := reports.newest(c, report), newest.state
        )
    ),
    reports.versions_of: with_report(lambda c, report: reports.versions_of(c, report.citizen, [report.id])),
}
