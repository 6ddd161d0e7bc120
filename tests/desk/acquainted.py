"""What Samir does with small plans, what Mette reminds him of, and what she reads of it at the desk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.desk.office import opened

if TYPE_CHECKING:
    from tests.desk.office import Answer, Browser
    from tests.talk import Talk
    from tests.town import Town

PAST = "What has happened"


def planned(town: Town, what: str = "Call Netto", day: str = "on Thursday at 10") -> None:
    """Samir makes a small plan."""
    town.taps(town.samir, "Make a small plan")
    if "manage today" in town.samir.last.text:
        town.samir.tap("A whole exercise")
    for text in (what, day, "At home at the kitchen table"):
        town.samir.write(text)
    town.samir.tap("I get nervous")
    town.samir.tap("I wait a little")


def show_plan(town: Town, what: str = "Call Netto") -> None:
    """Samir shows the plan to Mette."""
    town.taps(town.samir, f"Plan: {what}", "Show it to Mette", "Yes, show it")


def win(town: Town, what: str = "Call Netto") -> None:
    """Samir has carried the plan out."""
    town.taps(town.samir, f"Plan: {what}", "I have done it already")


def reminded(town: Town, text: str, when: str) -> None:
    """Mette reminds Samir of a text of her own."""
    town.taps(town.mette, "Send a reminder", "Samir", "✏ A text of my own")
    town.mette.write(text)
    town.mette.tap(when)
    town.mette.tap("✔")


async def overview(browser: Browser, talk: Talk) -> Answer:
    """The page about the first citizen in the list."""
    return await opened(browser, await browser.sign_in(talk), "citizens/")


async def read_all(browser: Browser, page: Answer) -> Answer:
    """The page again, once everything that is shown has been read."""
    for number in range(len(page.links("shared/"))):
        await opened(browser, page, "shared/", number)
    return await opened(browser, await browser.get("/desk/"), "citizens/")


def past(page: Answer) -> str:
    """What stands in the timeline."""
    return page.words.partition(PAST)[2]


def before_that(page: Answer) -> str:
    """What stands above it."""
    return page.words.partition(PAST)[0]
