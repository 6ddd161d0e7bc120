"""An office to measure: somebody with so many citizens, in a database of its own, and their desk as it is served.

The first citizen comes by real turns. The others are like them: the same exercises, shares and notices, put in by the
storage's own functions, and sealed each with a key of their own.
"""

from __future__ import annotations

import time
from contextlib import AsyncExitStack, asynccontextmanager, closing
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from datetime import time as hour
from typing import TYPE_CHECKING, Final

from aiohttp import CookieJar, web
from aiohttp.test_utils import TestClient, TestServer

from bot import config
from bot.bounds import Bound
from bot.coaching.recurrence import Rule
from bot.commands import demo
from bot.commands.content import content_of
from bot.commands.invented.organisation import Organisation
from bot.commands.storage import database_of
from bot.desk import app as desk_app
from bot.desk.desk import ROOT, Desk, signing_key
from bot.desk.signing import Signer
from bot.engine.callbacks import to_base36
from bot.engine.codes import digest
from bot.engine.effects import REMINDER
from bot.engine.person import Person
from bot.engine.sharing import DAY
from bot.flows import discover
from bot.pace import Pace
from bot.state import (
    answers,
    comments,
    looks,
    notices,
    opening,
    people,
    relations,
    reminder_answers,
    reminders,
    reports,
    roles,
    sessions,
    shares,
    timers,
    versions,
)
from bot.state import desk as signed_in
from bot.state.ids import Ids
from bot.state.keys import new_key
from bot.state.reports import Report
from bot.state.store import Store
from bot.state.transaction import transaction
from bot.words import catalogues

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable
    from pathlib import Path

    from bot.config import Config
    from bot.state.cursor import Cursor
    from bot.state.notices import Kind
    from bot.state.relations import Relation
    from bot.state.shares import Share

    Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

NOW: Final = datetime(2026, 11, 27, 9, tzinfo=UTC)
NAMES: Final = (
    "Amina",
    "Bo",
    "Camilla",
    "Dilan",
    "Emre",
    "Fatima",
    "Grethe",
    "Hodan",
    "Ida",
    "Jørgen",
    "Karen",
)
WAITS: Final[tuple[Kind, ...]] = ("shared", "silence", "help")
WAITS_OF: Final = 4
"""Of so many citizens something waits of one."""
COURSE: Final = 26 * 7
"""Days over which it is spread when they came, and with it when there is something to take up with them."""
TEXT: Final = "Jeg har kørt lastbil i otte år, mest om natten, og jeg kender vejene på hele Sjælland."
ENDLESS: Final = Bound(1_000_000, 1.0)
"""As many pages as a benchmark asks for."""
LINK: Final = "a" * 22
CODE: Final = "b" * 22
RECORDING: Final = {"file": "a file", "seconds": 12}


@dataclass(frozen=True)
class Office:
    """What can be asked of it: `get` gives the status of a page, and the seconds that the server took."""

    get: Callable[[str], Awaitable[tuple[int, float]]]
    parameters: dict[str, str]
    app: web.Application


def settings(folder: Path) -> Config:
    """A bot that has a desk, with a database in a folder."""
    read = demo.settings(8081, 8082, folder, {})
    return config.read(
        {**read, "DATABASE_URL": f"sqlite:///{folder}/bot.db", "DATA_KEY_FILE": "", "DATA_KEY": new_key()}
    )


def build(settings: Config, citizens: int, each: int) -> dict[str, str]:
    """Make the database, with so many answers of each citizen; what stands for the parts of its pages' addresses."""
    database = database_of(settings)
    path = opening.path_of(database.url)
    opening.bring_up_to_date(path, keys=database.keys, clock=lambda: NOW, busy_timeout=1.0)
    writer = opening.connect_writer(path, database.keys, 1.0, lambda: None)
    with closing(writer) as connection, transaction(connection):
        cursor = connection.cursor()
        organisation = Organisation(cursor, settings, NOW)
        first = organisation.courses[0].citizen
        contact = organisation.courses[0].contact
        first.joins(contact.invites(LINK))
        first.pitch(shows=True)
        first.star(shows=True)
        first.asks_for_help()
        contact.works()
        world = organisation.half_year.world
        world.clock.now, ids = NOW, world.turns.ids
        person = world.person(first.phone.user)
        (relation,) = relations.of_citizen(cursor, person)
        office = Multiplied(cursor, ids, settings.bot, relation, each)
        office.write_much(person)
        office.remind(relation)
        for number in range(1, citizens):
            office.add(number)
        report = _report(cursor, ids, relation)
        _coordinate(cursor, ids, relation)
        signed_in.offer(cursor, relation.staff, digest(CODE), NOW, NOW.replace(hour=23))
        shown = shares.seen_by(cursor, relation.staff, person)
        star = next(each for each in shown if each.snapshot["flow"] == "star")
        reminder = reminders.of_citizen(cursor, relation.citizen)[-1].id
        reminder_answers.add(cursor, ids.next(), person, reminder, "", NOW, RECORDING)
        return {
            "relation": to_base36(relation.id),
            "share": to_base36(_spoken(cursor, ids, star)),
            "comment": to_base36(_said(cursor, ids, star)),
            "reminder": to_base36(reminder),
            "report": to_base36(report),
            "version": "1",
            "block": "1",
            "part": "0",
            "answer": "0",
            "code": CODE,
            "name": "desk.css",
            "font": "sans.ttf",
        }


def _report(cursor: Cursor, ids: Ids, relation: Relation) -> int:
    """A draft about the first citizen; its id."""
    new = ids.next()
    begun, until = NOW.date() - timedelta(days=365), NOW.date()
    report = Report(
        new,
        relation.citizen,
        relation.id,
        relation.staff,
        relation.organisation,
        begun,
        until,
        "da",
        NOW,
    )
    reports.begin(cursor, report)
    reports.keep(cursor, ids.next(), report, 1, relation.staff, {**reports.EMPTY, "assessment": TEXT}, NOW)
    return new


def _coordinate(cursor: Cursor, ids: Ids, relation: Relation) -> None:
    """The contact person coordinates too, where they do not yet."""
    if not roles.has(cursor, relation.staff, "coordinator", relation.organisation):
        roles.give(cursor, ids.next(), relation.staff, relation.organisation, "coordinator", NOW)


@dataclass(frozen=True)
class Multiplied:
    """Citizens like the first one, whom the same contact person follows."""

    cursor: Cursor
    ids: Ids
    bot: int
    first: Relation
    each: int

    def add(self, number: int) -> None:
        cursor, staff, ids = self.cursor, self.first.staff, self.ids
        name = f"{NAMES[number % len(NAMES)]} {number}"
        person = Person(ids.random(), language="da", name=name, agreed=True)
        user, organisation = 8_000_000_000 + number, self.first.organisation
        people.create(cursor, self.bot, user, user, person, organisation, NOW)
        relation, begun = ids.next(), NOW - timedelta(days=number % COURSE)
        relations.begin(cursor, relation, person.id, staff, organisation, "contact", begun)
        for session in sessions.overview(cursor, self.first.citizen):
            sessions.save(cursor, person.id, replace(session, id=ids.next()), NOW)
        for share in shares.seen_by(cursor, staff, self.first.citizen):
            shown = sessions.load(cursor, self.first.citizen, share.exercise)
            assert shown is not None
            exercise = ids.next()
            sessions.save(cursor, person.id, replace(shown, id=exercise), NOW)
            version = versions.keep(cursor, ids.next(), person.id, exercise, {"text": TEXT}, NOW)
            snapshot = {**share.snapshot, DAY: begun.date().isoformat()}
            shared = shares.Standing(ids.next(), person.id, staff, exercise, version)
            shares.add(cursor, *shared, snapshot, NOW)
            looks.note(cursor, [(ids.next(), shared)], NOW)
        self.write_much(person.id)
        found = relations.get(cursor, relation)
        assert found is not None
        self.remind(found)
        if number % WAITS_OF == 0:
            kind = WAITS[number // WAITS_OF % len(WAITS)]
            notices.add(cursor, ids.next(), staff, person.id, kind, 0, 0, NOW)

    def write_much(self, person: int) -> None:
        """As many answers as each citizen has, below their newest exercise."""
        exercise = max(number for number, _ in sessions.flows(self.cursor, person))
        for number in range(self.each):
            content = {"kind": "text", "value": TEXT, "parts": [[number, TEXT]]}
            place = f"much/{number}"
            answers.record(self.cursor, self.ids.next(), person, exercise, place, content, number, NOW)

    def remind(self, relation: Relation) -> None:
        rule = Rule("weekly", date(2026, 12, 4), hour(10)).to_json()
        due = datetime(2026, 12, 4, 9, tzinfo=UTC)
        new = self.ids.next()
        reminders.make(self.cursor, new, relation, "", 0, TEXT, rule, due, NOW)
        timers.schedule(self.cursor, self.ids.next(), relation.citizen, REMINDER, new, due)


@asynccontextmanager
async def served(settings: Config, parameters: dict[str, str]) -> AsyncIterator[Office]:
    """The desk over such a database, with somebody who is signed in, as long as the block runs."""
    took: list[float] = []

    @web.middleware
    async def timed(request: web.Request, handler: Handler) -> web.StreamResponse:
        begun = time.perf_counter()
        try:
            return await handler(request)
        finally:
            took.append(time.perf_counter() - begun)

    async with AsyncExitStack() as stack:
        ids = Ids(lambda: NOW)
        store = await stack.enter_async_context(
            await Store.open(database_of(settings), clock=lambda: NOW, ids=ids)
        )
        desk = await desk_over(settings, store)
        part = desk_app.create(desk)
        app = web.Application(middlewares=[timed])
        app.add_subapp(ROOT, part)
        server = TestServer(app)
        client: TestClient[web.Request, web.Application] = TestClient(
            server, cookie_jar=CookieJar(unsafe=True)
        )
        await client.start_server()
        stack.push_async_callback(client.close)
        desk.url = f"http://{server.host}:{server.port}"
        async with client.post(f"{ROOT}/in", data={"code": CODE}) as response:
            assert response.status == 200, "nobody is let in"

        async def get(address: str) -> tuple[int, float]:
            took.clear()
            async with client.get(address, allow_redirects=False) as answer:
                await answer.read()
            return answer.status, took[-1]

        yield Office(get, parameters, part)


def _spoken(cursor: Cursor, ids: Ids, shown: Share) -> int:
    """A version of what is shown of which the first answer was spoken; its reader has looked at it."""
    first, *others = shown.snapshot["answers"]
    version = versions.keep(cursor, ids.next(), shown.citizen, shown.exercise, {"text": TEXT}, NOW)
    share = shares.Standing(ids.next(), shown.citizen, shown.viewer, shown.exercise, version)
    every = [{**first, **RECORDING}, *others]
    shares.add(cursor, *share, {**shown.snapshot, "answers": every}, NOW)
    looks.note(cursor, [(ids.next(), share)], NOW)
    return share.id


def _said(cursor: Cursor, ids: Ids, shown: Share) -> int:
    """What the citizen has answered by voice to whoever reads it; its id."""
    new, about = ids.next(), (shown.exercise, shown.version)
    comments.add(
        cursor, new, shown.citizen, shown.citizen, shown.viewer, *about, "", "reply", "", {}, NOW, RECORDING
    )
    return new


async def sound(_: str) -> bytes:
    """A recording at once: how long Telegram takes is not measured here."""
    return b"OggS"


async def desk_over(settings: Config, store: Store) -> Desk:
    """The desk, which lets somebody ask for as many pages as they like."""
    signer = Signer(await store.read(signing_key))
    return Desk(
        store,
        catalogues(),
        discover(content_of(settings)),
        "",
        signer,
        lambda: None,
        fetch=sound,
        pages=Pace(ENDLESS),
    )
