"""A database that is older than its erasure ledger: somebody has put an old copy of it back, without `restore`.

A snapshot of the machine, or a file that was copied by hand, brings back who was erased, as a backup does. So whatever
the ledger names is done again: at the start of the program, and before anything else is written to the ledger, for then
the database knows the ledger's new end, and what stands before it would not be looked at any more.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import structlog

from bot.state import ids as ids_
from bot.state import ledger, ledger_file, reapplying
from bot.state.errors import BadLedger, LedgerUnwritable
from bot.state.ids import Ids
from bot.state.transaction import transaction

if TYPE_CHECKING:
    from pathlib import Path

    from bot.state.cursor import Connection
    from bot.state.values import Clock

log = structlog.get_logger(__name__)


def catch_up(connection: Connection, file: Path, clock: Clock) -> None:
    """Do again what the ledger knows and the database does not; LedgerUnwritable where that cannot be read."""
    cursor = connection.cursor()
    pen, known = ledger.pen(cursor), ledger.known(cursor)
    waiting = {each.hash for each in ledger.pending(cursor)}
    try:
        if ledger_file.ends_at(file, pen) <= known.position:
            return
        lines = ledger_file.going_on(file, pen, known)
    except BadLedger as error:
        raise LedgerUnwritable(str(error)) from error
    # A crash between the lines and their rows leaves lines that still wait, too.
    if all(line.entry.hash in waiting for line in lines if line.mark.position > known.position):
        return
    with transaction(connection):
        ids = Ids(clock)
        ids.start_above(ids_.highest(cursor))
        closed = {line.entry.hash: line.at for line in reversed(lines)}
        done = reapplying.again(cursor, ids, closed, lines[-1].mark, ())
    log.warning("ledger.caught_up", times=sum(done.done.values()))
