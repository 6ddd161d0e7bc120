"""Backups: a copy made while the bot runs, sealed with a key of its own, and read back before it counts as made."""

from __future__ import annotations

import base64
import json
import os
import re
import shlex
from contextlib import closing, contextmanager, suppress
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from cryptography.exceptions import InvalidTag

from bot.config import BOT
from bot.state import copying, databases, keys, opening, sealed_file, watching
from bot.state.beside import unrestored, up_to_date
from bot.state.errors import (
    CannotBackUp,
    CannotRestore,
    LedgerUnwritable,
    MissingKey,
    NotWritable,
    StorageUnavailable,
)
from bot.state.keeper import Keeper
from bot.state.ledger_file import Mark, sync_folder
from bot.state.leftovers import alone, beside
from bot.state.sealed_file import NotWhole
from bot.state.transaction import transaction

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from typing import BinaryIO

    from bot.state.copying import Contents
    from bot.state.keys import Keys
    from bot.state.opening import Database
    from bot.state.values import Clock

OF_FILE: Final = "jobstjernen backup 1"
"""What is sealed in it is an SQLite file."""
OF_ROWS: Final = "jobstjernen backup of PostgreSQL 1"
"""What is sealed in it are the rows of a PostgreSQL database, as `bot.state.postgres_rows` writes them."""
ELSEWHERE: Final = {
    OF_FILE: "an SQLite file; restore it to one (DATABASE_URL=sqlite:///...), and then move that: {bot} move FILE",
    OF_ROWS: "a PostgreSQL database; restore it to one (DATABASE_URL=postgresql://...)",
}
LONGEST_LINE: Final = 4096
"""Of the first line; another kind of file need not have any."""
BOUND: Final = b"the key of a backup"
NAME: Final = re.compile(r"jobstjernen-\d{8}-\d{6}-\d{6}\.backup")
PART: Final = ".part"
LEAST: Final = 3
"""So many of those before the newest stay, however old they are by their dates: a clock may have been wrong."""


class Header(NamedTuple):
    """The first line of a backup, which is in the clear; `key` is the backup's own, wrapped by the master key."""

    made_at: datetime
    schema: str
    master: str
    key: str
    ledger: str
    known: Mark
    format: str = OF_FILE

    @property
    def line(self) -> bytes:
        said = self._asdict() | {"made_at": self.made_at.isoformat(), "known": list(self.known)}
        return json.dumps({"format": self.format, **said}).encode() + b"\n"


class Made(NamedTuple):
    """A backup that was made: where, how large, of how many people.

    `trouble`: why the ledger takes no lines, if so. `begun`: another ledger was begun for a lost one. `unopened`: the
    people of whom something does not open; their rows are in the backup as they are.
    """

    file: Path
    size: int
    people: int
    trouble: str
    begun: bool
    unopened: tuple[int, ...]


def make(database: Database, folder: Path, *, clock: Clock, new_ledger: bool = False) -> Made:
    """Back a database up into a folder, while it is in use; `new_ledger` begins another one for a ledger that is lost.

    CannotBackUp where that cannot be done; else errors as `beside`.
    """
    if databases.is_postgres(database.url):
        from bot.state import postgres_backup  # noqa: PLC0415 - as in `databases`

        _see_there(folder)
        return postgres_backup.make(database, folder, clock, new_ledger=new_ledger)
    with unrestored(opening.existing(database.url)):
        _see_there(folder)
        return _make(database, folder, clock, new_ledger=new_ledger)


def _see_there(folder: Path) -> None:
    """CannotBackUp where no folder is; what else is wrong with it, whoever writes there is told."""
    try:
        folder.stat()
    except FileNotFoundError as error:
        # It is not made by itself: where a disk is not mounted it would lie on the wrong one.
        raise CannotBackUp(
            f"no backup was made: expected a folder at {folder}, which is not there. Mount its disk; or make it "
            f"once, for the user who makes backups only: mkdir -m 700 {shlex.quote(str(folder))}"
        ) from error
    except OSError:
        return


def _make(database: Database, folder: Path, clock: Clock, *, new_ledger: bool) -> Made:
    path = _with_ledger(database, clock)
    lost = opening.is_missing(database.ledger_file)
    trouble = _ledger(database, path, clock, anew=new_ledger)
    now = clock()
    with placed(folder, "room for two copies of the database beside it"), alone(path):
        copied = beside(path, ".copy")
        copying.copy(path, database.keys, copied)
        found = copying.contents(copied, database.keys)
        with becoming(folder, now, found.ledger) as part:
            _seal(copied, part, database.keys, found, now)
            _verify(part, beside(path, ".check"), database.keys, found)
    _remember(database, path, now)
    begun = new_ledger and lost and not trouble
    file = file_of(folder, now)
    return Made(file, file.stat().st_size, found.rows["people"], trouble, begun, found.unopened)


def file_of(folder: Path, now: datetime) -> Path:
    """The backup of a moment."""
    return folder / f"jobstjernen-{now:%Y%m%d-%H%M%S-%f}.backup"


@contextmanager
def placed(folder: Path, also: str = "") -> Iterator[None]:
    """CannotBackUp where the folder cannot be written; `also` is what else is needed."""
    try:
        yield
    except OSError as error:
        needed = f"with room, and {also}" if also else "with room"
        raise CannotBackUp(
            f"no backup was made: expected a folder that can be written at {folder}, {needed} ({error.strerror})"
        ) from error


@contextmanager
def becoming(folder: Path, now: datetime, ledger: str) -> Iterator[Path]:
    """A file that becomes the backup of this moment once it is whole; of an earlier one that was not nothing is left.

    Whoever makes it is the only one who backs this database up meanwhile.
    """
    file = file_of(folder, now)
    part = folder / f"{file.name}{PART}"
    _clear_parts(folder, ledger)
    try:
        yield part
        if file.exists():
            raise CannotBackUp(f"no backup was made: {file} is there already; try again")
        part.rename(file)
        sync_folder(folder)
    finally:
        part.unlink(missing_ok=True)


class Deleted(NamedTuple):
    """How many backups were deleted for their age, and how many as old were spared as the newest ones of before."""

    gone: int
    spared: int


def delete_older(made: Path, days: int) -> Deleted:
    """Delete what this command made of the same database, in the same folder, so many days before; not the last few."""
    now = header_of(made).made_at
    before = [(at, file) for at, file in _others(made) if at <= now]
    old = [file for at, file in before if now - at > timedelta(days=days)]
    spared = {file for _, file in before[:LEAST]}.intersection(old)
    for file in old:
        if file not in spared:
            file.unlink()
    return Deleted(len(old) - len(spared), len(spared))


def dated_later(made: Path) -> list[Path]:
    """The backups of the same database, in the same folder, of a time that has not come yet; the latest first."""
    now = header_of(made).made_at
    return [file for at, file in _others(made) if at > now]


def _others(made: Path) -> list[tuple[datetime, Path]]:
    """What this command made of the same database, in the same folder, and when; the newest first."""
    ledger, found = header_of(made).ledger, []
    for file in made.parent.iterdir():
        if NAME.fullmatch(file.name) and file != made:
            try:
                header = header_of(file)
            except CannotRestore:
                continue
            if header.ledger == ledger:
                found.append((header.made_at, file))
    return sorted(found, reverse=True)


def header_of(file: Path) -> Header:
    """The first line of a backup; CannotRestore where it is none."""
    try:
        with file.open("rb") as opened:
            return _header(opened.readline(LONGEST_LINE), file)
    except OSError as error:
        raise CannotRestore(
            f"FILE: expected a backup at {file}, which cannot be read ({error.strerror})"
        ) from error


def unseal(file: Path, target: Path, known: Keys) -> Header:
    """Write what is in a backup of a file into a new one. CannotRestore, or MissingKey, where it does not open."""
    with opened(file, known, OF_FILE) as (header, chunks), _new(target) as clear:
        for chunk in chunks:
            clear.write(chunk)
    return header


@contextmanager
def opened(file: Path, known: Keys, form: str) -> Iterator[tuple[Header, Iterator[bytes]]]:
    """The first line of a backup, and what is sealed behind it, of which nothing counts before all of it was read.

    CannotRestore, or MissingKey, where it does not open.
    """
    header = header_of(file)
    if header.format != form:
        raise CannotRestore(
            f"FILE: {file} is a backup of {ELSEWHERE[header.format].format(bot=BOT)}. Nothing was changed"
        )
    master = known.get(header.master)
    if master is None:
        raise MissingKey(
            f"{known.where}: expected the key {header.master}, which opens this backup, got {known.first.id}; set the "
            "key that you have kept, or add it behind the new one. Nothing was changed"
        )
    changed = f"FILE: expected {file} as it was made, it was cut or changed since; take another backup"
    try:
        secret = master.open(base64.b64decode(header.key, validate=True), BOUND)
    except (InvalidTag, ValueError) as error:
        raise CannotRestore(changed) from error
    try:
        with file.open("rb") as sealed:
            yield header, sealed_file.opened(sealed, secret, sealed.readline(LONGEST_LINE))
    except NotWhole as error:
        raise CannotRestore(changed) from error


def _with_ledger(database: Database, clock: Clock) -> Path:
    """The file of a database, brought up to date only where it is older than the ledger: a backup changes nothing."""
    path = opening.existing(database.url)
    with closing(opening.connect_looker(path, database.keys, opening.PATIENCE)) as connection:
        has_one = "ledger" in opening.tables_of(connection.cursor(), needed=True)
    return path if has_one else up_to_date(database, clock=clock)


def _ledger(database: Database, path: Path, clock: Clock, *, anew: bool) -> str:
    """See to it that the ledger has all its lines; what is wrong with it."""
    with (
        opening.explained(path),
        closing(opening.connect(path, database.keys, opening.PATIENCE)) as connection,
    ):
        try:
            Keeper(database.ledger_file, clock).write_down(connection, anew=anew)
        except LedgerUnwritable as error:
            return str(error)
    return ""


def _remember(database: Database, path: Path, now: datetime) -> None:
    """Let whoever watches over the bot see when it was last backed up; a database of before has no place for it."""
    with (
        suppress(StorageUnavailable, NotWritable),
        opening.explained(path),
        closing(opening.connect(path, database.keys, opening.PATIENCE)) as connection,
        transaction(connection),
    ):
        cursor = connection.cursor()
        if "backups" in opening.tables_of(cursor, needed=True):
            watching.backed_up(cursor, now)


def _clear_parts(folder: Path, of_ledger: str) -> None:
    """Delete what a killed backup of the same database has left in its folder."""
    for file in folder.glob(f"jobstjernen-*{PART}"):
        try:
            mine = header_of(file).ledger == of_ledger
        except CannotRestore:
            continue
        if mine:
            file.unlink()


def _seal(copied: Path, part: Path, known: Keys, found: Contents, now: datetime) -> None:
    with copied.open("rb") as clear:
        seal(clear, part, known, found, now)


def seal(
    clear: BinaryIO, part: Path, known: Keys, found: Contents, now: datetime, form: str = OF_FILE
) -> None:
    """Write a new file, with what can be read sealed behind a first line, and see it on disk."""
    secret, master = os.urandom(keys.BYTES), known.first
    wrapped = base64.b64encode(master.seal(secret, BOUND)).decode()
    header = Header(now, found.schema, master.id, wrapped, found.ledger, found.known, form)
    with _new(part) as sealed:
        sealed_file.seal(clear, sealed, secret, header.line)
        sealed.flush()
        os.fsync(sealed.fileno())


def _verify(part: Path, target: Path, known: Keys, expected: Contents) -> None:
    """Read a backup back, as a restore would."""
    try:
        unseal(part, target, known)
        found = copying.contents(target, known)
    except (CannotRestore, StorageUnavailable) as error:
        raise CannotBackUp(
            f"no backup was made: what was written could not be read back ({error})"
        ) from error
    if found != expected:
        raise CannotBackUp("no backup was made: what was read back is not what was written; check the disk")


def _header(line: bytes, file: Path) -> Header:
    try:
        said: dict[str, Any] = json.loads(line)
        made, known, form = datetime.fromisoformat(said["made_at"]), Mark(*said["known"]), said["format"]
        header = Header(made, said["schema"], said["master"], said["key"], said["ledger"], known, form)
        ours = form in (OF_FILE, OF_ROWS) and header.line == line and _is_sound(header)
    except (ValueError, KeyError, TypeError, RecursionError):
        ours = False
    if not ours:
        raise CannotRestore(
            f"FILE: expected a backup that `{BOT} backup` made, {file} is another kind of file"
        )
    return header


def _is_sound(header: Header) -> bool:
    """Whether everything in a first line is of its kind: whoever can write to the folder can write anything there."""
    texts = (header.schema, header.master, header.key, header.ledger, header.known.mac)
    return (
        all(isinstance(each, str) for each in texts)
        and isinstance(header.known.position, int)
        and header.made_at.tzinfo is not None
    )


@contextmanager
def _new(file: Path) -> Iterator[BinaryIO]:
    """A file that is not there yet, which only its owner may read."""
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as opened:
        yield opened
