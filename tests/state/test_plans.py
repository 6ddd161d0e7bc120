"""Every query finds its rows through an index: no function walks through a table that grows."""

from __future__ import annotations

import inspect
import re
from datetime import timedelta
from functools import partial
from importlib import import_module
from itertools import count
from pkgutil import iter_modules
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import pytest

import bot.state
from bot.engine.person import Person
from bot.state import deliveries, outbox, people, set_reminders, timers, watching
from bot.state.outbox import About
from tests.state.calls import CALLS, IDS, NOW, organisation, reminder
from tests.state.helpers import BOT, anna, bent, settle, writer
from tests.state.uncalled import LISTS, NO_QUERIES

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Mapping

    from bot.state.cursor import Cursor
    from bot.state.keys import Keys
    from bot.state.store import Store
    from tests.state.helpers import Someone

INDEXES = "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND tbl_name = ?"
SMALL = {
    *("organisations", "migrations", "bots", "pulses", "backups", "erasures", "ledger"),
    *("desk_links", "desk_sessions"),
}
"""Where staff are signed in now is a handful of rows.

Of the erasure ledger there is what has no line yet, and how far it went: a row or none."""


WORK_AT_HAND = {
    "outbox_next": "what waits to be sent",
    "outbox_wakes": "what waits to be sent",
    "outbox_told": "what waits to tell one of the staff of others, where they have blocked the bot for 30 days at most",
    "outbox_letters": "what Telegram has refused, until an operator has looked at it",
    "answers_unheard": "recordings that wait to be written down",
    "roles_one": "the staff",
}
"""Partial indexes that may be walked through: they hold only rows that are still to be dealt with, and why."""
MANY_SHARE = {
    "addresses_blocked", "answers_unheard", "broken_at", "consents_organisation", "data_keys_master",
    "desk_links_expires", "desk_sessions_seen", "figures_month", "invitations_organisation", "notices_dealt",
    "outbox_finished", "outbox_held", "outbox_next", "outbox_told", "outbox_waiting", "outbox_wakes",
    "people_organisation", "people_seen", "people_undecided", "relations_organisation", "reminders_ended",
    "reports_organisation", "roles_organisation", "set_aside_received", "timers_due", "timers_retention",
    "timers_undecided", "updates_received", "wrong_codes_tried",
}  # fmt: skip
"""Indexes of which one part can hold very many rows: of an organisation, of a bot, of before a moment."""
PARTS = {
    "only what goes is looked at, and so it is found once": {
        "broken.purge": "broken_at",
        "desk.purge": "desk_links_expires",
        "figures.forget_ahead": "figures_month",
        "invitations.purge": "wrong_codes_tried",
        "notices.purge": "notices_dealt",
        "outbox_sweep.purge": "outbox_finished outbox_told",
        "reminders.purge": "reminders_ended",
        "updates.purge": "set_aside_received updates_received",
    },
    "the first rows in order are taken, and no more": {
        "ledger.is_new": "people_seen",
        "ledger.is_of_somebody": "people_seen",
        "ledger.trouble": "people_seen",
        "sealing.masters": "data_keys_master",
        "watching.check_key": "data_keys_master",
        "watching.note_keys": "data_keys_master",
        "watching.last_update": "updates_received",
    },
    "what is to be done now, or was set by a clock that was ahead": {
        "keeping.look_after": "people_undecided timers_due timers_retention timers_undecided",
        "outbox.hasten": "outbox_wakes",
        "outbox.next_wakeup": "outbox_wakes",
        "outbox.waiting_chats": "outbox_next",
        "timers.due": "timers_due",
        "timers.find_bots": "timers_due",
        "timers.next_due": "timers_due",
        "unheard.due": "answers_unheard",
        "watching.left_behind": "timers_retention timers_undecided",
    },
    "what waits is counted; what is held too, in the index alone: it stays for as long as somebody is away": {
        "watching.queues": "outbox_held outbox_wakes timers_due",
    },
    "each hour, where several programs write: what is held, and who has blocked the bot, by its chat and no more": {
        "outbox_sweep.set_held": "addresses_blocked outbox_held outbox_wakes",
    },
    "wrong codes of the last hour": {
        "invitations.are_guessed": "wrong_codes_tried",
        "invitations.lets_in": "wrong_codes_tried",
    },
    "the staff of one organisation, and who is invited there": {
        "access.revocable": "invitations_organisation",
        "invitations.open_in": "invitations_organisation",
        "invitations.revoke_all": "invitations_organisation",
        "roles.colleagues": "roles_organisation",
        "roles.of_organisation": "roles_organisation",
    },
    "a whole organisation is counted, for its coordinator, or once a month": {
        "relations.counted": "relations_organisation",
        "tally.of_month": "people_organisation",
    },
    "an operator asks": {
        "broken.since": "broken_at",
        "sealing.wrapped_by": "data_keys_master",
        "watching.keys_in_use": "data_keys_master",
    },
}
"""Who looks at such a part, of which indexes, and why that is no walk through all that there is."""


class Explaining:
    """A cursor that asks SQLite how it would run each statement, and notes every walk through a table.

    `wide` are the indexes of which it looks at a part that can hold very many rows.
    """

    def __init__(self, cursor: Cursor, connection: sqlite3.Connection) -> None:
        self._cursor = cursor
        self._connection = connection
        self.statements = 0
        self.walks: list[str] = []
        self.wide: set[str] = set()

    def execute(self, sql: str, parameters: Mapping[str, Any] = MappingProxyType({}), /) -> object:
        self.statements += 1
        for *_, detail in self._connection.execute(f"EXPLAIN QUERY PLAN {sql}", dict(parameters)):
            walk = re.match(r"SCAN (?!CONSTANT)(\w+)(?: USING (?:COVERING )?INDEX (\w+))?", detail)
            if walk and walk[1] not in SMALL and walk[2] not in WORK_AT_HAND:
                self.walks.append(f"{detail}: {sql}")
            part = re.match(r"SEARCH \w+ USING (?:COVERING )?INDEX (\w+)", detail)
            if part and part[1] in MANY_SHARE and "chat_id=?" not in detail:  # little waits in one chat
                self.wide.add(part[1])
        return self._cursor.execute(sql, parameters)

    def fetchone(self) -> Any:
        return self._cursor.fetchone()

    def fetchall(self) -> list[Any]:
        return self._cursor.fetchall()

    @property
    def rowcount(self) -> int:
        return self._cursor.rowcount

    @property
    def keys(self) -> Keys:
        return self._cursor.keys

    @property
    def skip_locked(self) -> str:
        return self._cursor.skip_locked

    def tables(self) -> set[str]:
        return self._cursor.tables()

    @property
    def wrapped(self) -> dict[int, tuple[str, str]]:
        return self._cursor.wrapped


def public_functions() -> set[Callable[..., Any]]:
    """Every public function of the package that takes a cursor first."""
    found: set[Callable[..., Any]] = set()
    for module in iter_modules(bot.state.__path__, "bot.state."):
        for name, function in inspect.getmembers(import_module(module.name), inspect.isfunction):
            first = next(iter(inspect.signature(function).parameters), "")
            if function.__module__ == module.name and not name.startswith("_") and first == "cursor":
                found.add(function)
    return found


def test_every_function_is_looked_at() -> None:
    assert public_functions() - NO_QUERIES - LISTS == set(CALLS)


@pytest.mark.parametrize(
    "function", CALLS, ids=lambda function: f"{function.__module__.rpartition('.')[2]}.{function.__name__}"
)
async def test_no_query_walks_through_a_table(store: Store, function: Callable[..., Any]) -> None:
    someone = await anna(store)

    def explain(cursor: Cursor) -> Explaining:
        explaining = Explaining(cursor, writer(store))
        CALLS[function](explaining, someone)
        return explaining

    explaining = await store.write(explain)
    assert explaining.statements > 0
    assert explaining.walks == []
    name = f"{function.__module__.rpartition('.')[2]}.{function.__name__}"
    allowed = {called: indexes for each in PARTS.values() for called, indexes in each.items()}
    assert sorted(explaining.wide) == allowed.get(name, "").split(), "each has its reason above, and no more"


async def test_a_walk_would_be_noticed(store: Store) -> None:
    def explain(cursor: Cursor) -> list[str]:
        explaining = Explaining(cursor, writer(store))
        explaining.execute("SELECT id FROM answers WHERE content = :text", {"text": ""})
        explaining.execute("SELECT id FROM outbox WHERE status = 'sent'", {})
        return explaining.walks

    assert len(await store.write(explain)) == 2


async def test_a_part_that_can_be_large_would_be_noticed(store: Store) -> None:
    def explain(cursor: Cursor) -> set[str]:
        explaining = Explaining(cursor, writer(store))
        explaining.execute("SELECT id FROM people WHERE organisation = 1", {})
        explaining.execute("SELECT id FROM answers WHERE person = 1", {})
        return explaining.wide

    assert await store.write(explain) == {"people_organisation"}


async def test_every_index_is_of_somebody_or_can_hold_much(store: Store) -> None:
    """A new index of neither kind is looked at here: which rows share its first column?"""
    owners = {
        *(
            "about",
            "author",
            "chat_id",
            "citizen",
            "code",
            "colleague",
            "exercise",
            "follower",
            "made_by",
            "person",
        ),
        *(
            "relation",
            "reminder",
            "report",
            "sender",
            "session",
            "staff",
            "token",
            "used_by",
            "user_id",
            "viewer",
            "who",
        ),
    }

    def first(cursor: Cursor) -> dict[str, str]:
        cursor.execute("SELECT name FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL", {})
        return {
            name: writer(store).execute(f"PRAGMA index_info({name})").fetchone()[2]
            for (name,) in cursor.fetchall()
        }

    found = await store.write(first)
    known = MANY_SHARE | {"addresses_chat", "bots_organisation", "figures_organisation", "outbox_letters"}
    assert {name for name, column in found.items() if column not in owners} == known - {"answers_unheard"}


async def test_every_foreign_key_has_an_index_for_its_cascade(store: Store) -> None:
    """A partial index helps where it leaves out only rows that point at nothing."""

    def uncovered(cursor: Cursor) -> list[str]:
        connection = writer(store)
        missing = []
        for (table,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
            first = {_leads(connection, *each) for each in connection.execute(INDEXES, (table,)).fetchall()}
            keys = {key[3] for key in connection.execute(f"PRAGMA foreign_key_list({table})").fetchall()}
            missing += [f"{table}.{column}" for column in sorted(keys - first)]
        return missing

    assert await store.write(uncovered) == []


def _leads(connection: sqlite3.Connection, index: str, sql: str | None) -> str:
    """The column by which an index finds every row that points at something; none where it leaves some out."""
    column: str = connection.execute(f"PRAGMA index_info({index})").fetchone()[2]
    without = (sql or "").partition(" WHERE ")[2]
    return column if without in ("", f"{column} IS NOT NULL") else ""


async def test_an_erasure_does_not_look_through_what_tells_of_nobody(store: Store) -> None:
    """The index is partial there: SQLite finds by it what points at whom is deleted, however much else there is."""

    other = await bent(store)

    async def steps_of_erasing(user: int) -> int:
        one = await store.write(lambda cursor: settle(cursor, store, user))
        about = About(one.id, one.session.id)
        await store.write(lambda cursor: _message(cursor, store, other, about))
        return await store.write(lambda cursor: _steps(store, lambda: people.erase(cursor, one.id)))

    few = await steps_of_erasing(71)
    for _ in range(2_000):
        await store.write(lambda cursor: _message(cursor, store, other, None))
    assert await steps_of_erasing(72) < few + 200


def _message(cursor: Cursor, store: Store, to: Someone, about: About | None) -> None:
    outbox.add(cursor, store.ids.next(), BOT, to.user, to.id, "da", {}, 0, 0, store.clock(), about)


def _steps(store: Store, work: Callable[[], object]) -> int:
    """How many steps of its machine SQLite takes."""
    steps = count()
    writer(store).set_progress_handler(lambda: next(steps) < 0, 1)
    work()
    writer(store).set_progress_handler(None, 1)
    return next(steps)


OF_ONE_BOT: tuple[Callable[[Cursor], object], ...] = (
    lambda cursor: timers.due(cursor, BOT, NOW, 100),
    lambda cursor: timers.due(cursor, BOT, NOW, 100, "nudge"),
    lambda cursor: timers.next_due(cursor, BOT),
    lambda cursor: watching.queues(cursor, BOT, NOW),
)
"""Each look for a bot's timers."""


def overdue_elsewhere(cursor: Cursor, many: int) -> None:
    """Somebody of another bot has so many timers that are due for long: it does not run.

    Their number is below all others, so that no index ends with them: where one ends SQLite saves a step.
    """
    someone = Person(many)
    people.create(cursor, BOT + 1, someone.id, someone.id, someone, organisation(cursor), NOW)
    for number in range(many):
        timers.schedule(cursor, IDS.next(), someone.id, "plan", number, NOW - timedelta(days=1))


@pytest.mark.parametrize("look", OF_ONE_BOT, ids=("due", "due but", "next", "counted"))
async def test_what_is_overdue_of_another_bot_is_not_looked_at(
    store: Store, look: Callable[[Cursor], object]
) -> None:
    """SQLite does the same, step by step, beside one and beside three hundred."""
    someone = await anna(store)

    def steps(cursor: Cursor) -> list[int]:
        for kind in ("nudge", "plan"):
            timers.schedule(cursor, IDS.next(), someone.id, kind, 0, NOW)
        taken = []
        for many in (1, 299):
            overdue_elsewhere(cursor, many)
            taken.append(_steps(store, partial(look, cursor)))
        return taken

    few, many = await store.write(steps)
    assert many == few > 0


async def test_a_moment_without_a_message_does_not_look_through_all_that_have_no_session(
    store: Store,
) -> None:
    """Messages that ask nothing have no session, nor have moments at which nothing was sent: very many alike."""
    someone = await anna(store)

    def steps(cursor: Cursor) -> tuple[int, int]:
        """What SQLite does for it beside one such message, and beside three hundred."""
        made = reminder(cursor, someone)
        later = store.clock() + timedelta(days=1)
        deliveries.note(cursor, store.ids.next(), made.id, later, 0, -1, "missed", "off", store.clock())
        taken: list[int] = []
        for messages in (1, 299):
            for _ in range(messages):
                outbox.add(
                    cursor, store.ids.next(), BOT, someone.user, someone.id, "da", {}, 0, -1, store.clock()
                )
            before = len(taken)
            writer(store).set_progress_handler(lambda: taken.append(1), 1)
            found = set_reminders.opened(cursor, made.sender, [made.id], 3)
            writer(store).set_progress_handler(None, 1)
            assert [len(each.came) for each in found] == [2]
            few = before or len(taken)
        return few, len(taken) - few

    few, many = await store.write(steps)
    assert many == few
