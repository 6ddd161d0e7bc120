"""Doing again, in a database of before, what the erasure ledger says was erased or closed since."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.state import (
    exercises,
    invitations,
    leaving,
    ledger,
    notices,
    outbox,
    people,
    relations,
    reminders,
    reminding,
    roles,
    shares,
)
from bot.state.deeds import Doer

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from bot.state.cursor import Cursor
    from bot.state.ids import Ids
    from bot.state.ledger import Kind
    from bot.state.ledger_file import Mark

STILL: Final[Mapping[Kind, str]] = {
    "relation": "SELECT id FROM relations WHERE ended_at IS NULL",
    "role": "SELECT id FROM roles WHERE ended_at IS NULL",
    "invitation": "SELECT id FROM invitations WHERE used_at IS NULL AND revoked_at IS NULL",
    "share": "SELECT id FROM shares WHERE withdrawn_at IS NULL",
    "reminder": "SELECT id FROM reminders WHERE status IN ('running', 'over')",
    "answer": "SELECT id FROM answers",
    "exercise": "SELECT id FROM exercises",
    "person": "SELECT id FROM people",
}
"""What is still there or open, of each kind: a restore looks at all of it."""


def again(cursor: Cursor, ids: Ids, closed: Mapping[str, datetime], end: Mark) -> dict[Kind, int]:
    """Close and erase whatever stands in a ledger, which ends there; how many of each kind that were.

    `closed` says for each hash since when. Nobody is told: they were, at the time.
    """
    pen, done = ledger.pen(cursor), dict.fromkeys(ledger.KINDS, 0)
    for kind in ledger.KINDS:
        cursor.execute(STILL[kind], {})
        for (row,) in cursor.fetchall():
            since = closed.get(pen.hash(kind, row))
            if since is not None and DO[kind](cursor, ids, row, since):
                done[kind] += 1
    # What was done again is in the ledger already; what was noted before the backup may not be.
    ledger.written(cursor, [each for each in ledger.pending(cursor) if each.hash in closed], end)
    return done


def _relation(cursor: Cursor, ids: Ids, row: int, since: datetime) -> bool:
    found = relations.get(cursor, row)
    if found is not None:
        Doer(cursor, ids, found.citizen, found.organisation, since).part(found)
    return found is not None


def _role(cursor: Cursor, _: Ids, row: int, since: datetime) -> bool:
    roles.end(cursor, row, since)
    return True


def _invitation(cursor: Cursor, _: Ids, row: int, since: datetime) -> bool:
    """Also one that was used: it works once."""
    invitations.revoke(cursor, row, since)
    return True


def _share(cursor: Cursor, _: Ids, row: int, since: datetime) -> bool:
    found = shares.get(cursor, row)
    if found is not None:
        shares.end(cursor, row, since)
        outbox.unshown(cursor, found.exercise, found.viewer)
        notices.deal_about(cursor, found.viewer, found.citizen, since, found.exercise)
    return found is not None


def _reminder(cursor: Cursor, _: Ids, row: int, since: datetime) -> bool:
    found = reminders.get(cursor, row)
    if found is not None:
        reminding.stop(cursor, found, "ended", since)
    return found is not None


def _answer(cursor: Cursor, _: Ids, row: int, __: datetime) -> bool:
    exercises.delete_answer(cursor, row)
    return True


def _exercise(cursor: Cursor, ids: Ids, row: int, since: datetime) -> bool:
    cursor.execute("SELECT person FROM exercises WHERE id = :id", {"id": row})
    found = cursor.fetchone()
    if found is not None:
        reminding.lose(cursor, ids, found[0], row, since)
        exercises.discard(cursor, found[0], row)
    return found is not None


def _person(cursor: Cursor, ids: Ids, row: int, since: datetime) -> bool:
    cursor.execute("SELECT organisation FROM people WHERE id = :id", {"id": row})
    leaving.let_go(Doer(cursor, ids, row, cursor.fetchone()[0], since))
    people.erase(cursor, row)
    return True


DO: Final[Mapping[Kind, Callable[[Cursor, Ids, int, datetime], bool]]] = {
    "relation": _relation,
    "role": _role,
    "invitation": _invitation,
    "share": _share,
    "reminder": _reminder,
    "answer": _answer,
    "exercise": _exercise,
    "person": _person,
}
"""How each kind is closed or erased again."""
