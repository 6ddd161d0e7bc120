"""Why a PostgreSQL server cannot be used, in a sentence for the operator; and whether that may pass by itself.

The driver tells of a connection that does not come about by words only, so these are looked at. What is not known among
them, as of a server that speaks another language, is told as it came, and passes for something to be mended.
"""

from __future__ import annotations

import re
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final, NamedTuple

import psycopg

from bot.state.errors import BadUrl, BeingRestored, NoAnswer, NotWritable, StateError, StorageUnavailable
from bot.state.postgres_address import FORM, parts_of, server_of, told

if TYPE_CHECKING:
    from collections.abc import Iterator

DEFAULTS: Final = {
    "connect_timeout": "5",
    "tcp_user_timeout": "20000",
    "keepalives_idle": "5",
    "keepalives_interval": "5",
    "keepalives_count": "3",
    "application_name": "jobstjernen",
}
"""How long a server may take to answer at first (seconds), and later until it counts as gone: what it has not confirmed
within 20,000 milliseconds, and also where it owes an answer and says nothing. An address may say otherwise."""
MODES: Final = "disable, allow, prefer, require, verify-ca or verify-full"
PLACE: Final = re.compile(
    r'connection (?:failed|is bad): |connection to server (?:at|on socket) "[^"]*"[^:]* failed: '
)
"""What the driver begins with: the sentences name the place themselves."""


class Reason(NamedTuple):
    """What the driver says, what that means, and of which kind it is."""

    words: str
    kind: type[StateError]
    sentence: str


REASONS: Final = (
    Reason(
        r'invalid sslmode value: "(?P<value>[^"]*)"',
        BadUrl,
        f"expected {MODES} as sslmode, got {{value!r}}",
    ),
    Reason(
        r"password authentication failed",
        StorageUnavailable,
        "expected the password of the user {user!r} as the server at {server} has it, got another one, or the server "
        "does not know the user; correct it, and write what is no letter or digit in it as %XX",
    ),
    Reason(
        r"no password supplied",
        StorageUnavailable,
        f"expected a password for the user {{user!r}} of the server at {{server}}, got none; write it as {FORM}",
    ),
    Reason(
        r'role "[^"]*" does not exist',
        StorageUnavailable,
        "expected a user that the server has, got {user!r}; correct the name, or make it at {server}: "
        "createuser --pwprompt NAME",
    ),
    Reason(
        r'database "[^"]*" does not exist',
        StorageUnavailable,
        "expected a database that the server has, got {name!r}; correct the name, or make it at {server}: "
        "createdb --owner USER --encoding UTF8 --template template0 NAME",
    ),
    Reason(
        r"authentication failed|no pg_hba\.conf entry|permission denied for database",
        StorageUnavailable,
        "the server at {server} does not let the user {user!r} in to {name!r} from here; see its pg_hba.conf, and "
        "whether it wants sslmode=require",
    ),
    Reason(
        r"Name or service not known|No address associated|nodename nor servname",
        StorageUnavailable,
        "expected a host that can be found, got {host!r}; correct it",
    ),
    Reason(
        r"Temporary failure in name resolution",
        NoAnswer,
        "could not look up the host {host!r}: no name server answers; see whether the network is up",
    ),
    Reason(
        r"Connection refused|\.s\.PGSQL\.\d+\" failed: No such file",
        NoAnswer,
        "expected a PostgreSQL server at {server}, found nobody who listens there; start it, or correct host and port",
    ),
    Reason(
        r"timeout expired|timed out|No route to host|Network is unreachable",
        NoAnswer,
        "expected an answer of the PostgreSQL server at {server}, got none within {seconds} seconds; see whether it "
        "runs, and whether the network and its firewall let us through",
    ),
    Reason(
        r"database system is|not yet accepting connections",
        NoAnswer,
        "the PostgreSQL server at {server} is starting or stopping; wait until it takes connections",
    ),
    Reason(
        r"too many (clients|connections)|remaining connection slots",
        NoAnswer,
        "the PostgreSQL server at {server} has no connection left; each program of the bot needs three: raise its "
        "max_connections, or find out who takes them",
    ),
    Reason(
        r"closed the connection|connection is closed|connection is lost|terminating connection|Connection reset"
        r"|Broken pipe|could not receive data",
        NoAnswer,
        "the PostgreSQL server at {server} ended the connection; see whether it runs",
    ),
)
"""What says how to mend it stands before what may pass: of several hosts each says why."""


@contextmanager
def explained(url: str) -> Iterator[None]:
    """Turn an error at opening into what it means to the operator."""
    try:
        yield
    except psycopg.errors.LockNotAvailable as error:
        raise at_work(told(url)) from error
    except psycopg.errors.InsufficientPrivilege as error:
        raise NotWritable(
            f"DATABASE_URL: the database {told(url)} cannot be written ({error.diag.message_primary}); make its user "
            "the owner of the database"
        ) from error
    except (psycopg.OperationalError, psycopg.InterfaceError) as error:
        raise meaning(error, url) from error


def at_work(database: str) -> BeingRestored:
    """What whoever would have to wait too long for another program is told; the database is told of as this."""
    return BeingRestored(
        f"DATABASE_URL: another program, like a restore, a move or an update, is at work on {database} just now; wait "
        "for it to end, and then repeat the command. Nothing was changed"
    )


def meaning(error: psycopg.Error, url: str) -> StateError:
    """What the operator is told of an error of the way to a server, or of the server."""
    known = _known(error, url)
    if known is not None:
        return known
    said = " ".join(_without_secret(PLACE.sub("", str(error)), parts_of(url).get("password", "")).split())
    return StorageUnavailable(f"DATABASE_URL: the database {told(url)} cannot be used now: {said}")


def why(error: Exception, url: str) -> str:
    """Why a connection was lost, for the log: in our words only, for nobody knows what is in those of others."""
    known = error if isinstance(error, StateError) else _known(error, url)
    return str(known) if known is not None else "the connection to the server broke"


def _known(error: Exception, url: str) -> StateError | None:
    text = str(error)
    for reason in REASONS:
        found = re.search(reason.words, text)
        if found:
            return reason.kind(f"DATABASE_URL: {_filled(reason.sentence, url, found)}")
    return None


def _filled(sentence: str, url: str, found: re.Match[str]) -> str:
    parts = parts_of(url)
    return sentence.format(
        server=server_of(url),
        user=parts.get("user", ""),
        host=parts.get("host", ""),
        name=parts.get("dbname", parts.get("user", "")),
        seconds=parts.get("connect_timeout", DEFAULTS["connect_timeout"]),
        **found.groupdict(),
    )


def _without_secret(text: str, password: str) -> str:
    return text.replace(password, "…") if password else text
