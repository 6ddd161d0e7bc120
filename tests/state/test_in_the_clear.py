"""What stands in the clear in the database: column by column, with the reason."""

from __future__ import annotations

from contextlib import closing

from bot.state import migrations, sealing
from bot.state.connection import connected
from tests.keys import KEYS
from tests.state.helpers import Clock


def test_every_column_is_sealed_or_has_a_reason_to_stand_in_the_clear() -> None:
    """An answer need not be text: whatever column is new is sealed, or named here with why it tells nothing."""
    with closing(connected(":memory:", KEYS)) as database:
        cursor = database.cursor()
        cursor.execute(migrations.TABLE)
        for name in migrations.missing(()):
            migrations.apply(cursor, name, Clock().now)
        tables = [
            name
            for (name,) in cursor.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        ]
        found = [
            f"{table}.{name}"
            for table in tables
            for _, name, *_ in cursor.execute(f"PRAGMA table_info({table})").fetchall()
        ]
    sealed = [f"{table}.{column}" for table, column, _ in sealing.SEALED]
    clear = [
        f"{table}.{name}"
        for tables in CLEAR.values()
        for table, names in tables.items()
        for name in names.split()
    ]
    assert sorted(sealed + clear) == sorted(found), "each in one place"


CLEAR = {
    "a number of the program's own for a row, a person or a message, or how often a row was written": {
        "answers": "id person exercise revision message part_of",
        "broken": "id person session",
        "comments": "id citizen author viewer exercise version",
        "consents": "id person organisation",
        "data_keys": "owner",
        "deliveries": "id reminder session prompt",
        "desk_forms": "session",
        "desk_links": "person",
        "desk_sessions": "id person",
        "exercises": "id person about",
        "figures": "id organisation",
        "handovers": "id relation colleague",
        "invitations": "id organisation follower made_by used_by",
        "keeping": "person session",
        "looks": "id citizen viewer exercise version",
        "notices": "id person about exercise subject",
        "observations": "id citizen author exercise",
        "bots": "organisation",
        "organisations": "id",
        "outbox": "id person session prompt message about exercise",
        "people": "id organisation focus version",
        "relations": "id citizen staff organisation",
        "reminder_answers": "id reminder",
        "reminders": "id sender citizen relation exercise",
        "report_versions": "id report number author",
        "reports": "id citizen relation author organisation",
        "roles": "id person organisation",
        "shares": "id citizen viewer exercise version",
        "timers": "id person session version",
        "versions": "id person exercise number",
        "wrong_codes": "id person",
    },
    "the address at Telegram, by which somebody is found, and what came from there": {
        "addresses": "bot user_id chat_id person",
        "bots": "bot username",
        "outbox": "bot chat_id",
        "pulses": "bot",
        "set_aside": "bot update_id kind",
        "timers": "bot",
        "updates": "bot update_id",
    },
    "when": {
        "addresses": "blocked_at",
        "answers": "created_at unheard",
        "backups": "made_at",
        "broken": "broke_at",
        "comments": "said_at",
        "consents": "given_at",
        "deliveries": "due_at made_at changed_at",
        "desk_forms": "sent_at",
        "desk_links": "made_at expires_at used_at",
        "desk_sessions": "made_at seen_at",
        "exercises": "created_at updated_at finished_at",
        "handovers": "asked_at answered_at",
        "invitations": "made_at expires_at used_at revoked_at",
        "keeping": "counted_at",
        "looks": "looked_at",
        "master_keys": "seen_at",
        "migrations": "applied_at",
        "notices": "made_at dealt_at",
        "observations": "noted_at",
        "organisations": "created_at",
        "outbox": "not_before created_at sent_at",
        "people": "created_at seen_at",
        "pulses": "beaten_at",
        "relations": "since ended_at reminders_off_at",
        "reminder_answers": "said_at",
        "reminders": "due_at made_at ended_at",
        "report_versions": "made_at asked_at answered_at",
        "reports": "begun until made_at",
        "roles": "given_at ended_at",
        "set_aside": "received_at",
        "shares": "shared_at withdrawn_at day",
        "timers": "due_at",
        "updates": "received_at",
        "versions": "created_at",
        "wrong_codes": "tried_at",
    },
    "which exercise or question it is, of what kind a row is, or how far it has come": {
        "answers": "place",
        "broken": "what error place",
        "comments": "place kind",
        "deliveries": "state reason",
        "exercises": "flow status",
        "keeping": "warnings days",
        "looks": "at_desk",
        "notices": "kind",
        "observations": "kind shown",
        "outbox": "language status attempts parts error kept unasked held",
        "reminders": "flow rule status",
        "report_versions": "state",
        "reports": "language",
        "shares": "flow",
        "timers": "kind",
    },
    "in which role somebody is, or follows whom": {
        "invitations": "role",
        "people": "hat",
        "relations": "role silence_days",
        "roles": "role",
    },
    "what somebody has said yes and no to": {
        "consents": "kind text_version agreed",
        "handovers": "accepted",
        "people": "agreed",
    },
    "a setting: a language, and when messages may come": {
        "people": "language time_zone quiet awake_from awake_to weekends",
    },
    "of an organisation, or of the file itself": {
        "erasures": "kind",
        "figures": "month content",
        "ledger": "position",
        "migrations": "name",
        "organisations": "name contact keeps",
    },
    "a number drawn by chance, while somebody signs in": {
        "desk_sessions": "number",
    },
    "a key that is wrapped, the name of a key, or a digest": {
        "data_keys": "master wrapped",
        "desk_forms": "form",
        "desk_links": "code",
        "desk_sessions": "token",
        "erasures": "hash",
        "invitations": "code",
        "ledger": "mac",
        "master_keys": "id",
        "pulses": "master_keys",
        "wrong_codes": "who",
    },
}
"""Every column in the clear, with the reason why it may be."""
