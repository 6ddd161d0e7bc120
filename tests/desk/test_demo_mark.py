"""In a demo every page of the desk says that its people are invented, whoever reads it and whatever has happened."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot import bounds
from bot.bounds import Bound
from bot.desk.desk import ROOT
from bot.pace import Pace
from tests.desk.lively import lively
from tests.desk.office import desk_of, link_of
from tests.desk.walking import Walker
from tests.town import Town

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tests.desk.office import Answer

MARK = "This is a demo. Everybody you see here is invented."
OF_REPORT = "Demo: everybody in this report is invented"


def kind_of(answer: Answer) -> str:
    return answer.headers.get("Content-Type", "").partition(";")[0]


async def test_every_page_of_a_demo_says_that_everybody_is_invented() -> None:
    town = lively(Town())
    async with desk_of(town.mette.world) as building:
        building.desk.is_demo = True
        building.desk.pages = Pace(Bound(100_000, 1.0))
        browser, stranger = await building.browser(), await building.browser()
        statuses, files = set[int](), 0

        async def ask(method: str, address: str, fields: Mapping[str, str] | None = None) -> Answer:
            return seen(await (browser.get(address) if method == "GET" else browser.post(address, fields)))

        def seen(answer: Answer) -> Answer:
            nonlocal files
            if kind_of(answer) == "text/html":
                assert answer.words.count(MARK) == 1, answer.words
                statuses.add(answer.status)
            elif kind_of(answer) == "text/plain":
                assert answer.text.startswith(OF_REPORT)
                files += 1
            return answer

        walker = Walker(ask, "Norway")
        start = await walker.sign_in(link_of(town.mette))
        await walker.walk(start, sends=False)
        to, comment = next(each for each in walker.forms if "/shared/" in each[0] and "text" in each[1])
        for fields in ({**comment, "text": ""}, {**comment, "sign": ""}, {"x": "x" * bounds.FORM_BYTES}):
            await ask("POST", to, fields)
        building.store.troubles.append(RuntimeError("broken"))
        await ask("POST", to, comment)
        await ask("GET", f"{ROOT}/nowhere")
        seen(await stranger.get(f"{ROOT}/"))
        seen(await stranger.post(to, comment))
        seen(await stranger.post(f"{ROOT}/in", {"code": "A" * 22}))
        await walker.leave(start)
        building.desk.confirms = True
        seen(await stranger.sign_in(town.mette))
        assert statuses == {200, 202, 401, 403, 404, 413, 422, 500}
        assert files, "a report was fetched too"
        building.desk.is_demo = False
        assert MARK not in (await stranger.get(f"{ROOT}/")).words
