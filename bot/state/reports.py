"""Reports about a citizen, and every version of each: what it said, who wrote it, and what the citizen answered."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Final, Literal, NamedTuple, TypeAlias

from bot.state.errors import Conflict
from bot.state.sealing import opener, seal_json, unseal_json
from bot.state.values import from_json, from_ms, optional_moment, to_ms

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from bot.state.cursor import Cursor

CONTENT: Final = "report_versions.content"
State: TypeAlias = Literal["draft", "asked", "approved", "changes"]
"""What a version is: being written, with the citizen to be read, right as the citizen says, or wished otherwise."""
EMPTY: Final[dict[str, Any]] = {"facts": {}, "assessment": "", "proposals": "", "words": "", "wish": ""}
"""What a version holds: `facts` held fast when it was asked about, what the contact person says in two texts, the
citizen's own `words`, and what they wish to be different."""
_SELECT: Final = (
    "SELECT id, citizen, relation, author, organisation, begun, until, language, made_at FROM reports"
)
_COLUMNS: Final = (
    "v.id, v.report, v.number, v.author, v.state, v.content, v.made_at, v.asked_at, v.answered_at"
)


class Report(NamedTuple):
    """A report. `relation` None: who wrote it does not follow the citizen any more, and it is the citizen's alone."""

    id: int
    citizen: int
    relation: int | None
    author: int | None
    organisation: int
    begun: date
    until: date
    language: str
    made_at: datetime


class Moment(NamedTuple):
    """When the citizen was asked about a version of a report, and what they have answered when, if they have."""

    report: Report
    state: State
    asked_at: datetime
    answered_at: datetime | None


class Version(NamedTuple):
    """One version of a report; `author` None: whoever wrote it is not here any more."""

    id: int
    report: int
    number: int
    author: int | None
    state: State
    content: dict[str, Any]
    made_at: datetime
    asked_at: datetime | None
    answered_at: datetime | None


def reports(cursor: Cursor) -> None:
    """The migration by which contact persons write reports, and citizens approve them."""
    for statement in (
        """CREATE TABLE reports (
            id BIGINT PRIMARY KEY, citizen BIGINT NOT NULL REFERENCES people (id) ON DELETE CASCADE,
            relation BIGINT REFERENCES relations (id) ON DELETE SET NULL,
            author BIGINT REFERENCES people (id) ON DELETE SET NULL,
            organisation BIGINT NOT NULL REFERENCES organisations (id),
            begun TEXT NOT NULL, until TEXT NOT NULL, language TEXT NOT NULL, made_at BIGINT NOT NULL)""",
        """CREATE TABLE report_versions (
            id BIGINT PRIMARY KEY, report BIGINT NOT NULL REFERENCES reports (id) ON DELETE CASCADE,
            number BIGINT NOT NULL, author BIGINT REFERENCES people (id) ON DELETE SET NULL,
            state TEXT NOT NULL CHECK (state IN ('draft', 'asked', 'approved', 'changes')),
            content TEXT NOT NULL, made_at BIGINT NOT NULL, asked_at BIGINT, answered_at BIGINT)""",
        "CREATE INDEX reports_citizen ON reports (citizen)",
        "CREATE INDEX reports_relation ON reports (relation)",
        "CREATE INDEX reports_author ON reports (author, made_at)",
        "CREATE INDEX reports_organisation ON reports (organisation)",
        "CREATE UNIQUE INDEX report_versions_number ON report_versions (report, number)",
        "CREATE INDEX report_versions_author ON report_versions (author, made_at)",
    ):
        cursor.execute(statement, {})


def begin(cursor: Cursor, report: Report) -> None:
    """A report is there from now on, without a version yet."""
    cursor.execute(
        "INSERT INTO reports (id, citizen, relation, author, organisation, begun, until, language, made_at)"
        " VALUES (:id, :citizen, :relation, :author, :organisation, :begun, :until, :language, :made_at)",
        {
            **report._asdict(),
            "begun": report.begun.isoformat(),
            "until": report.until.isoformat(),
            "made_at": to_ms(report.made_at),
        },
    )


def keep(
    cursor: Cursor,
    new_id: int,
    report: Report,
    number: int,
    author: int | None,
    content: dict[str, Any],
    now: datetime,
) -> None:
    """Keep a version as a draft."""
    cursor.execute(
        "INSERT INTO report_versions (id, report, number, author, state, content, made_at)"
        " VALUES (:id, :report, :number, :author, 'draft', :content, :now)",
        {
            "id": new_id,
            "report": report.id,
            "number": number,
            "author": author,
            "content": seal_json(cursor, CONTENT, report.citizen, new_id, content),
            "now": to_ms(now),
        },
    )


def rewrite(cursor: Cursor, citizen: int, version: Version, was: State) -> None:
    """Let a version that `was` in this state say, and be, what this one does; Conflict where it is not so any more."""
    cursor.execute(
        "UPDATE report_versions SET state = :state, content = :content, asked_at = :asked, answered_at = :answered"
        " WHERE id = :id AND state = :was",
        {
            "id": version.id,
            "was": was,
            "state": version.state,
            "content": seal_json(cursor, CONTENT, citizen, version.id, version.content),
            "asked": None if version.asked_at is None else to_ms(version.asked_at),
            "answered": None if version.answered_at is None else to_ms(version.answered_at),
        },
    )
    if cursor.rowcount != 1:
        raise Conflict(f"the version {version.id} of a report is not {was} any more; run the turn again")


def get(cursor: Cursor, report: int) -> Report | None:
    cursor.execute(f"{_SELECT} WHERE id = :id", {"id": report})
    row = cursor.fetchone()
    return None if row is None else _report(row)


def of_relation(cursor: Cursor, relation: int) -> list[Report]:
    """The reports that are written by a relation, the newest first."""
    cursor.execute(f"{_SELECT} WHERE relation = :relation ORDER BY id DESC", {"relation": relation})
    return [_report(row) for row in cursor.fetchall()]


def of_citizen(cursor: Cursor, citizen: int) -> list[Report]:
    """Every report about a citizen, the newest first."""
    cursor.execute(f"{_SELECT} WHERE citizen = :citizen ORDER BY id DESC", {"citizen": citizen})
    return [_report(row) for row in cursor.fetchall()]


def newest(cursor: Cursor, report: Report) -> Version:
    """The newest version of a report, which always has one."""
    cursor.execute(
        f"SELECT {_COLUMNS} FROM report_versions v WHERE report = :report ORDER BY number DESC LIMIT 1",  # noqa: S608 - constants
        {"report": report.id},
    )
    row = cursor.fetchone()
    return _version(row, unseal_json(cursor, CONTENT, report.citizen, row[0], row[5]))


def versions_of(cursor: Cursor, citizen: int, among: Iterable[int]) -> list[Version]:
    """Every version of a citizen's reports that are `among` these, the newest report and version first."""
    wanted = set(among)
    if not wanted:
        return []
    cursor.execute(
        f"SELECT {_COLUMNS} FROM reports r JOIN report_versions v ON v.report = r.id WHERE r.citizen = :citizen"  # noqa: S608 - constants
        " ORDER BY v.report DESC, v.number DESC",
        {"citizen": citizen},
    )
    rows, unseal = cursor.fetchall(), opener(cursor, citizen)
    return [_version(row, from_json(unseal(CONTENT, row[0], row[5]))) for row in rows if row[1] in wanted]


def moments(cursor: Cursor, relations: Iterable[int]) -> list[Moment]:
    """What has become of the reports that are written by these relations; none of them is opened."""
    found: list[Moment] = []
    for relation in relations:
        mine = {each.id: each for each in of_relation(cursor, relation)}
        cursor.execute(
            "SELECT v.report, v.state, v.asked_at, v.answered_at FROM reports r"
            " JOIN report_versions v ON v.report = r.id"
            " WHERE r.relation = :relation AND v.asked_at IS NOT NULL",
            {"relation": relation},
        )
        found += [
            Moment(mine[report], state, from_ms(asked), optional_moment(answered))
            for report, state, asked, answered in cursor.fetchall()
        ]
    return found


def about_others(cursor: Cursor, author: int) -> bool:
    """Whether somebody has written in a report about somebody else; none of it is opened."""
    cursor.execute(
        "SELECT 1 FROM report_versions v JOIN reports r ON r.id = v.report"
        " WHERE v.author = :author AND r.citizen <> :author LIMIT 1",
        {"author": author},
    )
    return cursor.fetchone() is not None


def let_go(cursor: Cursor, relation: int) -> None:
    """What is not approved of the reports by a relation is deleted; what is, is the citizen's alone from now on."""
    values = {"relation": relation}
    cursor.execute(
        "DELETE FROM report_versions WHERE state <> 'approved'"
        " AND report IN (SELECT id FROM reports WHERE relation = :relation)",
        values,
    )
    cursor.execute(
        "DELETE FROM reports WHERE relation = :relation"
        " AND NOT EXISTS (SELECT 1 FROM report_versions v WHERE v.report = reports.id)",
        values,
    )
    cursor.execute("UPDATE reports SET relation = NULL WHERE relation = :relation", values)


def belong(cursor: Cursor, report: int, relation: int | None) -> None:
    """A report is written by this relation from now on; None: by none."""
    cursor.execute(
        "UPDATE reports SET relation = :relation WHERE id = :id", {"relation": relation, "id": report}
    )


def _report(row: tuple[Any, ...]) -> Report:
    id_, citizen, relation, author, organisation, begun, until, language, made = row
    days = (date.fromisoformat(begun), date.fromisoformat(until))
    return Report(id_, citizen, relation, author, organisation, *days, language, from_ms(made))


def _version(row: tuple[Any, ...], content: dict[str, Any]) -> Version:
    id_, report, number, author, state, _, made, asked, answered = row
    moments = (from_ms(made), optional_moment(asked), optional_moment(answered))
    return Version(id_, report, number, author, state, {**EMPTY, **content}, *moments)
