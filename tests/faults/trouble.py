"""What the system can do to a program: a full disk, a file that somebody holds, little memory, a standstill."""

from __future__ import annotations

import os
import resource
import signal
import sqlite3
import subprocess
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

SIZE: Final = 24 * 2**20
"""Bytes of a small disk."""


class SmallDisk:
    """A file system of its own in memory, for a folder. Only root can make one."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._ballast = folder / "ballast"

    @contextmanager
    def full(self) -> Iterator[None]:
        """Not a byte is left on it."""
        with self._ballast.open("wb", buffering=0) as ballast, suppress(OSError):
            while True:
                ballast.write(bytes(4096))
        yield
        self._ballast.unlink()

    @contextmanager
    def read_only(self) -> Iterator[None]:
        """Nothing can be written to it; nobody may have a file of it open for writing just then."""
        _run("mount", "-o", "remount,ro", str(self.folder))
        yield
        _run("mount", "-o", "remount,rw", str(self.folder))


@contextmanager
def small_disk(folder: Path) -> Iterator[SmallDisk | None]:
    """A small disk at this folder; None where this user may not make one."""
    folder.mkdir(parents=True)
    try:
        _run("mount", "-t", "tmpfs", "-o", f"size={SIZE},mode=700", "none", str(folder))
    except (OSError, subprocess.CalledProcessError):
        yield None
        return
    try:
        yield SmallDisk(folder)
    finally:
        _run("umount", str(folder))


@contextmanager
def no_file_grows(pid: int) -> Iterator[None]:
    """To SQLite that is a device that refuses to write; for users who cannot make a disk."""
    before = resource.prlimit(pid, resource.RLIMIT_FSIZE)
    resource.prlimit(pid, resource.RLIMIT_FSIZE, (1, before[1]))
    yield
    resource.prlimit(pid, resource.RLIMIT_FSIZE, before)


@contextmanager
def held(database: Path) -> Iterator[None]:
    """Another program has the file, and lets nobody write."""
    with closing(sqlite3.connect(database, isolation_level=None)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        yield
        connection.execute("ROLLBACK")


@contextmanager
def little_memory(pid: int, spare: int) -> Iterator[None]:
    """The program may take no more than so many bytes besides what it has."""
    pages = int(Path(f"/proc/{pid}/statm").read_text().split()[0])
    has = pages * resource.getpagesize()
    before = resource.prlimit(pid, resource.RLIMIT_AS)
    resource.prlimit(pid, resource.RLIMIT_AS, (has + spare, before[1]))
    yield
    with suppress(ProcessLookupError):
        resource.prlimit(pid, resource.RLIMIT_AS, before)


@contextmanager
def stopped(pid: int) -> Iterator[None]:
    """The process stands still, as on a laptop that sleeps."""
    os.kill(pid, signal.SIGSTOP)
    yield
    os.kill(pid, signal.SIGCONT)


def _run(*command: str) -> None:
    subprocess.run(command, check=True, capture_output=True)
