"""The same conversations over PostgreSQL: a world of phones whose database is the one of this process."""

from __future__ import annotations

from functools import cache
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
        connection = _connected()
        with transaction(connection):
            always_the_same_receipts(connection.cursor())
        return connection

    def restart(self) -> None:
        """Connect anew, as after a crash: only what was committed is left."""
        self.connection.close()
        _connected.cache_clear()
        self.connection = _connected()


@cache
def _connected() -> Connection:
    """One connection for world after world, whose statements are prepared. What tests do with it both kinds can."""
    database = postgres.own()
    # By another name than a program's, whose connections some tests end.
    database = database._replace(url=f"{database.url}&application_name=phones")
    connection = postgres_opening.connect(database, PATIENCE)
    postgres.OPEN.append(connection)
    return cast("Connection", connection)
