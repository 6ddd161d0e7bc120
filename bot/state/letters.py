"""Messages that Telegram refused: they block nothing, and wait sealed until an operator sends or drops them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from bot.state.errors import Tampered
from bot.state.outbox import PAYLOAD
from bot.state.sealing import NOBODY, unseal_json
from bot.state.values import from_ms, to_ms

if TYPE_CHECKING:
    from datetime import datetime

    from bot.state.cursor import Cursor


class Letter(NamedTuple):
    """A refused message: what kind it is of, in which flow, and why it was refused; never what it says."""

    id: int
    written: datetime
    what: str
    flow: str
    reason: str


def every(cursor: Cursor) -> list[Letter]:
    """The messages that were refused and not dropped, the oldest first."""
    cursor.execute(
        "SELECT o.id, o.created_at, o.payload, o.person, o.session, o.prompt, o.error FROM outbox o"
        " WHERE o.status = 'aside' AND o.payload <> '' ORDER BY o.id",
        {},
    )
    return [_letter(cursor, *row) for row in cursor.fetchall()]


def count(cursor: Cursor) -> int:
    """How many there are."""
    cursor.execute("SELECT COUNT(*) FROM outbox WHERE status = 'aside' AND payload <> ''", {})
    return int(cursor.fetchone()[0])


def retry(cursor: Cursor, letter: int, now: datetime) -> bool:
    """Put a message back into the queue of its chat, in its old place; False where there is none to be put back."""
    cursor.execute(
        "UPDATE outbox SET status = 'waiting', attempts = 0, not_before = :now, error = ''"
        " WHERE id = :id AND status = 'aside' AND payload <> ''",
        {"id": letter, "now": to_ms(now)},
    )
    return cursor.rowcount > 0


def drop(cursor: Cursor, letter: int) -> bool:
    """Delete a refused message; False where there is none."""
    cursor.execute("DELETE FROM outbox WHERE id = :id AND status = 'aside' AND payload <> ''", {"id": letter})
    return cursor.rowcount > 0


def _letter(
    cursor: Cursor,
    id_: int,
    created: int,
    payload: str,
    person: int | None,
    session: int,
    prompt: int,
    reason: str,
) -> Letter:
    try:
        content = unseal_json(cursor, PAYLOAD, person or NOBODY, id_, payload)
    except Tampered:
        content = {}
    flow = _flow(cursor, session or content.get("of", 0))
    return Letter(id_, from_ms(created), _kind(content, prompt), flow, reason)


def _kind(content: dict[str, Any], prompt: int) -> str:
    """What kind of message it is; "unreadable" where somebody has changed it in the file."""
    kind = str(content.get("kind", "unreadable"))
    if kind != "say":
        return kind
    attached = next((each for each in ("picture", "document", "voice") if content.get(each)), "message")
    return "question" if prompt >= 0 and attached == "message" else attached


def _flow(cursor: Cursor, session: int) -> str:
    cursor.execute("SELECT flow FROM exercises WHERE id = :id", {"id": session})
    row = cursor.fetchone()
    return "" if row is None else str(row[0])
