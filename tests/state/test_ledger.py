"""What was erased or closed goes to the ledger before anybody hears of it, and tells nobody who has no key."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from structlog.testing import capture_logs

from bot.state import answers, exercises, ledger, ledger_file, people, sealing
from bot.state.beside import beside
from bot.state.errors import BadLedger, LedgerUnwritable
from bot.state.ids import Ids
from bot.state.keeper import Keeper
from bot.state.keys import Keys, new_key
from bot.state.ledger_file import Entry, Line, Mark, Pen
from bot.state.opening import Database, connect
from bot.state.store import Store
from tests.keys import DATA_KEY, KEYS, at
from tests.state.helpers import Clock, anna, bent

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from bot.state.cursor import Cursor

PEN = Pen(b"a key for tests")


def entries(file: Path, pen: Pen) -> list[Entry]:
    return [each.entry for each in ledger_file.lines(file, pen) if isinstance(each, Line)]


def end(file: Path, pen: Pen) -> Mark:
    *_, last = ledger_file.lines(file, pen)
    return last.mark if isinstance(last, Line) else last


async def erase(store: Store, person: int) -> None:
    await store.write(lambda cursor: people.erase(cursor, person))


async def test_an_erasure_stands_in_the_ledger_when_it_is_done(store: Store, tmp_path: Path) -> None:
    someone = await anna(store)
    file, pen = tmp_path / "test.db.erasures", await store.read(ledger.pen)
    assert file.stat().st_mode & 0o777 == 0o600
    assert entries(file, pen) == []
    await erase(store, someone.id)
    assert entries(file, pen) == [Entry("person", pen.hash("person", someone.id))]
    assert await store.read(ledger.waiting) == 0
    assert await store.read(ledger.known) == end(file, pen)
    text = file.read_text("ascii")
    assert str(someone.id) not in text
    assert await store.read(lambda cursor: ledger.receipt(cursor, someone.id)) in text, "an operator finds it"


async def test_an_erasure_that_is_undone_leaves_no_line(store: Store, tmp_path: Path) -> None:
    someone = await anna(store)

    def half(cursor: Cursor) -> None:
        people.erase(cursor, someone.id)
        raise KeyError

    with pytest.raises(KeyError):
        await store.write(half)
    assert entries(tmp_path / "test.db.erasures", await store.read(ledger.pen)) == []


async def test_the_receipt_of_an_erasure_stays_the_same_when_the_master_key_changes(
    tmp_path: Path, clock: Clock
) -> None:
    file, both = tmp_path / "test.db", Keys.of_text(f"{new_key()} {DATA_KEY}")
    async with await Store.open(at(file), clock=clock, ids=Ids(clock)) as store:
        one, other = await anna(store), await bent(store)
        receipt = await store.read(lambda cursor: ledger.receipt(cursor, one.id))
        assert len(receipt) == ledger.RECEIPT
        assert receipt != await store.read(lambda cursor: ledger.receipt(cursor, other.id))
        await erase(store, one.id)
    async with await Store.open(Database(str(file), both), clock=clock, ids=Ids(clock)) as store:
        await store.write(lambda cursor: sealing.rewrap(cursor, 10))
        assert await store.read(lambda cursor: ledger.receipt(cursor, one.id)) == receipt
        await erase(store, other.id)
        assert len(entries(tmp_path / "test.db.erasures", await store.read(ledger.pen))) == 2


async def test_where_the_ledger_cannot_be_written_the_erasure_stands_and_its_line_waits(
    tmp_path: Path, clock: Clock
) -> None:
    place = tmp_path / "another disk"
    database = Database(str(tmp_path / "test.db"), KEYS, str(place / "ledger"))
    with capture_logs() as logs:
        async with await Store.open(database, clock=clock, ids=Ids(clock)) as store:
            one, other = await anna(store), await bent(store)
            await erase(store, one.id)
            assert await store.read(lambda cursor: people.by_id(cursor, one.id)) is None
            await store.write(lambda _: None)
            assert await store.read(ledger.waiting) == 1
            assert [each["event"] for each in logs] == ["ledger.unwritable"], "told once"
            assert str(one.id) not in str(logs)
            await store.tidy()
            assert [each["event"] for each in logs] == ["ledger.unwritable"] * 2, "and again each hour"
            place.mkdir()
            await erase(store, other.id)
            assert await store.read(ledger.waiting) == 0
            pen = await store.read(ledger.pen)
            hashes = {pen.hash("person", each.id) for each in (one, other)}
            assert {each.hash for each in entries(place / "ledger", pen)} == hashes
            assert [each["event"] for each in logs[2:]] == ["person.erased"] * 2 + ["ledger.mended"]
            receipts = {each["receipt"] for each in logs if each["event"] == "person.erased"}
            assert receipts == {each[: ledger.RECEIPT] for each in hashes}


async def test_a_ledger_that_is_gone_is_noticed_although_nothing_waits_and_so_is_its_return(
    tmp_path: Path, clock: Clock
) -> None:
    database = at(tmp_path / "test.db")
    async with await Store.open(database, clock=clock, ids=Ids(clock)) as store:
        await erase(store, (await anna(store)).id)

        async def trouble() -> str:
            return await store.read(lambda cursor: ledger.trouble(cursor, database.ledger_file))

        assert await trouble() == ""
        away = database.ledger_file.rename(tmp_path / "away")
        assert "found nothing; mount its disk" in await trouble()
        with capture_logs() as logs:
            await store.tidy()
            assert [each["event"] for each in logs] == ["ledger.unwritable"]
            assert not database.ledger_file.exists(), (
                "perhaps its disk is not mounted: none is begun in its place"
            )
            away.rename(database.ledger_file)
            await store.write(lambda _: None)
            assert [each["event"] for each in logs] == ["ledger.unwritable", "ledger.mended"]
        assert await trouble() == ""


@pytest.mark.parametrize("what", ["another kind", "older", "empty", "a folder"])
async def test_looking_at_a_ledger_finds_what_writing_would_and_changes_nothing(
    tmp_path: Path, clock: Clock, what: str
) -> None:
    database = at(tmp_path / "test.db")
    file = database.ledger_file
    async with await Store.open(database, clock=clock, ids=Ids(clock)) as store:
        one, other = await anna(store), await bent(store)
        await erase(store, one.id)
        old = file.read_bytes()
        await erase(store, other.id)
        if what == "a folder":
            file.unlink()
            file.mkdir()
        else:
            file.write_bytes({"another kind": b"Dear diary\n", "older": old, "empty": b""}[what])
        before = file.is_file() and file.read_bytes()
        assert await store.read(lambda cursor: ledger.trouble(cursor, file))
        assert (file.is_file() and file.read_bytes()) == before


async def test_half_a_line_at_the_end_of_a_ledger_is_no_trouble_and_stays_until_it_is_written_to(
    tmp_path: Path, clock: Clock
) -> None:
    database = at(tmp_path / "test.db")
    async with await Store.open(database, clock=clock, ids=Ids(clock)) as store:
        await erase(store, (await anna(store)).id)
        half = database.ledger_file.read_bytes() + b"2 2026-"
        database.ledger_file.write_bytes(half)
        assert await store.read(lambda cursor: ledger.trouble(cursor, database.ledger_file)) == ""
        assert database.ledger_file.read_bytes() == half


async def test_a_ledger_that_was_never_needed_may_be_missing_where_one_can_be_begun(
    store: Store, tmp_path: Path
) -> None:
    assert await store.read(lambda cursor: ledger.trouble(cursor, tmp_path / "none yet")) == ""
    assert "found nothing" in await store.read(
        lambda cursor: ledger.trouble(cursor, tmp_path / "no" / "folder")
    )


async def test_what_a_crash_left_without_a_line_gets_it_at_the_next_start(
    tmp_path: Path, clock: Clock
) -> None:
    database = at(tmp_path / "test.db")
    async with await Store.open(database, clock=clock, ids=Ids(clock)) as store:
        someone, pen = await anna(store), await store.read(ledger.pen)
    with closing(connect(tmp_path / "test.db", KEYS, 1)) as connection:
        people.erase(connection.cursor(), someone.id)
    assert entries(database.ledger_file, pen) == []
    async with await Store.open(database, clock=clock, ids=Ids(clock)) as store:
        assert entries(database.ledger_file, pen) == [Entry("person", pen.hash("person", someone.id))]
        assert await store.read(ledger.waiting) == 0


async def test_a_command_beside_the_running_program_writes_its_lines_too(
    store: Store, tmp_path: Path, clock: Clock
) -> None:
    one, other = await anna(store), await bent(store)
    database = at(tmp_path / "test.db")
    await erase(store, one.id)
    with beside(database, clock=clock) as (cursor, _):
        people.erase(cursor, other.id)
    pen = await store.read(ledger.pen)
    assert [each.hash for each in entries(database.ledger_file, pen)] == [
        pen.hash("person", each.id) for each in (one, other)
    ]
    assert (tmp_path / "test.db-wal").stat().st_size == 0, "nothing of them stays in the log"


async def test_what_was_deleted_beside_the_running_program_leaves_its_file_too(
    store: Store, tmp_path: Path, clock: Clock
) -> None:
    someone = await anna(store)
    content = {"kind": "text", "value": "ord " * 10_000}
    exercise = someone.session.id
    await store.write(lambda c: answers.record(c, 7, someone.id, exercise, "who", content, 5, clock()))
    assert await store.tidy()
    with beside(at(tmp_path / "test.db"), clock=clock) as (cursor, _):
        exercises.discard(cursor, someone.id, exercise)
    assert await store.read(unused) > 0
    assert await store.tidy()
    assert await store.read(unused) == 0


def unused(cursor: Cursor) -> int:
    """Pages in the file that hold nothing any more."""
    cursor.execute("PRAGMA freelist_count", {})
    return int(cursor.fetchone()[0])


def test_many_that_append_at_the_same_time_make_one_chain(tmp_path: Path) -> None:
    file, clock = tmp_path / "ledger", Clock()
    hashes = [PEN.hash("person", number) for number in range(60)]

    def write(hashed: str) -> None:
        one = [Entry("person", hashed)]
        ledger_file.append(file, PEN, PEN.beginning, one, clock(), anew=True, tries=10_000)

    with ThreadPoolExecutor(6) as threads:
        list(threads.map(write, hashes))
    assert sorted(each.hash for each in entries(file, PEN)) == sorted(hashes)


def three(file: Path) -> Mark:
    """A ledger of three lines; where it ends."""
    made = [Entry("person", PEN.hash("person", number)) for number in range(3)]
    return ledger_file.append(file, PEN, PEN.beginning, made, Clock()(), anew=True)


TROUBLE: dict[str, Callable[[list[bytes]], list[bytes]]] = {
    "a line is missing": lambda lines: [*lines[:2], *lines[3:]],
    "a line was put in": lambda lines: [*lines[:2], lines[1], *lines[2:]],
    "lines change places": lambda lines: [lines[0], lines[2], lines[1], lines[3]],
    "a line was changed": lambda lines: [*lines[:2], lines[2].replace(b"person", b"answer"), lines[3]],
    "the first line is missing": lambda lines: lines[1:],
    "it begins elsewhere": lambda lines: [lines[0].replace(b" 0 ", b" 1 "), *lines[1:]],
    "it begins further on than anybody counts": lambda lines: [
        lines[0].replace(b" 0 ", b" " + b"9" * 5000 + b" ")
    ],
    "it begins with another mac": lambda lines: [lines[0].replace(PEN.beginning.mac.encode(), b"0" * 64)],
    "it is another file": lambda _: [b"Dear diary\n"],
    "it is empty": lambda _: [],
    "it is of no letters": lambda lines: [lines[0], b"\xff\xfe\n"],
}


@pytest.mark.parametrize("what", TROUBLE)
def test_what_was_changed_is_noticed(tmp_path: Path, what: str) -> None:
    file = tmp_path / "ledger"
    three(file)
    assert len(entries(file, PEN)) == 3
    file.write_bytes(b"".join(TROUBLE[what](file.read_bytes().splitlines(keepends=True))))
    with pytest.raises(BadLedger, match="ERASURE_LEDGER: expected"):
        entries(file, PEN)


def test_the_ledger_of_another_database_is_told_apart(tmp_path: Path) -> None:
    three(tmp_path / "ledger")
    with pytest.raises(BadLedger, match="belongs to another database"):
        entries(tmp_path / "ledger", Pen(b"another key"))


@pytest.mark.parametrize("empty", [True, False])
def test_it_is_said_that_a_ledger_belongs_to_another_database(tmp_path: Path, empty: bool) -> None:
    """Also where lines stand in it already: not that line 0 is missing, which nobody could put back."""
    file, other = tmp_path / "ledger", Pen(b"another key")
    made = [] if empty else [Entry("person", PEN.hash("person", number)) for number in range(100)]
    ledger_file.append(file, PEN, PEN.beginning, made, Clock()(), anew=True)
    before = file.read_bytes()
    with pytest.raises(LedgerUnwritable, match="belongs to another database"):
        ledger_file.append(file, other, other.beginning, made, Clock()(), anew=True)
    with pytest.raises(LedgerUnwritable, match="belongs to another database"):
        ledger_file.see(file, other, other.beginning)
    assert file.read_bytes() == before


@pytest.mark.parametrize("cut", [1, 70, 140])
def test_a_line_that_was_written_by_half_is_left_out_and_then_taken_away(tmp_path: Path, cut: int) -> None:
    file = tmp_path / "ledger"
    three(file)
    whole = file.read_bytes()
    file.write_bytes(whole[:-cut])
    assert len(entries(file, PEN)) == 2
    ledger_file.append(file, PEN, PEN.beginning, [Entry("person", PEN.hash("person", 2))], Clock()())
    assert file.read_bytes() == whole


def test_a_first_line_that_was_written_by_half_is_written_anew(tmp_path: Path) -> None:
    file = tmp_path / "ledger"
    file.write_bytes(b"jobstjer")
    three(file)
    assert len(entries(file, PEN)) == 3


def test_a_ledger_that_is_lost_or_older_is_not_gone_on_with(tmp_path: Path) -> None:
    file, now = tmp_path / "ledger", Clock()()
    known = three(file)
    whole = file.read_bytes()
    file.write_bytes(b"".join(whole.splitlines(keepends=True)[:3]))
    with pytest.raises(LedgerUnwritable, match="found an older or another ledger"):
        ledger_file.append(file, PEN, known, [], now)
    file.unlink()
    with pytest.raises(LedgerUnwritable, match="found nothing; mount its disk"):
        ledger_file.append(file, PEN, known, [], now)
    assert not file.exists(), "where its disk is missing, none is begun in its place"
    for broken in (whole.replace(b" person ", b" answer "), whole.replace(known.mac.encode(), b"\xff" * 64)):
        file.write_bytes(broken)
        with pytest.raises(LedgerUnwritable):
            ledger_file.append(file, PEN, known, [], now)


async def test_whatever_goes_wrong_with_the_ledger_a_turn_that_was_stored_is_told_as_stored(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    someone = await anna(store)

    def broken(*_: object, **__: object) -> Mark:
        raise ValueError("something that nobody has thought of")

    monkeypatch.setattr(ledger_file, "append", broken)
    with capture_logs() as logs:
        await erase(store, someone.id)
    assert logs == [{"event": "ledger.unwritable", "log_level": "error", "reason": "ValueError"}]
    assert await store.read(ledger.waiting) == 1


def test_one_that_is_begun_anew_goes_on_where_the_lost_one_ended(tmp_path: Path) -> None:
    file, now = tmp_path / "ledger", Clock()()
    known = three(file)
    file.unlink()
    entry = Entry("person", PEN.hash("person", 3))
    after = ledger_file.append(file, PEN, known, [entry], now, anew=True)
    assert after.position == 4
    assert entries(file, PEN) == [entry]
    assert ledger_file.append(file, PEN, after, [entry], now).position == 5


async def test_where_it_was_begun_anew_the_bot_goes_on(store: Store, tmp_path: Path, clock: Clock) -> None:
    one, other = await anna(store), await bent(store)
    database = at(tmp_path / "test.db")
    await erase(store, one.id)
    database.ledger_file.unlink()
    await erase(store, other.id)
    assert await store.read(ledger.waiting) == 1
    with closing(connect(tmp_path / "test.db", KEYS, 1)) as connection:
        assert Keeper(database.ledger_file, clock).write_down(connection, anew=True) == 1
    await store.write(lambda cursor: sealing.forget(cursor, 1))
    assert await store.read(ledger.waiting) == 0
    assert (await store.read(ledger.known)).position == 2
