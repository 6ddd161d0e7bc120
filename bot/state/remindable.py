"""Whom somebody may remind, all at once: the clock of each, and what keeps reminders away from them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from bot import policy
from bot.coaching.reminding import blocker
from bot.engine.callbacks import to_base36
from bot.engine.hours import hours_of
from bot.engine.person import Person
from bot.state import manner, relations, roles, sealing
from bot.state.people import NAME
from bot.state.values import narrowed, unless_narrowed

if TYPE_CHECKING:
    from collections.abc import Callable, Collection
    from datetime import date, datetime

    from bot.coaching.reminding import Blocker
    from bot.engine.hours import Hours
    from bot.state.cursor import Cursor
    from bot.state.relations import Relation


class Remindable(NamedTuple):
    """A citizen whom somebody may remind by a relation; nothing of the person is read but what reminders need.

    `blocked`: none of their addresses takes messages.
    """

    relation: Relation
    person: Person
    blocked: bool

    @property
    def blocker(self) -> Blocker:
        """What keeps every reminder away now, "" for nothing."""
        declined = self.relation.reminders_off_at is not None
        return blocker(
            agreed=self.person.agreed,
            reachable=not self.blocked,
            quiet=self.person.quiet,
            declined=declined,
        )

    def hours(self, free_day: Callable[[date], bool]) -> Hours:
        """When they may be written to unasked."""
        return hours_of(self.person, free_day)

    def known(self, free_day: Callable[[date], bool], last: datetime | None) -> dict[str, Any]:
        """What the errand in which a reminder is set knows of them; `last`: when they were reminded last."""
        return {
            "key": to_base36(self.relation.id),
            "last": last,
            "name": self.person.name,
            "language": self.person.language,
            "beneath": self.person.beneath,
            "hours": self.hours(free_day),
            "weekends": self.person.weekends,
            "blocker": self.blocker,
        }


def by(cursor: Cursor, staff: int, only: Collection[int] | None = None) -> list[Remindable]:
    """Whom somebody may remind, by each relation in which they may, the longest known first; `only` these, if given.

    A name that does not open is in nobody's way.
    """
    held = {(each.role, each.organisation) for each in roles.of_person(cursor, staff)}
    mine = relations.of_staff(cursor, staff, only=only)
    known = _known(cursor, staff, only)
    return [
        Remindable(each, *known[each.citizen])
        for each in mine
        if each.citizen in known
        and (each.role, each.organisation) in held
        and policy.may("remind", role=each.role, relation="follows")
    ]


def _known(cursor: Cursor, staff: int, only: Collection[int] | None) -> dict[int, tuple[Person, bool]]:
    """Each of somebody's citizens who has an address, and whether all of them are blocked."""
    condition, values = narrowed("r.citizen", only)
    by_staff = unless_narrowed("r.staff", only)
    cursor.execute(
        "SELECT DISTINCT p.id, p.language, p.name, p.time_zone, p.agreed, p.quiet, p.awake_from, p.awake_to,"  # noqa: S608 - constants
        " p.weekends, p.manner, k.master, k.wrapped,"
        " (SELECT COUNT(*) FROM addresses a WHERE a.person = p.id AND a.blocked_at IS NULL)"
        " FROM relations r JOIN people p ON p.id = r.citizen LEFT JOIN data_keys k ON k.owner = p.id"
        f" WHERE {by_staff} = :staff AND r.ended_at IS NULL{condition}"
        " AND EXISTS (SELECT 1 FROM addresses a WHERE a.person = p.id)",
        {"staff": staff} | values,
    )
    return {row[0]: _person(cursor, row) for row in cursor.fetchall()}


def _person(cursor: Cursor, row: tuple[Any, ...]) -> tuple[Person, bool]:
    id_, language, name, zone, agreed, quiet, awake_from, awake_to, weekends, told, *key, open_ = row
    master, wrapped = key
    person = Person(
        id_,
        language,
        sealing.unseal_beside(cursor, NAME, id_, id_, name, (master, wrapped)),
        zone,
        agreed=bool(agreed),
        quiet=bool(quiet),
        awake_from=awake_from,
        awake_to=awake_to,
        weekends=bool(weekends),
        beneath=manner.beneath(cursor, id_, told, (master, wrapped)),
    )
    return person, open_ == 0
