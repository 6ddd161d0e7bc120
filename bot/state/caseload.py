"""Whom somebody follows, all at once: what a list of them needs, in a handful of queries however many they are.

What everybody is put in order by is read without anything being opened; names are opened of those alone who are shown.
"""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from bot import policy
from bot.state import relations, roles, sealing
from bot.state.people import NAME
from bot.state.values import from_ms, narrowed

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from bot.policy import Staff
    from bot.state.cursor import Cursor
    from bot.state.relations import Relation


class Followed(NamedTuple):
    """A citizen whom somebody may know, by one relation; `name` is "" where the citizen has not said it."""

    relation: Relation
    name: str
    seen_at: datetime


def standing(cursor: Cursor, staff: int, *, by_seen: bool = False) -> list[int]:
    """The same citizens as `followed`, each once and in the same order; nothing of theirs is opened.

    `by_seen`: who was not here for longest first.
    """
    held = sorted(_held(cursor, staff))
    roles_held = " OR ".join(f"r.role = :role_{n} AND r.organisation = :at_{n}" for n in range(len(held)))
    values = {f"role_{n}": role for n, (role, _) in enumerate(held)}
    places = {f"at_{n}": organisation for n, (_, organisation) in enumerate(held)}
    cursor.execute(
        f"SELECT r.citizen FROM relations r{' JOIN people p ON p.id = r.citizen' if by_seen else ''}"  # noqa: S608 - constants
        f" WHERE r.staff = :staff AND r.ended_at IS NULL AND ({roles_held or '1 = 0'})"
        f" ORDER BY {'p.seen_at, r.id' if by_seen else 'r.id'}",
        {"staff": staff} | values | places,
    )
    return list(dict.fromkeys(chain.from_iterable(cursor.fetchall())))


def followed(cursor: Cursor, staff: int, *, only: Collection[int] | None = None) -> list[Followed]:
    """Everybody whom somebody follows now in a role that they still have, the longest known first.

    `only`: of these citizens alone.
    """
    held = _held(cursor, staff)
    mine = [
        each
        for each in relations.of_staff(cursor, staff, only=only)
        if (each.role, each.organisation) in held
    ]
    known = _known(cursor, staff, only)
    return [Followed(each, *known[each.citizen]) for each in mine if each.citizen in known]


def _held(cursor: Cursor, staff: int) -> set[tuple[Staff, int]]:
    """The roles, each with its organisation, in which somebody may know whom they follow."""
    return {
        (each.role, each.organisation)
        for each in roles.of_person(cursor, staff)
        if policy.may("know", role=each.role, relation="follows")
    }


def _known(cursor: Cursor, staff: int, only: Collection[int] | None) -> dict[int, tuple[str, datetime]]:
    """The name of each of somebody's citizens, and when they were last here."""
    condition, values = narrowed("r.citizen", only)
    cursor.execute(
        "SELECT DISTINCT p.id, p.name, p.seen_at, k.master, k.wrapped FROM relations r"  # noqa: S608 - constants
        " JOIN people p ON p.id = r.citizen LEFT JOIN data_keys k ON k.owner = p.id"
        f" WHERE r.staff = :staff AND r.ended_at IS NULL{condition}",
        {"staff": staff} | values,
    )
    return {
        person: (sealing.unseal_beside(cursor, NAME, person, person, name, (master, wrapped)), from_ms(seen))
        for person, name, seen, master, wrapped in cursor.fetchall()
    }
