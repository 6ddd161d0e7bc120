"""A page asks the database as often for many as for few."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from bot.bounds import Bound
from bot.desk.desk import ROOT
from bot.engine.callbacks import to_base36
from bot.engine.person import Person
from bot.pace import Pace
from bot.state import (
    comments,
    deliveries,
    invitations,
    looks,
    notices,
    people,
    relations,
    reminder_answers,
    reminders,
    reports,
    shares,
    versions,
)
from tests.copies import copied
from tests.crowd import Crowd, count_months
from tests.desk.office import desk_of
from tests.desk.planning import OWN, set_now
from tests.reporting import begun, relation_of
from tests.state.helpers import BOT
from tests.town import IDA, Town

if TYPE_CHECKING:
    from datetime import date
    from typing import Any

    from bot.state.shares import Share
    from tests.desk.office import Browser
    from tests.talk import World

MANY = 150
"""Citizens that come to be followed, and things that one of them comes to show; staff, and invitations."""


async def test_no_page_asks_once_for_each_citizen_or_each_thing_that_is_shown() -> None:
    town = Town().with_shared_pitch().with_shared_star()
    world = town.mette.world
    async with desk_of(world) as building:
        building.desk.pages = Pace(Bound(100_000, 1.0))
        browser = await building.browser()
        mine = await browser.sign_in(town.mette)
        samir = mine.links("citizens/")[0]
        share = (await browser.get(samir)).links("shared/")[0]
        tab = f"{samir}/reminders"
        await set_now(browser, tab, **OWN, when="tomorrow")
        stop = next(each for each in (await browser.get(tab)).links("citizens/") if each.endswith("/stop"))
        reminding = (f"{ROOT}/reminders", tab, f"{tab}/new", stop)
        shown = (samir, share, f"{samir}/star", f"{samir}/meeting")
        lists = (f"{ROOT}/", f"{ROOT}/?sort=name&q=a", f"{samir}?lines={3 * MANY}")
        _plan_much(world, 2)
        _remind_much(world, 2)
        list_ = f"{samir}/report"
        report = f"{list_}/{to_base36(begun(town))}"
        pages = (*lists, *shown, *reminding, list_, report, f"{report}/1", f"{report}/1/text")
        for page in pages:
            await browser.get(page)
        few = [await asked(world, browser, page) for page in pages]
        _follow_many(world)
        _show_much(world)
        _remind_often(world)
        _plan_much(world, MANY)
        _remind_much(world, MANY)
        _write_much(world)
        for page in pages:
            await browser.get(page)
        many = [await asked(world, browser, page) for page in pages]
        assert f"{MANY + 1} citizens" in (await browser.get(f"{ROOT}/")).words
        assert len(set((await browser.get(f"{samir}?lines={3 * MANY}")).links("shared/"))) > 2 * MANY
        assert "Page 1 of" in (await browser.get(f"{ROOT}/reminders")).words
        assert "Page 1 of" in (await browser.get(tab)).words
    assert many == few


async def test_no_page_of_a_coordinator_asks_once_for_each_of_the_staff_or_each_invitation() -> None:
    ida = Town().staff(IDA, "Ida", "coordinator")
    world = ida.world
    crowd = Crowd(world.connection.cursor(), world.turns.ids, world.turns.organisation)
    async with desk_of(world) as building:
        building.desk.pages = Pace(Bound(100_000, 1.0))
        browser = await building.browser()
        await browser.sign_in(ida)
        pages = [f"{ROOT}/organisation{part}" for part in ("", "/figures", "/figures.csv", "/settings")]
        for page in pages:
            await browser.get(page)
        few = [await asked(world, browser, page) for page in pages]
        _employ_many(crowd, world)
        many = [await asked(world, browser, page) for page in pages]
        assert f"{MANY + 2} people work here." in (await browser.get(pages[0])).words
    assert many == few


def _employ_many(crowd: Crowd, world: World) -> None:
    """As many of the staff again, each with a citizen and an invitation; and a year of figures."""
    cursor, ids, now = crowd.cursor, crowd.ids, world.now
    for number in range(MANY):
        staff, citizen = crowd.staff(now, "contact"), crowd.citizen(now)
        relations.begin(cursor, ids.next(), citizen, staff, crowd.organisation, "contact", now)
        until = now + timedelta(days=7)
        invitations.make(
            cursor, ids.next(), f"{number:022}", crowd.organisation, "mentor", None, staff, now, until
        )
    cursor.execute("UPDATE organisations SET created_at = 0", {})
    count_months(crowd, now)


async def asked(world: World, browser: Browser, page: str) -> int:
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
    """The first citizen shows as many more exercises of each kind that they show."""
    cursor, ids, now = world.connection.cursor(), world.turns.ids, world.now
    shown = cursor.execute("SELECT citizen, viewer, exercise FROM shares").fetchall()
    for citizen, viewer, exercise in shown * MANY:
        snapshot = shares.of_exercise(cursor, exercise)[0].snapshot
        new = ids.next()
        cursor.execute(
            "INSERT INTO exercises (id, person, flow, status, session, created_at, updated_at)"
            " SELECT :new, person, flow, status, '', created_at, updated_at FROM exercises WHERE id = :old",
            {"new": new, "old": exercise},
        )
        versions.keep(cursor, ids.next(), citizen, new, {"text": "x"}, now)
        shares.add(cursor, ids.next(), citizen, viewer, new, 1, snapshot, now)


def _remind_often(world: World) -> None:
    """As many reminders again of the first citizen, each with a moment and an answer, and one of everybody else."""
    cursor, ids, now = world.connection.cursor(), world.turns.ids, world.now
    first = reminders.get(cursor, cursor.execute("SELECT id FROM reminders").fetchone()[0])
    assert first is not None
    (exercise,) = cursor.execute("SELECT MAX(exercise) FROM shares").fetchone()
    mine = relations.of_staff(cursor, first.sender)
    for relation in (*(mine[0] for _ in range(MANY)), *mine[1:]):
        new = ids.next()
        of = exercise if relation is mine[0] else 0
        reminders.make(cursor, new, relation, "star", of, "", first.rule, now, now)
        deliveries.note(cursor, ids.next(), new, now, 0, -1, "sent", "", now)
        reminder_answers.add(cursor, ids.next(), relation.citizen, new, "Yes", now)


def _plan_much(world: World, many: int) -> None:
    """They show so many plans, which were read, and which something was said of; every other one is done."""
    cursor, ids, now = world.connection.cursor(), world.turns.ids, world.now
    exercise = cursor.execute("SELECT exercise FROM shares ORDER BY id").fetchone()[0]
    answers = _planned(now.date())
    for number in range(many):
        done = {"outcome": "won"} if number % 2 else {}
        share = shares.of_exercise(cursor, exercise)[0]
        new = _show(world, share, "plan", {"answers": answers, "of_another": {}, **done})
        looked = shares.Standing(share.id, share.citizen, share.viewer, new, 1)
        looks.note(cursor, [(ids.next(), looked)], now)
        citizen, viewer = share.citizen, share.viewer
        comments.add(cursor, ids.next(), citizen, citizen, viewer, new, 1, "", "reply", "x", {}, now)


def _planned(today: date) -> list[dict[str, Any]]:
    """The answers of a plan for a day that has passed."""
    day = {"day": (today - timedelta(days=10)).isoformat()}
    return [
        {"place": "what", "question": {"id": "x"}, "answer": {"id": "{text}", "values": {"text": "x"}}},
        {"place": "day", "question": {"id": "x"}, "answer": {"id": "{day}", "values": {"day": day}}},
    ]


def _remind_much(world: World, many: int) -> None:
    """They were reminded so often, have answered, and that waits to be read."""
    cursor, ids, now = world.connection.cursor(), world.turns.ids, world.now
    relation = relations.get(cursor, cursor.execute("SELECT MIN(id) FROM relations").fetchone()[0])
    assert relation is not None
    for _ in range(many):
        new, rule = ids.next(), {"kind": "once", "at": "10:00", "day": now.date().isoformat()}
        reminders.make(cursor, new, relation, "", 0, "x", rule, now, now)
        deliveries.note(cursor, ids.next(), new, now, 0, -1, "opened", "", now)
        reminder_answers.add(cursor, ids.next(), relation.citizen, new, "x", now)
        notices.add(cursor, ids.next(), relation.staff, relation.citizen, "answered", 0, new, now)


def _show(world: World, like: Share, flow: str, changed: dict[str, Any]) -> int:
    """Show one more exercise, like one that is shown already."""
    cursor, ids, now, new = world.connection.cursor(), world.turns.ids, world.now, world.turns.ids.next()
    cursor.execute(
        "INSERT INTO exercises (id, person, flow, status, session, created_at, updated_at)"
        " VALUES (:id, :person, :flow, 'done', '', 0, 0)",
        {"id": new, "person": like.citizen, "flow": flow},
    )
    snapshot = {**like.snapshot, "flow": flow, **changed}
    versions.keep(cursor, ids.next(), like.citizen, new, {"text": "x"}, now)
    shares.add(cursor, ids.next(), like.citizen, like.viewer, new, 1, snapshot, now)
    return new


FEW_AND_MANY = (2, 12)
"""Of everything unread, on a desk of its own each."""


async def test_a_first_opening_asks_as_often_for_many_that_are_unread_as_for_few() -> None:
    """What is read for the first time is noted as looked at, and whoever has gone is named: none of it row by row."""
    counted = [await _first_openings(number) for number in FEW_AND_MANY]
    assert counted[1] == counted[0]


async def _first_openings(number: int) -> dict[str, int]:
    """How many statements each page takes that nobody has opened before, where so much is unread."""
    town = Town().with_shared_pitch().with_shared_star()
    world = town.mette.world
    _leave_unread(world, number)
    report = to_base36(begun(town, world.now.date() - timedelta(days=30)))
    async with desk_of(world) as building:
        browser = await building.browser()
        await browser.sign_in(town.mette)
        cookies = browser.cookies
    samir = f"{ROOT}/citizens/{to_base36(relation_of(town.mette))}"
    one = f"{samir}/report/{report}"
    pages = {"list": f"{ROOT}/", "overview": samir, "star": f"{samir}/star", "meeting": f"{samir}/meeting"}
    pages |= {"report": one, "version": f"{one}/1", "text": f"{one}/1/text", "PDF": f"{one}/1/report.pdf"}
    counted = {}
    for name, page in pages.items():
        here = copied(world)
        async with desk_of(here) as building:
            browser = await building.browser()
            browser.take(cookies)
            counted[name] = await asked(here, browser, page)
    return counted


def _leave_unread(world: World, number: int) -> None:
    """So many plans, stars and other exercises that nobody has looked at; and news of so many who have gone."""
    cursor, ids, now = world.connection.cursor(), world.turns.ids, world.now
    crowd = Crowd(cursor, ids, world.turns.organisation)
    (staff,) = cursor.execute("SELECT staff FROM relations").fetchone()
    shown = [shares.of_exercise(cursor, each)[0] for (each,) in cursor.execute("SELECT exercise FROM shares")]
    done = {
        "answers": _planned(now.date()),
        "of_another": {},
        "outcome": "won",
        "day": now.date().isoformat(),
    }
    for _ in range(number):
        for share in shown:
            _show(world, share, share.snapshot["flow"], {})
        _show(world, shown[0], "plan", done)
        notices.add(cursor, ids.next(), staff, crowd.citizen(now), "left", 0, 0, now)
