"""What a person has said yes or no to, of which version, to whom and when. Each decision is a row; the newest holds.

Whoever takes their yes to the terms back is erased with all that is theirs, so that a no stands only to other things.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from bot.engine.effects import TERMS
from bot.state import ledger
from bot.state.values import from_ms, to_ms

if TYPE_CHECKING:
    from datetime import datetime

    from bot.engine.effects import ConsentKind
    from bot.state.cursor import Cursor


class Consent(NamedTuple):
    """A decision: on what, the organisation, the version of the text, when it was made, and whether it was a yes."""

    id: int
    kind: ConsentKind
    organisation: int
    text_version: str
    given_at: datetime
    agreed: bool


def consents_by_kind(cursor: Cursor) -> None:
    """The part of a migration by which people agree to several things, and can take some back; before, to the terms."""
    cursor.execute("ALTER TABLE consents ADD COLUMN kind TEXT NOT NULL DEFAULT 'terms'", {})
    cursor.execute("ALTER TABLE consents ADD COLUMN agreed SMALLINT NOT NULL DEFAULT 1", {})
    cursor.execute("ALTER TABLE consents DROP COLUMN withdrawn_at", {})


def give(
    cursor: Cursor,
    new_id: int,
    person: int,
    organisation: int,
    text_version: str,
    now: datetime,
    kind: ConsentKind = TERMS,
    *,
    agreed: bool = True,
) -> None:
    """Remember that a person said yes, or no, to the text of this version; a no closes every yes before it."""
    for each in () if agreed else of_person(cursor, person):
        if each.kind == kind and each.agreed:
            ledger.note(cursor, "consent", each.id)
    cursor.execute(
        "INSERT INTO consents (id, person, organisation, text_version, given_at, kind, agreed)"
        " VALUES (:id, :person, :organisation, :text_version, :now, :kind, :agreed)",
        {
            "id": new_id,
            "person": person,
            "organisation": organisation,
            "text_version": text_version,
            "now": to_ms(now),
            "kind": kind,
            "agreed": int(agreed),
        },
    )


def of_person(cursor: Cursor, person: int) -> list[Consent]:
    """Every decision of a person, the oldest first."""
    cursor.execute(
        "SELECT id, kind, organisation, text_version, given_at, agreed FROM consents"
        " WHERE person = :person ORDER BY id",
        {"person": person},
    )
    return [
        Consent(id_, kind, organisation, version, from_ms(given), bool(agreed))
        for id_, kind, organisation, version, given, agreed in cursor.fetchall()
    ]


def current(cursor: Cursor, person: int, kind: ConsentKind = TERMS) -> Consent | None:
    """The newest decision on something; None where nothing was decided yet."""
    return next((each for each in reversed(of_person(cursor, person)) if each.kind == kind), None)


def stands(
    cursor: Cursor,
    person: int,
    organisation: int,
    text_version: str,
    kind: ConsentKind,
    *,
    agreed: bool,
) -> bool:
    """Whether just that is their newest decision: saying it once more, as by an old button, adds nothing."""
    newest = current(cursor, person, kind)
    said = (organisation, text_version, agreed)
    return newest is not None and (newest.organisation, newest.text_version, newest.agreed) == said
