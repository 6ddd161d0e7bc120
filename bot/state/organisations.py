"""Who is responsible for the data."""

from __future__ import annotations

from typing import TYPE_CHECKING
from unicodedata import normalize

from bot.state.values import from_ms, to_ms

if TYPE_CHECKING:
    from datetime import datetime

    from bot.state.cursor import Cursor
    from bot.state.ids import Ids


def kept_elsewhere(cursor: Cursor) -> None:
    """The migration by which an organisation says what the law makes it keep outside of this program."""
    cursor.execute("ALTER TABLE organisations ADD COLUMN keeps TEXT NOT NULL DEFAULT ''", {})


def ensure(cursor: Cursor, name: str, contact: str, ids: Ids, now: datetime, keeps: str = "") -> int:
    """The id of the bot's own organisation, made where the one before had another name.

    Whoever belonged to that one belongs to the new one. Whom somebody agreed with is kept with their consent, so an
    earlier one stays. One of this name that an operator has made already becomes it.
    """
    own = _own(cursor)
    if own is None or own[1] != name:
        # Of programs that start together one makes it; the others wait here, at a row that is always there.
        cursor.execute(
            "UPDATE migrations SET name = name WHERE name = (SELECT MIN(name) FROM migrations)", {}
        )
        own = _own(cursor)
    if own is not None and own[1] == name:
        found = own[0]
        cursor.execute(
            "UPDATE organisations SET contact = :contact, keeps = :keeps WHERE id = :id",
            {"id": found, "contact": contact, "keeps": keeps},
        )
        return found
    made = named(cursor, name) or create(cursor, ids.next(), name, contact, now)
    cursor.execute(
        "UPDATE organisations SET own = CASE WHEN id = :id THEN 1 ELSE 0 END,"
        " contact = CASE WHEN id = :id THEN :contact ELSE contact END,"
        " keeps = CASE WHEN id = :id THEN :keeps ELSE keeps END",
        {"id": made, "contact": contact, "keeps": keeps},
    )
    if own is not None:
        for table in ("people", "roles", "relations", "invitations", "figures"):
            cursor.execute(
                f"UPDATE {table} SET organisation = :id WHERE organisation = :before",  # noqa: S608 - constants
                {"id": made, "before": own[0]},
            )
    return made


def _own(cursor: Cursor) -> tuple[int, str] | None:
    """The bot's own organisation, and its name; None before a first start."""
    cursor.execute("SELECT id, name FROM organisations WHERE own = 1", {})
    found: tuple[int, str] | None = cursor.fetchone()
    return found


def create(cursor: Cursor, new_id: int, name: str, contact: str, now: datetime, keeps: str = "") -> int:
    """Store one more organisation, and give its id."""
    cursor.execute(
        "INSERT INTO organisations (id, name, contact, keeps, own, created_at)"
        " VALUES (:id, :name, :contact, :keeps, 0, :now)",
        {"id": new_id, "name": name, "contact": contact, "keeps": keeps, "now": to_ms(now)},
    )
    return new_id


def named(cursor: Cursor, name: str) -> int | None:
    """The id of the organisation of this name; "" is the bot's own. None where there is none."""
    cursor.execute(
        "SELECT id FROM organisations WHERE name = :name OR :name = '' AND own = 1"
        " ORDER BY own DESC, id DESC LIMIT 1",
        {"name": name},
    )
    row = cursor.fetchone()
    return None if row is None else row[0]


def alike(cursor: Cursor, name: str) -> int | None:
    """The id of the organisation whose name reads like this one, in small or capital letters; None for none."""
    cursor.execute("SELECT id, name FROM organisations ORDER BY own DESC, id DESC", {})
    found = {_read(known): number for number, known in reversed(cursor.fetchall())}
    return found.get(_read(name))


def _read(name: str) -> str:
    """What tells names apart for somebody who reads them."""
    return " ".join(normalize("NFKC", name).casefold().split())


def all_of(cursor: Cursor) -> list[tuple[str, str]]:
    """The name and the contact of every organisation, the first made first."""
    cursor.execute("SELECT name, contact FROM organisations ORDER BY id", {})
    return cursor.fetchall()


def made(cursor: Cursor) -> list[tuple[int, datetime]]:
    """The id of every organisation, and since when it is here."""
    cursor.execute("SELECT id, created_at FROM organisations ORDER BY id", {})
    return [(number, from_ms(created)) for number, created in cursor.fetchall()]


def get(cursor: Cursor, organisation: int) -> tuple[str, str]:
    """The name and the contact of an organisation; KeyError where there is none of this id."""
    cursor.execute("SELECT name, contact FROM organisations WHERE id = :id", {"id": organisation})
    row: tuple[str, str] | None = cursor.fetchone()
    if row is None:
        raise KeyError(f"expected the id of an organisation, got {organisation}")
    return row


def keeps(cursor: Cursor, organisation: int) -> str:
    """What the law makes an organisation keep outside of this program, "" where it has not said so."""
    cursor.execute("SELECT keeps FROM organisations WHERE id = :id", {"id": organisation})
    row = cursor.fetchone()
    return "" if row is None else row[0]
