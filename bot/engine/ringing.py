"""When a timer that is due may ring: what the person chose keeps its place, anything else waits for their hours."""

from __future__ import annotations

from datetime import time, timedelta
from typing import TYPE_CHECKING

from bot.engine.hours import ABOUT_NOW, allowed_from, begins_at, belongs_before, just_at, rings_at
from bot.engine.steps import Wake

if TYPE_CHECKING:
    from datetime import date, datetime

    from bot.engine.flow import Flow
    from bot.engine.hours import Hours
    from bot.engine.inputs import Due
    from bot.engine.session import Session


def may_ring(flow: Flow, session: Session, timer: Due, now: datetime, hours: Hours) -> datetime:
    """Now, or the next moment at which a timer may ring, as UTC. `hours` are the person's, for what comes unasked."""
    today = hours.local(now).date()
    steps = [step for step in flow.all_steps if isinstance(step, Wake) and step.kind == timer.kind]
    its_day = any(_own_day(step, session, hours) == today for step in steps)
    at_its_time = any(_rings_now(step, session, now, hours) for step in steps)
    if _asked_for(session, now) or (at_its_time and (its_day or not hours.free(today))):
        return now
    return _on_its_day(timer, now, hours) if its_day else allowed_from(now, hours)


def comes_too_late(flow: Flow, session: Session, timer: Due, at: datetime, hours: Hours) -> bool:
    """Whether a timer that may ring `at` a moment was to come before something that has been then.

    What the person has put off until then is wanted all the same.
    """
    mine = (step for step in _ahead(flow, session, hours) if step.kind == timer.kind)
    return not _asked_for(session, at) and any(
        at >= begins_at(step, *_chosen(step, session), hours) for step in mine
    )


def is_followed(flow: Flow, session: Session, timer: Due, now: datetime, hours: Hours) -> bool:
    """Whether a timer is so late that a later one for the same has come due as well: that one is enough."""
    ahead = _ahead(flow, session, hours)
    mine = [step for step in ahead if step.kind == timer.kind]
    return not _asked_for(session, now) and any(
        _follows(other, step, session, now, hours) for other in ahead for step in mine
    )


def _asked_for(session: Session, now: datetime) -> bool:
    """Whether the person has asked to be written to about now."""
    return timedelta(0) <= timedelta(seconds=now.timestamp() - session.scratch.later) < ABOUT_NOW


def _ahead(flow: Flow, session: Session, hours: Hours) -> list[Wake]:
    """The timers that remind of a moment, on a day that was answered, which is still to come when they ring."""
    steps = (step for step in flow.all_steps if isinstance(step, Wake) and _chosen(step, session)[0])
    return [step for step in steps if belongs_before(step, *_chosen(step, session), hours)]


def _follows(other: Wake, step: Wake, session: Session, now: datetime, hours: Hours) -> bool:
    """Whether another timer has come due after this one for the same moment."""
    same = (other.on, other.time) == (step.on, step.time)
    rings, first = (rings_at(each, *_chosen(each, session), hours) for each in (other, step))
    return same and first < rings <= now


def _chosen(step: Wake, session: Session) -> tuple[str, str]:
    """The day and the time that were answered for a timer, as ISO; "" where none was."""
    day, at = session.answers.get(step.on), session.answers.get(step.time)
    return (
        day["value"] if day is not None and day["kind"] == "date" else "",
        at["value"] if at is not None and at["kind"] == "time" else "",
    )


def _on_its_day(timer: Due, now: datetime, hours: Hours) -> datetime:
    """When a timer may ring on the day that the person answered, a free one too.

    It rings on that day also where the hours were changed since and are over by now, but not when it is late.
    """
    inside = allowed_from(now, hours.on_any_day)
    if hours.local(inside).date() == hours.local(now).date():
        return inside
    return now if now - timer.at < ABOUT_NOW else allowed_from(now, hours)


def _own_day(step: Wake, session: Session, hours: Hours) -> date | None:
    """The day on which a timer rings because of a day that was answered; None where none was."""
    day, at = session.answers.get(step.on), session.answers.get(step.time)
    if day is None or day["kind"] != "date":
        return None
    chosen = at["value"] if at is not None else ""
    return hours.local(rings_at(step, day["value"], chosen, hours)).date()


def _rings_now(step: Wake, session: Session, now: datetime, hours: Hours) -> bool:
    """Whether a timer rings about now because of a time that was answered for it."""
    chosen = session.answers.get(step.time)
    if chosen is None or chosen["kind"] != "time":
        return False
    day = session.answers.get(step.on) if step.ahead else None
    if day is None or day["kind"] != "date":
        return just_at(time.fromisoformat(chosen["value"]), now, hours.time_zone)
    return timedelta(0) <= now - rings_at(step, day["value"], chosen["value"], hours) < ABOUT_NOW
