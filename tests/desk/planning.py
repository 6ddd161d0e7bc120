"""Planning reminders at a desk: what several tests of it use."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.desk.office import Answer, Browser
    from tests.talk import Talk
    from tests.town import Town

TEXT = "Remember to bring your CV on Thursday."
OWN = {"what": "own_text", "text": TEXT}


async def at_desk(browser: Browser, talk: Talk) -> str:
    """Somebody signs in; where the reminders of their first citizen are."""
    mine = await browser.sign_in(talk)
    return f"{mine.links('citizens/')[0]}/reminders"


async def planned(browser: Browser, tab: str, **fields: str) -> Answer:
    """What is shown once a new form was filled in like this and sent."""
    to = f"{tab}/new"
    form = await browser.get(to)
    return await browser.post(to, {**form.fields(to), "step": "preview", **fields})


async def saved(browser: Browser, tab: str, preview: Answer) -> Answer:
    """The same is saved as it is shown; where that leads."""
    assert preview.status == 200, preview.words
    to = f"{tab}/new"
    return await browser.post(to, {**preview.fields(to), "step": "save"})


async def set_now(browser: Browser, tab: str, **fields: str) -> Answer:
    """Planned, looked at and saved: the page of the citizen's reminders."""
    return await browser.follow(await saved(browser, tab, await planned(browser, tab, **fields)))


def running(town: Town) -> int:
    """How many reminders are to come."""
    found = town.samir.world.connection.execute("SELECT COUNT(*) FROM reminders WHERE status = 'running'")
    return int(found.fetchone()[0])
