"""My citizens: who needs the reader now, and everybody else; sorted, searched and paged."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

from bot import policy
from bot.desk import cues
from bot.desk.desk import ROOT
from bot.desk.navigation import CITIZENS, places
from bot.desk.visit import sent_on
from bot.desk.waiting import OF_CITIZENS, ORDER
from bot.engine.callbacks import to_base36
from bot.engine.deeds import Deal
from bot.flows._queue import LABELS
from bot.state import caseload, notices, people, roles

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from datetime import date, datetime

    from aiohttp import web

    from bot.desk.visit import Visit
    from bot.desk.waiting import Cue
    from bot.policy import Staff
    from bot.state.caseload import Followed
    from bot.state.cursor import Cursor
    from bot.state.notices import Kind, Notice

ON_A_PAGE: Final = 100
LONGEST_SEARCH: Final = 80
MOST_NEWS: Final = 20


@dataclass(frozen=True, slots=True)
class Line:
    """A citizen in the list: the key of the first relation, the reader's roles, what waits, the most urgent first.

    `waits_since` is the notice that has waited for longest, 0 where nobody has asked for anything.
    """

    key: str
    relations: tuple[int, ...]
    name: str
    roles: tuple[Staff, ...]
    since: date
    since_at: datetime
    seen: date
    seen_at: datetime
    waits: tuple[Kind | Cue, ...]
    waits_since: int


async def citizens(visit: Visit) -> web.Response:
    """The page; whoever follows nobody by any role, and has no news of anybody, is sent to their own."""
    query = visit.request.query
    order = query.get("sort", "") if query.get("sort") in SORTED else "needs"
    wanted = " ".join(query.get("q", "")[:LONGEST_SEARCH].split())
    overview = await visit.read(_look)
    home = places(visit.roles)[0]
    if home != CITIZENS and not overview.news:
        return sent_on(home.address)
    everybody = sorted(overview.lines, key=SORTED[order])
    found = [each for each in everybody if wanted.casefold() in each.name.casefold()]
    number = min(page_number(query.get("page", "")), max(1, -(-len(found) // ON_A_PAGE)))
    shown = found[(number - 1) * ON_A_PAGE : number * ON_A_PAGE]
    return visit.page(
        "citizens.html",
        lines=shown,
        count=len(found),
        everybody=len(everybody),
        waiting=sum(bool(each.waits_since) for each in everybody),
        order=order,
        wanted=wanted,
        number=number,
        pages=max(1, -(-len(found) // ON_A_PAGE)),
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
    """What stands on the page; `invites` says whether the reader may invite citizens."""

    lines: list[Line]
    news: tuple[News, ...]
    invites: bool


def _look(cursor: Cursor, visit: Visit) -> Overview:
    followed, waiting = caseload.followed(cursor, visit.me), notices.waiting(cursor, visit.me)
    held = roles.of_person(cursor, visit.me)
    invites = any(policy.may("invite_citizen", role=each.role) for each in held)
    return Overview(
        _lines(cursor, visit, followed, waiting), _news(cursor, visit, followed, waiting), invites
    )


def _news(
    cursor: Cursor, visit: Visit, followed: Iterable[Followed], waiting: Iterable[Notice]
) -> tuple[News, ...]:
    """What is told of people who have gone, the longest waiting first; so many that a page can hold."""
    mine = {each.relation.citizen for each in followed}
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
    if visit.first_time(cursor) and any(each.key == key for each in _look(cursor, visit).news):
        visit.do(cursor, Deal(visit.number("notice")))


def line_about(cursor: Cursor, visit: Visit, citizen: int) -> Line | None:
    """The line of one citizen, in whatever roles the reader follows them; None where they do not."""
    followed = caseload.followed(cursor, visit.me, citizen)
    waiting = notices.waiting(cursor, visit.me, about=citizen)
    return next(iter(_lines(cursor, visit, followed, waiting, citizen)), None)


def _lines(
    cursor: Cursor,
    visit: Visit,
    followed: Sequence[Followed],
    waiting: Iterable[Notice],
    citizen: int | None = None,
) -> list[Line]:
    """A line for each of these citizens; `citizen` where it is one alone."""
    about = _by_citizen(each for each in waiting if each.kind in OF_CITIZENS)
    to_take_up = cues.found(cursor, visit, followed, citizen)
    theirs: dict[int, list[Followed]] = {}
    for each in followed:
        theirs.setdefault(each.relation.citizen, []).append(each)
    return [
        _line(visit, mine, about.get(one, ()), to_take_up.get(one, frozenset()))
        for one, mine in theirs.items()
    ]


def _line(
    visit: Visit, followed: Sequence[Followed], waiting: Sequence[Notice], to_take_up: frozenset[Cue]
) -> Line:
    first = followed[0]
    kinds = {each.kind for each in waiting} | to_take_up
    return Line(
        to_base36(first.relation.id),
        tuple(each.relation.id for each in followed),
        first.name,
        tuple(each.relation.role for each in followed),
        visit.day(first.relation.since),
        first.relation.since,
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


def _needs(line: Line) -> tuple[int, int, str]:
    """First whom something waits of that matters most; of those, for whom it has waited longest."""
    return (ORDER[line.waits[0]] if line.waits else len(ORDER), line.waits_since, line.name.casefold())


SORTED: Final[Mapping[str, Callable[[Line], tuple[object, ...]]]] = {
    "needs": _needs,
    "name": lambda line: (line.name.casefold(), line.key),
    "seen": lambda line: (line.seen_at, line.key),
}
"""How the list can be sorted: who needs the reader now, by name, or who has not been here for longest."""


def page_number(text: str) -> int:
    """The number of a page that an address names, the first for anything else."""
    return max(1, int(text)) if text.isascii() and text.isdecimal() and len(text) < 7 else 1
