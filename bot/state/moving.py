"""Moving an SQLite file into an empty PostgreSQL database: all in one transaction, and compared before it counts.

The file is only read, and has a mark beside it afterwards. Whatever ends a move, also the death of the program, leaves
the file as it was and the other database as empty as it was.
"""

from __future__ import annotations

import os
from contextlib import ExitStack, closing, contextmanager
from hashlib import blake2b
from types import NoneType
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from bot.config import BOT
from bot.state import (
    databases,
    guard,
    ledger,
    migrations,
    moved_away,
    opening,
    postgres_moving,
    sealing,
    watching,
)
from bot.state.beside import restore_lock
from bot.state.errors import CannotMove, CannotOpen, StorageUnavailable, Tampered
from bot.state.transaction import transaction

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Iterator, Mapping
    from pathlib import Path

    from bot.state.connection import Connection
    from bot.state.cursor import Cursor
    from bot.state.opening import Database
    from bot.state.postgres_cursor import Connection as Target
    from bot.state.postgres_moving import Columns
    from bot.state.values import Clock

SAMPLE: Final = 1_000
"""How many of the oldest values of each sealed column are opened after the move, and how many of the newest."""
SIZE: Final = 32
"""Bytes of the digest of a row."""
SETTING: Final = "DATABASE_URL"


class Moved(NamedTuple):
    """What was moved, or would be: how many rows each table has, and the people of whom something does not open."""

    rows: Mapping[str, int]
    unopened: tuple[int, ...] = ()


class Digest:
    """What all rows of a table say together, in whatever order they come: databases put texts in different ones."""

    def __init__(self) -> None:
        self.rows = 0
        self._sum = 0

    def add(self, row: tuple[Any, ...]) -> None:
        each = blake2b(repr(row).encode(), digest_size=SIZE).digest()
        self.rows += 1
        self._sum = (self._sum + int.from_bytes(each)) % (1 << 8 * SIZE)

    def through(self, rows: Iterable[tuple[Any, ...]]) -> Iterator[tuple[Any, ...]]:
        """The same rows, each of which is added as it passes."""
        for row in rows:
            self.add(row)
            yield row

    @classmethod
    def of(cls, rows: Iterable[tuple[Any, ...]]) -> Digest:
        made = cls()
        for row in rows:
            made.add(row)
        return made

    @property
    def told(self) -> tuple[int, int]:
        """What two digests of the same rows have in common."""
        return self.rows, self._sum


def look(file: str, database: Database) -> Moved:
    """What a move would move. CannotMove, or an error of opening, where it would be refused; it changes nothing."""
    with postgres_moving.empty(database), _source(file, database) as source:
        return Moved({table: _count(source, table) for table in _tables(source)})


def move(file: str, database: Database, *, clock: Clock) -> Moved:
    """Move everything, and compare it. Errors as `look`; CannotMove, too, where anything differs: nothing is moved."""
    with postgres_moving.empty(database) as target:
        with (
            _source(file, database) as source,
            postgres_moving.explained(database.url),
            transaction(target),
        ):
            columns = postgres_moving.make_tables(target, clock())
            _see_same_tables(source, columns)
            put_back = postgres_moving.set_aside(target)
            digests = {}
            for table, names in columns.items():
                digests[table] = _bring_in(source, target, table, names, database.url)
            put_back()
            for table, names in columns.items():
                _compare(table, digests[table], Digest.of(postgres_moving.read_back(target, table, names)))
            unopened = _unopened(target.cursor())
            watching.forget_backups(target.cursor())
            moved_away.put(opening.path_of(file), databases.told(database.url), clock())
        postgres_moving.settle(target, database, clock)
    return Moved({table: digest.rows for table, digest in sorted(digests.items())}, unopened)


def _bring_in(source: Connection, target: Target, table: str, columns: Columns, url: str) -> Digest:
    """Stream a table over; what its rows said in the file."""
    digest = Digest()
    with closing(_rows(source, table, columns)) as rows, postgres_moving.explained(url, table):
        postgres_moving.bring_in(target, table, columns, digest.through(rows))
    return digest


@contextmanager
def _source(file: str, database: Database) -> Iterator[Connection]:
    """One state of the file, which nobody else uses meanwhile, and of which not a byte is changed."""
    with _named(), ExitStack() as stack:
        path = moved_away.unmoved(_existing(file), databases.told(database.url))
        stack.callback(os.close, opening.take_lock(path))
        stack.enter_context(_no_command(path))
        source = stack.enter_context(opening.untouched(path, database.keys, opening.PATIENCE))
        _see_up_to_date(source.cursor(), path)
        sealing.see_nobodys(source.cursor())
        _see_ledger(source.cursor(), path, database)
        stack.enter_context(transaction(source, reading=True))
        yield source


def _existing(file: str) -> Path:
    path = opening.path_of(file)
    with opening.explained(path):
        if opening.is_missing(path):
            raise CannotMove(
                f"FILE: expected an SQLite database at {path}, found nothing there; correct the path"
            )
    return path


@contextmanager
def _named() -> Iterator[None]:
    """Let what is said of the file name it as the argument that it is: the setting is the other database."""
    try:
        yield
    except (CannotOpen, StorageUnavailable) as error:
        said = str(error)
        if not said.startswith(f"{SETTING}:"):
            raise
        raise type(error)(f"FILE{said.removeprefix(SETTING)}") from error


@contextmanager
def _no_command(path: Path) -> Iterator[None]:
    """While no command changes the file: what it changed now would be lost."""
    with ExitStack() as stack:
        try:
            stack.enter_context(guard.held(restore_lock(path)))
        except BlockingIOError as error:
            raise CannotMove(
                f"FILE: a command, like a backup or an erasure, is at work on {path} just now; wait for it to end. "
                "Nothing was changed"
            ) from error
        yield


def _see_up_to_date(cursor: Cursor, path: Path) -> None:
    missing = migrations.missing(migrations.applied(cursor))
    if missing:
        raise CannotMove(
            f"FILE: expected a database of this version at {path}, found one that has not been through {missing[0]!r}; "
            f"bring it up to date first: DATABASE_URL=sqlite:///{path} {BOT} migrate. Nothing was changed"
        )


def _see_ledger(cursor: Cursor, path: Path, database: Database) -> None:
    """Without its ledger a backup of the file, restored later, would bring back who is erased after the move."""
    file = databases.ledger_of(database.url, database.ledger)
    if file is None:
        raise CannotMove(
            f"ERASURE_LEDGER: expected the erasure ledger of {path}, got none; name the file that the bot has written "
            f"until now ({opening.ledger_of(str(path), '')}, where it was never set), for the bot goes on with it. "
            "Nothing was changed"
        )
    beside = opening.ledger_of(str(path), "")
    if not file.exists() and beside.exists():
        raise CannotMove(
            f"ERASURE_LEDGER: expected the ledger of this database at {file}, found nothing; it lies beside the file, "
            f"so move it there: mv {beside} {file}. Nothing was changed"
        )
    trouble = ledger.trouble(cursor, file)
    if trouble:
        raise CannotMove(f"{trouble}. Nothing was changed")


def _see_same_tables(source: Connection, columns: Mapping[str, Columns]) -> None:
    """Whatever else is in the file would be left behind without a word."""
    names = "SELECT name FROM pragma_table_info(:table)"
    found = {
        table: {name for (name,) in source.execute(names, {"table": table})} for table in _tables(source)
    }
    for table in sorted(found.keys() | columns.keys()):
        expected = {name for name, _ in columns.get(table, ())}
        if found.get(table, set()) != expected:
            raise CannotMove(
                f"FILE: expected the table {table} to have the columns of this version ({_list(expected)}), found "
                f"{_list(found.get(table, set()))}. Nothing was moved"
            )


def _tables(source: Connection) -> list[str]:
    """In order; without what SQLite keeps for itself."""
    return sorted(name for name in source.cursor().tables() if not name.startswith("sqlite_"))


def _list(names: set[str]) -> str:
    return ", ".join(sorted(names)) or "none"


def _rows(source: Connection, table: str, columns: Columns) -> Generator[tuple[Any, ...]]:
    """The rows of a table; CannotMove for a value that SQLite lets stand where it does not belong."""
    names = ", ".join(name for name, _ in columns)
    kinds = [(str if kind == "text" else int, NoneType) for _, kind in columns]
    with closing(source.execute(f"SELECT {names} FROM {table}")) as cursor:  # noqa: S608 - our own schema
        for row in cursor:
            if not all(map(isinstance, row, kinds)):
                raise CannotMove(
                    f"FILE: the table {table} holds a value of a kind that its column cannot have: somebody, or a "
                    "disk, has changed it. Nothing was moved; restore a backup of before"
                )
            yield row


def _count(source: Connection, table: str) -> int:
    (found,) = source.execute(f"SELECT COUNT(*) FROM {table}").fetchone()  # noqa: S608 - the same
    return int(found)


def _compare(table: str, source: Digest, target: Digest) -> None:
    if source.told != target.told:
        raise CannotMove(
            f"the table {table} does not say the same after the move ({source.rows:,} rows in the file, "
            f"{target.rows:,} on PostgreSQL). Nothing was moved; try once more, and report it if it stays so"
        )


def _unopened(cursor: Cursor) -> tuple[int, ...]:
    """The people of whom a value does not open, of those that are tried. Tampered or MissingKey where no key is right.

    As all rows are the same, what does not open is what does not open in the file either.
    """
    sealing.see_nobodys(cursor)
    found = set()
    for table, column, owner in sealing.SEALED:
        for end in ("ORDER BY id", "ORDER BY id DESC"):
            cursor.execute(
                f"SELECT id, {owner}, {column} FROM {table} WHERE {column} <> '' {end} LIMIT :most",  # noqa: S608 - constants
                {"most": SAMPLE},
            )
            found |= {row[1] for row in cursor.fetchall() if not _opens(cursor, f"{table}.{column}", *row)}
    return tuple(sorted(found))


def _opens(cursor: Cursor, column: str, row: int, owner: int, stored: str) -> bool:
    try:
        sealing.unseal(cursor, column, owner, row, stored)
    except Tampered:
        return False
    return True
