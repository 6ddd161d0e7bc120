"""A citizen's stars over time: any of those they show side by side, what has moved, their focus and their goals."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from bot.desk import star_picture
from bot.desk.citizen import about, line_of
from bot.desk.comparing import MOST, compared, lines, usual
from bot.desk.looking import look
from bot.desk.showing import shown_by
from bot.desk.star_shown import FLOW, stars
from bot.engine.text import Words
from bot.flows._score import Score
from bot.flows._star import AXIS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from aiohttp import web

    from bot.desk import comparing
    from bot.desk.comparing import Comparison
    from bot.desk.line import Line
    from bot.desk.star_shown import Goal, Star
    from bot.desk.visit import Visit
    from bot.engine.flow import Flow
    from bot.state.cursor import Cursor

TAB: Final = "star"
MOST_CHOSEN: Final = 50
"""Lines that an address names; more are no choice of anybody's."""


class Page(NamedTuple):
    """What stands on the page: what can be chosen, what is, and the goals of the newest star among that."""

    line: Line
    every: tuple[comparing.Line, ...]
    comparison: Comparison
    goals: tuple[Goal, ...]


async def star(visit: Visit) -> web.Response:
    """The page; looking at the stars that stand side by side on it is noted."""
    found = await visit.write(_read)
    return about(
        visit,
        "star.html",
        found.line,
        TAB,
        page=found,
        picture=star_picture,
        most=MOST,
        steps=Words("{list}", {"list": tuple(Words(each) for each in visit.desk.content.star.axes[0].words)}),
    )


def _read(cursor: Cursor, visit: Visit) -> Page:
    """The page as it is once the reader has looked at what stands on it."""
    relation, line = line_of(cursor, visit)
    page = _page(cursor, visit, relation.citizen, line)
    look(
        cursor,
        visit,
        relation.citizen,
        {each.share.id: each.share for each in page.comparison.lines}.values(),
    )
    return _page(cursor, visit, relation.citizen, line)


def _page(cursor: Cursor, visit: Visit, citizen: int, line: Line) -> Page:
    found = stars(shown_by(cursor, visit, citizen))
    every = lines(found, words_of(visit.desk.flows), visit.today)
    wanted = set(visit.request.query.getall("with", [])[:MOST_CHOSEN])
    chosen = wanted & {each.key for each in every} or usual(every)
    comparison = compared(found, every, chosen)
    return Page(line, every, comparison, _goals(found, comparison))


def _goals(found: Sequence[Star], comparison: Comparison) -> tuple[Goal, ...]:
    """The goals of the newest star of which something stands on the page."""
    read = {each.share.id for each in comparison.lines}
    return next((each.goals for each in reversed(found) if each.shown.share.id in read), ())


def words_of(flows: Mapping[str, Flow]) -> dict[str, tuple[str, ...]]:
    """The words of the steps of each axis as it is asked for today."""
    steps = flows[FLOW].steps if FLOW in flows else ()
    return {
        step.id.removeprefix(AXIS): tuple(step.labels)
        for step in steps
        if isinstance(step, Score) and step.id.startswith(AXIS)
    }
