"""What stands at the other end of an address: a server, or a pool before it, that does what the program relies on."""

from __future__ import annotations

from collections import deque
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, Literal, cast

import psycopg
import pytest

from bot.state import postgres_opening
from bot.state.errors import Pooled
from bot.state.postgres_server import see_session, unsafe
from tests import postgres

if TYPE_CHECKING:
    from bot.state.postgres_server import Link

PATIENCE = 5.0


class Pool:
    """Gives its clients some of its sessions, as pgbouncer does: the one given back last, or all in turn."""

    def __init__(self, mode: Literal["session", "transaction"], sessions: int, *, in_turn: bool) -> None:
        self.mode = mode
        self._free = deque(range(100, 100 + sessions))
        self._in_turn = in_turn
        self.clients = 0

    def connect(self) -> Link:
        self.clients += 1
        return cast("Link", Client(self, self.clients))

    def take(self) -> int:
        return self._free.popleft()

    def give_back(self, session: int) -> None:
        if self._in_turn:
            self._free.append(session)
        else:
            self._free.appendleft(session)


class Client:
    """A connection to the pool. The number of its process is the pool's invention."""

    def __init__(self, pool: Pool, number: int) -> None:
        self._pool = pool
        self.info = SimpleNamespace(backend_pid=number)
        self._session = pool.take() if pool.mode == "session" else None
        self._began = False

    def execute(self, sql: str) -> Any:
        if sql == "COMMIT":
            self._began = False
        if self._session is None:
            self._session = self._pool.take()
        self._began = self._began or sql == "BEGIN"
        answer = SimpleNamespace(fetchone=lambda found=self._session: (found,))
        if self._pool.mode == "transaction" and not self._began:
            self._pool.give_back(self._session)
            self._session = None
        return answer

    def close(self) -> None:
        if self._session is not None:
            self._pool.give_back(self._session)


@pytest.mark.parametrize("in_turn", [False, True])
@pytest.mark.parametrize("sessions", [1, 2, 3, 20])
def test_a_pool_that_gives_each_transaction_another_session_is_refused(sessions: int, in_turn: bool) -> None:
    """No lock would hold: two programs would send, and two migrate."""
    pool = Pool("transaction", sessions, in_turn=in_turn)
    with pytest.raises(Pooled, match=r"at here, or a pool .* \(pgbouncer: pool_mode = session\)"):
        see_session(pool.connect(), pool.connect, "here")


@pytest.mark.parametrize("in_turn", [False, True])
@pytest.mark.parametrize("sessions", [2, 3, 20])
def test_a_pool_that_keeps_a_session_for_each_connection_is_none_the_worse(
    sessions: int, in_turn: bool
) -> None:
    pool = Pool("session", sessions, in_turn=in_turn)
    see_session(pool.connect(), pool.connect, "here")


def test_a_server_without_a_pool_before_it_is_asked_by_one_connection(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    connect, database = psycopg.connect, postgres.own()
    made: list[object] = []

    def counted(*words: Any, **more: Any) -> object:
        made.append(words)
        return connect(*words, **more)

    monkeypatch.setattr(psycopg, "connect", counted)
    postgres_opening.connect(database, PATIENCE).close()
    assert len(made) == 1


def test_a_server_that_may_lose_what_it_has_acknowledged_is_known() -> None:
    """The one of the tests is such: its data is thrown away."""
    connection = postgres_opening.connect(postgres.own(), PATIENCE)
    try:
        assert unsafe(connection.cursor()) == ["fsync", "full_page_writes"]
    finally:
        connection.close()


def test_each_connection_sees_to_its_commits_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    """Also where the server, the database or its user is set to acknowledge before anything is on disk."""
    monkeypatch.setenv("PGOPTIONS", "-c synchronous_commit=off")
    with postgres.linked(postgres.own()) as link:
        assert link.execute("SHOW synchronous_commit").fetchone() == ("off",)
    connection = postgres_opening.connect(postgres.own(), PATIENCE)
    try:
        cursor = connection.cursor()
        cursor.execute("SHOW synchronous_commit")
        assert cursor.fetchone() == ("on",)
    finally:
        connection.close()
