"""What is wrong with the address of a PostgreSQL database, or behind it: what was expected, and what to do."""

from __future__ import annotations

import re
from contextlib import closing
from typing import TYPE_CHECKING

import psycopg
import pytest

from bot.state import postgres_opening
from bot.state.errors import BadUrl, NoAnswer, StateError, StorageUnavailable
from bot.state.postgres_address import parts_of, told
from bot.state.postgres_reach import explained
from tests import postgres
from tests.keys import at
from tests.state.refusing import refusing

if TYPE_CHECKING:
    from pathlib import Path

WORD = "hemmeligt"
PLAIN = "?sslmode=disable"


def said(url: str, kind: type[StateError]) -> str:
    """What is said where this address is opened, in one line; no password in it, and no place twice."""
    with pytest.raises(kind) as raised:
        closing(postgres_opening.connect(at(url), 1.0)).__enter__()
    text = str(raised.value)
    assert type(raised.value) is kind, text
    assert text.startswith("DATABASE_URL: ")
    assert "\n" not in text
    assert WORD not in text
    for place in re.findall(r"127\.0\.0\.1|:\d{4,5}\b", text):
        assert text.count(place) == 1, text
    return text


@pytest.mark.parametrize(
    ("option", "sentence"),
    [
        ("sslmod=require", "got 'sslmod'; did you mean sslmode?"),
        ("sslmode=require&aplication_name=x", "got 'aplication_name'; did you mean application_name?"),
        ("colour=blue", "got 'colour'"),
        ("sslmode", "got sslmode without one"),
        ("sslmode=requir", "got 'requir'"),
    ],
)
def test_an_option_that_is_none_is_named(option: str, sentence: str) -> None:
    found = said(f"postgresql://me:{WORD}@127.0.0.1/bot?{option}", BadUrl)
    assert found.startswith("DATABASE_URL: expected ")
    assert sentence in found


@pytest.mark.parametrize(
    "url",
    [
        f"postgresql://me:{WORD}/bot",
        f"postgresql://me:a?{WORD}=1@127.0.0.1/bot",
        f"postgresql://me:a?{WORD}=1",
        f"postgresql://me:{WORD}%zz@127.0.0.1/bot",
        f"postgresql://me:a@{WORD}:7/b@127.0.0.1/bot",
    ],
)
def test_what_may_be_a_part_of_a_password_is_not_repeated(url: str) -> None:
    assert "write what is no letter or digit in user and password as %XX" in said(url, BadUrl)


@pytest.mark.parametrize("port", ["abc", "0", "99999"])
def test_a_port_that_is_none_is_said_to_be_none(port: str) -> None:
    assert "expected a port from 1 to 65535" in said(f"postgresql://me:{WORD}@127.0.0.1:{port}/bot", BadUrl)


def test_several_hosts_have_a_port_each() -> None:
    url = f"postgresql://me:{WORD}@one:5432,two:5433/bot?target_session_attrs=read-write"
    assert told(url) == "postgresql://one:5432,two:5433/bot"
    assert parts_of(url)["password"] == WORD


def test_an_address_in_numbers_with_colons_is_told_as_it_is_written() -> None:
    assert told("postgresql://me@[::1]:5433/bot") == "postgresql://[::1]:5433/bot"


def test_nobody_listens_there() -> None:
    found = said(f"postgresql://me:{WORD}@127.0.0.1:1/bot", NoAnswer)
    assert "expected a PostgreSQL server at 127.0.0.1:1, found nobody who listens there; start it" in found


def test_there_is_no_socket(tmp_path: Path) -> None:
    found = said(f"postgresql://me:{WORD}@/bot?host={tmp_path}", NoAnswer)
    assert f"expected a PostgreSQL server at {tmp_path}, found nobody" in found


def test_nobody_knows_the_host() -> None:
    found = said(f"postgresql://me:{WORD}@nowhere.invalid/bot", StorageUnavailable)
    assert "expected a host that can be found, got 'nowhere.invalid'" in found


def test_the_server_has_no_such_user() -> None:
    folder = postgres.server().folder
    found = said(f"postgresql://nobody:{WORD}@/postgres?host={folder}", StorageUnavailable)
    assert "expected a user that the server has, got 'nobody'" in found
    assert "createuser --pwprompt" in found


def test_the_server_has_no_such_database() -> None:
    folder = postgres.server().folder
    found = said(f"postgresql://postgres:{WORD}@/nothing?host={folder}", StorageUnavailable)
    assert "expected a database that the server has, got 'nothing'" in found
    assert "createdb --owner" in found


@pytest.mark.parametrize(
    ("sqlstate", "message", "sentence"),
    [
        ("28P01", 'password authentication failed for user "me"', "expected the password of the user 'me'"),
        ("28000", 'no pg_hba.conf entry for host "10.0.0.1", user "me"', "does not let the user 'me' in"),
        ("28000", 'Peer authentication failed for user "me"', "does not let the user 'me' in"),
        ("XX000", f"odd: {WORD}", "cannot be used now: FATAL: odd: …"),
    ],
)
def test_the_server_does_not_let_us_in(sqlstate: str, message: str, sentence: str) -> None:
    with refusing(sqlstate, message) as where:
        assert sentence in said(f"postgresql://me:{WORD}@{where}/bot{PLAIN}", StorageUnavailable)


@pytest.mark.parametrize(
    ("sqlstate", "message", "sentence"),
    [
        ("57P03", "the database system is starting up", "is starting or stopping"),
        ("57P03", "the database system is shutting down", "is starting or stopping"),
        ("53300", "sorry, too many clients already", "has no connection left"),
        ("53300", "remaining connection slots are reserved for roles with ...", "has no connection left"),
    ],
)
def test_what_passes_by_itself_is_no_error_of_the_address(sqlstate: str, message: str, sentence: str) -> None:
    with refusing(sqlstate, message) as where:
        assert sentence in said(f"postgresql://me:{WORD}@{where}/bot{PLAIN}", NoAnswer)


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (psycopg.errors.ConnectionTimeout("connection timeout expired"), "got none within 3 seconds"),
        (
            psycopg.OperationalError(
                "failed to resolve host 'db': [Errno -3] Temporary failure in name resolution"
            ),
            "could not look up the host 'db'",
        ),
        (psycopg.OperationalError("server closed the connection unexpectedly"), "ended the connection"),
    ],
)
def test_what_the_way_to_the_server_does_passes_too(error: psycopg.Error, sentence: str) -> None:
    with (
        pytest.raises(NoAnswer, match=re.escape(sentence)),
        explained("postgresql://me@db/bot?connect_timeout=3"),
    ):
        raise error


def test_a_password_that_is_missing_is_asked_for() -> None:
    error = psycopg.OperationalError("connection failed: fe_sendauth: no password supplied")
    with (
        pytest.raises(StorageUnavailable, match="expected a password for the user 'me'"),
        explained("postgresql://me@db/bot"),
    ):
        raise error
