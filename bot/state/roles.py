"""The roles that people have as staff of an organisation."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from bot import policy
from bot.state import ledger, people, sealing
from bot.state.values import from_ms, to_ms

if TYPE_CHECKING:
    from datetime import datetime

    from bot.policy import Action, Staff
    from bot.state.cursor import Cursor


class Held(NamedTuple):
    """A role that somebody has, or had."""

    id: int
    person: int
    organisation: int
    role: Staff


def give(cursor: Cursor, new_id: int, person: int, organisation: int, role: str, now: datetime) -> None:
    """Give somebody a role; nothing happens where they have it."""
    cursor.execute(
        "INSERT INTO roles (id, person, organisation, role, given_at)"
        " VALUES (:id, :person, :organisation, :role, :now)"
        " ON CONFLICT (person, organisation, role) WHERE ended_at IS NULL DO NOTHING",
        {"id": new_id, "person": person, "organisation": organisation, "role": role, "now": to_ms(now)},
    )


def end(cursor: Cursor, role_id: int, now: datetime) -> None:
    """A role ends."""
    ledger.note(cursor, "role", role_id)
    cursor.execute(
        "UPDATE roles SET ended_at = :now WHERE id = :id AND ended_at IS NULL",
        {"id": role_id, "now": to_ms(now)},
    )


def of_person(cursor: Cursor, person: int) -> list[Held]:
    """The roles that somebody has now, the first given first."""
    cursor.execute(
        "SELECT id, person, organisation, role FROM roles WHERE person = :person AND ended_at IS NULL ORDER BY id",
        {"person": person},
    )
    return [Held(*row) for row in cursor.fetchall()]


def where_may(cursor: Cursor, person: int, action: Action, role: str = "") -> tuple[str, dict[str, Any]]:
    """The condition by which a relation `r` is of a role in which somebody may do this now, and its values.

    `role`: of this one alone.
    """
    held = [
        each
        for each in of_person(cursor, person)
        if role in ("", each.role)
        and policy.may(action, role=each.role, relation="follows", sharing="shared")
    ]
    places = range(len(held))
    values: dict[str, Any] = {f"role_{place}": held[place].role for place in places}
    values |= {f"organisation_{place}": held[place].organisation for place in places}
    each_one = [f"r.role = :role_{place} AND r.organisation = :organisation_{place}" for place in places]
    return f" AND ({' OR '.join(each_one) or '1 = 0'})", values


def get(cursor: Cursor, role_id: int) -> Held | None:
    """A role that somebody has or had; None where there is none of this id."""
    cursor.execute("SELECT id, person, organisation, role FROM roles WHERE id = :id", {"id": role_id})
    row = cursor.fetchone()
    return None if row is None else Held(*row)


class Employed(NamedTuple):
    """A role that somebody has now, with what an operator knows them by."""

    id: int
    person: int
    name: str
    organisation: int
    organisation_name: str
    role: Staff
    since: datetime


def everybody(cursor: Cursor) -> list[Employed]:
    """Every role that anybody has now, by organisation and name."""
    cursor.execute(
        "SELECT r.id, r.person, r.organisation, o.name, r.role, r.given_at FROM roles r"
        " JOIN organisations o ON o.id = r.organisation WHERE r.ended_at IS NULL",
        {},
    )
    found = [
        Employed(id_, person, people.name_of(cursor, person), organisation, where, role, from_ms(given))
        for id_, person, organisation, where, role, given in cursor.fetchall()
    ]
    return sorted(found, key=lambda each: (each.organisation, each.name, each.id))


class Colleague(NamedTuple):
    """A role that somebody has in an organisation, what they are called, and when they were last here."""

    person: int
    name: str
    role: Staff
    since: datetime
    seen_at: datetime


def of_organisation(cursor: Cursor, organisation: int) -> list[Colleague]:
    """Every role that anybody has in an organisation now, the first given first."""
    cursor.execute(
        "SELECT r.person, p.name, r.role, r.given_at, p.seen_at, k.master, k.wrapped FROM roles r"
        " JOIN people p ON p.id = r.person LEFT JOIN data_keys k ON k.owner = p.id"
        " WHERE r.organisation = :organisation AND r.ended_at IS NULL ORDER BY r.id",
        {"organisation": organisation},
    )
    return [
        Colleague(
            person,
            sealing.unseal_beside(cursor, people.NAME, person, person, name, (master, wrapped)),
            role,
            from_ms(given),
            from_ms(seen),
        )
        for person, name, role, given, seen, master, wrapped in cursor.fetchall()
    ]


def has(cursor: Cursor, person: int, role: str, organisation: int) -> bool:
    """Whether somebody has this role in this organisation now."""
    return any(each.role == role and each.organisation == organisation for each in of_person(cursor, person))


def colleagues(cursor: Cursor, person: int, role: str, organisation: int) -> list[tuple[int, str]]:
    """Whoever else has a role in an organisation: id and name, in order of the name."""
    cursor.execute(
        "SELECT person FROM roles"
        " WHERE organisation = :organisation AND role = :role AND ended_at IS NULL AND person <> :person",
        {"organisation": organisation, "role": role, "person": person},
    )
    found = [(id_, people.name_of(cursor, id_)) for (id_,) in cursor.fetchall()]
    return sorted(found, key=lambda each: (each[1], each[0]))
