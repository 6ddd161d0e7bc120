"""What is said of a shared exercise: a thread for each who follows, at an answer or of the whole; append only."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from bot.state import recordings, shares
from bot.state.errors import Tampered
from bot.state.sealing import UNREAD, opener, seal, seal_json
from bot.state.values import from_json, from_ms, to_json, to_ms

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import datetime

    from bot.engine.deeds import CommentKind
    from bot.state.cursor import Cursor
    from bot.state.sealing import Opener

TEXT: Final = "comments.text"
ABOUT: Final = "comments.about"
RECORDING: Final = "comments.recording"
_COLUMNS: Final = (
    "citizen, id, author, viewer, exercise, version, place, kind, text, about, recording, said_at"
)


class Said(NamedTuple):
    """One remark. `author` None: whoever wrote it is not here any more; `viewer` is whose thread it stands in.

    `about` is the question and answer that it is about, as they were then: for the citizen, whose thread stays whole
    whoever sees the exercise now. `recording` is the `file` that was spoken and its `seconds`, empty for none.
    """

    id: int
    author: int | None
    viewer: int | None
    exercise: int
    version: int
    place: str
    kind: CommentKind
    text: str
    about: dict[str, Any]
    recording: dict[str, Any]
    said_at: datetime


def answers_beside_remarks(cursor: Cursor) -> None:
    """The migration by which a remark keeps the answer that it is about; an earlier one, where that is still shown."""
    cursor.execute("ALTER TABLE comments ADD COLUMN about TEXT NOT NULL DEFAULT '{}'", {})
    cursor.execute(
        "SELECT c.id, c.place, s.snapshot FROM comments c JOIN shares s ON s.exercise = c.exercise"
        " AND s.viewer = c.viewer AND s.version = c.version AND s.withdrawn_at IS NULL WHERE c.place <> ''",
        {},
    )
    for remark, place, snapshot in cursor.fetchall():
        about = to_json(shares.answer_in(from_json(snapshot), place))
        cursor.execute("UPDATE comments SET about = :about WHERE id = :id", {"about": about, "id": remark})


def add(
    cursor: Cursor,
    new_id: int,
    citizen: int,
    author: int,
    viewer: int,
    exercise: int,
    version: int,
    place: str,
    kind: str,
    text: str,
    about: Mapping[str, Any],
    now: datetime,
    recording: Mapping[str, Any] | None = None,
) -> None:
    """Append a remark to the thread between a citizen and one who follows them."""
    cursor.execute(
        "INSERT INTO comments (id, citizen, author, viewer, exercise, version, place, kind, text, about, recording,"
        " said_at) VALUES (:id, :citizen, :author, :viewer, :exercise, :version, :place, :kind, :text, :about,"
        " :recording, :now)",
        {
            "id": new_id,
            "citizen": citizen,
            "author": author,
            "viewer": viewer,
            "exercise": exercise,
            "version": version,
            "place": place,
            "kind": kind,
            "text": seal(cursor, TEXT, citizen, new_id, text),
            "about": seal_json(cursor, ABOUT, citizen, new_id, dict(about)),
            "recording": recordings.sealed(cursor, RECORDING, citizen, new_id, recording),
            "now": to_ms(now),
        },
    )


def of_exercise(cursor: Cursor, exercise: int) -> list[Said]:
    """Everything that was said of an exercise, in all threads, oldest first: for the citizen."""
    cursor.execute(
        f"SELECT {_COLUMNS} FROM comments"  # noqa: S608 - constants
        " WHERE exercise = :exercise ORDER BY id",
        {"exercise": exercise},
    )
    return [_said(cursor, row) for row in cursor.fetchall()]


def of_citizen(cursor: Cursor, citizen: int) -> list[Said]:
    """Everything that was said of a citizen's exercises, oldest first."""
    cursor.execute(
        f"SELECT {_COLUMNS} FROM comments"  # noqa: S608 - constants
        " WHERE citizen = :citizen ORDER BY id",
        {"citizen": citizen},
    )
    rows, unseal = cursor.fetchall(), opener(cursor, citizen)
    return [_opened(row, unseal) for row in rows]


def by_author(cursor: Cursor, author: int) -> list[tuple[int, Said]]:
    """Everything that somebody has said, oldest first, each with the citizen whose exercise it is of.

    Its words are sealed for the citizen; those that do not open are `UNREAD`.
    """
    cursor.execute(
        f"SELECT {_COLUMNS} FROM comments"  # noqa: S608 - constants
        " WHERE author = :author ORDER BY id",
        {"author": author},
    )
    return [(row[0], _said_or_unread(cursor, row)) for row in cursor.fetchall()]


def about_others(cursor: Cursor, author: int) -> bool:
    """Whether somebody has said anything of an exercise that is not their own; none of it is opened."""
    cursor.execute(
        "SELECT 1 FROM comments WHERE author = :author AND citizen <> :author LIMIT 1", {"author": author}
    )
    return cursor.fetchone() is not None


def thread(cursor: Cursor, exercise: int, viewer: int) -> list[Said]:
    """What was said of an exercise between the citizen and one who follows them, oldest first."""
    return [each for each in of_exercise(cursor, exercise) if each.viewer == viewer]


def forget(cursor: Cursor, citizen: int, exercise: int, places: Collection[str]) -> None:
    """Delete what was said of the answers at these places of a citizen's exercise."""
    for place in places:
        cursor.execute(
            "DELETE FROM comments WHERE exercise = :exercise AND citizen = :citizen AND place = :place",
            {"exercise": exercise, "citizen": citizen, "place": place},
        )


def _said_or_unread(cursor: Cursor, row: tuple[Any, ...]) -> Said:
    try:
        return _said(cursor, row)
    except Tampered:
        _, id_, author, viewer, exercise, version, place, kind, stored, _, spoken, at = row
        text = UNREAD if stored or spoken else ""
        return Said(id_, author, viewer, exercise, version, place, kind, text, {}, {}, from_ms(at))


def _said(cursor: Cursor, row: tuple[Any, ...]) -> Said:
    return _opened(row, opener(cursor, row[0]))


def _opened(row: tuple[Any, ...], unseal: Opener) -> Said:
    _, id_, author, viewer, exercise, version, place, kind, text, about, spoken, at = row
    return Said(
        id_,
        author,
        viewer,
        exercise,
        version,
        place,
        kind,
        unseal(TEXT, id_, text),
        from_json(unseal(ABOUT, id_, about)),
        recordings.opened(unseal(RECORDING, id_, spoken)),
        from_ms(at),
    )
