"""All rows of a PostgreSQL database as one stream of bytes: how a backup holds them.

For each table a line of JSON (its name, its columns), its rows as `COPY` writes them, a line each, and a line that ends
it, which no row can be. So neither side holds more than a row, and no file in the clear is made on the way.
"""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING, Final, NamedTuple

from bot.state.sealed_file import NotWhole

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Iterator
    from typing import BinaryIO

    from bot.state.cursor import Cursor
    from bot.state.postgres_cursor import Connection

END: Final = b"\\.\n"
COLUMNS: Final = (
    "SELECT c.table_name, c.column_name FROM information_schema.columns c JOIN information_schema.tables t"
    " ON t.table_schema = c.table_schema AND t.table_name = c.table_name AND t.table_type = 'BASE TABLE'"
    " WHERE c.table_schema = current_schema() ORDER BY c.table_name, c.ordinal_position"
)


class Table(NamedTuple):
    """A table, and its columns in the order in which its rows give them."""

    name: str
    columns: tuple[str, ...]

    @property
    def told(self) -> str:
        """As `COPY` wants it."""
        return f"{self.name} ({', '.join(self.columns)})"


class Stream(io.RawIOBase):
    """Bytes that come in pieces, as something to be read."""

    def __init__(self, pieces: Iterable[bytes]) -> None:
        self._pieces = iter(pieces)
        self._left = memoryview(b"")

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override] # what a reader gives it
        while not self._left:
            piece = next(self._pieces, None)
            if piece is None:
                return 0
            self._left = memoryview(piece)
        size = min(len(buffer), len(self._left))
        buffer[:size] = self._left[:size]
        self._left = self._left[size:]
        return size


def stream(pieces: Iterable[bytes]) -> BinaryIO:
    """The same, of which any number of bytes, or a line, can be read."""
    return io.BufferedReader(Stream(pieces))


def tables(cursor: Cursor) -> list[Table]:
    """Every table that there is, by name."""
    cursor.execute(COLUMNS, {})
    found: dict[str, tuple[str, ...]] = {}
    for name, column in cursor.fetchall():
        found[name] = (*found.get(name, ()), column)
    return [Table(*each) for each in found.items()]


def given(link: Connection, these: Iterable[Table]) -> Generator[bytes]:
    """All rows of these tables, piece by piece."""
    for table in these:
        yield json.dumps(table).encode() + b"\n"
        with link.copy(f"COPY {table.told} TO STDOUT") as copy:
            for piece in copy:
                yield bytes(piece)
        yield END


def taken(source: BinaryIO) -> Iterator[tuple[Table, Iterator[bytes]]]:
    """Each table, and its rows, which have to be read before the next one. NotWhole where a table does not end."""
    while head := source.readline():
        name, columns = json.loads(head)
        yield Table(name, tuple(columns)), _rows(source)


def _rows(source: BinaryIO) -> Iterator[bytes]:
    while (line := source.readline()) != END:
        if not line:
            raise NotWhole
        yield line
