"""What a person agreed to, with whom and when.

Whoever takes a consent back is erased with all that is theirs, so the column `withdrawn_at` is never written.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from bot.state.values import from_ms, to_ms

if TYPE_CHECKING:
    from datetime import datetime

    from bot.state.cursor import Cursor


class Consent(NamedTuple):
    """A consent: the organisation, the version of the terms, and when it was given."""

    organisation: int
    text_version: str
    given_at: datetime


def give(
    cursor: Cursor, new_id: int, person: int, organisation: int, text_version: str, now: datetime
) -> None:
    """Remember that a person agreed to the terms of this version."""
    cursor.execute(
        "INSERT INTO consents (id, person, organisation, text_version, given_at)"
        " VALUES (:id, :person, :organisation, :text_version, :now)",
        {
            "id": new_id,
            "person": person,
            "organisation": organisation,
            "text_version": text_version,
            "now": to_ms(now),
        },
    )


def current(cursor: Cursor, person: int) -> Consent | None:
    """The newest consent."""
    cursor.execute(
        "SELECT organisation, text_version, given_at FROM consents"
        " WHERE person = :person ORDER BY id DESC LIMIT 1",
        {"person": person},
    )
    row = cursor.fetchone()
    return None if row is None else Consent(row[0], row[1], from_ms(row[2]))
