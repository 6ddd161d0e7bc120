"""What flows may ask of reminders: who can get one, what has become of those that were set, and what one is of."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any

from bot.coaching.recurrence import Rule
from bot.engine.callbacks import to_base36
from bot.engine.hours import hours_of
from bot.state import (
    access,
    as_set,
    deliveries,
    outbox,
    people,
    relations,
    remindable,
    reminder_answers,
    reminders,
    reminding,
)
from bot.state.errors import Tampered

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from bot.chat.company import Company
    from bot.engine.context import Context
    from bot.engine.session import Session
    from bot.state.deliveries import Delivery
    from bot.state.remindable import Remindable
    from bot.state.reminders import Reminder

LEFT_OUT = ("held_up", "missed")
"""What cannot be opened any more, although a message may have asked for it."""


def whom(company: Company, _: Session, context: Context) -> tuple[dict[str, Any], ...]:
    """Whom the person can remind in the role that they are in now, and what stands in the way."""
    last = reminders.last_set(company.cursor, company.me)
    return tuple(each.known(context.free_day, last.get(each.relation.id)) for each in _mine(company, context))


def hurried(company: Company, _: Session, __: Context) -> str:
    """Whether the person sets reminders faster than is good."""
    return "yes" if reminding.too_fast(company.cursor, company.me, company.now) else "no"


def reminders_set(company: Company, _: Session, context: Context) -> tuple[dict[str, Any], ...]:
    """What the person has set for those whom they follow now, the newest first.

    What needs to be opened of a citizen and does not open is left out: it is in no other reminder's way.
    """
    mine = {each.relation.id: each for each in _mine(company, context)}
    found = []
    for reminder in reminders.of_sender(company.cursor, company.me):
        if reminder.relation in mine:
            with suppress(Tampered):
                found.append(_as_set(company, reminder, mine[reminder.relation], context))
    return tuple(found)


def reminded(company: Company, session: Session, context: Context) -> dict[str, Any]:
    """What the session reminds the person of now: the one that they have come to, before that the first."""
    current = session.answers.get("current", {}).get("value", "")
    known = waiting(company, session, context)
    return next((each for each in known if current in ("", each["key"])), {})


def waiting(company: Company, session: Session, context: Context) -> tuple[dict[str, Any], ...]:
    """All that the session reminds the person of, the first first; nothing that comes no more."""
    found = (_as_reminded(company, number, before, context) for number, before in _asked(company, session))
    return tuple(each for each in found if each)


def _asked(company: Company, session: Session) -> Iterator[tuple[int, Delivery | None]]:
    """The reminders that a session asks to open; before it does, what its timer named: a reminder, or one put off."""
    asked = deliveries.of_session(company.cursor, session.id)
    number = int(str(session.answers.get("reminder", {}).get("value", "")) or "0", 36)
    put_off = None if asked else deliveries.get(company.cursor, number)
    if put_off is not None:
        asked = [put_off]
    if not asked:
        yield number, None
    yield from ((each.reminder, each) for each in asked if each.state not in LEFT_OUT)


def coming(company: Company, _: Session, context: Context) -> tuple[dict[str, Any], ...]:
    """What still comes to the person, by their own clock; nothing of somebody's whose reminders they want no more."""
    hours = hours_of(context.person, context.free_day)
    mine = reminders.of_citizen(company.cursor, company.me)
    running = (each for each in mine if reminding.rings(company.cursor, each))
    found = ((each, _as_reminded(company, each.id, None, context)) for each in running)
    return tuple(
        {**known, "today": hours.local(context.now).date(), "next": as_set.coming(reminder, hours)}
        for reminder, known in found
        if known and not known["declined"]
    )


def senders(company: Company, _: Session, __: Context) -> tuple[dict[str, Any], ...]:
    """Who may remind the person, once each, in whatever roles they follow."""
    firsts = {each.staff: each for each in reversed(relations.of_citizen(company.cursor, company.me))}
    return tuple(
        {
            "key": _sender_key(company, staff),
            "name": company.name(staff),
            "declined": relation.reminders_off_at is not None,
        }
        for staff, relation in reversed(firsts.items())
        if access.may(company.cursor, "remind", staff, company.me)
    )


def _sender_key(company: Company, staff: int) -> str:
    """Whoever reminds the person, by the first relation in which they follow them."""
    return to_base36(access.standing(company.cursor, staff, company.me)[0].id)


def unopened(company: Company, _: Session, context: Context) -> dict[str, Any]:
    """The message of today that asks the person to open a reminder, as far as they have not; empty where none does.

    One that Telegram has refused asks nobody.
    """
    newest = deliveries.newest_unopened(company.cursor, company.me)
    if newest is None or outbox.shown(company.cursor, company.me, newest.session, newest.prompt) is None:
        return {}
    local = hours_of(context.person, context.free_day).local
    of_today = local(newest.changed_at).date() == local(context.now).date()
    return {"session": newest.session, "prompt": newest.prompt} if of_today else {}


def _as_reminded(company: Company, number: int, before: Delivery | None, context: Context) -> dict[str, Any]:
    """A reminder as the person gets it; empty where it is not theirs, or comes no more."""
    reminder = reminders.get(company.cursor, number)
    if reminder is None or reminder.citizen != company.me:
        return {}
    relation = relations.get(company.cursor, reminder.relation)
    if relation is None or not reminding.still_comes(company.cursor, reminder):
        return {}
    return {
        "key": to_base36(number),
        "by": _sender_key(company, reminder.sender),
        "declined": relation.reminders_off_at is not None,
        "name": people.name_of(company.cursor, reminder.sender),
        "role": relation.role,
        "flow": reminder.flow,
        "exercise": _key(reminder.exercise),
        "text": reminder.text,
        "rule": Rule.from_json(reminder.rule),
        "due": reminder.due,
        "asked": {"due": before.due, "state": before.state} if before else {},
        "answers": tuple(
            {"recording": each.recording, "day": company.day(each.said_at, context)}
            for each in reminder_answers.of_reminder(company.cursor, number)
        ),
    }


def _mine(company: Company, context: Context) -> Iterator[Remindable]:
    """Whom the person may remind in the role that they are in now."""
    found = remindable.by(company.cursor, company.me)
    return (each for each in found if context.person.hat in ("", each.relation.role))


def _as_set(company: Company, reminder: Reminder, of: Remindable, context: Context) -> dict[str, Any]:
    """A reminder as its sender sees it, by the citizen's clock."""
    cursor, hours = company.cursor, of.hours(context.free_day)
    newest = deliveries.of_reminder(cursor, reminder.id, deliveries.SHOWN)
    return as_set.as_set(
        reminder,
        of,
        (
            as_set.as_delivered(
                each,
                hours,
                outbox.shown(cursor, reminder.citizen, each.session, each.prompt),
                blocked=of.blocked,
            )
            for each in newest
        ),
        reminder_answers.of_reminder(cursor, reminder.id),
        _shared(company, reminder, context),
        broken=as_set.is_broken(reminder, newest, rings=reminding.rings(cursor, reminder)),
        free_day=context.free_day,
        now=context.now,
    )


def _shared(company: Company, reminder: Reminder, context: Context) -> dict[str, Any]:
    """What the citizen's exercise is listed by, as long as it is shared with the person; else empty."""
    shown = access.seen(company.cursor, "read", company.me, reminder.citizen) if reminder.exercise else ()
    found = (company.listed(each, context) for each in shown if each.exercise == reminder.exercise)
    return next(found, {})


def _key(number: int) -> str:
    return to_base36(number) if number else ""


FACTS: Mapping[str, Callable[[Company, Session, Context], Any]] = {
    "hurried": hurried,
    "remindable": whom,
    "reminded": reminded,
    "reminders": reminders_set,
    "reminders_coming": coming,
    "reminders_waiting": waiting,
    "senders": senders,
    "unopened": unopened,
}
