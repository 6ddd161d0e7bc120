"""Messages on their way: written in a turn's transaction, sent in order, their content erased afterwards."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from bot.state.errors import Tampered
from bot.state.sealing import NOBODY, seal_json, unseal_json
from bot.state.values import from_ms, storable, to_ms

if TYPE_CHECKING:
    from datetime import datetime

    from bot.state.cursor import Cursor

FLOOD: Final = "Flood"
"""The error of a message that waits because Telegram said for how long."""
LONGEST_FLOOD: Final = timedelta(days=1)
"""The longest order to wait that is honoured; to a longer one the answer is to ask again after this."""
LONGEST_FAULT: Final = timedelta(minutes=2)
"""No wait after any other fault is longer; a time further ahead was set by a clock that was wrong."""


PAYLOAD: Final = "outbox.payload"


class About(NamedTuple):
    """Whom a message to one of the staff tells of, and of which exercise of theirs; 0 for none.

    A list names several: there the citizen is the receiver, which means anybody whom they follow.
    """

    citizen: int
    exercise: int


@dataclass(frozen=True, slots=True)
class Row:
    """A waiting message. What has been accepted of it is `parts`, as its sender counts; it failed `attempts` times.

    Nobody is waiting for it where it is `unasked`, as is all else that waits in its chat. `version` is the one that the
    person at the chat's address had as it was read; None where nobody is there.
    """

    id: int
    bot: int
    chat_id: int
    person: int | None
    language: str
    payload: dict[str, Any]
    session: int
    prompt: int
    attempts: int
    parts: int
    not_before: datetime
    created_at: datetime
    error: str = ""
    unasked: bool = False
    version: int | None = None

    def due(self, now: datetime) -> bool:
        """Whether it may go now, as `waiting_chats` decides it."""
        longest = LONGEST_FLOOD if self.error == FLOOD else LONGEST_FAULT
        return self.attempts == 0 or not now < self.not_before <= now + longest


def add(
    cursor: Cursor,
    new_id: int,
    bot: int,
    chat_id: int,
    person_id: int | None,
    language: str,
    payload: dict[str, Any],
    session: int,
    prompt: int,
    now: datetime,
    about: About | None = None,
    *,
    unasked: bool = False,
) -> None:
    """Put a message at the end of its chat's queue. `person_id` None: it outlives the person's erasure.

    `about` is whom else it tells of: it waits no longer than they may be told of. `unasked` is what follows from
    nothing that the person has just done.
    """
    cursor.execute(
        "INSERT INTO outbox (id, bot, chat_id, person, language, payload, session, prompt, status, attempts,"
        " parts, not_before, error, created_at, about, exercise, unasked, held) VALUES (:id, :bot, :chat, :person,"
        " :language, :payload, :session, :prompt, 'waiting', 0, 0, :now, '', :now, :about, :exercise, :unasked,"
        " (SELECT COUNT(*) FROM addresses a WHERE a.bot = :bot AND a.chat_id = :chat AND a.blocked_at IS NOT NULL))",
        {
            "id": new_id,
            "bot": bot,
            "chat": chat_id,
            "person": person_id,
            "language": language,
            "payload": seal_json(cursor, PAYLOAD, person_id or NOBODY, new_id, payload),
            "session": session,
            "prompt": prompt,
            "now": to_ms(now),
            "about": about.citizen if about else None,
            "exercise": about.exercise or None if about else None,
            "unasked": int(unasked),
        },
    )


def waiting_chats(cursor: Cursor, bot: int, now: datetime, limit: int, *, unasked: bool = False) -> list[int]:
    """Every chat of a bot whose oldest message may go now and is an answer, or is `unasked`; the longest waiting first.

    After the clock has been set back, a message that was never tried may go at any time, and one that was postponed
    as soon as its time lies further ahead than it could have been set. Chats whose person has blocked the bot are
    left out until they write again.
    """
    cursor.execute(
        "SELECT o.chat_id FROM outbox o WHERE o.status = 'waiting' AND o.held = 0 AND o.bot = :bot"
        " AND o.unasked = :unasked AND (o.attempts = 0 OR o.not_before <= :now OR o.not_before > :flood_end"
        " OR o.not_before > :fault_end AND o.error <> :flood)"
        " AND NOT EXISTS (SELECT 1 FROM outbox older WHERE older.status = 'waiting' AND older.bot = o.bot"
        " AND older.chat_id = o.chat_id AND older.id < o.id) ORDER BY o.not_before, o.id LIMIT :limit",
        {
            "bot": bot,
            "unasked": int(unasked),
            "now": to_ms(now),
            "flood": FLOOD,
            "flood_end": to_ms(now + LONGEST_FLOOD),
            "fault_end": to_ms(now + LONGEST_FAULT),
            "limit": limit,
        },
    )
    return [chat for (chat,) in cursor.fetchall()]


def next_of(cursor: Cursor, bot: int, chat_id: int) -> Row | None:
    """The oldest waiting message of a chat, whether or not its time has come; None for a blocked chat."""
    # The sum with 0 keeps the database from looking for the least one among those of all chats.
    cursor.execute(
        "SELECT id, person, language, payload, session, prompt, attempts, parts, not_before, created_at, error,"
        " (SELECT MIN(behind.unasked + 0) FROM outbox behind WHERE behind.status = 'waiting' AND behind.bot = :bot"
        " AND behind.chat_id = :chat),"
        " (SELECT MAX(p.version) FROM addresses a JOIN people p ON p.id = a.person"
        " WHERE a.bot = :bot AND a.chat_id = :chat)"
        " FROM outbox WHERE status = 'waiting' AND bot = :bot AND chat_id = :chat"
        " AND NOT EXISTS (SELECT 1 FROM addresses a WHERE a.bot = :bot AND a.chat_id = :chat"
        " AND a.blocked_at IS NOT NULL) ORDER BY id LIMIT 1",
        {"bot": bot, "chat": chat_id},
    )
    row = cursor.fetchone()
    if row is None:
        return None
    id_, person, language, payload, session, prompt, attempts, parts, *times, error, unasked, version = row
    not_before, created = times
    return Row(
        id=id_,
        bot=bot,
        chat_id=chat_id,
        person=person,
        language=language,
        payload=_opened(cursor, person or NOBODY, id_, payload),
        session=session,
        prompt=prompt,
        attempts=attempts,
        parts=parts,
        not_before=from_ms(not_before),
        created_at=from_ms(created),
        error=error,
        unasked=bool(unasked),
        version=version,
    )


def _opened(cursor: Cursor, owner: int, row: int, stored: str) -> dict[str, Any]:
    """What a waiting message says; nothing, which is then set aside, where somebody has changed or emptied it."""
    try:
        content = unseal_json(cursor, PAYLOAD, owner, row, stored)
    except (Tampered, ValueError):
        return {}
    return content if isinstance(content, dict) else {}


def next_wakeup(cursor: Cursor, bot: int, after: datetime | None = None) -> datetime | None:
    """The earliest moment, later than `after` if given, from which a message of a bot may go.

    Blocked chats are left out; None when there is none. A loop that has just asked for `waiting_chats` asks with
    the same moment here, or messages that are being sent right now would wake it again at once.
    """
    cursor.execute(
        "SELECT not_before FROM outbox WHERE status = 'waiting' AND held = 0 AND bot = :bot"
        " AND not_before > :after ORDER BY not_before LIMIT 1",
        {"bot": bot, "after": -1 if after is None else to_ms(after)},
    )
    row = cursor.fetchone()
    return None if row is None else from_ms(row[0])


def hold(cursor: Cursor, bot: int, chat_id: int) -> None:
    """What waits in a chat is not looked at any more: its person has blocked the bot."""
    _hold(cursor, bot, chat_id, 1)


def release(cursor: Cursor, bot: int, chat_id: int) -> None:
    """What was held may go."""
    _hold(cursor, bot, chat_id, 0)


def _hold(cursor: Cursor, bot: int, chat_id: int, held: int) -> None:
    cursor.execute(
        "UPDATE outbox SET held = :held WHERE status = 'waiting' AND bot = :bot AND chat_id = :chat",
        {"held": held, "bot": bot, "chat": chat_id},
    )


def sent(cursor: Cursor, row_id: int, message: int, now: datetime) -> None:
    """Mark a message as accepted by Telegram under this message id, and erase its content.

    A message that was withdrawn while it was on its way counts as sent too: the person has seen it. Of one that came
    twice it is the later that was marked first: whoever has stood still marks the earlier one when they wake.
    """
    cursor.execute(
        "UPDATE outbox SET status = 'sent', payload = '', message = :message, sent_at = :now"
        " WHERE id = :id AND status <> 'sent'",
        {"id": row_id, "message": message, "now": to_ms(now)},
    )


def there(cursor: Cursor, row_id: int) -> bool:
    """Whether a message is still there: what it tells of may have been erased or taken back since it was read."""
    cursor.execute("SELECT 1 FROM outbox WHERE id = :id", {"id": row_id})
    return cursor.fetchone() is not None


def waits(cursor: Cursor, row_id: int) -> bool:
    """Whether a message still waits to be sent: it is there, and has not been taken back."""
    cursor.execute("SELECT 1 FROM outbox WHERE id = :id AND status = 'waiting'", {"id": row_id})
    return cursor.fetchone() is not None


def part(cursor: Cursor, row_id: int, parts: int) -> None:
    """Mark what of a long message has been accepted, as its sender counts it."""
    cursor.execute("UPDATE outbox SET parts = :parts WHERE id = :id", {"id": row_id, "parts": parts})


def postpone(cursor: Cursor, row_id: int, not_before: datetime, error: str) -> None:
    """Try a message again from this moment on, `LONGEST_FLOOD` or `LONGEST_FAULT` ahead at most.

    `error` names the fault, `FLOOD` where Telegram said how long to wait, and never holds content.
    """
    cursor.execute(
        "UPDATE outbox SET attempts = attempts + 1, not_before = :not_before, error = :error WHERE id = :id",
        {"id": row_id, "not_before": to_ms(not_before), "error": error},
    )


def hasten(cursor: Cursor, bot: int, now: datetime) -> None:
    """Let what waits after a fault go at once: whoever met it sends no more. What Telegram told to wait waits on."""
    cursor.execute(
        "UPDATE outbox SET not_before = :now WHERE status = 'waiting' AND held = 0 AND bot = :bot"
        " AND not_before > :now AND attempts > 0 AND error <> :flood",
        {"bot": bot, "now": to_ms(now), "flood": FLOOD},
    )


def aside(cursor: Cursor, row_id: int, error: str) -> None:
    """Set a message aside that Telegram refuses, if it still waits; the next of its chat goes on.

    Its content stays, sealed, until an operator sends or drops it (`letters`) or it is purged. What is nobody's any
    more, the receipt of an erasure, loses it at once.
    """
    cursor.execute(
        "UPDATE outbox SET status = 'aside', error = :error,"
        " payload = CASE WHEN person IS NULL THEN '' ELSE payload END WHERE id = :id AND status = 'waiting'",
        {"id": row_id, "error": error},
    )


def withdraw(cursor: Cursor, person: int, session: int, prompt: int) -> bool:
    """Take back a question that has not been tried yet, and erase its content; False when it is too late."""
    cursor.execute(
        "UPDATE outbox SET status = 'withdrawn', payload = ''"
        " WHERE person = :person AND session = :session AND prompt = :prompt"
        " AND status = 'waiting' AND attempts = 0 AND parts = 0",
        {"person": person, "session": session, "prompt": prompt},
    )
    return cursor.rowcount > 0


def discard(cursor: Cursor, person: int, session: int) -> None:
    """Delete the messages of one session, sent or not; what waits or was refused may name it in its content only."""
    cursor.execute(
        "DELETE FROM outbox WHERE person = :person AND session = :session",
        {"person": person, "session": session},
    )
    cursor.execute(
        "SELECT id, payload FROM outbox WHERE person = :person AND status IN ('waiting', 'aside') AND payload <> ''",
        {"person": person},
    )
    for row, payload in cursor.fetchall():
        if _opened(cursor, person, row, payload).get("of") == session:
            cursor.execute("DELETE FROM outbox WHERE id = :id", {"id": row})


def holds(cursor: Cursor, person: int, payload: dict[str, Any]) -> bool:
    """Whether the very same already waits to be sent to a person."""
    cursor.execute(
        "SELECT id, payload FROM outbox WHERE person = :person AND status = 'waiting'", {"person": person}
    )
    return any(_opened(cursor, person, row, waiting) == payload for row, waiting in cursor.fetchall())


def untold(cursor: Cursor, person: int, citizen: int) -> None:
    """Delete what waits to tell somebody of a citizen, or was refused, and lists; also the rest of a long one."""
    cursor.execute(
        "DELETE FROM outbox WHERE about IN (:citizen, :person) AND person = :person"
        " AND status IN ('waiting', 'aside')",
        {"person": person, "citizen": citizen},
    )


def unshown(cursor: Cursor, person: int, citizen: int, exercise: int) -> None:
    """The same of what tells of one exercise of a citizen's, or of no certain one: that may be a list with its name."""
    cursor.execute(
        "DELETE FROM outbox WHERE about IN (:citizen, :person) AND person = :person"
        " AND status IN ('waiting', 'aside') AND COALESCE(exercise, :exercise) = :exercise",
        {"person": person, "citizen": citizen, "exercise": exercise},
    )


def of_erased(cursor: Cursor) -> int:
    """How many messages wait for people who are not stored any more: receipts of erasures, nothing for a group."""
    cursor.execute(
        "SELECT COUNT(*) FROM outbox WHERE person IS NULL AND status = 'waiting' AND session = 0", {}
    )
    (found,) = cursor.fetchone()
    return int(found)


def shown(cursor: Cursor, person: int, session: int, prompt: int) -> int | None:
    """The Telegram message that shows a question: 0 while it waits, None where there is none or it was refused."""
    if session == 0 or not (storable(session) and storable(prompt)):
        return None
    cursor.execute(
        "SELECT message FROM outbox WHERE person = :person AND session = :session AND prompt = :prompt"
        " AND status <> 'aside' ORDER BY id DESC LIMIT 1",
        {"person": person, "session": session, "prompt": prompt},
    )
    row = cursor.fetchone()
    return None if row is None else row[0] or 0


def is_told(cursor: Cursor, group: int) -> bool:
    """Whether a group has been told something, or is about to be: of nobody, with the group's id as the session."""
    cursor.execute(
        "SELECT 1 FROM outbox WHERE person IS NULL AND session = :group AND status <> 'aside' LIMIT 1",
        {"group": group},
    )
    return cursor.fetchone() is not None


def fate(cursor: Cursor, person: int, session: int, prompt: int) -> tuple[str, datetime | None]:
    """What has become of a question, and when Telegram accepted it; "" where there is none (any more)."""
    cursor.execute(
        "SELECT status, sent_at FROM outbox WHERE person = :person AND session = :session AND prompt = :prompt"
        " ORDER BY id DESC LIMIT 1",
        {"person": person, "session": session, "prompt": prompt},
    )
    row = cursor.fetchone()
    return ("", None) if row is None else (row[0], from_ms(row[1]) if row[1] else None)
