"""Looks at what citizens show: one row for every time that somebody has looked at a version."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from bot.state.values import from_ms, to_ms

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from bot.state.cursor import Cursor
    from bot.state.shares import Standing

AT_ONCE: Final = 1_000
"""Looks that are noted in one statement."""


class Looked(NamedTuple):
    """Somebody looked at a version; `viewer` None: whoever it was is not here any more.

    What they looked at `at_desk` was not sent to their chat.
    """

    id: int
    viewer: int | None
    exercise: int
    version: int
    looked_at: datetime
    at_desk: bool


def looked_where(cursor: Cursor) -> None:
    """The migration by which a look says whether it was at the desk; of the earlier ones nobody knows."""
    cursor.execute("ALTER TABLE looks ADD COLUMN at_desk BIGINT NOT NULL DEFAULT 0", {})


def note(
    cursor: Cursor, anew: Sequence[tuple[int, Standing]], now: datetime, *, at_desk: bool = False
) -> None:
    """Note that somebody looks at versions, all of them at once: each with the new id of its row."""
    for first in range(0, len(anew), AT_ONCE):
        some_of_them = anew[first : first + AT_ONCE]
        columns = ("id", "citizen", "viewer", "exercise", "version")
        rows = [(new, *each[1:]) for new, each in some_of_them]
        values = {
            f"{name}_{place}": value
            for place, row in enumerate(rows)
            for name, value in zip(columns, row, strict=True)
        }
        placed = (
            "({}, :now, :at_desk)".format(", ".join(f":{name}_{place}" for name in columns))
            for place in range(len(rows))
        )
        cursor.execute(
            "INSERT INTO looks (id, citizen, viewer, exercise, version, looked_at, at_desk)"  # noqa: S608 - numbers
            f" VALUES {', '.join(placed)}",
            {**values, "now": to_ms(now), "at_desk": int(at_desk)},
        )


def of_exercise(cursor: Cursor, exercise: int) -> list[Looked]:
    """Every look at an exercise, the newest first."""
    cursor.execute(
        "SELECT id, viewer, exercise, version, looked_at, at_desk FROM looks WHERE exercise = :exercise"
        " ORDER BY id DESC",
        {"exercise": exercise},
    )
    return [_looked(row) for row in cursor.fetchall()]


def last(cursor: Cursor, viewer: int, exercise: int) -> Looked | None:
    """The last look of somebody at an exercise; None for none."""
    return next((each for each in of_exercise(cursor, exercise) if each.viewer == viewer), None)


def of_citizen(cursor: Cursor, citizen: int) -> list[Looked]:
    """Every look at what a citizen shows, the oldest first."""
    cursor.execute(
        "SELECT id, viewer, exercise, version, looked_at, at_desk FROM looks WHERE citizen = :citizen ORDER BY id",
        {"citizen": citizen},
    )
    return [_looked(row) for row in cursor.fetchall()]


def _looked(row: tuple[int, int | None, int, int, int, int]) -> Looked:
    id_, viewer, exercise, version, at, at_desk = row
    return Looked(id_, viewer, exercise, version, from_ms(at), bool(at_desk))
