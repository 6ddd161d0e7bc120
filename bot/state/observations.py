"""What a contact person sees of a citizen: a star beside theirs, and the belief that they get a job. Personal data."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any, Final, Literal, NamedTuple, TypeAlias

from bot.state import ledger
from bot.state.errors import Tampered
from bot.state.sealing import seal_json, unseal_json
from bot.state.values import from_ms, to_ms

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from bot.state.cursor import Cursor
    from bot.state.ids import Ids

CONTENT: Final = "observations.content"
Kind: TypeAlias = Literal["star", "belief"]


class Observation(NamedTuple):
    """One observation; `exercise` is the star that it stands beside, 0 for none.

    `shown` is what the citizen has said to its standing in the picture of their star, None for nothing yet.
    """

    id: int
    author: int | None
    kind: Kind
    exercise: int
    content: dict[str, Any]
    shown: bool | None
    noted_at: datetime


def stars_side_by_side(cursor: Cursor) -> None:
    """The migration by which a citizen decides whether a star stands beside theirs: 1 yes, 0 no, NULL not yet."""
    cursor.execute("ALTER TABLE observations ADD COLUMN shown SMALLINT", {})


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
    """Keep an observation; earlier ones stay. What the citizen has said to the author's star before holds for it."""
    earlier = decided(cursor, citizen, author, exercise) if kind == "star" else None
    cursor.execute(
        "INSERT INTO observations (id, citizen, author, kind, exercise, content, shown, noted_at)"
        " VALUES (:id, :citizen, :author, :kind, :exercise, :content, :shown, :now)",
        {
            "id": new_id,
            "citizen": citizen,
            "author": author,
            "kind": kind,
            "exercise": exercise or None,
            "content": seal_json(cursor, CONTENT, citizen, new_id, dict(content)),
            "shown": None if earlier is None else int(earlier),
            "now": to_ms(now),
        },
    )


def decided(cursor: Cursor, citizen: int, author: int, exercise: int) -> bool | None:
    """What a citizen has said to an author's scores standing in the picture of a star, None for nothing yet."""
    said = (
        each.shown
        for each in of_citizen(cursor, citizen, "star")
        if each.author == author and each.exercise == exercise
    )
    return next(said, None)


def decide(cursor: Cursor, ids: Ids, citizen: int, author: int, exercise: int, *, shown: bool) -> None:
    """Note whether an author's scores stand in the picture of a citizen's star."""
    for each in reversed(of_citizen(cursor, citizen, "star")):
        if (each.author, each.exercise) == (author, exercise) and each.shown is not shown:
            if shown:
                _show(cursor, ids, citizen, each)
            else:
                hide(cursor, each.id)


def hide(cursor: Cursor, observation: int) -> None:
    """These scores do not stand in the picture of the star; under this id they never will again."""
    ledger.note(cursor, "observation", observation)
    cursor.execute("UPDATE observations SET shown = 0 WHERE id = :id", {"id": observation})


def _show(cursor: Cursor, ids: Ids, citizen: int, each: Observation) -> None:
    """These scores stand in the picture of the star: after a no under another id, for its line holds for ever."""
    row = each.id if each.shown is None else ids.next()
    content = seal_json(cursor, CONTENT, citizen, row, each.content)
    cursor.execute(
        "UPDATE observations SET id = :row, content = :content, shown = 1 WHERE id = :id",
        {"row": row, "content": content, "id": each.id},
    )


def change(
    cursor: Cursor, citizen: int, kind: str, changed: Callable[[dict[str, Any]], dict[str, Any]]
) -> None:
    """Change the content of everything of this kind that was observed of a citizen."""
    for each in of_citizen(cursor, citizen, kind):
        cursor.execute(
            "UPDATE observations SET content = :content WHERE id = :id",
            {"id": each.id, "content": seal_json(cursor, CONTENT, citizen, each.id, changed(each.content))},
        )


def of_citizen(cursor: Cursor, citizen: int, kind: str) -> list[Observation]:
    """What was observed of a citizen, the newest first."""
    cursor.execute(
        "SELECT citizen, id, author, kind, exercise, content, shown, noted_at FROM observations"
        " WHERE citizen = :citizen AND kind = :kind ORDER BY id DESC",
        {"citizen": citizen, "kind": kind},
    )
    return [_observation(cursor, row) for row in cursor.fetchall()]


def by_author(cursor: Cursor, author: int) -> list[tuple[int, Observation]]:
    """What somebody has observed, the oldest first, each with the citizen of whom it is.

    It is sealed for the citizen; what does not open is left out.
    """
    cursor.execute(
        "SELECT citizen, id, author, kind, exercise, content, shown, noted_at FROM observations"
        " WHERE author = :author ORDER BY id",
        {"author": author},
    )
    found = []
    for row in cursor.fetchall():
        with suppress(Tampered):
            found.append((row[0], _observation(cursor, row)))
    return found


def about_others(cursor: Cursor, author: int) -> bool:
    """Whether somebody has observed anything of others; none of it is opened."""
    cursor.execute(
        "SELECT 1 FROM observations WHERE author = :author AND citizen <> :author LIMIT 1", {"author": author}
    )
    return cursor.fetchone() is not None


def _observation(cursor: Cursor, row: tuple[Any, ...]) -> Observation:
    citizen, id_, author, kind, exercise, stored, shown, noted = row
    content = unseal_json(cursor, CONTENT, citizen, id_, stored)
    agreed = None if shown is None else bool(shown)
    return Observation(id_, author, kind, exercise or 0, content, agreed, from_ms(noted))
