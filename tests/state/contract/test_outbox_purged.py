"""Old messages are purged in steps, and what is kept of them is not looked at again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.state import outbox
from tests.state.contract.test_outbox import column, mark_sent, put
from tests.state.helpers import anna

if TYPE_CHECKING:
    import pytest

    from bot.state.store import Store
    from tests.state.helpers import Clock


async def test_much_is_purged_in_steps_and_what_is_kept_is_not_looked_at_again(
    store: Store, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Turns go on between the steps. What is kept goes once a newer one is as old."""
    monkeypatch.setattr(outbox, "AT_ONCE", 2)
    someone = await anna(store)
    session = someone.session.id
    rows = []
    for prompt in range(5):
        rows.append(await put(store, someone, "q", session, prompt))
        await mark_sent(store, rows[-1])
        clock.move(seconds=1)

    async def left() -> list[int]:
        return [row for row in rows if await column(store, row, "id") is not None]

    async def purged() -> bool:
        return await store.write(lambda cursor: outbox.purge(cursor, clock.now))

    assert await purged()
    assert await left() == rows[2:]
    assert await purged()
    assert await left() == rows[4:]
    assert not await purged()
    assert not await purged(), "what is kept counts no more"
    assert await left() == rows[4:]
    rows.append(await put(store, someone, "q", session, 5))
    await mark_sent(store, rows[-1])
    clock.move(seconds=1)
    assert not await purged()
    assert await left() == rows[5:]
