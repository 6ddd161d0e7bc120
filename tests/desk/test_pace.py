"""How much of the desk one person can ask for, and why nobody gets in by guessing."""

from __future__ import annotations

from datetime import UTC, datetime

from bot import bounds
from bot.bounds import Bound
from bot.desk.desk import ROOT
from bot.engine.codes import LINKED
from bot.pace import Pace
from bot.state.ids import Ids
from tests.desk.office import desk_of, link_of
from tests.town import Town

TOO_FAST = "That was very many pages in a short time."


async def test_whoever_asks_too_fast_waits_a_minute_and_nobody_else_does() -> None:
    """Pages and forms count together; what was written in a form is kept, and signing out is always possible."""
    town, now = Town().with_shared_pitch(), [1000.0]
    async with desk_of(town.mette.world) as building:
        mine, another = await building.browser(), await building.browser()
        page = await mine.sign_in(town.mette)
        await another.sign_in(town.mette)
        to = (await mine.get(page.links("citizens/")[0])).links("shared/")[0]
        fields = {**(await mine.get(to)).fields(to), "kind": "comment", "text": "Norway is a good example."}
        building.desk.pages = Pace(Bound(3, 60.0), clock=lambda: now[0])
        assert [(await mine.get(f"{ROOT}/")).status for _ in range(3)] == [200, 200, 200]
        refused = await mine.get(f"{ROOT}/")
        assert (refused.status, TOO_FAST in refused.words) == (429, True)
        refused = await mine.post(to, fields)
        assert (refused.status, TOO_FAST in refused.words) == (429, True)
        assert f"{fields['text']}</textarea>" in refused.text
        assert (await another.get(f"{ROOT}/")).status == 200
        now[0] += 60.0
        assert (await mine.post(to, fields)).status == 303
        assert [(await mine.get(f"{ROOT}/")).status for _ in range(3)] == [200, 200, 429]
        assert (await mine.post(f"{ROOT}/out", page.fields(f"{ROOT}/out"))).status == 303
        said = town.mette.world.connection.execute("SELECT COUNT(*) FROM comments WHERE kind = 'comment'")
        assert said.fetchone() == (1,)


async def test_the_desk_has_such_a_bound_from_the_beginning() -> None:
    town = Town()
    async with desk_of(town.mette.world) as building:
        building.desk.pages._clock = lambda: 0.0
        browser = await building.browser()
        await browser.sign_in(town.mette)
        pages = [(await browser.get(f"{ROOT}/citizens/zzz")).status for _ in range(bounds.PAGES.count)]
    assert pages == [404] * (bounds.PAGES.count - 1) + [429], "the page after signing in counts too"


def test_a_link_is_one_of_more_than_anybody_can_guess() -> None:
    """So guesses need no bound of their own: of 2 to the 128 codes one works for each who signs in, for ten minutes."""
    drawn: list[int] = []

    def bits(count: int) -> int:
        drawn.append(count)
        return (1 << count) - len(drawn)

    ids = Ids(lambda: datetime(2026, 11, 23, tzinfo=UTC), bits)
    codes = [ids.link_code() for _ in range(2)]
    assert sum(drawn) == 2 * 128, "as many are drawn for each"
    assert len(set(codes)) == 2
    assert all(LINKED.fullmatch(each) for each in codes)


async def test_nothing_shorter_than_a_whole_code_is_even_looked_up() -> None:
    town = Town()
    async with desk_of(town.mette.world) as building:
        browser = await building.browser()
        link = link_of(town.mette)
        code = link.rpartition("/")[2]
        assert LINKED.fullmatch(code)
        statements: list[str] = []
        town.mette.world.connection.set_trace_callback(statements.append)
        for guess in (code[:-1], f"{code}x", code.lower()[:10], f"{code[:-1]}%", ""):
            assert (await browser.post(f"{ROOT}/in", {"code": guess})).status == 403
        assert statements == []
        assert (await browser.post(f"{ROOT}/in", {"code": code})).status == 303
