"""The same conversations over PostgreSQL: a world of phones whose database is the one of this process."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from bot.state import postgres_opening
from bot.state.transaction import transaction
from tests import postgres
from tests.copies import always_the_same_receipts
from tests.talk import World

if TYPE_CHECKING:
    from bot.state.connection import Connection

PATIENCE = 5.0


class PostgresWorld(World):
    """One at a time in a process: each begins with an empty database."""

    def begun(self) -> Connection:
        postgres.emptied()
        connection = self._connected()
        with transaction(connection):
            always_the_same_receipts(connection.cursor())
        return connection

    def restart(self) -> None:
        self.connection.close()
        self.connection = self._connected()

    def close(self) -> None:
        self.connection.close()

    def _connected(self) -> Connection:
        """What tests do with a connection both kinds can: cursors, statements and transactions."""
        return cast("Connection", postgres_opening.connect(postgres.own(), PATIENCE))
