"""Many citizens out of one: every row of theirs again with ids and a key of its own, and sealed anew with that key.

Rows are written as time would write them: those of one citizen lie apart, with those of thousands between. Only the
indexes are made at the end, so that their pages are fuller than if they had grown.
"""

from __future__ import annotations

import os
import re
from contextlib import closing
from dataclasses import dataclass, field
from random import Random
from typing import TYPE_CHECKING, Any, Final

from bot.commands.storage import database_of
from bot.engine.callbacks import to_base36
from bot.state import opening, sealing
from bot.state.transaction import transaction

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from datetime import datetime
    from pathlib import Path

    from benchmarks.growth.template import Template
    from bot.config import Config
    from bot.state.connection import Connection, SealingCursor

COHORT: Final = 4_000
"""So many come at once: no more than the keys that the program keeps at hand."""
EACH: Final = 50
"""Citizens whom one contact person follows."""
PLACES: Final = 2_000
"""Citizens of one organisation."""
BLOCKED: Final = 25
"""Of so many one has blocked the bot, with a message on its way to them."""
WEEK: Final = 7 * 24 * 3_600_000
QUIET: Final = 13 * WEEK
"""Milliseconds for which somebody has not been here at most."""
AHEAD: Final = 3 * WEEK
"""After a week their next timers come, within as long a time: the program sets none that is much further ahead."""
FIRST_USER: Final = 8_000_000_000
FIRST_STAFF: Final = 9_000_000_000
MASTER: Final = "data_keys"
OF_CITIZEN: Final = {
    "people": "id = :citizen",
    "addresses": "person = :citizen",
    "consents": "person = :citizen",
    "relations": "citizen = :citizen",
    "exercises": "person = :citizen",
    "answers": "person = :citizen",
    "versions": "person = :citizen",
    "outbox": "person = :citizen",
    "timers": "person = :citizen",
    "shares": "citizen = :citizen",
    "looks": "citizen = :citizen",
    "comments": "citizen = :citizen",
    "notices": "about = :citizen OR person = :citizen",
    "reminders": "citizen = :citizen",
    "deliveries": "reminder IN (SELECT id FROM reminders WHERE citizen = :citizen)",
}
"""Which rows are a citizen's, by the table."""
OF_STAFF: Final = {
    "people": "id = :citizen",
    "addresses": "person = :citizen",
    "consents": "person = :citizen",
    "roles": "person = :citizen",
}
SEEN: Final = {
    ("people", "seen_at"),
    ("outbox", "created_at"),
    ("outbox", "not_before"),
    ("outbox", "sent_at"),
    ("deliveries", "changed_at"),
}
"""Times by which something is looked for: when each was last here."""
TO_COME: Final = {("timers", "due_at"), ("reminders", "due_at")}
PEOPLE: Final = (
    "CREATE TEMP TABLE many (n INTEGER PRIMARY KEY, person INTEGER, user INTEGER, staff INTEGER,"
    " organisation INTEGER, age INTEGER, blocked INTEGER)"
)


@dataclass
class Sealed:
    """What is sealed of the one, in the clear, and how it reads of another: their ids stand in it."""

    column: str
    parts: list[str]
    """The text, with the places of the ids that stand in it between."""


@dataclass
class Copier:
    """Copies one person's rows, so many times at once."""

    cursor: SealingCursor
    person: int
    others: dict[int, str]
    """What else becomes another number in each copy, and which."""
    statements: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    texts: list[Sealed] = field(default_factory=list)
    _order: dict[int, int] = field(default_factory=dict)
    _ids: str = ""

    def learn(self, tables: dict[str, str]) -> None:
        """Read the rows, and prepare how each is copied."""
        found = {table: self._rows(table, where) for table, where in tables.items()}
        every = sorted(
            row["id"] for table, rows in found.items() if table != "people" for row in rows if "id" in row
        )
        self._order = {number: place for place, number in enumerate(every)}
        names = {name for number in every for name in (str(number), to_base36(number))}
        self._ids = f"({'|'.join(sorted(names, key=len, reverse=True))})"
        owners = {(table, column): owner for table, column, owner in sealing.SEALED if table in tables}
        for table, rows in found.items():
            for row in rows:
                self._prepare(table, row, owners)

    @property
    def rows(self) -> int:
        """How many ids each copy takes; one is left over."""
        return len(self._order) + 1

    def place(self, number: int) -> str:
        """The id of a row in each copy."""
        return f"(:base + :step * {self._order[number]} + 2 * many.n)"

    def text(self, which: int, owner: int, row: int, base: int, step: int, n: int) -> str:
        """What is stored of a text in a copy."""
        sealed = self.texts[which]
        parts = [
            each if place % 2 == 0 else _named(each, base + step * self._order[_number(each)] + 2 * n)
            for place, each in enumerate(sealed.parts)
        ]
        return sealing.seal(self.cursor, sealed.column, owner, row, "".join(parts))

    def _rows(self, table: str, where: str) -> list[dict[str, Any]]:
        self.cursor.execute(f"SELECT * FROM {table} WHERE {where}", {"citizen": self.person})
        names = [each[0] for each in self.cursor.description]
        return [dict(zip(names, row, strict=True)) for row in self.cursor.fetchall()]

    def _prepare(self, table: str, row: dict[str, Any], owners: dict[tuple[str, str], str]) -> None:
        values: dict[str, Any] = {}
        copied = [self._copied(table, column, row, owners, values) for column in row]
        into = f"INSERT INTO {table} ({', '.join(row)})"
        self.statements.append((f"{into} SELECT {', '.join(copied)} FROM many ORDER BY n", values))

    def _copied(
        self,
        table: str,
        column: str,
        row: dict[str, Any],
        owners: dict[tuple[str, str], str],
        values: dict[str, Any],
    ) -> str:
        """What stands in a column of each copy, as SQL."""
        value = row[column]
        if (table, column) in owners and value:
            return self._sealed(table, column, row, value)
        if column == "blocked_at":
            return "CASE WHEN many.blocked = 1 THEN :now - many.age END"
        if value is not None and (table, column) in SEEN:
            return ":now - many.age"
        if value is not None and (table, column) in TO_COME:
            return f":now + {WEEK} + many.age % {AHEAD}"
        if value in self.others:
            return self.others[value]
        if value in self._order:
            return self.place(value)
        values[column] = value
        return f":{column}"

    def _sealed(self, table: str, column: str, row: dict[str, Any], stored: str) -> str:
        name = f"{table}.{column}"
        clear = sealing.unseal(self.cursor, name, self.person, row["id"], stored)
        self.texts.append(Sealed(name, re.split(self._ids, clear)))
        number = "many.person" if table == "people" else self.place(row["id"])
        return f"sealed({len(self.texts) - 1}, many.person, {number}, :base, :step, many.n)"


def _number(name: str) -> int:
    return int(name) if name.isdecimal() else int(name, 36)


def _named(before: str, number: int) -> str:
    return str(number) if before.isdecimal() else to_base36(number)


@dataclass
class Filled:
    """A database that is being filled."""

    connection: Connection
    cursor: SealingCursor
    settings: Config
    template: Template
    now: int
    base: int
    chance: Random = field(default_factory=lambda: Random(7))

    def staff(self, citizens: int) -> list[tuple[int, int]]:
        """Everybody who follows so many citizens, with where they work: the first is the one who is there already."""
        template = self.template
        copier = Copier(self.connection.cursor(), template.staff, {template.staff: "many.person"})
        self.cursor.execute(
            "SELECT user_id FROM addresses WHERE person = :person", {"person": template.staff}
        )
        (user,) = self.cursor.fetchone()
        copier.others |= {user: "many.user", template.organisation: "many.organisation"}
        copier.learn(OF_STAFF)
        places = self._organisations(-(-citizens // PLACES))
        follow = [(template.staff, places[0])]
        for first in range(1, -(-citizens // EACH), COHORT):
            count = min(COHORT, -(-citizens // EACH) - first)
            where = [places[(first + n) * EACH // PLACES] for n in range(count)]
            people = [
                (n, self.chance.getrandbits(53), FIRST_STAFF + first + n, 0, where[n], 0, 0)
                for n in range(count)
            ]
            self._copy(copier, people)
            follow += [(person, place) for (_, person, *_), place in zip(people, where, strict=True)]
        return follow

    def citizens(self, count: int, said: Callable[[int], None]) -> None:
        """So many, the one who is there among them."""
        template, follow = self.template, self.staff(count)
        copier = Copier(
            self.connection.cursor(),
            template.citizen,
            {template.citizen: "many.person", template.staff: "many.staff"},
        )
        copier.others |= {template.user: "many.user", template.organisation: "many.organisation"}
        copier.learn(OF_CITIZEN)
        for first in range(1, count, COHORT):
            people = []
            for n in range(min(COHORT, count - first)):
                staff, place = follow[(first + n) // EACH]
                age, blocked = self.chance.randrange(QUIET), int((first + n) % BLOCKED == 0)
                people.append(
                    (n, self.chance.getrandbits(53), FIRST_USER + first + n, staff, place, age, blocked)
                )
            self._copy(copier, people, self._on_its_way(copier))
            said(first + len(people))

    def _on_its_way(self, copier: Copier) -> Iterator[str]:
        """What waits for whoever has blocked the bot, and that an update of each was dealt with."""
        bot = self.settings.bot
        yield (
            "INSERT INTO outbox (id, bot, chat_id, person, language, payload, session, prompt, status, attempts, parts,"
            f" not_before, error, created_at, held) SELECT :base + :step * {copier.rows - 1} + 2 * n, {bot}, user,"
            " person, 'da', 'x', 0, -1, 'waiting', 0, 0, :now - age, '', :now - age, 1 FROM many"
            " WHERE blocked = 1 ORDER BY n"
        )
        yield f"INSERT INTO updates SELECT {bot}, user, :now - age % 172800000 FROM many ORDER BY n"

    def _organisations(self, count: int) -> list[int]:
        """So many places, the one that is there among them."""
        found = [self.template.organisation]
        for _ in range(1, count):
            self.base += 2
            self.cursor.execute(
                "INSERT INTO organisations (id, name, contact, created_at) VALUES (:id, :id, '', :now)",
                {"id": self.base, "now": self.now},
            )
            found.append(self.base)
        return found

    def _copy(self, copier: Copier, people: Sequence[tuple[int, ...]], besides: Iterable[str] = ()) -> None:
        copier.cursor.wrapped.clear()
        self.connection.create_function("sealed", 6, copier.text)
        base, step = self.base + 2, 2 * len(people)
        self.base = base + step * copier.rows
        where = {"base": base, "step": step, "now": self.now}
        with transaction(self.connection):
            self.connection.execute("DELETE FROM many")
            self.connection.executemany("INSERT INTO many VALUES (?, ?, ?, ?, ?, ?, ?)", people)
            for _, person, *_ in people:
                sealing.make_key(self.cursor, person)
            for statement, values in copier.statements:
                self.cursor.execute(statement, where | values)
            for statement in besides:
                self.cursor.execute(statement, where)


def multiply(
    settings: Config,
    template: Template,
    citizens: int,
    now: datetime,
    said: Callable[[int], None] = lambda _: None,
) -> None:
    """Fill the database until there are so many citizens. `said` is told how many there are so far."""
    database = database_of(settings)
    path = opening.path_of(database.url)
    os.environ["SQLITE_TMPDIR"] = str(path.parent)
    with closing(opening.connect(path, database.keys, 1.0)) as connection:
        for setting in (
            *("journal_mode = DELETE", "journal_mode = OFF", "synchronous = OFF", "foreign_keys = OFF"),
            *("secure_delete = OFF", "cache_size = -1000000"),
        ):
            connection.execute(f"PRAGMA {setting}")
        connection.execute(PEOPLE)
        indexes = connection.execute(
            "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql <> ''"
        ).fetchall()
        for name, _ in indexes:
            connection.execute(f"DROP INDEX {name}")
        filled = Filled(
            connection,
            connection.cursor(),
            settings,
            template,
            int(now.timestamp() * 1_000),
            _highest(connection),
        )
        filled.citizens(citizens, said)
        for _, statement in indexes:
            connection.execute(statement)
        connection.execute("PRAGMA journal_mode = WAL")
    _sync(path)


def _highest(connection: Connection) -> int:
    """The highest id that a row has."""
    tables = (*OF_CITIZEN, *OF_STAFF, "organisations", "invitations")
    every = (
        connection.execute(f"SELECT COALESCE(MAX(id), 0) FROM {each}").fetchone()[0]
        for each in tables
        if each not in {"people", "addresses"}
    )
    return int(max(every))


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
