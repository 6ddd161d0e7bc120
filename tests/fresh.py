"""The database that a first start makes: made once in each worker, and copied for every test that only needs one."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from bot.state import opening
from tests.keys import KEYS, at

if TYPE_CHECKING:
    from bot.state.opening import Database

FIRST_START = datetime(2026, 10, 1, 9, 0, tzinfo=UTC)


def fresh(database: Database) -> Database:
    """The same, with an empty database in its place, up to date, where nothing is there yet.

    A test of how one comes about, or of two that are strangers to each other, opens its own.
    """
    file = opening.path_of(database.url)
    if database.keys is KEYS and file.parent.is_dir() and not file.exists():
        file.touch(mode=0o600)
        file.write_bytes(_empty())
    return database


@cache
def _empty() -> bytes:
    with TemporaryDirectory() as folder:
        file = Path(folder) / "test.db"
        opening.migrate(at(file), clock=lambda: FIRST_START)
        return file.read_bytes()
