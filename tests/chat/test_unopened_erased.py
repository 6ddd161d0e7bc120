"""Somebody whose rows do not open is kept as long as everybody, warned, erased, and told whom to ask."""

from __future__ import annotations

from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from bot.state import people, roles
from tests import damage
from tests.chat.front import LONE, SAMIR, opened
from tests.talk import BOT

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from tests.chat.front import Front

MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
WARNING = "Derfor sletter jeg alt om dig tirsdag 25. maj"
FIRST, SECOND, GONE = (datetime(2027, *day, 9, tzinfo=UTC) for day in ((4, 26), (5, 18), (5, 25)))
"""The days of everybody else who was last here on that Monday, as `tests/flows/test_keeping.py` has them."""
DAY = timedelta(days=1)


@asynccontextmanager
async def spoilt(path: Path, what: str) -> AsyncIterator[tuple[Front, int]]:
    """Samir, of whom nothing opens; who he is."""
    async with opened(path, MONDAY) as front:
        await front.welcome()
        person = await front.store.read(lambda cursor: people.id_of(cursor, BOT, SAMIR))
        assert person is not None
        await front.store.write(lambda cursor: damage.OF_ROWS[what](cursor, person))
        yield front, person


async def until(front: Front, day: datetime) -> list[str]:
    """Let a day pass after the other; what Samir is told on the last."""
    await front.said()
    told = list[str]()
    while front.clock.now < day:
        front.clock.now += DAY
        await front.clockwork.tick()
        told = await front.said()
    return told


async def is_here(front: Front, person: int) -> bool:
    return await front.rows(f"SELECT 1 FROM people WHERE id = {person}") == [(1,)]


@pytest.mark.parametrize("what", damage.OF_ROWS)
async def test_they_are_warned_twice_and_erased_on_the_day_that_was_named(tmp_path: Path, what: str) -> None:
    async with spoilt(tmp_path, what) as (front, person):
        assert await until(front, FIRST - DAY) == []
        (first,) = await until(front, FIRST)
        assert WARNING in first
        (second,) = await until(front, SECOND)
        assert WARNING in second
        assert await until(front, GONE - DAY) == []
        assert await is_here(front, person)
        receipt, *_ = await until(front, GONE)
        assert "Alt, jeg havde gemt om dig, er slettet" in receipt
        for rows in (f"people WHERE id = {person}", f"data_keys WHERE owner = {person}", "exercises"):
            assert await front.rows(f"SELECT COUNT(*) FROM {rows}") == [(0,)], rows
        assert await front.rows("SELECT what FROM broken WHERE what = 'retention'") == []


@pytest.mark.parametrize("what", damage.OF_ROWS)
async def test_whoever_writes_is_here_and_is_kept_as_long_again(tmp_path: Path, what: str) -> None:
    async with spoilt(tmp_path, what) as (front, person):
        await until(front, FIRST)
        assert await front.rows("SELECT warnings FROM keeping") == [(1,)]
        assert await front.write("Jeg vil gerne beholde det")
        assert await front.rows("SELECT warnings FROM keeping") == []
        await until(front, GONE + timedelta(weeks=8))
        assert await is_here(front, person)


async def test_who_wants_no_messages_is_warned_once_and_who_has_blocked_us_not_at_all(
    tmp_path: Path,
) -> None:
    async with spoilt(tmp_path, "a flipped bit") as (front, person):
        await front.store.write(lambda c: c.execute("UPDATE people SET quiet = 1", {}) and None)
        assert await until(front, FIRST) == []
        (only,) = await until(front, SECOND)
        assert WARNING in only
        await front.store.write(lambda cursor: people.block(cursor, BOT, SAMIR, front.clock()) and None)
        assert await until(front, GONE) == []
        assert not await is_here(front, person)


async def test_staff_are_kept(tmp_path: Path) -> None:
    async with spoilt(tmp_path, "a flipped bit") as (front, person):
        new, where = front.turns.ids.next(), front.turns.organisation
        await front.store.write(
            lambda cursor: roles.give(cursor, new, person, where, "contact", front.clock())
        )
        await until(front, GONE + timedelta(weeks=8))
        assert await is_here(front, person)


@pytest.mark.parametrize("what", damage.OF_ROWS)
async def test_who_has_not_agreed_is_erased_after_a_day(tmp_path: Path, what: str) -> None:
    async with opened(tmp_path, MONDAY) as front:
        await front.write("/start", LONE)
        person = await front.store.read(lambda cursor: people.id_of(cursor, BOT, LONE))
        assert person is not None
        await front.store.write(lambda cursor: damage.OF_ROWS[what](cursor, person))
        front.clock.now += DAY + timedelta(minutes=1)
        await front.clockwork.tick()
        assert not await is_here(front, person)


@pytest.mark.parametrize("asked", ["/mydata", "/stop", "Slet alt om mig"])
@pytest.mark.parametrize("what", damage.OF_ROWS)
async def test_who_asks_for_it_is_told_who_can_delete_it(tmp_path: Path, what: str, asked: str) -> None:
    async with spoilt(tmp_path, what) as (front, _):
        await front.courtesies.drain(1)
        front.api.calls.clear()
        assert await front.write(asked)
        await front.courtesies.drain(1)
        (told,) = [params["text"] for _, params in front.api.calls if params.get("chat_id") == SAMIR]
        assert told.endswith("demo@example.org")
