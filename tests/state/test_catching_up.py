"""A database that is older than its ledger, put back by hand, has everything done again before anybody is served."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from structlog.testing import capture_logs

from bot.engine.deeds import Unshare
from bot.state import access, invitations, ledger, people
from bot.state.ids import Ids
from bot.state.store import Store
from tests.state.places import Place, as_in

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from bot.state.cursor import Cursor
    from tests.state.places import Town


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path)


def copied(place: Place) -> dict[str, bytes]:
    """The database as somebody copies it by hand; its ledger is on another disk, and goes on."""
    return {name: text for name, text in place.files().items() if name != place.ledger.name}


def put_back(place: Place, files: dict[str, bytes]) -> None:
    for name in copied(place):
        (place.path / name).unlink()
    for name, text in files.items():
        (place.path / name).write_bytes(text)


async def started(place: Place, look: Callable[[Cursor], Any]) -> tuple[Any, list[str]]:
    """What is there once the bot has started, and what it has logged in doing so."""
    with capture_logs() as logs:
        async with await Store.open(place.database, clock=place.clock, ids=Ids(place.clock)) as store:
            found = await store.read(look)
    return found, [each["event"] for each in logs]


async def test_who_was_erased_and_what_was_taken_back_stays_so(place: Place) -> None:
    town = place.settle()
    anna, mette, ida = town.anna.id, town.mette, town.ida
    old = copied(place)

    def closes(cursor: Cursor) -> None:
        as_in(town, cursor).doer(anna).do(Unshare(town.relation, town.exercise))
        people.erase(cursor, ida)

    place.do(closes)
    put_back(place, old)

    def look(cursor: Cursor) -> object:
        seen = bool(access.seen(cursor, "read", mette, anna))
        return seen, people.by_id(cursor, ida), people.by_id(cursor, anna) is not None, ledger.waiting(cursor)

    found, logged = await started(place, look)
    assert found == (False, None, True, 0)
    assert logged == ["ledger.caught_up"]
    assert (await started(place, look)) == (found, []), "and once"


async def test_a_start_after_a_crash_between_line_and_row_is_nothing_of_the_kind(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    town = place.settle()

    def crashes(*_: object) -> None:
        raise OSError

    with monkeypatch.context() as patch:
        patch.setattr(ledger, "written", crashes)
        place.do(lambda cursor: people.erase(cursor, town.ida))
        assert place.do(ledger.known).position < len(place.ledger.read_bytes().splitlines()) - 1
    waiting, logged = await started(place, ledger.waiting)
    assert waiting == 0
    assert "ledger.caught_up" not in logged


def an_old_copy(place: Place) -> tuple[Town, Callable[[Cursor], object]]:
    """A copy is put back from before a share was taken back and Ida was erased; how to see who is back of the two."""
    town = place.settle()
    anna, mette, ida = town.anna.id, town.mette, town.ida
    place.do(lambda cursor: invitations.revoke(cursor, town.invitation, place.clock()))
    old = copied(place)

    def closes(cursor: Cursor) -> None:
        as_in(town, cursor).doer(anna).do(Unshare(town.relation, town.exercise))
        people.erase(cursor, ida)

    place.do(closes)
    put_back(place, old)

    def back(cursor: Cursor) -> object:
        return bool(access.seen(cursor, "read", mette, anna)), people.by_id(cursor, ida) is not None

    return town, back


BEFORE_A_START: dict[str, Callable[[Place, Town], object]] = {
    "a backup": lambda place, _: place.back_up(),
    "another erasure": lambda place, town: place.do(lambda cursor: people.erase(cursor, town.mette)),
}


@pytest.mark.parametrize("what", BEFORE_A_START)
async def test_what_writes_to_the_ledger_before_a_start_does_it_again_first(place: Place, what: str) -> None:
    """Else the database would know the ledger's new end, and nobody would look for what stands before it."""
    town, back = an_old_copy(place)
    with capture_logs() as logs:
        BEFORE_A_START[what](place, town)
    assert "ledger.caught_up" in [each["event"] for each in logs]
    assert (await started(place, back))[0] == (False, False)


async def test_a_ledger_that_comes_back_while_the_bot_runs_is_done_again_then(place: Place) -> None:
    """Its disk was not there at the start."""
    _, back = an_old_copy(place)
    away = place.ledger.with_name("away")
    place.ledger.rename(away)
    with capture_logs() as logs:
        async with await Store.open(place.database, clock=place.clock, ids=Ids(place.clock)) as store:
            assert await store.read(back) == (True, True)
            away.rename(place.ledger)
            await store.tidy()
            assert await store.read(back) == (False, False)
    assert [each["event"] for each in logs] == ["ledger.unwritable", "ledger.caught_up", "ledger.mended"]


async def test_a_ledger_that_was_changed_is_told_until_the_right_one_is_there(place: Place) -> None:
    """Nobody is kept waiting, and nothing of it is taken as done."""
    town, back = an_old_copy(place)
    whole = place.ledger.read_bytes()
    begun, known, *after = whole.splitlines(keepends=True)
    changed = after[0].replace(b" share ", b" shore ").replace(b" person ", b" parson ")
    place.ledger.write_bytes(b"".join((begun, known, changed, *after[1:])))
    for _ in range(2):
        (found, trouble), logged = await started(
            place, lambda cursor: (back(cursor), ledger.trouble(cursor, place.ledger))
        )
        assert found == (True, True)
        assert "was changed" in trouble
        assert logged == ["ledger.unwritable"]
    place.do(lambda cursor: people.erase(cursor, town.mette))
    assert place.do(ledger.waiting) == 1
    place.ledger.write_bytes(whole)
    assert (await started(place, back))[0] == (False, False)
    assert place.do(ledger.waiting) == 0
