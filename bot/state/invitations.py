"""Invitations: a code lets one person in, once, for some time.

Only a digest of the code is stored, here and in every session; until it is sent, its message waits in the outbox.
"""

from __future__ import annotations

import hashlib
import hmac
from typing import TYPE_CHECKING, Final, NamedTuple

from bot.bounds import WITHIN, WRONG_CODES, WRONG_CODES_OF_ALL
from bot.engine.codes import digest
from bot.state import ledger, sealing
from bot.state.errors import Conflict
from bot.state.people import NAME
from bot.state.values import from_ms, to_ms

if TYPE_CHECKING:
    from datetime import datetime

    from bot.policy import Staff
    from bot.state.cursor import Cursor

PURPOSE: Final = "jobstjernen wrong codes"
"""What the key is for with which addresses are noted that have tried a wrong code."""


def tries_by_address(cursor: Cursor) -> None:
    """The migration by which wrong codes outlive whoever tried them, until the hour is over."""
    for statement in (
        "DROP TABLE wrong_codes",
        """CREATE TABLE wrong_codes (
            id BIGINT PRIMARY KEY, person BIGINT REFERENCES people (id) ON DELETE SET NULL,
            who TEXT NOT NULL, tried_at BIGINT NOT NULL)""",
        "CREATE INDEX wrong_codes_person ON wrong_codes (person)",
        "CREATE INDEX wrong_codes_who ON wrong_codes (who, tried_at)",
        "CREATE INDEX wrong_codes_tried ON wrong_codes (tried_at)",
    ):
        cursor.execute(statement, {})


class Invitation(NamedTuple):
    """An invitation that works. `follower` is whom a citizen will be followed by; None lets somebody into the role."""

    id: int
    organisation: int
    role: Staff
    follower: int | None
    made_at: datetime
    expires_at: datetime


def make(
    cursor: Cursor,
    new_id: int,
    code: str,
    organisation: int,
    role: str,
    follower: int | None,
    made_by: int | None,
    now: datetime,
    expires_at: datetime,
) -> None:
    """Store an invitation; `made_by` None: an operator made it."""
    cursor.execute(
        "INSERT INTO invitations (id, code, organisation, role, follower, made_by, made_at, expires_at)"
        " VALUES (:id, :code, :organisation, :role, :follower, :made_by, :now, :expires_at)",
        {
            "id": new_id,
            "code": digest(code),
            "organisation": organisation,
            "role": role,
            "follower": follower,
            "made_by": made_by,
            "now": to_ms(now),
            "expires_at": to_ms(expires_at),
        },
    )


def find(cursor: Cursor, code: str, now: datetime) -> Invitation | None:
    """The invitation of a code, as long as it works: it is not used, not taken back, and its time is not up."""
    return of_digest(cursor, digest(code), now)


def of_digest(cursor: Cursor, code: str, now: datetime) -> Invitation | None:
    """The same for the digest of a code."""
    cursor.execute(
        "SELECT id, organisation, role, follower, made_at, expires_at FROM invitations"
        " WHERE code = :code AND used_at IS NULL AND revoked_at IS NULL AND expires_at > :now",
        {"code": code, "now": to_ms(now)},
    )
    row = cursor.fetchone()
    return None if row is None else _invitation(row)


def used_by(cursor: Cursor, code: str, person: int) -> Invitation | None:
    """The invitation of the digest of a code that this very person has used; None to anybody else."""
    cursor.execute(
        "SELECT id, organisation, role, follower, made_at, expires_at FROM invitations"
        " WHERE code = :code AND used_by = :person",
        {"code": code, "person": person},
    )
    row = cursor.fetchone()
    return None if row is None else _invitation(row)


def open_of(cursor: Cursor, person: int, now: datetime) -> list[Invitation]:
    """The invitations of somebody that still work, the newest first."""
    cursor.execute(
        "SELECT id, organisation, role, follower, made_at, expires_at FROM invitations WHERE made_by = :person"
        " AND used_at IS NULL AND revoked_at IS NULL AND expires_at > :now ORDER BY id DESC",
        {"person": person, "now": to_ms(now)},
    )
    return [_invitation(row) for row in cursor.fetchall()]


class OpenInvitation(NamedTuple):
    """An invitation into a role that works, and who made it: their name, "" for whoever is not here any more."""

    id: int
    role: Staff
    made_by: str
    made_at: datetime
    expires_at: datetime


def open_in(cursor: Cursor, organisation: int, now: datetime) -> list[OpenInvitation]:
    """The invitations into a role of an organisation that still work, whoever made them, the newest first."""
    cursor.execute(
        "SELECT i.id, i.role, i.made_at, i.expires_at, p.id, p.name, k.master, k.wrapped FROM invitations i"
        " LEFT JOIN people p ON p.id = i.made_by LEFT JOIN data_keys k ON k.owner = p.id"
        " WHERE i.organisation = :organisation AND i.follower IS NULL AND i.used_at IS NULL"
        " AND i.revoked_at IS NULL AND i.expires_at > :now ORDER BY i.id DESC",
        {"organisation": organisation, "now": to_ms(now)},
    )
    return [
        OpenInvitation(
            id_,
            role,
            sealing.unseal_beside(cursor, NAME, person, person, name, (master, wrapped)) if person else "",
            from_ms(made),
            from_ms(expires),
        )
        for id_, role, made, expires, person, name, master, wrapped in cursor.fetchall()
    ]


def open_to_staff(cursor: Cursor, now: datetime) -> list[Invitation]:
    """Every invitation into a role that still works, whoever made it, the newest first."""
    cursor.execute(
        "SELECT id, organisation, role, follower, made_at, expires_at FROM invitations WHERE follower IS NULL"
        " AND used_at IS NULL AND revoked_at IS NULL AND expires_at > :now ORDER BY id DESC",
        {"now": to_ms(now)},
    )
    return [_invitation(row) for row in cursor.fetchall()]


def use(cursor: Cursor, invitation: int, person: int, now: datetime) -> bool:
    """Let an invitation let this person in; False where it was used or taken back since it was found."""
    ledger.note(cursor, "invitation", invitation)
    cursor.execute(
        "UPDATE invitations SET used_at = :now, used_by = :person"
        " WHERE id = :id AND used_at IS NULL AND revoked_at IS NULL",
        {"id": invitation, "person": person, "now": to_ms(now)},
    )
    return cursor.rowcount == 1


def revoke(cursor: Cursor, invitation: int, now: datetime) -> bool:
    """Take an invitation back; False where it was used or taken back already."""
    ledger.note(cursor, "invitation", invitation)
    cursor.execute(
        "UPDATE invitations SET revoked_at = :now WHERE id = :id AND used_at IS NULL AND revoked_at IS NULL",
        {"id": invitation, "now": to_ms(now)},
    )
    return cursor.rowcount == 1


def take_back(cursor: Cursor, invitation: int, now: datetime) -> None:
    """Revoke an invitation that was found to be open; Conflict where it was used or taken back since."""
    if not revoke(cursor, invitation, now):
        raise Conflict(f"the invitation {invitation} was used or taken back meanwhile; run the turn again")


def revoke_all(cursor: Cursor, person: int, role: str, organisation: int, now: datetime) -> None:
    """Take back what somebody has made in a role that they leave: coordinators invite staff, the others citizens."""
    cursor.execute(
        "SELECT id FROM invitations WHERE made_by = :person AND organisation = :organisation"
        " AND CASE WHEN follower IS NULL THEN 'coordinator' ELSE role END = :role"
        " AND used_at IS NULL AND revoked_at IS NULL",
        {"person": person, "role": role, "organisation": organisation},
    )
    for (invitation,) in cursor.fetchall():
        revoke(cursor, invitation, now)


def mistyped(cursor: Cursor, new_id: int, person: int, now: datetime) -> None:
    """Somebody has tried a code that does not work."""
    _note(cursor, new_id, person, _who(cursor, person), now)


def is_guessing(cursor: Cursor, person: int, now: datetime) -> bool:
    """Whether somebody has tried so many wrong codes lately that no code works for them now."""
    return _tried(cursor, _who(cursor, person), now) >= WRONG_CODES


def are_guessed(cursor: Cursor, now: datetime) -> bool:
    """Whether everybody together has tried so many wrong codes lately that none which can be guessed works now."""
    cursor.execute("SELECT COUNT(*) FROM wrong_codes WHERE tried_at > :since", {"since": to_ms(now - WITHIN)})
    tried: int = cursor.fetchone()[0]
    return tried >= WRONG_CODES_OF_ALL


def lets_in(cursor: Cursor, new_id: int, address: tuple[int, int], code: str, now: datetime) -> bool:
    """Whether a code works for somebody who is not known yet; one that does not is noted under their address."""
    who = _address(cursor, *address)
    if _tried(cursor, who, now) >= WRONG_CODES:
        return False
    found = find(cursor, code, now)
    if found is None:
        _note(cursor, new_id, None, who, now)
    return found is not None and (found.follower is None or not are_guessed(cursor, now))


def _note(cursor: Cursor, new_id: int, person: int | None, who: str, now: datetime) -> None:
    cursor.execute(
        "INSERT INTO wrong_codes (id, person, who, tried_at) VALUES (:id, :person, :who, :now)",
        {"id": new_id, "person": person, "who": who, "now": to_ms(now)},
    )


def _tried(cursor: Cursor, who: str, now: datetime) -> int:
    cursor.execute(
        "SELECT COUNT(*) FROM wrong_codes WHERE who = :who AND tried_at > :since",
        {"who": who, "since": to_ms(now - WITHIN)},
    )
    tried: int = cursor.fetchone()[0]
    return tried


def _who(cursor: Cursor, person: int) -> str:
    """What tells for an hour that it is the same one who tries again, also after they have deleted everything."""
    cursor.execute(
        "SELECT bot, user_id FROM addresses WHERE person = :person ORDER BY bot, user_id LIMIT 1",
        {"person": person},
    )
    address = cursor.fetchone()
    return "" if address is None else _address(cursor, *address)


def _address(cursor: Cursor, bot: int, user_id: int) -> str:
    """An address as nobody finds it who has only the files: without a key all there are could be tried."""
    key = sealing.derived(cursor, sealing.NOBODY, PURPOSE)
    return hmac.new(key, f"{bot}:{user_id}".encode(), hashlib.sha256).hexdigest()


def purge(cursor: Cursor, before: datetime) -> None:
    """Forget wrong codes that were tried before this moment."""
    cursor.execute("DELETE FROM wrong_codes WHERE tried_at < :before", {"before": to_ms(before)})


def forget(cursor: Cursor, before: datetime) -> None:
    """Forget invitations into a role whose time was up before this moment; a citizen's goes with whoever made it."""
    cursor.execute(
        "DELETE FROM invitations WHERE follower IS NULL AND expires_at < :before", {"before": to_ms(before)}
    )


def _invitation(row: tuple[int, int, Staff, int | None, int, int]) -> Invitation:
    id_, organisation, role, follower, made, expires = row
    return Invitation(id_, organisation, role, follower, from_ms(made), from_ms(expires))
