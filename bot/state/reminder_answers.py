"""What citizens answer to the reminders that others have written for them; append only."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from bot.state.sealing import opener, seal, unseal
from bot.state.values import from_ms, to_ms

if TYPE_CHECKING:
    from datetime import datetime

    from bot.state.cursor import Cursor

TEXT: Final = "reminder_answers.text"


class Answered(NamedTuple):
    """One answer to a reminder."""

    text: str
    said_at: datetime


def answers_to_reminders(cursor: Cursor) -> None:
    """The migration by which a citizen can answer. An answer is deleted with its reminder, and so with both of them."""
    for statement in (
        "CREATE TABLE reminder_answers (id BIGINT PRIMARY KEY,"
        " reminder BIGINT NOT NULL REFERENCES reminders (id) ON DELETE CASCADE,"
        " text TEXT NOT NULL, said_at BIGINT NOT NULL)",
        "CREATE INDEX reminder_answers_reminder ON reminder_answers (reminder)",
    ):
        cursor.execute(statement, {})


def add(cursor: Cursor, new_id: int, citizen: int, reminder: int, text: str, now: datetime) -> None:
    """Keep what a citizen answers to a reminder of theirs."""
    cursor.execute(
        "INSERT INTO reminder_answers (id, reminder, text, said_at) VALUES (:id, :reminder, :text, :now)",
        {
            "id": new_id,
            "reminder": reminder,
            "text": seal(cursor, TEXT, citizen, new_id, text),
            "now": to_ms(now),
        },
    )


def of_reminder(cursor: Cursor, reminder: int) -> list[Answered]:
    """What was answered to a reminder, the oldest first."""
    cursor.execute(
        "SELECT r.citizen, a.id, a.text, a.said_at FROM reminder_answers a JOIN reminders r ON r.id = a.reminder"
        " WHERE a.reminder = :reminder ORDER BY a.id",
        {"reminder": reminder},
    )
    return [
        Answered(unseal(cursor, TEXT, citizen, id_, stored), from_ms(said))
        for citizen, id_, stored, said in cursor.fetchall()
    ]


def between(cursor: Cursor, sender: int, citizen: int) -> list[tuple[int, Answered]]:
    """What a citizen has answered to reminders of one sender's, the oldest first, each with its reminder."""
    cursor.execute(
        "SELECT a.reminder, a.id, a.text, a.said_at FROM reminders r JOIN reminder_answers a ON a.reminder = r.id"
        " WHERE r.citizen = :citizen AND r.sender = :sender ORDER BY a.id",
        {"citizen": citizen, "sender": sender},
    )
    rows, unseal_own = cursor.fetchall(), opener(cursor, citizen)
    return [
        (reminder, Answered(unseal_own(TEXT, id_, stored), from_ms(said)))
        for reminder, id_, stored, said in rows
    ]


def forget(cursor: Cursor, relation: int) -> None:
    """Delete what was answered to reminders that came by a relation."""
    cursor.execute(
        "DELETE FROM reminder_answers WHERE reminder IN (SELECT id FROM reminders WHERE relation = :relation)",
        {"relation": relation},
    )
