"""What whoever watches over the bot asks the database: that it can be written, and what waits in it for how long."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from bot.engine.effects import RETENTION
from bot.engine.nudging import UNDECIDED
from bot.state import sealing
from bot.state.outbox import FLOOD
from bot.state.values import from_ms, optional_moment, to_ms

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from bot.state.cursor import Cursor


class Queues(NamedTuple):
    """How much waits, and since when the oldest of it does; None where nothing does.

    `waiting` are messages that can go, `oldest` is when the first of them was written, but for those that Telegram
    itself has asked to wait with. `held` are those of people who have blocked the bot.
    """

    waiting: int
    held: int
    oldest: datetime | None
    timers: int
    first_timer: datetime | None


class KeyInUse(NamedTuple):
    """A master key that wraps somebody's key, how many it wraps, and when it was first seen doing so."""

    id: str
    people: int
    since: datetime | None


def watching(cursor: Cursor) -> None:
    """The migration by which the program leaves signs of life, knows its last backup, and finds refused messages."""
    for statement in (
        "CREATE TABLE pulses (bot BIGINT PRIMARY KEY, beaten_at BIGINT NOT NULL)",
        "CREATE TABLE backups (made_at BIGINT NOT NULL)",
        "CREATE TABLE master_keys (id TEXT PRIMARY KEY, seen_at BIGINT NOT NULL)",
        """CREATE TABLE broken (
            id BIGINT PRIMARY KEY, person BIGINT REFERENCES people (id) ON DELETE CASCADE,
            what TEXT NOT NULL, session BIGINT NOT NULL, error TEXT NOT NULL, place TEXT NOT NULL,
            broke_at BIGINT NOT NULL)""",
        "CREATE INDEX broken_person ON broken (person)",
        "CREATE INDEX broken_at ON broken (broke_at)",
        "CREATE INDEX outbox_letters ON outbox (id) WHERE status = 'aside'",
    ):
        cursor.execute(statement, {})


def known_keys(cursor: Cursor) -> None:
    """The migration by which a sign of life says which master keys the program knows."""
    cursor.execute("ALTER TABLE pulses ADD COLUMN master_keys TEXT NOT NULL DEFAULT ''", {})


def beat(cursor: Cursor, bot: int, now: datetime) -> None:
    """Leave a sign of life, with the ids of the master keys at hand; it also shows that the database can be written."""
    cursor.execute(
        "INSERT INTO pulses (bot, beaten_at, master_keys) VALUES (:bot, :now, :keys) ON CONFLICT (bot)"
        " DO UPDATE SET beaten_at = excluded.beaten_at, master_keys = excluded.master_keys",
        {"bot": bot, "now": to_ms(now), "keys": " ".join(cursor.keys.known())},
    )


def beats(cursor: Cursor) -> dict[int, datetime]:
    """When each bot has left its last sign of life, the newest first."""
    cursor.execute("SELECT bot, beaten_at FROM pulses ORDER BY beaten_at DESC, bot", {})
    return {bot: from_ms(beaten) for bot, beaten in cursor.fetchall()}


def keys_known(cursor: Cursor) -> tuple[str, ...]:
    """The ids of the master keys that the program knew which has left the newest sign of life."""
    cursor.execute("SELECT master_keys FROM pulses ORDER BY beaten_at DESC LIMIT 1", {})
    row = cursor.fetchone()
    return tuple(row[0].split()) if row else ()


def backed_up(cursor: Cursor, now: datetime) -> None:
    """Remember that a backup was made, and read back."""
    forget_backups(cursor)
    cursor.execute("INSERT INTO backups (made_at) VALUES (:now)", {"now": to_ms(now)})


def forget_backups(cursor: Cursor) -> None:
    """Know of none any more: those that there are cannot be restored here."""
    cursor.execute("DELETE FROM backups", {})


def last_backup(cursor: Cursor) -> datetime | None:
    """When a backup was last made; None where none has been. Two that were made at once have noted one each."""
    cursor.execute("SELECT MAX(made_at) FROM backups", {})
    return optional_moment(cursor.fetchone()[0])


def check_key(cursor: Cursor) -> None:
    """MissingKey or BadKey where what is sealed cannot be opened, or nothing could be sealed, with the keys at hand."""
    first = cursor.keys.first  # read anew: a key file that is gone is noticed before somebody new needs it
    sealing.check(cursor, (first.id, *sealing.masters(cursor)))


def note_keys(cursor: Cursor, now: datetime) -> None:
    """Remember since when each master key has been in use: what is known of its age, and that there is such a key."""
    at_hand = cursor.keys.known()
    for master in sealing.masters(cursor):
        if master in at_hand:
            cursor.execute(
                "INSERT INTO master_keys (id, seen_at) VALUES (:id, :now) ON CONFLICT (id) DO NOTHING",
                {"id": master, "now": to_ms(now)},
            )


def keys_in_use(cursor: Cursor) -> list[KeyInUse]:
    """The master keys that wrap somebody's key; more than one while a rotation is not done."""
    found = []
    for master in sealing.masters(cursor):
        cursor.execute("SELECT seen_at FROM master_keys WHERE id = :id", {"id": master})
        row = cursor.fetchone()
        since = from_ms(row[0]) if row else None
        found.append(KeyInUse(master, sealing.wrapped_by(cursor, master), since))
    return found


def queues(cursor: Cursor, bot: int, now: datetime) -> Queues:
    """What waits in the database of a bot."""
    waiting, held, oldest = _messages(cursor, bot, now)
    timers, first_timer = _timers(cursor, bot, now)
    return Queues(waiting, held, oldest, timers, first_timer)


def _messages(cursor: Cursor, bot: int, now: datetime) -> tuple[int, int, datetime | None]:
    """What is held stands in an index of its own, and is counted in it: it can be much, and stays for long."""
    cursor.execute(
        "SELECT COUNT(*), MIN(CASE WHEN error <> :flood OR not_before <= :now THEN created_at END)"
        " FROM outbox WHERE status = 'waiting' AND held = 0 AND bot = :bot",
        {"bot": bot, "flood": FLOOD, "now": to_ms(now)},
    )
    waiting, oldest = cursor.fetchone()
    cursor.execute(
        "SELECT COUNT(*) FROM outbox WHERE status = 'waiting' AND held = 1 AND bot = :bot", {"bot": bot}
    )
    (held,) = cursor.fetchone()
    return waiting, held, optional_moment(oldest)


def _timers(cursor: Cursor, bot: int, now: datetime) -> tuple[int, datetime | None]:
    """How many of a bot's timers are due, and since when the first is."""
    cursor.execute(
        "SELECT COUNT(*), MIN(due_at) FROM timers WHERE bot = :bot AND due_at <= :now",
        {"bot": bot, "now": to_ms(now)},
    )
    count, first = cursor.fetchone()
    return count, optional_moment(first)


def left_behind(
    cursor: Cursor, bots: Collection[int], over: datetime, late: datetime
) -> list[tuple[int, int]]:
    """The bot and user of everybody whom none of these bots would erase, and none has looked at since they were `late`.

    Only whoever was last here before `over`, or has never agreed; staff are kept for as long as they have a role.
    """
    found, here = set[tuple[int, int]](), ", ".join(map(str, bots))
    for kind in (RETENTION, UNDECIDED):  # it stands in the statement: each has an index of its own
        cursor.execute(
            "SELECT a.bot, a.user_id FROM timers t JOIN people p ON p.id = t.person"  # noqa: S608 - constants
            " JOIN addresses a ON a.person = p.id AND a.bot = t.bot"
            f" WHERE t.kind = '{kind}' AND t.due_at <= :late AND t.bot NOT IN ({here})"
            " AND (p.agreed = 0 OR p.seen_at <= :over)"
            " AND NOT EXISTS (SELECT 1 FROM roles r WHERE r.person = p.id AND r.ended_at IS NULL)",
            {"late": to_ms(late), "over": to_ms(over)},
        )
        found.update(cursor.fetchall())
    return sorted(found)


def last_update(cursor: Cursor, bot: int) -> datetime | None:
    """When an update was last taken in; None where none ever has been: the newest are remembered."""
    cursor.execute("SELECT MAX(received_at) FROM updates WHERE bot = :bot", {"bot": bot})
    return optional_moment(cursor.fetchone()[0])
