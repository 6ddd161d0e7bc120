"""Who is signed in to the desk, and the links that let them in. Only digests are kept of what opens it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final, NamedTuple

from bot.state.values import to_ms

if TYPE_CHECKING:
    from datetime import datetime

    from bot.state.cursor import Cursor

IDLE: Final = timedelta(minutes=30)
"""How long somebody stays signed in who does nothing: a computer at an office is left for a meeting."""
LONGEST: Final = timedelta(hours=12)
"""How long somebody stays signed in at all: a working day."""
NOTED_AGAIN: Final = timedelta(minutes=1)
"""How exactly it is noted when somebody was last here; not each page is a row that is written."""
WAITS: Final = timedelta(minutes=10)
"""How long somebody has to confirm in the chat that it is them who sign in."""
CONFIRM: Final = "desk"
"""The timer that asks them to."""
KEPT: Final = timedelta(days=1)
"""How long it is known of a link, after its time is up, that there was one."""


class SignedIn(NamedTuple):
    """Somebody who is signed in: the row, and the person."""

    id: int
    person: int


def desk(cursor: Cursor) -> None:
    """The migration by which staff can sign in to the desk."""
    for statement in (
        """CREATE TABLE desk_links (
            code TEXT PRIMARY KEY, person BIGINT NOT NULL REFERENCES people (id) ON DELETE CASCADE,
            made_at BIGINT NOT NULL, expires_at BIGINT NOT NULL, used_at BIGINT)""",
        """CREATE TABLE desk_sessions (
            id BIGINT PRIMARY KEY, person BIGINT NOT NULL REFERENCES people (id) ON DELETE CASCADE,
            token TEXT NOT NULL, made_at BIGINT NOT NULL, seen_at BIGINT NOT NULL)""",
        """CREATE TABLE desk_forms (
            session BIGINT NOT NULL REFERENCES desk_sessions (id) ON DELETE CASCADE, form TEXT NOT NULL,
            sent_at BIGINT NOT NULL, PRIMARY KEY (session, form))""",
        "CREATE INDEX desk_links_person ON desk_links (person, made_at)",
        "CREATE INDEX desk_links_expires ON desk_links (expires_at)",
        "CREATE UNIQUE INDEX desk_sessions_token ON desk_sessions (token)",
        "CREATE INDEX desk_sessions_person ON desk_sessions (person)",
        "CREATE INDEX desk_sessions_seen ON desk_sessions (seen_at)",
    ):
        cursor.execute(statement, {})


def desk_confirmed(cursor: Cursor) -> None:
    """The migration by which signing in can wait for a word in the chat: the number that its page shows until then."""
    cursor.execute("ALTER TABLE desk_sessions ADD COLUMN number SMALLINT", {})


def offer(cursor: Cursor, person: int, code: str, now: datetime, expires_at: datetime) -> None:
    """Let a link with the code of this digest sign somebody in, once; an earlier one of theirs lets nobody in."""
    _void(cursor, person, now)
    cursor.execute(
        "INSERT INTO desk_links (code, person, made_at, expires_at) VALUES (:code, :person, :now, :expires_at)",
        {"code": code, "person": person, "now": to_ms(now), "expires_at": to_ms(expires_at)},
    )


def works(cursor: Cursor, code: str, now: datetime) -> bool:
    """Whether the link with the code of this digest signs anybody in; nothing is changed by asking."""
    cursor.execute(
        "SELECT 1 FROM desk_links WHERE code = :code AND used_at IS NULL AND expires_at > :now",
        {"code": code, "now": to_ms(now)},
    )
    return cursor.fetchone() is not None


def use(cursor: Cursor, code: str, now: datetime) -> int | None:
    """Whom the link with the code of this digest signs in, which it does once; None where it does not (any more)."""
    cursor.execute(
        "UPDATE desk_links SET used_at = :now WHERE code = :code AND used_at IS NULL AND expires_at > :now",
        {"code": code, "now": to_ms(now)},
    )
    if cursor.rowcount != 1:
        return None
    cursor.execute("SELECT person FROM desk_links WHERE code = :code", {"code": code})
    return int(cursor.fetchone()[0])


def sign_in(
    cursor: Cursor, new_id: int, person: int, token: str, now: datetime, *, number: int | None = None
) -> None:
    """Somebody is signed in by whatever has this digest: from now on, or once they confirm the `number` in the chat."""
    cursor.execute(
        "INSERT INTO desk_sessions (id, person, token, made_at, seen_at, number)"
        " VALUES (:id, :person, :token, :now, :now, :number)",
        {"id": new_id, "person": person, "token": token, "now": to_ms(now), "number": number},
    )


def number_to_confirm(cursor: Cursor, token: str, now: datetime) -> int | None:
    """The number that the page shows to whoever has this, as long as they are to confirm it; None where nobody is."""
    cursor.execute(
        "SELECT number FROM desk_sessions WHERE token = :token AND number IS NOT NULL AND made_at > :before",
        {"token": token, "before": to_ms(now - WAITS)},
    )
    row = cursor.fetchone()
    return None if row is None else int(row[0])


def number_of(cursor: Cursor, person: int, session: int, now: datetime) -> int | None:
    """The number that a page of this person's shows, as long as they are to confirm it."""
    cursor.execute(
        "SELECT number FROM desk_sessions WHERE id = :id AND person = :person AND number IS NOT NULL"
        " AND made_at > :before",
        {"id": session, "person": person, "before": to_ms(now - WAITS)},
    )
    row = cursor.fetchone()
    return None if row is None else int(row[0])


def let_in(cursor: Cursor, person: int, session: int, now: datetime) -> None:
    """It was this person who signed in: they are, as far as they had still to confirm it."""
    cursor.execute(
        "UPDATE desk_sessions SET number = NULL, seen_at = :now WHERE id = :id AND person = :person"
        " AND number IS NOT NULL AND made_at > :before",
        {"id": session, "person": person, "now": to_ms(now), "before": to_ms(now - WAITS)},
    )


def find(cursor: Cursor, token: str, now: datetime) -> SignedIn | None:
    """Who is signed in by this, as long as they are, and have a role; None where nobody is."""
    cursor.execute(
        "SELECT id, person FROM desk_sessions s WHERE token = :token AND number IS NULL AND seen_at > :idle"
        " AND made_at > :longest AND EXISTS (SELECT 1 FROM roles r WHERE r.person = s.person AND r.ended_at IS NULL)",
        {"token": token, "idle": to_ms(now - IDLE), "longest": to_ms(now - LONGEST)},
    )
    row = cursor.fetchone()
    return None if row is None else SignedIn(*row)


def language_of(cursor: Cursor, token: str) -> str:
    """The language of whoever is, or was, signed in by this, "" where nobody is known by it any more."""
    cursor.execute(
        "SELECT p.language FROM desk_sessions s JOIN people p ON p.id = s.person WHERE s.token = :token",
        {"token": token},
    )
    row: tuple[str] | None = cursor.fetchone()
    return row[0] if row else ""


def is_there(cursor: Cursor, session: int) -> bool:
    """Whether a session has not been ended meanwhile."""
    cursor.execute("SELECT 1 FROM desk_sessions WHERE id = :id", {"id": session})
    return cursor.fetchone() is not None


def is_stale(cursor: Cursor, session: int, now: datetime) -> bool:
    """Whether it is to be noted anew that whoever is signed in is here."""
    cursor.execute(
        "SELECT 1 FROM desk_sessions WHERE id = :id AND seen_at <= :before",
        {"id": session, "before": to_ms(now - NOTED_AGAIN)},
    )
    return cursor.fetchone() is not None


def seen(cursor: Cursor, session: int, now: datetime) -> None:
    """Whoever is signed in is here."""
    cursor.execute(
        "UPDATE desk_sessions SET seen_at = :now WHERE id = :id", {"id": session, "now": to_ms(now)}
    )


def sign_out(cursor: Cursor, session: int) -> None:
    """Whoever is signed in is so no more."""
    cursor.execute("DELETE FROM desk_sessions WHERE id = :id", {"id": session})


def sign_out_everywhere(cursor: Cursor, person: int, now: datetime) -> None:
    """Somebody is signed in nowhere any more, and no link of theirs that is under way signs them in.

    The links come first: where another program is using one just now it is waited for, and who came in by it is seen.
    """
    _void(cursor, person, now)
    cursor.execute("DELETE FROM desk_sessions WHERE person = :person", {"person": person})


def sessions_of(cursor: Cursor, person: int, now: datetime) -> int:
    """In how many browsers somebody is signed in now."""
    cursor.execute(
        "SELECT COUNT(*) FROM desk_sessions WHERE person = :person AND number IS NULL AND seen_at > :idle"
        " AND made_at > :longest",
        {"person": person, "idle": to_ms(now - IDLE), "longest": to_ms(now - LONGEST)},
    )
    return int(cursor.fetchone()[0])


def first_time(cursor: Cursor, session: int, form: str, now: datetime) -> bool:
    """Note that a form was sent; False where it was sent before, by a second click or the browser's way back."""
    cursor.execute(
        "INSERT INTO desk_forms (session, form, sent_at) VALUES (:session, :form, :now) ON CONFLICT DO NOTHING",
        {"session": session, "form": form, "now": to_ms(now)},
    )
    return cursor.rowcount == 1


def purge(cursor: Cursor, now: datetime) -> None:
    """Forget who is signed in no more, and links whose time has long been up."""
    cursor.execute(
        "DELETE FROM desk_sessions WHERE seen_at <= :idle OR made_at <= :longest",
        {"idle": to_ms(now - IDLE), "longest": to_ms(now - LONGEST)},
    )
    cursor.execute("DELETE FROM desk_links WHERE expires_at <= :before", {"before": to_ms(now - KEPT)})


def close(cursor: Cursor) -> None:
    """Nobody is signed in: what a backup says of that is not so any more."""
    for table in ("desk_links", "desk_sessions"):
        cursor.execute(f"DELETE FROM {table}", {})  # noqa: S608 - constants


def _void(cursor: Cursor, person: int, now: datetime) -> None:
    cursor.execute(
        "UPDATE desk_links SET used_at = :now WHERE person = :person AND used_at IS NULL",
        {"person": person, "now": to_ms(now)},
    )
