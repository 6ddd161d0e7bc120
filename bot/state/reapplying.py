"""Doing again, in a database of before, what the erasure ledger says was erased or closed since."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import structlog

from bot.engine.effects import HEALTH
from bot.flows.about_health import axis_of
from bot.state import (
    answers,
    consents,
    health,
    invitations,
    leaving,
    ledger,
    notices,
    observations,
    outbox,
    people,
    relations,
    reminders,
    reminding,
    reporting,
    roles,
    shares,
)
from bot.state.cursor import undo
from bot.state.deeds import Doer
from bot.state.errors import Tampered
from bot.state.notices import NEWS, QUEUE
from bot.state.values import from_ms

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping
    from datetime import datetime
    from typing import TypeAlias

    from bot.state.cursor import Cursor
    from bot.state.ids import Ids
    from bot.state.ledger import Kind
    from bot.state.ledger_file import Mark, Pen

    Do: TypeAlias = Callable[[Cursor, Ids, int, datetime], bool]

STILL: Final[Mapping[Kind, str]] = {
    "relation": "SELECT id FROM relations WHERE ended_at IS NULL",
    "role": "SELECT id FROM roles WHERE ended_at IS NULL",
    "invitation": "SELECT id FROM invitations WHERE used_at IS NULL AND revoked_at IS NULL",
    "share": "SELECT id FROM shares WHERE withdrawn_at IS NULL",
    "observation": "SELECT id FROM observations WHERE kind = 'star' AND COALESCE(shown, 1) = 1",
    "reminder": "SELECT id FROM reminders WHERE status IN ('running', 'over')",
    "consent": "SELECT id FROM consents c WHERE agreed = 1 AND NOT EXISTS"
    " (SELECT 1 FROM consents later WHERE later.person = c.person AND later.kind = c.kind AND later.id > c.id)",
    "answer": "SELECT id FROM answers",
    "exercise": "SELECT id FROM exercises",
    "person": "SELECT id FROM people",
}
"""What is still there or open, of each kind: a restore looks at all of it."""


log = structlog.get_logger(__name__)


class Again(NamedTuple):
    """How many of each kind were closed or erased, and whose answers about health do not open, and so are there yet."""

    done: dict[Kind, int]
    about_health: tuple[int, ...]


def again(
    cursor: Cursor, ids: Ids, closed: Mapping[str, datetime], end: Mark, about_health: Collection[str]
) -> Again:
    """Close and erase whatever stands in a ledger, which ends there. Nothing that is closed has to open for it.

    `closed` says for each hash since when; `about_health` is what a no to questions about health closes. Whoever was to
    be told is told once more: the word may have waited still when the database was lost.
    """
    pen, done = ledger.pen(cursor), dict.fromkeys(ledger.KINDS, 0)
    axes = _axes(cursor, pen, closed)
    for kind in ledger.KINDS:
        cursor.execute(STILL[kind], {})
        for (row,) in cursor.fetchall():
            since = closed.get(pen.hash(kind, row))
            if since is not None and DO[kind](cursor, ids, row, since):
                done[kind] += 1
    left = _forget_health(cursor, ids, axes, about_health)
    # What was done again is in the ledger already; what was noted before the backup may not be.
    ledger.written(cursor, [each for each in ledger.pending(cursor) if each.hash in closed], end)
    return Again(done, left)


def _relation(cursor: Cursor, ids: Ids, row: int, since: datetime) -> bool:
    """The ledger does not say who has ended it: each hears that the other is gone; staff while they are staff."""
    found = relations.get(cursor, row)
    if found is not None:
        doer = Doer(cursor, ids, found.citizen, found.organisation, since)
        doer.part(found)
        doer.tell(found.citizen, "parted", NEWS, about=found.staff)
        if roles.has(cursor, found.staff, found.role, found.organisation):
            doer.tell(found.staff, "left", QUEUE)
    return found is not None


def _role(cursor: Cursor, _: Ids, row: int, since: datetime) -> bool:
    roles.end(cursor, row, since)
    return True


def _invitation(cursor: Cursor, _: Ids, row: int, since: datetime) -> bool:
    """Also one that was used: it works once."""
    invitations.revoke(cursor, row, since)
    return True


def _share(cursor: Cursor, ids: Ids, row: int, since: datetime) -> bool:
    found = shares.between(cursor, row)
    if found is not None:
        citizen, viewer, exercise = found
        _doer(cursor, ids, citizen, since).ask_to_delete(exercise, {viewer})
        shares.end(cursor, row, since)
        reporting.lose(cursor, ids, citizen, exercise, {viewer}, since)
        outbox.unshown(cursor, viewer, citizen, exercise)
        notices.deal_about(cursor, viewer, citizen, since, exercise)
    return found is not None


def _observation(cursor: Cursor, _: Ids, row: int, since: datetime) -> bool:
    """Also where the citizen has not been asked yet, and so is not any more: the no came later."""
    observations.hide(cursor, row)
    cursor.execute("SELECT citizen, author, exercise FROM observations WHERE id = :id", {"id": row})
    for citizen, author, exercise in cursor.fetchall():
        if author is not None and exercise is not None:
            notices.outdate(cursor, citizen, author, "scored", since, exercise)
    return True


def _reminder(cursor: Cursor, _: Ids, row: int, since: datetime) -> bool:
    found = reminders.standing(cursor, row)
    if found is not None:
        reminding.stop(cursor, found, "ended", since)
    return found is not None


def _consent(cursor: Cursor, ids: Ids, row: int, since: datetime) -> bool:
    """Say no once more, in the name of whom the yes is."""
    cursor.execute(
        "SELECT person, organisation, text_version, kind FROM consents WHERE id = :id", {"id": row}
    )
    person, organisation, version, kind = cursor.fetchone()
    consents.give(cursor, ids.next(), person, organisation, version, since, kind, agreed=False)
    return True


def _axes(cursor: Cursor, pen: Pen, closed: Mapping[str, datetime]) -> Mapping[int, set[str]]:
    """The axes of the star that somebody's no has closed, by person: the ledger has a line for each answer to them.

    So they are known whatever the content files say by now, and also where the no itself has left no line, since nobody
    had been asked yet. An answer that was deleted with its star tells of no other star.
    """
    found: dict[int, set[str]] = {}
    cursor.execute("SELECT id, person, exercise, place FROM answers", {})
    for row, person, exercise, place in cursor.fetchall():
        axis = axis_of(place)
        if axis and pen.hash("answer", row) in closed and pen.hash("exercise", exercise) not in closed:
            found.setdefault(person, set()).add(axis)
    return found


def _forget_health(
    cursor: Cursor, ids: Ids, axes: Mapping[int, set[str]], about_health: Collection[str]
) -> tuple[int, ...]:
    """Delete what was answered about health of everybody whose newest word is a no, be it said before the backup.

    So a restore with the right content files repairs what one with others has left. And of whoever's no is known by the
    axes only that it has closed. Those are given of whom that could not be done.
    """
    left = set[int]()
    for person, closed in axes.items():
        cursor.execute("SELECT organisation, seen_at FROM people WHERE id = :id", {"id": person})
        for organisation, at in cursor.fetchall():
            left |= _forget(Doer(cursor, ids, person, organisation, from_ms(at)), closed)
    cursor.execute(
        "SELECT person, organisation, given_at FROM consents c WHERE kind = :health AND agreed = 0 AND NOT EXISTS"
        " (SELECT 1 FROM consents later WHERE later.person = c.person AND later.kind = c.kind AND later.id > c.id)",
        {"health": HEALTH},
    )
    for person, organisation, at in cursor.fetchall():
        doer = Doer(cursor, ids, person, organisation, from_ms(at))
        left |= _forget(doer, {*about_health, *axes.get(person, ())})
    if left:
        log.warning("health.unopened", person=sorted(left))
    return tuple(sorted(left))


def _forget(doer: Doer, closed: Collection[str]) -> set[int]:
    """Delete it. Of whoever's does not open, who is given, nobody else is shown anything instead."""
    cursor = doer.cursor
    cursor.execute("SAVEPOINT about_health", {})
    try:
        health.forget(doer, closed)
    except Tampered:
        undo(cursor, "about_health")
        for relation in relations.of_citizen(cursor, doer.person):
            shares.withdraw_all(cursor, doer.person, relation.staff, doer.now)
        return {doer.person}
    finally:
        cursor.execute("RELEASE about_health", {})
    return set()


def _answer(cursor: Cursor, _: Ids, row: int, __: datetime) -> bool:
    answers.delete(cursor, row)
    return True


def _exercise(cursor: Cursor, ids: Ids, row: int, since: datetime) -> bool:
    cursor.execute("SELECT person FROM exercises WHERE id = :id", {"id": row})
    found = cursor.fetchone()
    if found is not None:
        _doer(cursor, ids, found[0], since).discard(row)
    return found is not None


def _person(cursor: Cursor, ids: Ids, row: int, since: datetime) -> bool:
    leaving.leave(_doer(cursor, ids, row, since))
    people.erase(cursor, row)
    return True


def _doer(cursor: Cursor, ids: Ids, person: int, since: datetime) -> Doer:
    cursor.execute("SELECT organisation FROM people WHERE id = :id", {"id": person})
    (organisation,) = cursor.fetchone()
    return Doer(cursor, ids, person, organisation, since)


DO: Final[Mapping[Kind, Do]] = {
    "relation": _relation,
    "role": _role,
    "invitation": _invitation,
    "share": _share,
    "observation": _observation,
    "reminder": _reminder,
    "consent": _consent,
    "answer": _answer,
    "exercise": _exercise,
    "person": _person,
}
"""How each kind is closed or erased again."""
