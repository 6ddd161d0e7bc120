"""A citizen as they stand in a list of the reader's: who they are, what waits, and since when."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.desk import cues
from bot.desk.waiting import OF_CITIZENS
from bot.engine.callbacks import to_base36
from bot.flows._urgency import ORDER
from bot.state import caseload, notices

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date, datetime

    from bot.desk.visit import Visit
    from bot.desk.waiting import Cue
    from bot.policy import Staff
    from bot.state.caseload import Followed
    from bot.state.cursor import Cursor
    from bot.state.notices import Kind, Notice


@dataclass(frozen=True, slots=True)
class Line:
    """A citizen in a list: the key of the first relation, the reader's roles, what waits, the most urgent first."""

    key: str
    relations: tuple[int, ...]
    name: str
    roles: tuple[Staff, ...]
    since: date
    since_at: datetime
    seen: date
    waits: tuple[Kind | Cue, ...]


def asked(waiting: Iterable[Notice]) -> dict[int, list[Notice]]:
    """What waits for the reader, by the citizen whom it is about, the longest waiting first."""
    found: dict[int, list[Notice]] = {}
    for each in waiting:
        if each.about is not None and each.kind in OF_CITIZENS:
            found.setdefault(each.about, []).append(each)
    return found


def lines(
    cursor: Cursor,
    visit: Visit,
    citizens: Sequence[int],
    waiting: Mapping[int, Sequence[Notice]],
    to_take_up: Mapping[int, frozenset[Cue]],
) -> list[Line]:
    """A line for each of these citizens, in this order; their names are opened, and nobody else's."""
    theirs: dict[int, list[Followed]] = {}
    for each in caseload.followed(cursor, visit.me, citizens):
        theirs.setdefault(each.relation.citizen, []).append(each)
    return [
        _line(visit, theirs[each], waiting.get(each, ()), to_take_up.get(each, cues.NOTHING))
        for each in citizens
        if each in theirs
    ]


def line_about(cursor: Cursor, visit: Visit, citizen: int) -> Line | None:
    """The line of one citizen, in whatever roles the reader follows them; None where they do not."""
    waiting = asked(notices.waiting(cursor, visit.me, about=citizen))
    to_take_up = cues.found(cursor, visit, [citizen])
    return next(iter(lines(cursor, visit, [citizen], waiting, to_take_up)), None)


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
        tuple(sorted(kinds, key=ORDER.__getitem__)),
    )
