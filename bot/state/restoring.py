"""Restoring a backup: everything that was erased or closed since is erased or closed in it before it is a database.

All of it happens in a file beside the database, which takes its place at the end, in one step. Until then nothing is
changed, and afterwards nothing of the old one is left.
"""

from __future__ import annotations

import os
import sqlite3
from contextlib import ExitStack, closing, contextmanager
from typing import TYPE_CHECKING, Final, NamedTuple

from bot.state import (
    backup,
    copying,
    databases,
    desk,
    guard,
    ledger,
    ledger_file,
    leftovers,
    moved_away,
    opening,
    outbox,
    reapplying,
    watching,
)
from bot.state import ids as ids_
from bot.state.beside import RESTORE_LOCK, restore_lock
from bot.state.errors import AlreadyOpen, CannotRestore, MissingKey, StateError
from bot.state.ids import Ids
from bot.state.ledger_file import Line, Mark, sync_folder
from bot.state.transaction import transaction

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from datetime import datetime
    from pathlib import Path

    from bot.state.backup import Header
    from bot.state.copying import Contents
    from bot.state.cursor import Cursor
    from bot.state.ledger import Kind
    from bot.state.ledger_file import Entry, Pen
    from bot.state.opening import Database
    from bot.state.reapplying import Again
    from bot.state.values import Clock

WITHOUT: Final = (
    "Where no copy of it is left anywhere: --without-ledger, which brings back what was erased since"
)


class Wish(NamedTuple):
    """What an operator wants of a restore; `ledger` None is the one of the settings.

    `about_health` names what a no to questions about health closes.
    """

    ledger: Path | None = None
    overwrite: bool = False
    without_ledger: bool = False
    about_health: tuple[str, ...] = ()


class Restored(NamedTuple):
    """What a restore has done: when the backup was made, of how many people it is now, and what was done again.

    `lines` are those of the ledger, `last` is when the last of them was written; `vouched` says that the old database
    knew of no more.
    """

    made_at: datetime
    people: int
    again: Mapping[Kind, int]
    unread: bool
    """The old database could not be read."""
    lines: int
    last: datetime | None
    vouched: bool
    unopened: tuple[int, ...]
    """The people of whom something does not open: their rows are there as they were in the backup."""
    about_health: tuple[int, ...]
    """The people whose answers about health could not be deleted again, since they do not open."""
    receipts: int
    """How many receipts of erasures waited in the old database, and are lost with it."""


class Old(NamedTuple):
    """What the database that is replaced knows of the ledger."""

    known: Mark | None = None
    pending: tuple[Entry, ...] = ()
    unread: bool = False
    receipts: int = 0


class Closed(NamedTuple):
    """Since when each hash is closed; and where the ledger ends that says so, its lines, and when it got the last."""

    since: Mapping[str, datetime]
    end: Mark
    lines: int = 0
    last: datetime | None = None


def restore(database: Database, file: Path, wish: Wish, *, clock: Clock) -> Restored:
    """Put a backup in the place of a database. CannotRestore, BadLedger or MissingKey, and nothing is changed."""
    if databases.is_postgres(database.url):
        from bot.state import postgres_restoring  # noqa: PLC0415 - as in `databases`

        return postgres_restoring.restore(database, file, wish, clock)
    path = moved_away.unmoved(opening.path_of(database.url)).resolve()
    new = [each for each in locks(path) if not each.exists()]
    lock = _take_lock(path)
    try:
        with _alone(path):
            if not opening.is_missing(path) and not wish.overwrite:
                raise CannotRestore(
                    f"DATABASE_URL: expected no database at {path}, found one; to put the backup in its place, and "
                    "delete it: --overwrite"
                )
            return _restore(database, path, file, wish, clock)
    except OSError as error:
        raise CannotRestore(
            f"DATABASE_URL: expected a folder that can be written at {path.parent}, with room ({error.strerror})"
        ) from error
    finally:
        if opening.is_missing(path):
            for each in new:  # nobody else has a use for them where no database is
                each.unlink(missing_ok=True)
        os.close(lock)


def _take_lock(path: Path) -> int:
    try:
        return opening.take_lock(path)
    except AlreadyOpen as error:
        raise AlreadyOpen(
            f"DATABASE_URL: expected that nothing runs on {path}, found the bot. Stop it (`systemctl stop jobstjernen` "
            "or Ctrl-C), restore once more, and then start it again. Nothing was changed"
        ) from error


def locks(path: Path) -> list[Path]:
    """Every lock file that a restore takes."""
    return [leftovers.beside(path, ending) for ending in (opening.LOCK, RESTORE_LOCK, leftovers.LOCK)]


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    """While no command changes the database, until the other one stands in its place, and nobody backs it up."""
    with ExitStack() as stack:
        try:
            stack.enter_context(guard.held(restore_lock(path)))
        except BlockingIOError as error:
            raise CannotRestore(
                "a command, like a backup or an erasure, is at work on this database just now; wait for it to end. "
                "Nothing was changed"
            ) from error
        stack.enter_context(leftovers.alone(path))
        yield


def _restore(database: Database, path: Path, file: Path, wish: Wish, clock: Clock) -> Restored:
    # What SQLite puts aside while it rebuilds a file is people's text too, and stays on the same disk.
    os.environ.setdefault("SQLITE_TMPDIR", str(path.parent))
    fresh = leftovers.beside(path, ".restoring")
    header = backup.unseal(file, fresh, database.keys)
    opening.bring_up_to_date(fresh, keys=database.keys, clock=clock, busy_timeout=opening.PATIENCE)
    with (
        opening.explained(fresh),
        closing(opening.connect(fresh, database.keys, opening.PATIENCE)) as connection,
    ):
        copying.check(connection)
        pen = ledger.pen(connection.cursor())
        old = _old(path, database, pen)
        closed = closed_by(database.ledger_file, header, pen, old, wish, clock())
        with transaction(connection):
            again = do_again(connection.cursor(), Ids(clock), header, closed, old, wish)
        copying.finish(connection)
    found = copying.contents(fresh, database.keys)
    with ledger_kept(database.ledger_file, unless=lambda: not fresh.exists()):
        set_ledger(database.ledger_file, wish, pen, header, clock())
        copying.replace(path, fresh, database.keys)
    return restored(header, found, closed, again, old)


def restored(header: Header, found: Contents, closed: Closed, again: Again, old: Old) -> Restored:
    """What was done, from what was found in the backup, in the ledger, and in the database that is replaced."""
    return Restored(
        made_at=header.made_at,
        people=found.rows["people"],
        again=again.done,
        unread=old.unread,
        lines=closed.lines,
        last=closed.last,
        vouched=old.known is not None,
        unopened=found.unopened,
        about_health=again.about_health,
        receipts=old.receipts,
    )


def do_again(cursor: Cursor, ids: Ids, header: Header, closed: Closed, old: Old, wish: Wish) -> Again:
    """Close and erase what was closed and erased since; nobody is signed in any more."""
    ids.start_above(ids_.highest(cursor))
    again = reapplying.again(cursor, ids, closed.since, closed.end, wish.about_health)
    ledger.carry(cursor, old.pending)
    desk.close(cursor)
    watching.backed_up(cursor, header.made_at)  # of the one that is restored it cannot know itself
    return again


def set_ledger(configured: Path, wish: Wish, pen: Pen, header: Header, now: datetime) -> None:
    """Let the ledger be the one that was named, or a new one where none is left."""
    if wish.without_ledger:
        ledger_file.append(configured, pen, header.known, [], now, anew=True)
    elif wish.ledger is not None:
        put_in_place(whole_lines(wish.ledger), configured)


@contextmanager
def ledger_kept(configured: Path, *, unless: Callable[[], bool]) -> Iterator[None]:
    """Put back the ledger as it was where what follows is refused, for then nothing is changed.

    Once the restored database stands in its place it needs the ledger that it was restored with.
    """
    before = configured.read_bytes() if configured.exists() else None
    try:
        yield
    except BaseException:
        if not unless():
            _put_back(before, configured)
        raise


def _put_back(before: bytes | None, configured: Path) -> None:
    if before is None:
        configured.unlink(missing_ok=True)
    elif configured.read_bytes() != before:
        put_in_place(before, configured)


def _old(path: Path, database: Database, pen: Pen) -> Old:
    """What the database there knows of this ledger: nothing where there is none, or where it is another one's.

    CannotRestore where it is sealed with a key that is not at hand: it may be whole, and newer than the backup.
    """
    if opening.is_missing(path):
        return Old()
    try:
        with closing(opening.connect(path, database.keys, opening.PATIENCE)) as connection:
            cursor = connection.cursor()
            if "ledger" not in opening.tables_of(cursor, needed=True) or ledger.pen(cursor) != pen:
                return Old()
            return old_by(cursor)
    except MissingKey as error:
        raise CannotRestore(
            f"{path}: {error}. Where that key is lost for good, move this database away first"
        ) from error
    except (sqlite3.Error, StateError):
        return Old(unread=True)


def old_by(cursor: Cursor) -> Old:
    """What a database with a ledger knows of it."""
    return Old(ledger.known(cursor), tuple(ledger.pending(cursor)), receipts=outbox.of_erased(cursor))


def closed_by(configured: Path, header: Header, pen: Pen, old: Old, wish: Wish, now: datetime) -> Closed:
    """What a ledger says, which has to hold every place that is known of it; and what the old database adds to it."""
    waiting = {each.hash: now for each in old.pending}
    file = configured if wish.ledger is None else wish.ledger
    if wish.without_ledger:
        if file.exists():
            raise CannotRestore(
                f"--without-ledger: expected no ledger, found one at {file}; restore with it, or take it away if it "
                "cannot be used"
            )
        return Closed(waiting, header.known)
    if not file.exists():
        raise CannotRestore(
            f"ERASURE_LEDGER: expected the ledger of this database at {file}, found nothing; name the newest copy "
            f"that you have: --ledger FILE. {WITHOUT}"
        )
    if wish.ledger is not None:
        _see_prefix(wish.ledger, configured)
    read = _read(file, pen, [header.known, *([old.known] if old.known else [])])
    return read._replace(since=waiting | dict(read.since))


def _read(file: Path, pen: Pen, needed: Iterable[Mark]) -> Closed:
    missing, begin, end, last = set(needed), -1, Mark(-1, ""), None
    since: dict[str, datetime] = {}
    for each in ledger_file.lines(file, pen):
        end = each.mark if isinstance(each, Line) else each
        begin = end.position if begin < 0 else begin
        missing.discard(end)
        if isinstance(each, Line):
            since.setdefault(each.entry.hash, each.at)
            last = each.at
    if missing:
        raise CannotRestore(
            f"ERASURE_LEDGER: expected a ledger that holds line {min(missing).position}, found lines {begin} to "
            f"{end.position} at {file}: it is too old, or was begun later; take the newest copy. {WITHOUT}"
        )
    return Closed(since, end, end.position - begin, last)


def _see_prefix(given: Path, configured: Path) -> None:
    """A ledger is only ever replaced by one that goes on from it."""
    if configured.exists() and not given.read_bytes().startswith(whole_lines(configured)):
        raise CannotRestore(
            f"--ledger: expected one that goes on from the ledger at {configured}, got another or an older one; "
            "restore with that one, or take it away if it cannot be used"
        )


def whole_lines(file: Path) -> bytes:
    found = file.read_bytes()
    return found[: found.rfind(b"\n") + 1]


def put_in_place(given: bytes, configured: Path) -> None:
    """The ledger that was restored with is the one that the bot goes on with."""
    beside = configured.with_name(f"{configured.name}.new")
    beside.unlink(missing_ok=True)
    with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as opened:
        opened.write(given)
        opened.flush()
        os.fsync(opened.fileno())
    beside.replace(configured)
    sync_folder(configured.parent)
