"""How the program is set up for a coordinator's organisation: languages, the star, and what is erased when."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from bot.coaching.course import BEFORE_END
from bot.coaching.retention import WAITS, WARNED
from bot.desk.organisation import coordinated, of_organisation
from bot.engine.text import Month, Words
from bot.state import figures, organisations
from bot.state.tally import LANGUAGE

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from aiohttp import web

    from bot.coaching.figures import Figure
    from bot.desk.visit import Visit
    from bot.flows.content.star import Axis
    from bot.state.cursor import Cursor

SOMEBODY = "…"
"""What stands in a question for a name that each citizen has another of."""


class Setup(NamedTuple):
    """What is known of an organisation: what the law makes it keep elsewhere, and its figures by the month."""

    name: str
    keeps: str
    told: Mapping[date, Mapping[str, Figure]]


class Spoken(NamedTuple):
    """A language that is offered, and how many citizens speak it, at least; 0 where these are too few to be told."""

    name: str
    code: str
    citizens: int


async def settings(visit: Visit) -> web.Response:
    """The page; NotAllowed where the reader coordinates nothing."""
    found, content = await visit.read(_look), visit.desk.content
    month = next(iter(found.told), None)
    return of_organisation(
        visit,
        "settings.html",
        found.name,
        "settings",
        month=Month(month, year=True) if month else None,
        spoken=_spoken(visit, found.told[month] if month else {}),
        axes=[(axis, _question(visit, axis, found.name)) for axis in content.star.axes],
        words=Words("{list}", {"list": tuple(Words(each) for each in content.star.axes[0].words)}),
        course=content.course_weeks,
        halfway=content.course_weeks // 2,
        last=content.course_weeks - BEFORE_END.days // 7,
        kept=content.retention_weeks,
        warned=WARNED.days // 7,
        again=WAITS[2],
        keeps=found.keeps,
    )


def _look(cursor: Cursor, visit: Visit) -> Setup:
    number, name = coordinated(cursor, visit)
    return Setup(name, organisations.keeps(cursor, number), figures.of_organisation(cursor, number))


def _spoken(visit: Visit, told: Mapping[str, Figure]) -> list[Spoken]:
    """Each language that is offered: who speaks one of the others is not told apart from nobody."""
    catalogues = visit.desk.catalogues
    counted = {code: told.get(f"{LANGUAGE}{code}") for code in catalogues.languages}
    return [
        Spoken(catalogues.language(code).name, code, figure.citizens if figure else 0)
        for code, figure in counted.items()
    ]


def _question(visit: Visit, axis: Axis, organisation: str) -> Words:
    """An axis's question as a citizen reads it, with dots for what is their own."""
    own = {"contact": SOMEBODY, "name": SOMEBODY, "language": visit.language.name}
    return Words(axis.question, {**own, "organisation": organisation})
