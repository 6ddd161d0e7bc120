"""What waits for the reader about people who are not with them any more."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from bot.desk.desk import ROOT
from bot.desk.visit import sent_on
from bot.engine.callbacks import to_base36
from bot.engine.deeds import Deal
from bot.flows._queue import LABELS
from bot.state import caseload, notices, people

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from datetime import date

    from aiohttp import web

    from bot.desk.visit import Visit
    from bot.state.cursor import Cursor
    from bot.state.notices import Kind, Notice

MOST: Final = 20


@dataclass(frozen=True, slots=True)
class News:
    """Something that waits about somebody who has gone; `name` "" where it is not known."""

    key: str
    kind: Kind
    name: str
    day: date


def news(cursor: Cursor, visit: Visit, mine: Collection[int], waiting: Iterable[Notice]) -> tuple[News, ...]:
    """What waits of others than `mine`, the longest waiting first; so many that a page can hold."""
    gone = [each for each in waiting if each.kind in LABELS and each.about not in mine]
    told = gone[:MOST]
    names = people.names_of(cursor, {each.about for each in told if each.about})
    return tuple(
        News(to_base36(each.id), each.kind, names.get(each.about or 0, ""), visit.day(each.made_at))
        for each in told
    )


async def deal(visit: Visit) -> web.Response:
    """The reader has read what is told of somebody who has gone."""
    await visit.write(_deal)
    return sent_on(f"{ROOT}/")


def _deal(cursor: Cursor, visit: Visit) -> None:
    mine = caseload.standing(cursor, visit.me)
    key = to_base36(visit.number("notice"))
    told = news(cursor, visit, mine, notices.waiting(cursor, visit.me))
    if visit.first_time(cursor) and any(each.key == key for each in told):
        visit.do(cursor, Deal(visit.number("notice")))
