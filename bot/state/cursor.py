"""What a transaction function may ask of a database: the few DB-API methods that every backend has."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.state.keys import Keys


class Cursor(Protocol):
    """A DB-API cursor inside a transaction. Rows are tuples; parameters are written `:name`."""

    def execute(self, sql: str, parameters: Mapping[str, Any] = ..., /) -> object: ...

    def fetchone(self) -> Any: ...

    def fetchall(self) -> list[Any]: ...

    @property
    def rowcount(self) -> int: ...

    @property
    def keys(self) -> Keys:
        """The master keys of the database that this is a cursor of."""

    @property
    def wrapped(self) -> dict[int, tuple[str, str]]:
        """The wrapped keys that this cursor has read, by their owners: a turn asks for one of them a dozen times.

        A cursor lasts no longer than its function, and `undo` forgets them within one: no key outlives a rollback.
        """


def undo(cursor: Cursor, savepoint: str) -> None:
    """Undo what was done since a savepoint, the keys that were made since included."""
    cursor.execute(f"ROLLBACK TO {savepoint}", {})
    cursor.wrapped.clear()
