"""The fifth migration: reminders that staff set for citizens, and what has become of each."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.state.cursor import Cursor

_TABLES = (
    """CREATE TABLE reminders (
        id BIGINT PRIMARY KEY, sender BIGINT NOT NULL REFERENCES people (id) ON DELETE CASCADE,
        citizen BIGINT NOT NULL REFERENCES people (id) ON DELETE CASCADE,
        relation BIGINT NOT NULL REFERENCES relations (id) ON DELETE CASCADE,
        flow TEXT NOT NULL, exercise BIGINT REFERENCES exercises (id) ON DELETE CASCADE, text TEXT NOT NULL,
        rule TEXT NOT NULL, status TEXT NOT NULL CHECK (status IN ('running', 'over', 'stopped', 'ended')),
        due_at BIGINT, made_at BIGINT NOT NULL, ended_at BIGINT)""",
    """CREATE TABLE deliveries (
        id BIGINT PRIMARY KEY, reminder BIGINT NOT NULL REFERENCES reminders (id) ON DELETE CASCADE,
        due_at BIGINT NOT NULL, session BIGINT NOT NULL, prompt BIGINT NOT NULL,
        state TEXT NOT NULL CHECK (state IN
        ('sent', 'opened', 'done', 'later', 'not_today', 'stopped', 'held_up', 'missed')),
        reason TEXT NOT NULL, made_at BIGINT NOT NULL, changed_at BIGINT NOT NULL)""",
)

_INDEXES = (
    "CREATE INDEX reminders_sender ON reminders (sender, made_at)",
    "CREATE INDEX reminders_citizen ON reminders (citizen)",
    "CREATE INDEX reminders_relation ON reminders (relation)",
    "CREATE INDEX reminders_exercise ON reminders (exercise)",
    "CREATE INDEX reminders_ended ON reminders (ended_at) WHERE ended_at IS NOT NULL",
    "CREATE UNIQUE INDEX deliveries_once ON deliveries (reminder, due_at)",
    "CREATE INDEX deliveries_session ON deliveries (session)",
)


def reminder_tables(cursor: Cursor) -> None:
    """Create the tables of reminders, an index for every query and every cascade.

    The unique index says that nothing is delivered twice for one moment.
    """
    for statement in _TABLES + _INDEXES:
        cursor.execute(statement, {})
