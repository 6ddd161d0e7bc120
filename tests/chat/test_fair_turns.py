"""Whoever writes little does not wait for those who write much: what is done before their turn is counted."""

from __future__ import annotations

import asyncio
import unicodedata
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest

from bot import bounds
from bot.chat.turn import Turns
from bot.coaching import spelling
from bot.engine.inputs import Typed
from bot.pace import Paces
from tests.chat.front import LONE, SAMIR, opened
from tests.chat.helpers import START

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path
    from typing import Literal, TypeAlias

    from bot.chat.updates import Incoming
    from tests.chat.front import Front

    Form: TypeAlias = Literal["NFC", "NFD", "NFKC", "NFKD"]

MINE = "Jeg er bager"
LONGEST = 4_096
DEAREST = ("\u0f73", "\u0301\u0323", "\ufdfa", "a")
"""Rows of accents had to be sorted, which takes the square of their length; others are read as many characters."""
READINGS = 8
"""Times that the screen may read a text."""


@dataclass
class Counted:
    """Which texts the writer has had, and what bringing them to one spelling took: a row is sorted, at its square."""

    texts: list[str] = field(default_factory=list)
    work: int = 0
    before_mine: tuple[int, int] | None = None

    def comes(self, given: object) -> None:
        text = given.text if isinstance(given, Typed) else ""
        if text == MINE:
            self.before_mine = (len(self.texts), self.work)
        self.texts.append(text)


@pytest.fixture
async def front(tmp_path: Path) -> AsyncIterator[Front]:
    async with opened(tmp_path, START) as front:
        front.reception._paces = Paces(clock=front.clock.seconds)
        yield front


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> Counted:
    counted = Counted()

    def normalize(form: Form, text: str) -> str:
        counted.work += len(text) ** 2
        return unicodedata.normalize(form, text)

    keep, take = Turns.keep, Turns.take

    def kept(turns: Turns, cursor: Any, parsed: Incoming, *args: Any, **named: Any) -> Any:
        counted.comes(parsed.input)
        return keep(turns, cursor, parsed, *args, **named)

    def taken(turns: Turns, cursor: Any, incoming: Incoming, *args: Any, **named: Any) -> Any:
        counted.comes(incoming.input)
        return take(turns, cursor, incoming, *args, **named)

    monkeypatch.setattr(
        spelling, "unicodedata", SimpleNamespace(normalize=normalize, combining=unicodedata.combining)
    )
    monkeypatch.setattr(Turns, "keep", kept)
    monkeypatch.setattr(Turns, "take", taken)
    return counted


def texts_of(front: Front, user: int, *texts: str) -> list[dict[str, Any]]:
    updates = []
    for text in texts:
        front.update += 1
        updates.append({"update_id": front.update, "message": front.message_of(user, text=text)})
    return updates


def come(front: Front, updates: list[dict[str, Any]]) -> list[asyncio.Task[bool]]:
    """All at once, as polling and the webhook hand them on."""
    reception = front.reception
    return [
        asyncio.create_task(reception.keep(each) if reception.overflows(each) else reception.accept(each))
        for each in updates
    ]


@pytest.mark.parametrize("row", DEAREST)
async def test_behind_a_flood_of_the_dearest_texts_somebody_else_waits_for_a_few_of_them(
    front: Front, counted: Counted, row: str
) -> None:
    """Behind 30 of 4,096 times U+0F73 it had been ten seconds: all of them, and the square of their length."""
    await front.welcome()
    await front.welcome(LONE)
    await asyncio.gather(*come(front, texts_of(front, LONE, *["x"] * bounds.TURNS[0].count)))
    counted.texts.clear()
    counted.work = 0
    flood = come(front, texts_of(front, LONE, *[(row * LONGEST)[:LONGEST]] * 60))
    await asyncio.sleep(0)
    (mine,) = come(front, texts_of(front, SAMIR, MINE))
    assert all(await asyncio.gather(*flood, mine))
    assert len(counted.texts) == 61
    assert counted.before_mine is not None
    texts, work = counted.before_mine
    assert texts <= 2 * bounds.KEPT_AT_A_TIME
    assert work <= READINGS * LONGEST * texts


async def test_of_those_who_write_much_and_are_answered_one_turn_each_goes_before(
    front: Front, counted: Counted
) -> None:
    """No bound on all turns together is needed for that: each sender has one turn in the line at a time."""
    busy = [7_200_000_000 + number for number in range(3)]
    for user in (SAMIR, *busy):
        await front.welcome(user)
    counted.texts.clear()
    texts = [text for user in busy for text in texts_of(front, user, *["ord"] * 10)]
    running = come(front, texts)
    await asyncio.sleep(0)
    (mine,) = come(front, texts_of(front, SAMIR, MINE))
    assert all(await asyncio.gather(*running, mine))
    assert len(counted.texts) == 31
    assert counted.before_mine is not None
    assert counted.before_mine[0] <= 2 * len(busy)
