"""No second ledger begins beside one that is only away, and one that went another way is not gone on with."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest
from structlog.testing import capture_logs

from bot.state import ledger, migrations, people
from bot.state.ids import Ids
from bot.state.keeper import Keeper
from bot.state.ledger_file import Line, lines
from bot.state.opening import connect
from bot.state.store import Store
from tests.keys import KEYS
from tests.state.places import Place, as_in

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from bot.state.cursor import Cursor


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path)


async def started(place: Place, look: Callable[[Cursor], Any]) -> tuple[Any, list[str]]:
    """What is there once the bot has started, and what it has logged in doing so."""
    with capture_logs() as logs:
        async with await Store.open(place.database, clock=place.clock, ids=Ids(place.clock)) as store:
            found = await store.read(look)
    return found, [each["event"] for each in logs]


def trouble(place: Place) -> Callable[[Cursor], str]:
    return lambda cursor: ledger.trouble(cursor, place.ledger)


def held(place: Place, cursor: Cursor) -> set[str]:
    """The hashes that the ledger holds."""
    return {each.entry.hash for each in lines(place.ledger, ledger.pen(cursor)) if isinstance(each, Line)}


# A database that knows no line ----------------------------------------------------------------------


async def test_a_copy_of_before_the_first_line_begins_no_ledger_where_its_disk_is_not_mounted(
    place: Place,
) -> None:
    town = place.settle()
    assert place.do(ledger.known).position == 0
    old = place.files()
    place.do(lambda cursor: people.erase(cursor, town.ida))
    away = place.ledger.rename(place.path / "away")
    for name, text in old.items():
        if name != place.ledger.name:
            (place.path / name).write_bytes(text)

    with capture_logs() as logs:
        async with await Store.open(place.database, clock=place.clock, ids=Ids(place.clock)) as store:
            assert "found nothing; mount its disk" in await store.read(trouble(place))
            await store.write(lambda cursor: people.erase(cursor, town.mette))
            assert await store.read(ledger.waiting) > 0
            assert not place.ledger.exists()
            away.rename(place.ledger)
            await store.tidy()
            assert await store.read(lambda cursor: people.by_id(cursor, town.ida)) is None
            assert await store.read(ledger.waiting) == 0
    events = [each["event"] for each in logs]
    assert (events[0], "ledger.begun" in events) == ("ledger.unwritable", False)


async def test_a_new_installation_begins_one(place: Place) -> None:
    assert await started(place, trouble(place)) == ("", [])
    assert place.ledger.exists()


async def test_where_nobody_was_here_with_a_ledger_yet_it_is_begun_and_told(place: Place) -> None:
    """At the update by which there is one. A copy of just then, whose ledger is away, looks the same."""
    place.settle()
    place.ledger.unlink()
    place.clock.move(days=1)
    new = {"since": ledger.SINCE, "now": int(place.clock().timestamp() * 1000)}
    place.do(
        lambda cursor: cursor.execute("UPDATE migrations SET applied_at = :now WHERE name = :since", new)
    )
    assert await started(place, trouble(place)) == ("", ["ledger.begun"])
    assert await started(place, trouble(place)) == ("", [])


async def test_an_operators_word_begins_one_all_the_same(place: Place) -> None:
    place.settle()
    place.ledger.unlink()
    assert (await started(place, trouble(place)))[1] == ["ledger.unwritable"]
    with closing(connect(place.file, KEYS, 1)) as connection:
        Keeper(place.ledger, place.clock).write_down(connection, anew=True)
    assert await started(place, trouble(place)) == ("", [])


def test_the_migration_since_which_there_is_a_ledger_is_one_of_ours() -> None:
    assert migrations.MIGRATIONS[ledger.SINCE] is ledger.erasure_ledger


# A ledger that went another way ---------------------------------------------------------------------


async def test_a_longer_ledger_that_does_not_hold_the_known_line_is_not_gone_on_with(place: Place) -> None:
    """A copy of this database has gone on by itself, and its ledger stands in the place of the right one."""
    town = place.settle()
    before = place.files()
    place.do(lambda cursor: people.erase(cursor, town.ida))
    ours = place.files()

    for name, text in before.items():
        (place.path / name).write_bytes(text)
    place.do(lambda cursor: as_in(town, cursor).leave(town.mette))
    theirs = place.ledger.read_bytes()
    for name, text in ours.items():
        (place.path / name).write_bytes(text)
    assert len(theirs.splitlines()) > len(ours[place.ledger.name].splitlines()), "it is longer than known"
    place.ledger.write_bytes(theirs)

    def mette_is_here(cursor: Cursor) -> tuple[bool, str]:
        return people.by_id(cursor, town.mette) is not None, trouble(place)(cursor)

    (here, said), logged = await started(place, mette_is_here)
    assert here
    assert "found an older or another ledger there" in said
    assert logged == ["ledger.unwritable"]
    place.do(lambda cursor: people.erase(cursor, town.anna.id))
    assert place.ledger.read_bytes() == theirs
    assert place.do(ledger.waiting) > 0

    place.ledger.write_bytes(ours[place.ledger.name])
    assert (await started(place, trouble(place)))[0] == ""
    assert place.do(lambda cursor: ledger.pen(cursor).hash("person", town.anna.id) in held(place, cursor))


async def test_one_that_was_begun_anew_after_the_known_line_is_done_again_as_far_as_it_goes(
    place: Place,
) -> None:
    """The one before it is lost for good, as an operator has said; what is left of it must not be lost too."""
    town = place.settle()
    old = place.files()
    place.do(lambda cursor: people.erase(cursor, town.ida))
    place.ledger.unlink()
    with closing(connect(place.file, KEYS, 1)) as connection:
        Keeper(place.ledger, place.clock).write_down(connection, anew=True)
    place.do(lambda cursor: people.erase(cursor, town.mette))
    for name, text in old.items():
        if name != place.ledger.name:
            (place.path / name).write_bytes(text)

    def here(cursor: Cursor) -> tuple[bool, bool]:
        return people.by_id(cursor, town.ida) is not None, people.by_id(cursor, town.mette) is not None

    assert await started(place, here) == ((True, False), ["ledger.caught_up"])
