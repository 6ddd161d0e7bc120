"""The master key of every database in the tests."""

from __future__ import annotations

from operator import itemgetter
from typing import TYPE_CHECKING, Any

from bot.state import sealing
from bot.state.connection import SealingCursor
from bot.state.keys import Keys
from bot.state.opening import Database

if TYPE_CHECKING:
    from pathlib import Path

    from bot.state.cursor import Cursor

DATA_KEY = "dGVzdHMtdGVzdHMtdGVzdHMtdGVzdHMtdGVzdHMtMTI="
KEYS = Keys.of_text(DATA_KEY)


def at(file: Path | str) -> Database:
    """The database in a file."""
    return Database(str(file), KEYS)


def opened(cursor: Cursor, column: str, where: str = "1 = 1") -> list[Any]:
    """The texts in a sealed column ("comments.text") of the rows for which something holds, in order."""
    table, name = column.split(".")
    owner = next(owner for each, sealed, owner in sealing.SEALED if (each, sealed) == (table, name))
    cursor.execute(f"SELECT {owner}, id, {name} FROM {table} WHERE {where} ORDER BY id", {})
    return [sealing.unseal(cursor, column, *row) for row in cursor.fetchall()]


def rows_of(cursor: Cursor, table: str) -> list[list[Any]]:
    """Every row of a table, with what is sealed in it opened."""
    cursor.execute(f"SELECT * FROM {table}", {})
    rows = [list(row) for row in cursor.fetchall()]
    columns = columns_of(cursor, table)
    for name in [name for each, name, _ in sealing.SEALED if each == table]:
        for row, text in zip(
            sorted(rows, key=itemgetter(columns.index("id"))), opened(cursor, f"{table}.{name}"), strict=True
        ):
            row[columns.index(name)] = text
    return rows


def columns_of(cursor: Cursor, table: str) -> list[str]:
    """The names of a table's columns, in their order, on either database."""
    if isinstance(cursor, SealingCursor):
        cursor.execute("SELECT name FROM pragma_table_info(:table)", {"table": table})
    else:
        cursor.execute(
            "SELECT column_name FROM information_schema.columns WHERE table_schema = 'public' AND table_name = :table"
            " ORDER BY ordinal_position",
            {"table": table},
        )
    return [name for (name,) in cursor.fetchall()]


def everything(cursor: Cursor) -> dict[str, list[list[Any]]]:
    """Every row of every table, opened: to look for what must not stand anywhere."""
    return {table: rows_of(cursor, table) for table in cursor.tables()}
