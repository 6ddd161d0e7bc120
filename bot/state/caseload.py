"""Whom somebody follows, all at once: what a list of them needs, in a handful of queries however many they are.

What everybody is put in order by is read without anything being opened; names are opened of those alone who are shown.
"""

from __future__ import annotations

from datetime import date
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from bot import policy
from bot.state import relations, roles, sealing
from bot.state.people import NAME
from bot.state.values import from_ms, narrowed, optional_moment, unless_narrowed

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from bot.state.cursor import Cursor
    from bot.state.relations import Relation


class Followed(NamedTuple):
    """A citizen whom somebody may know, by one relation; `name` is "" where the citizen has not said it."""

    relation: Relation
    name: str
    seen_at: datetime


class Plan(NamedTuple):
    """A plan that somebody is shown and has opened: the day that it is for, and when they last said something of it."""

    citizen: int
    day: date
    said_at: datetime | None


def standing(cursor: Cursor, staff: int, *, by_seen: bool = False) -> list[int]:
    """Everybody whom somebody follows now in a role that they still have, each once, the longest known first.

    `by_seen`: who was not here for longest first. Nothing of anybody is opened.
    """
    condition, values = roles.where_may(cursor, staff, "know")
    joined, order = (" JOIN people p ON p.id = r.citizen", "p.seen_at, r.id") if by_seen else ("", "r.id")
    cursor.execute(
        f"SELECT r.citizen FROM relations r{joined}"  # noqa: S608 - constants
        f" WHERE r.staff = :staff AND r.ended_at IS NULL{condition} ORDER BY {order}",
        {"staff": staff} | values,
    )
    return list(dict.fromkeys(chain.from_iterable(cursor.fetchall())))


def since(cursor: Cursor, staff: int, only: Collection[int] | None = None) -> dict[int, int]:
    """Since when, in ms, somebody follows each citizen as the contact person who may read what they show."""
    held, values = roles.where_may(cursor, staff, "read", "contact")
    condition, named = narrowed("r.citizen", only)
    by_staff = unless_narrowed("r.staff", only)
    cursor.execute(
        "SELECT r.citizen, r.since FROM relations r"  # noqa: S608 - constants
        f" WHERE {by_staff} = :staff AND r.ended_at IS NULL{held}{condition}",
        {"staff": staff} | values | named,
    )
    return dict(cursor.fetchall())


def followed(cursor: Cursor, staff: int, only: Collection[int]) -> list[Followed]:
    """These of those whom somebody follows now in a role that they still have, the longest known first."""
    held = {(each.role, each.organisation) for each in roles.of_person(cursor, staff)}
    mine = [
        each
        for each in relations.of_staff(cursor, staff, only=only)
        if (each.role, each.organisation) in held and policy.may("know", role=each.role, relation="follows")
    ]
    condition, values = narrowed("id", only)
    cursor.execute(f"SELECT id, name, seen_at FROM people WHERE 1 = 1{condition}", values)  # noqa: S608 - constants
    found = cursor.fetchall()
    called = sealing.unseal_names(cursor, NAME, {person: name for person, name, _ in found})
    seen = {person: from_ms(at) for person, _, at in found}
    return [Followed(each, called[each.citizen], seen[each.citizen]) for each in mine if each.citizen in seen]


def names(cursor: Cursor, staff: int) -> dict[int, str]:
    """Everybody as `standing` finds them, and what they are called."""
    condition, values = roles.where_may(cursor, staff, "know")
    cursor.execute(
        "SELECT p.id, p.name FROM relations r JOIN people p ON p.id = r.citizen"  # noqa: S608 - constants
        f" WHERE r.staff = :staff AND r.ended_at IS NULL{condition} ORDER BY r.id",
        {"staff": staff} | values,
    )
    return sealing.unseal_names(cursor, NAME, dict(cursor.fetchall()))


def stars_shown(
    cursor: Cursor, staff: int, begun: date, until: date, only: Collection[int] | None = None
) -> list[tuple[int, int, int]]:
    """The days of the first and of the newest star of each citizen who shows some, as `date.toordinal` counts.

    Only where the first one is of `begun` or later, and the newest of `until` or earlier.
    """
    condition, named = narrowed("s.citizen", only)
    cursor.execute(
        "SELECT s.citizen, MIN(s.day), MAX(s.day) FROM shares s WHERE s.viewer = :staff AND s.withdrawn_at IS NULL"  # noqa: S608 - constants
        f" AND s.flow = 'star' AND s.day IS NOT NULL{condition}"
        " GROUP BY s.citizen HAVING MIN(s.day) >= :begun AND MAX(s.day) <= :until",
        {"staff": staff, "begun": begun.toordinal(), "until": until.toordinal()} | named,
    )
    return list(cursor.fetchall())


def plans_shown(
    cursor: Cursor, staff: int, first: date, last: date, only: Collection[int] | None = None
) -> list[Plan]:
    """The plans for a day from the first to the last that somebody is shown, and has opened, and that are open."""
    condition, named = narrowed("s.citizen", only)
    # A plus keeps SQLite from going through everything that they have ever looked at or said, for each plan.
    cursor.execute(
        "SELECT s.citizen, s.day,"  # noqa: S608 - constants
        " (SELECT MAX(c.said_at) FROM comments c WHERE c.exercise = s.exercise AND +c.author = s.viewer)"
        " FROM shares s WHERE s.viewer = :staff AND s.withdrawn_at IS NULL AND s.flow = 'plan'"
        f" AND s.day BETWEEN :first AND :last{condition}"
        " AND EXISTS (SELECT 1 FROM looks l WHERE l.exercise = s.exercise AND +l.viewer = s.viewer"
        " AND l.version = s.version AND l.id > s.id)"
        " AND NOT EXISTS (SELECT 1 FROM shares newer WHERE newer.exercise = s.exercise"
        " AND newer.viewer = s.viewer AND newer.withdrawn_at IS NULL AND newer.version > s.version)",
        {"staff": staff, "first": first.toordinal(), "last": last.toordinal()} | named,
    )
    return [
        Plan(shown_by, date.fromordinal(day), optional_moment(said))
        for shown_by, day, said in cursor.fetchall()
    ]
