"""Timers: one per kind and session, taken once, and harmless when they have moved on."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from bot.state import people, ringing, timers, watching
from tests.state.helpers import ANNA, BENT, BOT, anna, bent

if TYPE_CHECKING:
    from datetime import datetime

    from bot.state.cursor import Cursor
    from bot.state.store import Store
    from bot.state.timers import Timer
    from tests.state.helpers import Clock, Someone

MS = timedelta(milliseconds=1)


async def schedule(
    store: Store, someone: Someone, at: datetime, kind: str = "nudge", session: int = 0
) -> None:
    row = store.ids.next()
    await store.write(lambda cursor: timers.schedule(cursor, row, someone.id, kind, session, at))


async def due(store: Store, limit: int = 10) -> list[Timer]:
    return await store.read(lambda cursor: timers.due(cursor, BOT, store.clock(), limit))


async def take(store: Store, timer: Timer) -> bool:
    return await store.write(lambda cursor: timers.take(cursor, timer))


async def test_timers_are_due_at_their_moment_the_longest_overdue_first(store: Store, clock: Clock) -> None:
    someone, other = await anna(store), await bent(store)
    later, sooner = clock.now + timedelta(hours=2), clock.now + timedelta(hours=1)
    await schedule(store, someone, later)
    await schedule(store, other, sooner)
    assert await due(store) == []
    assert await store.read(lambda cursor: timers.next_due(cursor, BOT)) == sooner
    clock.move(hours=2)
    found = await due(store)
    assert [(timer.person, timer.due_at) for timer in found] == [(other.id, sooner), (someone.id, later)]
    assert await due(store, limit=1) == found[:1]


async def test_with_slack_a_timer_that_rings_hardly_earlier_stays_as_it_is(
    store: Store, clock: Clock
) -> None:
    """One that rings later, or much earlier, is moved; what was read of the one that stays still holds."""
    someone, begun, slack = await anna(store), clock.now, timedelta(hours=1)

    async def schedule_loosely(at: timedelta) -> datetime | None:
        row = store.ids.next()
        await store.write(
            lambda cursor: timers.schedule(cursor, row, someone.id, "nudge", 0, begun + at, slack)
        )
        return await store.read(lambda cursor: timers.next_due(cursor, BOT))

    later = timedelta(days=1)
    moments = [later, later + slack, later + slack + MS, later]
    found = [await schedule_loosely(at) for at in moments]
    assert found == [begun + later, begun + later, begun + later + slack + MS, begun + later]
    clock.move(days=1)
    (timer,) = await due(store)
    assert await schedule_loosely(later + slack) == begun + later
    assert await take(store, timer)


async def test_a_timer_is_taken_once(store: Store, clock: Clock) -> None:
    someone = await anna(store)
    await schedule(store, someone, clock.now)
    (timer,) = await due(store)
    assert [await take(store, timer), await take(store, timer)] == [True, False]
    assert await due(store) == []
    assert await store.read(lambda cursor: timers.next_due(cursor, BOT)) is None


async def test_scheduling_again_moves_the_one_timer_and_outdates_what_was_read(
    store: Store, clock: Clock
) -> None:
    someone = await anna(store)
    await schedule(store, someone, clock.now)
    (read_before,) = await due(store)
    moved = clock.now + timedelta(days=2)
    await schedule(store, someone, moved)
    assert await due(store) == []
    assert not await take(store, read_before)
    clock.move(days=2)
    (timer,) = await due(store)
    assert (timer.due_at, timer.version) == (moved, read_before.version + 1)


async def test_a_timer_set_anew_after_being_taken_is_another_one(store: Store, clock: Clock) -> None:
    someone = await anna(store)
    await schedule(store, someone, clock.now)
    (taken,) = await due(store)
    await take(store, taken)
    await schedule(store, someone, clock.now)
    assert not await take(store, taken)
    assert len(await due(store)) == 1


async def test_kinds_sessions_and_people_do_not_disturb_one_another(store: Store, clock: Clock) -> None:
    someone, other = await anna(store), await bent(store)
    session = someone.session.id
    await schedule(store, someone, clock.now)
    await schedule(store, someone, clock.now, session=session)
    await schedule(store, someone, clock.now, kind="plan")
    await schedule(store, other, clock.now)
    await store.write(lambda cursor: timers.cancel(cursor, someone.id, "nudge"))
    left = [(timer.person, timer.kind, timer.session) for timer in await due(store)]
    assert left == [(someone.id, "nudge", session), (someone.id, "plan", 0), (other.id, "nudge", 0)]


async def of(store: Store, bot: int) -> list[int]:
    """Whose timers a bot finds due, as `next_due` and what is counted for whoever watches say too."""
    found = await store.read(lambda cursor: timers.due(cursor, bot, store.clock(), 10))
    following = await store.read(lambda cursor: timers.next_due(cursor, bot))
    counted = await store.read(lambda cursor: watching.queues(cursor, bot, store.clock()))
    assert (following is not None) == bool(found)
    assert (counted.timers, counted.first_timer) == (len(found), following)
    return [timer.person for timer in found]


async def test_a_timer_goes_with_the_bot_that_reaches_its_person(store: Store, clock: Clock) -> None:
    """Where somebody has blocked one bot and not another, the other rings for them, until they are back."""
    someone, other, elsewhere = await anna(store), await bent(store), BOT + 1
    await schedule(store, someone, clock.now)
    await schedule(store, other, clock.now)

    def second_bot(cursor: Cursor) -> None:
        cursor.execute(
            "INSERT INTO addresses (bot, user_id, chat_id, person) VALUES (:bot, :user, :user, :person)",
            {"bot": elsewhere, "user": ANNA, "person": someone.id},
        )

    await store.write(second_bot)
    assert (await of(store, BOT), await of(store, elsewhere)) == ([someone.id, other.id], [])
    await store.write(lambda cursor: people.block(cursor, BOT, ANNA, clock.now))
    await schedule(store, someone, clock.now, kind="plan")
    assert (await of(store, BOT), await of(store, elsewhere)) == ([other.id], [someone.id] * 2)
    await store.write(lambda cursor: people.unblock(cursor, BOT, ANNA))
    assert (await of(store, BOT), await of(store, elsewhere)) == ([someone.id, other.id, someone.id], [])
    assert [timer.user for timer in await due(store)] == [ANNA, BENT, ANNA]


async def test_whoever_has_blocked_their_only_bot_keeps_their_timers_with_it(
    store: Store, clock: Clock
) -> None:
    someone = await anna(store)
    await schedule(store, someone, clock.now)
    await store.write(lambda cursor: people.block(cursor, BOT, ANNA, clock.now))
    assert await of(store, BOT) == [someone.id]


async def test_a_timer_of_somebody_whom_no_bot_reaches_is_nobodys(store: Store, clock: Clock) -> None:
    someone = await anna(store)
    await store.write(lambda cursor: cursor.execute("DELETE FROM addresses", {}) and None)
    await schedule(store, someone, clock.now)
    assert (await of(store, BOT), await of(store, 0)) == ([], [someone.id])
    (timer,) = await store.read(lambda cursor: timers.due(cursor, 0, store.clock(), 10))
    assert timer.user == 0
    assert await store.write(lambda cursor: ringing.begin(cursor, BOT, timer)) is None
    assert await of(store, 0) == [someone.id], "it is as it was"


async def test_a_timer_that_is_anothers_after_all_is_left_to_it_as_it_was(store: Store, clock: Clock) -> None:
    """It was set for one bot in the moment in which another program noted that this one is blocked."""
    someone = await anna(store)
    await schedule(store, someone, clock.now)
    (timer,) = await due(store)
    await store.write(lambda c: c.execute("UPDATE timers SET bot = :bot", {"bot": BOT + 1}) and None)
    assert await of(store, BOT + 1) == [someone.id]
    assert await store.write(lambda cursor: ringing.begin(cursor, BOT + 1, timer)) is None
    assert await of(store, BOT + 1) == []
    assert await due(store) == [timer]
    known = await store.write(lambda cursor: ringing.begin(cursor, BOT, timer))
    assert known is not None
    assert known.person.id == someone.id
    assert await due(store) == []
