"""My citizens: who needs the reader now, and everybody else; sorted, searched and paged."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from bot import policy
from bot.desk import cues
from bot.desk.line import Waits, lines
from bot.desk.navigation import CITIZENS, places
from bot.desk.news import news
from bot.desk.visit import sent_on
from bot.desk.waiting import OF_CITIZENS
from bot.flows._queue import LABELS
from bot.state import caseload, notices

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from aiohttp import web

    from bot.desk.line import Line
    from bot.desk.news import News
    from bot.desk.visit import Visit
    from bot.state.cursor import Cursor

ON_A_PAGE: Final = 20
ORDERS: Final = ("needs", "name", "seen")
"""How the list can be sorted: who needs the reader now, by name, or who has not been here for longest."""
LONGEST_SEARCH: Final = 80


class Overview(NamedTuple):
    """What stands on the page, which is this `number`; `invites` says whether the reader may invite citizens.

    `found` citizens are found of `everybody`, and something waits of so many of them all.
    """

    lines: list[Line]
    number: int
    found: int
    everybody: int
    waiting: int
    news: tuple[News, ...]
    invites: bool

    @property
    def pages(self) -> int:
        return _pages(self.found)


async def citizens(visit: Visit) -> web.Response:
    """The page; whoever follows nobody by any role, and has no news of anybody, is sent to their own."""
    query = visit.request.query
    order = query.get("sort", "") if query.get("sort") in ORDERS else "needs"
    wanted = " ".join(query.get("q", "")[:LONGEST_SEARCH].split())
    overview = await visit.read(_look, order, wanted)
    home = places(visit.roles)[0]
    if home != CITIZENS and not overview.news:
        return sent_on(home.address)
    return visit.page(
        "citizens.html",
        overview=overview,
        order=order,
        wanted=wanted,
        labels=OF_CITIZENS,
        news_labels=LABELS,
        roles_differ="contact" in visit.roles,
    )


def _look(cursor: Cursor, visit: Visit, order: str, wanted: str) -> Overview:
    everybody = caseload.standing(cursor, visit.me, by_seen=order == "seen")
    waiting, mine = notices.waiting(cursor, visit.me), frozenset(everybody)
    waits = Waits.of(waiting, cues.found(cursor, visit))
    found = _by_need(everybody, waits) if order == "needs" else everybody
    if wanted or order == "name":
        found = _named(visit, caseload.names(cursor, visit.me), found, wanted, by_name=order == "name")
    number = min(page_number(visit.request.query.get("page", "")), _pages(len(found)))
    here = found[(number - 1) * ON_A_PAGE : number * ON_A_PAGE]
    return Overview(
        lines(cursor, visit, here, waits),
        number,
        len(found),
        len(everybody),
        len(mine & waits.notices.keys()),
        news(cursor, visit, mine, waiting),
        any(policy.may("invite_citizen", role=each) for each in visit.roles),
    )


def _by_need(everybody: Sequence[int], waits: Waits) -> list[int]:
    """First those of whom something waits, the most urgent first; then the others, the longest known first."""
    mine, first = frozenset(everybody), waits.by_urgency()
    return list(dict.fromkeys((*(each for each in first if each in mine), *everybody)))


def _named(
    visit: Visit, names: Mapping[int, str], those: Iterable[int], wanted: str, *, by_name: bool
) -> list[int]:
    """Those of them whose name has what is wanted in it, as they stand or by name."""
    found = [each for each in those if wanted.casefold() in names.get(each, "").casefold()]
    return sorted(found, key=lambda each: visit.language.order(names.get(each, ""))) if by_name else found


def _pages(count: int) -> int:
    return max(1, -(-count // ON_A_PAGE))


def page_number(text: str) -> int:
    """The number of a page that an address names, the first for anything else."""
    return max(1, int(text)) if text.isascii() and text.isdecimal() and len(text) < 7 else 1
