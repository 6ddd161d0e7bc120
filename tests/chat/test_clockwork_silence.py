"""A silence is told of once all that a citizen may have sent has been taken in."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from bot.chat.loop import LONGEST_NAP
from bot.engine.deeds import Watch
from bot.state import people, relations, roles
from bot.state.deeds import Doer
from tests.chat.front import LONE, SAMIR, Front, opened
from tests.chat.test_clockwork import MONDAY, nudges, running
from tests.talk import BOT

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from bot.state.cursor import Cursor


@pytest.fixture
async def front(tmp_path: Path) -> AsyncIterator[Front]:
    async with opened(tmp_path, MONDAY) as front:
        yield front


async def silences(front: Front) -> list[Any]:
    return await front.rows("SELECT kind FROM notices WHERE kind = 'silence'")


async def watched(front: Front) -> None:
    """Lone wants to know when nothing was heard of Samir for a week."""
    await front.welcome()
    await front.welcome(LONE, "Lone")

    def begin(cursor: Cursor) -> None:
        (samir, lone), where = (people.find(cursor, BOT, user) for user in (SAMIR, LONE)), front.turns
        assert samir
        assert lone
        ids, now = where.ids, front.clock()
        roles.give(cursor, ids.next(), lone.person.id, where.organisation, "mentor", now)
        relation = ids.next()
        relations.begin(cursor, relation, samir.person.id, lone.person.id, where.organisation, "mentor", now)
        Doer(cursor, ids, lone.person.id, where.organisation, now).do(Watch(relation, 7))

    await front.store.write(begin)


async def test_silence_is_not_spoken_of_while_something_may_wait_to_be_taken_in(front: Front) -> None:
    """After a downtime the citizen has written, and only the bot has not heard it; other timers do not wait."""
    await watched(front)
    front.clock.now = MONDAY + timedelta(days=8)
    await front.clockwork.tick()
    assert await nudges(front) == 1
    assert await silences(front) == []
    await front.write("Jeg er kok")
    front.hearing.everything = True
    await front.clockwork.tick()
    assert await silences(front) == []
    front.clock.now += timedelta(days=7)
    await front.clockwork.tick()
    assert await silences(front) == [("silence",)]


async def test_the_loop_sleeps_although_a_silence_is_held_back(front: Front) -> None:
    await watched(front)
    front.clock.now = MONDAY + timedelta(days=8)
    async with running(front):
        await front.clock.asleep(1)
        assert await silences(front) == []
        assert front.clock.slept == [LONGEST_NAP]
        front.hearing.everything = True
        front.clock.advance(LONGEST_NAP)
        await front.clock.asleep(2)
        assert await silences(front) == [("silence",)]
