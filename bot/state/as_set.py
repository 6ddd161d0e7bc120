"""A reminder as its sender sees it: when it comes by the citizen's clock, and what has become of it; pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.coaching.recurrence import Rule
from bot.coaching.reminding import comes_at
from bot.engine.callbacks import to_base36
from bot.engine.recording import in_writing
from bot.state.reminding import BROKEN

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from datetime import date, datetime

    from bot.engine.hours import Hours
    from bot.state.deliveries import Delivery
    from bot.state.remindable import Remindable
    from bot.state.reminder_answers import Answered
    from bot.state.reminders import Reminder


def as_set(
    reminder: Reminder,
    of: Remindable,
    came: Iterable[dict[str, Any]],
    answers: Iterable[Answered],
    shared: Mapping[str, Any],
    *,
    broken: bool,
    free_day: Callable[[date], bool],
    now: datetime,
) -> dict[str, Any]:
    """What the chat and the desk say of a reminder is made of this.

    `came` is what has become of its latest moments, `shared` what the exercise that it is of is listed by, empty where
    it is not shared with the sender (any more).
    """
    rule, hours = Rule.from_json(reminder.rule), of.hours(free_day)
    return {
        "key": to_base36(reminder.id),
        "citizen": to_base36(reminder.relation),
        "name": of.person.name,
        "flow": reminder.flow,
        "exercise": to_base36(reminder.exercise) if reminder.exercise else "",
        "shared": shared,
        "text": reminder.text,
        "rule": rule,
        "status": "broken" if broken else reminder.status,
        "blocker": of.blocker,
        "today": hours.local(now).date(),
        "next": {} if broken else coming(reminder, hours),
        "answers": tuple(as_answered(each, hours) for each in answers),
        "deliveries": tuple(came),
    }


def coming(reminder: Reminder, hours: Hours) -> dict[str, Any]:
    """When a reminder comes next by the citizen's clock; empty where it does not."""
    if reminder.due is None:
        return {}
    return local(comes_at(Rule.from_json(reminder.rule), reminder.due, hours) or reminder.due, hours)


def as_answered(answer: Answered, hours: Hours) -> dict[str, Any]:
    """What a citizen has answered, as it stands in writing, and when; `recording` is what they spoke, if so."""
    text = in_writing(answer.text, answer.recording)
    return {"text": text, "recording": answer.recording, **local(answer.said_at, hours)}


def as_delivered(delivery: Delivery, hours: Hours, shown: int | None, *, blocked: bool) -> dict[str, Any]:
    """What has become of a moment; `shown` is the message that asked the citizen, as `outbox.shown` finds it."""
    state, reason = str(delivery.state), delivery.reason
    if delivery.state == "sent":
        if shown:
            state = "delivered"
        elif blocked or shown is None:
            state, reason = "held_up", "blocked" if blocked else "refused"
    return {"state": state, "reason": reason, **local(delivery.due, hours)}


def is_broken(reminder: Reminder, newest: Sequence[Delivery], *, rings: bool) -> bool:
    """Whether a reminder comes no more because the program failed at it; `rings`: it comes by itself."""
    if reminder.status == "running":
        return not rings
    return reminder.status == "over" and any(each.reason == BROKEN for each in newest[:1])


def local(moment: datetime, hours: Hours) -> dict[str, Any]:
    """A moment by the citizen's clock."""
    shown = hours.local(moment)
    return {"day": shown.date(), "time": shown.time().replace(second=0, microsecond=0)}
