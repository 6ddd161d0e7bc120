"""What is stored about a person and the people around them, as a citizen and as one of the staff, for their export."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from bot.state.values import from_json, from_ms

if TYPE_CHECKING:
    from bot.state.cursor import Cursor

_QUERIES: Final = {
    "roles": "SELECT r.role, o.name AS organisation, r.given_at, r.ended_at FROM roles r"
    " JOIN organisations o ON o.id = r.organisation WHERE r.person = :person ORDER BY r.id",
    "invitations": "SELECT i.role, o.name AS organisation, i.follower IS NOT NULL AS for_a_citizen, i.made_at,"
    " i.expires_at, i.used_at, i.revoked_at FROM invitations i JOIN organisations o ON o.id = i.organisation"
    " WHERE i.made_by = :person ORDER BY i.id",
    "invited": "SELECT i.role, o.name AS organisation, i.made_at, i.used_at FROM invitations i"
    " JOIN organisations o ON o.id = i.organisation WHERE i.used_by = :person ORDER BY i.id",
    "wrong_codes": "SELECT tried_at FROM wrong_codes WHERE person = :person ORDER BY id",
    "followed_by": "SELECT p.name, r.role, o.name AS organisation, r.silence_days, r.since, r.ended_at,"
    " r.reminders_off_at FROM relations r"
    " JOIN people p ON p.id = r.staff JOIN organisations o ON o.id = r.organisation"
    " WHERE r.citizen = :person ORDER BY r.id",
    "follows": "SELECT CASE WHEN r.ended_at IS NULL THEN p.name END AS name, r.role, o.name AS organisation,"
    " r.silence_days, r.since, r.ended_at FROM relations r"
    " JOIN people p ON p.id = r.citizen JOIN organisations o ON o.id = r.organisation"
    " WHERE r.staff = :person ORDER BY r.id",
    "asked_about_a_colleague": "SELECT s.name AS instead_of, p.name AS colleague, h.asked_at, h.answered_at,"
    " h.accepted FROM relations r JOIN handovers h ON h.relation = r.id JOIN people s ON s.id = r.staff"
    " JOIN people p ON p.id = h.colleague WHERE r.citizen = :person ORDER BY h.id",
    "shared": "SELECT p.name AS with_whom, s.exercise, s.version, s.snapshot, s.shared_at, s.withdrawn_at FROM shares s"
    " JOIN people p ON p.id = s.viewer WHERE s.citizen = :person ORDER BY s.id",
    "seen": "SELECT version, looked_at FROM looks WHERE viewer = :person ORDER BY id",
    "looks": "SELECT p.name AS by_whom, l.exercise, l.version, l.looked_at FROM looks l"
    " LEFT JOIN people p ON p.id = l.viewer WHERE l.citizen = :person ORDER BY l.id",
    "said_to_them": "SELECT p.name AS by_whom, c.exercise, c.version, c.place, c.about AS answer_then, c.kind,"
    " c.text, c.said_at FROM comments c LEFT JOIN people p ON p.id = c.author WHERE c.citizen = :person ORDER BY c.id",
    "said_by_them": "SELECT version, place, kind, text, said_at FROM comments"
    " WHERE author = :person AND citizen <> :person ORDER BY id",
    "answered_to_reminders": "SELECT p.name AS to_whom, a.text, a.said_at FROM reminder_answers a"
    " JOIN reminders r ON r.id = a.reminder JOIN people p ON p.id = r.sender"
    " WHERE r.citizen = :person ORDER BY a.id",
    "noted_of_them": "SELECT p.name AS by_whom, n.kind, n.exercise, n.content, n.shown, n.noted_at FROM observations n"
    " LEFT JOIN people p ON p.id = n.author WHERE n.citizen = :person ORDER BY n.id",
    "noted_by_them": "SELECT kind, content, noted_at FROM observations WHERE author = :person ORDER BY id",
    "notices": "SELECT p.name AS about, n.kind, n.exercise, n.made_at, n.dealt_at FROM notices n"
    " LEFT JOIN people p ON p.id = n.about AND (n.kind IN ('commented', 'scored', 'handover', 'parted')"
    " OR EXISTS (SELECT 1 FROM relations r WHERE r.citizen = n.about AND r.staff = n.person AND r.ended_at IS NULL))"
    " WHERE n.person = :person ORDER BY n.id",
}
"""What is read under each name. Of others it holds what the person was told; of citizens, only who is with them."""

_PACKED: Final = ("snapshot", "content", "answer_then")
_YES_OR_NO: Final = ("accepted", "for_a_citizen", "shown")


def of_person(cursor: Cursor, person: int) -> dict[str, list[dict[str, Any]]]:
    """All of it by name; a name without anything is an empty list. Times are ISO 8601 in UTC."""
    return {name: _rows(cursor, query, person) for name, query in _QUERIES.items()}


def _rows(cursor: Cursor, query: str, person: int) -> list[dict[str, Any]]:
    names = [each.strip().rpartition(" ")[2].rpartition(".")[2] for each in _selected(query)]
    cursor.execute(query, {"person": person})
    return [
        {name: _value(name, stored) for name, stored in zip(names, row, strict=True)}
        for row in cursor.fetchall()
    ]


def _selected(query: str) -> list[str]:
    """The columns that a query reads."""
    return query.removeprefix("SELECT ").partition(" FROM ")[0].split(",")


def _value(name: str, stored: Any) -> Any:
    if stored is None:
        return None
    if name in _PACKED:
        return from_json(stored)
    if name in _YES_OR_NO:
        return bool(stored)
    return from_ms(stored).isoformat() if name == "since" or name.endswith("_at") else stored
