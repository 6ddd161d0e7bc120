"""A PostgreSQL connection as the store wants it: its cursors know the master keys, and take `:name` as parameters."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any, ClassVar, Final, NamedTuple

import psycopg
from psycopg import RawCursor
from psycopg.adapt import Dumper, Loader
from psycopg.pq import TransactionStatus
from psycopg.types.numeric import Int8Dumper

if TYPE_CHECKING:
    from collections.abc import Mapping
    from contextlib import AbstractContextManager

    from psycopg.abc import Buffer

    from bot.state.keys import Keys

STATEMENTS: Final = 1_000
"""How many statements stay prepared: more than the program has."""
UNDOES: Final = "ROLLBACK"
"""How a statement begins that undoes a transaction, or what was done since a savepoint."""
PLACES: Final = re.compile(r"'[^']*'|::|:([a-z_][a-z_0-9]*)")
"""A text in a statement or the sign before a type, which stay as they are, or a parameter."""


class Statement(NamedTuple):
    """A statement as PostgreSQL takes it, and the names of what stands at $1, $2 and so on."""

    sql: bytes
    names: tuple[str, ...]


@lru_cache(maxsize=4 * STATEMENTS)
def translated(sql: str) -> Statement:
    """The same statement with `$1` in the place of the first `:name`, and so on; each name has one number."""
    names: dict[str, int] = {}

    def numbered(found: re.Match[str]) -> str:
        name = found[1]
        return found[0] if name is None else f"${names.setdefault(name, len(names) + 1)}"

    return Statement(PLACES.sub(numbered, sql).encode(), tuple(names))


class _Truth(Dumper):
    """True and False are numbers, as they are on SQLite."""

    oid = Int8Dumper.oid

    def dump(self, obj: bool) -> Buffer:
        return b"1" if obj else b"0"


class _Number(Loader):
    """A sum of numbers is a number, whatever type PostgreSQL gives it."""

    def load(self, data: Buffer) -> int | float:
        text = bytes(data).decode()
        return float(text) if "." in text else int(text)


def undone(raw: RawCursor[Any], sql: str) -> RawCursor[Any]:
    """Undo something. The driver would forget all statements that are prepared, lest a table had gone with it."""
    raw.connection.prepare_threshold = None
    try:
        return raw.execute(sql.encode())
    finally:
        raw.connection.prepare_threshold = 0


class PostgresCursor:
    """A cursor with which texts can be sealed and opened. A `Cursor`."""

    skip_locked: Final = " FOR UPDATE SKIP LOCKED"

    def __init__(self, raw: RawCursor[tuple[Any, ...]], keys: Keys) -> None:
        self._raw = raw
        self.keys = keys
        self.wrapped: dict[int, tuple[str, str]] = {}

    def execute(self, sql: str, parameters: Mapping[str, Any] | None = None, /) -> object:
        if sql.startswith(UNDOES):
            return undone(self._raw, sql)
        if not parameters:
            return self._raw.execute(sql.encode())
        statement = translated(sql)
        return self._raw.execute(statement.sql, [parameters[name] for name in statement.names])

    def fetchone(self) -> Any:
        return self._raw.fetchone()

    def fetchall(self) -> list[Any]:
        return self._raw.fetchall()

    @property
    def rowcount(self) -> int:
        return self._raw.rowcount

    def tables(self) -> set[str]:
        self.execute("SELECT table_name FROM information_schema.tables WHERE table_schema = current_schema()")
        return {name for (name,) in self.fetchall()}


class Connection:
    """A connection to a database that is sealed with these keys. A `bot.state.cursor.Connection`."""

    TO_WRITE: ClassVar[str] = "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE"
    TO_READ: ClassVar[str] = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"

    def __init__(self, link: psycopg.Connection[tuple[Any, ...]], keys: Keys) -> None:
        """Each whole number is sent as the same type, so that a statement is prepared once, whatever it is given."""
        self._link = link
        self.keys = keys
        self.has_served = False
        """Whether it has done anything since somebody has set this to False."""
        self.vouched = frozenset[str]()
        """The master keys of which it has said that the program knows them."""
        link.prepare_threshold = 0
        link.prepared_max = STATEMENTS
        link.adapters.register_dumper(int, Int8Dumper)
        link.adapters.register_dumper(bool, _Truth)
        link.adapters.register_loader("numeric", _Number)

    @property
    def in_transaction(self) -> bool:
        return self._link.info.transaction_status in {TransactionStatus.INTRANS, TransactionStatus.INERROR}

    @property
    def has_failed(self) -> bool:
        """Whether a statement of the present transaction has failed: until that is undone all others fail too."""
        return self._link.info.transaction_status == TransactionStatus.INERROR

    @property
    def is_lost(self) -> bool:
        """Whether nothing can be done with it any more."""
        return self._link.closed

    def cursor(self) -> PostgresCursor:
        return PostgresCursor(RawCursor(self._link), self.keys)

    def execute(self, sql: str, /) -> object:
        """Begin or end something; it is not prepared. OperationalError for a COMMIT that could only undo."""
        raw = RawCursor(self._link)
        done = undone(raw, sql) if sql.startswith(UNDOES) else raw.execute(sql.encode(), prepare=False)
        if sql == "COMMIT" and done.statusmessage != sql:
            raise psycopg.OperationalError("a statement of the transaction had failed")
        self.has_served = True
        return done

    def copy(self, sql: str, /) -> AbstractContextManager[psycopg.Copy]:
        """Let rows stream in, or out."""
        return RawCursor(self._link).copy(sql.encode())

    def close(self) -> None:
        self._link.close()
