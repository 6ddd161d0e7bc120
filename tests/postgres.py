"""A private PostgreSQL server for one run of the tests: on a socket in a folder of its own, gone at the end.

The process that begins the run names the folder; whichever worker needs the server first starts it there.
"""

from __future__ import annotations

import fcntl
import os
import pwd
import shutil
import subprocess
from contextlib import contextmanager
from functools import cache
from itertools import count
from pathlib import Path
from tempfile import mkdtemp
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import psycopg
from psycopg import sql

from bot.state import databases
from tests.fresh import FIRST_START
from tests.keys import at

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from bot.state.opening import Database
    from bot.state.postgres_cursor import Connection

DEBIAN = Path("/usr/lib/postgresql")
MISSING = "PostgreSQL's server is not installed: tools/debian-packages postgresql, as root"
FOLDER = "JOBSTJERNEN_TEST_POSTGRES"
"""The variable by which the workers of a run know where its server is, or is to be."""
MEMORY = Path("/dev/shm")
"""Where the data of the server lies, if there is such a place: it is thrown away."""
SETTINGS = {
    "fsync": "off",
    "full_page_writes": "off",
    "synchronous_commit": "on",
    "listen_addresses": "''",
    "max_connections": "100",
    "shared_buffers": "32MB",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "deadlock_timeout": "100ms",
    "autovacuum": "off",
    "plan_cache_mode": "force_generic_plan",  # each database is too short-lived for plans of one's own
    "jit": "off",
    "logging_collector": "off",
}
STRATEGY = "file_copy"  # the quickest
TEMPLATE = "migrated"
"""The database that each test gets a copy of."""
OWNER = "postgres"
SEEDING = """DO $$ DECLARE t text; body text := ''; BEGIN
    CREATE SCHEMA seed;
    FOR t IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' LOOP
        EXECUTE format('CREATE TABLE seed.%1$I AS SELECT * FROM public.%1$I', t);
        body := body || format('DELETE FROM public.%1$I; INSERT INTO public.%1$I SELECT * FROM seed.%1$I; ', t);
    END LOOP;
    EXECUTE format('CREATE FUNCTION seed.anew() RETURNS void LANGUAGE plpgsql'
        ' SET session_replication_role = replica AS %L', 'BEGIN ' || body || 'END');
END $$"""
"""With foreign keys out of the way, so that the order of the tables does not matter."""


def binaries() -> Path | None:
    """Where the newest server is that Debian has installed, or the path knows; None where there is none."""
    found = sorted(DEBIAN.glob("*/bin/postgres"), key=lambda each: int(each.parts[-3]))
    known = shutil.which("postgres")
    return found[-1].parent if found else Path(known).parent if known else None


class Server:
    """A server in a folder. It must not run as root, so there it runs as Debian's user for it."""

    def __init__(self, folder: Path, settings: Mapping[str, str] = SETTINGS) -> None:
        self.folder = folder
        self._settings = settings
        self._data = folder / "data"
        self._bin = binaries()

    def start(self) -> None:
        """Make it, and wait until it takes connections."""
        assert self._bin is not None, MISSING
        if os.geteuid() == 0:
            owner = pwd.getpwnam(OWNER)
            os.chown(self.folder, owner.pw_uid, owner.pw_gid)
        self.folder.chmod(0o711)
        init = ("--username", OWNER, "--auth", "trust", "--encoding", "UTF8", "--no-locale", "--no-sync")
        self._run("initdb", "--pgdata", str(self._data), *init)
        self.up()
        with psycopg.connect(self.url("postgres"), autocommit=True) as link:
            link.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(TEMPLATE)))
        databases.migrate(at(self.url(TEMPLATE)), clock=lambda: FIRST_START)

    def up(self) -> None:
        """Start a server that has been stopped."""
        settings = " ".join(f"-c {name}={value}" for name, value in self._settings.items())
        log = str(self.folder / "log")
        self._run(
            "pg_ctl", "start", "-w", "-D", str(self._data), "-l", log, "-o", f"{settings} -k {self.folder}"
        )

    def down(self) -> None:
        """Stop it at once."""
        self._run("pg_ctl", "stop", "-w", "-D", str(self._data), "-m", "immediate")

    @property
    def pid(self) -> int:
        """The process whose children serve the connections."""
        return int((self._data / "postmaster.pid").read_text("ascii").split()[0])

    def url(self, name: str) -> str:
        return f"postgresql://{OWNER}@/{name}?host={quote(str(self.folder), safe='')}"

    def _run(self, program: str, *words: str) -> None:
        assert self._bin is not None
        as_owner = ("runuser", "-u", OWNER, "--") if os.geteuid() == 0 else ()
        done = subprocess.run(
            [*as_owner, str(self._bin / program), *words],
            cwd="/",
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, f"{program}: {done.stdout}{done.stderr}"


def announce() -> None:
    """Name the folder of this run's server, in the process that begins the run."""
    if FOLDER not in os.environ:
        os.environ[FOLDER] = mkdtemp(prefix="jobpg-", dir=MEMORY if os.access(MEMORY, os.W_OK) else None)
        os.environ[f"{FOLDER}_BY"] = str(os.getpid())


def end() -> None:
    """Stop the server of this run, if anybody has started it, and take its folder away; only who announced it does."""
    while OPEN:
        OPEN.pop().close()
    if os.environ.get(f"{FOLDER}_BY") == str(os.getpid()):
        folder = Path(os.environ.pop(FOLDER))
        if (folder / "data" / "postmaster.pid").exists():
            Server(folder).down()
        shutil.rmtree(folder, ignore_errors=True)


@cache
def server() -> Server:
    """The server of this run, started by whoever asks first."""
    folder = Path(os.environ[FOLDER])
    found = Server(folder)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "ready").exists():
            found.start()
            (folder / "ready").touch()
    return found


_numbers = count(1)
OPEN: list[psycopg.Connection[Any] | Connection] = []
"""What is closed at the end of the run."""


@contextmanager
def fresh(template: str = TEMPLATE) -> Iterator[Database]:
    """A database that is up to date and empty, for one test; of `template0` it has no tables yet."""
    made = f"test_{os.getpid()}_{next(_numbers)}"
    with administration() as link:
        link.execute(f"CREATE DATABASE {made} TEMPLATE {template} STRATEGY {STRATEGY}")
    try:
        yield at(server().url(made))
    finally:
        with administration() as link:
            link.execute(f"DROP DATABASE {made} WITH (FORCE)")


@contextmanager
def own_server() -> Iterator[tuple[Server, Database]]:
    """A server of its own, for a test that stops it, and an empty database of it that is up to date."""
    folder = Path(mkdtemp(prefix="own-", dir=os.environ[FOLDER]))
    Path(os.environ[FOLDER]).chmod(0o711)
    made = Server(folder)
    made.start()
    try:
        yield made, at(made.url(TEMPLATE))
    finally:
        made.down()
        shutil.rmtree(folder)


def emptied() -> Database:
    """The same, but the one database of this process, emptied: ten times as quick."""
    _link().execute("SELECT seed.anew()")
    return own()


@cache
def own() -> Database:
    """The database of this process, with a copy of what a first start leaves in it."""
    made = f"own_{os.getpid()}"
    with administration() as link:
        link.execute(f"CREATE DATABASE {made} TEMPLATE {TEMPLATE} STRATEGY {STRATEGY}")
    url = server().url(made)
    with psycopg.connect(url, autocommit=True) as link:
        link.execute(SEEDING)
    return at(url)


@cache
def _link() -> psycopg.Connection[Any]:
    """A connection that empties it: once it has planned how, that is quick."""
    link = psycopg.connect(own().url, autocommit=True)
    OPEN.append(link)
    return link


@contextmanager
def administration() -> Iterator[psycopg.Connection[Any]]:
    with linked(at(server().url("postgres"))) as link:
        yield link


@contextmanager
def linked(database: Database) -> Iterator[psycopg.Connection[Any]]:
    """A connection of the driver's own."""
    with psycopg.connect(database.url, autocommit=True) as link:
        yield link
