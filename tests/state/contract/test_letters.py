"""Messages that were refused: kept sealed, found, sent again in their place, dropped, and gone with their person."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

import pytest

from bot.state import exercises, letters, organisations, outbox, outbox_sweep, people, relations
from bot.state.outbox import About
from tests.state.helpers import ANNA, BOT, anna, bent

if TYPE_CHECKING:
    from bot.state.letters import Letter
    from bot.state.store import Store
    from tests.state.helpers import Clock, Someone


async def put(store: Store, someone: Someone | None, about: About | None = None, **payload: Any) -> int:
    row = store.ids.next()
    session, prompt = payload.pop("session", 0), payload.pop("prompt", -1)
    content = {"kind": "say", **payload}

    def add(cursor: Any) -> None:
        chat, person = (someone.user, someone.id) if someone else (ANNA, None)
        outbox.add(cursor, row, BOT, chat, person, "da", content, session, prompt, store.clock(), about)

    await store.write(add)
    return row


async def follow(store: Store, staff: Someone, citizen: Someone) -> None:
    def begin(cursor: Any) -> None:
        now = store.clock()
        own = organisations.ensure(cursor, BOT, "Kommunen", "jobstjernen@example.org", store.ids, now).id
        relations.begin(cursor, store.ids.next(), citizen.id, staff.id, own, "mentor", now)

    await store.write(begin)


async def refuse(store: Store, row: int, reason: str = "Chat not found (400)") -> int:
    await store.write(lambda cursor: outbox.aside(cursor, row, reason))
    return row


async def every(store: Store) -> list[Letter]:
    return await store.read(letters.every)


async def retry(store: Store, row: int) -> bool:
    return await store.write(lambda cursor: letters.retry(cursor, row, store.clock()))


async def following(store: Store) -> outbox.Row | None:
    return await store.read(lambda cursor: outbox.next_of(cursor, BOT, ANNA))


async def test_a_refused_message_is_listed_with_its_flow_and_kind_and_nothing_it_says(
    store: Store, clock: Clock
) -> None:
    someone = await anna(store)
    session = someone.session.id
    rows = [
        await refuse(store, await put(store, someone, session=session, prompt=2, text="hemmeligt")),
        await refuse(store, await put(store, someone, of=session, document={"title": "hemmeligt"})),
        await refuse(store, await put(store, someone, kind="menu"), "Unexpected (400)"),
    ]
    found = await every(store)
    assert [each.id for each in found] == rows
    assert [(each.what, each.flow) for each in found] == [
        ("question", "elevator_pitch"),
        ("document", "elevator_pitch"),
        ("menu", ""),
    ]
    assert [each.reason for each in found][1:] == ["Chat not found (400)", "Unexpected (400)"]
    assert {each.written for each in found} == {clock.now}
    assert "hemmeligt" not in repr(found)
    await refuse(store, await put(store, None))
    assert await store.read(letters.count) == 3, "a receipt is no letter"


async def test_it_goes_back_to_its_place_in_the_chat_and_is_sent_as_it_was(store: Store) -> None:
    someone = await anna(store)
    refused = await put(store, someone, text="first")
    waiting = await put(store, someone, text="second")
    await refuse(store, refused)
    assert await retry(store, refused)
    row = await following(store)
    assert row is not None
    assert (row.id, row.payload["text"], row.attempts, row.error) == (refused, "first", 0, "")
    assert await store.read(lambda c: outbox.waiting_chats(c, BOT, store.clock(), 5)) == [ANNA]
    assert not await retry(store, refused), "it is on its way already"
    assert not await retry(store, waiting)
    assert await every(store) == []


async def test_what_was_sent_or_withdrawn_is_no_letter(store: Store) -> None:
    someone = await anna(store)
    sent = await put(store, someone)
    withdrawn = await put(store, someone, session=someone.session.id, prompt=0)
    await store.write(lambda cursor: outbox.sent(cursor, sent, 900, store.clock()))
    await store.write(lambda cursor: outbox.withdraw(cursor, someone.id, someone.session.id, 0))
    for row in (sent, withdrawn):
        assert not await retry(store, row)
        assert not await store.write(partial(letters.drop, letter=row))


async def test_one_that_is_dropped_is_gone(store: Store) -> None:
    row = await refuse(store, await put(store, await anna(store)))
    assert await store.write(lambda cursor: letters.drop(cursor, row))
    assert await every(store) == []
    assert not await store.write(lambda cursor: letters.drop(cursor, row))


async def test_it_goes_with_its_person(store: Store) -> None:
    someone = await anna(store)
    await refuse(store, await put(store, someone))
    await store.write(lambda cursor: people.erase(cursor, someone.id))
    assert await every(store) == []


async def test_what_is_nobodys_any_more_is_not_kept(store: Store) -> None:
    row = await refuse(store, await put(store, None))
    assert await every(store) == []
    assert not await retry(store, row)


async def test_the_sweep_takes_it_after_its_time(store: Store, clock: Clock) -> None:
    row = await refuse(store, await put(store, await anna(store)))
    await store.write(lambda cursor: outbox_sweep.purge(cursor, clock.now))
    assert [each.id for each in await every(store)] == [row]
    clock.move(days=30)
    await store.write(lambda cursor: outbox_sweep.purge(cursor, clock.now - timedelta(days=29)))
    assert await every(store) == []


@pytest.mark.parametrize("how", ["not followed any more", "taken back", "exercise deleted", "own exercise"])
async def test_what_somebody_may_not_know_any_more_cannot_be_sent_again(store: Store, how: str) -> None:
    """A message of the staff about a citizen goes when they lose the right to it; one of an exercise, with it."""
    citizen, mette = await anna(store), await bent(store)
    exercise = citizen.session.id
    if how == "own exercise":
        row = await refuse(store, await put(store, citizen, of=exercise))
    else:
        await follow(store, mette, citizen)
        row = await refuse(store, await put(store, mette, About(citizen.id, exercise)))
    match how:
        case "not followed any more":
            await store.write(lambda cursor: outbox.untold(cursor, mette.id, citizen.id))
        case "taken back":
            await store.write(lambda cursor: outbox.unshown(cursor, mette.id, citizen.id, exercise))
        case _:
            await store.write(lambda cursor: exercises.discard(cursor, citizen.id, exercise))
    assert await every(store) == []
    assert not await retry(store, row)


async def test_one_that_somebody_has_changed_in_the_file_is_listed_and_hinders_nothing(store: Store) -> None:
    someone = await anna(store)
    row = await refuse(store, await put(store, someone))
    change = {"id": row}
    await store.write(lambda c: c.execute("UPDATE outbox SET payload = 'bm8=' WHERE id = :id", change))
    assert [each.what for each in await every(store)] == ["unreadable"]
    await store.write(lambda cursor: exercises.discard(cursor, someone.id, someone.session.id))
