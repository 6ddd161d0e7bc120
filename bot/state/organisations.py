"""Who is responsible for the data."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.state.values import to_ms

if TYPE_CHECKING:
    from datetime import datetime

    from bot.state.cursor import Cursor
    from bot.state.ids import Ids


def ensure(cursor: Cursor, name: str, contact: str, ids: Ids, now: datetime) -> int:
    """The id of the first organisation, made or brought in line with the configuration."""
    cursor.execute("SELECT MIN(id) FROM organisations", {})
    (found,) = cursor.fetchone()
    if found is None:
        found = ids.next()
        cursor.execute(
            "INSERT INTO organisations (id, name, contact, created_at) VALUES (:id, :name, :contact, :now)",
            {"id": found, "name": name, "contact": contact, "now": to_ms(now)},
        )
    else:
        cursor.execute(
            "UPDATE organisations SET name = :name, contact = :contact WHERE id = :id",
            {"id": found, "name": name, "contact": contact},
        )
    first: int = found
    return first


def get(cursor: Cursor, organisation: int) -> tuple[str, str]:
    """The name and the contact of an organisation; KeyError where there is none of this id."""
    cursor.execute("SELECT name, contact FROM organisations WHERE id = :id", {"id": organisation})
    row: tuple[str, str] | None = cursor.fetchone()
    if row is None:
        raise KeyError(f"expected the id of an organisation, got {organisation}")
    return row
