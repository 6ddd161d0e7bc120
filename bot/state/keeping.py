"""How far the way to an automatic erasure has come for somebody who is not here any more, and that nobody is left out.

Each person has one timer of this kind, from the moment they say yes; before that, the one by which whoever does not
decide is forgotten. What rings is judged in a turn of theirs (`bot.coaching.retention`). Whatever they do begins it
anew.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final, NamedTuple

from bot.coaching.retention import LOOK
from bot.engine.effects import REMINDER, RETENTION, SILENCE, UNSENT
from bot.engine.nudging import DECISION, UNDECIDED
from bot.state import timers
from bot.state.consents import consents_by_kind
from bot.state.values import from_ms, to_ms

if TYPE_CHECKING:
    from datetime import datetime

    from bot.state.cursor import Cursor
    from bot.state.ids import Ids

AT_ONCE: Final = 5_000
"""How many people are looked at in one sweep: writes wait for it. The others are at the next ones."""
HOUR: Final = 3_600_000
STRIDE: Final = 5_566_755_282_872_655
"""How much further each hour begins, as a number of the ids of people: the golden section, which leaves no gap long."""
FURTHEST: Final = 1 << 53
"""Above every id of a person."""
SLACK: Final = timedelta(days=1)
"""It may be looked so much too early, which finds that it is not time: not every turn has to move the timer."""
WAITS_FOR_HOURS: Final = timedelta(weeks=1)
"""How much later than its day a timer can be set at most, for somebody's hours and free days."""


class Counting(NamedTuple):
    """How many warnings were due, and days counted since; `session` asked with the newest one, 0 where none did."""

    warnings: int
    days: int
    session: int
    counted_at: datetime


def kept_and_agreed(cursor: Cursor) -> None:
    """The migration by which people are erased some time after they were last here, and agree to several things."""
    cursor.execute(
        "CREATE TABLE keeping (person BIGINT PRIMARY KEY REFERENCES people (id) ON DELETE CASCADE,"
        " warnings SMALLINT NOT NULL, days SMALLINT NOT NULL, session BIGINT NOT NULL, counted_at BIGINT NOT NULL)",
        {},
    )
    cursor.execute("CREATE INDEX people_seen ON people (seen_at)", {})
    consents_by_kind(cursor)


def of_person(cursor: Cursor, person: int) -> Counting | None:
    """How far it has come for somebody; None where nobody is to be warned."""
    cursor.execute(
        "SELECT warnings, days, session, counted_at FROM keeping WHERE person = :person", {"person": person}
    )
    row = cursor.fetchone()
    return None if row is None else Counting(row[0], row[1], row[2], from_ms(row[3]))


def note(cursor: Cursor, person: int, warnings: int, days: int, session: int, now: datetime) -> None:
    """Keep how far it has come; no warnings: nobody is to be warned."""
    if not warnings:
        forget(cursor, person)
        return
    cursor.execute(
        "INSERT INTO keeping (person, warnings, days, session, counted_at)"
        " VALUES (:person, :warnings, :days, :session, :now) ON CONFLICT (person) DO UPDATE SET"
        " warnings = excluded.warnings, days = excluded.days, session = excluded.session,"
        " counted_at = excluded.counted_at",
        {"person": person, "warnings": warnings, "days": days, "session": session, "now": to_ms(now)},
    )


def forget(cursor: Cursor, person: int) -> None:
    """Nobody is to be warned (any more)."""
    cursor.execute("DELETE FROM keeping WHERE person = :person", {"person": person})


def seen(cursor: Cursor, ids: Ids, person: int, now: datetime) -> None:
    """Somebody is here: whatever was counted is void, and it is looked again later."""
    forget(cursor, person)
    timers.schedule(cursor, ids.next(), person, RETENTION, 0, now + LOOK, SLACK)


def runs(cursor: Cursor, person: int, after: datetime) -> bool:
    """Whether a day that somebody has set in an exercise still comes after a moment.

    What others remind them of is none: it may come for ever. Whoever answers it or taps it is here. Nor is what they
    said to others and have not sent, which is only forgotten then.
    """
    cursor.execute(
        "SELECT 1 FROM timers WHERE person = :person AND session <> 0 AND due_at > :after"
        " AND kind NOT IN (:silence, :reminder, :unsent) LIMIT 1",
        {"person": person, "after": to_ms(after), "silence": SILENCE, "reminder": REMINDER, "unsent": UNSENT},
    )
    return cursor.fetchone() is not None


def look_after(cursor: Cursor, ids: Ids, now: datetime) -> None:
    """See to it that nobody is left out: by what broke, by a clock that was ahead, or from an earlier version.

    Where somebody's first turn broke, no timer was set; where that of a timer did, it is gone. One that is further
    ahead than any that is set rings now; of somebody who may still agree, a day from now.
    """
    timers.find_bots(cursor)
    _pull_back(cursor, now)
    _set_again(cursor, ids, now)


def _pull_back(cursor: Cursor, now: datetime) -> None:
    """The kinds stand in the statements: each has an index of its own, which holds nobody's other timers."""
    cursor.execute(
        "UPDATE timers SET due_at = :now, version = version + 1 WHERE due_at > :furthest AND kind = 'retention'",
        {"now": to_ms(now), "furthest": to_ms(now + LOOK + WAITS_FOR_HOURS)},
    )
    cursor.execute(
        "UPDATE timers SET due_at = :decision, version = version + 1 WHERE due_at > :decision"
        " AND kind = 'undecided'",
        {"decision": to_ms(now + DECISION)},
    )


def _set_again(cursor: Cursor, ids: Ids, now: datetime) -> None:
    """Let the timer ring now for people who have none, and were not here since; `AT_ONCE` are looked at.

    Where there are more, each hour looks at others: it begins elsewhere, and people's ids are random. Whoever is just
    being written by another program is left for the next hour: they may be about to be gone, and their timer with them.
    """
    begin = (to_ms(now) // HOUR * STRIDE) % FURTHEST
    end = _last_of(cursor, begin)
    for after, until in (
        ((begin, end),) if end else ((begin, FURTHEST), (-1, _last_of(cursor, -1) or FURTHEST))
    ):
        cursor.execute(
            "SELECT p.id FROM people p WHERE p.id > :after AND p.id <= :until AND p.seen_at <= :before"  # noqa: S608 - constant
            " AND p.agreed = 1 AND NOT EXISTS (SELECT 1 FROM timers t WHERE t.person = p.id AND t.kind = :kind)"
            f" ORDER BY p.id{cursor.skip_locked}",
            {"after": after, "until": until, "before": to_ms(now - LOOK), "kind": RETENTION},
        )
        _ring(cursor, ids, RETENTION, now)
    cursor.execute(
        "SELECT p.id FROM people p WHERE p.seen_at <= :before AND p.agreed = 0 AND NOT EXISTS"  # noqa: S608 - constant
        " (SELECT 1 FROM timers t WHERE t.person = p.id AND t.kind = :kind)"
        f" ORDER BY p.seen_at LIMIT :most{cursor.skip_locked}",
        {"before": to_ms(now - DECISION), "kind": UNDECIDED, "most": AT_ONCE},
    )
    _ring(cursor, ids, UNDECIDED, now)


def _last_of(cursor: Cursor, after: int) -> int | None:
    """The last of those who are looked at from here on; None where there are not so many."""
    cursor.execute(
        "SELECT id FROM people WHERE id > :after ORDER BY id LIMIT 1 OFFSET :most",
        {"after": after, "most": AT_ONCE - 1},
    )
    row = cursor.fetchone()
    return None if row is None else int(row[0])


def _ring(cursor: Cursor, ids: Ids, kind: str, now: datetime) -> None:
    """Let the timer of this kind ring now for everybody who was just found."""
    for (person,) in cursor.fetchall():
        timers.schedule(cursor, ids.next(), person, kind, 0, now)
