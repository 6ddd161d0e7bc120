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
    def skip_locked(self) -> str:
        """The end of a SELECT that claims its rows, less what others have claimed; "" where nobody else writes.

        This and `tables` are all in which databases differ.
        """

    def tables(self) -> set[str]:
        """The names of the tables that there are."""

    @property
    def wrapped(self) -> dict[int, tuple[str, str]]:
        """The wrapped keys that this cursor has read, by their owners: a turn asks for one of them a dozen times.

        A cursor lasts no longer than its function, and `undo` forgets them within one: no key outlives a rollback.
        """


class Connection(Protocol):
    """A connection that leaves all transactions to us; `TO_WRITE` and `TO_READ` say how one begins."""

    @property
    def TO_WRITE(self) -> str: ...  # noqa: N802 - a constant of each database

    @property
    def TO_READ(self) -> str: ...  # noqa: N802 - the same

    @property
    def in_transaction(self) -> bool: ...

    def cursor(self) -> Cursor: ...

    def execute(self, sql: str, /) -> object: ...


def undo(cursor: Cursor, savepoint: str) -> None:
    """Undo what was done since a savepoint, the keys that were made since included."""
    cursor.execute(f"ROLLBACK TO {savepoint}", {})
    cursor.wrapped.clear()
