"""Everything that happens at a time: one row per person, kind and session, with a version as guard.

A timer belongs to the bot by which its person is reached, and says so: no bot looks at what is another's to ring.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final, NamedTuple

from bot.state.reaching import address_of
from bot.state.values import from_ms, optional_moment, to_ms

if TYPE_CHECKING:
    from datetime import datetime

    from bot.state.cursor import Cursor

NO_SLACK: Final = timedelta(0)


class Timer(NamedTuple):
    """A timer as it was read; `session` 0 means the person as a whole.

    `user` is the Telegram user to reach its person by, 0 for nobody.
    """

    id: int
    person: int
    kind: str
    session: int
    due_at: datetime
    version: int
    user: int = 0


_BELONGS: Final = "COALESCE((SELECT a.bot{}), 0)"
"""The bot by which a person is reached; 0 for whom none is known to reach, and so rings nobody's."""
_OF_THEIRS: Final = _BELONGS.format(address_of("timers.person"))
_SET: Final = (
    "INSERT INTO timers (id, person, kind, session, due_at, version, bot)"  # noqa: S608 - constants
    f" VALUES (:id, :person, :kind, :session, :at, :version, {_BELONGS.format(address_of(':person'))})"
)
_USER: Final = f"COALESCE((SELECT a.user_id{address_of('timers.person')}), 0)"


def timers_by_bot(cursor: Cursor) -> None:
    """The migration by which a timer says whose it is.

    Every row is written: with no index in the way, which are made again, that takes PostgreSQL half as long.
    """
    for statement in (
        *(f"DROP INDEX timers_{each}" for each in ("due", "one", "retention", "undecided")),
        "ALTER TABLE timers ADD COLUMN bot BIGINT NOT NULL DEFAULT 0",
        f"UPDATE timers SET bot = {_OF_THEIRS}",  # noqa: S608 - constants
        "CREATE INDEX timers_due ON timers (bot, due_at, id)",
        "CREATE UNIQUE INDEX timers_one ON timers (person, kind, session)",
        "CREATE INDEX timers_retention ON timers (due_at) WHERE kind = 'retention'",
        "CREATE INDEX timers_undecided ON timers (due_at) WHERE kind = 'undecided'",
    ):
        cursor.execute(statement, {})


def schedule(
    cursor: Cursor,
    new_id: int,
    person: int,
    kind: str,
    session: int,
    at: datetime,
    slack: timedelta = NO_SLACK,
) -> None:
    """Set a person's timer of this kind and session, or move the one there is and its version on.

    One that rings earlier, but by no more than `slack`, stays as it is: it costs a turn three pages less. Whoever
    hears it ring then has to look whether it is time.
    """
    cursor.execute(
        f"{_SET} ON CONFLICT (person, kind, session)"
        " DO UPDATE SET due_at = excluded.due_at, version = timers.version + 1, bot = excluded.bot"
        " WHERE timers.due_at < :soonest OR timers.due_at >= excluded.due_at OR timers.bot <> excluded.bot",
        {
            "id": new_id,
            "person": person,
            "kind": kind,
            "session": session,
            "at": to_ms(at),
            "version": 1,
            "soonest": to_ms(at - slack),
        },
    )


def put_back(cursor: Cursor, timer: Timer) -> None:
    """Leave a timer that was taken, just as it was, to the bot by which its person is reached now."""
    cursor.execute(
        _SET,
        {
            "id": timer.id,
            "person": timer.person,
            "kind": timer.kind,
            "session": timer.session,
            "at": to_ms(timer.due_at),
            "version": timer.version,
        },
    )


def follow(cursor: Cursor, bot: int, chat: int) -> None:
    """Whoever has this address may be reached by another bot from now on: then their timers are that one's."""
    cursor.execute(
        f"UPDATE timers SET bot = {_OF_THEIRS} WHERE bot <> {_OF_THEIRS}"  # noqa: S608 - constants
        " AND person IN (SELECT person FROM addresses WHERE bot = :bot AND chat_id = :chat)",
        {"bot": bot, "chat": chat},
    )


def find_bots(cursor: Cursor) -> None:
    """Whoever's timers are no bot's, and is reached by one: from now on they are that one's.

    A program of an earlier version, which says nothing of bots, may have run on beside a newer one.
    """
    cursor.execute(f"UPDATE timers SET bot = {_OF_THEIRS} WHERE bot = 0 AND {_OF_THEIRS} <> 0", {})  # noqa: S608 - constants


def cancel(cursor: Cursor, person: int, kind: str, session: int = 0) -> None:
    """Take a person's timer away, if it is there."""
    cursor.execute(
        "DELETE FROM timers WHERE person = :person AND kind = :kind AND session = :session",
        {"person": person, "kind": kind, "session": session},
    )


def discard(cursor: Cursor, person: int, session: int) -> None:
    """Take every timer of one session away."""
    cursor.execute(
        "DELETE FROM timers WHERE person = :person AND session = :session",
        {"person": person, "session": session},
    )


def due(cursor: Cursor, bot: int, now: datetime, limit: int, but: str = "") -> list[Timer]:
    """A bot's timers whose time has come, the longest overdue first; none of the kind `but`.

    Another program may find the same ones: `take` decides.
    """
    cursor.execute(
        f"SELECT id, person, kind, session, due_at, version, {_USER} FROM timers"  # noqa: S608 - constants
        " WHERE bot = :bot AND due_at <= :now AND kind <> :but ORDER BY due_at, id LIMIT :limit",
        {"bot": bot, "now": to_ms(now), "limit": limit, "but": but},
    )
    return [
        Timer(id_, person, kind, session, from_ms(due_at), version, user)
        for id_, person, kind, session, due_at, version, user in cursor.fetchall()
    ]


def take(cursor: Cursor, timer: Timer) -> bool:
    """Use a timer up; False when it was moved, cancelled or taken since it was read: then do nothing.

    Nor when another program is taking it just now: nobody waits for that one; where it fails the timer is due still.
    """
    cursor.execute(
        "DELETE FROM timers WHERE id = (SELECT id FROM timers WHERE id = :id AND version = :version"  # noqa: S608 - constant
        f"{cursor.skip_locked})",
        {"id": timer.id, "version": timer.version},
    )
    return cursor.rowcount == 1


def is_set(cursor: Cursor, person: int, kind: str, session: int) -> bool:
    """Whether a person has a timer of this kind and session."""
    cursor.execute(
        "SELECT 1 FROM timers WHERE person = :person AND kind = :kind AND session = :session",
        {"person": person, "kind": kind, "session": session},
    )
    return cursor.fetchone() is not None


def next_due(cursor: Cursor, bot: int, but: str = "") -> datetime | None:
    """When a bot's next timer is due, none of the kind `but`; it may be in the past. None without any."""
    cursor.execute(
        "SELECT MIN(due_at) FROM timers WHERE bot = :bot AND due_at >= 0 AND kind <> :but",
        {"bot": bot, "but": but},
    )
    return optional_moment(cursor.fetchone()[0])
