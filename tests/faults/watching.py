"""The very moment at which a program writes to one of its files, told by the operating system."""

from __future__ import annotations

import asyncio
import ctypes
import os
import select
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

IN_MODIFY: Final = 0x2
LIBC: Final = ctypes.CDLL(None, use_errno=True)


@contextmanager
def _watch(file: Path) -> Iterator[int]:
    """A descriptor that can be read as soon as something is written to the file."""
    watcher: int = LIBC.inotify_init1(os.O_CLOEXEC | os.O_NONBLOCK)
    assert watcher >= 0, os.strerror(ctypes.get_errno())
    try:
        added = LIBC.inotify_add_watch(watcher, os.fsencode(file), IN_MODIFY)
        assert added >= 0, f"{file}: {os.strerror(ctypes.get_errno())}"
        yield watcher
    finally:
        os.close(watcher)


def _kill_at(file: Path, pid: int, number: int, writes: int, seconds: float) -> bool:
    """Kill at the so many-th write; whether there were so many within this time.

    The kill is sent from this thread, with nothing in between: a microsecond later the write would be synced.
    """
    with _watch(file) as watcher:
        for _ in range(writes):
            ready, *_ = select.select([watcher], [], [], seconds)
            if not ready:
                return False
            os.read(watcher, 4096)
        os.kill(pid, number)
    return True


async def kill_at_write(file: Path, pid: int, number: int, *, writes: int = 1, seconds: float = 10.0) -> bool:
    """Send a signal to a process as soon as it has written to a file; False where it writes nothing for so long."""
    return await asyncio.to_thread(_kill_at, file, pid, number, writes, seconds)
