"""The facts of a report, read with the eyes of whoever writes it: nothing that the citizen does not show to them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from bot.flows._report_facts import Shown, facts_of, read_with
from bot.state import access, looks, organisations, people

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.state.cursor import Cursor
    from bot.state.looks import Looked
    from bot.state.reports import Report, Version
    from bot.state.shares import Share


class Read(NamedTuple):
    """The facts, and the shares that somebody reads by them without having looked at them before."""

    facts: dict[str, Any]
    unlooked: tuple[Share, ...]


def read(cursor: Cursor, viewer: int, report: Report) -> Read:
    """The facts of a report as they are now, in as many queries however much is shown."""
    shown = access.seen(cursor, "read", viewer, report.citizen)
    looked: dict[int, list[Looked]] = {}
    for each in looks.of_citizen(cursor, report.citizen):
        if each.viewer == viewer:
            looked.setdefault(each.exercise, []).append(each)
    zone = people.zone_of(cursor, viewer)
    unlooked = {
        share.id: share
        for share in shown
        if not any(share.covers(each.version, each.id) for each in looked.get(share.exercise, ()))
    }
    facts = facts_of(
        (
            Shown(
                share.exercise,
                share.snapshot,
                share.shared_at.astimezone(zone).date(),
                share.id not in unlooked,
            )
            for share in shown
        ),
        report.begun,
        report.until,
    )
    told = read_with(facts)
    return Read(
        {**_about(cursor, viewer, report), **facts},
        tuple(share for share in unlooked.values() if share.exercise in told),
    )


def told(cursor: Cursor, report: Report, version: Version, now: Mapping[str, Any]) -> dict[str, Any]:
    """A version as it is read: while it is written with the facts of `now`, then with those that were held fast.

    `approved` is the day of the citizen's yes, None before that.
    """
    said = version.answered_at if version.state == "approved" else None
    zone = people.zone_of(cursor, report.citizen)
    return {
        **version.content,
        "facts": version.content["facts"] or dict(now),
        "begun": report.begun,
        "until": report.until,
        "language": report.language,
        "number": version.number,
        "state": version.state,
        "approved": said.astimezone(zone).date() if said else None,
    }


def _about(cursor: Cursor, viewer: int, report: Report) -> dict[str, Any]:
    """Whom a report is about, and who writes it where."""
    return {
        "citizen": people.name_of(cursor, report.citizen),
        "author": people.name_of(cursor, viewer),
        "organisation": organisations.get(cursor, report.organisation)[0],
    }
