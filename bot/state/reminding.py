"""Setting reminders, what becomes of them, and telling whoever watches that nothing is heard of a citizen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeAlias

from bot.bounds import SAVES, SAVES_WITHIN
from bot.engine.deeds import (
    AnswerReminder,
    Await,
    Decline,
    Deliver,
    FallSilent,
    Remind,
    Respond,
    StopReminder,
)
from bot.engine.effects import REMINDER, SILENCE
from bot.policy import NotAllowed
from bot.state import (
    access,
    deliveries,
    ledger,
    outbox,
    people,
    relations,
    reminder_answers,
    reminders,
    silence,
    timers,
)
from bot.state.notices import QUEUE

if TYPE_CHECKING:
    from datetime import datetime

    from bot.state.cursor import Cursor
    from bot.state.deeds import Doer
    from bot.state.deliveries import Delivery
    from bot.state.ids import Ids
    from bot.state.relations import Relation
    from bot.state.reminders import Reminder, Standing, Status

    Deed: TypeAlias = (
        Remind | StopReminder | Decline | Deliver | Await | Respond | AnswerReminder | FallSilent
    )

BROKEN: Final = "broken"
"""Why a moment was missed that the program itself failed at; its reminder comes no more."""


def too_fast(cursor: Cursor, sender: int, now: datetime) -> bool:
    """Whether somebody sets reminders faster than hands can."""
    return reminders.saves(cursor, sender, now - SAVES_WITHIN, now) >= SAVES


def do(doer: Doer, deed: Deed) -> None:
    """Carry out what is done about reminders; NotAllowed where the person may not."""
    match deed:
        case Remind():
            _remind(doer, deed)
        case StopReminder(reminder):
            _stop(doer, reminder)
        case Decline():
            _decline(doer, deed)
        case Deliver() | Await():
            _ring(doer, deed)
        case Respond():
            _respond(doer, deed)
        case AnswerReminder():
            _answer(doer, deed)
        case FallSilent(relation):
            _fall_silent(doer, relation)


def end(doer: Doer, relation: Relation) -> None:
    """Nothing comes by a relation any more, and nobody is told of silence by it."""
    for reminder in reminders.of_relation(doer.cursor, relation.id):
        _quiet(doer.cursor, reminder)
    reminder_answers.forget(doer.cursor, relation.id)
    reminders.forget(doer.cursor, relation.id, doer.now)
    timers.cancel(doer.cursor, relation.citizen, SILENCE, relation.id)


def lose(cursor: Cursor, ids: Ids, citizen: int, exercise: int, now: datetime) -> None:
    """An exercise is about to be deleted: it cannot be opened any more, which whoever reminds of it can see."""
    for reminder in reminders.of_exercise(cursor, citizen, exercise):
        _quiet(cursor, reminder)
        for each in deliveries.unfinished(cursor, reminder.id):
            deliveries.answer(cursor, each.id, "missed", now, "gone")
        if reminder.due is not None:
            deliveries.note(cursor, ids.next(), reminder.id, reminder.due, 0, -1, "missed", "gone", now)
            reminders.end(cursor, reminder.id, "over", now)
        reminders.lose_exercise(cursor, reminder.id)


def stop(cursor: Cursor, reminder: Reminder | Standing, status: Status, now: datetime) -> None:
    """A reminder comes no more, as the citizen or its sender wants it."""
    ledger.note(cursor, "reminder", reminder.id)
    _quiet(cursor, reminder)
    reminders.end(cursor, reminder.id, status, now)


def broke(cursor: Cursor, ids: Ids, number: int, now: datetime) -> None:
    """The turn in which a reminder, or one that was put off, was to come has failed: its sender can see that."""
    put_off = deliveries.get(cursor, number)
    reminder = reminders.standing(cursor, number)
    if put_off is not None and put_off.state == "later":
        deliveries.answer(cursor, put_off.id, "missed", now, BROKEN)
    elif reminder is not None and reminder.due is not None:
        deliveries.note(cursor, ids.next(), number, reminder.due, 0, -1, "missed", BROKEN, now)
        reminders.end(cursor, number, "over", now)


def rings(cursor: Cursor, reminder: Reminder) -> bool:
    """Whether a reminder still comes by itself. One without a timer has broken when that was not noted yet."""
    return reminder.due is not None and timers.is_set(cursor, reminder.citizen, REMINDER, reminder.id)


def _remind(doer: Doer, deed: Remind) -> None:
    cursor, me = doer.cursor, doer.person
    relation = access.following(cursor, "remind", me, deed.relation)
    if too_fast(cursor, me, doer.now):
        raise NotAllowed(f"person {me} sets more reminders than {SAVES} times in {SAVES_WITHIN}")
    exercise = deed.exercise
    if exercise and not access.may(cursor, "read", me, relation.citizen, exercise=exercise):
        raise NotAllowed(f"person {me} is not shown the exercise {deed.exercise}")
    new = deed.reminder
    reminders.make(cursor, new, relation, deed.flow, deed.exercise, deed.text, deed.rule, deed.due, doer.now)
    timers.schedule(cursor, doer.ids.next(), relation.citizen, REMINDER, new, deed.due)


def _stop(doer: Doer, number: int) -> None:
    found = reminders.get(doer.cursor, number)
    if found is None or doer.person not in (found.sender, found.citizen):
        raise NotAllowed(f"person {doer.person} may not stop the reminder {number}")
    people.touch(doer.cursor, found.sender, found.citizen)
    stop(doer.cursor, found, "stopped" if doer.person == found.citizen else "ended", doer.now)


def _decline(doer: Doer, deed: Decline) -> None:
    """Whoever follows the person reminds them no more, or may do so again."""
    relation = access.own_relation(doer.cursor, doer.person, deed.relation)
    people.touch(doer.cursor, relation.staff)
    relations.decline(doer.cursor, doer.person, relation.staff, doer.now if deed.declined else None)


def _ring(doer: Doer, deed: Deliver | Await) -> None:
    cursor, now = doer.cursor, doer.now
    reminder = _own(doer, deed.reminder)
    match deed:
        case Deliver(number, due, state, reason, session, prompt):
            new = doer.ids.next()
            deliveries.note(cursor, new, number, due, session, prompt, state, reason, now)
        case Await(number, due, at) if due is not None and at is not None:
            if reminders.move_on(cursor, number, due):
                timers.schedule(cursor, doer.ids.next(), reminder.citizen, REMINDER, number, at)
        case Await(number):
            reminders.end(cursor, number, "over", now)


def _respond(doer: Doer, deed: Respond) -> None:
    cursor = doer.cursor
    asked = [
        each for each in deliveries.of_session(cursor, deed.session) if deed.reminder in (0, each.reminder)
    ]
    if not asked:
        raise NotAllowed(f"person {doer.person} was not reminded in the session {deed.session}")
    for each in asked:
        _own(doer, each.reminder)
        if deliveries.answer(cursor, each.id, deed.state, doer.now) and deed.at is not None:
            timers.schedule(cursor, doer.ids.next(), doer.person, REMINDER, each.id, deed.at)


def _answer(doer: Doer, deed: AnswerReminder) -> None:
    """Let whoever has written a reminder read what the citizen answers, as long as they follow them."""
    cursor, reminder = doer.cursor, _own(doer, deed.reminder)
    answers = reminder.text and access.may(cursor, "answer", doer.person, reminder.citizen)
    if not answers or not still_comes(cursor, reminder):
        raise NotAllowed(f"person {doer.person} may not answer the reminder {deed.reminder}")
    reminder_answers.add(
        cursor, doer.ids.next(), doer.person, reminder.id, deed.text, doer.now, deed.recording
    )
    doer.tell(reminder.sender, "answered", QUEUE, subject=reminder.id)


def _fall_silent(doer: Doer, number: int) -> None:
    """Tell whoever watches, as long as they may know; where the timer has rung too early, wait for the moment."""
    relation = access.own_relation(doer.cursor, doer.person, number)
    if not relation.silence_days or not access.may(doer.cursor, "know", relation.staff, relation.citizen):
        return
    moment = silence.over_at(doer.cursor, relation, doer.now)
    if moment > doer.now:
        silence.wait_until(doer.cursor, doer.ids, relation, moment)
    else:
        doer.tell(relation.staff, "silence", QUEUE)


def _own(doer: Doer, number: int) -> Reminder:
    """A reminder that comes to the person."""
    found = reminders.get(doer.cursor, number)
    if found is None or found.citizen != doer.person:
        raise NotAllowed(f"person {doer.person} is not reminded by {number}")
    return found


def _quiet(cursor: Cursor, reminder: Reminder | Standing) -> None:
    """Take away the timers of a reminder, those of what was put off included."""
    timers.cancel(cursor, reminder.citizen, REMINDER, reminder.id)
    for each in deliveries.put_off(cursor, reminder.id):
        timers.cancel(cursor, reminder.citizen, REMINDER, each.id)


def still_comes(cursor: Cursor, reminder: Reminder) -> bool:
    """Whether a reminder may still come: its sender follows the citizen in a role that reminds."""
    relation = relations.get(cursor, reminder.relation)
    return (
        reminder.status in ("running", "over")
        and relation is not None
        and relation.ended_at is None
        and access.may(cursor, "remind", reminder.sender, reminder.citizen)
    )


def _message_of(cursor: Cursor, delivery: Delivery) -> tuple[int, int, int]:
    """Whom a moment's message was written to, with its session and prompt: several moments may share one."""
    reminder = reminders.standing(cursor, delivery.reminder)
    return reminder.citizen if reminder else 0, delivery.session, delivery.prompt


def hold_up(cursor: Cursor, bot: int, chat: int, now: datetime) -> None:
    """Somebody has blocked the bot: what has not reached them yet is held up, and never sent later."""
    on_the_way = deliveries.on_the_way(cursor, bot, chat)
    messages = {_message_of(cursor, each) for each in on_the_way}
    withdrawn = {message for message in messages if outbox.withdraw(cursor, *message)}
    for each in on_the_way:
        if _message_of(cursor, each) in withdrawn:
            deliveries.answer(cursor, each.id, "held_up", now, "blocked")
