"""Reports in a town: Mette writes one about Samir and asks him, as the desk does it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.engine.report_deeds import AskApproval, BeginReport, WriteReport
from bot.state import relations, reports
from bot.state.deeds import Doer

if TYPE_CHECKING:
    from datetime import date

    from bot.engine.deeds import Deed
    from bot.state.reports import Version
    from tests.talk import Talk, World
    from tests.town import Town

ASSESSMENT = "Samir knows what he can do. He calls by himself now."
PROPOSALS = "Two days a week at a warehouse, with a mentor of his own."


def doer(talk: Talk) -> Doer:
    world = talk.world
    return Doer(world.connection.cursor(), world.turns.ids, talk.user, world.turns.organisation, world.now)


def does(talk: Talk, *deeds: Deed) -> None:
    for deed in deeds:
        doer(talk).do(deed)


def relation_of(staff: Talk) -> int:
    return relations.of_staff(staff.world.connection.cursor(), staff.user)[0].id


def begun(town: Town, begun: date | None = None, language: str = "") -> int:
    """Mette has begun a report about the time until today."""
    today, new = town.mette.now.date(), town.mette.world.turns.ids.next()
    does(
        town.mette,
        BeginReport(new, relation_of(town.mette), begun or today, today, language or town.language),
    )
    return new


def written(report: int, assessment: str, proposals: str) -> tuple[Deed, ...]:
    """What is done to write a report that was begun, and ask."""
    return WriteReport(report, 1, assessment, proposals), AskApproval(report, 2)


def asked(town: Town, assessment: str = ASSESSMENT, proposals: str = PROPOSALS) -> int:
    """She has written it, and Samir has heard that there is something to read."""
    report = begun(town)
    does(town.mette, *written(report, assessment, proposals))
    town.rings(town.samir)
    return report


def at_the_desk(staff: Talk) -> None:
    """One of the staff writes a report about their first citizen at the desk, in Danish, or the next version of it."""
    cursor, today = staff.world.connection.cursor(), staff.now.date()
    written = reports.of_relation(cursor, relation_of(staff))
    report = written[0].id if written else staff.world.turns.ids.next()
    if not written:
        does(staff, BeginReport(report, relation_of(staff), today, today, "da"))
    number = versions(staff.world, report)[-1].number
    assessment, proposals = DANISH[bool(written)]
    does(staff, WriteReport(report, number, assessment, proposals), AskApproval(report, number + 1))


DANISH = (
    ("Samir har kørt lastbil i syv år. Han ringer selv nu.", "En praktik på et lager, to dage om ugen."),
    ("Samir har kørt lastbil i otte år. Han ringer selv nu.", "En praktik på et lager, to dage om ugen."),
)
"""What stands in the first version, and in the one after that: the assessment, and the proposals."""


def versions(world: World, report: int) -> list[Version]:
    """The versions of a report, the oldest first."""
    cursor = world.connection.cursor()
    found = reports.get(cursor, report)
    assert found is not None
    return reports.versions_of(cursor, found.citizen, [report])[::-1]
