"""Reminders and what becomes of them: each moment once, rights where they are carried out, and nothing left behind."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from bot import bounds
from bot.engine.deeds import Await, Deliver, FallSilent, Remind, Respond, StopReminder, Watch
from bot.policy import NotAllowed
from bot.state import (
    deliveries,
    export,
    notices,
    people,
    relations,
    reminders,
    reminding,
    roles,
    sessions,
    silence,
    timers,
)
from bot.state.deeds import Doer
from tests.state.helpers import ANNA, BENT, BOT, count, settle

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from bot.engine.deeds import Deed, Delivered
    from bot.state.cursor import Cursor
    from bot.state.store import Store
    from tests.state.helpers import Clock, Someone

RULE = {"kind": "weekly", "day": "2026-11-02", "at": "09:00"}
LATER = timedelta(days=7)


class Pair:
    """Anna the citizen and Bent her mentor, inside one transaction."""

    def __init__(self, cursor: Cursor, store: Store) -> None:
        self.cursor, self.store = cursor, store
        self.anna = settle(cursor, store, ANNA, "Anna")
        self.bent = settle(cursor, store, BENT, "Bent")
        where = people.find(cursor, BOT, BENT)
        assert where is not None
        self.organisation = where.organisation
        roles.give(cursor, store.ids.next(), self.bent.id, self.organisation, "mentor", self.now)
        self.relation = store.ids.next()
        relations.begin(
            cursor, self.relation, self.anna.id, self.bent.id, self.organisation, "mentor", self.now
        )

    @property
    def now(self) -> datetime:
        return self.store.clock()

    def do(self, who: Someone, *deeds: Deed) -> None:
        for deed in deeds:
            Doer(self.cursor, self.store.ids, who.id, self.organisation, self.now).do(deed)

    def remind(self, **of: Any) -> int:
        """A weekly reminder that Bent sets."""
        new = self.store.ids.next()
        what = of or {"flow": "elevator_pitch"}
        self.do(self.bent, Remind(new, self.relation, RULE, self.now, **what))
        return new

    def timers(self) -> list[tuple[str, int]]:
        """The kinds and sessions of Anna's timers."""
        far = self.now + timedelta(days=999)
        due = timers.due(self.cursor, BOT, far, 100)
        return [(each.kind, each.session) for each in due if each.person == self.anna.id]

    def states(self, reminder: int) -> list[tuple[str, str]]:
        return [(each.state, each.reason) for each in deliveries.of_reminder(self.cursor, reminder, 10)]


async def with_pair(store: Store, check: Callable[[Pair], None]) -> None:
    await store.write(lambda cursor: check(Pair(cursor, store)))


async def test_it_is_kept_with_its_rule_and_rings_at_its_moment(store: Store) -> None:
    def check(pair: Pair) -> None:
        new = pair.remind(text="Husk dit CV")
        kept = reminders.get(pair.cursor, new)
        assert kept is not None
        assert (kept.sender, kept.citizen, kept.rule) == (pair.bent.id, pair.anna.id, RULE)
        assert (kept.text, kept.status, kept.due) == ("Husk dit CV", "running", pair.now)
        assert pair.timers() == [("reminder", new)]

    await with_pair(store, check)


async def test_a_moment_is_noted_once_and_the_next_is_waited_for(store: Store) -> None:
    def check(pair: Pair) -> None:
        new, due = pair.remind(), pair.now
        pair.do(pair.anna, Deliver(new, due, "sent", session=5, prompt=0))
        pair.do(pair.anna, Deliver(new, due, "missed", "off"))
        pair.do(pair.anna, Await(new, due + LATER, due + LATER))
        assert pair.states(new) == [("sent", "")]
        kept = reminders.get(pair.cursor, new)
        assert kept is not None
        assert kept.due == due + LATER
        assert pair.timers() == [("reminder", new)]

    await with_pair(store, check)


async def test_what_was_put_off_is_asked_again_and_noted_in_its_place(store: Store) -> None:
    def check(pair: Pair) -> None:
        new, due = pair.remind(), pair.now
        timers.cancel(pair.cursor, pair.anna.id, "reminder", new)
        pair.do(pair.anna, Deliver(new, due, "sent", session=5, prompt=0))
        pair.do(pair.anna, Respond(5, "later", due + timedelta(hours=4)))
        (put_off,) = deliveries.of_reminder(pair.cursor, new, 10)
        assert pair.timers() == [("reminder", put_off.id)]
        pair.do(pair.anna, Deliver(new, due, "sent", session=6, prompt=1))
        (again,) = deliveries.of_reminder(pair.cursor, new, 10)
        assert again == put_off._replace(state="sent", session=6, prompt=1)
        pair.do(pair.anna, Respond(6, "done"), Respond(6, "opened"))
        assert pair.states(new) == [("done", "")]

    await with_pair(store, check)


async def test_of_several_that_one_message_asks_for_each_is_answered_by_itself_or_all_at_once(
    store: Store,
) -> None:
    def check(pair: Pair) -> None:
        new, other = pair.remind(), pair.remind(flow="star")
        pair.do(pair.anna, *(Deliver(each, pair.now, "sent", session=5) for each in (new, other)))
        pair.do(pair.anna, Respond(5, "done", reminder=new))
        assert (pair.states(new), pair.states(other)) == ([("done", "")], [("sent", "")])
        pair.do(pair.anna, Respond(5, "not_today"))
        assert (pair.states(new), pair.states(other)) == ([("done", "")], [("not_today", "")])

    await with_pair(store, check)


@pytest.mark.parametrize(("state", "reason"), [("missed", "gone"), ("held_up", "blocked")])
async def test_what_did_not_come_is_not_answered_with_the_rest(
    store: Store, state: Delivered, reason: str
) -> None:
    def check(pair: Pair) -> None:
        new, other = pair.remind(), pair.remind(flow="star")
        pair.do(pair.anna, *(Deliver(each, pair.now, "sent", session=5) for each in (new, other)))
        (gone,) = deliveries.of_reminder(pair.cursor, new, 10)
        deliveries.answer(pair.cursor, gone.id, state, pair.now, reason)
        set_before = len(pair.timers())
        pair.do(pair.anna, Respond(5, "not_today"), Respond(5, "later", pair.now + LATER, new))
        assert (pair.states(new), pair.states(other)) == ([(state, reason)], [("not_today", "")])
        assert len(pair.timers()) == set_before

    await with_pair(store, check)


async def test_only_the_newest_are_listed_the_newest_first(store: Store) -> None:
    def check(pair: Pair) -> None:
        new = pair.remind()
        for week in range(4):
            pair.do(pair.anna, Deliver(new, pair.now + week * LATER, "missed", "off"))
        newest = deliveries.of_reminder(pair.cursor, new, 2)
        assert [each.due for each in newest] == [pair.now + 3 * LATER, pair.now + 2 * LATER]

    await with_pair(store, check)


@pytest.mark.parametrize(("stops", "status"), [("anna", "stopped"), ("bent", "ended")])
async def test_both_can_stop_it_and_nothing_rings_any_more(store: Store, stops: str, status: str) -> None:
    def check(pair: Pair) -> None:
        new = pair.remind()
        pair.do(pair.anna, Deliver(new, pair.now, "sent", session=5), Respond(5, "later", pair.now + LATER))
        assert len(pair.timers()) == 2
        pair.do(getattr(pair, stops), StopReminder(new))
        kept = reminders.get(pair.cursor, new)
        assert kept is not None
        assert (kept.status, kept.due) == (status, None)
        assert pair.timers() == []
        assert bool(reminders.of_sender(pair.cursor, pair.bent.id)) == (stops == "anna")

    await with_pair(store, check)


async def test_nobody_else_may_touch_it(store: Store) -> None:
    def check(pair: Pair) -> None:
        new = pair.remind()
        other = settle(pair.cursor, pair.store, 77, "Otto")
        pair.do(pair.anna, Deliver(new, pair.now, "sent", session=5))
        for who, deed in (
            (other, StopReminder(new)),
            (other, Deliver(new, pair.now, "sent")),
            (other, Respond(5, "done")),
            (pair.bent, Respond(5, "done")),
            (pair.bent, Await(new, None, None)),
            (pair.anna, Respond(6, "done")),
            (pair.anna, Remind(9, pair.relation, RULE, pair.now, flow="star")),
            (other, Remind(9, pair.relation, RULE, pair.now, flow="star")),
            (pair.bent, Remind(9, pair.relation, RULE, pair.now, exercise=pair.anna.session.id)),
            (other, FallSilent(pair.relation)),
        ):
            with pytest.raises(NotAllowed):
                pair.do(who, deed)

    await with_pair(store, check)


async def test_ten_saves_in_a_minute_are_one_too_many(store: Store, clock: Clock) -> None:
    def check(pair: Pair) -> None:
        for _ in range(bounds.SAVES):
            pair.remind()
            clock.move(seconds=1)
        assert reminding.too_fast(pair.cursor, pair.bent.id, clock.now)
        with pytest.raises(NotAllowed):
            pair.remind()
        clock.move(minutes=1)
        pair.remind()

    await with_pair(store, check)


async def test_what_is_finished_after_it_was_opened_is_done(store: Store) -> None:
    def check(pair: Pair) -> None:
        new, other = pair.remind(), pair.remind(flow="star")
        pair.do(pair.anna, Deliver(new, pair.now, "sent", session=5), Respond(5, "opened"))
        pair.do(pair.anna, Deliver(other, pair.now, "sent", session=6), Respond(6, "opened"))
        deliveries.finish(pair.cursor, pair.anna.id, pair.anna.session.id, "elevator_pitch", pair.now)
        assert pair.states(new) == [("done", "")]
        assert pair.states(other) == [("opened", "")]

    await with_pair(store, check)


async def test_when_the_relation_ends_it_ends_and_its_text_is_gone(store: Store) -> None:
    def check(pair: Pair) -> None:
        new = pair.remind(text="Husk dit CV")
        pair.do(pair.bent, Watch(pair.relation, 7))
        found = relations.get(pair.cursor, pair.relation)
        assert found is not None
        Doer(pair.cursor, pair.store.ids, pair.anna.id, pair.organisation, pair.now).part(found)
        kept = reminders.get(pair.cursor, new)
        assert kept is not None
        assert (kept.status, kept.text) == ("ended", "")
        assert pair.timers() == []
        assert not reminding.still_comes(pair.cursor, kept)

    await with_pair(store, check)


async def test_without_the_role_it_comes_no_more(store: Store) -> None:
    def check(pair: Pair) -> None:
        kept = reminders.get(pair.cursor, pair.remind())
        assert kept is not None
        assert reminding.still_comes(pair.cursor, kept)
        (role,) = roles.of_person(pair.cursor, pair.bent.id)
        roles.end(pair.cursor, role.id, pair.now)
        assert not reminding.still_comes(pair.cursor, kept)

    await with_pair(store, check)


@pytest.mark.parametrize("who", ["anna", "bent"])
async def test_it_is_erased_with_either_of_them(store: Store, who: str) -> None:
    def check(pair: Pair) -> None:
        pair.do(pair.anna, Deliver(pair.remind(), pair.now, "sent"))
        people.erase(pair.cursor, getattr(pair, who).id)
        assert (count(pair.cursor, "reminders"), count(pair.cursor, "deliveries")) == (0, 0)

    await with_pair(store, check)


async def test_it_is_forgotten_a_while_after_it_has_ended(store: Store, clock: Clock) -> None:
    def check(pair: Pair) -> None:
        pair.do(pair.bent, StopReminder(pair.remind()))
        running = pair.remind()
        clock.move(days=31)
        reminders.purge(pair.cursor, clock.now - timedelta(days=30))
        assert [each.id for each in reminders.of_citizen(pair.cursor, pair.anna.id)] == [running]

    await with_pair(store, check)


async def test_old_moments_of_one_that_still_comes_are_forgotten_but_for_the_latest(
    store: Store, clock: Clock
) -> None:
    def check(pair: Pair) -> None:
        new, first = pair.remind(), pair.now
        for week in range(6):
            pair.do(pair.anna, Deliver(new, first + week * LATER, "sent", session=week + 1))
            clock.move(days=7)
        pair.do(pair.anna, Await(new, pair.now, pair.now))
        deliveries.purge(pair.cursor, new, first + timedelta(days=15))
        kept = [each.due for each in deliveries.of_reminder(pair.cursor, new, 10)]
        assert kept == [first + week * LATER for week in (5, 4, 3)]
        deliveries.purge(pair.cursor, new, pair.now)
        assert len(deliveries.of_reminder(pair.cursor, new, 10)) == deliveries.SHOWN

    await with_pair(store, check)


async def test_no_moment_is_doubled_after_the_old_ones_are_forgotten(store: Store, clock: Clock) -> None:
    """What rings late, or again, is noted once: its moment is not before the one that is waited for."""

    def check(pair: Pair) -> None:
        new, due = pair.remind(), pair.now
        for week in range(5):
            pair.do(pair.anna, Deliver(new, due + week * LATER, "missed", "off"))
        clock.move(days=400)
        deliveries.purge(pair.cursor, new, pair.now)
        pair.do(pair.anna, Deliver(new, due, "sent", session=9))
        assert pair.states(new) == [("missed", "off")] * 5

    await with_pair(store, check)


async def test_everybody_can_take_along_what_was_set_for_them_and_by_them(store: Store) -> None:
    def check(pair: Pair) -> None:
        pair.do(pair.anna, Deliver(pair.remind(text="Husk dit CV"), pair.now, "missed", "off"))
        (hers,) = export.everything(pair.cursor, BOT, ANNA)["reminders"]
        (his,) = export.everything(pair.cursor, BOT, BENT)["reminders"]
        assert (hers["from"], hers["to"], hers["text"]) == ("Bent", "Anna", "Husk dit CV")
        assert [each["state"] for each in hers["deliveries"]] == ["missed"]
        assert his == hers

    await with_pair(store, check)


async def test_silence_that_rings_too_early_is_waited_for_until_its_moment(
    store: Store, clock: Clock
) -> None:
    def check(pair: Pair) -> None:
        pair.do(pair.bent, Watch(pair.relation, 7))
        clock.move(days=7, seconds=-1)
        pair.do(pair.anna, FallSilent(pair.relation))
        assert notices.waiting(pair.cursor, pair.bent.id) == []
        (timer,) = timers.due(pair.cursor, BOT, pair.now + timedelta(days=1), 10)
        assert timer.due_at == pair.now + timedelta(seconds=1)

    await with_pair(store, check)


async def test_silence_is_waited_for_from_when_they_were_last_here(store: Store, clock: Clock) -> None:
    def check(pair: Pair) -> None:
        clock.move(days=3)
        pair.do(pair.bent, Watch(pair.relation, 7))
        due = timers.due(pair.cursor, BOT, pair.now + timedelta(days=4), 10)
        assert [(each.kind, each.session) for each in due] == [("silence", pair.relation)]
        clock.move(days=4)
        pair.do(pair.anna, FallSilent(pair.relation))
        assert [each.kind for each in notices.waiting(pair.cursor, pair.bent.id)] == ["silence"]
        silence.seen(pair.cursor, pair.store.ids, pair.anna.id, pair.now)
        assert notices.waiting(pair.cursor, pair.bent.id) == []
        pair.do(pair.bent, Watch(pair.relation, 0))
        assert pair.timers() == []

    await with_pair(store, check)


async def test_a_session_of_hers_can_be_saved_with_what_it_reminds_of(store: Store) -> None:
    """Deleting what was shared takes its reminder along."""

    def check(pair: Pair) -> None:
        cursor, exercise = pair.cursor, pair.anna.session.id
        found = relations.get(cursor, pair.relation)
        assert found is not None
        reminders.make(cursor, 9, found, "elevator_pitch", exercise, "", RULE, pair.now, pair.now)
        assert sessions.load(cursor, pair.anna.id, exercise) is not None
        cursor.execute("DELETE FROM exercises WHERE id = :id", {"id": exercise})
        assert reminders.get(cursor, 9) is None

    await with_pair(store, check)
