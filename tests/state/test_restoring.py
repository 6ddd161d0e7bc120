"""A restore brings everything back but what was erased or closed since, or changes nothing and says why."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest

from bot.engine.codes import digest
from bot.engine.deeds import AskForHelp, Join, Look, Part, Resign, Share, StopReminder, Unshare
from bot.state import (
    access,
    answers,
    backup,
    exercises,
    invitations,
    ledger,
    observations,
    people,
    reapplying,
    relations,
    roles,
    sealing,
    sessions,
    timers,
)
from bot.state.errors import MissingKey
from bot.state.keys import Keys, new_key
from bot.state.opening import connect
from bot.state.restoring import Wish
from tests.keys import DATA_KEY, KEYS, everything
from tests.state.places import Place, Town, as_in

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from bot.state.cursor import Cursor

WORDS = "Fortroligt ord"


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path)


def rows(cursor: Cursor) -> dict[str, list[list[Any]]]:
    found = everything(cursor)
    del found["ledger"], found["backups"]
    return found


def test_everything_comes_back(place: Place) -> None:
    place.settle()
    before = place.do(rows)
    file = place.back_up()
    place.do(lambda cursor: cursor.execute("UPDATE people SET language = 'xx'"))
    done = place.restore(file)
    assert place.do(rows) == before
    assert done.people == len(before["people"])
    assert not any(done.again.values())
    assert not done.unread
    assert place.file.stat().st_mode & 0o777 == 0o600
    assert {name for name in place.files() if name.startswith("test.db")} == {
        "test.db",
        "test.db.backup.lock",
        "test.db.erasures",
        "test.db.lock",
        "test.db.restore.lock",
        *([] if not (place.path / "test.db-wal").exists() else ["test.db-wal", "test.db-shm"]),
    }


def test_on_a_machine_where_nothing_is_yet(place: Place, tmp_path: Path) -> None:
    place.settle()
    before, file = place.do(rows), place.back_up()
    place.do(lambda cursor: exercises.discard(cursor, 1, 1))
    (tmp_path / "new").mkdir()
    other = Place(tmp_path / "new", place.clock)
    other.restore(file, Wish(ledger=place.ledger))
    assert other.do(rows) == before
    assert other.ledger.read_bytes() == place.ledger.read_bytes(), "and the bot goes on with it"
    assert other.ledger.stat().st_mode & 0o777 == 0o600


CLOSED: dict[str, Callable[[Town], object]] = {
    "person": lambda t: t.leave(t.anna.id),
    "staff": lambda t: t.leave(t.mette),
    "exercise": lambda t: exercises.discard(t.cursor, t.anna.id, t.exercise),
    "share": lambda t: t.doer(t.anna.id).do(Unshare(t.relation, t.exercise)),
    "relation": lambda t: t.doer(t.anna.id).do(Part(t.relation)),
    "handed over": lambda t: t.hand_over(),
    "role": lambda t: roles.end(t.cursor, t.role(t.mette), t.store.clock()),
    "invitation": lambda t: t.doer(t.citizen("Bo").id).do(Join(digest("KM482739"))),
    "observation": lambda t: t.allow(shown=False),
    "reminder": lambda t: t.doer(t.anna.id).do(StopReminder(t.reminder)),
}


def open_to(town: Town) -> dict[str, object]:
    """What each of them has, or may do, now."""
    cursor, anna, now = town.cursor, town.anna.id, town.store.clock()
    known = relations.get(cursor, town.relation)
    return {
        "person": people.by_id(cursor, anna) is not None,
        "staff": people.by_id(cursor, town.mette) is not None,
        "exercise": sessions.load(cursor, anna, town.exercise) is not None,
        "texts": len(answers.all_of(cursor, anna)),
        "share": bool(access.seen(cursor, "read", town.mette, anna)),
        "scores": any(each.shown for each in observations.of_citizen(cursor, anna, "star")),
        "relation": known is not None and known.ended_at is None,
        "role": bool(roles.of_person(cursor, town.mette)),
        "invitation": invitations.find(cursor, "KM482739", now) is not None,
        "reminder": timers.is_set(cursor, anna, "reminder", town.reminder),
    }


SHOWN_AGAIN: dict[str, Callable[[Town], object]] = {
    "shown": lambda t: t.doer(t.anna.id).do(Share(t.relation, t.exercise, {"text": "x"})),
    "help asked for": lambda t: t.doer(t.anna.id).do(AskForHelp(t.exercise, {"text": "x"})),
}
ENDED = ["share", "relation", "role"]


@pytest.mark.parametrize("ended", ENDED)
@pytest.mark.parametrize("way", SHOWN_AGAIN)
def test_what_was_shown_again_after_the_backup_and_then_taken_back_is_closed(
    place: Place, way: str, ended: str
) -> None:
    """What the backup holds was replaced, and nobody has taken that row back."""
    town = place.settle()
    file = place.back_up()
    place.do(lambda cursor: SHOWN_AGAIN[way](as_in(town, cursor)))
    place.do(lambda cursor: SHOWN_AGAIN[way](as_in(town, cursor)))
    place.do(lambda cursor: CLOSED[ended](as_in(town, cursor)))
    place.restore(file)
    assert not place.do(lambda cursor: access.seen(cursor, "read", town.mette, town.anna.id))


@pytest.mark.parametrize("way", SHOWN_AGAIN)
def test_what_was_shown_again_after_the_backup_is_still_shown(place: Place, way: str) -> None:
    town = place.settle()
    file = place.back_up()
    place.do(lambda cursor: SHOWN_AGAIN[way](as_in(town, cursor)))
    assert not any(place.restore(file).again.values())
    assert place.do(lambda cursor: access.seen(cursor, "read", town.mette, town.anna.id))


def shown(town: Town, cursor: Cursor) -> list[bool | None]:
    """What the citizen has said to each of the scores beside the exercise, the newest first."""
    return [each.shown for each in observations.of_citizen(cursor, town.anna.id, "star")]


def test_scores_that_were_hidden_before_anybody_asked_in_the_backup_are_not_asked_about_again(
    place: Place,
) -> None:
    town = place.settle()
    place.do(lambda cursor: cursor.execute("UPDATE observations SET shown = NULL"))
    file = place.back_up()
    place.do(lambda cursor: as_in(town, cursor).allow(shown=False))
    assert place.restore(file).again["observation"] == 1
    assert place.do(lambda cursor: shown(town, cursor)) == [False]


def test_scores_that_are_shown_after_all_are_shown_after_a_restore_too(place: Place) -> None:
    """A line holds for ever, so what is shown after a no is another row."""
    town = place.settle()
    before = place.back_up()
    place.do(lambda cursor: as_in(town, cursor).allow(shown=False))
    place.do(lambda cursor: as_in(town, cursor).allow(shown=True))
    file = place.back_up()
    assert place.restore(file).again["observation"] == 0
    assert place.do(lambda cursor: shown(town, cursor)) == [True]
    place.restore(before)
    assert place.do(lambda cursor: shown(town, cursor)) == [False], "of a yes after the backup nobody knows"
    place.do(lambda cursor: as_in(town, cursor).allow(shown=True))
    assert place.restore(place.back_up()).again["observation"] == 0
    assert place.do(lambda cursor: shown(town, cursor)) == [True]


def test_a_text_that_went_with_an_exercise_is_gone_also_where_it_was_no_part_of_it_yet(place: Place) -> None:
    town = place.settle()
    place.do(lambda cursor: cursor.execute("UPDATE answers SET part_of = NULL"))
    file = place.back_up()
    place.do(
        lambda cursor: cursor.execute(
            "UPDATE answers SET part_of = (SELECT id FROM answers WHERE place = 'who') WHERE place = ''"
        )
    )
    place.do(lambda cursor: exercises.discard(cursor, town.anna.id, town.exercise))
    place.restore(file)
    assert place.do(lambda cursor: answers.all_of(cursor, town.anna.id)) == []


def waiting(place: Place, town: Town) -> dict[str, list[str]]:
    """What waits for the contact person and for the citizen."""

    def look(cursor: Cursor) -> dict[str, list[str]]:
        there = as_in(town, cursor)
        return {"mette": there.waits(town.mette), "anna": there.waits(town.anna.id)}

    found: dict[str, list[str]] = place.do(look)
    return found


def settled(place: Place) -> Town:
    """The contact person has read what is shown to her, and nothing waits for anybody."""
    town = place.settle()

    def read(cursor: Cursor) -> None:
        (shown,) = access.seen(cursor, "read", town.mette, town.anna.id)
        as_in(town, cursor).doer(town.mette).do(Look((shown.id,)))
        cursor.execute("UPDATE notices SET dealt_at = made_at", {})
        cursor.execute("DELETE FROM timers WHERE kind IN ('queue', 'news')", {})

    place.do(read)
    return town


BY_THEMSELVES: dict[str, Callable[[Town], object]] = {
    **CLOSED,
    "exercise": lambda t: t.doer(t.anna.id).discard(t.exercise),
}
TOLD_AGAIN: dict[str, dict[str, list[str]]] = {
    "person": {"mette": ["left"], "anna": []},
    "staff": {"mette": [], "anna": ["parted"]},
    "exercise": {"mette": ["taken_back"], "anna": []},
    "share": {"mette": ["taken_back"], "anna": []},
    "relation": {"mette": ["left"], "anna": ["parted"]},
    "handed over": {"mette": ["left"], "anna": ["parted"]},
}


@pytest.mark.parametrize("what", TOLD_AGAIN)
def test_whoever_was_to_be_told_is_told_once_more(place: Place, what: str) -> None:
    """The word may still have waited for the morning when the database was lost."""
    town = settled(place)
    file = place.back_up()
    place.do(lambda cursor: BY_THEMSELVES[what](as_in(town, cursor)))
    place.restore(file)
    assert waiting(place, town) == TOLD_AGAIN[what]
    mettes, annas = TOLD_AGAIN[what]["mette"], TOLD_AGAIN[what]["anna"]
    assert place.do(lambda cursor: as_in(town, cursor).rings(town.mette)) == ["queue" for _ in mettes]
    assert place.do(lambda cursor: as_in(town, cursor).rings(town.anna.id)) == ["news" for _ in annas]
    place.restore(place.back_up())
    assert waiting(place, town) == TOLD_AGAIN[what], "once, and not at each restore"


def test_what_nobody_has_read_is_taken_back_again_without_a_word(place: Place) -> None:
    town = place.settle()
    place.do(lambda cursor: cursor.execute("UPDATE notices SET dealt_at = made_at", {}))
    file = place.back_up()
    place.do(lambda cursor: CLOSED["share"](as_in(town, cursor)))
    place.restore(file)
    assert waiting(place, town)["mette"] == []


def test_whoever_has_left_the_role_too_is_told_of_no_citizen(place: Place) -> None:
    town = settled(place)
    file = place.back_up()
    place.do(lambda c: as_in(town, c).doer(town.mette).do(Resign(as_in(town, c).role(town.mette))))
    place.restore(file)
    assert waiting(place, town) == {"mette": [], "anna": ["parted"]}


def test_nothing_of_the_erased_is_left_in_any_file(place: Place) -> None:
    town = place.settle()

    def write(cursor: Cursor) -> None:
        content = {"kind": "text", "value": WORDS}
        answers.record(cursor, 7, town.anna.id, town.exercise, "who", content, 5, place.clock())

    place.do(write)
    file = place.back_up()
    place.do(lambda cursor: as_in(town, cursor).leave(town.anna.id))
    place.restore(file)
    assert place.do(lambda cursor: people.by_id(cursor, town.anna.id)) is None
    found = str(place.do(everything))
    assert WORDS not in found
    assert str(town.anna.id) not in found
    with closing(connect(place.file, KEYS, 1)) as connection:
        kept = connection.execute("SELECT owner FROM data_keys").fetchall()
    assert (town.anna.id,) not in kept
    raw = b"".join(place.files().values())
    wrapped = _wrapped_key(file, place, town.anna.id)
    assert wrapped not in raw, "their key is in no page that is left"


def _wrapped_key(file: Path, place: Place, owner: int) -> bytes:
    """How the backup holds somebody's key."""
    out = place.path / "backups" / "out"
    backup.unseal(file, out, KEYS)
    with closing(connect(out, KEYS, 1)) as connection:
        (found,) = connection.execute("SELECT wrapped FROM data_keys WHERE owner = ?", (owner,)).fetchone()
    out.unlink()
    return str(found).encode()


def test_an_old_database_is_gone_with_its_log(place: Place) -> None:
    town = place.settle()
    file = place.back_up()
    with closing(sqlite3.connect(place.file)) as reading:
        reading.execute("PRAGMA journal_mode = WAL")
        place.do(lambda cursor: cursor.execute("UPDATE bots SET username = 'x'"))
        reading.execute("SELECT 1 FROM people").fetchone()
        wal = place.path / "test.db-wal"
        assert wal.exists()
    before = place.file.stat().st_ino
    place.restore(file)
    assert place.file.stat().st_ino != before
    with closing(connect(place.file, KEYS, 1)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert people.name_of(connection.cursor(), town.anna.id) == "Anna"


@pytest.mark.parametrize(
    "trouble", [b"nothing of a database" * 500, b"", None], ids=["broken", "empty", "gone"]
)
def test_a_database_that_is_broken_is_replaced_and_its_log_is_not_taken_for_the_new_ones(
    place: Place, trouble: bytes | None
) -> None:
    town = place.settle()
    file = place.back_up()
    with closing(connect(place.file, KEYS, 1)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("UPDATE relations SET silence_days = 77")
        log = (place.path / "test.db-wal").read_bytes()
    place.file.unlink()
    if trouble is not None:
        place.file.write_bytes(trouble)
    (place.path / "test.db-wal").write_bytes(log)
    done = place.restore(file)
    assert done.unread == bool(trouble)
    assert place.do(lambda cursor: people.name_of(cursor, town.anna.id)) == "Anna"
    found = place.do(lambda cursor: relations.get(cursor, town.relation))
    assert found is not None
    assert found.silence_days == 0


def test_the_file_is_built_anew_after_something_was_erased_in_it(place: Place) -> None:
    town = place.settle()
    content = {"kind": "text", "value": WORDS * 10_000}
    place.do(lambda c: answers.record(c, 7, town.anna.id, town.exercise, "burn", content, 5, place.clock()))
    file = place.back_up()
    place.do(lambda cursor: exercises.discard(cursor, town.anna.id, town.exercise))
    place.restore(file)
    with closing(connect(place.file, KEYS, 1)) as connection:
        assert connection.execute("PRAGMA freelist_count").fetchone() == (0,), (
            "where pages were, copies can be"
        )


def test_what_the_old_database_had_not_told_the_ledger_yet_is_done_again_and_told_it(place: Place) -> None:
    town = place.settle()
    file = place.back_up()
    with closing(connect(place.file, KEYS, 1)) as connection:
        people.erase(connection.cursor(), town.anna.id)
    done = place.restore(file)
    assert done.again["person"] == 1
    assert place.do(ledger.waiting) == 1
    assert place.do(ledger.waiting) == 0, "a command has written its line"


def test_a_key_that_was_changed_since_opens_it_as_long_as_the_old_one_is_kept(place: Place) -> None:
    town = place.settle()
    file, new = place.back_up(), new_key()
    place.keys = Keys.of_text(f"{new} {DATA_KEY}")
    place.do(lambda cursor: sealing.rewrap(cursor, 100))
    place.do(lambda cursor: as_in(town, cursor).leave(town.mette))
    place.restore(file)
    assert place.do(lambda cursor: people.by_id(cursor, town.mette)) is None
    place.keys = Keys.of_text(new)
    with pytest.raises(MissingKey, match="which opens this backup"):
        place.restore(file)


def test_every_kind_has_a_way_to_be_done_again() -> None:
    assert {*reapplying.DO} == {*reapplying.STILL} == {*ledger.KINDS}
