"""Ids made by the program: rising numbers for rows, random ones for people."""

from __future__ import annotations

import secrets
from base64 import urlsafe_b64encode
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from threading import Lock, get_ident
from typing import TYPE_CHECKING

from bot.engine.codes import LETTERS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from bot.state.cursor import Cursor
    from bot.state.values import Clock

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_BITS = 53


class Ids:
    """Makes ids of at most 53 bits, which JSON readers of every language keep exactly.

    A row's id is the present microsecond, or above the last id where the clock stands still or has jumped back: ids of
    one database only ever rise, also over restarts, and none comes twice. Those of the running program are even; those
    that a command makes `beside` it are odd, so that neither has to know what the other has just given.
    """

    def __init__(
        self, clock: Clock, bits: Callable[[int], int] = secrets.randbits, *, beside: bool = False
    ) -> None:
        """Take the clock, and the source of random bits (only tests give another one)."""
        self._clock = clock
        self._bits = bits
        self._odd = int(beside)
        self._last = 0
        self._lock = Lock()  # the event loop and the database's thread both ask
        self._unasked: tuple[int, Callable[[], int]] | None = None
        """The thread that a function of a shared database runs in, and what that asks before its first id."""

    def next(self) -> int:
        """A positive id above every earlier one."""
        if self._unasked is not None and self._unasked[0] == get_ident():
            (_, highest), self._unasked = self._unasked, None
            self.start_above(highest())
        with self._lock:
            lowest = max(self._last + 1, (self._clock() - _EPOCH) // _MICROSECOND)
            self._last = lowest + (lowest % 2 != self._odd)
            return self._last

    def random(self) -> int:
        """A positive id that tells nothing and cannot be guessed, for a person."""
        while not (drawn := self._bits(_BITS)):
            pass
        return drawn

    def code(self, letters: str = LETTERS) -> str:
        """Two letters and six digits that nobody can foresee, for an invitation: "KM482739"."""
        drawn, code = self._bits(_BITS), ""
        for _ in range(2):
            drawn, letter = divmod(drawn, len(letters))
            code += letters[letter]
        return f"{code}{drawn % 1_000_000:06}"

    def link_code(self) -> str:
        """128 bits that nobody can foresee, as 22 characters of a link."""
        drawn = self._bits(64) << 64 | self._bits(64)
        return urlsafe_b64encode(drawn.to_bytes(16)).decode().rstrip("=")

    @contextmanager
    def above(self, highest: Callable[[], int]) -> Iterator[None]:
        """Before the first id that this thread asks for in the block, `highest` says above what it has to be.

        So it is asked when a turn has loaded its person, and never for whoever makes no id.
        """
        self._unasked = get_ident(), highest
        try:
            yield
        finally:
            self._unasked = None

    def start_above(self, highest: int) -> None:
        """Never give an id up to this one: it may be in the database."""
        with self._lock:
            self._last = max(self._last, highest)


def highest(cursor: Cursor) -> int:
    """The highest rising id in the database, 0 in an empty one."""
    cursor.execute(
        "SELECT (SELECT MAX(id) FROM organisations), (SELECT MAX(id) FROM consents),"
        " (SELECT MAX(id) FROM exercises), (SELECT MAX(id) FROM answers), (SELECT MAX(id) FROM versions),"
        " (SELECT MAX(id) FROM outbox), (SELECT MAX(id) FROM timers), (SELECT MAX(id) FROM roles),"
        " (SELECT MAX(id) FROM invitations), (SELECT MAX(id) FROM relations), (SELECT MAX(id) FROM handovers),"
        " (SELECT MAX(id) FROM shares), (SELECT MAX(id) FROM looks), (SELECT MAX(id) FROM comments),"
        " (SELECT MAX(id) FROM notices), (SELECT MAX(id) FROM observations), (SELECT MAX(id) FROM wrong_codes),"
        " (SELECT MAX(id) FROM reminders), (SELECT MAX(id) FROM deliveries), (SELECT MAX(id) FROM broken),"
        " (SELECT MAX(id) FROM desk_sessions)",
        {},
    )
    return max((found for found in cursor.fetchone() if found is not None), default=0)
