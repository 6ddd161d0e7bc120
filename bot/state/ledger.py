"""The erasure ledger in the database: what was erased or closed, until its line stands in the ledger's file.

A restored backup is older than some erasures. So each is noted in its own transaction, and goes as a keyed hash into a
file outside of the database before anybody hears that it is done; a restore does all of it again. Only where that file
cannot be written is it done, and heard of, before its line is there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal, TypeAlias, get_args

from bot.state import ledger_file, sealing
from bot.state.errors import LedgerUnwritable
from bot.state.ledger_file import Entry, Mark, Pen

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from bot.state.cursor import Cursor

Kind: TypeAlias = Literal[
    "role",
    "person",
    "relation",
    "invitation",
    "share",
    "observation",
    "reminder",
    "consent",
    "answer",
    "exercise",
]
"""What can be gone or closed, in the order in which a restore does it again. Saved data: never rename one.

Roles come first, so that nobody is told of a citizen whom they may not know any more; then people, who go by no name.

An observation is closed where the citizen does not let these scores stand beside their star.
"""
KINDS: Final[tuple[Kind, ...]] = get_args(Kind)
PURPOSE: Final = "jobstjernen erasure ledger"
"""What the key of the ledger is for; another purpose would make another key."""
SINCE: Final = "0021 erasure ledger"
"""The migration since which a database has a ledger, as `bot.state.migrations` names it."""
RECEIPT: Final = 8
"""Letters by which somebody who was erased can ask later whether it was done."""


def erasure_ledger(cursor: Cursor) -> None:
    """The migration by which erasures outlive a restore. The ledger's key is there from now on, in every backup."""
    for statement in (
        "CREATE TABLE erasures (hash TEXT PRIMARY KEY, kind TEXT NOT NULL)",
        "CREATE TABLE ledger (position BIGINT NOT NULL, mac TEXT NOT NULL)",
    ):
        cursor.execute(statement, {})
    sealing.make_key(cursor, sealing.NOBODY)
    move(cursor, pen(cursor).beginning)


def note(cursor: Cursor, kind: Kind, row: int) -> None:
    """Note, in the transaction that does it, that something is gone or closed for good: as a hash, not by its id."""
    carry(cursor, [Entry(kind, pen(cursor).hash(kind, row))])


def waiting(cursor: Cursor) -> int:
    """How many erasures have no line in the ledger yet: none, but for a moment, as long as it can be written."""
    cursor.execute("SELECT COUNT(*) FROM erasures", {})
    return int(cursor.fetchone()[0])


def trouble(cursor: Cursor, file: Path | None) -> str:
    """Why this file takes no lines as the ledger of this database, "" where it does, or none is set. It only looks."""
    if file is None:
        return ""
    try:
        ledger_file.see(file, pen(cursor), known(cursor), anew=is_new(cursor))
    except LedgerUnwritable as error:
        return str(error)
    return ""


def is_new(cursor: Cursor) -> bool:
    """Whether a ledger may be begun, since there can be none yet: no line is known, and nobody was here with one.

    The first start begins it, before anybody is served. So where people have been here since, it is somewhere, also
    where this database is a copy of before its first line: perhaps its disk is not mounted.
    """
    if known(cursor).position:
        return False
    cursor.execute(
        "SELECT 1 FROM people WHERE seen_at > (SELECT applied_at FROM migrations WHERE name = :since)"
        " ORDER BY seen_at DESC LIMIT 1",
        {"since": SINCE},
    )
    return cursor.fetchone() is None


def is_of_somebody(cursor: Cursor) -> bool:
    """Whether anybody is in this database whose erasure a ledger could name."""
    cursor.execute("SELECT 1 FROM people WHERE seen_at >= 0 ORDER BY seen_at LIMIT 1", {})
    return cursor.fetchone() is not None


def receipt(cursor: Cursor, person: int) -> str:
    """The number that a person's erasure is found by in the ledger: how their line's hash begins."""
    return pen(cursor).hash("person", person)[:RECEIPT]


def pen(cursor: Cursor) -> Pen:
    """What the ledger of this database is written with. It outlives a change of the master key."""
    return Pen(sealing.derived(cursor, sealing.NOBODY, PURPOSE))


def pending(cursor: Cursor) -> list[Entry]:
    """What has no line in the ledger yet."""
    cursor.execute("SELECT kind, hash FROM erasures ORDER BY hash", {})
    return [Entry(*row) for row in cursor.fetchall()]


def carry(cursor: Cursor, entries: Iterable[Entry]) -> None:
    """Let entries of another copy of this database wait here for their lines."""
    for entry in entries:
        cursor.execute(
            "INSERT INTO erasures (hash, kind) VALUES (:hash, :kind) ON CONFLICT DO NOTHING",
            {"hash": entry.hash, "kind": entry.kind},
        )


def written(cursor: Cursor, entries: list[Entry], end: Mark) -> None:
    """These have their lines, and the ledger ended there then."""
    for entry in entries:
        cursor.execute("DELETE FROM erasures WHERE hash = :hash", {"hash": entry.hash})
    if known(cursor).position < end.position:
        move(cursor, end)


def known(cursor: Cursor) -> Mark:
    """How far this database knows the ledger: it holds at least so much."""
    cursor.execute("SELECT position, mac FROM ledger", {})
    return Mark(*cursor.fetchone())


def move(cursor: Cursor, mark: Mark) -> None:
    """Know the ledger up to this place."""
    cursor.execute("DELETE FROM ledger", {})
    cursor.execute("INSERT INTO ledger (position, mac) VALUES (:position, :mac)", mark._asdict())
