"""Two years of people who come back, or do not: who has to be warned and erased, and when, counted by walking days."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from random import Random
from typing import TYPE_CHECKING

from tests.simulation.expected import DAY, WEEK, first_allowed, local_day, running, shown
from tests.simulation.lives import BEGIN, HOURS, OUTAGES, ZONES, Life

if TYPE_CHECKING:
    from collections.abc import Iterator

END = BEGIN + 104 * WEEK
KEPT = 26 * WEEK


@dataclass
class Expected:
    """When somebody must be warned, and when everything of theirs must be deleted, if it must."""

    warned: list[datetime] = field(default_factory=list)
    erased: datetime | None = None


def stays(count: int, seed: int = 2028) -> list[Life]:
    """So many citizens; of a life only when they are here, when they can be reached, and what keeps them counts.

    `plan` is the moment until which something is still to come.
    """
    return [_stay(number, Random(f"keeping {seed}.{number}")) for number in range(count)]


def _stay(number: int, chance: Random) -> Life:
    first, last = chance.choice(HOURS)
    shut_out = chance.random()
    return Life(
        number=number,
        zone=chance.choice(ZONES),
        first=first,
        last=last,
        weekends=chance.random() < 0.3,
        reminders=(),
        plan=_ahead(chance) if chance.random() < 0.2 else None,
        course=(BEGIN - timedelta(days=chance.randint(0, 200))).date() if chance.random() < 0.5 else None,
        silence=0,
        visits=tuple(sorted(_moment(chance, 55) for _ in range(chance.choice((0, 0, 0, 1, 2))))),
        away=_span(chance) if shut_out < 0.25 else None,
        gone=_span(chance) if shut_out > 0.7 else None,
        interview=None,
        answers=False,
        snoozes=False,
        stops=False,
    )


def _moment(chance: Random, weeks: int) -> datetime:
    """A moment at which the program runs."""
    while True:
        moment = BEGIN + timedelta(minutes=chance.randint(60 * 24, weeks * 7 * 24 * 60), seconds=17)
        if running(moment) == moment and not any(moment in outage for outage in OUTAGES):
            return moment


def _span(chance: Random) -> tuple[datetime, datetime]:
    one, other = sorted((_moment(chance, 50), _moment(chance, 100)))
    return one, other


def _ahead(chance: Random) -> tuple[date, time]:
    return BEGIN.date() + timedelta(days=chance.randint(100, 420)), time(12)


def expected(life: Life) -> Expected:
    """What must come of somebody, visit by visit."""
    found = Expected()
    seen = [BEGIN, *life.visits]
    for here, following in zip(seen, [*life.visits, END], strict=True):
        for kind, at in _after(life, here):
            if at >= following:
                break
            if kind == "erased":
                found.erased = at
                return found
            found.warned.append(at)
    return found


def _after(life: Life, here: datetime) -> Iterator[tuple[str, datetime]]:
    """What follows a visit if there is no other: the warnings that are written, and the erasure."""
    moment = _first(life, here)
    told = _is_reached(life, moment) and not _is_quiet(life, moment)
    if told:
        yield "warned", moment
    moment = _counted(life, moment, 21)
    while True:
        told = _is_reached(life, moment)
        if told:
            yield "warned", moment
        moment = _counted(life, moment, 7)
        if told or not _is_reached(life, moment):
            yield "erased", moment
            return


def _first(life: Life, here: datetime) -> datetime:
    """When the first warning is due: looked for every four weeks, and on the day."""
    ended = life.course + 26 * WEEK if life.course else date.min
    day = max(local_day(life, here), ended) + KEPT - 4 * WEEK
    look = running(here + 4 * WEEK)
    while True:
        today, next_look = local_day(life, look), local_day(life, look) + 4 * WEEK
        if held(life, look):
            look = running(shown(next_look, life.first, life.zone))
        elif today < day:
            look = running(shown(min(day, next_look), life.first, life.zone))
        else:
            return _allowed(life, look)


def _counted(life: Life, moment: datetime, days: int) -> datetime:
    """The moment after so many days on each of which the program ran, at which somebody may be written to."""
    for _ in range(days):
        moment = running(shown(local_day(life, moment) + DAY, life.first, life.zone))
    return _allowed(life, moment)


def _allowed(life: Life, moment: datetime) -> datetime:
    while (at := running(first_allowed(life, moment))) != moment:
        moment = at
    return moment


def held(life: Life, moment: datetime) -> bool:
    """Whether something is still to come."""
    return life.plan is not None and plan_at(life) > moment


def plan_at(life: Life) -> datetime:
    assert life.plan is not None
    return shown(*life.plan, life.zone)


def _is_quiet(life: Life, moment: datetime) -> bool:
    return life.away is not None and life.away[0] <= moment < life.away[1]


def _is_reached(life: Life, moment: datetime) -> bool:
    """Whoever writes to the bot has let it in again."""
    if life.gone is None:
        return True
    begun, over = life.gone
    back = min([over, *(visit for visit in life.visits if visit > begun)])
    return not begun <= moment < back
