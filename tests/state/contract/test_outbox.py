"""The outbox: order, postponing, and content that goes when it is no longer needed."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

import pytest

from bot.state import outbox, people
from bot.state.outbox import About
from bot.state.values import from_json, to_json
from tests.keys import opened
from tests.state.helpers import ANNA, BENT, BOT, anna, bent
from tests.state.places import Town

if TYPE_CHECKING:
    from datetime import datetime

    from bot.state.cursor import Cursor
    from bot.state.outbox import Row
    from bot.state.store import Store
    from tests.state.helpers import Clock, Someone


async def put(
    store: Store,
    someone: Someone,
    text: str = "Hej",
    session: int = 0,
    prompt: int = -1,
    *,
    receipt: bool = False,
) -> int:
    row = store.ids.next()

    def add(cursor: Cursor) -> None:
        person = None if receipt else someone.id
        payload = {"kind": "say", "text": text}
        outbox.add(cursor, row, BOT, someone.user, person, "da", payload, session, prompt, store.clock())

    await store.write(add)
    return row


async def following(store: Store, chat: int = ANNA) -> Row:
    row = await store.read(lambda cursor: outbox.next_of(cursor, BOT, chat))
    assert row is not None
    return row


async def chats(store: Store, limit: int = 10) -> list[int]:
    return await store.read(lambda cursor: outbox.waiting_chats(cursor, BOT, store.clock(), limit))


async def mark_sent(store: Store, row: int, message: int = 900) -> None:
    await store.write(lambda cursor: outbox.sent(cursor, row, message, store.clock()))


async def column(store: Store, row: int, name: str) -> Any:
    def read(cursor: Cursor) -> Any:
        cursor.execute(f"SELECT {name} FROM outbox WHERE id = :id", {"id": row})
        found = cursor.fetchone()
        return None if found is None else found[0]

    return await store.read(read)


async def wakeup(store: Store, after: datetime | None = None) -> datetime | None:
    return await store.read(lambda cursor: outbox.next_wakeup(cursor, BOT, after))


async def test_a_waiting_message_comes_back_whole(store: Store, clock: Clock) -> None:
    someone = await anna(store)
    row = await put(store, someone, "Hvad kan du?", someone.session.id, 3)
    assert await following(store) == outbox.Row(
        id=row,
        bot=BOT,
        chat_id=ANNA,
        person=someone.id,
        language="da",
        payload={"kind": "say", "text": "Hvad kan du?"},
        session=someone.session.id,
        prompt=3,
        attempts=0,
        parts=0,
        not_before=clock.now,
        created_at=clock.now,
        version=1,
    )


async def test_a_chats_messages_go_in_order_and_chats_by_how_long_they_wait(
    store: Store, clock: Clock
) -> None:
    someone, other = await anna(store), await bent(store)
    first = await put(store, other, "1")
    clock.move(seconds=1)
    await put(store, someone, "2")
    second = await put(store, other, "3")
    assert await chats(store) == [BENT, ANNA]
    assert await chats(store, limit=1) == [BENT]
    assert (await following(store, BENT)).id == first
    await mark_sent(store, first)
    assert (await following(store, BENT)).id == second


async def test_a_postponed_message_holds_its_whole_chat_back_and_no_other(store: Store, clock: Clock) -> None:
    someone, other = await anna(store), await bent(store)
    row = await put(store, someone)
    await put(store, someone, "later")
    await put(store, other)
    until = clock.now + timedelta(seconds=4)
    await store.write(lambda cursor: outbox.postpone(cursor, row, until, "TimedOut"))
    assert await chats(store) == [BENT]
    waiting = await following(store)
    assert (waiting.id, waiting.attempts, waiting.not_before) == (row, 1, until)
    clock.move(seconds=4)
    assert await chats(store) == [BENT, ANNA]


@pytest.mark.parametrize(
    ("error", "ahead", "due"),
    [
        ("TimedOut", outbox.LONGEST_FAULT, False),
        ("TimedOut", outbox.LONGEST_FAULT + timedelta(milliseconds=1), True),
        (outbox.FLOOD, outbox.LONGEST_FLOOD, False),
        (outbox.FLOOD, outbox.LONGEST_FLOOD + timedelta(milliseconds=1), True),
        ("TimedOut", timedelta(days=365), True),
    ],
)
async def test_a_time_further_ahead_than_any_wait_was_set_by_a_wrong_clock(
    store: Store, clock: Clock, error: str, ahead: timedelta, due: bool
) -> None:
    row = await put(store, await anna(store))
    await store.write(lambda cursor: outbox.postpone(cursor, row, clock.now + ahead, error))
    assert await chats(store) == ([ANNA] if due else [])
    assert (await following(store)).due(clock.now) is due


async def test_the_next_wakeup_is_the_earliest_and_can_leave_out_what_is_due(
    store: Store, clock: Clock
) -> None:
    someone, other = await anna(store), await bent(store)
    assert await wakeup(store) is None
    now = clock.now
    await put(store, someone)
    row = await put(store, other)
    until = now + timedelta(seconds=30)
    await store.write(lambda cursor: outbox.postpone(cursor, row, until, "TimedOut"))
    assert await wakeup(store) == now
    assert await wakeup(store, after=now) == until
    assert await wakeup(store, after=until) is None


async def test_what_waits_after_a_fault_is_hastened_and_an_order_of_telegrams_is_not(
    store: Store, clock: Clock
) -> None:
    """Nor is what had better wait behind those, nor another bot's; and it counts as tried still."""
    someone, other = await anna(store), await bent(store)
    faulty, told = await put(store, someone), await put(store, other)
    until = clock.now + timedelta(seconds=60)
    for row, error in ((faulty, "NetworkError"), (told, outbox.FLOOD)):
        await store.write(partial(outbox.postpone, row_id=row, not_before=until, error=error))
    await store.write(partial(outbox.hasten, bot=BOT + 1, now=clock.now))
    assert await chats(store) == []
    await store.write(partial(outbox.hasten, bot=BOT, now=clock.now))
    assert await chats(store) == [ANNA]
    assert (await following(store)).attempts == 1
    assert not await store.write(lambda cursor: outbox.withdraw(cursor, someone.id, 0, -1))
    clock.move(seconds=60)
    assert await chats(store) == [ANNA, BENT]


async def test_each_bot_finds_only_its_own_messages(store: Store, clock: Clock) -> None:
    await put(store, await anna(store))
    assert await store.read(lambda cursor: outbox.waiting_chats(cursor, BOT + 1, clock(), 1)) == []
    assert await store.read(lambda cursor: outbox.next_wakeup(cursor, BOT + 1)) is None
    assert await chats(store) == [ANNA]


async def test_a_sent_message_keeps_its_id_and_loses_its_content(store: Store) -> None:
    someone = await anna(store)
    row = await put(store, someone, "secret", someone.session.id, 0)
    assert await store.read(lambda cursor: outbox.shown(cursor, someone.id, someone.session.id, 0)) == 0
    await mark_sent(store, row, 900)
    assert await chats(store) == []
    assert await column(store, row, "payload") == ""
    assert await store.read(lambda cursor: outbox.shown(cursor, someone.id, someone.session.id, 0)) == 900


async def test_the_fate_of_a_question_is_known_with_the_moment_it_left(store: Store, clock: Clock) -> None:
    someone = await anna(store)
    row = await put(store, someone, "secret", someone.session.id, 0)
    fates = [await store.read(lambda cursor: outbox.fate(cursor, someone.id, someone.session.id, 0))]
    await store.write(lambda cursor: outbox.aside(cursor, row, "BadRequest"))
    fates.append(await store.read(lambda cursor: outbox.fate(cursor, someone.id, someone.session.id, 0)))
    await mark_sent(store, row, 900)
    fates.append(await store.read(lambda cursor: outbox.fate(cursor, someone.id, someone.session.id, 0)))
    assert fates == [("waiting", None), ("aside", None), ("sent", clock())]
    assert await store.read(lambda cursor: outbox.fate(cursor, someone.id, someone.session.id, 1)) == (
        "",
        None,
    )


async def test_a_question_that_was_refused_counts_as_never_written(store: Store) -> None:
    """Nobody waits for it: a text that comes now is not an early one."""
    someone = await anna(store)
    row = await put(store, someone, "broken", someone.session.id, 0)
    await store.write(lambda cursor: outbox.aside(cursor, row, "BadRequest"))
    assert await store.read(lambda cursor: outbox.shown(cursor, someone.id, someone.session.id, 0)) is None


async def test_parts_of_a_long_message_are_counted(store: Store) -> None:
    row = await put(store, await anna(store))
    await store.write(lambda cursor: outbox.part(cursor, row, 2))
    assert (await following(store)).parts == 2


async def test_a_refused_message_blocks_nothing_and_keeps_its_content_sealed(store: Store) -> None:
    someone = await anna(store)
    refused = await put(store, someone, "broken")
    good = await put(store, someone, "good")
    await store.write(lambda cursor: outbox.aside(cursor, refused, "BadRequest"))
    assert (await following(store)).id == good
    assert await column(store, refused, "payload") != ""
    assert await column(store, refused, "error") == "BadRequest"


async def test_what_was_sent_or_taken_back_meanwhile_is_not_set_aside(store: Store) -> None:
    """A program that has stood still may have been refused what another one has sent since."""
    someone = await anna(store)
    session = someone.session.id
    gone = await put(store, someone, "gone", session, 0)
    taken_back = await put(store, someone, "taken back", session, 1)
    await mark_sent(store, gone, 900)
    assert await store.write(lambda cursor: outbox.withdraw(cursor, someone.id, session, 1))
    for row, status in ((gone, "sent"), (taken_back, "withdrawn")):
        await store.write(partial(outbox.aside, row_id=row, error="BadRequest"))
        assert await column(store, row, "status") == status
        assert await column(store, row, "error") == ""


async def test_a_question_is_withdrawn_only_before_it_was_tried(store: Store, clock: Clock) -> None:
    someone = await anna(store)
    session = someone.session.id
    untouched = await put(store, someone, "a", session, 0)
    tried = await put(store, someone, "b", session, 1)
    begun = await put(store, someone, "c", session, 2)
    await store.write(lambda cursor: outbox.postpone(cursor, tried, clock(), "TimedOut"))
    await store.write(lambda cursor: outbox.part(cursor, begun, 1))

    async def withdraw(prompt: int) -> bool:
        return await store.write(lambda cursor: outbox.withdraw(cursor, someone.id, session, prompt))

    assert [await withdraw(prompt) for prompt in (0, 1, 2, 3)] == [True, False, False, False]
    assert await withdraw(0) is False
    assert await column(store, untouched, "payload") == ""
    assert (await following(store)).id == tried
    assert await store.read(lambda cursor: outbox.shown(cursor, someone.id, session, 0)) == 0


async def test_a_question_withdrawn_while_on_its_way_was_shown_after_all(store: Store) -> None:
    someone = await anna(store)
    row = await put(store, someone, "a", someone.session.id, 0)
    await store.write(lambda cursor: outbox.withdraw(cursor, someone.id, someone.session.id, 0))
    await mark_sent(store, row, 901)
    assert await store.read(lambda cursor: outbox.shown(cursor, someone.id, someone.session.id, 0)) == 901


@pytest.mark.parametrize(("session", "prompt"), [(0, -1), (10**40, 0), (1, -(10**40)), (1, -1), (1, 0)])
async def test_a_question_that_was_never_written_was_not_shown(
    store: Store, session: int, prompt: int
) -> None:
    someone = await anna(store)
    await put(store, someone)
    assert await store.read(lambda cursor: outbox.shown(cursor, someone.id, session, prompt)) is None


async def test_what_another_person_was_asked_is_not_found(store: Store) -> None:
    someone, other = await anna(store), await bent(store)
    await put(store, someone, "a", someone.session.id, 0)
    for who, found in ((someone.id, 0), (other.id, None)):
        assert (
            await store.read(partial(outbox.shown, person=who, session=someone.session.id, prompt=0)) == found
        )


async def test_what_a_group_was_told_is_found_under_its_own_number(store: Store, clock: Clock) -> None:
    """It has no session and is nobody; its number is negative."""
    group, other, row = -1001234567890, -1001234567891, store.ids.next()
    await store.write(lambda cursor: outbox.add(cursor, row, BOT, group, None, "da", {}, group, -1, clock()))
    assert await store.read(lambda cursor: [outbox.is_told(cursor, each) for each in (group, other)]) == [
        True,
        False,
    ]
    await mark_sent(store, row, 7)
    assert await store.read(lambda cursor: outbox.is_told(cursor, group))


async def test_an_erasures_receipt_outlives_the_person(store: Store) -> None:
    someone = await anna(store)
    await put(store, someone, "about Anna")
    receipt = await put(store, someone, "All is deleted.", receipt=True)
    await store.write(lambda cursor: people.erase(cursor, someone.id))
    assert await chats(store) == [ANNA]
    assert (await following(store)).id == receipt


async def test_what_tells_of_somebody_is_taken_back(store: Store) -> None:
    """Of one exercise, or all of it, with the lists; also what has begun to go out, but not what tells of nobody."""
    reader, citizen = await anna(store), await bent(store)
    exercise = citizen.session.id
    about = {
        "it": About(citizen.id, exercise),
        "begun": About(citizen.id, exercise),
        "else": About(citizen.id, reader.session.id),
        "them": About(citizen.id, 0),
        "list": About(reader.id, 0),
        "nobody": None,
    }

    def left(cursor: Cursor) -> list[str]:
        waiting = opened(cursor, "outbox.payload", "status = 'waiting'")
        return [from_json(payload)["text"] for payload in waiting]

    def story(cursor: Cursor) -> None:
        def fill() -> None:
            cursor.execute("DELETE FROM outbox", {})
            for text, of in about.items():
                row, payload = store.ids.next(), {"text": text}
                outbox.add(
                    cursor, row, BOT, reader.user, reader.id, "da", payload, 0, -1, store.clock(), about=of
                )
                if text == "begun":
                    outbox.part(cursor, row, 1)

        fill()
        outbox.unshown(cursor, citizen.id, reader.id, exercise)
        outbox.untold(cursor, citizen.id, reader.id)
        assert left(cursor) == [*about], "it waits for somebody else"
        outbox.unshown(cursor, reader.id, citizen.id, exercise)
        assert left(cursor) == ["else", "nobody"]
        fill()
        outbox.untold(cursor, reader.id, citizen.id)
        assert left(cursor) == ["nobody"]

    await store.write(story)


async def test_what_is_on_its_way_to_a_citizen_stays_when_one_of_the_staff_whom_it_names_is_gone(
    store: Store,
) -> None:
    """It may be the question that is open; and it goes with the citizen."""

    def story(cursor: Cursor) -> None:
        town = Town(cursor, store)
        row, said = store.ids.next(), {"text": "Mette has commented"}
        outbox.add(cursor, row, BOT, ANNA, town.anna.id, "da", said, town.exercise, 1, store.clock())
        town.leave(town.mette)
        assert opened(cursor, "outbox.payload", f"id = {row}") == [to_json(said)]
        town.leave(town.anna.id)
        assert not outbox.there(cursor, row)

    await store.write(story)


async def test_of_a_message_that_came_twice_the_mark_that_was_first_stays(store: Store) -> None:
    """Whoever has stood still marks the earlier one when they wake: the later one is at hand on the phone."""
    row = await put(store, await anna(store), "Hej")
    await mark_sent(store, row, 901)
    await mark_sent(store, row, 900)
    assert await column(store, row, "message") == 901
