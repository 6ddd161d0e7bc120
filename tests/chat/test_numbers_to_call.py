"""Whoever is in distress reads whom to call, also where their turn breaks, is too much, or cannot be stored."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.state.errors import StorageUnavailable, TooOften
from tests.chat.front import opened
from tests.chat.test_reception import MONDAY, SORRY, breaking_turns
from tests.talk import all_flows

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from tests.chat.front import Front

DISTRESS = "jeg vil ikke leve mere"


@pytest.fixture
async def front(tmp_path: Path) -> AsyncIterator[Front]:
    async with opened(tmp_path, MONDAY, all_flows()) as front:
        yield front


async def test_whoever_is_in_distress_reads_the_numbers_first_when_their_turn_breaks(front: Front) -> None:
    await front.welcome()
    with breaking_turns():
        assert await front.write(DISTRESS)
    said = await front.said()
    assert ["70 201 201" in text for text in said] == [True, False]
    assert said[-1] == f"{SORRY} Det, du skrev, er gemt."


async def test_and_when_they_have_done_something_once_too_often(front: Front) -> None:
    await front.welcome()
    with breaking_turns(TooOften()):
        assert await front.write(DISTRESS)
    said = await front.said()
    assert ["70 201 201" in text for text in said] == [True, False]


async def test_and_when_nothing_can_be_stored(front: Front, monkeypatch: pytest.MonkeyPatch) -> None:
    await front.welcome()

    async def full(_: object) -> None:
        raise StorageUnavailable("disk full")

    monkeypatch.setattr(front.store, "write", full)
    for _ in range(3):
        assert not await front.write(DISTRESS)
    await front.courtesies.drain(5)
    told = [params["text"] for method, params in front.api.calls if method == "sendMessage"]
    assert ["70 201 201" in text for text in told] == [True, False], "once a minute"
