"""Old messages leave the outbox, and what stays of them is not looked at again; what waits is held if it must be."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.state import outbox
from bot.state.values import to_ms

if TYPE_CHECKING:
    from datetime import datetime

    from bot.state.cursor import Cursor

AT_ONCE: Final = 500
"""So many old messages, or a few more of the same moment, are looked at in one transaction: nobody waits for long.

No more chats than that are set right in one either."""
_WAITS: Final = "SELECT chat_id FROM outbox WHERE status = 'waiting' AND held = {} AND bot = :bot"
_BLOCKED: Final = "SELECT chat_id FROM addresses WHERE blocked_at IS NOT NULL AND bot = :bot"


def purge(cursor: Cursor, before: datetime) -> bool:
    """Delete finished messages written before this moment, `AT_ONCE` at most; whether there may be more.

    Of each session the newest one sent is kept: its message id tells which question a person had in front of them. It
    is not looked at again until one that was sent later is as old. A group has no
    session: it is forgotten, and told once more if anybody writes there again. What tells one of the staff of others
    waits no longer than that either where they have blocked the bot.
    """
    border, more = _border(cursor, before)
    cursor.execute(
        "DELETE FROM outbox WHERE status <> 'waiting' AND kept = 0 AND created_at < :border"
        " AND (status <> 'sent' OR session <= 0 OR EXISTS (SELECT 1 FROM outbox newer"
        " WHERE newer.person = outbox.person AND newer.session = outbox.session AND newer.id > outbox.id"
        " AND newer.status = 'sent'))",
        {"border": border},
    )
    cursor.execute(
        "DELETE FROM outbox WHERE id IN (SELECT older.id FROM outbox o"
        " JOIN outbox older ON older.person = o.person AND older.session = o.session AND older.id < o.id"
        " AND older.kept = 1"
        " WHERE o.status <> 'waiting' AND o.kept = 0 AND o.created_at < :border)",
        {"border": border},
    )
    cursor.execute(
        "UPDATE outbox SET kept = 1 WHERE status <> 'waiting' AND kept = 0 AND created_at < :border",
        {"border": border},
    )
    cursor.execute(
        "DELETE FROM outbox WHERE status = 'waiting' AND not_before < :before AND about IS NOT NULL"
        " AND EXISTS (SELECT 1 FROM addresses a WHERE a.bot = outbox.bot AND a.chat_id = outbox.chat_id"
        " AND a.blocked_at < :before)",
        {"before": to_ms(before)},
    )
    # A receipt to somebody erased: not even the address stays. (What was said in a group has the group as session.)
    cursor.execute("DELETE FROM outbox WHERE person IS NULL AND session = 0 AND status <> 'waiting'", {})
    return more


def set_held(cursor: Cursor, bot: int) -> None:
    """See to it that what waits is held where its chat is blocked, and nowhere else; `AT_ONCE` chats at most.

    Where several programs write, one may store a message just as another one stores that its chat is blocked, or free
    again: neither sees the other's row. What is held, what else waits and who has blocked the bot stand each in an
    index of their own, so that nothing of anybody else is looked at.
    """
    for chat in _chats(cursor, bot, f"{_WAITS.format(1)} EXCEPT {_BLOCKED}"):
        outbox.release(cursor, bot, chat)
    for chat in _chats(cursor, bot, f"{_WAITS.format(0)} INTERSECT {_BLOCKED}"):
        outbox.hold(cursor, bot, chat)


def _chats(cursor: Cursor, bot: int, those: str) -> list[int]:
    cursor.execute(f"{those} LIMIT :most", {"bot": bot, "most": AT_ONCE})
    return [chat for (chat,) in cursor.fetchall()]


def _border(cursor: Cursor, before: datetime) -> tuple[int, bool]:
    """The moment before which there are not too many for one sweep, and whether there are others until `before`."""
    cursor.execute(
        "SELECT created_at FROM outbox WHERE status <> 'waiting' AND kept = 0 AND created_at < :before"
        " ORDER BY created_at LIMIT 1 OFFSET :most",
        {"before": to_ms(before), "most": AT_ONCE - 1},
    )
    row = cursor.fetchone()
    return (to_ms(before), False) if row is None else (row[0] + 1, True)
