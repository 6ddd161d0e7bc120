"""The migration by which a list of many citizens finds the days of what they show, and opens nothing for it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

from bot.engine.sharing import OUTCOME
from bot.engine.text import WithYear, Words
from bot.state import sealing
from bot.state.shares import SNAPSHOT
from bot.state.values import from_json, from_ms

if TYPE_CHECKING:
    from bot.state.cursor import Cursor

AT_ONCE: Final = 1_000
"""Rows that are in memory at once."""


def shown_days(cursor: Cursor) -> None:
    """Each share says of which flow it is, and the day of a star, and of a plan of which nothing has become yet."""
    for statement in (
        "ALTER TABLE shares ADD COLUMN flow TEXT NOT NULL DEFAULT ''",
        "ALTER TABLE shares ADD COLUMN day BIGINT",
        "UPDATE shares SET flow = COALESCE((SELECT e.flow FROM exercises e WHERE e.id = shares.exercise), '')",
        # What the condition names stands in an index too: else SQLite goes to each row for it.
        "CREATE INDEX shares_stars ON shares (viewer, citizen, day, flow, withdrawn_at)"
        " WHERE withdrawn_at IS NULL AND flow = 'star'",
        "CREATE INDEX shares_plans ON shares (viewer, day) WHERE withdrawn_at IS NULL AND flow = 'plan'",
        "CREATE INDEX relations_now ON relations (staff, id, citizen, role, organisation, since, ended_at)"
        " WHERE ended_at IS NULL",
    ):
        cursor.execute(statement, {})
    last: int | None = 0
    while last is not None:
        last = _date_some(cursor, last)


def _date_some(cursor: Cursor, after: int) -> int | None:
    """Give the next stars and plans their day; the id of the last of them, None where there were none."""
    cursor.execute(
        "SELECT s.id, s.flow, s.citizen, s.snapshot, e.created_at FROM shares s JOIN exercises e ON e.id = s.exercise"
        " WHERE s.withdrawn_at IS NULL AND s.flow IN ('plan', 'star') AND s.id > :after ORDER BY s.id LIMIT :most",
        {"after": after, "most": AT_ONCE},
    )
    rows = cursor.fetchall()
    for share, flow, citizen, stored, begun in rows:
        shown = sealing.unseal_for_others(cursor, SNAPSHOT, citizen, share, stored)
        day = from_ms(begun).date() if flow == "star" else _day_of_plan(shown)
        values = {"day": day.toordinal() if day else None, "share": share}
        cursor.execute("UPDATE shares SET day = :day WHERE id = :share", values)
    return rows[-1][0] if rows else None


def _day_of_plan(shown: str) -> date | None:
    """The day that a plan is for of which nothing has become; None for any other, and for what does not open."""
    snapshot = {} if shown == sealing.UNREAD else from_json(shown)
    answers = {each["place"]: Words.from_json(each["answer"]) for each in snapshot.get("answers", ())}
    day = answers["day"].values.get("day") if "day" in answers and OUTCOME not in snapshot else None
    day = day.day if isinstance(day, WithYear) else day
    return day if isinstance(day, date) else None
