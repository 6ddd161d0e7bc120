"""What citizens answer to the reminders that others have written for them; append only."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from bot.state import recordings
from bot.state.sealing import opener, seal
from bot.state.values import from_ms, to_ms

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from bot.state.cursor import Cursor
    from bot.state.sealing import Opener

TEXT: Final = "reminder_answers.text"
RECORDING: Final = "reminder_answers.recording"


class Answered(NamedTuple):
    """One answer to a reminder; `recording` is the `file` that was spoken and its `seconds`, empty for none."""

    text: str
    recording: dict[str, Any]
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


def add(
    cursor: Cursor,
    new_id: int,
    citizen: int,
    reminder: int,
    text: str,
    now: datetime,
    recording: Mapping[str, Any] | None = None,
) -> None:
    """Keep what a citizen answers to a reminder of theirs."""
    cursor.execute(
        "INSERT INTO reminder_answers (id, reminder, text, recording, said_at)"
        " VALUES (:id, :reminder, :text, :recording, :now)",
        {
            "id": new_id,
            "reminder": reminder,
            "text": seal(cursor, TEXT, citizen, new_id, text),
            "recording": recordings.sealed(cursor, RECORDING, citizen, new_id, recording),
            "now": to_ms(now),
        },
    )


def of_reminder(cursor: Cursor, reminder: int) -> list[Answered]:
    """What was answered to a reminder, the oldest first."""
    cursor.execute(
        "SELECT r.citizen, a.id, a.text, a.recording, a.said_at FROM reminder_answers a"
        " JOIN reminders r ON r.id = a.reminder WHERE a.reminder = :reminder ORDER BY a.id",
        {"reminder": reminder},
    )
    return [_answered(opener(cursor, citizen), *row) for citizen, *row in cursor.fetchall()]


def between(cursor: Cursor, sender: int, citizen: int) -> list[tuple[int, Answered]]:
    """What a citizen has answered to reminders of one sender's, the oldest first, each with its reminder."""
    cursor.execute(
        "SELECT a.reminder, a.id, a.text, a.recording, a.said_at FROM reminders r"
        " JOIN reminder_answers a ON a.reminder = r.id"
        " WHERE r.citizen = :citizen AND r.sender = :sender ORDER BY a.id",
        {"citizen": citizen, "sender": sender},
    )
    rows, unseal = cursor.fetchall(), opener(cursor, citizen)
    return [(reminder, _answered(unseal, *row)) for reminder, *row in rows]


def forget(cursor: Cursor, relation: int) -> None:
    """Delete what was answered to reminders that came by a relation."""
    cursor.execute(
        "DELETE FROM reminder_answers WHERE reminder IN (SELECT id FROM reminders WHERE relation = :relation)",
        {"relation": relation},
    )


def _answered(unseal: Opener, id_: int, text: str, spoken: str, said_at: int) -> Answered:
    recording = recordings.opened(unseal(RECORDING, id_, spoken))
    return Answered(unseal(TEXT, id_, text), recording, from_ms(said_at))
