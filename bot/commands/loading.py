"""Loading without the collector of cycles: what is loaded stays, and looking through it takes a sixth of a start."""

from __future__ import annotations

import gc
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def loading() -> Iterator[None]:
    """Inside of this nothing is collected."""
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.enable()


def loaded() -> None:
    """A program that runs on: what it has loaded is never looked through again."""
    gc.freeze()
