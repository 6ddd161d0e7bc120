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


def of_person(cursor: Cursor, person: int) -> list[Consent]:
    """Every consent of a person, the oldest first."""
    cursor.execute(
        "SELECT organisation, text_version, given_at FROM consents WHERE person = :person ORDER BY id",
        {"person": person},
    )
    return [
        Consent(organisation, version, from_ms(given)) for organisation, version, given in cursor.fetchall()
    ]


def current(cursor: Cursor, person: int) -> Consent | None:
    """The newest consent."""
    return next(reversed(of_person(cursor, person)), None)
