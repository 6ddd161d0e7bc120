"""What flows may ask of reminders: who can get one, what has become of those that were set, and what one is of."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from bot.coaching.recurrence import Rule
from bot.coaching.reminding import blocker, comes_at
from bot.engine.callbacks import to_base36
from bot.engine.hours import hours_of
from bot.state import access, deliveries, outbox, people, relations, reminder_answers, reminders, reminding
from bot.state.errors import Tampered

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from datetime import datetime

    from bot.chat.company import Company
    from bot.coaching.reminding import Blocker
    from bot.engine.context import Context
    from bot.engine.hours import Hours
    from bot.engine.session import Session
    from bot.state.deliveries import Delivery
    from bot.state.people import Known
    from bot.state.relations import Relation
    from bot.state.reminders import Reminder

LEFT_OUT = ("held_up", "missed")
"""What cannot be opened any more, although a message may have asked for it."""


def remindable(company: Company, _: Session, context: Context) -> tuple[dict[str, Any], ...]:
    """Whom the person can remind in the role that they are in now, and what stands in the way."""
    last = reminders.last_set(company.cursor, company.me)
    return tuple(
        {
            "key": to_base36(relation.id),
            "last": last.get(relation.id),
            "name": known.person.name,
            "language": known.person.language,
            "hours": hours_of(known.person, context.free_day),
            "weekends": known.person.weekends,
            "blocker": _blocker(known, relation),
        }
        for relation, known in _mine(company, context)
    )


def hurried(company: Company, _: Session, __: Context) -> str:
    """Whether the person sets reminders faster than is good."""
    return "yes" if reminding.too_fast(company.cursor, company.me, company.now) else "no"


def reminders_set(company: Company, _: Session, context: Context) -> tuple[dict[str, Any], ...]:
    """What the person has set for those whom they follow now, the newest first.

    What needs to be opened of a citizen and does not open is left out: it is in no other reminder's way.
    """
    mine = {relation.id: (relation, known) for relation, known in _mine(company, context)}
    found = []
    for reminder in reminders.of_sender(company.cursor, company.me):
        if reminder.relation in mine:
            with suppress(Tampered):
                found.append(_as_set(company, reminder, *mine[reminder.relation], context))
    return tuple(found)


def reminded(company: Company, session: Session, context: Context) -> dict[str, Any]:
    """What the session reminds the person of now: the one that they have come to, before that the first."""
    current = session.answers.get("current", {}).get("value", "")
    known = waiting(company, session, context)
    return next((each for each in known if current in ("", each["key"])), {})


def waiting(company: Company, session: Session, _: Context) -> tuple[dict[str, Any], ...]:
    """All that the session reminds the person of, the first first; nothing that comes no more."""
    found = (_as_reminded(company, number, before) for number, before in _asked(company, session))
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
    found = ((each, _as_reminded(company, each.id, None)) for each in running)
    return tuple(
        {**known, "today": hours.local(context.now).date(), "next": _next(reminder, hours)}
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
    if newest is None or outbox.shown(company.cursor, newest.session, newest.prompt) is None:
        return {}
    local = hours_of(context.person, context.free_day).local
    of_today = local(newest.changed_at).date() == local(context.now).date()
    return {"session": newest.session, "prompt": newest.prompt} if of_today else {}


def _as_reminded(company: Company, number: int, before: Delivery | None) -> dict[str, Any]:
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
    }


def _mine(company: Company, context: Context) -> Iterator[tuple[Relation, Known]]:
    """Whom the person may remind in the role that they are in now. A name that does not open is in nobody's way."""
    for relation in relations.of_staff(company.cursor, company.me, context.person.hat):
        found = people.by_id(company.cursor, relation.citizen, opened=False)
        if found is not None and access.may(company.cursor, "remind", company.me, relation.citizen):
            named = replace(found[0].person, name=people.name_of(company.cursor, relation.citizen))
            yield relation, replace(found[0], person=named)


def _blocker(known: Known, relation: Relation) -> Blocker:
    person, declined = known.person, relation.reminders_off_at is not None
    return blocker(agreed=person.agreed, reachable=not known.blocked, quiet=person.quiet, declined=declined)


def _as_set(
    company: Company, reminder: Reminder, relation: Relation, known: Known, context: Context
) -> dict[str, Any]:
    """A reminder as its sender sees it, by the citizen's clock."""
    rule, hours = Rule.from_json(reminder.rule), hours_of(known.person, context.free_day)
    newest = deliveries.of_reminder(company.cursor, reminder.id, deliveries.SHOWN)
    broken = _is_broken(company, reminder, newest)
    return {
        "key": to_base36(reminder.id),
        "citizen": to_base36(reminder.relation),
        "name": known.person.name,
        "flow": reminder.flow,
        "exercise": _key(reminder.exercise),
        "shared": _shared(company, reminder, context),
        "text": reminder.text,
        "rule": rule,
        "status": "broken" if broken else reminder.status,
        "blocker": _blocker(known, relation),
        "today": hours.local(context.now).date(),
        "next": {} if broken else _next(reminder, hours),
        "answers": tuple(
            {"text": each.text, **_local(each.said_at, hours)}
            for each in reminder_answers.of_reminder(company.cursor, reminder.id)
        ),
        "deliveries": tuple(_as_delivered(company, each, hours, known) for each in newest),
    }


def _next(reminder: Reminder, hours: Hours) -> dict[str, Any]:
    """When a reminder comes next by the citizen's clock; empty where it does not."""
    if reminder.due is None:
        return {}
    return _local(comes_at(Rule.from_json(reminder.rule), reminder.due, hours) or reminder.due, hours)


def _is_broken(company: Company, reminder: Reminder, newest: list[Delivery]) -> bool:
    """Whether a reminder comes no more because the program failed at it."""
    if reminder.status == "running":
        return not reminding.rings(company.cursor, reminder)
    return reminder.status == "over" and any(each.reason == reminding.BROKEN for each in newest[:1])


def _as_delivered(company: Company, delivery: Delivery, hours: Hours, known: Known) -> dict[str, Any]:
    state, reason = str(delivery.state), delivery.reason
    if delivery.state == "sent":
        shown = outbox.shown(company.cursor, delivery.session, delivery.prompt)
        if shown:
            state = "delivered"
        elif known.blocked or shown is None:
            state, reason = "held_up", "blocked" if known.blocked else "refused"
    return {"state": state, "reason": reason, **_local(delivery.due, hours)}


def _shared(company: Company, reminder: Reminder, context: Context) -> dict[str, Any]:
    """What the citizen's exercise is listed by, as long as it is shared with the person; else empty."""
    shown = access.seen(company.cursor, "read", company.me, reminder.citizen) if reminder.exercise else ()
    found = (company.listed(each, context) for each in shown if each.exercise == reminder.exercise)
    return next(found, {})


def _local(moment: datetime, hours: Hours) -> dict[str, Any]:
    local = hours.local(moment)
    return {"day": local.date(), "time": local.time().replace(second=0, microsecond=0)}


def _key(number: int) -> str:
    return to_base36(number) if number else ""


FACTS: Mapping[str, Callable[[Company, Session, Context], Any]] = {
    "hurried": hurried,
    "remindable": remindable,
    "reminded": reminded,
    "reminders": reminders_set,
    "reminders_coming": coming,
    "reminders_waiting": waiting,
    "senders": senders,
    "unopened": unopened,
}
