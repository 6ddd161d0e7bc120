"""Who follows whom: a citizen, somebody of the staff, and in which role."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from bot.state import ledger
from bot.state.errors import Conflict
from bot.state.values import from_ms, narrowed, optional_moment, to_ms, unless_narrowed

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from bot.policy import Staff
    from bot.state.cursor import Cursor

_COLUMNS: Final = "id, citizen, staff, organisation, role, silence_days, since, ended_at, reminders_off_at"


class Relation(NamedTuple):
    """A citizen and somebody who follows them; `ended_at` None: now. `silence_days` 0: no alert.

    `reminders_off_at`: since then the citizen wants no reminders by it; None: they may come.
    """

    id: int
    citizen: int
    staff: int
    organisation: int
    role: Staff
    silence_days: int
    since: datetime
    ended_at: datetime | None
    reminders_off_at: datetime | None


def wish_for_no_reminders(cursor: Cursor) -> None:
    """The migration by which a citizen can want no reminders from somebody who follows them."""
    cursor.execute("ALTER TABLE relations ADD COLUMN reminders_off_at BIGINT", {})


def begin(
    cursor: Cursor, new_id: int, citizen: int, staff: int, organisation: int, role: str, now: datetime
) -> None:
    """Somebody follows a citizen from now on. A citizen has one contact person: another one has to be ended first.

    Whoever wants no reminders from them as they follow already wants none in a further role either.
    """
    cursor.execute(
        "INSERT INTO relations (id, citizen, staff, organisation, role, silence_days, since, reminders_off_at)"
        " VALUES (:id, :citizen, :staff, :organisation, :role, 0, :now, (SELECT MAX(reminders_off_at) FROM relations"
        " WHERE citizen = :citizen AND staff = :staff AND ended_at IS NULL))",
        {
            "id": new_id,
            "citizen": citizen,
            "staff": staff,
            "organisation": organisation,
            "role": role,
            "now": to_ms(now),
        },
    )


def get(cursor: Cursor, relation: int) -> Relation | None:
    """A relation, of now or of before; None where there is none of this id."""
    cursor.execute(f"SELECT {_COLUMNS} FROM relations WHERE id = :id", {"id": relation})  # noqa: S608 - constants
    row = cursor.fetchone()
    return None if row is None else _relation(row)


def of_citizen(cursor: Cursor, citizen: int) -> list[Relation]:
    """Who follows a citizen now, the contact person first."""
    cursor.execute(
        f"SELECT {_COLUMNS} FROM relations WHERE citizen = :citizen AND ended_at IS NULL ORDER BY role, id",  # noqa: S608 - constants
        {"citizen": citizen},
    )
    return [_relation(row) for row in cursor.fetchall()]


def ever_of_citizen(cursor: Cursor, citizen: int) -> list[int]:
    """Who follows a citizen, or has followed them."""
    cursor.execute("SELECT DISTINCT staff FROM relations WHERE citizen = :citizen", {"citizen": citizen})
    return [staff for (staff,) in cursor.fetchall()]


def between(cursor: Cursor, citizen: int, staff: int) -> list[Relation]:
    """How somebody follows a citizen or has followed them, those of now first."""
    cursor.execute(
        f"SELECT {_COLUMNS} FROM relations WHERE citizen = :citizen AND staff = :staff"  # noqa: S608 - constants
        " ORDER BY CASE WHEN ended_at IS NULL THEN 0 ELSE 1 END, id",
        {"citizen": citizen, "staff": staff},
    )
    return [_relation(row) for row in cursor.fetchall()]


def of_staff(
    cursor: Cursor, staff: int, role: str = "", *, only: Collection[int] | None = None
) -> list[Relation]:
    """Whom somebody follows now, in one role or in all, the longest known first; `only` these citizens, if given."""
    condition, values = narrowed("citizen", only)
    by_staff = unless_narrowed("staff", only)
    cursor.execute(
        f"SELECT {_COLUMNS} FROM relations WHERE {by_staff} = :staff AND ended_at IS NULL"  # noqa: S608 - constants
        f" AND role = CASE WHEN :role = '' THEN role ELSE :role END{condition} ORDER BY id",
        {"staff": staff, "role": role} | values,
    )
    return [_relation(row) for row in cursor.fetchall()]


def counted(cursor: Cursor, organisation: int) -> dict[int, int]:
    """How many citizens each of an organisation's staff follows now."""
    cursor.execute(
        "SELECT staff, COUNT(DISTINCT citizen) FROM relations"
        " WHERE organisation = :organisation AND ended_at IS NULL GROUP BY staff",
        {"organisation": organisation},
    )
    return dict(cursor.fetchall())


def numbers_of(cursor: Cursor, staff: int, role: str, organisation: int) -> list[tuple[int, int, datetime]]:
    """Whom somebody follows now in a role of an organisation: the person, their Telegram user id, and since when."""
    cursor.execute(
        "SELECT r.citizen, a.user_id, r.since FROM relations r JOIN addresses a ON a.person = r.citizen"
        " WHERE r.staff = :staff AND r.role = :role AND r.organisation = :organisation AND r.ended_at IS NULL"
        " ORDER BY r.id, a.bot",
        {"staff": staff, "role": role, "organisation": organisation},
    )
    return [(citizen, user, from_ms(since)) for citizen, user, since in cursor.fetchall()]


def contact_of(cursor: Cursor, citizen: int) -> Relation | None:
    """The contact person of a citizen."""
    return next((each for each in of_citizen(cursor, citizen) if each.role == "contact"), None)


def end(cursor: Cursor, relation: int, now: datetime) -> None:
    """A relation is over; what was being done about the citizen is deleted. Conflict where it is over already."""
    ledger.note(cursor, "relation", relation)
    cursor.execute(
        "UPDATE relations SET ended_at = :now WHERE id = :id AND ended_at IS NULL",
        {"id": relation, "now": to_ms(now)},
    )
    if cursor.rowcount != 1:
        raise Conflict(f"the relation {relation} was ended meanwhile; run the turn again")
    cursor.execute("DELETE FROM exercises WHERE about = :id", {"id": relation})


def watch(cursor: Cursor, relation: int, days: int) -> None:
    """Set after how many days of silence the follower is told; 0: never."""
    cursor.execute(
        "UPDATE relations SET silence_days = :days WHERE id = :id AND ended_at IS NULL",
        {"id": relation, "days": days},
    )


def decline(cursor: Cursor, citizen: int, staff: int, since: datetime | None) -> None:
    """Set since when a citizen wants no reminders from somebody who follows them, in any role; None: they may come."""
    cursor.execute(
        "UPDATE relations SET reminders_off_at = :off WHERE citizen = :citizen AND staff = :staff AND ended_at IS NULL",
        {"off": None if since is None else to_ms(since), "citizen": citizen, "staff": staff},
    )


def _relation(row: tuple[int, int, int, int, Staff, int, int, int | None, int | None]) -> Relation:
    id_, citizen, staff, organisation, role, silence_days, since, ended, off = row
    return Relation(
        id_,
        citizen,
        staff,
        organisation,
        role,
        silence_days,
        from_ms(since),
        optional_moment(ended),
        optional_moment(off),
    )
