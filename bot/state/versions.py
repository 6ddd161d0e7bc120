"""Finished texts of an exercise, each kept as a numbered version."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from bot.state.errors import NothingToAmend
from bot.state.sealing import seal_json, unseal_json
from bot.state.values import from_ms, to_ms

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from bot.state.cursor import Cursor

CONTENT: Final = "versions.content"


def keep(
    cursor: Cursor, new_id: int, person_id: int, exercise: int, content: dict[str, Any], now: datetime
) -> int:
    """Store a finished text as the exercise's next version, and give its number, counted from 1."""
    cursor.execute("SELECT MAX(number) FROM versions WHERE exercise = :exercise", {"exercise": exercise})
    number: int = (cursor.fetchone()[0] or 0) + 1
    cursor.execute(
        "INSERT INTO versions (id, person, exercise, number, content, created_at)"
        " VALUES (:id, :person, :exercise, :number, :content, :now)",
        {
            "id": new_id,
            "person": person_id,
            "exercise": exercise,
            "number": number,
            "content": seal_json(cursor, CONTENT, person_id, new_id, content),
            "now": to_ms(now),
        },
    )
    return number


def amend(cursor: Cursor, exercise: int, content: dict[str, Any]) -> None:
    """Add these keys to the newest version's content, over what it had there; NothingToAmend without one."""
    cursor.execute(
        "SELECT id, person, content FROM versions WHERE exercise = :exercise ORDER BY number DESC LIMIT 1",
        {"exercise": exercise},
    )
    newest = cursor.fetchone()
    if newest is None:
        raise NothingToAmend(f"expected exercise {exercise} to have a version to add to; keep one first")
    version, person, stored = newest
    whole = unseal_json(cursor, CONTENT, person, version, stored) | content
    cursor.execute(
        "UPDATE versions SET content = :content WHERE id = :id",
        {"id": version, "content": seal_json(cursor, CONTENT, person, version, whole)},
    )


def change(cursor: Cursor, exercise: int, changed: Callable[[dict[str, Any]], dict[str, Any]]) -> None:
    """Change the content of every version of an exercise."""
    cursor.execute(
        "SELECT id, person, content FROM versions WHERE exercise = :exercise", {"exercise": exercise}
    )
    for version, person, stored in cursor.fetchall():
        content = changed(unseal_json(cursor, CONTENT, person, version, stored))
        cursor.execute(
            "UPDATE versions SET content = :content WHERE id = :id",
            {"id": version, "content": seal_json(cursor, CONTENT, person, version, content)},
        )


def of_exercise(cursor: Cursor, exercise: int) -> list[tuple[int, dict[str, Any], datetime]]:
    """Number, content and time of every version of an exercise, oldest first."""
    cursor.execute(
        "SELECT id, person, number, content, created_at FROM versions WHERE exercise = :exercise ORDER BY number",
        {"exercise": exercise},
    )
    return [
        (number, unseal_json(cursor, CONTENT, person, id_, content), from_ms(created))
        for id_, person, number, content, created in cursor.fetchall()
    ]
