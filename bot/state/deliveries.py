"""What has become of each moment at which a reminder was due: one row for each."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from bot.state.values import from_ms, to_ms

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from bot.engine.deeds import Delivered
    from bot.state.cursor import Cursor

SHOWN: Final = 3
"""So many moments of a reminder, the latest, are shown to its sender."""

KEPT: Final = timedelta(days=30)
"""How long a moment of a reminder that still comes is kept beyond those. With each new moment the old ones go: a sweep
over all reminders would look at most of them in vain."""

COLUMNS: Final = "id, reminder, due_at, session, prompt, state, reason, changed_at"


class Delivery(NamedTuple):
    """One moment of a reminder. `session` and `prompt` name the message that asked the citizen; 0 and -1 for none."""

    id: int
    reminder: int
    due: datetime
    session: int
    prompt: int
    state: Delivered
    reason: str
    changed_at: datetime


def deliveries_by_age(cursor: Cursor) -> None:
    """The migration by which what has become of old moments is found without looking at all of them."""
    cursor.execute("CREATE INDEX deliveries_changed ON deliveries (changed_at)", {})


def note(
    cursor: Cursor,
    new_id: int,
    reminder: int,
    due: datetime,
    session: int,
    prompt: int,
    state: Delivered,
    reason: str,
    now: datetime,
) -> None:
    """Note what becomes of a moment; of one that was put off, what becomes of it then. What is too old goes."""
    cursor.execute(
        "INSERT INTO deliveries (id, reminder, due_at, session, prompt, state, reason, made_at, changed_at)"
        " VALUES (:id, :reminder, :due, :session, :prompt, :state, :reason, :now, :now)"
        " ON CONFLICT (reminder, due_at) DO UPDATE SET session = excluded.session, prompt = excluded.prompt,"
        " state = excluded.state, reason = excluded.reason, changed_at = excluded.changed_at"
        " WHERE deliveries.state = 'later'",
        {
            "id": new_id,
            "reminder": reminder,
            "due": to_ms(due),
            "session": session,
            "prompt": prompt,
            "state": state,
            "reason": reason,
            "now": to_ms(now),
        },
    )
    purge(cursor, reminder, now - KEPT)


def of_reminder(cursor: Cursor, reminder: int, newest: int) -> list[Delivery]:
    """The newest moments of a reminder, so many at most, the newest first."""
    cursor.execute(
        f"SELECT {COLUMNS} FROM deliveries WHERE reminder = :reminder ORDER BY due_at DESC LIMIT :newest",  # noqa: S608 - constants
        {"reminder": reminder, "newest": newest},
    )
    return [from_row(row) for row in cursor.fetchall()]


def between(cursor: Cursor, sender: int, citizen: int) -> list[Delivery]:
    """What has become of the reminders that somebody has set for a citizen, the earliest moment first."""
    cursor.execute(
        f"SELECT {COLUMNS} FROM deliveries WHERE reminder IN (SELECT id FROM reminders"  # noqa: S608 - constants
        " WHERE citizen = :citizen AND sender = :sender) ORDER BY due_at, id",
        {"citizen": citizen, "sender": sender},
    )
    return [from_row(row) for row in cursor.fetchall()]


def get(cursor: Cursor, delivery: int) -> Delivery | None:
    """A moment by its id; None where there is none."""
    cursor.execute(f"SELECT {COLUMNS} FROM deliveries WHERE id = :id", {"id": delivery})  # noqa: S608 - constants
    row = cursor.fetchone()
    return None if row is None else from_row(row)


def of_session(cursor: Cursor, session: int) -> list[Delivery]:
    """The moments of which a session asked the citizen: several where they came due before it was opened."""
    cursor.execute(
        f"SELECT {COLUMNS} FROM deliveries WHERE session = :session ORDER BY id",  # noqa: S608 - constants
        {"session": session},
    )
    return [from_row(row) for row in cursor.fetchall()]


def newest_unopened(cursor: Cursor, citizen: int) -> Delivery | None:
    """The moment of which the citizen was told last, of those that they have not opened."""
    cursor.execute(
        f"SELECT {COLUMNS} FROM deliveries WHERE state = 'sent' AND reminder IN"  # noqa: S608 - constants
        " (SELECT id FROM reminders WHERE citizen = :citizen) ORDER BY changed_at DESC, id DESC LIMIT 1",
        {"citizen": citizen},
    )
    row = cursor.fetchone()
    return None if row is None else from_row(row)


def put_off(cursor: Cursor, reminder: int) -> list[Delivery]:
    """The moments of a reminder that the citizen has put off."""
    cursor.execute(
        f"SELECT {COLUMNS} FROM deliveries WHERE reminder = :reminder AND state = 'later' ORDER BY id",  # noqa: S608 - constants
        {"reminder": reminder},
    )
    return [from_row(row) for row in cursor.fetchall()]


def unfinished(cursor: Cursor, reminder: int) -> list[Delivery]:
    """The moments of a reminder that the citizen has not opened, or has put off."""
    cursor.execute(
        f"SELECT {COLUMNS} FROM deliveries WHERE reminder = :reminder AND state IN ('sent', 'later') ORDER BY id",  # noqa: S608 - constants
        {"reminder": reminder},
    )
    return [from_row(row) for row in cursor.fetchall()]


def on_the_way(cursor: Cursor, bot: int, chat: int) -> list[Delivery]:
    """The moments whose message has been written to whoever has this chat, and nothing has become of yet."""
    cursor.execute(
        f"SELECT {COLUMNS} FROM deliveries WHERE state = 'sent' AND reminder IN"  # noqa: S608 - constants
        " (SELECT r.id FROM reminders r JOIN addresses a ON a.person = r.citizen"
        " WHERE a.bot = :bot AND a.chat_id = :chat) ORDER BY id",
        {"bot": bot, "chat": chat},
    )
    return [from_row(row) for row in cursor.fetchall()]


def answer(cursor: Cursor, delivery: int, state: Delivered, now: datetime, reason: str = "") -> bool:
    """Note what becomes of a moment after its message was written; False where that is settled, and stays so.

    It is settled where it is done or stopped, and where it has not come.
    """
    cursor.execute(
        "UPDATE deliveries SET state = :state, reason = :reason, changed_at = :now"
        " WHERE id = :id AND state NOT IN ('done', 'stopped', 'missed', 'held_up')",
        {"id": delivery, "state": state, "reason": reason, "now": to_ms(now)},
    )
    return cursor.rowcount > 0


def finish(cursor: Cursor, citizen: int, exercise: int, flow: str, now: datetime) -> None:
    """The citizen has kept something in an exercise or ended it: what they opened to be reminded of it is done."""
    cursor.execute(
        "UPDATE deliveries SET state = 'done', changed_at = :now WHERE state = 'opened' AND reminder IN"
        " (SELECT id FROM reminders WHERE citizen = :citizen AND flow = :flow"
        " AND COALESCE(exercise, :exercise) = :exercise)",
        {"citizen": citizen, "exercise": exercise, "flow": flow, "now": to_ms(now)},
    )


def purge(cursor: Cursor, reminder: int, before: datetime) -> None:
    """Forget what became of moments of a reminder before this one, but for the latest that are shown.

    What is still to come, and the moment that rings now, stay: no moment is noted twice.
    """
    cursor.execute(
        "DELETE FROM deliveries WHERE reminder = :reminder AND changed_at < :before"
        " AND due_at < (SELECT r.due_at FROM reminders r WHERE r.id = :reminder)"
        " AND (SELECT COUNT(*) FROM deliveries later WHERE later.reminder = deliveries.reminder"
        " AND later.due_at > deliveries.due_at) >= :shown",
        {"reminder": reminder, "before": to_ms(before), "shown": SHOWN},
    )


def from_row(row: Sequence[Any]) -> Delivery:
    """The moment in a row of `COLUMNS`."""
    id_, reminder, due, session, prompt, state, reason, changed = row
    return Delivery(id_, reminder, from_ms(due), session, prompt, state, reason, from_ms(changed))
