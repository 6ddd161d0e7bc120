"""How the table of the outbox has grown since the first migration."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.state.cursor import Cursor


def messages_about_others(cursor: Cursor) -> None:
    """The migration by which a message to one of the staff says whom it tells of."""
    for statement in (
        "ALTER TABLE outbox ADD COLUMN about BIGINT REFERENCES people (id) ON DELETE SET NULL",
        "ALTER TABLE outbox ADD COLUMN exercise BIGINT REFERENCES exercises (id) ON DELETE SET NULL",
        "CREATE INDEX outbox_about ON outbox (about, person)",
        "CREATE INDEX outbox_exercise ON outbox (exercise, person)",
    ):
        cursor.execute(statement, {})


def answers_first(cursor: Cursor) -> None:
    """The migration by which what nobody has just asked for is known, and found apart: it goes behind all answers."""
    cursor.execute("ALTER TABLE outbox ADD COLUMN unasked BIGINT NOT NULL DEFAULT 0", {})
    cursor.execute(
        "CREATE INDEX outbox_next ON outbox (bot, unasked, not_before, id) WHERE status = 'waiting'", {}
    )


def held_while_blocked(cursor: Cursor) -> None:
    """The migration by which nobody looks at what waits for those who have blocked the bot, however many they are."""
    for statement in (
        "ALTER TABLE outbox ADD COLUMN held SMALLINT NOT NULL DEFAULT 0",
        "UPDATE outbox SET held = 1 WHERE status = 'waiting' AND EXISTS (SELECT 1 FROM addresses a"
        " WHERE a.bot = outbox.bot AND a.chat_id = outbox.chat_id AND a.blocked_at IS NOT NULL)",
        "DROP INDEX outbox_due",
        "DROP INDEX outbox_next",
        "CREATE INDEX outbox_next ON outbox (bot, unasked, not_before, id) WHERE status = 'waiting' AND held = 0",
        "CREATE INDEX outbox_wakes ON outbox (bot, not_before) WHERE status = 'waiting' AND held = 0",
    ):
        cursor.execute(statement, {})


def held_apart(cursor: Cursor) -> None:
    """The migration by which who has blocked the bot, and what is held for them, is found beside all others."""
    for statement in (
        "CREATE INDEX addresses_blocked ON addresses (bot, chat_id) WHERE blocked_at IS NOT NULL",
        "CREATE INDEX outbox_held ON outbox (bot, chat_id) WHERE status = 'waiting' AND held = 1",
    ):
        cursor.execute(statement, {})
