"""My citizens: who needs the reader now, and everybody else; sorted, searched and paged."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from bot import policy
from bot.desk import cues
from bot.desk.line import asked, lines
from bot.desk.navigation import CITIZENS, places
from bot.desk.news import news
from bot.desk.visit import sent_on
from bot.desk.waiting import OF_CITIZENS
from bot.flows._queue import LABELS
from bot.flows._urgency import ORDER
from bot.state import caseload, notices

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from aiohttp import web

    from bot.desk.line import Line
    from bot.desk.news import News
    from bot.desk.visit import Visit
    from bot.desk.waiting import Cue
    from bot.state.cursor import Cursor
    from bot.state.notices import Notice

    Urgency = tuple[int, int]

ON_A_PAGE: Final = 20
ORDERS: Final = ("needs", "name", "seen")
"""How the list can be sorted: who needs the reader now, by name, or who has not been here for longest."""
LONGEST_SEARCH: Final = 80
FIRST_CUE: Final = min(ORDER["plan"], ORDER["star"])
"""The place among what waits of what nobody has asked for."""


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
    waits = {citizen: theirs for citizen, theirs in asked(waiting).items() if citizen in mine}
    names = caseload.names(cursor, visit.me) if wanted or order == "name" else {}
    found = _named(names, everybody, wanted) if wanted else everybody
    number = min(page_number(visit.request.query.get("page", "")), _pages(len(found)))
    before, until = (number - 1) * ON_A_PAGE, number * ON_A_PAGE
    to_take_up = None
    if order == "name":
        found = sorted(found, key=lambda each: visit.language.order(names.get(each, "")))
    elif order == "needs":
        urgency = {each: _urgency(waits[each]) for each in found if each in waits}
        # What nobody has asked for decides who stands here where too few have asked for what matters more.
        if sum(rank < FIRST_CUE for rank, _ in urgency.values()) < min(until, len(found)):
            to_take_up = cues.found(cursor, visit)
        found = by_need(found, urgency, to_take_up or {})
    here = found[before:until]
    if to_take_up is None:
        to_take_up = cues.found(cursor, visit, here)
    return Overview(
        lines(cursor, visit, here, waits, to_take_up),
        number,
        len(found),
        len(everybody),
        len(waits),
        news(cursor, visit, mine, waiting),
        any(policy.may("invite_citizen", role=each) for each in visit.roles),
    )


def by_need(
    those: Sequence[int], urgency: Mapping[int, Urgency], to_take_up: Mapping[int, frozenset[Cue]]
) -> list[int]:
    """First those of whom something waits that matters most, and of these for whom it has waited longest.

    Then the others, as they stood.
    """
    theirs, every = frozenset(those), dict(urgency)
    for citizen in theirs & to_take_up.keys():
        take_up = (min(ORDER[each] for each in to_take_up[citizen]), 0)
        every[citizen] = min(take_up, every.get(citizen, take_up))
    return list(dict.fromkeys((*sorted(every, key=every.__getitem__), *those)))


def _urgency(theirs: Sequence[Notice]) -> Urgency:
    """The place of what matters most, and the notice that has waited for longest."""
    return min(ORDER[each.kind] for each in theirs), theirs[0].id


def _named(names: Mapping[int, str], those: Iterable[int], wanted: str) -> list[int]:
    """Those of them whose name has what is wanted in it."""
    return [each for each in those if wanted.casefold() in names.get(each, "").casefold()]


def _pages(count: int) -> int:
    return max(1, -(-count // ON_A_PAGE))


def page_number(text: str) -> int:
    """The number of a page that an address names, the first for anything else."""
    return max(1, int(text)) if text.isascii() and text.isdecimal() and len(text) < 7 else 1
