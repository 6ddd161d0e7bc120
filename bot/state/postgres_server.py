"""What is at the other end of a PostgreSQL address: whether it keeps what it acknowledges, and gives us a session."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from bot.state.errors import Pooled

if TYPE_CHECKING:
    from collections.abc import Callable

    import psycopg

    from bot.state.cursor import Cursor

    Link = psycopg.Connection[tuple[Any, ...]]

LOOKS: Final = 3
"""A pool may give a connection the same session again by chance."""
UNSAFE: Final = (
    "SELECT name FROM pg_settings WHERE name IN ('fsync', 'full_page_writes') AND setting = 'off' ORDER BY 1"
)


def unsafe(cursor: Cursor) -> list[str]:
    """The settings by which the server may lose in a power cut what it has acknowledged.

    `synchronous_commit` is none of them: each connection sees to its own.
    """
    cursor.execute(UNSAFE)
    return [name for (name,) in cursor.fetchall()]


def see_session(link: Link, another: Callable[[], Link], where: str) -> None:
    """Pooled where the connection has no session of its own: then locks, news and prepared statements do not hold.

    Whoever stands between it and the server tells another process's number than the server does.
    """
    own = _process(link)
    if own == link.info.backend_pid:
        return
    other = another()
    try:
        shared = any(_is_shared(own, link, other) for _ in range(LOOKS))
    finally:
        other.close()
    if shared:
        raise Pooled(
            f"DATABASE_URL: expected the server itself at {where}, or a pool that keeps a session for each connection "
            "(pgbouncer: pool_mode = session), found one that gives each transaction another; name the server's own "
            "port, or a database of the pool with pool_mode = session. Nothing was changed"
        )


def _is_shared(own: int, link: Link, other: Link) -> bool:
    """Whether another connection was given the session that this one had, or this one has another than before."""
    other.execute("BEGIN")
    shared = _process(other) == own or _process(link) != own
    other.execute("COMMIT")
    return shared


def _process(link: Link) -> int:
    """The number of the server's process that answers just now."""
    found = link.execute("SELECT pg_backend_pid()").fetchone()
    return int(found[0]) if found else 0
