"""The number on the receipt of an erasure: what somebody who is gone can still ask by."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from bot.state.cursor import Cursor

LENGTH: Final = 8


def number(cursor: Cursor, person_id: int) -> str:
    """The same one whenever it is asked for; it says nothing about the person."""
    del cursor
    return sha256(f"receipt {person_id}".encode()).hexdigest()[:LENGTH]
