"""Every row that names a person, in whatever column, stands in that person's export, or is named here with a reason."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING, Any, get_args

from bot.state import export, migrations
from bot.state.connection import connected
from bot.state.notices import Kind
from tests import documented
from tests.flows.city import city
from tests.keys import KEYS
from tests.state.helpers import Clock

if TYPE_CHECKING:
    from bot.state.cursor import Cursor

TOLD = {
    "addresses.person": ("addresses",),
    "broken.person": ("broken",),
    "consents.person": ("consents",),
    "exercises.person": ("exercises",),
    "exercises.about": ("people.errands_about_them",),
    "handovers.colleague": ("people.asked_about_them",),
    "handovers.relation": ("people.asked_about_a_colleague", "people.asked_by_them"),
    "invitations.made_by": ("people.invitations",),
    "invitations.used_by": ("people.invited",),
    "looks.citizen": ("people.looks",),
    "looks.viewer": ("people.seen",),
    "comments.citizen": ("people.said_to_them",),
    "comments.author": ("people.said_by_them", "people.said_to_them"),
    "notices.person": ("people.notices",),
    "notices.about": ("people.told_of_them",),
    "observations.citizen": ("people.noted_of_them",),
    "observations.author": ("people.noted_by_them",),
    "outbox.person": ("messages",),
    "outbox.about": ("people.messages_about_them",),
    "relations.citizen": ("people.followed_by",),
    "relations.staff": ("people.follows",),
    "reminders.citizen": ("reminders",),
    "reminders.sender": ("reminders",),
    "report_versions.author": ("people.reports_by_them",),
    "roles.person": ("people.roles",),
    "shares.citizen": ("people.shared",),
    "timers.person": ("timers",),
    "versions.person": ("versions",),
    "wrong_codes.person": ("people.wrong_codes",),
}
"""The lists in which the rows stand that name somebody in a column: as many as there are, in one or the other."""
CITIZENS = "what a citizen has shown or said to one of the staff is the citizen's, and stands in theirs"
ELSEWHERE = {
    "answers.person": "below the exercise that they were given in",
    "keeping.person": "one object and no list",
    "desk_links.person": "technical: left out, as test_export_complete.py says",
    "desk_sessions.person": "technical: left out, as test_export_complete.py says",
    "invitations.follower": "whoever made the invitation: made_by",
    "reminders.relation": "named by sender and citizen",
    "reports.author": "whoever wrote a version of it: report_versions.author",
    "reports.citizen": "each version of it, in people.reports_about_them",
    "reports.relation": "named by citizen and author",
    "shares.viewer": CITIZENS,
    "comments.viewer": CITIZENS,
}
"""Why the rows that name somebody in another column are no list of theirs."""
NAMING = {
    "exercises.about": "SELECT r.citizen FROM exercises t JOIN relations r ON r.id = t.about",
    "handovers.relation": "SELECT r.citizen FROM handovers h JOIN relations r ON r.id = h.relation"
    " UNION ALL SELECT r.staff FROM handovers h JOIN relations r ON r.id = h.relation",
    "outbox.about": "SELECT about FROM outbox WHERE about <> person",
    "comments.author": "SELECT author FROM comments",
}
"""Who is named, where the column holds somebody by a relation, or now and then its own person."""
BY_NAME = ("people", "relations")
"""The tables whose rows say who somebody is."""


def test_every_column_that_names_a_person_is_told_of_or_has_a_reason() -> None:
    with closing(connected(":memory:", KEYS)) as database:
        cursor = database.cursor()
        cursor.execute(migrations.TABLE)
        for name in migrations.missing(()):
            migrations.apply(cursor, name, Clock().now)
        cursor.execute(
            'SELECT t.name, f."from", f."table" FROM main.sqlite_master t,'
            " pragma_foreign_key_list(t.name) f WHERE t.type = 'table'",
            {},
        )
        naming = {f"{table}.{column}" for table, column, whom in cursor.fetchall() if whom in BY_NAME}
    assert naming == {*TOLD, *ELSEWHERE}


def test_every_row_that_names_a_person_stands_in_their_export() -> None:
    """Of ten people who have done everything with one another."""
    cursor = city().cursor
    missing = []
    for person in people_of(cursor):
        exported = export.of_person(cursor, person)
        for column, paths in TOLD.items():
            told = sum(len(list(documented.values(exported, f"{path}[]"))) for path in paths)
            if told < named(cursor, column).count(person):
                missing.append((column, person))
    assert missing == []


def test_somebody_is_named_in_every_column() -> None:
    """Or the test above would say nothing of it."""
    cursor = city().cursor
    assert [column for column in TOLD if not named(cursor, column)] == ["broken.person", "wrong_codes.person"]


def test_nobody_reads_when_a_citizen_has_read_something() -> None:
    cursor = city().cursor
    citizens = {row[0] for row in rows(cursor, "SELECT citizen FROM relations")}
    staff = [person for person in people_of(cursor) if person not in citizens]
    told = [each for person in staff for each in export.of_person(cursor, person)["people"]["told_of_them"]]
    assert {each["kind"] for each in told} >= {"commented", "scored"}
    assert {each["dealt_at"] for each in told} == {None}


def test_whoever_is_told_that_they_are_called_reads_by_whom() -> None:
    cursor = city().cursor
    told = [
        each for person in people_of(cursor) for each in export.of_person(cursor, person)["people"]["notices"]
    ]
    by_staff = [each for each in told if each["kind"] in ("promised", "commented", "scored", "scored_again")]
    assert by_staff
    assert [each for each in by_staff if each["about"] is None] == []


def test_the_schema_knows_every_kind_of_notice() -> None:
    told = documented.at("people.notices[].kind")
    assert told
    named_there = told["description"].removeprefix("What it is: ").removesuffix(".").replace(" or ", ", ")
    assert named_there.split(", ") == list(get_args(Kind))


def people_of(cursor: Cursor) -> list[int]:
    return [person for (person,) in rows(cursor, "SELECT id FROM people")]


def named(cursor: Cursor, column: str) -> list[int]:
    """Whom the rows of a table name in this column, once for each row."""
    table, _, name = column.partition(".")
    found = rows(cursor, NAMING.get(column, f"SELECT {name} FROM {table} WHERE {name} IS NOT NULL"))
    return [person for (person,) in found]


def rows(cursor: Cursor, query: str) -> list[Any]:
    cursor.execute(query, {})
    return cursor.fetchall()
