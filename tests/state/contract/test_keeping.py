"""How far an erasure has come, and that whoever has not been here for long is looked after."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from functools import partial
from itertools import pairwise
from random import Random
from typing import TYPE_CHECKING

from bot.coaching.retention import LOOK
from bot.engine.effects import REMINDER, RETENTION, SILENCE, UNSENT
from bot.engine.nudging import DECISION, UNDECIDED
from bot.engine.person import Person
from bot.state import keeping, organisations, people, timers
from bot.state.keeping import Counting
from bot.state.values import to_ms
from tests.state.helpers import BOT, anna, bent

if TYPE_CHECKING:
    from datetime import datetime

    import pytest

    from bot.state.cursor import Cursor
    from bot.state.store import Store
    from tests.state.helpers import Clock, Someone


def agreed(cursor: Cursor, who: Someone, seen: datetime) -> None:
    known = people.find(cursor, BOT, who.user)
    assert known is not None
    people.save(cursor, replace(known.person, agreed=True), known.version, seen, seen=True)


async def rings(store: Store, who: Someone, kind: str = RETENTION) -> list[datetime]:
    """When somebody's timer of this kind is due."""
    due = await store.read(lambda c: timers.due(c, BOT, store.clock() + timedelta(days=9999), 99))
    return [each.due_at for each in due if (each.person, each.kind) == (who.id, kind)]


async def test_it_is_noted_for_each_person_until_nobody_is_to_be_warned(store: Store, clock: Clock) -> None:
    one, other = await anna(store), await bent(store)
    await store.write(partial(keeping.note, person=one.id, warnings=1, days=3, session=7, now=clock()))
    later = clock.move(days=1)
    await store.write(partial(keeping.note, person=one.id, warnings=2, days=0, session=8, now=later))
    assert await store.read(lambda c: keeping.of_person(c, one.id)) == Counting(2, 0, 8, later)
    assert await store.read(lambda c: keeping.of_person(c, other.id)) is None
    await store.write(partial(keeping.note, person=one.id, warnings=0, days=0, session=0, now=later))
    assert await store.read(lambda c: keeping.of_person(c, one.id)) is None


async def test_whoever_is_here_is_looked_at_later_and_is_not_to_be_warned(store: Store, clock: Clock) -> None:
    one = await anna(store)
    await store.write(partial(keeping.note, person=one.id, warnings=1, days=3, session=7, now=clock()))
    await store.write(lambda c: keeping.seen(c, store.ids, one.id, clock()))
    assert await store.read(lambda c: keeping.of_person(c, one.id)) is None
    assert await rings(store, one) == [clock() + LOOK]


async def test_what_is_to_come_is_a_day_in_an_exercise_and_no_reminder_of_others(
    store: Store, clock: Clock
) -> None:
    one = await anna(store)
    soon = clock() + timedelta(days=3)

    async def set_timer(kind: str, session: int) -> None:
        new = store.ids.next()
        await store.write(
            partial(timers.schedule, new_id=new, person=one.id, kind=kind, session=session, at=soon)
        )

    async def runs(after: datetime) -> bool:
        return await store.read(lambda c: keeping.runs(c, one.id, after))

    for kind, session in (("nudge", 0), (RETENTION, 0), (SILENCE, 5), (REMINDER, 7), (UNSENT, 9)):
        await set_timer(kind, session)
    assert not await runs(clock())
    await set_timer("plan", 7)
    assert await runs(clock())
    assert not await runs(soon)


async def test_whoever_was_not_here_for_long_and_has_no_timer_gets_one(store: Store, clock: Clock) -> None:
    away, here = await anna(store), await bent(store)
    undecided = away
    await store.write(lambda c: agreed(c, here, clock()))
    now = clock.move(weeks=4)
    await store.write(lambda c: agreed(c, here, now))
    await store.write(lambda c: keeping.look_after(c, store.ids, now))
    assert await rings(store, undecided) == [], "who has not agreed is forgotten by a timer of its own"
    await store.write(lambda c: agreed(c, away, now - LOOK))
    await store.write(lambda c: keeping.look_after(c, store.ids, now))
    assert await rings(store, away) == [now]
    assert await rings(store, here) == []


async def test_whoever_has_not_agreed_and_has_lost_the_timer_gets_it_after_a_day(
    store: Store, clock: Clock
) -> None:
    one = await anna(store)

    async def swept() -> list[datetime]:
        await store.write(lambda c: keeping.look_after(c, store.ids, clock()))
        return await rings(store, one, UNDECIDED)

    clock.move(hours=23)
    assert await swept() == [], "they may still answer, and then a timer is set anyway"
    now = clock.move(hours=1)
    assert await swept() == [now]
    clock.move(hours=1)
    assert await swept() == [now], "one that is set stays"
    assert await rings(store, one) == []


async def test_whoever_has_not_agreed_is_forgotten_after_a_day_also_where_a_clock_was_ahead(
    store: Store, clock: Clock
) -> None:
    one, now = await anna(store), clock()
    for ahead, due in (
        (timedelta(weeks=500), now + DECISION),
        (timedelta(hours=-1), now + timedelta(hours=23)),
    ):
        await store.write(
            partial(
                timers.schedule,
                new_id=store.ids.next(),
                person=one.id,
                kind=UNDECIDED,
                session=0,
                at=now + ahead + DECISION,
            )
        )
        await store.write(lambda c: keeping.look_after(c, store.ids, now))
        assert await rings(store, one, UNDECIDED) == [due]


async def test_a_timer_that_a_clock_which_was_ahead_has_set_rings_now(store: Store, clock: Clock) -> None:
    one, now = await anna(store), clock()
    far = now + timedelta(weeks=500)
    await store.write(lambda c: agreed(c, one, far))
    await store.write(lambda c: keeping.seen(c, store.ids, one.id, far))
    await store.write(lambda c: keeping.look_after(c, store.ids, now))
    assert await rings(store, one) == [now]


async def test_what_is_set_as_it_should_be_stays(store: Store, clock: Clock) -> None:
    one, now = await anna(store), clock()
    await store.write(lambda c: agreed(c, one, now))
    await store.write(lambda c: keeping.seen(c, store.ids, one.id, now))
    await store.write(lambda c: keeping.look_after(c, store.ids, now + timedelta(hours=1)))
    assert await rings(store, one) == [now + LOOK]
    assert await store.read(lambda c: people.seen_at(c, one.id)) == now


async def test_not_every_turn_of_a_day_moves_the_timer(store: Store, clock: Clock) -> None:
    """It looks a day too early at most, and nobody's time is over by then."""
    one, now = await anna(store), clock()
    await store.write(lambda c: agreed(c, one, now))
    for hours, due in ((0, now), (24, now), (25, now + timedelta(hours=25)), (30, now + timedelta(hours=25))):
        here = now + timedelta(hours=hours)
        await store.write(partial(keeping.seen, ids=store.ids, person=one.id, now=here))
        assert await rings(store, one) == [due + LOOK]


async def test_where_there_are_too_many_for_one_sweep_each_hour_looks_at_others(
    store: Store, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody is left out for long, and no sweep holds up the turns for longer where there are more people."""
    monkeypatch.setattr(keeping, "AT_ONCE", 3)
    drawn = Random(3)

    def settle(cursor: Cursor) -> None:
        where = organisations.ensure(
            cursor, BOT, "Kommunen", "jobstjernen@example.org", store.ids, clock()
        ).id
        for user in range(100, 130):
            person = Person(drawn.getrandbits(53), agreed=True)
            people.create(cursor, BOT, user, user, person, where, clock() - LOOK)

    def without(cursor: Cursor) -> int:
        cursor.execute(
            "SELECT COUNT(*) FROM people WHERE NOT EXISTS (SELECT 1 FROM timers WHERE person = people.id)"
        )
        return int(cursor.fetchone()[0])

    await store.write(settle)
    left = [30]
    while left[-1] and len(left) < 500:
        clock.move(hours=1)
        await store.write(lambda c: keeping.look_after(c, store.ids, clock()))
        left.append(await store.read(without))
    assert left[-1] == 0
    assert all(0 <= before - after <= 6 for before, after in pairwise(left)), (
        "those at the seam count twice at most"
    )


async def test_a_timer_that_was_set_by_an_earlier_version_beside_this_one_finds_its_bot(
    store: Store, clock: Clock
) -> None:
    """It said nothing of bots; whom none reaches waits on."""
    one, other = await anna(store), await bent(store)

    def story(cursor: Cursor) -> None:
        for row, who in enumerate((one, other), 1):
            cursor.execute(
                "INSERT INTO timers (id, person, kind, session, due_at, version)"
                " VALUES (:row, :person, 'nudge', 0, :at, 1)",
                {"row": row, "person": who.id, "at": to_ms(clock())},
            )
        cursor.execute("DELETE FROM addresses WHERE person = :person", {"person": other.id})

    await store.write(story)
    assert await rings(store, one, "nudge") == []
    await store.write(lambda c: keeping.look_after(c, store.ids, clock()))
    assert await rings(store, one, "nudge") == [clock()]
    nobodys = await store.read(lambda c: timers.due(c, 0, clock(), 99))
    assert [each.person for each in nobodys if each.kind == "nudge"] == [other.id]
