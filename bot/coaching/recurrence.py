"""When something comes that comes once, or every day, weekday, week or month, on a person's own clock."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import count
from typing import TYPE_CHECKING, Any, Literal, TypeAlias, get_args
from zoneinfo import ZoneInfo

from bot.engine.hours import at_time
from bot.engine.text import N_, Value, WithYear, Words
from bot.engine.years import is_far

if TYPE_CHECKING:
    from collections.abc import Mapping

Kind: TypeAlias = Literal["once", "daily", "weekdays", "weekly", "monthly"]
KINDS: tuple[Kind, ...] = get_args(Kind)
SATURDAY = 5

# Translators: these stand within a sentence or on a button, like "every Monday at 09:00".
ONCE = N_("on {day} at {time}")
DAILY = N_("every day at {time}")
WEEKDAYS = N_("on weekdays at {time}")
WEEKLY = (
    N_("every Monday at {time}"),
    N_("every Tuesday at {time}"),
    N_("every Wednesday at {time}"),
    N_("every Thursday at {time}"),
    N_("every Friday at {time}"),
    N_("every Saturday at {time}"),
    N_("every Sunday at {time}"),
)
# Translators: the day of the month. English has four endings: 1st, 2nd, 3rd, 4th.
FIRST = N_("every month on the {number}st at {time}")
# Translators: the 2nd or 22nd of the month.
SECOND = N_("every month on the {number}nd at {time}")
# Translators: the 3rd or 23rd of the month.
THIRD = N_("every month on the {number}rd at {time}")
# Translators: any other day of the month, like the 4th, 11th or 30th.
OTHER = N_("every month on the {number}th at {time}")
MONTHLY: Mapping[int, str] = {1: FIRST, 21: FIRST, 31: FIRST, 2: SECOND, 22: SECOND, 3: THIRD, 23: THIRD}


@dataclass(frozen=True, slots=True)
class Rule:
    """Something that comes on `day` at the time `at`, and, unless it comes `once`, again by its kind.

    On `weekdays` it comes from Monday to Friday, from `day` on.

    The local time stays what it is when the clock is changed: one that is left out becomes the next that the clock
    shows, of two the first counts. Monthly on the 29th to 31st is the last day of a month that is shorter.
    """

    kind: Kind
    day: date
    at: time

    def to_json(self) -> dict[str, str]:
        return {"kind": self.kind, "day": self.day.isoformat(), "at": self.at.isoformat("minutes")}

    @classmethod
    def from_json(cls, packed: Mapping[str, Any]) -> Rule:
        """The reverse of `to_json`; ValueError where it is none of ours."""
        if packed["kind"] not in KINDS:
            raise ValueError(f"expected a rule of the kind {', '.join(KINDS)}, found {packed['kind']!r}")
        return cls(packed["kind"], date.fromisoformat(packed["day"]), time.fromisoformat(packed["at"]))


def next_after(rule: Rule, moment: datetime, time_zone: str) -> datetime | None:
    """When it comes for the first time after a moment, in UTC; None where it does not come any more."""
    if rule.kind == "once":
        only = at_time(rule.day.isoformat(), rule.at, time_zone)
        return only if only > moment else None
    today = moment.astimezone(ZoneInfo(time_zone)).date()
    # One before today, for the clock can be put back over midnight.
    numbers = count(max(0, _passed(rule, today) - 1))
    days = (_day(rule, number) for number in numbers)
    times = (at_time(each.isoformat(), rule.at, time_zone) for each in days if _comes_on(rule, each))
    return next(each for each in times if each > moment)


def _comes_on(rule: Rule, day: date) -> bool:
    """Whether a day of the rule is none of those that it leaves out."""
    return rule.kind != "weekdays" or day.weekday() < SATURDAY


def _passed(rule: Rule, today: date) -> int:
    """How often it has come until a day, or once more; fewer than none where it is still to begin."""
    if rule.kind == "monthly":
        return _month(today) - _month(rule.day)
    return (today - rule.day) // (timedelta(weeks=1) if rule.kind == "weekly" else timedelta(days=1))


def _day(rule: Rule, number: int) -> date:
    """The day on which it comes after so many times before."""
    if rule.kind in ("daily", "weekdays"):
        return rule.day + timedelta(days=number)
    if rule.kind == "weekly":
        return rule.day + timedelta(weeks=number)
    year, month = divmod(_month(rule.day) + number, 12)
    _, last = monthrange(year, month + 1)
    return date(year, month + 1, min(rule.day.day, last))


def _month(day: date) -> int:
    """The months before a day's own, counted from the year 0."""
    return day.year * 12 + day.month - 1


def in_words(rule: Rule, today: date) -> Words:
    """When it comes, to stand within a sentence; a day that is far off has its year."""
    values: dict[str, Value] = {"time": rule.at}
    match rule.kind:
        case "once":
            day = WithYear(rule.day) if is_far(rule.day, today) else rule.day
            return Words(ONCE, values | {"day": day})
        case "daily":
            return Words(DAILY, values)
        case "weekdays":
            return Words(WEEKDAYS, values)
        case "weekly":
            return Words(WEEKLY[rule.day.weekday()], values)
        case "monthly":
            return Words(MONTHLY.get(rule.day.day, OTHER), values | {"number": rule.day.day})
