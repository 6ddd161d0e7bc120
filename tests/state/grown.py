"""A PostgreSQL database of very many people, of which it has counted how much of what there is."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final

from bot.state.values import to_ms
from tests import postgres
from tests.state.calls import NOW
from tests.state.helpers import BOT

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import psycopg

    from bot.state.opening import Database

MANY: Final = 10_000
"""So many rows each table has, but for those of which each person has several."""
SEVERAL: Final = {"answers": 3, "exercises": 2, "outbox": 3, "timers": 2, "versions": 2, "deliveries": 2}
"""How often as many: not more than ANALYZE looks at, which is 30,000. Of more it draws some, and plans might change."""
STAFF: Final = 1_000
PLACES: Final = 500
"""So many organisations there are."""

_PERSON: Final = f"7 * (1 + n % {MANY})"
_STAFF: Final = f"7 * (1 + n % {STAFF})"
_EXERCISE: Final = f"1 + n % {2 * MANY}"
_MOMENT: Final = f"{to_ms(NOW)} + (n - {MANY // 500}) * 60000"
"""Most of it is younger than a moment before which things are over, or due: what is to be done now is little."""
_FEW: Final = f"CASE n % 50 WHEN 0 THEN {_MOMENT} END"

EACH: Final = {
    **dict.fromkeys(("person", "citizen", "owner", "used_by", "who"), _PERSON),
    **dict.fromkeys(("user_id", "chat_id"), f"1000000 + n % {MANY}"),
    **dict.fromkeys(("staff", "viewer", "author", "sender", "colleague", "follower", "made_by"), _STAFF),
    **dict.fromkeys(("exercise", "session"), _EXERCISE),
    **dict.fromkeys(("reminder", "relation", "report", "version", "number"), "n"),
    **dict.fromkeys(("id", "update_id"), "1000 + n"),
    **dict.fromkeys(("message", "revision", "code", "hash"), "n"),
    **dict.fromkeys(("ended_at", "dealt_at", "blocked_at", "used_at", "revoked_at", "unheard"), _FEW),
    **dict.fromkeys(("due_at", "not_before", "since"), _MOMENT),
    "organisation": f"1 + n % {PLACES}",
    "bot": f"{BOT}",
    "agreed": "1",
    "flow": "'flow' || n % 12",
    "kind": "'kind' || n % 5",
    "place": "'place' || n % 20",
    "role": "CASE n % 2 WHEN 0 THEN 'contact' ELSE 'mentor' END",
    "month": "'2025-' || n % 12",
    "status": "'done'",
    "time_zone": "'Europe/Copenhagen'",
    "language": "'da'",
}
"""What a column holds, by its name, in row `n`; of all others a moment holds one, and the rest nothing."""
IN_TABLE: Final[Mapping[str, Mapping[str, str]]] = {
    "people": {"id": _PERSON, "agreed": "CASE n % 20 WHEN 0 THEN 0 ELSE 1 END"},
    "outbox": {
        "status": "CASE n % 100 WHEN 0 THEN 'waiting' ELSE 'sent' END",
        "held": "CASE n % 200 WHEN 0 THEN 1 ELSE 0 END",
        "kept": "CASE n % 10 WHEN 0 THEN 0 ELSE 1 END",
        "about": f"CASE n % 100 WHEN 0 THEN {_PERSON} END",
        "exercise": f"CASE n % 100 WHEN 0 THEN {_EXERCISE} END",
    },
    "comments": {"kind": "'comment'"},
    "deliveries": {"state": "'sent'"},
    "observations": {"kind": "'star'"},
    "reminders": {"status": "'running'"},
    "report_versions": {"state": "'draft'"},
    "notices": {"person": _STAFF, "about": _PERSON},
    "data_keys": {"master": "(SELECT k.master FROM data_keys k)"},
    "answers": {"part_of": "NULL"},
    "timers": {"kind": "CASE n % 20 WHEN 0 THEN 'undecided' ELSE 'retention' END"},
    "updates": {"received_at": f"{to_ms(NOW)} - n * 60000"},  # none is ahead
}
"""Where it holds something else."""

COLUMNS: Final = (
    "SELECT table_name, column_name, data_type, is_nullable = 'NO' AND column_default IS NULL"
    " FROM information_schema.columns WHERE table_schema = 'public'"
)
"""Every column, of which type it is, and whether each row has to say what it holds."""


@contextmanager
def grown(but: set[str]) -> Iterator[Database]:
    """Such a database; the tables `but` stay as they are."""
    with postgres.fresh() as database, postgres.linked(database) as link:
        link.execute("SET session_replication_role = replica")  # what points at somebody need not find them
        for table, columns in _columns(link).items():
            if table not in but:
                _fill(link, table, columns)
        link.execute("ANALYZE")
        yield database


def _columns(link: psycopg.Connection[Any]) -> dict[str, dict[str, str]]:
    """What each column of each table holds."""
    found: dict[str, dict[str, str]] = {}
    for table, column, kind, needed in link.execute(COLUMNS).fetchall():
        nothing = _MOMENT if column.endswith("_at") else "0"
        held = {**EACH, **IN_TABLE.get(table, {})}.get(column, nothing if needed else "")
        if held:
            found.setdefault(table, {})[column] = f"({held})::{kind}"
    return found


def _fill(link: psycopg.Connection[Any], table: str, columns: Mapping[str, str]) -> None:
    rows = MANY * SEVERAL.get(table, 1)
    link.execute(
        f"INSERT INTO {table} ({', '.join(columns)}) SELECT {', '.join(columns.values())}"
        f" FROM generate_series(1::bigint, {rows}) n".encode()
    )
