"""The lives of a simulated year: what each citizen has chosen, is reminded of and does, drawn from one seed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import Literal, TypeAlias

Kind: TypeAlias = Literal["once", "daily", "weekdays", "weekly", "monthly"]

BEGIN = datetime(2028, 1, 4, 12, 0, tzinfo=UTC)
END = datetime(2029, 1, 4, 12, 0, tzinfo=UTC)
"""A leap year, with both clock changes, Easter, and every length of month."""
OUTAGES = (
    (datetime(2028, 2, 9, 6, 0, tzinfo=UTC), datetime(2028, 2, 9, 10, 30, tzinfo=UTC)),
    (datetime(2028, 3, 25, 22, 0, tzinfo=UTC), datetime(2028, 3, 28, 9, 0, tzinfo=UTC)),
    (datetime(2028, 4, 13, 22, 0, tzinfo=UTC), datetime(2028, 4, 18, 9, 0, tzinfo=UTC)),
    (datetime(2028, 8, 17, 15, 0, tzinfo=UTC), datetime(2028, 8, 21, 3, 0, tzinfo=UTC)),
)
"""When nothing runs: a morning, a weekend with the clock change in it, Easter, and four days of summer."""
ZONES = ("Europe/Copenhagen",) * 8 + ("Atlantic/Faroe", "America/Nuuk")
HOURS = ((time(9), time(20)),) * 3 + ((time(7), time(12)), (time(16), time(21, 30)), (time(0), time(23, 59)))
OFTEN: dict[int, Kind] = {0: "daily", 1: "weekdays", 2: "daily", 3: "weekdays"}
"""Who is reminded every day, or every weekday, by the first of their reminders, which is dear to simulate."""


@dataclass(frozen=True)
class Reminding:
    """A reminder that a mentor has set: on `day`, and again every so often, at a time on the citizen's clock."""

    kind: Kind
    day: date
    at: time


@dataclass(frozen=True)
class Life:
    """One citizen. `away` is when they have stopped all messages, `gone` when they block the bot.

    Whoever `answers` says "not yet" of their plan, and a week later that it has worked. Whoever `snoozes` puts their
    first reminder off until later that day; whoever `stops` wants no more of theirs, the first time that it comes. Who
    shuts the bot out does none of these: whoever blocks it would let it in again by that.
    """

    number: int
    zone: str
    first: time
    last: time
    weekends: bool
    reminders: tuple[Reminding, ...]
    plan: tuple[date, time] | None
    course: date | None
    silence: int
    visits: tuple[datetime, ...]
    away: tuple[datetime, datetime] | None
    gone: tuple[datetime, datetime] | None
    interview: tuple[date, time] | None
    answers: bool
    snoozes: bool
    stops: bool


def lives(count: int, seed: int = 2028) -> list[Life]:
    """So many citizens, the same ones for the same seed."""
    return [_life(number, Random(f"{seed}.{number}")) for number in range(count)]


def _life(number: int, chance: Random) -> Life:
    first, last = chance.choice(HOURS)
    shut_out = chance.random() < 0.2
    away, gone = (_span(chance), None) if chance.random() < 0.5 else (None, _span(chance))
    life = Life(
        number=number,
        zone=chance.choice(ZONES),
        first=first,
        last=last,
        weekends=chance.random() < 0.2,
        reminders=tuple(
            _reminding(chance, OFTEN.get(number) if not earlier else None)
            for earlier in range(chance.choice((1, 1, 2, 5)))
        ),
        plan=_planned(chance) if chance.random() < 0.5 else None,
        course=(BEGIN - timedelta(days=chance.randint(0, 40))).date() if chance.random() < 0.5 else None,
        silence=chance.choice((0, 7, 14, 30)),
        visits=tuple(sorted(_moment(chance) for _ in range(chance.randint(0, 4)))),
        away=away if shut_out else None,
        gone=gone if shut_out else None,
        interview=_invited(chance) if chance.random() < 0.3 else None,
        answers=not shut_out and chance.random() < 0.5,
        snoozes=False,
        stops=False,
    )
    taps, again = not shut_out and _is_only_reminded(life), life.reminders[0].kind != "once"
    stops = taps and again and chance.random() < 0.38
    return replace(life, snoozes=taps and not stops, stops=stops)


def _is_only_reminded(life: Life) -> bool:
    """Whether nothing but one reminder, now and then, is what is written to somebody."""
    alone = len(life.reminders) == 1 and life.reminders[0].kind not in ("daily", "weekdays")
    return alone and (life.plan, life.course, life.interview) == (None, None, None)


def _invited(chance: Random) -> tuple[date, time]:
    """An interview on some day of the year, at a time of an ordinary day or very early."""
    day = BEGIN.date() + timedelta(days=chance.randint(3, 330))
    return day, time(chance.randint(6, 17), chance.choice((0, 15, 30)))


def _reminding(chance: Random, often: Kind | None) -> Reminding:
    common: tuple[Kind, ...] = ("once", "weekly", "monthly", "monthly", "monthly")
    kind: Kind = chance.choice(common) if often is None else often
    day = BEGIN.date() + timedelta(days=chance.randint(1, 200))
    if kind == "monthly" and chance.random() < 0.5:
        day = date(2028, chance.choice((1, 1, 3, 5)), 31)
    return Reminding(kind, day, time(chance.randint(0, 23), chance.choice((0, 30, 45))))


def _planned(chance: Random) -> tuple[date, time]:
    day = BEGIN.date() + timedelta(days=chance.randint(2, 50))
    return day, time(chance.randint(6, 22), chance.choice((0, 15, 30)))


def _moment(chance: Random) -> datetime:
    """A moment of the year at which the program runs."""
    while True:
        moment = BEGIN + timedelta(minutes=chance.randint(60 * 24, 364 * 60 * 24), seconds=17)
        if not any(begun <= moment <= over for begun, over in OUTAGES):
            return moment


def _span(chance: Random) -> tuple[datetime, datetime]:
    one, other = sorted((_moment(chance), _moment(chance)))
    return one, other
