"""What somebody has set, all at once, with what has become of it: in a handful of queries however much it is."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Final, NamedTuple

from bot.engine.effects import REMINDER
from bot.state import deliveries, recordings, reminders, roles, sealing
from bot.state.reminder_answers import RECORDING, TEXT, Answered
from bot.state.values import LARGEST, from_ms

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bot.state.cursor import Cursor
    from bot.state.deliveries import Delivery
    from bot.state.reminders import Reminder

_OPENED: Final = ", ".join(f"r.{name.strip()}" for name in reminders.COLUMNS.split(","))
_DUE: Final = (
    "CASE WHEN s.status = 'running' AND s.due_at IS NOT NULL THEN s.due_at ELSE :last END,"
    " s.made_at DESC, s.id DESC"
)
_CAME: Final = ", ".join(f"d.{name.strip()}" for name in deliveries.COLUMNS.split(","))


class Came(NamedTuple):
    """What has become of a moment, and the message that asked the citizen, as `outbox.shown` finds it."""

    delivery: Delivery
    shown: int | None


class Set(NamedTuple):
    """A reminder; whether it still comes by itself, what has become of its latest moments, the newest first."""

    reminder: Reminder
    rings: bool
    came: tuple[Came, ...]
    answers: tuple[Answered, ...]


def by_due(cursor: Cursor, sender: int) -> list[int]:
    """Everything that somebody has set and not stopped, for whom they may still remind: as `of_one` puts it in order.

    Nothing is opened.
    """
    condition, values = roles.where_may(cursor, sender, "remind")
    cursor.execute(
        "SELECT s.id FROM reminders s JOIN relations r ON r.id = s.relation"  # noqa: S608 - constants
        f" WHERE s.sender = :sender AND s.status <> 'ended' AND r.ended_at IS NULL{condition}"
        f" AND EXISTS (SELECT 1 FROM addresses a WHERE a.person = r.citizen) ORDER BY {_DUE}",
        {"sender": sender, "last": LARGEST} | values,
    )
    return list(chain.from_iterable(cursor.fetchall()))


def of_one(cursor: Cursor, sender: int, citizen: int) -> list[int]:
    """Everything that somebody has set for a citizen: what is due next first, then what has been, the newest first."""
    cursor.execute(
        "SELECT s.id FROM reminders s WHERE s.citizen = :citizen AND +s.sender = :sender"  # noqa: S608 - constants
        f" ORDER BY {_DUE}",
        {"sender": sender, "citizen": citizen, "last": LARGEST},
    )
    return list(chain.from_iterable(cursor.fetchall()))


def opened(cursor: Cursor, sender: int, ids: Sequence[int], moments: int) -> list[Set]:
    """These of somebody's, in this order, each with so many of its latest moments at most."""
    if not ids:
        return []
    came, answers = _came(cursor, ids, moments), _answers(cursor, ids)
    cursor.execute(
        f"SELECT {_OPENED}, k.master, k.wrapped, (SELECT COUNT(*) FROM timers t WHERE t.person = r.citizen"  # noqa: S608 - constants and numbers
        " AND t.kind = :kind AND t.session = r.id) FROM reminders r LEFT JOIN data_keys k ON k.owner = r.citizen"
        f" WHERE r.sender = :sender AND r.id IN ({_named(ids)})",
        {"kind": REMINDER, "sender": sender, **_numbered(ids)},
    )
    found = {}
    for *row, master, wrapped, timers in cursor.fetchall():
        reminder = reminders.from_row(cursor, row, (master, wrapped))
        rings = reminder.due is not None and timers > 0
        found[reminder.id] = Set(
            reminder, rings, tuple(came.get(reminder.id, ())), tuple(answers.get(reminder.id, ()))
        )
    return [found[each] for each in ids if each in found]


def _came(cursor: Cursor, ids: Sequence[int], moments: int) -> dict[int, list[Came]]:
    cursor.execute(
        f"SELECT {_CAME}, CASE WHEN d.session <> 0 THEN"  # noqa: S608 - constants and numbers
        " (SELECT COALESCE(o.message, 0) FROM outbox o WHERE o.person = r.citizen AND o.session = d.session"
        " AND o.prompt = d.prompt AND o.status <> 'aside' ORDER BY o.id DESC LIMIT 1) END"
        f" FROM deliveries d JOIN reminders r ON r.id = d.reminder WHERE d.reminder IN ({_named(ids)})"
        " AND d.due_at >= COALESCE((SELECT one.due_at FROM deliveries one WHERE one.reminder = d.reminder"
        " ORDER BY one.due_at DESC LIMIT 1 OFFSET :before), 0) ORDER BY d.due_at DESC",
        {"before": moments - 1, **_numbered(ids)},
    )
    found: dict[int, list[Came]] = {}
    for *row, shown in cursor.fetchall():
        delivery = deliveries.from_row(row)
        found.setdefault(delivery.reminder, []).append(Came(delivery, shown))
    return found


def _answers(cursor: Cursor, ids: Sequence[int]) -> dict[int, list[Answered]]:
    cursor.execute(
        "SELECT a.reminder, r.citizen, a.id, a.text, a.recording, a.said_at, k.master, k.wrapped"  # noqa: S608 - numbers
        " FROM reminder_answers a"
        " JOIN reminders r ON r.id = a.reminder LEFT JOIN data_keys k ON k.owner = r.citizen"
        f" WHERE a.reminder IN ({_named(ids)}) ORDER BY a.id",
        _numbered(ids),
    )
    found: dict[int, list[Answered]] = {}
    for reminder, citizen, id_, text, spoken, said, master, wrapped in cursor.fetchall():
        key = (master, wrapped)
        answered = Answered(
            sealing.unseal_beside(cursor, TEXT, citizen, id_, text, key),
            recordings.opened(sealing.unseal_beside(cursor, RECORDING, citizen, id_, spoken, key)),
            from_ms(said),
        )
        found.setdefault(reminder, []).append(answered)
    return found


def _named(ids: Iterable[int]) -> str:
    return ", ".join(f":id{place}" for place, _ in enumerate(ids))


def _numbered(ids: Iterable[int]) -> dict[str, int]:
    return {f"id{place}": each for place, each in enumerate(ids)}
