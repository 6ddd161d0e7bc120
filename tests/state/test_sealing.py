"""What people write is sealed: nothing stands in the clear, nothing opens elsewhere, and no key is lost or kept."""

from __future__ import annotations

import base64
from contextlib import closing
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bot.state import (
    answers,
    backup,
    export,
    keys,
    migrations,
    opening,
    people,
    sealed_first,
    sealing,
    sessions,
)
from bot.state.connection import connected
from bot.state.errors import BadKey, MissingKey, Tampered
from bot.state.ids import Ids
from bot.state.keys import Keys
from bot.state.opening import Database
from bot.state.store import Store
from tests.keys import DATA_KEY, KEYS, at
from tests.state.helpers import ANNA, BOT, Clock, anna, bent, files, settle
from tests.state.test_migrations import old

if TYPE_CHECKING:
    from bot.state.cursor import Cursor

WORDS = "Fortroligt ord"
OTHER = Keys.of_text(keys.new_key())


def write(store: Store, cursor: Cursor, person: int, exercise: int) -> None:
    content = {"kind": "text", "value": WORDS}
    answers.record(cursor, store.ids.next(), person, exercise, "who", content, 5, store.clock())


async def test_nothing_stands_in_the_clear_and_everything_is_read_back(store: Store, tmp_path: Path) -> None:
    someone = await store.write(lambda cursor: settle(cursor, store, ANNA, WORDS))
    await store.write(lambda cursor: write(store, cursor, someone.id, someone.session.id))
    assert WORDS.encode() not in files(tmp_path)
    assert b"elevator_pitch" in files(tmp_path), "which flow it is stands in a column of its own"
    (kept,) = await store.read(lambda cursor: answers.all_of(cursor, someone.id))
    assert kept.content["value"] == WORDS
    assert await store.read(lambda cursor: people.name_of(cursor, someone.id)) == WORDS


@pytest.mark.parametrize(
    "how", ["another row", "another column", "another owner", "another byte", "in the clear"]
)
async def test_what_was_changed_or_moved_does_not_open(store: Store, how: str) -> None:
    one, other = await anna(store), await bent(store)

    def story(cursor: Cursor) -> None:
        sealed = sealing.seal(cursor, "answers.content", one.id, 7, WORDS)
        assert sealing.unseal(cursor, "answers.content", one.id, 7, sealed) == WORDS
        sealing.seal(cursor, "answers.content", other.id, 7, WORDS)
        last = "A" if sealed[-5] != "A" else "B"
        moved = {
            "another row": ("answers.content", one.id, 8, sealed),
            "another column": ("versions.content", one.id, 7, sealed),
            "another owner": ("answers.content", other.id, 7, sealed),
            "another byte": ("answers.content", one.id, 7, f"{sealed[:-5]}{last}{sealed[-4:]}"),
            "in the clear": ("answers.content", one.id, 7, WORDS),
        }
        with pytest.raises(Tampered) as refused:
            sealing.unseal(cursor, *moved[how])
        assert WORDS not in str(refused.value)

    await store.write(story)


async def test_the_key_of_another_person_does_not_open_anything(store: Store) -> None:
    one, other = await anna(store), await bent(store)

    def story(cursor: Cursor) -> None:
        cursor.execute("SELECT wrapped FROM data_keys WHERE owner = :owner", {"owner": other.id})
        (wrapped,) = cursor.fetchone()
        cursor.execute(
            "UPDATE data_keys SET wrapped = :wrapped WHERE owner = :owner",
            {"wrapped": wrapped, "owner": one.id},
        )
        with pytest.raises(Tampered):
            people.by_id(cursor, one.id)
        raise KeyError

    with pytest.raises(KeyError):
        await store.write(story)


async def test_a_key_that_was_rolled_back_seals_nothing(store: Store) -> None:
    def half(cursor: Cursor) -> None:
        sealing.seal(cursor, "answers.content", 99, 1, WORDS)
        raise KeyError

    with pytest.raises(KeyError):
        await store.write(half)
    sealed = await store.write(lambda cursor: sealing.seal(cursor, "answers.content", 99, 2, WORDS))
    assert await store.read(lambda c: sealing.unseal(c, "answers.content", 99, 2, sealed)) == WORDS


async def test_with_the_person_their_key_is_destroyed(store: Store) -> None:
    someone = await anna(store)
    sealed = await store.write(lambda cursor: sealing.seal(cursor, "answers.content", someone.id, 7, WORDS))
    await store.write(lambda cursor: people.erase(cursor, someone.id))
    with pytest.raises(Tampered):
        await store.read(lambda cursor: sealing.unseal(cursor, "answers.content", someone.id, 7, sealed))


async def test_a_database_that_another_key_has_sealed_is_refused_and_not_touched(
    tmp_path: Path, clock: Clock
) -> None:
    file = tmp_path / "test.db"
    async with await Store.open(at(file), clock=clock, ids=Ids(clock)) as store:
        await anna(store)
    before = file.read_bytes()
    with pytest.raises(
        MissingKey, match=f"DATA_KEY: expected the key {KEYS.first.id}.* got {OTHER.first.id}"
    ):
        await Store.open(Database(str(file), OTHER), clock=clock, ids=Ids(clock))
    with pytest.raises(MissingKey):
        opening.connect_looker(file, OTHER, 0.1)
    assert file.read_bytes() == before


async def test_a_row_that_names_a_key_there_never_was_is_its_owners_trouble_alone(
    tmp_path: Path, clock: Clock
) -> None:
    file, new = tmp_path / "test.db", keys.new_key()
    async with await Store.open(at(file), clock=clock, ids=Ids(clock)) as store:
        one, other = await anna(store), await bent(store)
        change = "UPDATE data_keys SET master = 'invented' WHERE owner = :owner"
        await store.write(lambda c: c.execute(change, {"owner": one.id}) and None)
    both = Database(str(file), Keys.of_text(f"{new} {DATA_KEY}"))
    async with await Store.open(both, clock=clock, ids=Ids(clock)) as store:
        assert (await store.write(lambda cursor: sealing.rewrap(cursor, 10)))[:2] == (2, (one.id,)), (
            "nobody's key, and the other's"
        )
        assert (await store.write(lambda cursor: sealing.rewrap(cursor, 10))).times == 0
        assert await store.read(lambda cursor: people.name_of(cursor, other.id)) == "Bent"
        with pytest.raises(Tampered, match="found 'invented'"):
            await store.read(lambda cursor: people.by_id(cursor, one.id))
        noted = "INSERT INTO master_keys (id, seen_at) VALUES ('invented', 1)"
        await store.write(lambda c: c.execute(noted, {}) and None)
    with pytest.raises(MissingKey, match="expected the key invented"):
        async with await Store.open(both, clock=clock, ids=Ids(clock)):
            pass


async def test_names_of_many_are_right_however_many_are_at_hand(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Those who were here last are kept in memory; what is not there any more is opened anew."""
    monkeypatch.setattr(sealing, "AT_HAND", 2)
    monkeypatch.setattr(sealing, "AT_ONCE", 1)
    one, other = await anna(store), await bent(store)
    for _ in range(3):
        for those in ([one.id], [one.id, other.id], [other.id], []):
            names = await store.read(partial(people.names_of, those=those))
            assert names == {each: {one.id: "Anna", other.id: "Bent"}[each] for each in those}


async def test_who_is_erased_leaves_no_name_in_memory(store: Store) -> None:
    one, other = await anna(store), await bent(store)
    await store.read(lambda cursor: people.names_of(cursor, [one.id, other.id]))
    assert sealing._names.keys() >= {one.id, other.id}
    await store.write(lambda cursor: people.erase(cursor, one.id))
    assert one.id not in sealing._names
    assert await store.read(lambda cursor: people.names_of(cursor, [one.id, other.id])) == {other.id: "Bent"}


async def test_a_name_that_does_not_open_is_unread_among_the_others(store: Store) -> None:
    one, other = await anna(store), await bent(store)
    gone = "DELETE FROM data_keys WHERE owner = :owner"
    await store.write(lambda c: c.execute(gone, {"owner": one.id}) and None)
    names = await store.read(lambda cursor: people.names_of(cursor, [one.id, other.id]))
    assert names == {one.id: sealing.UNREAD, other.id: "Bent"}


async def test_an_old_key_still_opens_and_a_rotation_leaves_it_behind(tmp_path: Path, clock: Clock) -> None:
    file, new = tmp_path / "test.db", keys.new_key()
    async with await Store.open(at(file), clock=clock, ids=Ids(clock)) as store:
        one, _ = await anna(store), await bent(store)
    both = Keys.of_text(f"{new}\n{DATA_KEY}")
    async with await Store.open(Database(str(file), both), clock=clock, ids=Ids(clock)) as store:
        assert await store.read(lambda cursor: people.name_of(cursor, one.id)) == "Anna"
        first = await store.write(lambda cursor: sealing.rewrap(cursor, 1))
        assert (first.times, first.last) == (1, sealing.NOBODY), "nobody's comes first"
        assert len(await store.read(sealing.masters)) == 2
        assert (await store.write(lambda cursor: sealing.rewrap(cursor, 10, sealing.NOBODY))).times == 2
        assert await store.write(lambda cursor: sealing.rewrap(cursor, 10)) == (0, (), None)
        assert await store.read(sealing.masters) == [both.first.id]
    async with await Store.open(Database(str(file), Keys.of_text(new)), clock=clock, ids=Ids(clock)) as store:
        assert await store.read(lambda cursor: people.name_of(cursor, one.id)) == "Anna"


@pytest.mark.parametrize("at_once", [1, sealing.AT_ONCE])
def test_a_database_of_before_is_sealed_and_nothing_of_it_stays_in_the_clear(
    tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch, at_once: int
) -> None:
    monkeypatch.setattr(sealed_first, "AT_ONCE", at_once)
    old(tmp_path / "test.db")
    assert b"Anna" in files(tmp_path)
    assert b'"at":"who"' in files(tmp_path)
    opening.migrate(at(tmp_path / "test.db"), clock=clock)
    assert b"Anna" not in files(tmp_path)
    assert b'"at":"who"' not in files(tmp_path)
    with closing(connected(tmp_path / "test.db", KEYS)) as database:
        cursor = database.cursor()
        assert people.name_of(cursor, 41) == "Anna"
        session = sessions.load(cursor, 41, 7)
    assert session is not None
    assert session.at == "who"


def test_an_answer_about_energy_of_before_is_sealed_and_leaves_no_trace(tmp_path: Path, clock: Clock) -> None:
    file = tmp_path / "test.db"
    _before_energy(file)
    assert b"2026-11-02" in files(tmp_path)
    opening.migrate(at(file), clock=clock)
    assert b"2026-11-02" not in files(tmp_path)
    with closing(connected(file, KEYS)) as database:
        cursor = database.cursor()
        found = people.find(cursor, 7001, 41)
        told = export.of_person(cursor, 41)["person"]
    assert found is not None
    assert (found.person.energy, found.person.energy_day) == (3, "2026-11-02")
    assert (told["energy"], told["energy_day"]) == (3, "2026-11-02")


@pytest.mark.parametrize(
    "damage",
    ["UPDATE data_keys SET wrapped = 'AAAA' WHERE owner = 41", "DELETE FROM data_keys WHERE owner = 41"],
)
def test_an_answer_about_energy_whose_key_does_not_open_holds_up_nobody(
    tmp_path: Path, clock: Clock, damage: str
) -> None:
    file = tmp_path / "test.db"
    _before_energy(file)
    with closing(connected(file, KEYS)) as database:
        database.execute(damage)
        database.commit()
    opening.migrate(at(file), clock=clock)
    with closing(connected(file, KEYS)) as database:
        assert database.execute("SELECT energy_today FROM people").fetchall() == [("",)]
        assert sealing.unopened(database.cursor()) == (41,)


def test_a_backup_is_made_of_a_database_of_before_energy_was_sealed(tmp_path: Path, clock: Clock) -> None:
    """It changes nothing, and so meets a schema in which a column that is sealed now is not there yet."""
    file, folder = tmp_path / "test.db", tmp_path / "backups"
    folder.mkdir()
    _before_energy(file)
    made = backup.make(at(file), folder, clock=clock)
    assert made.unopened == ()
    with closing(connected(file, KEYS)) as database:
        assert database.execute("SELECT energy FROM people").fetchall() == [(3,)]


def _before_energy(file: Path) -> None:
    """A database of before the answer about energy was sealed, with one."""
    old(file)
    with closing(connected(file, KEYS)) as database:
        cursor = database.cursor()
        for name in migrations.missing(migrations.applied(cursor)):
            if name != "0026 energy sealed":
                migrations.apply(cursor, name, Clock().now)
        cursor.execute("UPDATE people SET energy = 3, energy_day = '2026-11-02' WHERE id = 41", {})
        database.commit()


async def test_how_much_somebody_can_manage_does_not_show_in_the_length_of_what_is_sealed(
    store: Store,
) -> None:
    someone = await anna(store)

    def length(cursor: Cursor, left: int) -> int:
        found = people.by_id(cursor, someone.id)
        assert found is not None
        person = replace(found[0].person, energy=left, energy_day="2026-11-02")
        people.save(cursor, person, found[0].version, store.clock(), seen=True)
        known = people.by_id(cursor, someone.id)
        assert known is not None
        assert known[0].person == person
        cursor.execute("SELECT length(energy_today) FROM people WHERE id = :id", {"id": someone.id})
        return int(cursor.fetchone()[0])

    lengths = {await store.write(partial(length, left=left)) for left in (-1, 0, 1, 3, 25)}
    assert len(lengths) == 1


@pytest.mark.parametrize(
    ("text", "got"),
    [("", "nothing"), ("abc", "3 characters"), ("Ø" * 44, "44 characters"), (DATA_KEY[:-4], "40 characters")],
)
def test_what_is_no_key_is_refused_and_not_repeated(text: str, got: str) -> None:
    with pytest.raises(BadKey) as refused:
        Keys.of_text(text)
    assert got in str(refused.value)
    assert not text or text not in str(refused.value)


@pytest.mark.parametrize("letter", ["A", "x", "_", "0"])
def test_a_key_that_anybody_guesses_wraps_nothing(letter: str) -> None:
    """It may stand behind another one, so that what it has wrapped gets a better one."""
    constant = base64.urlsafe_b64encode(base64.urlsafe_b64decode(letter * 43 + "=")).decode()
    with pytest.raises(BadKey, match="DATA_KEY: expected a key that was drawn, got 44 characters"):
        Keys.of_text(constant)
    assert len(Keys.of_text(f"{DATA_KEY} {constant}").known()) == 2


def test_a_key_that_stands_where_its_file_belongs_is_not_repeated() -> None:
    key = keys.new_key()
    with pytest.raises(
        BadKey, match="DATA_KEY_FILE: expected a file with keys at …, which cannot be read"
    ) as refused:
        Keys.of_file(Path(key))
    assert key[:43] not in str(refused.value)


def test_keys_that_a_rotation_adds_to_the_file_are_found_while_running(tmp_path: Path) -> None:
    file = tmp_path / "data.key"
    keys.write(file, DATA_KEY)
    assert file.stat().st_mode & 0o777 == 0o600
    known, added = Keys.of_file(file), keys.new_key()
    assert known.first.id == KEYS.first.id
    keys.write(file, f"{added}\n{DATA_KEY}\n")
    assert known.first.id == Keys.of_text(added).first.id
    assert known.get(KEYS.first.id) is not None
    assert known.get("00000000") is None


def test_keys_that_have_not_changed_are_the_same_ones_as_before(
    tmp_path: Path,
) -> None:
    file = tmp_path / "data.key"
    old_key, new_key = keys.new_key(), keys.new_key()
    file.write_text(old_key)
    known = Keys.of_file(file)
    before = known.first
    assert known.known() == (before.id,)
    assert known.first is before
    assert known.get(before.id) is before
    file.write_text(f"{new_key}\n{old_key}")
    assert known.first.id == Keys.of_text(new_key).first.id


async def test_somebody_found_by_their_address_has_their_name(store: Store) -> None:
    await anna(store)
    known = await store.read(lambda cursor: people.find(cursor, BOT, ANNA))
    assert known is not None
    assert known.person.name == "Anna"
