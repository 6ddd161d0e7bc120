"""What becomes of a reminder whose moment has come: it is sent, it waits, or it is left out; pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Literal, TypeAlias

from bot.coaching.recurrence import next_after
from bot.engine.hours import allowed_from

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from bot.coaching.recurrence import Rule
    from bot.engine.hours import Hours

STILL_OF_USE = timedelta(hours=24)
"""How late something may come that comes only once; what comes again is of no use on another day."""

Blocker: TypeAlias = Literal["", "not_agreed", "quiet", "blocked", "declined"]
"""What keeps every message away: no consent, the wish for none, a blocked bot, the wish for none of this sender's; ""
for nothing."""
BLOCKERS: tuple[Blocker, ...] = ("not_agreed", "quiet", "blocked", "declined")
Reason: TypeAlias = Literal["", "not_agreed", "quiet", "blocked", "declined", "no_room", "off"]
"""Why a moment was left out. "no_room": outside the citizen's hours until it comes again; "off": nothing ran then."""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A moment at which nothing was sent, and why."""

    due: datetime
    reason: Reason

    @property
    def held_up(self) -> bool:
        """Whether it was the citizen's doing that nothing could be sent."""
        return self.reason in BLOCKERS


@dataclass(frozen=True, slots=True)
class Ringing:
    """What becomes of a reminder that rings: `send` is the moment it is sent for now, None where it is not.

    It is next `due` at a moment of its rule, and rings `at`; None where it is over.
    """

    left_out: tuple[LeftOut, ...] = ()
    send: datetime | None = None
    due: datetime | None = None
    at: datetime | None = None


def blocker(*, agreed: bool, reachable: bool, quiet: bool, declined: bool) -> Blocker:
    """What keeps the reminders of one sender away from somebody, the weightiest first."""
    if not agreed:
        return "not_agreed"
    if not reachable:
        return "blocked"
    if quiet:
        return "quiet"
    return "declined" if declined else ""


def ring(rule: Rule, due: datetime, now: datetime, hours: Hours, blocker: Blocker = "") -> Ringing:
    """Decide about a reminder that was due at a moment of its rule, and about all that have passed since.

    At most one is sent however long nothing was running. One that cannot be sent now is not kept for later.
    """
    *passed, due = _moments_until(rule, due, now, hours.time_zone)
    following = next_after(rule, due, hours.time_zone)
    left_out = tuple(LeftOut(each, _why_not(rule, each, hours)) for each in passed)
    meant = allowed_from(due, hours)
    at = allowed_from(max(now, meant), hours)
    if following is not None and at >= following:
        return Ringing((*left_out, LeftOut(due, _why_not(rule, due, hours))), due=following, at=following)
    if not _is_of_use(rule, meant, at, hours):
        return Ringing((*left_out, LeftOut(due, "off")), due=following, at=following)
    if at > now:
        return Ringing(left_out, due=due, at=at)
    if blocker:
        return Ringing((*left_out, LeftOut(due, blocker)), due=following, at=following)
    return Ringing(left_out, send=due, due=following, at=following)


def comes_at(rule: Rule, due: datetime, hours: Hours) -> datetime | None:
    """When the citizen gets what is due at a moment of its rule; None where it would come again before that."""
    at, following = allowed_from(due, hours), next_after(rule, due, hours.time_zone)
    return None if following is not None and at >= following else at


def moments(rule: Rule, due: datetime, hours: Hours, most: int) -> Iterator[tuple[datetime, datetime | None]]:
    """The next moments of a rule, so many at most, and when the citizen gets what is due at each, as `comes_at`."""
    moment: datetime | None = due
    for _ in range(most):
        if moment is None:
            return
        yield moment, comes_at(rule, moment, hours)
        moment = next_after(rule, moment, hours.time_zone)


def _moments_until(rule: Rule, due: datetime, now: datetime, time_zone: str) -> Iterator[datetime]:
    """A moment of the rule, and those after it that have come by now."""
    moment: datetime | None = due
    while moment is not None and (moment == due or moment <= now):
        yield moment
        moment = next_after(rule, moment, time_zone)


def _why_not(rule: Rule, due: datetime, hours: Hours) -> Reason:
    return "no_room" if comes_at(rule, due, hours) is None else "off"


def _is_of_use(rule: Rule, meant: datetime, at: datetime, hours: Hours) -> bool:
    """Whether it still helps to be reminded then: on the day that was meant, or not much later if there is no other."""
    if rule.kind == "once" and at - meant <= STILL_OF_USE:
        return True
    return hours.local(at).date() == hours.local(meant).date()
