"""Every form of the desk as its page gives it: it is taken so, and whatever else is sent breaks nothing."""

from __future__ import annotations

import asyncio
from functools import cache
from typing import TYPE_CHECKING, NamedTuple, TypeVar
from urllib.parse import quote

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.bounds import Bound
from bot.desk.desk import ROOT
from bot.pace import Pace
from tests.copies import copied
from tests.desk.lively import lively
from tests.desk.office import Browser, Building, desk_of, link_of
from tests.desk.routes import route_of, routes
from tests.desk.walking import Walker
from tests.town import Town

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping

    from tests.desk.office import Answer
    from tests.talk import World

    T = TypeVar("T")

ANY_TEXT = st.text(st.characters(codec="utf-8"), max_size=40)
ODD = st.sampled_from(
    ("", "0", "-1", "9" * 12, "zz", "2026-11-01", "ask", "save", "coordinator", "everywhere")
)
FORMS = frozenset(each for each in routes() if each.method == "POST")
UNLINKED = f"{ROOT}/organisation/figures.csv"
"""What no page leads to before the first month is counted."""
ANSWERS = {200, 303, 401, 403, 404, 405, 409, 413, 415, 422}


class Signed(NamedTuple):
    """A town in which Mette is signed in, the cookies of her browser, and the forms that her pages give her."""

    world: World
    cookies: Mapping[str, str]
    forms: tuple[tuple[str, dict[str, str]], ...]


async def walker_at(building: Building, browser: Browser) -> Walker:
    """Somebody who does not get tired."""
    building.desk.pages = Pace(Bound(100_000, 1.0))

    async def ask(method: str, address: str, fields: Mapping[str, str] | None) -> Answer:
        return await (browser.get(address) if method == "GET" else browser.post(address, fields))

    return Walker(ask, "Norway is a good example.")


async def test_every_page_answers_and_every_form_is_taken_as_its_page_gives_it() -> None:
    """So each has been past the question whether the reader may: with rows that are theirs."""
    town = lively(Town())
    async with desk_of(town.mette.world) as building:
        walker = await walker_at(building, await building.browser())
        start = await walker.sign_in(link_of(town.mette))
        await walker.walk(start, UNLINKED)
        await walker.leave(start)
        assert walker.refused == {}
        assert walker.done == routes()


@settings(max_examples=120, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_no_form_breaks_the_desk(data: st.DataObject) -> None:
    """Whatever is changed in a form that a page has given: an answer of ours, and never a fault."""
    to, fields = data.draw(st.sampled_from(signed().forms))
    parts = to.split("/")
    if data.draw(st.integers(0, 5)) == 0:
        parts[data.draw(st.integers(2, len(parts) - 1))] = quote(data.draw(ANY_TEXT), safe="")
    kept = st.booleans() if data.draw(st.booleans()) else st.just(True)
    sent = {name: value if data.draw(kept) else data.draw(ANY_TEXT | ODD) for name, value in fields.items()}
    raw = data.draw(st.binary(max_size=300)) if data.draw(st.integers(0, 5)) == 0 else None
    kinds = ("application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "text/plain", "")
    headers = {} if raw is None else {"Content-Type": data.draw(st.sampled_from(kinds))}

    async def send(browser: Browser, _: World) -> Answer:
        return await browser.post("/".join(parts), sent if raw is None else raw, headers=headers)

    answer = asyncio.run(_as_mette(send))
    assert answer.status in ANSWERS, answer.words


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
    to, own = next(each for each in signed().forms if each[0].endswith("/reminders/new"))

    async def send(browser: Browser, world: World) -> None:
        count = "SELECT COUNT(*) FROM reminders"
        (before,) = world.connection.execute(count).fetchone()
        answer = await browser.post(to, {name: own[name] for name in ("sign", "form")} | fields)
        assert answer.status in {200, 303, 422}, answer.words
        assert world.connection.execute(count).fetchone() == (before + (answer.status == 303),)
        assert (await browser.get(to.removesuffix("/new"))).status == 200

    asyncio.run(_as_mette(send))


async def _as_mette(does: Callable[[Browser, World], Awaitable[T]]) -> T:
    """Do something in her browser, at a desk over a copy of the town."""
    world = copied(signed().world)
    async with desk_of(world) as building:
        browser = await building.browser()
        browser.take(signed().cookies)
        return await does(browser, world)


@cache
def signed() -> Signed:
    """The town before anything was sent, and each form that can be sent in it."""
    town = lively(Town())

    async def gathered() -> Signed:
        async with desk_of(town.mette.world) as building:
            browser = await building.browser()
            walker = await walker_at(building, browser)
            start = await walker.sign_in(link_of(town.mette))
            await walker.walk(start, sends=False)
            own = next(fields for _, fields in walker.forms if "sign" in fields)
            bare = {name: own[name] for name in ("sign", "form")}
            ways = ((f"{ROOT}/in", {"code": "A" * 22}), (f"{ROOT}/out", {**bare, "where": "here"}))
            forms = [each for each in walker.forms if route_of("POST", each[0])]
            return Signed(town.mette.world, browser.cookies, (*forms, *ways))

    found = asyncio.run(gathered())
    assert {route_of("POST", to) for to, _ in found.forms} == FORMS
    return found
