"""When nothing can be stored: one sentence past the outbox says so, and the update is not acknowledged."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from bot.chat.limits import Limits
from bot.state.errors import StorageUnavailable
from tests.chat.front import LONE, SAMIR, Front, opened

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator
    from pathlib import Path

MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


@pytest.fixture
async def front(tmp_path: Path) -> AsyncIterator[Front]:
    async with opened(tmp_path, MONDAY) as front:
        yield front


@contextmanager
def full(front: Front) -> Iterator[None]:
    """While this lasts, nothing can be stored."""

    async def fails(_: object) -> None:
        raise StorageUnavailable("disk full")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(front.store, "write", fails)
        yield


async def test_where_nothing_can_be_stored_one_sentence_a_minute_says_so(front: Front) -> None:
    with full(front):
        for _ in range(3):
            assert not await front.write("hej")
        assert not await front.write("hej", LONE)
        await front.courtesies.drain(5)
        told = [params["chat_id"] for method, params in front.api.calls if method == "sendMessage"]
        assert sorted(told) == [SAMIR, LONE]
        assert "Jeg prøver selv igen." in front.api.calls[0][1]["text"]
        front.clock.now += timedelta(minutes=1)
        assert not await front.write("hej")
        await front.courtesies.drain(5)
        assert len(front.api.calls) == 3
    assert await front.write("hej")
    assert await front.said()


async def test_a_sentence_that_had_no_place_is_said_when_the_update_comes_again(front: Front) -> None:
    limits = front.courtesies._limits = Limits(clock=front.clock.seconds, sleep=front.clock.sleep)
    limits.leave_all_but(1)
    with full(front):
        for user in (LONE, SAMIR):
            assert not await front.write("hej", user)
            await front.courtesies.drain(5)
        assert [params["chat_id"] for _, params in front.api.calls] == [LONE]
        front.clock.advance(2)
        assert not await front.write("hej")
        await front.courtesies.drain(5)
    assert [params["chat_id"] for _, params in front.api.calls] == [LONE, SAMIR]
