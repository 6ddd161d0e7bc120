"""Whom somebody follows, all at once: what a list of them needs, in a handful of queries however many they are."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from bot import policy
from bot.state import relations, roles, sealing
from bot.state.people import NAME
from bot.state.values import from_ms

if TYPE_CHECKING:
    from datetime import datetime

    from bot.state.cursor import Cursor
    from bot.state.relations import Relation


class Followed(NamedTuple):
    """A citizen whom somebody may know, by one relation; `name` is "" where the citizen has not said it."""

    relation: Relation
    name: str
    seen_at: datetime


def followed(cursor: Cursor, staff: int) -> list[Followed]:
    """Everybody whom somebody follows now in a role that they still have, the longest known first."""
    held = {(each.role, each.organisation) for each in roles.of_person(cursor, staff)}
    mine = [
        each
        for each in relations.of_staff(cursor, staff)
        if (each.role, each.organisation) in held and policy.may("know", role=each.role, relation="follows")
    ]
    known = _known(cursor, staff)
    return [Followed(each, *known[each.citizen]) for each in mine if each.citizen in known]


def _known(cursor: Cursor, staff: int) -> dict[int, tuple[str, datetime]]:
    """The name of each of somebody's citizens, and when they were last here."""
    cursor.execute(
        "SELECT DISTINCT p.id, p.name, p.seen_at, k.master, k.wrapped FROM relations r"
        " JOIN people p ON p.id = r.citizen LEFT JOIN data_keys k ON k.owner = p.id"
        " WHERE r.staff = :staff AND r.ended_at IS NULL",
        {"staff": staff},
    )
    return {
        person: (sealing.unseal_beside(cursor, NAME, person, person, name, (master, wrapped)), from_ms(seen))
        for person, name, seen, master, wrapped in cursor.fetchall()
    }
