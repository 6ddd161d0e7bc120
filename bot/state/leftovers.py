"""What stands beside a database only while it is backed up or restored, whose turn that is, and what a kill leaves."""

from __future__ import annotations

import fcntl
import os
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Final

import structlog

from bot.state.errors import CannotBackUp

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LOCK: Final = ".backup.lock"
LEFT: Final = (".copy", ".check", ".restoring")
"""Endings of what is only there meanwhile: everybody's words and keys, also of whoever is erased afterwards."""
SIDE_FILES: Final = ("-journal", "-wal", "-shm")
"""What SQLite puts beside a file."""

log = structlog.get_logger(__name__)


def beside(path: Path, ending: str) -> Path:
    """The file beside a database of this ending."""
    return path.with_name(f"{path.name}{ending}")


def remove(path: Path, *, but_itself: bool = False) -> None:
    """Delete a file of a database, and what SQLite puts beside it."""
    for file in ([] if but_itself else [path]) + _side_files(path):
        file.unlink(missing_ok=True)


@contextmanager
def alone(path: Path) -> Iterator[None]:
    """While nobody else backs a database up or restores it; what is only there meanwhile is gone before and after."""
    descriptor = os.open(beside(path, LOCK), os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        _remove(path)
        try:
            yield
        finally:
            _remove(path)
    except BlockingIOError as error:
        raise CannotBackUp("a backup of this database is being made just now; wait for it to end") from error
    finally:
        os.close(descriptor)


def clear(path: Path) -> None:
    """Delete what a killed backup or restore has left beside a database; nothing where one is at work now.

    What cannot be deleted is logged, and holds up nothing: an erasure stands, and within the hour it is tried again.
    The lock is not taken for nothing: a backup that begins at this very moment would be refused. A restore stands
    beside the file itself, where a database is a link.
    """
    for each in {path, path.resolve()}:
        if any(_left(each)):
            try:
                with suppress(CannotBackUp), alone(each):
                    pass
            except OSError as error:
                log.error("leftovers.stay", error=type(error).__name__)  # noqa: TRY400 - the next look tries again


def _left(path: Path) -> Iterator[bool]:
    for ending in LEFT:
        file = beside(path, ending)
        yield from (each.exists() for each in [file, *_side_files(file)])


def _remove(path: Path) -> None:
    for ending in LEFT:
        remove(beside(path, ending))


def _side_files(path: Path) -> list[Path]:
    return [beside(path, ending) for ending in SIDE_FILES]
