"""The erasure ledger as a file: what must stay gone or closed, as keyed hashes, one line each, that only ever grows.

A line is "number time kind hash mac". Its mac goes over the one before it, so that a line that was taken out, changed
or put in is noticed. The first line says whose ledger it is, and which line it goes on after.
"""

from __future__ import annotations

import fcntl
import hashlib
import hmac
import os
import re
import time
from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING, Final, NamedTuple

from bot.config import BOT
from bot.state.errors import BadLedger, LedgerUnwritable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

FORMAT: Final = "jobstjernen-erasures-1"
TAIL: Final = 4096
"""Bytes at the end of a ledger in which its last two lines stand, with room to spare."""
LETTERS: Final = 16
"""Of the id by which a ledger is known."""
FIELDS: Final = 5
NUMBER: Final = re.compile(r"\d{1,18}", re.ASCII)
"""A place in a ledger. Of a file that somebody has changed no number is read that is longer than any can be."""
TRIES: Final = 25
GLANCE: Final = 0.02
"""How often, and how many seconds apart, the lock is tried: writes of other people wait meanwhile."""


class Mark(NamedTuple):
    """A place in a ledger: how many lines stand there up to it, and the mac of the last of them."""

    position: int
    mac: str


class Entry(NamedTuple):
    """Something that must stay gone or closed."""

    kind: str
    hash: str


class Line(NamedTuple):
    """An entry where it stands in a ledger, and since when."""

    mark: Mark
    at: datetime
    entry: Entry


class Pen(NamedTuple):
    """What a ledger is written with: a key that comes from the database, and tells nobody else what a line is about."""

    key: bytes

    @property
    def ledger(self) -> str:
        """The id of the ledger that is written with it."""
        return self._hmac("ledger")[:LETTERS]

    @property
    def beginning(self) -> Mark:
        """The place before the first line."""
        return Mark(0, self._hmac("beginning"))

    def hash(self, kind: str, row: int) -> str:
        """What stands in the ledger for a row; nobody who has no key finds the row by it."""
        return self._hmac(f"row {kind} {row}")

    def mac(self, previous: str, text: str) -> str:
        """What a line ends with that comes after the one with this mac."""
        return self._hmac(f"line {previous} {text}")

    def _hmac(self, text: str) -> str:
        return hmac.new(self.key, text.encode(), hashlib.sha256).hexdigest()


def append(
    file: Path,
    pen: Pen,
    known: Mark,
    entries: Iterable[Entry],
    now: datetime,
    *,
    anew: bool = False,
    tries: int = TRIES,
) -> Mark:
    """Append a line for each entry, and give the ledger's end once all of it is on disk.

    The ledger has to hold the place that the database knows; where `anew` says that there is none yet, or that it is
    lost, a new one begins there. LedgerUnwritable where that cannot be done, or where somebody holds the lock for all
    the `tries`; then nothing was appended.
    """
    with _explained(file), _locked(file, may_make=anew, tries=tries) as descriptor:
        end = _end(descriptor, file, pen, known, anew=anew)
        return _appended(descriptor, pen, end, entries, now)


def see(file: Path, pen: Pen, known: Mark, *, anew: bool = False) -> None:
    """LedgerUnwritable where no line could be appended now; nothing of the file is changed.

    Lines after the known place have to be readable: they are done again before one is appended. A ledger that is not
    there is well where `anew` says that there is none yet, and one can be begun.
    """
    with _explained(file):
        if anew and not file.exists() and os.access(file.parent, os.W_OK):
            return
        descriptor = os.open(file, os.O_RDWR)
        try:
            whole, _ = _whole_end(descriptor)
        finally:
            os.close(descriptor)
        if whole:
            if _known_end(whole, file, pen, known).position > known.position:
                going_on(file, pen, known)
        elif not anew:
            raise FileNotFoundError


def ends_at(file: Path, pen: Pen) -> int:
    """How many lines a ledger has had by its end; 0 where there is none. BadLedger as far as its end shows that."""
    try:
        descriptor = os.open(file, os.O_RDONLY)
    except OSError:
        return 0
    try:
        whole, _ = _whole_end(descriptor)
    finally:
        os.close(descriptor)
    return _known_end(whole, file, pen, pen.beginning).position if whole else 0


@contextmanager
def _explained(file: Path) -> Iterator[None]:
    """Turn what keeps a line from being appended into what it means to the operator."""
    try:
        yield
    except BadLedger as error:
        raise LedgerUnwritable(str(error)) from error
    except FileNotFoundError as error:
        raise LedgerUnwritable(
            f"ERASURE_LEDGER: expected the ledger of this database at {file}, found nothing; mount its disk, or put "
            "back the copy that you have. Where it is lost for good, or never was: "
            f"{BOT} backup --to FOLDER --new-ledger"
        ) from error
    except OSError as error:
        raise LedgerUnwritable(
            f"ERASURE_LEDGER: expected a file that can be written at {file} ({error.strerror})"
        ) from error


def lines(file: Path, pen: Pen) -> Iterator[Mark | Line]:
    """The place that a ledger begins at, and then each line. BadLedger as soon as something is wrong with it.

    A last line that is not whole is left out: a copy was taken while it was being written, or the power went.
    """
    try:
        with file.open("rb") as opened:
            mark = _begun(opened.readline(), file, pen)
            yield mark
            for raw in opened:
                if not raw.endswith(b"\n"):
                    return
                line = _line(raw, mark, pen)
                if line is None:
                    raise BadLedger(
                        f"ERASURE_LEDGER: expected the lines of {file} as they were written, found another one after "
                        f"line {mark.position}: it was changed, or lines are missing. Take the copy of another place"
                    )
                mark = line.mark
                yield line
    except OSError as error:
        raise BadLedger(
            f"ERASURE_LEDGER: expected an erasure ledger at {file}, which cannot be read ({error.strerror})"
        ) from error


def going_on(file: Path, pen: Pen, known: Mark) -> list[Line]:
    """Every line of a ledger that is longer than known. BadLedger where another line stands at the known place.

    That one went another way: a copy of the database has gone on by itself. One that was begun after that place, for a
    lost one, does not tell.
    """
    found = []
    for each in lines(file, pen):
        mark = each.mark if isinstance(each, Line) else each
        if mark.position == known.position and mark != known:
            raise _not_held(file, known)
        if isinstance(each, Line):
            found.append(each)
    return found


@contextmanager
def _locked(file: Path, *, may_make: bool, tries: int) -> Iterator[int]:
    """The open file, which nobody else appends to meanwhile; a new one is on disk with its folder's entry."""
    new = not file.exists()
    make = os.O_CREAT if may_make else 0
    descriptor = os.open(file, os.O_RDWR | make, 0o600)
    try:
        _lock(descriptor, file, tries)
        yield descriptor
        if new:
            sync_folder(file.parent)
    finally:
        os.close(descriptor)


def _lock(descriptor: int, file: Path, tries: int) -> None:
    """Whoever appends holds it for milliseconds. A script that copies the file may hold it for minutes."""
    for left in reversed(range(tries)):
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            if not left:
                raise LedgerUnwritable(
                    f"ERASURE_LEDGER: expected that nobody locks {file} for long, somebody does; let what copies it do "
                    "so without a lock"
                ) from error
            time.sleep(GLANCE)
        else:
            return


def sync_folder(folder: Path) -> None:
    """Let what was made or renamed in a folder be on disk."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _end(descriptor: int, file: Path, pen: Pen, known: Mark, *, anew: bool) -> Mark:
    """Where a ledger ends; one that is empty begins at what is known. What was written by half is taken away."""
    whole, size = _whole_end(descriptor)
    os.ftruncate(descriptor, size)
    if whole:
        return _known_end(whole, file, pen, known)
    if not anew:
        raise FileNotFoundError
    _write(descriptor, f"{FORMAT} {pen.ledger} {known.position} {known.mac}\n".encode())
    return known


def _whole_end(descriptor: int) -> tuple[bytes, int]:
    """The whole lines at the end of a ledger, and the size of the file up to them."""
    start = max(0, os.fstat(descriptor).st_size - TAIL)
    tail = os.pread(descriptor, TAIL, start)
    whole = tail[: tail.rfind(b"\n") + 1]
    return whole, start + len(whole)


def _known_end(whole: bytes, file: Path, pen: Pen, known: Mark) -> Mark:
    """Where a ledger with these lines at its end has ended; BadLedger where it cannot hold what is known of it."""
    *_, before, last = [b"", *whole.splitlines(keepends=True)]
    end = _begun(last, file, pen) if not before else _last(before, last, pen)
    if end is None or end.position < known.position or (end.position == known.position and end != known):
        _see_whose(file, pen)
        raise _not_held(file, known)
    return end


def _see_whose(file: Path, pen: Pen) -> None:
    """BadLedger where the first line says that it is another database's: then no line of it can be expected."""
    with file.open("rb") as opened:
        _begun(opened.readline(TAIL), file, pen)


def _not_held(file: Path, known: Mark) -> BadLedger:
    return BadLedger(
        f"ERASURE_LEDGER: expected {file} to hold line {known.position}, which this database knows, found an "
        "older or another ledger there; put the right one back"
    )


def _last(before: bytes, last: bytes, pen: Pen) -> Mark | None:
    """The place of the last line, which has to go on after the one before; None where it does not."""
    words = before.split()
    line = None
    if len(words) in {FIELDS, FIELDS - 1}:
        number = words[0] if len(words) == FIELDS else words[2]
        line = _line(
            last, Mark(int(number) if number.isdigit() else -1, words[-1].decode("ascii", "replace")), pen
        )
    return None if line is None else line.mark


def _appended(descriptor: int, pen: Pen, end: Mark, entries: Iterable[Entry], now: datetime) -> Mark:
    text, mark = "", end
    for entry in entries:
        said = f"{mark.position + 1} {now.isoformat(timespec='seconds')} {entry.kind} {entry.hash}"
        mark = Mark(mark.position + 1, pen.mac(mark.mac, said))
        text += f"{said} {mark.mac}\n"
    _write(descriptor, text.encode())
    return mark


def _write(descriptor: int, text: bytes) -> None:
    """Write at the end, and give back once it is on disk; where that fails, nothing of it stays."""
    size = os.lseek(descriptor, 0, os.SEEK_END)
    try:
        left = text
        while left:
            left = left[os.write(descriptor, left) :]
        os.fsync(descriptor)
    except OSError:
        os.ftruncate(descriptor, size)
        raise


def _begun(raw: bytes, file: Path, pen: Pen) -> Mark:
    """The place that the first line of a ledger names."""
    words = raw.decode("ascii", "replace").split()
    if len(words) != FIELDS - 1 or words[0] != FORMAT or not NUMBER.fullmatch(words[2]):
        raise BadLedger(f"ERASURE_LEDGER: expected an erasure ledger at {file}, found another kind of file")
    _, ledger, position, mac = words
    if ledger != pen.ledger:
        raise BadLedger(
            f"ERASURE_LEDGER: expected the ledger {pen.ledger} at {file}, found {ledger}, which belongs to another "
            "database"
        )
    mark = Mark(int(position), mac)
    if not mark.position and mark != pen.beginning:
        raise BadLedger(f"ERASURE_LEDGER: expected the ledger at {file} as it was begun, it was changed")
    return mark


def _line(raw: bytes, after: Mark, pen: Pen) -> Line | None:
    """A line that comes after a place; None where it does not."""
    said, _, mac = raw.decode("ascii", "replace").rstrip("\n").rpartition(" ")
    words = said.split(" ")
    if len(words) != FIELDS - 1 or words[0] != str(after.position + 1):
        return None
    if not hmac.compare_digest(mac.encode(), pen.mac(after.mac, said).encode()):
        return None
    _, at, kind, hashed = words
    return Line(Mark(after.position + 1, mac), datetime.fromisoformat(at), Entry(kind, hashed))
