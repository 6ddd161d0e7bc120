"""A PostgreSQL that keeps what it commits, for a measurement: on a socket in a folder of its own, gone at the end."""

from __future__ import annotations

import subprocess
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

import psycopg
from psycopg import sql

from tests import postgres
from tests.postgres import Server

if TYPE_CHECKING:
    from collections.abc import Iterator

DURABLE: Final = {
    "fsync": "on",
    "full_page_writes": "on",
    "synchronous_commit": "on",
    "listen_addresses": "''",
    "shared_buffers": "256MB",
}


@contextmanager
def durable_server() -> Iterator[Server]:
    """A server with its own defaults for durability, which the tests do without."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o711)
        place = Path(folder) / "server"
        place.mkdir()
        server = Server(place, DURABLE)
        server.start()
        try:
            yield server
        finally:
            server.down()


def new_database(server: Server, name: str) -> str:
    """A database that is up to date and empty; its address."""
    with psycopg.connect(server.url("postgres"), autocommit=True) as link:
        template = sql.Identifier(postgres.TEMPLATE)
        link.execute(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), template))
    return server.url(name)


def version() -> str:
    """The server's own words for what it is, and the driver's."""
    program = postgres.binaries()
    assert program is not None, postgres.MISSING
    said = subprocess.run(
        [program / "postgres", "--version"], capture_output=True, text=True, check=True
    ).stdout
    return f"PostgreSQL {said.split()[2]}, psycopg {psycopg.__version__}"
