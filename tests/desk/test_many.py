"""A page asks the database as often for many as for few."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.bounds import Bound
from bot.desk.desk import ROOT
from bot.engine.callbacks import to_base36
from bot.engine.person import Person
from bot.pace import Pace
from bot.state import notices, people, relations, reports, shares, versions
from tests.desk.office import desk_of
from tests.reporting import begun
from tests.state.helpers import BOT
from tests.town import Town

if TYPE_CHECKING:
    from tests.desk.office import Browser
    from tests.talk import World

MANY = 150
"""Citizens that come to be followed, and things that one of them comes to show."""


async def test_no_page_asks_once_for_each_citizen_or_each_thing_that_is_shown() -> None:
    town = Town().with_shared_pitch()
    world = town.mette.world
    async with desk_of(world) as building:
        building.desk.pages = Pace(Bound(100_000, 1.0))
        browser = await building.browser()
        mine = await browser.sign_in(town.mette)
        samir = mine.links("citizens/")[0]
        share = (await browser.get(samir)).links("shared/")[0]
        list_ = f"{samir}/report"
        report = f"{list_}/{to_base36(begun(town))}"
        pages = (
            f"{ROOT}/",
            f"{ROOT}/?sort=name&q=a",
            samir,
            share,
            list_,
            report,
            f"{report}/1",
            f"{report}/1/text",
        )
        for page in pages:
            await browser.get(page)
        few = [await statements_of(world, browser, page) for page in pages]
        _follow_many(world)
        _show_much(world)
        _write_much(world)
        many = [await statements_of(world, browser, page) for page in pages]
        assert f"{MANY + 1} citizens" in (await browser.get(f"{ROOT}/")).words
        assert len((await browser.get(samir)).links("shared/")) == MANY + 1
    assert many == few


async def statements_of(world: World, browser: Browser, page: str) -> int:
    """How many statements a page takes."""
    statements: list[str] = []
    world.connection.set_trace_callback(statements.append)
    answer = await browser.get(page)
    world.connection.set_trace_callback(None)
    assert answer.status == 200
    return len(statements)


def _write_much(world: World) -> None:
    """As many more reports, and versions of one of them."""
    cursor, ids, now = world.connection.cursor(), world.turns.ids, world.now
    (number,) = cursor.execute("SELECT id FROM reports").fetchone()
    report = reports.get(cursor, number)
    assert report is not None
    author = report.author or 0
    for count in range(MANY):
        another = report._replace(id=ids.next())
        reports.begin(cursor, another)
        reports.keep(cursor, ids.next(), another, 1, author, dict(reports.EMPTY), now)
        reports.keep(cursor, ids.next(), report, count + 2, author, dict(reports.EMPTY), now)


def _follow_many(world: World) -> None:
    """As many citizens again, something waits of each."""
    cursor, ids, now = world.connection.cursor(), world.turns.ids, world.now
    staff, where = cursor.execute("SELECT staff, organisation FROM relations").fetchone()
    for number in range(MANY):
        person = Person(10_000_000 + number, name=f"Citizen {number}", agreed=True)
        people.create(cursor, BOT, person.id, person.id, person, where, now)
        relations.begin(cursor, ids.next(), person.id, staff, where, "contact", now)
        notices.add(cursor, ids.next(), staff, person.id, "silence", 0, 0, now)


def _show_much(world: World) -> None:
    """The first citizen shows as many more exercises."""
    cursor, ids, now = world.connection.cursor(), world.turns.ids, world.now
    citizen, viewer, exercise = cursor.execute("SELECT citizen, viewer, exercise FROM shares").fetchone()
    snapshot = shares.of_exercise(cursor, exercise)[0].snapshot
    for _ in range(MANY):
        new = ids.next()
        cursor.execute(
            "INSERT INTO exercises (id, person, flow, status, session, created_at, updated_at)"
            " SELECT :new, person, flow, status, '', created_at, updated_at FROM exercises WHERE id = :old",
            {"new": new, "old": exercise},
        )
        versions.keep(cursor, ids.next(), citizen, new, {"text": "x"}, now)
        shares.add(cursor, ids.next(), citizen, viewer, new, 1, snapshot, now)
