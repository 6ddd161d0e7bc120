"""Everybody of the staff of a town tries every address and form of everybody else's; nobody reads or changes a word."""

from __future__ import annotations

import asyncio
import re
from itertools import product
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.bounds import Bound
from bot.desk.desk import ROOT
from bot.engine.callbacks import to_base36
from bot.pace import Pace
from bot.state import roles
from tests.copies import copied
from tests.desk.office import desk_of
from tests.flows.city import IDA, JONAS, KAI, MAY_READ, METTE, OTTO, SAMIR, SECRETS, VERA, city
from tests.town import Town

if TYPE_CHECKING:
    from tests.desk.office import Browser
    from tests.talk import Talk, World

STAFF = (METTE, JONAS, OTTO, IDA, KAI, VERA)
ANY_TEXT = st.text(st.characters(codec="utf-8"), max_size=40)
NOT_MINE = "SELECT id FROM relations WHERE staff <> :me OR ended_at IS NOT NULL"
NOT_WRITTEN_BY = "SELECT id FROM relations WHERE staff <> :me OR ended_at IS NOT NULL OR role <> 'contact'"
"""The relations by which somebody writes no reports."""
NOT_THEIRS = {
    "citizens/{}": NOT_MINE,
    "citizens/{}/reminders": NOT_MINE,
    "citizens/{}/reminders/new": NOT_MINE,
    "citizens/{}/star": NOT_MINE,
    "citizens/{}/meeting": NOT_MINE,
    "shared/{}": "SELECT id FROM shares WHERE viewer <> :me OR withdrawn_at IS NOT NULL",
    "shared/{}/picture/0": "SELECT id FROM shares WHERE viewer <> :me",
    "citizens/{}/report": NOT_WRITTEN_BY,
}
"""Pages by the rows that they are of, and which of those are not somebody's."""
COORDINATORS = (IDA, VERA)
OF_COORDINATORS = (
    "organisation",
    "organisation/figures",
    "organisation/figures.csv",
    "organisation/settings",
)
"""Pages that nobody else has."""
RELATIONS = "SELECT id FROM relations"
REPORTS = "SELECT id FROM reports WHERE relation NOT IN (SELECT id FROM relations WHERE staff = :me)"
"""The reports that somebody does not write."""
BELOW = ("", "/1", "/2", "/1/report.pdf", "/1/report.txt", "/1/text", "/1/picture/0")
"""What lies at and below the address of a report."""
FORMS = {
    "organisation/invitations/{}/revoke": "SELECT id FROM invitations WHERE follower IS NOT NULL OR organisation NOT IN"
    " (SELECT organisation FROM roles WHERE person = :me AND role = 'coordinator' AND ended_at IS NULL)",
    "citizens/{}/report": NOT_WRITTEN_BY,
    "shared/{}": "SELECT id FROM shares WHERE viewer <> :me",
    "shared/{}/reviewed": "SELECT id FROM shares WHERE viewer <> :me",
    "citizens/{}/reminders/new": NOT_MINE,
}
PLAN = {"step": "save", "what": "star", "when": "now"}


def town() -> tuple[World, dict[str, Talk]]:
    """A copy of the city, and its phones by name."""
    made = city()
    world = copied(made.world)
    names = {talk.user: name for name, talk in made.talks.items()}
    return world, {names[talk.user]: talk for talk in world.talks if talk.user in names}


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
        for page, query in NOT_THEIRS.items():
            tried = [*numbers(world, query, me), "0", "-1", "x" * 50, "1e9", "ÆØ"]
            for number in tried:
                answer = await browser.get(f"{ROOT}/{page.format(number)}")
                assert (answer.status, unsigned(answer.text)) == (404, unsigned(missing.text)), (page, number)
        for page in OF_COORDINATORS if name not in COORDINATORS else ():
            answer = await browser.get(f"{ROOT}/{page}")
            assert (answer.status, unsigned(answer.text)) == (404, unsigned(missing.text)), page
        for relation, report in product(numbers(world, RELATIONS, me), numbers(world, REPORTS, me)):
            for below in BELOW:
                answer = await browser.get(f"{ROOT}/citizens/{relation}/report/{report}{below}")
                assert (answer.status, unsigned(answer.text)) == (404, unsigned(missing.text)), below
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
        fields = {
            **mine.fields(f"{ROOT}/out"),
            "kind": "comment",
            "text": "I was here",
            "place": "",
            **period,
            **PLAN,
        }
        before = everything(world)
        for form, query in FORMS.items():
            for number in numbers(world, query, me):
                assert (await browser.post(f"{ROOT}/{form.format(number)}", fields)).status == 404
        if name not in COORDINATORS:
            invites = {**fields, "kind": "coordinator"}
            assert (await browser.post(f"{ROOT}/organisation", invites)).status == 404
        relations = numbers(world, RELATIONS, me)
        for relation, report in product(relations, numbers(world, REPORTS, me)):
            written = {**fields, "assessment": "I was here", "proposals": "", "number": "2"}
            for kind in ("save", "ask"):
                answer = await browser.post(
                    f"{ROOT}/citizens/{relation}/report/{report}", {**written, "kind": kind}
                )
                assert answer.status == 404
        notices = numbers(world, "SELECT id FROM notices WHERE person <> :me", me)
        for relation, notice in product(relations, notices):
            answer = await browser.post(f"{ROOT}/citizens/{relation}/notices/{notice}", fields)
            assert answer.status in (303, 404), "a notice that is not mine is one that is seen to already"
        everybodys = numbers(world, "SELECT id FROM relations", me)
        theirs = numbers(world, "SELECT id FROM reminders WHERE sender <> :me", me)
        assert theirs
        for relation, reminder in product(everybodys, theirs):
            stop = f"{ROOT}/citizens/{relation}/reminders/{reminder}/stop"
            assert ((await browser.get(stop)).status, (await browser.post(stop, fields)).status) == (404, 404)
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
    town_ = Town().with_shared_pitch()
    async with desk_of(town_.mette.world) as building:
        signed_in, stranger = await building.browser(), await building.browser()
        page = await signed_in.sign_in(town_.mette)
        samir = page.links("citizens/")[0]
        share = (await signed_in.get(samir)).links("shared/")[0]
        before = everything(town_.mette.world)
        coordinated = (f"{ROOT}/{page}" for page in OF_COORDINATORS)
        invitations = (f"{ROOT}/organisation", f"{ROOT}/organisation/invitations/1/revoke")
        tab = f"{samir}/reminders"
        pages = (f"{ROOT}/reminders", tab, f"{tab}/new", f"{tab}/1/stop", f"{samir}/star", f"{samir}/meeting")
        for address in (f"{ROOT}/", samir, share, f"{share}/picture/0", *pages, *coordinated):
            assert (await stranger.get(address)).status == 401
        forms = (
            share,
            f"{share}/reviewed",
            f"{samir}/notices/1",
            f"{ROOT}/out",
            f"{tab}/new",
            f"{tab}/1/stop",
            *invitations,
        )
        for address in forms:
            assert (await stranger.post(address, page.fields(f"{ROOT}/out"))).status == 401
        assert everything(town_.mette.world) == before


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


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    path=st.sampled_from(
        (
            *("in", "out", "shared/{}", "shared/{}/reviewed", "citizens/{}/notices/1"),
            *("organisation", "organisation/invitations/{}/revoke"),
            *("citizens/{}/reminders/new", "citizens/{}/reminders/1/stop"),
            *("citizens/{}/report", "citizens/{}/report/1"),
        )
    ),
    number=st.text(max_size=14),
    body=st.one_of(
        st.binary(max_size=300),
        st.dictionaries(
            st.sampled_from(
                (
                    "sign",
                    "form",
                    "kind",
                    "text",
                    "place",
                    "code",
                    "where",
                    "begun",
                    "until",
                    "assessment",
                    "number",
                    "x",
                )
            ),
            st.text(st.characters(codec="utf-8"), max_size=40),
        ),
    ),
    kind=st.sampled_from(
        ("application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "text/plain", "")
    ),
    signed=st.booleans(),
)
def test_no_form_breaks_the_desk(
    path: str, number: str, body: bytes | dict[str, str], kind: str, signed: bool
) -> None:
    """Whatever is sent where: an answer of ours, and never a fault; also in a form that is ours."""

    async def send() -> None:
        town_ = Town()
        world = town_.mette.world
        new, where = world.turns.ids.next(), world.turns.organisation
        roles.give(world.connection.cursor(), new, town_.mette.user, where, "coordinator", world.now)
        async with desk_of(world) as building:
            browser = await building.browser()
            page = await browser.sign_in(town_.mette)
            await fuzz(browser, page.fields(f"{ROOT}/out") if signed and isinstance(body, dict) else {})

    async def fuzz(browser: Browser, fields: dict[str, str]) -> None:
        address = f"{ROOT}/{path.format(quote(number, safe='', errors='replace'))}"
        headers = {"Content-Type": kind} if isinstance(body, bytes) else {}
        sent = body if isinstance(body, bytes) else {**body, **fields}
        answer = await browser.post(address, sent, headers=headers)
        assert answer.status in {303, 401, 403, 404, 405, 413, 415, 422}, answer.words

    asyncio.run(send())


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    fields=st.fixed_dictionaries(
        {"step": st.sampled_from(("preview", "save", "change", "x"))},
        optional={
            "what": st.sampled_from(("star", "own_text", "shared_", "shared_zz", "x")) | ANY_TEXT,
            "when": st.sampled_from(("now", "later", "tomorrow", "day", "words", "x")),
            "repeat": st.sampled_from(("once", "daily", "weekdays", "weekly", "monthly", "x")),
            "day": st.dates().map(str) | ANY_TEXT,
            "at": st.times().map(str) | ANY_TEXT,
            **dict.fromkeys(("text", "agreed", "words", "x"), ANY_TEXT),
        },
    )
)
def test_no_plan_of_a_reminder_breaks_the_desk(fields: dict[str, str]) -> None:
    """A signed form of somebody who may remind, whatever stands in it, is shown, saved or refused."""

    async def send() -> None:
        town_ = Town()
        async with desk_of(town_.mette.world) as building:
            browser = await building.browser()
            to = f"{(await browser.sign_in(town_.mette)).links('citizens/')[0]}/reminders/new"
            answer = await browser.post(to, {**(await browser.get(to)).fields(to), **fields})
            assert answer.status in {200, 303, 422}, answer.words
            saved = town_.mette.world.connection.execute("SELECT COUNT(*) FROM reminders").fetchone()[0]
            assert saved == (answer.status == 303)
            assert (await browser.get(to.removesuffix("/new"))).status == 200

    asyncio.run(send())


def unsigned(page: str) -> str:
    """A page without what differs each time."""
    return re.sub(r'name="(sign|form)" value="[^"]*"', "", page)
