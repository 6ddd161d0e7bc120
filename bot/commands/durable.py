"""Whether PostgreSQL keeps what it has acknowledged, as `status` and the log of a start tell it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.commands.line import Line
from bot.state import databases

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.state.cursor import Cursor
    from bot.state.opening import Database

RISKS: Final = {
    "fsync": "a power cut may lose what people were told is kept, and break the whole database",
    "full_page_writes": "a power cut may break the whole database, but on a file system like ZFS",
}


def warnings(cursor: Cursor, url: str) -> list[str]:
    """What is to be feared of the server's settings; nothing on SQLite, where the program sets its own."""
    return [f"PostgreSQL runs with {name} = off: {RISKS[name]}" for name in databases.unsafe(cursor, url)]


def lines(cursor: Cursor, database: Database) -> Iterator[Line]:
    """The line of `status`, on PostgreSQL."""
    if not databases.is_postgres(database.url):
        return
    off = databases.unsafe(cursor, database.url)
    if not off:
        yield Line("durable", value=True, said="PostgreSQL keeps what it has acknowledged.")
        return
    said = ". ".join(warnings(cursor, database.url))
    advice = f"set {' and '.join(f'{name} = on' for name in off)} in postgresql.conf, and let the server read it anew"
    yield Line("durable", value=False, said=f"{said}.", advice=advice)
