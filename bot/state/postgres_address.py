"""The address of a PostgreSQL database: what it says, and what is wrong with it; no password is ever repeated."""

from __future__ import annotations

import difflib
import re
from typing import Final

import psycopg
from psycopg import conninfo, pq

from bot.state.errors import BadUrl

OPTIONS: Final = frozenset({*(each.keyword.decode() for each in pq.Conninfo.get_defaults()), "ssl"})
"""What may stand behind the question mark; `ssl=true` is another word for an sslmode."""
OPTION: Final = re.compile(r"[a-z_]{1,40}")
PORTS: Final = range(1, 65_536)
USUAL_PORT: Final = "5432"
FORM: Final = "postgresql://user:password@host:port/name"


def told(url: str) -> str:
    """An address as it may be shown: without the password."""
    parts = parts_of(url)
    return f"postgresql://{_places(parts)}/{parts.get('dbname', '')}"


def server_of(url: str) -> str:
    """The server of an address, or each of several, as somebody may look for it."""
    return _places(parts_of(url), USUAL_PORT)


def _places(parts: dict[str, str], usual: str = "") -> str:
    """Each host with its port; a folder with a socket has none that anybody looks for."""
    hosts, ports = parts.get("host", "localhost").split(","), parts.get("port", "").split(",")
    behind = ports * len(hosts) if len(ports) == 1 else ports
    written = (f"[{host}]" if ":" in host else host for host in hosts)
    named = ((host, port or usual) for host, port in zip(written, behind, strict=False))
    return ",".join(f"{host}:{port}" if port and not host.startswith("/") else host for host, port in named)


def parts_of(url: str) -> dict[str, str]:
    """What an address says; BadUrl, which does not repeat what may be a part of a password."""
    if _is_ambiguous(url):
        raise BadUrl(_reads_as())
    try:
        parts = conninfo.conninfo_to_dict(url)
    except psycopg.ProgrammingError:
        raise BadUrl(_of_options(url) or _reads_as()) from None
    for port in str(parts.get("port", "")).split(","):
        if port and not (port.isdecimal() and int(port) in PORTS):
            raise BadUrl(
                f"DATABASE_URL: expected a port from {PORTS[0]} to {PORTS[-1]} behind the host, got something else; "
                f"write it as {FORM}"
            )
    return {name: str(value) for name, value in parts.items()}


def _is_ambiguous(url: str) -> bool:
    """Whether a password may end earlier than was meant: its rest would be shown as a host, port or option."""
    before, _, options = url.partition("://")[2].partition("?")
    authority, _, path = before.partition("/")
    if authority.count("@") > 1 or "@" in path or "@" in options:
        return True
    # Without a user, a colon has a port behind it; else it is a user's, and the host is missing.
    places = [] if "@" in authority else authority.split(",")
    return any(not re.fullmatch(r"(\[[^\]]*\]|[^:]*)(:\d*)?", place) for place in places)


def _of_options(url: str) -> str:
    """What is wrong with the options of an address, "" where it is not they."""
    for each in url.partition("?")[2].split("&"):
        name, equals, _ = each.partition("=")
        if name in OPTIONS and not equals:
            return f"DATABASE_URL: expected a value behind {name}=, got {name} without one"
        if name not in OPTIONS and OPTION.fullmatch(name):
            near = difflib.get_close_matches(name, OPTIONS, 1)
            meant = f"; did you mean {near[0]}?" if near else "; PostgreSQL's documentation lists them"
            return f"DATABASE_URL: expected options that PostgreSQL knows behind the question mark, got {name!r}{meant}"
    return ""


def _reads_as() -> str:
    return (
        f"DATABASE_URL: expected {FORM}, got something that does not read as that; "
        "write what is no letter or digit in user and password as %XX"
    )
