"""What is stored about a person and the people around them, as a citizen and as one of the staff, for their export."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from bot.state import people
from bot.state.sealing import unseal
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
    "followed_by": "SELECT r.staff AS name, r.role, o.name AS organisation, r.silence_days, r.since, r.ended_at,"
    " r.reminders_off_at FROM relations r JOIN organisations o ON o.id = r.organisation"
    " WHERE r.citizen = :person ORDER BY r.id",
    "follows": "SELECT CASE WHEN r.ended_at IS NULL THEN r.citizen END AS name, r.role, o.name AS organisation,"
    " r.silence_days, r.since, r.ended_at FROM relations r JOIN organisations o ON o.id = r.organisation"
    " WHERE r.staff = :person ORDER BY r.id",
    "asked_about_a_colleague": "SELECT r.staff AS instead_of, h.colleague, h.asked_at, h.answered_at,"
    " h.accepted FROM relations r JOIN handovers h ON h.relation = r.id WHERE r.citizen = :person ORDER BY h.id",
    "asked_about_them": "SELECT asked_at, answered_at, accepted FROM handovers WHERE colleague = :person ORDER BY id",
    "shared": "SELECT id AS row, citizen AS owner, viewer AS with_whom, exercise, version, snapshot, shared_at,"
    " withdrawn_at FROM shares WHERE citizen = :person ORDER BY id",
    "seen": "SELECT version, looked_at FROM looks WHERE viewer = :person ORDER BY id",
    "looks": "SELECT viewer AS by_whom, exercise, version, looked_at, at_desk FROM looks WHERE citizen = :person"
    " ORDER BY id",
    "said_to_them": "SELECT id AS row, citizen AS owner, author AS by_whom, viewer AS with_whom, exercise,"
    " version, place, about AS answer_then, kind, text, recording, said_at FROM comments WHERE citizen = :person"
    " ORDER BY id",
    "said_by_them": "SELECT id AS row, citizen AS owner, version, place, kind, text, recording, said_at FROM comments"
    " WHERE author = :person AND citizen <> :person ORDER BY id",
    "answered_to_reminders": "SELECT a.id AS row, r.citizen AS owner, r.sender AS to_whom, a.text, a.recording,"
    " a.said_at FROM reminder_answers a JOIN reminders r ON r.id = a.reminder WHERE r.citizen = :person ORDER BY a.id",
    "noted_of_them": "SELECT id AS row, citizen AS owner, author AS by_whom, kind, exercise, content, shown, noted_at"
    " FROM observations WHERE citizen = :person ORDER BY id",
    "noted_by_them": "SELECT id AS row, citizen AS owner, kind, content, noted_at FROM observations"
    " WHERE author = :person ORDER BY id",
    "reports_about_them": "SELECT v.id AS row, r.citizen AS owner, o.name AS organisation, v.author AS by_whom,"
    " r.id AS report, v.number, r.begun AS first_day, r.until AS last_day, r.language, v.state, v.content,"
    " r.made_at AS begun_at, v.made_at, v.asked_at, v.answered_at"
    " FROM report_versions v JOIN reports r ON r.id = v.report"
    " JOIN organisations o ON o.id = r.organisation WHERE r.citizen = :person ORDER BY v.report, v.number",
    "reports_by_them": "SELECT v.number, v.state, v.made_at, v.asked_at, v.answered_at FROM report_versions v"
    " WHERE v.author = :person ORDER BY v.id",
    "notices": "SELECT p.id AS about, n.kind, n.exercise, n.made_at, n.dealt_at FROM notices n"
    " LEFT JOIN people p ON p.id = n.about AND EXISTS (SELECT 1 FROM relations r"
    " WHERE (r.citizen = n.person AND r.staff = n.about)"
    " OR (r.citizen = n.about AND r.staff = n.person AND r.ended_at IS NULL))"
    " WHERE n.person = :person ORDER BY n.id",
    "told_of_them": "SELECT p.id AS to_whom, n.kind, e.id AS exercise, n.made_at,"
    " CASE WHEN s.id IS NULL THEN NULL ELSE n.dealt_at END AS dealt_at FROM notices n"
    " LEFT JOIN exercises e ON e.id = n.exercise AND e.person = n.about"
    " LEFT JOIN people s ON s.id = n.person"
    " AND EXISTS (SELECT 1 FROM relations r WHERE r.citizen = n.about AND r.staff = n.person)"
    " LEFT JOIN people p ON p.id = n.person AND (p.id = s.id OR EXISTS"
    " (SELECT 1 FROM relations r WHERE r.citizen = n.person AND r.staff = n.about AND r.ended_at IS NULL))"
    " WHERE n.about = :person ORDER BY n.id",
    "messages_about_them": "SELECT person AS to_whom, exercise, status, created_at, sent_at FROM outbox"
    " WHERE about = :person AND person <> :person ORDER BY id",
    "errands_about_them": "SELECT e.person AS by_whom, e.flow, e.created_at, e.updated_at FROM exercises e"
    " JOIN relations r ON r.id = e.about WHERE r.citizen = :person ORDER BY e.id",
    "asked_by_them": "SELECT CASE WHEN r.ended_at IS NULL THEN r.citizen END AS name, h.colleague, h.asked_at,"
    " h.answered_at, h.accepted FROM relations r JOIN handovers h ON h.relation = r.id"
    " WHERE r.staff = :person ORDER BY h.id",
}
"""What is read under each name. Of others it holds what the person was told; of citizens, only who is with them."""

_SEALED: Final = {
    "snapshot": "snapshot",
    "content": "content",
    "answer_then": "about",
    "text": "text",
    "recording": "recording",
}
"""What is read sealed, by its column; `row` and `owner` then say what it is bound to."""
_NAMES: Final = ("name", "about", "by_whom", "colleague", "instead_of", "to_whom", "with_whom")
_YES_OR_NO: Final = ("accepted", "at_desk", "for_a_citizen", "shown")


def of_person(cursor: Cursor, person: int) -> dict[str, list[dict[str, Any]]]:
    """All of it by name; a name without anything is an empty list. Times are ISO 8601 in UTC."""
    return {name: _rows(cursor, query, person) for name, query in _QUERIES.items()}


def _rows(cursor: Cursor, query: str, person: int) -> list[dict[str, Any]]:
    selected, _, source = query.removeprefix("SELECT ").partition(" FROM ")
    names = [each.strip().rpartition(" ")[2].rpartition(".")[2] for each in selected.split(",")]
    table = source.split()[0]
    cursor.execute(query, {"person": person})
    return [_read(cursor, table, dict(zip(names, row, strict=True))) for row in cursor.fetchall()]


def _read(cursor: Cursor, table: str, stored: dict[str, Any]) -> dict[str, Any]:
    """A row as it is given: opened, with names instead of ids."""
    row, owner = stored.pop("row", 0), stored.pop("owner", 0)
    opened = {
        name: _opened(cursor, f"{table}.{column}", owner, row, stored[name])
        for name, column in _SEALED.items()
        if name in stored
    }
    return {name: opened[name] if name in opened else _value(cursor, name, stored[name]) for name in stored}


def _opened(cursor: Cursor, column: str, owner: int, row: int, sealed: str) -> Any:
    """A sealed value; nothing is left of what was taken back."""
    text = unseal(cursor, column, owner, row, sealed)
    return text if column.endswith(".text") else from_json(text or "{}")


def _value(cursor: Cursor, name: str, stored: Any) -> Any:
    if stored is None:
        return None
    if name in _NAMES:
        return people.name_of(cursor, stored)
    if name in _YES_OR_NO:
        return bool(stored)
    return from_ms(stored).isoformat() if name == "since" or name.endswith("_at") else stored
