"""Who is responsible for the data."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.state.values import to_ms

if TYPE_CHECKING:
    from datetime import datetime

    from bot.state.cursor import Cursor
    from bot.state.ids import Ids


def ensure(cursor: Cursor, name: str, contact: str, ids: Ids, now: datetime) -> int:
    """The id of the organisation that is responsible now, made where none of this name was the last.

    Everybody belongs to the newest one. Whom somebody agreed with is kept with their consent, so an earlier one stays.
    """
    cursor.execute("SELECT id, name FROM organisations ORDER BY id DESC LIMIT 1", {})
    newest: tuple[int, str] | None = cursor.fetchone()
    if newest is not None and newest[1] == name:
        found = newest[0]
        cursor.execute(
            "UPDATE organisations SET contact = :contact WHERE id = :id", {"id": found, "contact": contact}
        )
        return found
    made = ids.next()
    cursor.execute(
        "INSERT INTO organisations (id, name, contact, created_at) VALUES (:id, :name, :contact, :now)",
        {"id": made, "name": name, "contact": contact, "now": to_ms(now)},
    )
    cursor.execute("UPDATE people SET organisation = :id", {"id": made})
    return made


def get(cursor: Cursor, organisation: int) -> tuple[str, str]:
    """The name and the contact of an organisation; KeyError where there is none of this id."""
    cursor.execute("SELECT name, contact FROM organisations WHERE id = :id", {"id": organisation})
    row: tuple[str, str] | None = cursor.fetchone()
    if row is None:
        raise KeyError(f"expected the id of an organisation, got {organisation}")
    return row
