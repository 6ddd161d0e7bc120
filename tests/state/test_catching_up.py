"""A database that is older than its ledger, put back by hand, has everything done again before anybody is served."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from structlog.testing import capture_logs

from bot.engine.deeds import Unshare
from bot.state import access, ledger, people
from bot.state.ids import Ids
from bot.state.store import Store
from tests.state.places import Place, as_in

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from bot.state.cursor import Cursor


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


async def started(place: Place, look: Callable[[Cursor], object]) -> tuple[object, list[str]]:
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


async def test_a_ledger_that_was_changed_is_told_and_nobody_is_kept_waiting(place: Place) -> None:
    town = place.settle()
    place.do(lambda cursor: people.erase(cursor, town.ida))
    old = copied(place)
    place.do(lambda cursor: people.erase(cursor, town.mette))
    put_back(place, old)
    place.ledger.write_bytes(place.ledger.read_bytes().replace(b" person ", b" people ", 1))
    _, logged = await started(place, ledger.waiting)
    assert "ledger.unreadable" in logged
