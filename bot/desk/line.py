"""A citizen as they stand in a list of the reader's: who they are, what waits, and since when."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

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


RANK: Final = ORDER.__getitem__


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


@dataclass(frozen=True, slots=True)
class Waits:
    """What waits for the reader, by the citizen: what somebody has asked or shown, and what there is to take up."""

    notices: Mapping[int, Sequence[Notice]]
    cues: Mapping[int, frozenset[Cue]]

    @classmethod
    def of(cls, waiting: Iterable[Notice], to_take_up: Mapping[int, frozenset[Cue]]) -> Waits:
        about: dict[int, list[Notice]] = {}
        for each in waiting:
            if each.about is not None and each.kind in OF_CITIZENS:
                about.setdefault(each.about, []).append(each)
        return cls(about, to_take_up)

    def kinds(self, citizen: int) -> tuple[Kind | Cue, ...]:
        """What waits of a citizen, the most urgent first."""
        kinds = {each.kind for each in self.notices.get(citizen, ())} | self.cues.get(citizen, frozenset())
        return tuple(sorted(kinds, key=RANK))

    def by_urgency(self) -> list[int]:
        """First of whom something waits that matters most; of those, for whom it has waited longest."""
        urgency = {citizen: (min(map(RANK, kinds)), 0) for citizen, kinds in self.cues.items()}
        for citizen, theirs in self.notices.items():
            asked = (min([RANK(each.kind) for each in theirs]), theirs[0].id)
            urgency[citizen] = min(asked, urgency.get(citizen, asked))
        return sorted(urgency, key=urgency.__getitem__)


def lines(cursor: Cursor, visit: Visit, citizens: Sequence[int], waits: Waits) -> list[Line]:
    """A line for each of these citizens, in this order; their names are opened, and nobody else's."""
    theirs: dict[int, list[Followed]] = {}
    for each in caseload.followed(cursor, visit.me, citizens):
        theirs.setdefault(each.relation.citizen, []).append(each)
    return [_line(visit, theirs[each], waits.kinds(each)) for each in citizens if each in theirs]


def line_about(cursor: Cursor, visit: Visit, citizen: int) -> Line | None:
    """The line of one citizen, in whatever roles the reader follows them; None where they do not."""
    waiting = notices.waiting(cursor, visit.me, about=citizen)
    waits = Waits.of(waiting, cues.found(cursor, visit, citizen))
    return next(iter(lines(cursor, visit, [citizen], waits)), None)


def _line(visit: Visit, followed: Sequence[Followed], waits: tuple[Kind | Cue, ...]) -> Line:
    first = followed[0]
    return Line(
        to_base36(first.relation.id),
        tuple(each.relation.id for each in followed),
        first.name,
        tuple(each.relation.role for each in followed),
        visit.day(first.relation.since),
        first.relation.since,
        visit.day(first.seen_at),
        waits,
    )
