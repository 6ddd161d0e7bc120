"""Whatever the order, the failures and the cancellations: exactly the successful writes are stored."""

from __future__ import annotations

import asyncio
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.state import updates
from tests.state.helpers import Clock, open_sqlite

if TYPE_CHECKING:
    from bot.state.cursor import Cursor
    from bot.state.store import Store


class Refused(Exception):
    """Raised by a write that is meant to fail."""


@dataclass(frozen=True)
class Write:
    """One write: after how many turns of the loop it asks, for how many rows, and how it ends."""

    after: int
    rows: int
    end: Literal["good", "fails", "breaks", "swallows", "cancelled"]


WRITES = st.lists(
    st.builds(
        Write,
        after=st.integers(0, 6),
        rows=st.integers(0, 3),
        end=st.sampled_from(["good", "good", "good", "fails", "breaks", "swallows", "cancelled"]),
    ),
    max_size=40,
)


def act(cursor: Cursor, store: Store, number: int, write: Write) -> int:
    for row in range(write.rows):
        assert updates.mark(cursor, number, row, store.clock())
    if write.end == "fails":
        raise Refused
    if write.end == "breaks":
        cursor.execute("SELECT something FROM nowhere", {})
    if write.end == "swallows":
        try:
            cursor.execute("INSERT INTO updates (bot) VALUES (1)", {})
        except Exception:  # noqa: BLE001 - a function that carries on after a refused statement is the case here
            return number
    return number


async def ask(store: Store, number: int, write: Write) -> int:
    for _ in range(write.after):
        await asyncio.sleep(0)
    asking = asyncio.create_task(store.write(lambda cursor: act(cursor, store, number, write)))
    if write.end == "cancelled":
        await asyncio.sleep(0)
        asking.cancel()
    return await asking


async def play(writes: list[Write], folder: Path) -> tuple[list[Any], dict[int, int]]:
    """What every caller got, and how many rows each left."""

    def rows(cursor: Cursor) -> dict[int, int]:
        cursor.execute("SELECT bot, COUNT(*) FROM updates GROUP BY bot", {})
        return dict(cursor.fetchall())

    clock = Clock()
    async with await open_sqlite(folder, clock) as store:
        asked = (ask(store, number, write) for number, write in enumerate(writes))
        outcomes = await asyncio.gather(*asked, return_exceptions=True)
    async with await open_sqlite(folder, clock) as again:
        return outcomes, await again.read(rows)


@settings(max_examples=60)
@given(WRITES)
def test_exactly_the_successful_writes_are_stored(writes: list[Write]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        outcomes, rows = asyncio.run(play(writes, Path(folder)))
    for number, (write, outcome) in enumerate(zip(writes, outcomes, strict=True)):
        if write.end in {"good", "swallows"}:
            assert outcome == number
            assert rows.get(number, 0) == write.rows
        elif write.end == "cancelled":
            assert isinstance(outcome, asyncio.CancelledError)
            assert rows.get(number, 0) in {0, write.rows}
        else:
            assert isinstance(outcome, Exception)
            assert number not in rows
