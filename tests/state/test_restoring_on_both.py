"""A restore on each kind of database: what was closed since stays closed, and only a lost ledger is done without."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.state import ledger, people, roles
from bot.state.errors import CannotRestore
from bot.state.restoring import Wish
from tests import postgres
from tests.state.places import Place, as_in
from tests.state.postgres_places import PostgresPlace, rows
from tests.state.test_restoring import CLOSED, open_to

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Place]:
    if request.param == "sqlite":
        yield Place(tmp_path)
        return
    with postgres.fresh() as database:
        yield PostgresPlace(tmp_path, url=database.url)


@pytest.mark.parametrize("what", CLOSED)
def test_what_was_closed_after_the_backup_is_closed(place: Place, what: str) -> None:
    town = place.settle()
    before = place.do(lambda cursor: open_to(as_in(town, cursor)))
    assert all(before.values())
    file = place.back_up()
    place.do(lambda cursor: CLOSED[what](as_in(town, cursor)))
    closed = place.do(lambda cursor: open_to(as_in(town, cursor)))
    assert closed != before
    done = place.restore(file)
    assert place.do(lambda cursor: open_to(as_in(town, cursor))) == closed
    assert any(done.again.values())
    assert place.do(ledger.waiting) == 0
    again = place.restore(file)
    assert again.again == done.again, "a backup can be restored twice"


def test_without_a_ledger_only_where_there_is_none_and_then_a_new_one_is_begun(place: Place) -> None:
    town = place.settle()
    place.do(lambda cursor: roles.end(cursor, 1, place.clock()))
    file = place.back_up()
    place.do(lambda cursor: as_in(town, cursor).leave(town.anna.id))
    wish = Wish(overwrite=True, without_ledger=True)
    before = place.do(rows)
    with pytest.raises(CannotRestore, match="--without-ledger: expected no ledger, found one"):
        place.restore(file, wish)
    assert place.do(rows) == before
    place.ledger.unlink()
    place.restore(file, wish)
    assert place.do(lambda cursor: people.name_of(cursor, town.anna.id)) == "Anna", "as the option says"
    place.do(lambda cursor: as_in(town, cursor).leave(town.mette))
    assert place.do(ledger.waiting) == 0, "and it goes on"
    place.restore(file)
    assert place.do(lambda cursor: people.by_id(cursor, town.mette)) is None
