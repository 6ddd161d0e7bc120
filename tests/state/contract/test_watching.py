"""What whoever watches over the bot finds in its database: signs of life, queues, keys, and what broke."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

import pytest

from bot.engine.effects import REMINDER, RETENTION
from bot.state import broken, outbox, people, roles, sealing, timers, updates, watching
from bot.state.broken import Fault
from bot.state.errors import MissingKey
from bot.state.keys import Keys, new_key
from bot.state.outbox import FLOOD
from tests.state.contract.test_letters import put
from tests.state.helpers import ANNA, BENT, BOT, anna, bent, settle

if TYPE_CHECKING:
    from datetime import datetime

    from bot.state.broken import Broken
    from bot.state.cursor import Cursor
    from bot.state.store import Store
    from bot.state.timers import Timer
    from bot.state.watching import Queues
    from tests.state.helpers import Clock, Someone

FAULT = Fault("KeyError", "bot.flows.x:12")


async def queues(store: Store, bot: int = BOT) -> Queues:
    return await store.read(lambda cursor: watching.queues(cursor, bot, store.clock()))


async def test_the_newest_sign_of_life_is_found(store: Store, clock: Clock) -> None:
    assert await store.read(watching.beats) == {}
    for bot in (BOT, BOT + 1, BOT):
        await store.write(partial(watching.beat, bot=bot, now=clock.move(minutes=1)))
    assert list((await store.read(watching.beats)).items()) == [
        (BOT, clock.now),
        (BOT + 1, clock.now - timedelta(minutes=1)),
    ]


async def test_whoever_only_another_bot_would_erase_is_found_once_nobody_has_for_a_day(
    store: Store, clock: Clock
) -> None:
    gone, here = await anna(store), await bent(store)
    staff = await store.write(lambda cursor: settle(cursor, store, BENT + 1, "Mette"))
    over = clock()
    now = clock.move(weeks=26)
    late = now - timedelta(days=1)

    def story(cursor: Cursor) -> None:
        for person in (gone.id, here.id, staff.id):
            cursor.execute("UPDATE people SET agreed = 1 WHERE id = :id", {"id": person})
            timers.schedule(cursor, store.ids.next(), person, RETENTION, 0, late)
        people.seen(cursor, here.id, now)
        organisation = people.by_id(cursor, staff.id)
        assert organisation is not None
        roles.give(cursor, store.ids.next(), staff.id, organisation[0].organisation, "contact", now)

    await store.write(story)

    async def found(bot: int, late: datetime) -> list[tuple[int, int]]:
        return await store.read(lambda cursor: watching.left_behind(cursor, [bot], over, late))

    assert await found(BOT + 1, late) == [(BOT, gone.user)]
    assert await found(BOT, late) == [], "this bot erases them itself"
    assert await found(BOT + 1, late - timedelta(hours=1)) == [], "their own has had no day yet to do it"


async def test_what_waits_is_counted_and_how_long_the_oldest_has(store: Store, clock: Clock) -> None:
    someone, other = await anna(store), await bent(store)
    nothing = await queues(store)
    assert (nothing.waiting, nothing.held, nothing.oldest) == (0, 0, None)
    first = clock.now
    await put(store, someone)
    clock.move(minutes=1)
    second = clock.now
    await put(store, other)
    assert (await queues(store))[:3] == (2, 0, first)
    assert (await queues(store, BOT + 1)).waiting == 0, "another bot's are not ours to send"
    await store.write(lambda cursor: people.block(cursor, BOT, ANNA, clock()))
    assert (await queues(store))[:3] == (1, 1, second)


async def test_what_telegram_asked_to_wait_with_is_not_late(store: Store, clock: Clock) -> None:
    someone, other = await anna(store), await bent(store)
    flooded, failed = await put(store, someone), await put(store, other)
    until = clock.now + timedelta(minutes=2)
    await store.write(lambda cursor: outbox.postpone(cursor, flooded, until, FLOOD))
    assert (await queues(store)).oldest == clock.now, "the other one"
    await store.write(lambda cursor: outbox.sent(cursor, failed, 1, clock()))
    assert (await queues(store)).oldest is None
    began = clock.now
    clock.move(minutes=2)
    assert (await queues(store)).oldest == began


async def test_what_waits_after_a_fault_is_late(store: Store, clock: Clock) -> None:
    row = await put(store, await anna(store))
    until = clock.now + timedelta(minutes=1)
    await store.write(lambda cursor: outbox.postpone(cursor, row, until, "TimedOut"))
    assert (await queues(store)).oldest == clock.now


async def test_timers_that_are_due_are_counted(store: Store, clock: Clock) -> None:
    someone = await anna(store)
    due = clock.now + timedelta(hours=1)
    for kind, at in (("nudge", due), ("plan", due + timedelta(hours=1))):
        row = store.ids.next()
        await store.write(
            partial(timers.schedule, new_id=row, person=someone.id, kind=kind, session=0, at=at)
        )
    assert (await queues(store)).timers == 0
    clock.move(minutes=61)
    found = await queues(store)
    assert (found.timers, found.first_timer) == (1, due)
    assert (await queues(store, BOT + 1)).timers == 0


async def test_a_key_is_as_old_as_its_first_use_that_was_noted(store: Store, clock: Clock) -> None:
    (ledgers,) = await store.read(watching.keys_in_use)
    assert (ledgers.people, ledgers.since) == (0, None), "it wraps the ledger's key only"
    await anna(store)
    (before,) = await store.read(watching.keys_in_use)
    assert (before.people, before.since) == (1, None)
    noted = clock.now
    for _ in range(2):
        await store.write(lambda cursor: watching.note_keys(cursor, clock.now))
        clock.move(days=100)
    assert await store.read(watching.keys_in_use) == [(before.id, 1, noted)]


async def test_a_key_that_is_gone_is_noticed(store: Store) -> None:
    await anna(store)
    await store.read(watching.check_key)

    class Other:
        """The same database with another key."""

        def __init__(self, cursor: Cursor) -> None:
            self.keys = Keys.of_text(new_key())
            self.execute, self.fetchone = cursor.execute, cursor.fetchone

    with pytest.raises(MissingKey):
        await store.read(lambda cursor: watching.check_key(Other(cursor)))  # type: ignore[arg-type]
    assert await store.read(sealing.masters) != []


async def test_the_last_update_is_remembered(store: Store, clock: Clock) -> None:
    assert await store.read(lambda cursor: watching.last_update(cursor, BOT)) is None
    await store.write(lambda cursor: updates.mark(cursor, BOT, 1, clock.now))
    assert await store.read(lambda cursor: watching.last_update(cursor, BOT)) == clock.now


# What broke -------------------------------------------------------------------------------------------------


async def broke(store: Store, timer: Timer | None = None) -> int:
    row = store.ids.next()
    await store.write(lambda cursor: broken.note(cursor, row, FAULT, store.clock(), timer))
    return row


def timer_of(someone: Someone, clock: Clock, kind: str = "nudge") -> Timer:
    return timers.Timer(1, someone.id, kind, 0, clock.now, 1)


async def since(store: Store, moment: float = 0) -> list[Broken]:
    return await store.read(lambda c: broken.since(c, store.clock() - timedelta(hours=moment)))


async def ring(store: Store, row: int) -> bool:
    new = store.ids.next()
    return await store.write(lambda cursor: broken.ring(cursor, row, new, store.clock()))


async def test_what_broke_is_listed_until_it_is_dropped(store: Store, clock: Clock) -> None:
    someone = await anna(store)
    rows = [await broke(store), await broke(store, timer_of(someone, clock))]
    found = await since(store)
    assert [(each.id, each.what, each.fault) for each in found] == [
        (rows[0], "update", FAULT),
        (rows[1], "nudge", FAULT),
    ]
    assert [each.can_ring for each in found] == [False, True]
    clock.move(hours=2)
    assert await since(store, 1) == []
    assert await store.write(lambda cursor: broken.drop(cursor, rows[0]))
    assert not await store.write(lambda cursor: broken.drop(cursor, rows[0]))
    await store.write(lambda cursor: broken.purge(cursor, clock.now))
    assert await since(store, 10) == []


async def test_a_timer_rings_again_once(store: Store, clock: Clock) -> None:
    someone = await anna(store)
    row = await broke(store, timer_of(someone, clock))
    assert await ring(store, row)
    assert not await ring(store, row)
    due = await store.read(lambda cursor: timers.due(cursor, BOT, clock.now, 5))
    assert [(each.person, each.kind) for each in due] == [(someone.id, "nudge")]


async def test_one_that_was_set_anew_meanwhile_keeps_its_time(store: Store, clock: Clock) -> None:
    someone, new = await anna(store), store.ids.next()
    row = await broke(store, timer_of(someone, clock))
    later = clock.now + timedelta(days=1)
    await store.write(lambda cursor: timers.schedule(cursor, new, someone.id, "nudge", 0, later))
    assert await ring(store, row)
    assert await store.read(lambda cursor: timers.next_due(cursor, BOT)) == later


async def test_a_reminder_and_an_update_do_not_ring_again(store: Store, clock: Clock) -> None:
    """Their people have been told."""
    someone = await anna(store)
    for row in (await broke(store), await broke(store, timer_of(someone, clock, REMINDER))):
        assert not await ring(store, row)
    assert len(await since(store)) == 2


async def test_what_broke_of_somebody_goes_with_them(store: Store, clock: Clock) -> None:
    someone = await anna(store)
    await broke(store, timer_of(someone, clock))
    await store.write(lambda cursor: people.erase(cursor, someone.id))
    assert await since(store) == []
