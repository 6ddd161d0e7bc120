"""My citizens: who needs the reader now, and everybody else; sorted, searched and paged."""

from __future__ import annotations

from itertools import islice
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
    from collections.abc import Iterable, Iterator, Mapping, Sequence

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
    names = caseload.names(cursor, visit.me) if wanted or order == "name" else {}
    by_seen = order == "seen"
    everybody = list(names) if names and not by_seen else caseload.standing(cursor, visit.me, by_seen=by_seen)
    waiting, mine = notices.waiting(cursor, visit.me), frozenset(everybody)
    waits = {citizen: theirs for citizen, theirs in asked(waiting).items() if citizen in mine}
    found = _named(names, everybody, wanted) if wanted else everybody
    number = min(page_number(visit.request.query.get("page", "")), _pages(len(found)))
    before, until = (number - 1) * ON_A_PAGE, number * ON_A_PAGE
    if order == "needs":
        here, to_take_up = _needing(cursor, visit, found, waits, until)
        here = here[before:]
    else:
        in_order = visit.language.order
        by_name = sorted(found, key=lambda each: in_order(names[each])) if order == "name" else found
        here = by_name[before:until]
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


def _needing(
    cursor: Cursor, visit: Visit, those: Sequence[int], waits: Mapping[int, Sequence[Notice]], most: int
) -> tuple[list[int], Mapping[int, frozenset[Cue]]]:
    """So many of these who need the reader most, and what there is to take up with them.

    What nobody has asked for decides who they are where too few have asked for what matters more.
    """
    theirs = frozenset(those)
    urgency = {citizen: _urgency(each) for citizen, each in waits.items() if citizen in theirs}
    if sum(rank < FIRST_CUE for rank, _ in urgency.values()) >= min(most, len(those)):
        first = list(islice(by_need(those, urgency, {}), most))
        return first, cues.found(cursor, visit, first)
    every = cues.found(cursor, visit)
    mine = {citizen: kinds for citizen, kinds in every.items() if citizen in theirs}
    return list(islice(by_need(those, urgency, mine), most)), mine


def by_need(
    those: Iterable[int], urgency: Mapping[int, Urgency], to_take_up: Mapping[int, frozenset[Cue]]
) -> Iterator[int]:
    """First those of whom something waits that matters most, and of these for whom it has waited longest.

    Then the others, as they stood.
    """
    every = dict(urgency)
    for citizen, kinds in to_take_up.items():
        take_up = (min(ORDER[each] for each in kinds), 0)
        every[citizen] = min(take_up, every.get(citizen, take_up))
    yield from sorted(every, key=every.__getitem__)
    yield from (each for each in those if each not in every)


def _urgency(theirs: Sequence[Notice]) -> Urgency:
    """The place of what matters most, and the notice that has waited for longest."""
    return min(ORDER[each.kind] for each in theirs), theirs[0].id


def _named(names: Mapping[int, str], those: Iterable[int], wanted: str) -> list[int]:
    """Those of them whose name has what is wanted in it."""
    folded = wanted.casefold()
    return [each for each in those if folded in names[each].casefold()]


def _pages(count: int) -> int:
    return max(1, -(-count // ON_A_PAGE))


def page_number(text: str) -> int:
    """The number of a page that an address names, the first for anything else."""
    return max(1, int(text)) if text.isascii() and text.isdecimal() and len(text) < 7 else 1
