"""A folder with the ledger and backups of a PostgreSQL database that nothing runs on, and the same people in it."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest

from bot.state import databases
from bot.state import postgres_opening as opening
from bot.state.ids import Ids
from bot.state.opening import Database
from tests.keys import everything
from tests.state.places import OVER, Place, Stand, Town

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from bot.state.cursor import Cursor
    from bot.state.postgres_cursor import Connection
    from bot.state.restoring import Wish


@dataclass
class PostgresPlace(Place):
    """The same stories, on PostgreSQL."""

    url: str = ""

    @property
    def database(self) -> Database:
        return Database(self.url, self.keys, str(self.ledger))

    @property
    def ledger(self) -> Path:
        return self.path / "ledger"

    def settle(self) -> Town:
        def story(cursor: Cursor) -> Town:
            ids = Ids(self.clock)
            ids.start_above(0)
            return Town(cursor, Stand(ids, self.clock))  # type: ignore[arg-type] # all that it uses of a store

        databases.migrate(self.database, clock=self.clock)
        keeper = opening.keeper_of(self.database, self.clock)
        assert keeper is not None
        with connected(self.database) as link:
            keeper.settle(link, make=True)
        made: Town = self.do(story)
        return made


@contextmanager
def connected(database: Database) -> Iterator[Connection]:
    link = opening.connect(database, 1.0)
    try:
        yield link
    finally:
        link.close()


def rows(cursor: Cursor) -> dict[str, list[list[Any]]]:
    """What is in it, opened; without what a backup and a restore note there."""
    found = {table: sorted(each, key=repr) for table, each in everything(cursor).items()}
    del found["ledger"], found["backups"]
    return found


def asked(database: Database, sql: str) -> list[Any]:
    """What it answers, without anything else being done to it."""
    with connected(database) as link:
        cursor = link.cursor()
        cursor.execute(sql, {})
        return cursor.fetchall()


def unchanged(
    place: PostgresPlace, error: type[Exception], match: str, file: Path, wish: Wish = OVER
) -> None:
    """A restore is refused, and everything is as it was, also in the ledger."""

    def there() -> tuple[object, bytes | None]:
        with connected(place.database) as link:
            text = place.ledger.read_bytes() if place.ledger.exists() else None
            return everything(link.cursor()), text

    before = there()
    with pytest.raises(error, match=match):
        place.restore(file, wish)
    assert there() == before
