"""Deleting one exercise with all that belongs to it, while everything else of the person stays."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.state import answers, ledger, outbox, relations, timers

if TYPE_CHECKING:
    from bot.state.cursor import Cursor


def discard(cursor: Cursor, person: int, exercise: int) -> None:
    """Delete a person's exercise; nothing happens where it is gone already, or somebody else's.

    Its answers and versions go with it by the schema's cascades. So do texts from elsewhere that became part of its
    answers, its timers, what it has in the outbox, and what waits there to show it to somebody else.
    """
    theirs = {"person": person, "exercise": exercise}
    cursor.execute("SELECT 1 FROM exercises WHERE id = :exercise AND person = :person", theirs)
    if cursor.fetchone() is None:
        return
    cursor.execute(
        "SELECT id FROM answers WHERE person = :person AND part_of IN"
        " (SELECT id FROM answers WHERE person = :person AND exercise = :exercise)",
        theirs,
    )
    for (answer,) in cursor.fetchall():
        answers.delete(cursor, answer)
    for staff in relations.ever_of_citizen(cursor, person):
        outbox.unshown(cursor, staff, person, exercise)
    ledger.note(cursor, "exercise", exercise)
    cursor.execute("DELETE FROM exercises WHERE id = :exercise AND person = :person", theirs)
    timers.discard(cursor, person, exercise)
    outbox.discard(cursor, person, exercise)
