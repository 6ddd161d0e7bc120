"""Old messages are purged in steps, and what is kept of them is not looked at again."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from bot.state import outbox, outbox_sweep, people
from bot.state.outbox import About
from bot.state.values import from_json
from tests.keys import opened
from tests.state.contract.test_outbox import column, mark_sent, put
from tests.state.helpers import ANNA, BOT, anna, bent

if TYPE_CHECKING:
    from bot.state.cursor import Cursor
    from bot.state.store import Store
    from tests.state.helpers import Clock


async def test_much_is_purged_in_steps_and_what_is_kept_is_not_looked_at_again(
    store: Store, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Turns go on between the steps. What is kept goes once a newer one is as old."""
    monkeypatch.setattr(outbox_sweep, "AT_ONCE", 2)
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
        return await store.write(lambda cursor: outbox_sweep.purge(cursor, clock.now))

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


async def test_purging_keeps_what_waits_and_the_newest_question_shown_in_each_session(
    store: Store, clock: Clock
) -> None:
    someone = await anna(store)
    session = someone.session.id
    old = [await put(store, someone, "q", session, prompt) for prompt in range(2)]
    plain = await put(store, someone)
    withdrawn = await put(store, someone, "w", session, 2)
    waiting = await put(store, someone)
    for row in [*old, plain]:
        await mark_sent(store, row)
    await store.write(lambda cursor: outbox.withdraw(cursor, someone.id, session, 2))
    border = clock.move(days=1)
    recent = await put(store, someone)
    await mark_sent(store, recent)
    await store.write(lambda cursor: outbox_sweep.purge(cursor, border))
    rows = [*old, plain, withdrawn, waiting, recent]
    kept = [row for row in rows if await column(store, row, "id") is not None]
    assert kept == [old[1], waiting, recent]


async def test_nothing_stays_of_a_receipt_once_it_is_sent(store: Store, clock: Clock) -> None:
    """The next sweep takes even the address away; what was said in a group stays a while, so that it is said once."""
    someone = await anna(store)
    receipt = await put(store, someone, "All is deleted.", receipt=True)
    group = await put(store, someone, "Private only", session=-100123, prompt=-1, receipt=True)
    for row in (receipt, group):
        await mark_sent(store, row)
    await store.write(lambda cursor: outbox_sweep.purge(cursor, clock.move(days=-1)))
    assert await column(store, receipt, "id") is None
    assert await column(store, group, "id") == group


async def test_a_group_is_forgotten_when_what_was_said_in_it_is_old(store: Store, clock: Clock) -> None:
    someone = await anna(store)
    said = await put(store, someone, "Private only", session=-100123, prompt=-1, receipt=True)
    await mark_sent(store, said)
    await store.write(lambda cursor: outbox_sweep.purge(cursor, clock.move(days=1)))
    assert await column(store, said, "id") is None


@pytest.mark.parametrize("listed", [True, False])
async def test_what_tells_of_others_waits_so_long_for_who_has_blocked_the_bot(
    store: Store, clock: Clock, listed: bool
) -> None:
    """What is their own waits until they come back, and so does what was written, or blocked, since."""
    reader, citizen = await anna(store), await bent(store)
    about = About(reader.id if listed else citizen.id, 0)

    def tell(cursor: Cursor) -> None:
        for text, of in (("own", None), ("of others", about)):
            row, payload = store.ids.next(), {"text": f"{text} {clock.now:%d}"}
            outbox.add(cursor, row, BOT, ANNA, reader.id, "da", payload, 0, -1, clock.now, about=of)

    async def left() -> list[str]:
        await store.write(lambda cursor: outbox_sweep.purge(cursor, clock.now - timedelta(days=30)))
        waiting = await store.read(lambda cursor: opened(cursor, "outbox.payload", "status = 'waiting'"))
        return [from_json(payload)["text"] for payload in waiting]

    first = f"{clock.now:%d}"
    await store.write(tell)
    clock.move(days=31)
    assert await left() == [f"own {first}", f"of others {first}"], "nobody has blocked the bot"
    await store.write(lambda cursor: people.block(cursor, BOT, ANNA, clock.now))
    assert await left() == [f"own {first}", f"of others {first}"], "blocked just now"
    clock.move(days=20)
    second = f"{clock.now:%d}"
    await store.write(tell)
    clock.move(days=11)
    assert await left() == [f"own {first}", f"own {second}", f"of others {second}"]
