"""Writing reports at the desk: what several tests of it use."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.desk.desk import ROOT
from tests.desk.office import opened
from tests.reporting import ASSESSMENT, PROPOSALS, versions
from tests.town import Town

if TYPE_CHECKING:
    from bot.state.reports import Version
    from tests.desk.office import Answer, Browser


def town() -> Town:
    return Town().with_shared_pitch().with_shared_star()


async def list_of(browser: Browser, where: Town) -> Answer:
    samir = await opened(browser, await browser.sign_in(where.mette), "citizens/")
    return await browser.get(next(each for each in samir.links("citizens/") if each.endswith("/report")))


async def begun(browser: Browser, where: Town) -> tuple[str, Answer]:
    """A new report: where it lies, and its page."""
    page = await list_of(browser, where)
    to = f"{ROOT}/citizens/"
    fields = page.fields(to) | {"begun": "2026-11-01", "until": "2026-11-23", "language": "en"}
    made = await browser.post(page.links("citizens/")[-1], fields)
    return made.place, await browser.follow(made)


def typed(page: Answer, to: str, kind: str = "save", **texts: str) -> dict[str, str]:
    written = {"assessment": ASSESSMENT, "proposals": PROPOSALS, **texts}
    return {**page.fields(to), "kind": kind, **written}


def every(where: Town) -> list[Version]:
    """Every version of every report, the oldest first."""
    found = where.samir.world.connection.execute("SELECT id FROM reports ORDER BY id").fetchall()
    return [each for (report,) in found for each in versions(where.samir.world, report)]
