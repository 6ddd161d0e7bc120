"""My citizens: who needs the reader now, and everybody else; sorted, searched and paged."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

from bot import policy
from bot.desk.desk import ROOT
from bot.desk.visit import sent_on
from bot.desk.waiting import OF_CITIZENS, ORDER
from bot.engine.callbacks import to_base36
from bot.engine.deeds import Deal
from bot.flows._queue import LABELS
from bot.state import caseload, notices, people, roles

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence
    from datetime import date, datetime

    from aiohttp import web

    from bot.desk.visit import Visit
    from bot.state.caseload import Followed
    from bot.state.cursor import Cursor
    from bot.state.notices import Kind, Notice

ON_A_PAGE: Final = 25
ORDERS: Final = ("needs", "name", "seen")
"""How the list can be sorted: who needs the reader now, by name, or who has not been here for longest."""
LONGEST_SEARCH: Final = 80
MOST_NEWS: Final = 20


@dataclass(frozen=True, slots=True)
class Line:
    """A citizen in the list: the key of the first relation, the reader's roles, what waits, the most urgent first."""

    key: str
    relations: tuple[int, ...]
    name: str
    roles: tuple[str, ...]
    since: date
    seen: date
    seen_at: datetime
    waits: tuple[Kind, ...]
    waits_since: int


async def citizens(visit: Visit) -> web.Response:
    """The page."""
    query = visit.request.query
    order = query.get("sort", "") if query.get("sort") in ORDERS else "needs"
    wanted = " ".join(query.get("q", "")[:LONGEST_SEARCH].split())
    overview = await visit.read(_look, order, wanted, _page(query.get("page", "")))
    return visit.page(
        "citizens.html",
        lines=overview.lines,
        count=overview.found,
        everybody=overview.everybody,
        waiting=overview.waiting,
        order=order,
        wanted=wanted,
        number=overview.number,
        pages=_pages(overview.found),
        labels=OF_CITIZENS,
        news=overview.news,
        news_labels=LABELS,
        invites=overview.invites,
    )


@dataclass(frozen=True, slots=True)
class News:
    """Something that waits about somebody who is not with the reader any more; `name` "" where it is not known."""

    key: str
    kind: Kind
    name: str
    day: date


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


def _look(cursor: Cursor, visit: Visit, order: str, wanted: str, page: int) -> Overview:
    everybody = caseload.standing(cursor, visit.me, by_seen=order == "seen")
    waiting = notices.waiting(cursor, visit.me)
    about = _by_citizen(each for each in waiting if each.kind in OF_CITIZENS)
    found = everybody if order == "seen" else _by_need(everybody, about)
    if wanted or order == "name":
        found = _named(cursor, visit, found, order, wanted)
    number = min(page, _pages(len(found)))
    here = found[(number - 1) * ON_A_PAGE : number * ON_A_PAGE]
    mine = set(everybody)
    held = roles.of_person(cursor, visit.me)
    return Overview(
        _lines(visit, caseload.followed(cursor, visit.me, only=here), about, here),
        number,
        len(found),
        len(everybody),
        len(mine & about.keys()),
        _news(cursor, mine, waiting, visit),
        any(policy.may("invite_citizen", role=each.role) for each in held),
    )


def _by_need(everybody: Sequence[int], about: Mapping[int, Sequence[Notice]]) -> list[int]:
    """First of whom something waits that matters most, of those for whom it has waited longest; then the others."""
    urgency = {
        citizen: (min([ORDER[each.kind] for each in waits]), waits[0].id) for citizen, waits in about.items()
    }
    waited_for = sorted(urgency.keys() & set(everybody), key=urgency.__getitem__)
    return [*waited_for, *[each for each in everybody if each not in urgency]]


def _named(cursor: Cursor, visit: Visit, those: Iterable[int], order: str, wanted: str) -> list[int]:
    """Those whose name has what is wanted in it, in their order or by name; for that everybody's name is opened."""
    names = {each.relation.citizen: each.name.casefold() for each in caseload.followed(cursor, visit.me)}
    found = [each for each in those if wanted.casefold() in names[each]]
    return sorted(found, key=lambda citizen: (names[citizen], citizen)) if order == "name" else found


def _news(cursor: Cursor, mine: Collection[int], waiting: Iterable[Notice], visit: Visit) -> tuple[News, ...]:
    """What is told of people who have gone, the longest waiting first; so many that a page can hold."""
    gone = [each for each in waiting if each.kind in LABELS and each.about not in mine]
    return tuple(
        News(
            to_base36(each.id),
            each.kind,
            people.name_of(cursor, each.about) if each.about else "",
            visit.day(each.made_at),
        )
        for each in gone[:MOST_NEWS]
    )


async def deal(visit: Visit) -> web.Response:
    """The reader has read what is told of somebody who has gone."""
    await visit.write(_deal)
    return sent_on(f"{ROOT}/")


def _deal(cursor: Cursor, visit: Visit) -> None:
    key = to_base36(visit.number("notice"))
    mine = set(caseload.standing(cursor, visit.me))
    news = _news(cursor, mine, notices.waiting(cursor, visit.me), visit)
    if visit.first_time(cursor) and any(each.key == key for each in news):
        visit.do(cursor, Deal(visit.number("notice")))


def line(cursor: Cursor, visit: Visit, citizen: int) -> Line | None:
    """The line of one citizen of the reader's, in whatever roles they follow them; None for anybody else."""
    theirs = notices.waiting(cursor, visit.me, about=citizen)
    waiting = (each for each in theirs if each.kind in OF_CITIZENS)
    followed = caseload.followed(cursor, visit.me, only=[citizen])
    return next(iter(_lines(visit, followed, _by_citizen(waiting), [citizen])), None)


def _lines(
    visit: Visit, followed: Iterable[Followed], about: Mapping[int, Sequence[Notice]], order: Iterable[int]
) -> list[Line]:
    """A line for each of these citizens, in this order."""
    theirs: dict[int, list[Followed]] = {}
    for each in followed:
        theirs.setdefault(each.relation.citizen, []).append(each)
    return [_line(visit, theirs[each], about.get(each, ())) for each in order if each in theirs]


def _line(visit: Visit, followed: Sequence[Followed], waiting: Sequence[Notice]) -> Line:
    first = followed[0]
    kinds = {each.kind for each in waiting}
    return Line(
        to_base36(first.relation.id),
        tuple(each.relation.id for each in followed),
        first.name,
        tuple(each.relation.role for each in followed),
        visit.day(first.relation.since),
        visit.day(first.seen_at),
        first.seen_at,
        tuple(sorted(kinds, key=lambda kind: ORDER[kind])),
        min((each.id for each in waiting), default=0),
    )


def _by_citizen(every: Iterable[Notice]) -> dict[int, list[Notice]]:
    """What waits, by the citizen whom it is about."""
    found: dict[int, list[Notice]] = {}
    for each in every:
        if each.about is not None:
            found.setdefault(each.about, []).append(each)
    return found


def _pages(count: int) -> int:
    return max(1, -(-count // ON_A_PAGE))


def _page(text: str) -> int:
    """The number of a page that an address names, the first for anything else."""
    return max(1, int(text)) if text.isascii() and text.isdecimal() and len(text) < 7 else 1
