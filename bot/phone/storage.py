"""One SQLite file under the data folder: every change is committed before anybody is answered."""

import json
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from bot.phone.schema import SCHEMA, TABLES

Values = Mapping[str, Any]


# A killed process loses nothing with NORMAL; only a power cut could, and this is a practice phone.
_SETTINGS = "PRAGMA locking_mode=EXCLUSIVE; PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;"


class FolderError(Exception):
    """The data folder is in use by another phone, or cannot be written."""


class Storage:
    """The database and the folder of files. Calls are short and synchronous; one process opens a folder."""

    def __init__(self, folder: Path) -> None:
        self.files = folder / "files"
        self.files.mkdir(parents=True, exist_ok=True)
        self._db = sqlite3.connect(folder / "phone.sqlite3", isolation_level=None, timeout=1)
        self._db.row_factory = sqlite3.Row
        try:
            self._db.executescript(_SETTINGS + SCHEMA)
            self.remember("opened", True)  # takes the lock, also where nothing else is written yet
        except sqlite3.OperationalError as error:
            self._db.close()
            raise FolderError(
                f"expected {folder} to be free and writable for a practice phone: {error}; "
                "stop the other phone, or choose another folder"
            ) from error

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Commit what is done inside, or nothing of it; inside another transaction it joins that one."""
        if self._db.in_transaction:
            yield
            return
        self._db.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._db.execute("ROLLBACK")
            raise
        self._db.execute("COMMIT")

    def run(self, sql: str, values: Values | None = None) -> sqlite3.Cursor:
        return self._db.execute(sql, values or {})

    def rows(self, sql: str, values: Values | None = None) -> list[sqlite3.Row]:
        return self.run(sql, values).fetchall()

    def row(self, sql: str, values: Values | None = None) -> sqlite3.Row | None:
        found: sqlite3.Row | None = self.run(sql, values).fetchone()
        return found

    def recall(self, key: str, default: Any = None) -> Any:
        """Return the JSON value remembered under `key`."""
        found = self.row("SELECT value FROM meta WHERE key = :key", {"key": key})
        return default if found is None else json.loads(found["value"])

    def remember(self, key: str, value: Any) -> None:
        self.run(
            "INSERT INTO meta (key, value) VALUES (:key, :value) "
            "ON CONFLICT (key) DO UPDATE SET value = excluded.value",
            {"key": key, "value": json.dumps(value)},
        )

    def clear(self) -> None:
        """Forget everything, files too."""
        with self.transaction():
            for table in TABLES:
                self.run(f"DELETE FROM {table}")  # noqa: S608 - the names are constants of the schema
        for path in self.files.iterdir():
            path.unlink()

    def close(self) -> None:
        self._db.close()
