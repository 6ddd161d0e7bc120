"""Every column of every table is in a person's export, or is named here with the reason why it is not."""

from __future__ import annotations

import json
from contextlib import closing
from typing import TYPE_CHECKING, Any

from bot.state import export, migrations, people
from bot.state.connection import connected
from bot.state.values import from_ms
from tests import documented
from tests.flows.city import city
from tests.keys import KEYS, rows_of
from tests.state.helpers import Clock

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.state.cursor import Cursor

EXPORTED = {
    "people": {
        "id": "person.id",
        "organisation": "person.organisation.name",
        "language": "person.language",
        "name": "person.name",
        "time_zone": "person.time_zone",
        "focus": "person.focus",
        "agreed": "person.agreed",
        "energy_today": "person.energy",
        "quiet": "person.quiet",
        "awake_from": "person.awake_from",
        "awake_to": "person.awake_to",
        "weekends": "person.weekends",
        "manner": "person.aloud",
        "hat": "person.role_now",
        "created_at": "person.created_at",
        "seen_at": "person.seen_at",
    },
    "addresses": {
        "bot": "addresses[].bot",
        "user_id": "addresses[].user_id",
        "chat_id": "addresses[].chat_id",
        "blocked_at": "addresses[].blocked_at",
    },
    "organisations": {
        "name": "person.organisation.name",
        "contact": "person.organisation.contact",
        "keeps": "person.organisation.keeps_elsewhere",
    },
    "consents": {
        "organisation": "consents[].organisation",
        "kind": "consents[].kind",
        "agreed": "consents[].agreed",
        "text_version": "consents[].text_version",
        "given_at": "consents[].given_at",
    },
    "exercises": {
        "id": "exercises[].id",
        "flow": "exercises[].flow",
        "status": "exercises[].status",
        "session": "exercises[].session",
        "created_at": "exercises[].created_at",
        "updated_at": "exercises[].updated_at",
        "finished_at": "exercises[].finished_at",
    },
    "answers": {
        "place": "exercises[].answers[].step",
        "revision": "exercises[].answers[].revision",
        "content": "exercises[].answers[].content",
        "message": "exercises[].answers[].message",
        "created_at": "exercises[].answers[].time",
    },
    "versions": {
        "exercise": "versions[].exercise",
        "number": "versions[].number",
        "content": "versions[].content",
        "created_at": "versions[].created_at",
    },
    "outbox": {
        "chat_id": "messages[].chat_id",
        "language": "messages[].language",
        "payload": "messages[].content",
        "status": "messages[].status",
        "message": "messages[].message",
        "created_at": "messages[].created_at",
        "sent_at": "messages[].sent_at",
        "exercise": "people.messages_about_them[].exercise",
    },
    "broken": {
        "what": "broken[].kind",
        "session": "broken[].session",
        "broke_at": "broken[].broke_at",
    },
    "keeping": {
        "warnings": "keeping.warnings",
        "days": "keeping.days",
        "counted_at": "keeping.counted_at",
    },
    "timers": {"kind": "timers[].kind", "session": "timers[].session", "due_at": "timers[].due_at"},
    "roles": {
        "organisation": "people.roles[].organisation",
        "role": "people.roles[].role",
        "given_at": "people.roles[].given_at",
        "ended_at": "people.roles[].ended_at",
    },
    "invitations": {
        "organisation": "people.invitations[].organisation",
        "role": "people.invitations[].role",
        "made_at": "people.invitations[].made_at",
        "expires_at": "people.invitations[].expires_at",
        "used_at": "people.invitations[].used_at",
        "revoked_at": "people.invitations[].revoked_at",
    },
    "wrong_codes": {"tried_at": "people.wrong_codes[].tried_at"},
    "relations": {
        "staff": "people.followed_by[].name",
        "citizen": "people.follows[].name",
        "organisation": "people.followed_by[].organisation",
        "role": "people.followed_by[].role",
        "silence_days": "people.followed_by[].silence_days",
        "since": "people.followed_by[].since",
        "ended_at": "people.followed_by[].ended_at",
        "reminders_off_at": "people.followed_by[].reminders_off_at",
    },
    "handovers": {
        "colleague": "people.asked_about_a_colleague[].colleague",
        "asked_at": "people.asked_about_a_colleague[].asked_at",
        "answered_at": "people.asked_about_a_colleague[].answered_at",
        "accepted": "people.asked_about_a_colleague[].accepted",
    },
    "shares": {
        "viewer": "people.shared[].with_whom",
        "exercise": "people.shared[].exercise",
        "version": "people.shared[].version",
        "snapshot": "people.shared[].snapshot",
        "shared_at": "people.shared[].shared_at",
        "withdrawn_at": "people.shared[].withdrawn_at",
    },
    "looks": {
        "viewer": "people.looks[].by_whom",
        "exercise": "people.looks[].exercise",
        "version": "people.looks[].version",
        "looked_at": "people.looks[].looked_at",
        "at_desk": "people.looks[].at_desk",
    },
    "comments": {
        "author": "people.said_to_them[].by_whom",
        "viewer": "people.said_to_them[].with_whom",
        "exercise": "people.said_to_them[].exercise",
        "version": "people.said_to_them[].version",
        "place": "people.said_to_them[].place",
        "kind": "people.said_to_them[].kind",
        "text": "people.said_to_them[].text",
        "recording": "people.said_to_them[].recording",
        "about": "people.said_to_them[].answer_then",
        "said_at": "people.said_to_them[].said_at",
    },
    "notices": {
        "about": "people.notices[].about",
        "kind": "people.notices[].kind",
        "exercise": "people.notices[].exercise",
        "made_at": "people.notices[].made_at",
        "dealt_at": "people.notices[].dealt_at",
    },
    "observations": {
        "author": "people.noted_of_them[].by_whom",
        "kind": "people.noted_of_them[].kind",
        "exercise": "people.noted_of_them[].exercise",
        "content": "people.noted_of_them[].content",
        "shown": "people.noted_of_them[].shown",
        "noted_at": "people.noted_of_them[].noted_at",
    },
    "reports": {
        "id": "people.reports_about_them[].report",
        "organisation": "people.reports_about_them[].organisation",
        "begun": "people.reports_about_them[].first_day",
        "until": "people.reports_about_them[].last_day",
        "language": "people.reports_about_them[].language",
        "made_at": "people.reports_about_them[].begun_at",
    },
    "report_versions": {
        "report": "people.reports_about_them[].report",
        "number": "people.reports_about_them[].number",
        "author": "people.reports_about_them[].by_whom",
        "state": "people.reports_about_them[].state",
        "content": "people.reports_about_them[].content",
        "made_at": "people.reports_about_them[].made_at",
        "asked_at": "people.reports_about_them[].asked_at",
        "answered_at": "people.reports_about_them[].answered_at",
    },
    "reminders": {
        "sender": "reminders[].from",
        "citizen": "reminders[].to",
        "flow": "reminders[].flow",
        "exercise": "reminders[].exercise",
        "text": "reminders[].text",
        "rule": "reminders[].rule",
        "status": "reminders[].status",
        "due_at": "reminders[].due_at",
        "made_at": "reminders[].made_at",
        "ended_at": "reminders[].ended_at",
    },
    "deliveries": {
        "due_at": "reminders[].deliveries[].due_at",
        "state": "reminders[].deliveries[].state",
        "reason": "reminders[].deliveries[].reason",
        "changed_at": "reminders[].deliveries[].changed_at",
    },
    "reminder_answers": {
        "text": "people.answered_to_reminders[].text",
        "recording": "people.answered_to_reminders[].recording",
        "said_at": "people.answered_to_reminders[].said_at",
    },
}
"""The field of the export in which each column stands."""

OWNER = "technical: says whose row it is, and the export is that person's"
NUMBER = "technical: the row's own number"
NAMED = "the other row stands in the same place of the export, by its name"
DIGEST = "a digest, from which nobody reads anything"
NOBODY = "tells of no person"
PLACE = "technical: where in the program a fault was"
IN_SNAPSHOT = "stands in the snapshot too"
SIGNING_IN = "technical: where somebody of the staff is signed in now; it is gone within two days"
RINGS = "technical: the one of the addresses whose bot rings it"
SENDING = "technical: how far a message has come on its way"
LEFT_OUT = {
    "people": {"version": "technical: how often the row was written"},
    "addresses": {"person": OWNER},
    "organisations": {"id": NUMBER, "created_at": NOBODY},
    "consents": {
        "id": NUMBER,
        "person": OWNER,
    },
    "exercises": {
        "person": OWNER,
        "about": "of a citizen whom an errand of staff is about: in theirs it stands among errands_about_them",
    },
    "answers": {
        "id": NUMBER,
        "person": OWNER,
        "exercise": NAMED,
        "part_of": "technical: the text stands among the parts of that answer",
        "unheard": "technical: when a recording is listened to, for a few seconds after it came",
    },
    "versions": {"id": NUMBER, "person": OWNER},
    "outbox": {
        **dict.fromkeys(
            (
                "bot",
                "session",
                "prompt",
                "attempts",
                "parts",
                "not_before",
                "error",
                "kept",
                "unasked",
                "held",
            ),
            SENDING,
        ),
        "id": NUMBER,
        "person": OWNER,
        "about": "of a citizen whom a message to staff tells of: in theirs it stands among messages_about_them",
    },
    "broken": {"id": NUMBER, "person": OWNER, "error": PLACE, "place": PLACE},
    "timers": {"id": NUMBER, "person": OWNER, "bot": RINGS, "version": "technical: how often it was moved"},
    "roles": {"id": NUMBER, "person": OWNER},
    "invitations": {
        "id": NUMBER,
        "code": DIGEST,
        "follower": "said as for_a_citizen",
        "made_by": OWNER,
        "used_by": "who has used it is for them to say; in their export it stands under invited",
    },
    "wrong_codes": {"id": NUMBER, "person": OWNER, "who": DIGEST},
    "relations": {"id": NUMBER},
    "handovers": {"id": NUMBER, "relation": NAMED},
    "shares": {"id": NUMBER, "citizen": OWNER, "flow": IN_SNAPSHOT, "day": IN_SNAPSHOT},
    "looks": {"id": NUMBER, "citizen": OWNER},
    "comments": {"id": NUMBER, "citizen": OWNER},
    "notices": {"id": NUMBER, "person": OWNER, "subject": "technical: the row that it tells of"},
    "observations": {"id": NUMBER, "citizen": OWNER},
    "reports": {"citizen": OWNER, "relation": NAMED, "author": NAMED},
    "report_versions": {"id": NUMBER},
    "reminders": {"id": NUMBER, "relation": NAMED},
    "deliveries": {
        "id": NUMBER,
        "reminder": NAMED,
        "session": "technical: the message that asked",
        "prompt": "technical: the message that asked",
        "made_at": "technical: when the row was written; when it was due and changed is there",
    },
    "reminder_answers": {"id": NUMBER, "reminder": NAMED},
    "desk_links": dict.fromkeys(("code", "person", "made_at", "expires_at", "used_at"), SIGNING_IN),
    "desk_sessions": dict.fromkeys(("id", "person", "token", "made_at", "seen_at", "number"), SIGNING_IN),
    "desk_forms": dict.fromkeys(("session", "form", "sent_at"), SIGNING_IN),
    "bots": {"bot": NOBODY, "username": NOBODY, "organisation": NOBODY},
    "keeping": {"person": OWNER, "session": "technical: the message that warned"},
    "pulses": dict.fromkeys(("bot", "beaten_at", "master_keys"), NOBODY),
    "master_keys": dict.fromkeys(("id", "seen_at"), NOBODY),
    "backups": {"made_at": NOBODY},
    "figures": dict.fromkeys(("id", "organisation", "month", "content"), NOBODY),
    "erasures": dict.fromkeys(("hash", "kind"), DIGEST),
    "ledger": dict.fromkeys(("position", "mac"), NOBODY),
    "updates": dict.fromkeys(("bot", "update_id", "received_at"), NOBODY),
    "set_aside": dict.fromkeys(("bot", "update_id", "kind", "received_at"), NOBODY),
    "migrations": {"name": NOBODY, "applied_at": NOBODY},
    "data_keys": {
        "owner": OWNER,
        "master": "technical: which key wraps theirs",
        "wrapped": "their key, which opens nothing outside of this program",
    },
}
"""Why each of the other columns is not in it."""


def columns(cursor: Cursor) -> dict[str, set[str]]:
    cursor.execute("SELECT name FROM main.sqlite_master WHERE type = 'table'", {})
    tables = [name for (name,) in cursor.fetchall()]
    found = {}
    for table in tables:
        cursor.execute("SELECT name FROM pragma_table_info(:table)", {"table": table})
        found[table] = {name for (name,) in cursor.fetchall()}
    return found


def test_every_column_is_exported_or_has_a_reason_not_to_be() -> None:
    with closing(connected(":memory:", KEYS)) as database:
        cursor = database.cursor()
        cursor.execute(migrations.TABLE)
        for name in migrations.missing(()):
            migrations.apply(cursor, name, Clock().now)
        there = columns(cursor)
    tables = {*EXPORTED, *LEFT_OUT}
    assert {table: {*EXPORTED.get(table, ()), *LEFT_OUT.get(table, ())} for table in tables} == there
    assert [table for table in EXPORTED if set(EXPORTED[table]) & set(LEFT_OUT.get(table, ()))] == []


def test_every_exported_column_stands_in_a_documented_field() -> None:
    paths = [path for fields in EXPORTED.values() for path in fields.values()]
    assert [path for path in paths if documented.at(path) is None] == []


def test_what_stands_in_an_exported_column_stands_in_somebodys_export() -> None:
    """Row by row, of ten people who have done everything with one another."""
    cursor = city().cursor
    everybody = [export.of_person(cursor, person) for person in ids(cursor)]
    lost = [
        (f"{table}.{column}", value)
        for table, fields in EXPORTED.items()
        for column, path in fields.items()
        for value in stored(cursor, table, column)
        if not any(same(cursor, value, each) for one in everybody for each in documented.values(one, path))
    ]
    assert lost == []


def ids(cursor: Cursor) -> list[int]:
    cursor.execute("SELECT id FROM people", {})
    return [person for (person,) in cursor.fetchall()]


def stored(cursor: Cursor, table: str, column: str) -> list[Any]:
    """What stands in a column that says anything, of rows that belong to somebody."""
    cursor.execute("SELECT name FROM pragma_table_info(:table)", {"table": table})
    names = [name for (name,) in cursor.fetchall()]
    rows = [dict(zip(names, row, strict=True)) for row in rows_of(cursor, table)]
    theirs = [row for row in rows if table not in WHOSE or WHOSE[table](row)]
    said = {row[column] for row in theirs if row[column] not in (None, "", "{}")}
    first: dict[str, Callable[[str], Any]] = {"energy_today": int, "manner": str}
    return [first[column](text.split()[0]) for text in said] if column in first else list(said)


WHOSE: dict[str, Callable[[dict[str, Any]], bool]] = {
    "answers": lambda row: row["place"] != "",
    "outbox": lambda row: row["person"] is not None,
    "relations": lambda row: row["ended_at"] is None,
    "invitations": lambda row: row["made_by"] is not None,
}
"""Rows of which the export tells elsewhere, or that are nobody's, left out."""


def same(cursor: Cursor, value: Any, told: Any) -> bool:
    """Whether a value of the database is told like this."""
    if isinstance(value, str):
        return told == value or (value[:1] in "[{" and told == json.loads(value))
    if isinstance(told, str):
        moment = told == from_ms(value).isoformat() if 0 <= value < 2**47 else False
        return moment or (bool(told) and told in (people.name_of(cursor, value), organisation(cursor, value)))
    return bool(told == value)


def organisation(cursor: Cursor, number: int) -> str:
    cursor.execute("SELECT name FROM organisations WHERE id = :id", {"id": number})
    row = cursor.fetchone()
    return "" if row is None else row[0]
