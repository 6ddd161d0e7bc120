"""The migration by which what stands in the clear is sealed, each person's with a key of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.state.sealing import AT_ONCE, SEALED_FIRST, seal

if TYPE_CHECKING:
    from bot.state.cursor import Cursor

TABLE: Final = (
    "CREATE TABLE data_keys (owner BIGINT PRIMARY KEY, master TEXT NOT NULL, wrapped TEXT NOT NULL)",
    "CREATE INDEX data_keys_master ON data_keys (master)",
)


def sealed(cursor: Cursor) -> None:
    """The migration by which everything that stands in the clear is sealed."""
    for statement in TABLE:
        cursor.execute(statement, {})
    cursor.execute("UPDATE shares SET snapshot = '' WHERE withdrawn_at IS NOT NULL", {})
    for table, column, owner in SEALED_FIRST:
        last: int | None = 0
        while last is not None:
            last = _seal_some(cursor, table, column, owner, last)


def _seal_some(cursor: Cursor, table: str, column: str, owner: str, after: int) -> int | None:
    """Seal the next rows of a column; the id of the last of them, None where there were none."""
    cursor.execute(
        f"SELECT id, {owner}, {column} FROM {table} WHERE {column} <> '' AND id > :after"  # noqa: S608 - constants
        " ORDER BY id LIMIT :most",
        {"after": after, "most": AT_ONCE},
    )
    rows = cursor.fetchall()
    for row, whose, clear in rows:
        cursor.execute(
            f"UPDATE {table} SET {column} = :stored WHERE id = :row",  # noqa: S608 - constants
            {"stored": seal(cursor, f"{table}.{column}", whose, row, clear), "row": row},
        )
    return rows[-1][0] if rows else None
