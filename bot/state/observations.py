"""What a contact person sees of a citizen: a star beside theirs, and the belief that they get a job. Personal data."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, NamedTuple, TypeAlias

from bot.state.values import from_json, from_ms, to_json, to_ms

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from bot.state.cursor import Cursor

Kind: TypeAlias = Literal["star", "belief"]


class Observation(NamedTuple):
    """One observation; `exercise` is the star that it stands beside, 0 for none."""

    id: int
    author: int | None
    kind: Kind
    exercise: int
    content: dict[str, Any]
    noted_at: datetime


def note(
    cursor: Cursor,
    new_id: int,
    citizen: int,
    author: int,
    kind: str,
    exercise: int,
    content: Mapping[str, Any],
    now: datetime,
) -> None:
    """Keep an observation; earlier ones stay."""
    cursor.execute(
        "INSERT INTO observations (id, citizen, author, kind, exercise, content, noted_at)"
        " VALUES (:id, :citizen, :author, :kind, :exercise, :content, :now)",
        {
            "id": new_id,
            "citizen": citizen,
            "author": author,
            "kind": kind,
            "exercise": exercise or None,
            "content": to_json(dict(content)),
            "now": to_ms(now),
        },
    )


def of_citizen(cursor: Cursor, citizen: int, kind: str) -> list[Observation]:
    """What was observed of a citizen, the newest first."""
    cursor.execute(
        "SELECT id, author, kind, exercise, content, noted_at FROM observations"
        " WHERE citizen = :citizen AND kind = :kind ORDER BY id DESC",
        {"citizen": citizen, "kind": kind},
    )
    return [
        Observation(id_, author, kind_, exercise or 0, from_json(content), from_ms(noted))
        for id_, author, kind_, exercise, content, noted in cursor.fetchall()
    ]
