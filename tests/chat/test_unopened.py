"""What does not open: where the key is gone all of it waits, and somebody whose rows were changed stops nobody else."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from structlog.testing import capture_logs

import tests.chat.front
from bot.chat.reception import NOT_STORED
from bot.chat.render import toast
from bot.chat.turn import APOLOGY_UNSAVED, Turns
from bot.chat.webhook import PATH
from bot.engine.effects import REMINDER
from bot.engine.text import Words
from bot.state import keys, people, reminders, timers, watching
from bot.state.errors import MissingKey, StorageUnavailable, Tampered
from bot.state.keys import Keys
from bot.state.opening import Database
from tests.chat.front import LONE, SAMIR, Front, opened
from tests.chat.test_poll import Running, Server
from tests.chat.test_webhook import LETTER, serving
from tests.talk import BOT

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from bot.state.cursor import Cursor

MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
NEWCOMER = 7_100_000_003
NOT_NOW = toast(Words(NOT_STORED).to_json(), "da")
SORRY = toast(Words(APOLOGY_UNSAVED).to_json(), "da")


class Locked:
    """A front whose key can be taken away."""

    def __init__(self, front: Front, file: Path) -> None:
        self.front = front
        self.file = file
        self._key = file.read_text()

    def updates(self) -> list[dict[str, Any]]:
        """Somebody known and somebody new write."""
        said = [(SAMIR, "mit svar"), (NEWCOMER, "/start"), (NEWCOMER, "hej med dig"), (SAMIR, "og mere")]
        return [
            {"update_id": 9000 + number, "message": self.front.message_of(user, text=text)}
            for number, (user, text) in enumerate(said)
        ]

    def take(self) -> None:
        self.file.write_text("")

    def give_back(self) -> None:
        self.file.write_text(self._key)


@pytest.fixture
async def locked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Locked]:
    file = tmp_path / "data.key"
    keys.write(file, f"{keys.new_key()}\n")
    known = Keys.of_file(file)
    monkeypatch.setattr(tests.chat.front, "at", lambda path: Database(str(path), known))
    async with opened(tmp_path, MONDAY) as front:
        await front.welcome()
        yield Locked(front, file)


@pytest.fixture
async def front(tmp_path: Path) -> AsyncIterator[Front]:
    async with opened(tmp_path, MONDAY) as front:
        await front.welcome()
        await front.welcome(LONE, "Lone")
        await front.api.called(1)
        front.api.calls.clear()
        yield front


async def hide_masters(front: Front, *, hidden: bool) -> None:
    """As if another key had wrapped everybody's: what the bot knows does not open them."""
    change = "'x' || master" if hidden else "SUBSTR(master, 2)"
    where = "" if hidden else " WHERE master LIKE 'x%'"
    await front.store.write(
        lambda c: c.execute(f"UPDATE data_keys SET master = {change}{where}", {}) and None
    )


async def set_key(locked: Locked, trouble: str, *, there: bool) -> None:
    if trouble == "changed":
        await hide_masters(locked.front, hidden=not there)
    elif there:
        locked.give_back()
    else:
        locked.take()


@pytest.mark.parametrize("trouble", ["gone", "changed"])
async def test_by_polling_nothing_is_confirmed_until_the_key_is_back_and_then_all_is_taken_in(
    locked: Locked, trouble: str
) -> None:
    front, server = locked.front, Server(*locked.updates())
    await set_key(locked, trouble, there=False)
    refused = asyncio.Event()

    async def wait(_: float) -> None:
        """The poller has found that something was refused."""
        refused.set()
        await asyncio.Event().wait()

    running = Running(server, front.reception)
    running.poller._sleep = wait
    with capture_logs() as logs:
        async with running:
            await asyncio.wait_for(refused.wait(), 10)
    assert {log["event"] for log in logs} & {"storage.unavailable"}
    assert not {log["event"] for log in logs} & {"turn.broke", "apology.broke"}
    waits = {"gone": (9001, 9002), "changed": (9000, 9003)}[trouble]
    done = await front.rows(f"SELECT COUNT(*) FROM updates WHERE update_id IN {waits}")
    assert done == [(0,)], "who needs the key that is not here"
    await front.courtesies.drain(5)
    told = {params["chat_id"] for method, params in front.api.calls if params.get("text") == NOT_NOW}
    assert told == {NEWCOMER if trouble == "gone" else SAMIR}
    await set_key(locked, trouble, there=True)
    async with Running(server, front.reception) as again:
        await again.quiet()
    stored = await front.everything()
    assert [word for word in ("mit svar", "og mere") if word not in stored] == []
    assert await front.rows(f"SELECT COUNT(*) FROM addresses WHERE user_id = {NEWCOMER}") == [(1,)]
    taken = await front.rows("SELECT update_id FROM updates WHERE update_id >= 9000 ORDER BY update_id")
    assert [number for (number,) in taken] == [9000, 9001, 9002, 9003]


@pytest.mark.parametrize("flooding", [False, True])
@pytest.mark.parametrize("trouble", ["gone", "changed"])
async def test_by_webhook_telegram_hears_that_it_shall_come_again(
    locked: Locked, trouble: str, monkeypatch: pytest.MonkeyPatch, *, flooding: bool
) -> None:
    front = locked.front
    known, *_, new = locked.updates()[0], *locked.updates()[1:2]
    monkeypatch.setattr(front.reception, "overflows", lambda update: flooding and update is known)
    await set_key(locked, trouble, there=False)
    body = new if trouble == "gone" else known
    async with serving(front.reception) as client:
        answer = await client.post(PATH, json=body, headers=LETTER)
        assert (answer.status, "Retry-After" in answer.headers) == (503, True)
        await set_key(locked, trouble, there=True)
        assert (await client.post(PATH, json=body, headers=LETTER)).status == 200


async def test_a_timer_waits_for_the_key(locked: Locked) -> None:
    front = locked.front
    await front.said()
    before = await front.rows("SELECT id FROM timers ORDER BY id")
    front.clock.now += timedelta(days=3)
    await hide_masters(front, hidden=True)
    with pytest.raises(MissingKey):
        await front.clockwork.tick()
    assert await front.rows("SELECT id FROM timers ORDER BY id") == before
    assert await front.rows("SELECT id FROM broken") == []
    await hide_masters(front, hidden=False)
    await front.clockwork.tick()
    assert any("Der ligger noget klar" in text for text in await front.said())


async def test_a_key_that_is_not_here_counts_as_storage_that_is_not(locked: Locked) -> None:
    await hide_masters(locked.front, hidden=True)
    with pytest.raises(StorageUnavailable):
        await locked.front.store.read(lambda c: people.find(c, BOT, SAMIR))


BROKEN = {
    "name": "UPDATE people SET name = 'AAAA' || name WHERE id = :person",
    "key": "UPDATE data_keys SET wrapped = 'AAAA' || wrapped WHERE owner = :person",
    "whose key": "UPDATE data_keys SET master = 'invented' WHERE owner = :person",
}


async def damage(front: Front, what: str) -> int:
    """Somebody has changed a row of Samir's in the file."""

    def change(cursor: Cursor) -> int:
        person = people.id_of(cursor, BOT, SAMIR)
        assert person is not None
        cursor.execute(BROKEN[what], {"person": person})
        return person

    return await front.store.write(change)


@pytest.mark.parametrize("overflows", [False, True], ids=["calm", "flooding"])
@pytest.mark.parametrize("what", BROKEN)
async def test_whoever_was_changed_in_the_file_gets_an_apology_and_holds_nobody_up(
    front: Front, what: str, monkeypatch: pytest.MonkeyPatch, *, overflows: bool
) -> None:
    person = await damage(front, what)
    monkeypatch.setattr(front.reception, "overflows", lambda update: overflows)
    said = [(SAMIR, "mine ord"), (LONE, "hendes ord"), (SAMIR, "og flere")]
    updates = [
        {"update_id": 9000 + number, "message": front.message_of(user, text=text)}
        for number, (user, text) in enumerate(said)
    ]
    with capture_logs() as logs:
        async with Running(Server(*updates), front.reception) as running:
            await running.quiet()
            assert running.server.rounds[-1] == 9003, "all of it is confirmed"
    assert "intake.failed" not in {log["event"] for log in logs}
    await front.courtesies.drain(5)
    told = [
        params["text"]
        for method, params in front.api.calls
        if params.get("chat_id") == SAMIR and "text" in params
    ]
    assert told == [SORRY]
    assert "gemt" not in SORRY
    if what == "name":
        kept = await front.rows(f"SELECT COUNT(*) FROM answers WHERE person = {person} AND place = ''")
        assert kept == [(2,)], "their key is whole: the words wait for whoever mends the rows"
    else:
        assert await front.rows("SELECT COUNT(*) FROM set_aside") == [(2,)]
    assert {kind for (kind,) in await front.rows("SELECT error FROM broken")} == {Tampered.__name__}
    assert "hendes ord" in "".join(await front.opened("answers.content")) if what == "name" else True


@pytest.mark.parametrize("overflows", [False, True], ids=["calm", "flooding"])
@pytest.mark.parametrize("what", BROKEN)
async def test_whoever_was_changed_in_the_file_and_is_in_distress_reads_the_numbers(
    front: Front, what: str, *, overflows: bool
) -> None:
    await damage(front, what)
    take = front.reception.keep if overflows else front.reception.accept
    for number in range(9000, 9003):
        message = front.message_of(SAMIR, text="jeg vil ikke leve mere")
        assert await take({"update_id": number, "message": message})
        assert await take({"update_id": number, "message": message})
    said = await front.said()
    assert sum("112" in text and "70 201 201" in text for text in said) == 1, "once a minute"
    front.clock.now += timedelta(minutes=1)
    assert await take({"update_id": 9003, "message": front.message_of(SAMIR, text="jeg vil ikke leve mere")})
    assert ["70 201 201" in text for text in await front.said()] == [True]


async def test_they_read_them_also_where_the_first_try_to_store_their_words_fails(
    front: Front, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was not committed has not been said."""
    await damage(front, "name")
    lay_by, full = Turns.lay_by, [True]

    def sometimes(*args: Any, **named: Any) -> Any:
        if full.pop() if full else False:
            raise StorageUnavailable
        return lay_by(*args, **named)

    monkeypatch.setattr(Turns, "lay_by", sometimes)
    update = {"update_id": 9000, "message": front.message_of(SAMIR, text="jeg vil ikke leve mere")}
    assert not await front.reception.accept(update)
    assert await front.reception.accept(update)
    assert ["70 201 201" in text for text in await front.said()] == [True]


async def test_a_key_that_there_has_been_is_waited_for_although_it_wraps_one_person_only(
    front: Front,
) -> None:
    """It is lost, and may be put back: nothing of theirs is acknowledged until then."""
    await damage(front, "whose key")
    await front.store.write(
        lambda c: c.execute("INSERT INTO master_keys (id, seen_at) VALUES ('invented', 1)", {}) and None
    )
    update = {"update_id": 9000, "message": front.message_of(SAMIR, text="mine ord")}
    assert not await front.reception.accept(update)
    with pytest.raises(MissingKey):
        await front.store.read(watching.check_key)


async def test_a_row_that_names_a_key_there_never_was_is_no_lost_key(front: Front) -> None:
    await damage(front, "whose key")
    await front.store.write(lambda c: watching.note_keys(c, front.clock()))
    await front.store.read(watching.check_key)
    assert await front.rows("SELECT COUNT(*) FROM master_keys WHERE id = 'invented'") == [(0,)]


async def test_a_block_of_somebody_who_was_changed_is_set_aside(
    front: Front, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object) -> None:
        raise Tampered

    monkeypatch.setattr("bot.chat.turn.reminding.hold_up", fails)
    kicked = {"chat": {"id": SAMIR, "type": "private"}, "from": {"id": SAMIR, "is_bot": False}}
    assert await front.accept(my_chat_member={**kicked, "new_chat_member": {"status": "kicked"}})
    assert await front.rows("SELECT COUNT(*) FROM set_aside") == [(1,)]


async def test_a_timer_of_somebody_who_was_changed_is_noted_and_all_others_ring(front: Front) -> None:
    person = await damage(front, "name")
    await front.store.write(
        lambda c: timers.schedule(c, front.store.ids.next(), person, REMINDER, 77, front.clock())
    )
    front.clock.now += timedelta(days=3)
    await front.clockwork.tick()
    await front.clockwork._beat()
    assert any("Der ligger noget klar" in text for text in await front.said(LONE))
    noted = await front.rows("SELECT person, error FROM broken")
    assert noted
    assert set(noted) == {(person, Tampered.__name__)}
    due = int(front.clock.now.timestamp() * 1000)
    assert await front.rows(f"SELECT COUNT(*) FROM timers WHERE due_at <= {due}") == [(0,)]
    assert await front.store.read(watching.beats)


async def test_a_reminder_that_does_not_open_is_noted_too(
    front: Front, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = await damage(front, "key")

    def fails(*_: object) -> None:
        raise Tampered

    monkeypatch.setattr(reminders, "get", fails)
    await front.store.write(
        lambda c: timers.schedule(c, front.store.ids.next(), person, REMINDER, 77, front.clock())
    )
    await front.clockwork.tick()
    assert await front.rows("SELECT person, what FROM broken") == [(person, REMINDER)]
