"""Reminders that staff have set for citizens: what they remind of, when they come, and whether they still do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, Literal, NamedTuple, TypeAlias

from bot.state.sealing import opener, seal, unseal, unseal_beside, unseal_for_others
from bot.state.values import from_json, from_ms, optional_moment, to_json, to_ms

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import datetime

    from bot.state.cursor import Cursor
    from bot.state.relations import Relation

Status: TypeAlias = Literal["running", "over", "stopped", "ended"]
"""It still comes; it has come for the last time; the citizen has stopped it; its sender has, or follows no more."""

TEXT: Final = "reminders.text"
COLUMNS: Final = (
    "id, sender, citizen, relation, flow, exercise, text, rule, status, due_at, made_at, ended_at"
)


class Reminder(NamedTuple):
    """What somebody is reminded of: their exercise, any of a flow, or a text. `due` is the next moment of its rule."""

    id: int
    sender: int
    citizen: int
    relation: int
    flow: str
    exercise: int
    text: str
    rule: dict[str, Any]
    status: Status
    due: datetime | None
    made_at: datetime
    ended_at: datetime | None


class Standing(NamedTuple):
    """What is needed of a reminder to end it: nothing of it is opened."""

    id: int
    citizen: int
    due: datetime | None


def make(
    cursor: Cursor,
    new_id: int,
    relation: Relation,
    flow: str,
    exercise: int,
    text: str,
    rule: Mapping[str, Any],
    due: datetime,
    now: datetime,
) -> None:
    """Let a reminder come from now on; its first moment is `due`."""
    cursor.execute(
        f"INSERT INTO reminders ({COLUMNS}) VALUES (:id, :sender, :citizen, :relation, :flow, :exercise, :text,"  # noqa: S608 - constants
        " :rule, 'running', :due, :now, NULL)",
        {
            "id": new_id,
            "sender": relation.staff,
            "citizen": relation.citizen,
            "relation": relation.id,
            "flow": flow,
            "exercise": exercise or None,
            "text": seal(cursor, TEXT, relation.citizen, new_id, text),
            "rule": to_json(dict(rule)),
            "due": to_ms(due),
            "now": to_ms(now),
        },
    )


def get(cursor: Cursor, reminder: int) -> Reminder | None:
    """A reminder, of now or of before; None where there is none of this id."""
    cursor.execute(f"SELECT {COLUMNS} FROM reminders WHERE id = :id", {"id": reminder})  # noqa: S608 - constants
    row = cursor.fetchone()
    return None if row is None else _reminder(cursor, row)


def standing(cursor: Cursor, reminder: int) -> Standing | None:
    """The same, unopened."""
    cursor.execute("SELECT id, citizen, due_at FROM reminders WHERE id = :id", {"id": reminder})
    return next((_standing(row) for row in cursor.fetchall()), None)


def of_sender(cursor: Cursor, sender: int) -> list[Reminder]:
    """What somebody has set and not taken back, the newest first."""
    cursor.execute(
        f"SELECT {COLUMNS} FROM reminders WHERE sender = :sender AND status <> 'ended'"  # noqa: S608 - constants
        " ORDER BY made_at DESC, id DESC",
        {"sender": sender},
    )
    return [_reminder(cursor, row, unseal_for_others) for row in cursor.fetchall()]


def to_citizen(cursor: Cursor, sender: int, citizen: int) -> list[Reminder]:
    """Every reminder that somebody has set for one citizen, also those that have ended, the first set first."""
    cursor.execute(
        f"SELECT {COLUMNS} FROM reminders WHERE citizen = :citizen AND sender = :sender ORDER BY id",  # noqa: S608 - constants
        {"citizen": citizen, "sender": sender},
    )
    rows, unseal_own = cursor.fetchall(), opener(cursor, citizen)
    return [
        _reminder(cursor, row, lambda _, column, __, id_, text: unseal_own(column, id_, text)) for row in rows
    ]


def ever_of_sender(cursor: Cursor, sender: int) -> list[Reminder]:
    """Every reminder that somebody has set, also those that have ended, the oldest first."""
    cursor.execute(
        f"SELECT {COLUMNS} FROM reminders WHERE sender = :sender ORDER BY id",  # noqa: S608 - constants
        {"sender": sender},
    )
    return [_reminder(cursor, row, unseal_for_others) for row in cursor.fetchall()]


def last_set(cursor: Cursor, sender: int) -> dict[int, datetime]:
    """When somebody has last set a reminder by each relation, also one that is taken back."""
    cursor.execute(
        "SELECT relation, MAX(made_at) FROM reminders WHERE sender = :sender GROUP BY relation",
        {"sender": sender},
    )
    return {relation: from_ms(at) for relation, at in cursor.fetchall()}


def of_citizen(cursor: Cursor, citizen: int) -> list[Reminder]:
    """What somebody is or was reminded of, the first set first."""
    cursor.execute(
        f"SELECT {COLUMNS} FROM reminders WHERE citizen = :citizen ORDER BY id",  # noqa: S608 - constants
        {"citizen": citizen},
    )
    return [_reminder(cursor, row) for row in cursor.fetchall()]


def of_relation(cursor: Cursor, relation: int) -> list[Standing]:
    """What still comes to a citizen by a relation, unopened."""
    cursor.execute(
        "SELECT id, citizen, due_at FROM reminders WHERE relation = :relation AND status = 'running' ORDER BY id",
        {"relation": relation},
    )
    return [_standing(row) for row in cursor.fetchall()]


def saves(cursor: Cursor, sender: int, since: datetime, now: datetime) -> int:
    """How often somebody has set reminders after a moment and before now; those set for several at once count once."""
    cursor.execute(
        "SELECT COUNT(DISTINCT made_at) FROM reminders WHERE sender = :sender AND made_at > :since"
        " AND made_at < :now",
        {"sender": sender, "since": to_ms(since), "now": to_ms(now)},
    )
    return int(cursor.fetchone()[0])


def of_exercise(cursor: Cursor, citizen: int, exercise: int) -> list[Standing]:
    """What reminds or reminded somebody of an exercise of theirs, unopened."""
    cursor.execute(
        "SELECT id, citizen, due_at FROM reminders WHERE exercise = :exercise AND citizen = :citizen ORDER BY id",
        {"exercise": exercise, "citizen": citizen},
    )
    return [_standing(row) for row in cursor.fetchall()]


def lose_exercise(cursor: Cursor, reminder: int) -> None:
    """What a reminder is of is about to be deleted; the reminder stays as what has become of it."""
    cursor.execute("UPDATE reminders SET exercise = NULL WHERE id = :id", {"id": reminder})


def move_on(cursor: Cursor, reminder: int, due: datetime) -> bool:
    """The next moment of a reminder's rule; False where it comes no more."""
    cursor.execute(
        "UPDATE reminders SET due_at = :due WHERE id = :id AND status = 'running'",
        {"id": reminder, "due": to_ms(due)},
    )
    return cursor.rowcount == 1


def end(cursor: Cursor, reminder: int, status: Status, now: datetime) -> None:
    """A reminder comes no more. One that somebody has ended stays so, and one that was stopped is not over."""
    cursor.execute(
        "UPDATE reminders SET status = :status, due_at = NULL, ended_at = COALESCE(ended_at, :now) WHERE id = :id"
        " AND status <> 'ended' AND (:status <> 'over' OR status = 'running')",
        {"id": reminder, "status": status, "now": to_ms(now)},
    )


def forget(cursor: Cursor, relation: int, now: datetime) -> None:
    """Nothing comes by a relation any more, and what was written for it is deleted."""
    cursor.execute(
        "UPDATE reminders SET status = 'ended', text = '', due_at = NULL, ended_at = COALESCE(ended_at, :now)"
        " WHERE relation = :relation",
        {"relation": relation, "now": to_ms(now)},
    )


def purge(cursor: Cursor, before: datetime) -> None:
    """Delete reminders that ended before this moment, with all that became of them."""
    cursor.execute("DELETE FROM reminders WHERE ended_at < :before", {"before": to_ms(before)})


def from_row(cursor: Cursor, row: Sequence[Any], key: tuple[str | None, str | None]) -> Reminder:
    """The reminder in a row of `COLUMNS`, beside which the citizen's key was read: its master's id, and wrapped."""

    def opened(cursor: Cursor, column: str, owner: int, number: int, stored: str) -> str:
        return unseal_beside(cursor, column, owner, number, stored, key)

    return _reminder(cursor, row, opened)


def _standing(row: tuple[int, int, int | None]) -> Standing:
    id_, citizen, due = row
    return Standing(id_, citizen, optional_moment(due))


def _reminder(cursor: Cursor, row: Sequence[Any], opened: Callable[..., str] = unseal) -> Reminder:
    id_, sender, citizen, relation, flow, exercise, text, rule, status, due, made, ended = row
    return Reminder(
        id_,
        sender,
        citizen,
        relation,
        flow,
        exercise or 0,
        opened(cursor, TEXT, citizen, id_, text),
        from_json(rule),
        status,
        optional_moment(due),
        from_ms(made),
        optional_moment(ended),
    )
