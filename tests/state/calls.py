"""How each function of the storage is called once, so that its queries can be explained."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.coaching.retention import LOOK
from bot.engine.person import Person
from bot.state import (
    answers,
    broken,
    consents,
    deliveries,
    exercises,
    export,
    ids,
    keeping,
    ledger,
    letters,
    manner,
    migrations,
    notices,
    organisations,
    outbox,
    outbox_sweep,
    people,
    recordings,
    relations,
    reminder_answers,
    reminders,
    reminding,
    ringing,
    roles,
    sealing,
    sending,
    sessions,
    set_reminders,
    silence,
    timers,
    unheard,
    updates,
    versions,
    watching,
)
from bot.state.broken import Fault
from bot.state.ids import Ids
from bot.state.ledger_file import Entry
from tests.state import company_calls, desk_calls, report_calls
from tests.state.helpers import BOT, Clock, Someone

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.state.cursor import Cursor

NOW = Clock().now
SPOKEN = {"file": "x", "seconds": 7}
IDS = Ids(Clock(), beside=True)


def organisation(cursor: Cursor) -> int:
    return organisations.ensure(cursor, BOT, "Kommunen", "jobstjernen@example.org", IDS, NOW).id


def purge(cursor: Cursor) -> None:
    """With enough marks that some have to go."""
    for number in range(updates.NEWEST_KEPT + 1):
        updates.mark(cursor, BOT, number, NOW)
    updates.purge(cursor, BOT, NOW, NOW)


def keep_and_amend(cursor: Cursor, who: Someone) -> None:
    versions.keep(cursor, IDS.next(), who.id, who.session.id, {}, NOW)
    versions.amend(cursor, who.session.id, {})


def discard_with_a_message(discard: Callable[[Cursor, int, int], None], cursor: Cursor, who: Someone) -> None:
    """With one that waits without a question, and so is found by its content."""
    outbox.add(cursor, IDS.next(), BOT, who.user, who.id, "da", {"of": who.session.id}, 0, -1, NOW)
    discard(cursor, who.id, who.session.id)


def followed(cursor: Cursor, who: Someone) -> relations.Relation:
    """Somebody of the staff who follows them, and wants to know when nothing is heard."""
    staff, relation = Person(IDS.random()), IDS.next()
    people.create(cursor, BOT, 98, 98, staff, organisation(cursor), NOW)
    roles.give(cursor, IDS.next(), staff.id, organisation(cursor), "mentor", NOW)
    relations.begin(cursor, relation, who.id, staff.id, organisation(cursor), "mentor", NOW)
    relations.watch(cursor, relation, 7)
    found = relations.get(cursor, relation)
    assert found is not None
    return found


def reminder(cursor: Cursor, who: Someone) -> reminders.Reminder:
    """One that has been sent, and put off."""
    new = IDS.next()
    reminders.make(cursor, new, followed(cursor, who), "star", 0, "", {}, NOW, NOW)
    deliveries.note(cursor, IDS.next(), new, NOW, who.session.id, 0, "sent", "", NOW)
    found = reminders.get(cursor, new)
    assert found is not None
    return found


def delivery(cursor: Cursor, who: Someone) -> deliveries.Delivery:
    return deliveries.of_reminder(cursor, reminder(cursor, who).id, 1)[0]


def answered(cursor: Cursor, who: Someone) -> int:
    """One that the citizen has answered."""
    number = reminder(cursor, who).id
    reminder_answers.add(cursor, IDS.next(), who.id, number, "Ja", NOW)
    return number


def hold_up(cursor: Cursor, who: Someone) -> None:
    """With one that is on its way to them."""
    reminder(cursor, who)
    reminding.hold_up(cursor, BOT, who.user, NOW)


def seal_and_open(cursor: Cursor, who: Someone) -> str:
    return sealing.unseal(cursor, "a.b", who.id, 1, sealing.seal(cursor, "a.b", who.id, 1, "Ja"))


def manner_opened(cursor: Cursor, who: Someone) -> tuple[str, ...]:
    return manner.opened(cursor, who.id, manner.sealed(cursor, replace(who.person, speed="slow")))


def beneath_opened(cursor: Cursor, who: Someone) -> str:
    sealed = manner.sealed(cursor, replace(who.person, beneath="ar"))
    cursor.execute("SELECT master, wrapped FROM data_keys WHERE owner = :owner", {"owner": who.id})
    return manner.beneath(cursor, who.id, sealed, cursor.fetchone())


def energy_opened(cursor: Cursor, who: Someone) -> tuple[int, str]:
    sealed = sealing.seal(cursor, people.ENERGY, who.id, who.id, "3 2026-11-02")
    return people.energy_of(cursor, who.id, sealed)


def refused(cursor: Cursor, who: Someone) -> int:
    """A message that was set aside."""
    row = IDS.next()
    outbox.add(cursor, row, BOT, who.user, who.id, "da", {"of": who.session.id}, 0, -1, NOW)
    outbox.aside(cursor, row, "BadRequest")
    return row


def timer(cursor: Cursor, who: Someone) -> timers.Timer:
    """One that has been set."""
    new = IDS.next()
    timers.schedule(cursor, new, who.id, "nudge", 0, NOW)
    return timers.Timer(new, who.id, "nudge", 0, NOW, 1)


def broke(cursor: Cursor, who: Someone) -> int:
    """A timer that broke."""
    row = IDS.next()
    broken.note(cursor, row, Fault("KeyError", "bot.x:1"), NOW, timers.Timer(1, who.id, "nudge", 0, NOW, 1))
    return row


def seen(cursor: Cursor, who: Someone) -> None:
    """With somebody who watches."""
    followed(cursor, who)
    silence.seen(cursor, IDS, who.id, NOW)


def keep_and_change(cursor: Cursor, who: Someone) -> None:
    versions.keep(cursor, IDS.next(), who.id, who.session.id, {}, NOW)
    versions.change(cursor, who.session.id, dict)


def note(cursor: Cursor, who: Someone) -> None:
    """Of somebody who was warned, and then is not to be any more."""
    keeping.note(cursor, who.id, 1, 0, 1, NOW)
    keeping.note(cursor, who.id, 0, 0, 0, NOW)


def look_after(cursor: Cursor, who: Someone) -> None:
    """Beside somebody who gets a timer."""
    people.save(cursor, replace(who.person, agreed=True), 1, NOW - LOOK, seen=True)
    keeping.look_after(cursor, IDS, NOW)


CALLS: dict[Callable[..., Any], Callable[[Cursor, Someone], object]] = {
    answers.all_of: lambda c, who: answers.all_of(c, who.id),
    answers.since: lambda c, who: answers.since(c, who.id, who.session.id),
    answers.of_message: lambda c, who: answers.of_message(c, who.id, 5),
    answers.early_edit: lambda c, who: answers.early_edit(c, who.id, 5),
    answers.forget: lambda c, who: answers.forget(c, who.id, who.session.id, ["axis_health"]),
    answers.record: lambda c, who: [
        answers.record(c, IDS.next(), who.id, who.session.id, "who", {}, 5, NOW, moved=(4,)),
        answers.record(c, IDS.next(), who.id, 0, "", {}, 6, NOW),
    ],
    broken.drop: lambda c, who: broken.drop(c, broke(c, who)),
    broken.note: broke,
    broken.purge: lambda c, who: broken.purge(c, NOW),
    broken.ring: lambda c, who: broken.ring(c, broke(c, who), IDS.next(), NOW),
    broken.since: lambda c, who: broken.since(c, NOW),
    consents.current: lambda c, who: consents.current(c, who.id),
    consents.of_person: lambda c, who: consents.of_person(c, who.id),
    consents.give: lambda c, who: consents.give(c, IDS.next(), who.id, organisation(c), "1", NOW),
    consents.stands: lambda c, who: consents.stands(c, who.id, organisation(c), "1", "health", agreed=True),
    deliveries.answer: lambda c, who: deliveries.answer(c, delivery(c, who).id, "later", NOW),
    deliveries.finish: lambda c, who: deliveries.finish(c, who.id, who.session.id, "star", NOW),
    deliveries.get: lambda c, who: deliveries.get(c, delivery(c, who).id),
    deliveries.newest_unopened: lambda c, who: deliveries.newest_unopened(c, who.id),
    deliveries.note: delivery,
    deliveries.of_reminder: delivery,
    deliveries.between: lambda c, who: deliveries.between(c, reminder(c, who).sender, who.id),
    deliveries.of_session: lambda c, who: deliveries.of_session(c, who.session.id),
    deliveries.on_the_way: lambda c, who: deliveries.on_the_way(c, BOT, who.user),
    deliveries.unfinished: lambda c, who: deliveries.unfinished(c, reminder(c, who).id),
    deliveries.purge: lambda c, who: deliveries.purge(c, 1, NOW),
    deliveries.put_off: lambda c, who: deliveries.put_off(c, reminder(c, who).id),
    answers.delete: lambda c, who: answers.delete(c, 1),
    answers.unhear: lambda c, who: answers.unhear(c, who.id, who.session.id, "who"),
    answers.unsay: lambda c, who: answers.unsay(c, who.id, [1]),
    exercises.discard: partial(discard_with_a_message, exercises.discard),
    export.of_person: lambda c, who: export.of_person(c, who.id),
    export.person_of: lambda c, who: [export.person_of(c, bot, who.user) for bot in (BOT, None)],
    export.everything: lambda c, who: [export.everything(c, bot, who.user) for bot in (BOT, None)],
    ids.highest: lambda c, who: ids.highest(c),
    keeping.forget: lambda c, who: keeping.forget(c, who.id),
    keeping.look_after: look_after,
    keeping.note: note,
    keeping.of_person: lambda c, who: keeping.of_person(c, who.id),
    keeping.runs: lambda c, who: keeping.runs(c, who.id, NOW),
    keeping.seen: lambda c, who: keeping.seen(c, IDS, who.id, NOW),
    ledger.carry: lambda c, who: ledger.carry(c, [Entry("person", "x")]),
    ledger.is_new: lambda c, who: ledger.is_new(c),
    ledger.is_of_somebody: lambda c, who: ledger.is_of_somebody(c),
    ledger.known: lambda c, who: ledger.known(c),
    ledger.move: lambda c, who: ledger.move(c, ledger.known(c)),
    ledger.note: lambda c, who: ledger.note(c, "person", who.id),
    ledger.pen: lambda c, who: ledger.pen(c),
    ledger.pending: lambda c, who: ledger.pending(c),
    ledger.receipt: lambda c, who: ledger.receipt(c, who.id),
    ledger.trouble: lambda c, who: ledger.trouble(c, Path("none")),
    ledger.waiting: lambda c, who: ledger.waiting(c),
    ledger.written: lambda c, who: ledger.written(c, [Entry("person", "x")], ledger.known(c)),
    letters.count: lambda c, who: [refused(c, who), letters.count(c)],
    letters.drop: lambda c, who: letters.drop(c, refused(c, who)),
    letters.every: lambda c, who: [refused(c, who), letters.every(c)],
    letters.retry: lambda c, who: letters.retry(c, refused(c, who), NOW),
    migrations.applied: lambda c, who: migrations.applied(c),
    notices.outdate: lambda c, who: notices.outdate(c, 1, who.id, "silence", NOW),
    organisations.ensure: lambda c, who: organisation(c),
    organisations.get: lambda c, who: organisations.get(c, organisation(c)),
    outbox.add: lambda c, who: outbox.add(c, IDS.next(), BOT, who.user, who.id, "da", {}, 1, 0, NOW),
    outbox.aside: lambda c, who: outbox.aside(c, 1, "BadRequest"),
    outbox.discard: partial(discard_with_a_message, outbox.discard),
    outbox.is_told: lambda c, who: outbox.is_told(c, -1),
    outbox.hasten: lambda c, who: outbox.hasten(c, BOT, NOW),
    outbox.holds: lambda c, who: outbox.holds(c, who.id, {}),
    outbox.fate: lambda c, who: outbox.fate(c, who.id, 1, 0),
    outbox.of_erased: lambda c, who: outbox.of_erased(c),
    outbox.next_of: lambda c, who: outbox.next_of(c, BOT, who.user),
    outbox.next_wakeup: lambda c, who: [outbox.next_wakeup(c, BOT, after) for after in (None, NOW)],
    outbox.part: lambda c, who: outbox.part(c, 1, 1),
    outbox.postpone: lambda c, who: outbox.postpone(c, 1, NOW, "TimedOut"),
    outbox_sweep.purge: lambda c, who: outbox_sweep.purge(c, NOW),
    outbox_sweep.set_held: lambda c, who: outbox_sweep.set_held(c, BOT),
    outbox.sent: lambda c, who: outbox.sent(c, 1, 900, NOW),
    outbox.shown: lambda c, who: outbox.shown(c, who.id, 1, 0),
    outbox.waiting_chats: lambda c, who: [
        outbox.waiting_chats(c, BOT, NOW, 10, unasked=unasked) for unasked in (False, True)
    ],
    sending.on_its_way: lambda c, who: sending.on_its_way(c, 1, 2, NOW),
    outbox.hold: lambda c, who: outbox.hold(c, 1, 2),
    outbox.release: lambda c, who: outbox.release(c, 1, 2),
    outbox.there: lambda c, who: outbox.there(c, 1),
    outbox.waits: lambda c, who: outbox.waits(c, 1),
    outbox.unshown: lambda c, who: outbox.unshown(c, 1, who.id, who.session.id),
    outbox.untold: lambda c, who: outbox.untold(c, 1, who.id),
    outbox.withdraw: lambda c, who: outbox.withdraw(c, who.id, 1, 0),
    manner.beneath: beneath_opened,
    manner.opened: manner_opened,
    manner.sealed: manner_opened,
    people.block: lambda c, who: people.block(c, BOT, who.user, NOW),
    people.id_of: lambda c, who: people.id_of(c, BOT, 1),
    people.user_of: lambda c, who: people.user_of(c, who.id),
    people.by_id: lambda c, who: people.by_id(c, who.id),
    people.create: lambda c, who: people.create(c, BOT, 99, 99, Person(99), organisation(c), NOW),
    people.erase: lambda c, who: people.erase(c, who.id),
    people.seen: lambda c, who: people.seen(c, who.id, NOW),
    people.hold: lambda c, who: people.hold(c, who.id),
    people.touch: lambda c, who: people.touch(c, who.id),
    people.energy_of: energy_opened,
    people.here: lambda c, who: people.here(c, who.id),
    people.find: lambda c, who: people.find(c, BOT, who.user),
    people.save: lambda c, who: people.save(c, who.person, 1, NOW, seen=True),
    people.unblock: lambda c, who: people.unblock(c, BOT, who.user),
    set_reminders.by_due: lambda c, who: set_reminders.by_due(c, reminder(c, who).sender),
    set_reminders.of_one: lambda c, who: set_reminders.of_one(c, reminder(c, who).sender, who.id),
    set_reminders.opened: lambda c, who: set_reminders.opened(c, who.id, [reminder(c, who).id], 3),
    recordings.sealed: lambda c, who: recordings.sealed(c, "comments.recording", who.id, 1, SPOKEN),
    reminder_answers.add: answered,
    reminder_answers.between: lambda c, who: [
        answered(c, who),
        reminder_answers.between(c, relations.of_citizen(c, who.id)[0].staff, who.id),
    ],
    reminder_answers.forget: lambda c, who: reminder_answers.forget(c, followed(c, who).id),
    reminder_answers.of_reminder: lambda c, who: reminder_answers.of_reminder(c, answered(c, who)),
    reminders.end: lambda c, who: reminders.end(c, reminder(c, who).id, "over", NOW),
    reminders.ever_of_sender: lambda c, who: reminders.ever_of_sender(c, who.id),
    reminders.forget: lambda c, who: reminders.forget(c, followed(c, who).id, NOW),
    reminders.get: reminder,
    reminders.standing: lambda c, who: reminders.standing(c, 1),
    reminders.last_set: lambda c, who: reminders.last_set(c, who.id),
    reminders.lose_exercise: lambda c, who: reminders.lose_exercise(c, reminder(c, who).id),
    reminders.make: reminder,
    reminders.move_on: lambda c, who: reminders.move_on(c, reminder(c, who).id, NOW),
    reminders.of_citizen: lambda c, who: reminders.of_citizen(c, who.id),
    reminders.of_exercise: lambda c, who: reminders.of_exercise(c, who.id, who.session.id),
    reminders.of_relation: lambda c, who: reminders.of_relation(c, followed(c, who).id),
    reminders.to_citizen: lambda c, who: reminders.to_citizen(c, reminder(c, who).sender, who.id),
    reminders.of_sender: lambda c, who: reminders.of_sender(c, who.id),
    reminders.purge: lambda c, who: reminders.purge(c, NOW),
    reminders.saves: lambda c, who: reminders.saves(c, who.id, NOW, NOW),
    reminding.broke: lambda c, who: reminding.broke(c, IDS, reminder(c, who).id, NOW),
    reminding.hold_up: hold_up,
    reminding.lose: lambda c, who: reminding.lose(c, IDS, who.id, who.session.id, NOW),
    reminding.rings: lambda c, who: reminding.rings(c, reminder(c, who)),
    reminding.stop: lambda c, who: reminding.stop(c, reminder(c, who), "ended", NOW),
    reminding.still_comes: lambda c, who: reminding.still_comes(c, reminder(c, who)),
    reminding.too_fast: lambda c, who: reminding.too_fast(c, who.id, NOW),
    silence.over_at: lambda c, who: silence.over_at(c, followed(c, who), NOW),
    silence.wait_until: lambda c, who: silence.wait_until(c, IDS, followed(c, who), NOW),
    silence.seen: seen,
    silence.watch: lambda c, who: silence.watch(c, IDS, followed(c, who), 7),
    sessions.load: lambda c, who: sessions.load(c, who.id, who.session.id),
    sessions.flows: lambda c, who: sessions.flows(c, who.id),
    sessions.closed: lambda c, who: [sessions.closed(c, who.id, flow) for flow in (None, "star")],
    sessions.opened: lambda c, who: [sessions.opened(c, who.id, each) for each in sessions.closed(c, who.id)],
    sessions.overview: lambda c, who: [sessions.overview(c, who.id, flow) for flow in (None, "star")],
    sessions.rename: lambda c, who: sessions.rename(c, who.id, who.session.flow, who.session.flow),
    sessions.single: lambda c, who: sessions.single(c, who.id, "star"),
    sessions.save: lambda c, who: sessions.save(c, who.id, who.session, NOW),
    ringing.begin: lambda c, who: ringing.begin(c, BOT, timer(c, who)),
    sealing.opener: lambda c, who: sealing.opener(c, who.id),
    sealing.check: lambda c, who: sealing.check(c, ["a key that there never was"]),
    sealing.derived: lambda c, who: sealing.derived(c, sealing.NOBODY, "x"),
    sealing.make_key: lambda c, who: sealing.make_key(c, 43),
    sealing.forget: lambda c, who: sealing.forget(c, who.id),
    sealing.masters: lambda c, who: sealing.masters(c),
    sealing.wrapped_by: lambda c, who: sealing.wrapped_by(c, "x"),
    sealing.rewrap: lambda c, who: sealing.rewrap(c, 10),
    sealing.see_nobodys: lambda c, who: sealing.see_nobodys(c),
    sealing.seal: lambda c, who: sealing.seal(c, "answers.content", who.id, 1, "Ja"),
    sealing.seal_json: lambda c, who: sealing.seal_json(c, "answers.content", who.id, 1, {}),
    sealing.unseal: seal_and_open,
    sealing.unseal_json: seal_and_open,
    sealing.unseal_for_others: seal_and_open,
    timers.cancel: lambda c, who: timers.cancel(c, who.id, "nudge"),
    timers.discard: lambda c, who: timers.discard(c, who.id, who.session.id),
    timers.find_bots: lambda c, who: timers.find_bots(c),
    timers.follow: lambda c, who: timers.follow(c, BOT, who.user),
    timers.due: lambda c, who: timers.due(c, BOT, NOW, 10),
    timers.is_set: lambda c, who: timers.is_set(c, who.id, "reminder", 1),
    timers.next_due: lambda c, who: timers.next_due(c, BOT),
    timers.put_back: lambda c, who: timers.put_back(c, timers.Timer(1, who.id, "nudge", 0, NOW, 1)),
    timers.schedule: lambda c, who: timers.schedule(c, IDS.next(), who.id, "nudge", 0, NOW),
    timers.take: lambda c, who: timers.take(c, timers.Timer(1, who.id, "nudge", 0, NOW, 1)),
    unheard.add: lambda c, who: unheard.add(c, who.id, 5, NOW),
    unheard.due: lambda c, who: unheard.due(c, BOT, NOW),
    unheard.file_of: lambda c, who: unheard.file_of(c, unheard.Unheard(1, who.id, 5, NOW, NOW)),
    unheard.later: lambda c, who: unheard.later(c, unheard.Unheard(1, who.id, 5, NOW, NOW), NOW),
    unheard.take: lambda c, who: unheard.take(c, unheard.Unheard(1, who.id, 5, NOW, NOW)),
    updates.mark: lambda c, who: updates.mark(c, BOT, 1, NOW),
    updates.purge: lambda c, who: purge(c),
    updates.set_aside: lambda c, who: updates.set_aside(c, BOT, 1, "poll", NOW),
    versions.change: keep_and_change,
    versions.amend: keep_and_amend,
    versions.keep: lambda c, who: versions.keep(c, IDS.next(), who.id, who.session.id, {}, NOW),
    versions.of_exercise: lambda c, who: versions.of_exercise(c, who.session.id),
    watching.backed_up: lambda c, who: watching.backed_up(c, NOW),
    watching.beat: lambda c, who: watching.beat(c, BOT, NOW),
    watching.check_key: lambda c, who: watching.check_key(c),
    watching.left_behind: lambda c, who: watching.left_behind(c, [BOT + 1, BOT + 2], NOW, NOW),
    watching.keys_known: lambda c, who: watching.keys_known(c),
    watching.keys_in_use: lambda c, who: watching.keys_in_use(c),
    watching.beats: lambda c, who: watching.beats(c),
    watching.last_backup: lambda c, who: watching.last_backup(c),
    watching.last_update: lambda c, who: watching.last_update(c, BOT),
    watching.note_keys: lambda c, who: watching.note_keys(c, NOW),
    watching.queues: lambda c, who: watching.queues(c, BOT, NOW),
    **company_calls.CALLS,
    **desk_calls.CALLS,
    **report_calls.CALLS,
}
