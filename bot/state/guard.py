"""Lock files, by which programs on one machine keep out of each other's way; whoever dies lets go."""

from __future__ import annotations

import fcntl
import os
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@contextmanager
def held(file: Path, *, shared: bool = False) -> Iterator[None]:
    """Hold a lock, alone or `shared` with others who share it; BlockingIOError where somebody is in the way.

    The lock file stays: deleting it could take the lock away from a program that is just starting.
    """
    descriptor = os.open(file, os.O_RDONLY | os.O_CREAT, 0o600)
    try:
        fcntl.flock(descriptor, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
        yield
    finally:
        os.close(descriptor)
