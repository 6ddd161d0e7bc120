"""Everybody of the staff of a town tries every address and form of everybody else's; nobody reads or changes a word."""

from __future__ import annotations

import re
from itertools import product
from typing import TYPE_CHECKING

import pytest

from bot.bounds import Bound
from bot.desk.desk import ROOT
from bot.engine.callbacks import to_base36
from bot.pace import Pace
from bot.state import recordings, reports
from tests.copies import copied
from tests.desk.lively import lively
from tests.desk.office import desk_of
from tests.desk.routes import Route, routes
from tests.flows.city import IDA, JONAS, KAI, LARS, MAY_READ, METTE, OTTO, SAMIR, SECRETS, VERA, city
from tests.town import Town

if TYPE_CHECKING:
    from tests.talk import Talk, World

STAFF = (METTE, JONAS, OTTO, IDA, KAI, VERA, LARS)
COORDINATORS = (IDA, VERA)
NOT_MINE = "SELECT id FROM relations WHERE staff <> :me OR ended_at IS NOT NULL"
NOT_WRITTEN_BY = f"{NOT_MINE} OR role <> 'contact'"
"""The relations by which somebody writes no reports."""
NOT_THEIRS = {
    "relation": NOT_MINE,
    "comment": "SELECT id FROM comments WHERE viewer IS NULL OR viewer <> :me",
    "share": "SELECT id FROM shares WHERE viewer <> :me OR withdrawn_at IS NOT NULL",
    "report": "SELECT id FROM reports WHERE relation IS NULL"
    " OR relation NOT IN (SELECT id FROM relations WHERE staff = :me)",
    "reminder": "SELECT id FROM reminders WHERE sender <> :me",
    "notice": "SELECT id FROM notices WHERE person <> :me",
    "invitation": "SELECT id FROM invitations WHERE follower IS NOT NULL OR organisation NOT IN"
    " (SELECT organisation FROM roles WHERE person = :me AND role = 'coordinator' AND ended_at IS NULL)",
}
"""The parts of addresses that name rows, and which of those are not somebody's."""
ROWS = {part: f"SELECT id FROM {part}s" for part in NOT_THEIRS}
OTHER_PARTS = {
    "version": ("1", "2"),
    "part": ("0",),
    "answer": ("0", "3"),
    "block": ("0",),
    "code": ("A" * 22,),
}
STRANGE = ("0", "-1", "x" * 50, "1e9", "ÆØ")
FOR_EVERYBODY = {
    Route("GET", f"{ROOT}/open/{{code}}"),
    Route("POST", f"{ROOT}/in"),
    Route("GET", f"{ROOT}/out"),
}
"""What answers without signing in."""
FOR_STAFF = {Route("POST", f"{ROOT}/out"), Route("GET", f"{ROOT}/")}
"""What all staff have."""
FOR_FOLLOWERS = {Route("GET", f"{ROOT}/reminders")}
PLAN = {"step": "save", "what": "star", "when": "now"}
KINDS = {
    f"{ROOT}/organisation": ("coordinator",),
    f"{ROOT}/citizens/{{relation}}/report/{{report}}": ("save", "ask", "take_back"),
}
"""Of the forms that do different things by their buttons: which are pressed. Elsewhere it is a comment."""


def town() -> tuple[World, dict[str, Talk]]:
    """A copy of the city, and its phones by name."""
    made = city()
    world = copied(made.world)
    names = {talk.user: name for name, talk in made.talks.items()}
    let_go(world)
    spoken(world)
    return world, {names[talk.user]: talk for talk in world.talks if talk.user in names}


def let_go(world: World) -> None:
    """One more report about Samir, which he has approved before whoever wrote it was not with him any more."""
    cursor = world.connection.cursor()
    written = reports.get(cursor, cursor.execute("SELECT MIN(id) FROM reports").fetchone()[0])
    assert written is not None
    gone = written._replace(id=world.turns.ids.next(), relation=None)
    reports.begin(cursor, gone)
    content = {**reports.EMPTY, "assessment": "numbat"}
    reports.keep(cursor, world.turns.ids.next(), gone, 1, gone.author or 0, content, world.now)


def spoken(world: World) -> None:
    """Whatever was said of what a citizen shows, and answered to a reminder, was spoken: the file tells whose it is."""
    cursor = world.connection.cursor()
    names = {talk.user: name for name, talk in city().talks.items()}
    for table, query in (
        ("comments", "SELECT id, citizen, viewer FROM comments"),
        (
            "reminder_answers",
            "SELECT a.id, r.citizen, r.sender FROM reminder_answers a JOIN reminders r ON r.id = a.reminder",
        ),
    ):
        for row, citizen, reader in cursor.execute(query).fetchall():
            secret = SECRETS[names[citizen]]
            word = secret if names.get(reader) in MAY_READ[secret] else names.get(reader, "")
            recording = {"file": word, "seconds": 7}
            sealed = recordings.sealed(cursor, f"{table}.recording", citizen, row, recording)
            cursor.execute(f"UPDATE {table} SET recording = ? WHERE id = ?", (sealed, row))


def numbers(world: World, query: str, me: int) -> list[str]:
    found = world.connection.execute(query, {"me": me}).fetchall()
    return [to_base36(number) for (number,) in found]


def leaked(name: str, text: str) -> list[str]:
    return [word for word, readers in MAY_READ.items() if word in text and name not in readers]


def everything(world: World) -> dict[str, list[tuple[object, ...]]]:
    """All rows but those of who is signed in."""
    tables = world.connection.execute("SELECT name FROM main.sqlite_master WHERE type = 'table'").fetchall()
    return {
        name: world.connection.execute(f"SELECT * FROM {name}").fetchall()
        for (name,) in tables
        if not name.startswith("desk_")
    }


def not_for(world: World, route: Route, name: str, me: int) -> list[str]:
    """The addresses that a route has with a row that is not somebody's, or with none; or at all, for other staff."""
    if not set(route.parts) & set(NOT_THEIRS):
        coordinates = name in COORDINATORS
        theirs = route in FOR_STAFF or (route in FOR_FOLLOWERS) is not coordinates
        return [] if theirs else [route.address]
    writes = "/report" in route.address
    found: list[str] = []
    for part in sorted(set(route.parts) & set(NOT_THEIRS)):
        others = numbers(world, NOT_WRITTEN_BY if part == "relation" and writes else NOT_THEIRS[part], me)
        assert others, f"there is no {part} that is not for {name}"
        every = {each: rows(world, each) for each in route.parts}
        first = {each: values[:1] for each, values in every.items()}
        for chosen in (every | {part: tuple(others)}, first | {part: STRANGE}):
            found += [
                route.address.format(**dict(zip(chosen, each, strict=True)))
                for each in product(*chosen.values())
            ]
    return found


def rows(world: World, part: str) -> tuple[str, ...]:
    return OTHER_PARTS.get(part) or tuple(numbers(world, ROWS[part], 0))


@pytest.mark.parametrize("name", STAFF)
async def test_what_is_not_mine_answers_like_what_does_not_exist(name: str) -> None:
    world, talks = town()
    me = talks[name].user
    async with desk_of(world) as building:
        building.desk.pages = Pace(Bound(100_000, 1.0))  # whoever attacks does not get tired
        browser = await building.browser()
        assert leaked(name, (await browser.sign_in(talks[name])).text) == []
        missing = await browser.get(f"{ROOT}/citizens/zzz")
        before = everything(world)
        for route in sorted(routes() - FOR_EVERYBODY):
            for address in not_for(world, route, name, me) if route.method == "GET" else ():
                answer = await browser.get(address)
                assert (answer.status, unsigned(answer.text)) == (404, unsigned(missing.text)), address
        assert everything(world) == before


@pytest.mark.parametrize("name", STAFF)
async def test_no_form_works_on_what_is_somebody_elses(name: str) -> None:
    world, talks = town()
    me = talks[name].user
    async with desk_of(world) as building:
        building.desk.pages = Pace(Bound(100_000, 1.0))  # whoever attacks does not get tired
        browser = await building.browser()
        mine = await browser.sign_in(talks[name])
        period = {"begun": "2026-11-01", "until": "2026-11-20", "language": "en"}
        words = {
            "text": "I was here",
            "assessment": "I was here",
            "proposals": "",
            "place": "",
            "number": "2",
        }
        fields = {**mine.fields(f"{ROOT}/out"), **words, **period, **PLAN}
        before = everything(world)
        for route in sorted(routes() - FOR_EVERYBODY):
            for address in not_for(world, route, name, me) if route.method == "POST" else ():
                for kind in KINDS.get(route.address, ("comment",)):
                    answer = await browser.post(address, {**fields, "form": address, "kind": kind})
                    seen_to = {303} if "notice" in route.parts else set()
                    assert answer.status in {404, *seen_to}, f"{address} is not for {name}"
        assert everything(world) == before


@pytest.mark.parametrize("name", STAFF)
async def test_everything_that_somebody_can_open_is_theirs_to_read(name: str) -> None:
    """Every link of every page is followed, to the end."""
    world, talks = town()
    async with desk_of(world) as building:
        building.desk.pages = Pace(Bound(100_000, 1.0))  # whoever attacks does not get tired
        browser = await building.browser()
        page = await browser.sign_in(talks[name])
        seen: set[str] = set()
        open_ = page.links("")
        while open_:
            address = open_.pop()
            if address in seen or "/static/" in address:
                continue
            seen.add(address)
            answer = await browser.get(address)
            answer = await browser.follow(answer) if answer.status == 303 else answer
            assert answer.status == 200, address
            assert leaked(name, answer.text) == [], address
            open_ += [*answer.links(""), *re.findall(r'src="([^"]+)"', answer.text)]
        pages = [(await browser.get(each)).text for each in seen]
        assert any(SECRETS[SAMIR] in page for page in pages) is (name == METTE)


async def test_nothing_of_the_desk_answers_without_signing_in() -> None:
    """Not even with rows that are there; and what does is the same for everybody."""
    town_ = lively(Town())
    world = town_.mette.world
    async with desk_of(world) as building:
        signed_in, stranger = await building.browser(), await building.browser()
        fields = (await signed_in.sign_in(town_.mette)).fields(f"{ROOT}/out")
        before = everything(world)
        for route in routes() - FOR_EVERYBODY:
            address = route.address.format(**{part: rows(world, part)[0] for part in route.parts})
            asked = stranger.get(address) if route.method == "GET" else stranger.post(address, fields)
            answer = await asked
            assert (answer.status, "Samir" in answer.text) == (401, False), route
        assert everything(world) == before


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
    ids=["another origin", "no origin", "another site", "a sister site"],
)
async def test_another_page_cannot_send_a_form_in_somebodys_name(headers: dict[str, str]) -> None:
    town_ = Town().with_shared_pitch()
    async with desk_of(town_.mette.world) as building:
        browser = await building.browser()
        page = await browser.sign_in(town_.mette)
        share = (await browser.get(page.links("citizens/")[0])).links("shared/")[0]
        fields = {**page.fields(f"{ROOT}/out"), "kind": "comment", "text": "<b>planted</b>"}
        refused = await browser.post(share, fields, headers=headers)
        assert (refused.status, "planted" in refused.text) == (403, False)
        assert (await browser.get(f"{ROOT}/")).status == 200


@pytest.mark.parametrize("sign", ["", "x", "0" * 32, None])
async def test_a_form_without_the_signature_of_this_session_does_nothing(sign: str | None) -> None:
    town_ = Town().with_shared_pitch()
    async with desk_of(town_.mette.world) as building:
        browser, other = await building.browser(), await building.browser()
        page = await browser.sign_in(town_.mette)
        share = (await browser.get(page.links("citizens/")[0])).links("shared/")[0]
        stale = (await other.sign_in(town_.mette)).fields(f"{ROOT}/out")["sign"] if sign is None else sign
        fields = {"sign": stale, "form": "a", "kind": "comment", "text": "words"}
        asked = await browser.post(share, fields)
        assert (asked.status, "words</textarea>" in asked.text) == (403, True)
        count = town_.mette.world.connection.execute("SELECT COUNT(*) FROM comments").fetchone()
        assert count == (0,)


def unsigned(page: str) -> str:
    """A page without what differs each time."""
    return re.sub(r'name="(sign|form)" value="[^"]*"', "", page)
