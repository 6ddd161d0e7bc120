"""Recordings that wait to be written down: a mark at the answer that each is kept as, durable like that."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from bot.state.answers import CONTENT
from bot.state.reaching import address_of
from bot.state.sealing import unseal_json
from bot.state.values import from_ms, to_ms

if TYPE_CHECKING:
    from datetime import datetime

    from bot.state.cursor import Cursor


AGAIN: Final = timedelta(minutes=1)
"""Until a recording is looked at once more that could not be fetched; a time further ahead was set by a wrong clock."""


class Unheard(NamedTuple):
    """A recording as it was read: which answer of whom it is, when to listen to it, and when it came."""

    id: int
    person: int
    message: int
    due_at: datetime
    created_at: datetime


def unheard(cursor: Cursor) -> None:
    """The migration by which a recording can wait to be written down."""
    cursor.execute("ALTER TABLE answers ADD COLUMN unheard BIGINT", {})
    cursor.execute("CREATE INDEX answers_unheard ON answers (person, unheard) WHERE unheard IS NOT NULL", {})


def add(cursor: Cursor, person: int, message: int, at: datetime) -> None:
    """Let the recording of this message be listened to."""
    cursor.execute(
        "UPDATE answers SET unheard = :at WHERE id ="
        " (SELECT MAX(id) FROM answers WHERE person = :person AND message = :message)",
        {"person": person, "message": message, "at": to_ms(at)},
    )


def due(cursor: Cursor, bot: int, now: datetime) -> Unheard | None:
    """The recording to listen to now; only of people whom this bot reaches.

    Whoever has the fewest that wait goes first, then what waits longest: nobody holds up the others by many.
    """
    cursor.execute(
        "SELECT id, person, message, unheard, created_at FROM answers"  # noqa: S608 - constants
        " WHERE unheard IS NOT NULL AND (unheard <= :now OR unheard > :ahead)"  # the index knows the first
        f" AND :bot = (SELECT a.bot{address_of('answers.person')})"
        " ORDER BY (SELECT COUNT(*) FROM answers others WHERE others.person = answers.person"
        " AND others.unheard IS NOT NULL), unheard, id LIMIT 1",
        {"bot": bot, "now": to_ms(now), "ahead": to_ms(now + AGAIN)},
    )
    row = cursor.fetchone()
    return None if row is None else _unheard(*row)


def _unheard(id_: int, person: int, message: int, due_at: int, created_at: int) -> Unheard:
    return Unheard(id_, person, message, from_ms(due_at), from_ms(created_at))


def file_of(cursor: Cursor, recording: Unheard) -> str:
    """Telegram's id of the file; "" where it is gone with its answer meanwhile."""
    cursor.execute("SELECT content FROM answers WHERE id = :id", {"id": recording.id})
    row = cursor.fetchone()
    if row is None:
        return ""
    content: dict[str, Any] = unseal_json(cursor, CONTENT, recording.person, recording.id, row[0])
    return str(content["value"]) if content["kind"] == "voice" else ""


def later(cursor: Cursor, recording: Unheard, at: datetime) -> None:
    """Listen to it at another time."""
    cursor.execute(
        "UPDATE answers SET unheard = :at WHERE id = :id AND unheard IS NOT NULL",
        {"id": recording.id, "at": to_ms(at)},
    )


def take(cursor: Cursor, recording: Unheard) -> bool:
    """Be done with it; False where somebody else is, or it is gone: then do nothing."""
    cursor.execute(
        "UPDATE answers SET unheard = NULL WHERE id = :id AND unheard IS NOT NULL", {"id": recording.id}
    )
    return cursor.rowcount == 1
