"""Citizens who are asked whether a colleague may follow them instead."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from bot.state.values import to_ms

if TYPE_CHECKING:
    from datetime import datetime

    from bot.state.cursor import Cursor


class Proposed(NamedTuple):
    """What a citizen is asked: whether this colleague may take a relation over."""

    id: int
    relation: int
    colleague: int


def propose(cursor: Cursor, new_id: int, relation: int, colleague: int, now: datetime) -> None:
    """Ask; what was asked about this relation before, and has no answer, is asked no more."""
    decide_all(cursor, relation, now)
    cursor.execute(
        "INSERT INTO handovers (id, relation, colleague, asked_at) VALUES (:id, :relation, :colleague, :now)",
        {"id": new_id, "relation": relation, "colleague": colleague, "now": to_ms(now)},
    )


def open_one(cursor: Cursor, handover: int) -> Proposed | None:
    """What was asked, as long as it has no answer."""
    cursor.execute(
        "SELECT id, relation, colleague FROM handovers WHERE id = :id AND answered_at IS NULL",
        {"id": handover},
    )
    row = cursor.fetchone()
    return None if row is None else Proposed(*row)


def of_relation(cursor: Cursor, relation: int) -> Proposed | None:
    """What the citizen of a relation is asked about it and has not answered yet."""
    cursor.execute(
        "SELECT id, relation, colleague FROM handovers WHERE relation = :relation AND answered_at IS NULL",
        {"relation": relation},
    )
    row = cursor.fetchone()
    return None if row is None else Proposed(*row)


def to_colleague(cursor: Cursor, colleague: int) -> list[Proposed]:
    """What citizens are asked about this colleague and have not answered yet."""
    cursor.execute(
        "SELECT id, relation, colleague FROM handovers WHERE colleague = :colleague AND answered_at IS NULL"
        " ORDER BY id",
        {"colleague": colleague},
    )
    return [Proposed(*row) for row in cursor.fetchall()]


def decide(cursor: Cursor, handover: int, now: datetime, *, accepted: bool) -> bool:
    """The citizen has answered; False where it has an answer already, or needs none any more."""
    cursor.execute(
        "UPDATE handovers SET answered_at = :now, accepted = :accepted WHERE id = :id AND answered_at IS NULL",
        {"id": handover, "accepted": int(accepted), "now": to_ms(now)},
    )
    return cursor.rowcount == 1


def decide_all(cursor: Cursor, relation: int, now: datetime) -> bool:
    """Nothing that was asked about a relation needs an answer any more; False where nothing did."""
    cursor.execute(
        "UPDATE handovers SET answered_at = :now, accepted = 0 WHERE relation = :relation AND answered_at IS NULL",
        {"relation": relation, "now": to_ms(now)},
    )
    return cursor.rowcount > 0
