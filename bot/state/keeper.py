"""Keeping the erasure ledger: what a transaction has noted gets its lines before anybody hears that it is done.

Where the file cannot be written they hear it all the same, for it is done; the lines follow.
"""

from __future__ import annotations

from contextlib import nullcontext
from typing import TYPE_CHECKING

import structlog

from bot.state import ledger, ledger_file
from bot.state.catching_up import catch_up
from bot.state.errors import StateError
from bot.state.transaction import transaction

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager
    from pathlib import Path

    from bot.state.cursor import Connection
    from bot.state.values import Clock

log = structlog.get_logger(__name__)


class Keeper:
    """Writes what waits into the ledger's file. Where it cannot, the erasures stand, and their lines wait."""

    def __init__(
        self,
        file: Path,
        clock: Clock,
        alone: Callable[[Connection], AbstractContextManager[None]] = lambda _: nullcontext(),
        *,
        late: bool = False,
    ) -> None:
        """`alone` keeps out other programs that write for the same database, where there can be any.

        `late`: a database may have been used without a ledger, which then is begun with all that waits for one.
        """
        self._file = file
        self._clock = clock
        self._alone = alone
        self._late = late
        self._failing = False

    def settle(self, connection: Connection, *, make: bool = False, remind: bool = False) -> int:
        """Write what waits; how many entries that were. Never raises, for what was erased is erased.

        `make` sees to it that there is a ledger at all. A failure is told once, and again to `remind`; its end too.
        """
        try:
            if not (make or self._failing or ledger.waiting(connection.cursor())):
                return 0
            count = self.write_down(connection)
        except Exception as error:  # noqa: BLE001 - what was committed must not be told as lost, whatever this is
            if remind or not self._failing:
                reason = str(error) if isinstance(error, StateError) else type(error).__name__
                log.error("ledger.unwritable", reason=reason)  # noqa: TRY400 - the sentence says it
            self._failing = True
            return 0
        if self._failing:
            log.info("ledger.mended", times=count)
        self._failing = False
        return count

    def write_down(self, connection: Connection, *, anew: bool = False) -> int:
        """The same, but LedgerUnwritable where it cannot be done. `anew` begins another ledger for a lost one.

        Where a ledger is begun although people are here already, that is told.

        What the ledger has and this database has not is done again first.

        Where it failed the last time nobody waits for the ledger's lock again: that is at each write.

        A crash, or a full disk, between the lines and their rows makes the same lines once more, which does no harm.
        """
        with self._alone(connection):
            return self._write_down(connection, anew=anew)

    def _write_down(self, connection: Connection, *, anew: bool) -> int:
        catch_up(connection, self._file, self._clock)
        with transaction(connection, reading=True):
            cursor = connection.cursor()
            pen, known, entries = ledger.pen(cursor), ledger.known(cursor), ledger.pending(cursor)
            anew = anew or ledger.is_new(cursor) or (self._late and not known.position)
            begins = not self._file.exists() and ledger.is_of_somebody(cursor)
        tries = 1 if self._failing else ledger_file.TRIES
        end = ledger_file.append(self._file, pen, known, entries, self._clock(), anew=anew, tries=tries)
        if begins:
            log.warning("ledger.begun", path=str(self._file))
        if entries or end != known:
            with transaction(connection):
                ledger.written(connection.cursor(), entries, end)
        for each in entries:
            if each.kind == "person":
                log.info("person.erased", receipt=each.hash[: ledger.RECEIPT])
        return len(entries)
