"""A day of reviewing in real Chromium by keyboard alone, also what goes wrong; and the desk of a mentor."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from playwright.sync_api import Page, expect

from bot.state import relations
from tests.browser import opened
from tests.crowd import Crowd
from tests.desk.lively import lively
from tests.desk.office import link_of
from tests.desk.page.served import seen, served
from tests.desk.page.test_pages import LIGHTS, SMALL, glance, press_until
from tests.desk.page.test_reminders import tab_to
from tests.town import Town

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from tests.talk import World

MORE = 20
"""Citizens besides, so that the list has two pages."""
SAID, KEPT = "Norway is a good example.", "Say where you drove."
REVIEWED = {"citizens.html", "citizen.html", "review.html", "told.html", "again.html"}
OF_MENTORS = {
    "citizens.html",
    "citizen.html",
    "review.html",
    "star.html",
    "meeting.html",
    "citizen_reminders.html",
    "reminder_form.html",
    "reminders.html",
}
OF_COORDINATORS = {"organisation.html", "figures.html", "settings.html"}
LOOKS_AT = REVIEWED | OF_MENTORS | OF_COORDINATORS
"""The templates that somebody looks at here."""


@cache
def office() -> tuple[World, dict[str, str]]:
    """A town in which much waits for Mette, and the link to the desk that each of the staff has got."""
    town = lively(Town())
    world = town.mette.world
    crowd = Crowd(world.connection.cursor(), world.turns.ids, world.turns.organisation)
    for _ in range(MORE):
        citizen = crowd.citizen(world.now)
        new = world.turns.ids.next()
        relations.begin(crowd.cursor, new, citizen, town.mette.user, crowd.organisation, "contact", world.now)
    return world, {name: link_of(town.phones[name]) for name in ("mette", "jonas", "ida")}


def peek(page: Page) -> None:
    """The page as it stands on the smallest screen, in both kinds of light."""
    for light in LIGHTS:
        page.emulate_media(color_scheme=light)
        glance(page)
    page.emulate_media(color_scheme="light")


def goes(page: Page, *names: str) -> None:
    """Press what has these names, one after the other; each leads to a page."""
    for name in names:
        with page.expect_navigation():
            press_until(page, name)


def test_a_day_of_reviewing_is_done_by_keyboard_alone(browser: Browser) -> None:
    world, links = office()
    with served(world) as desk, opened(browser, desk.of(links["mette"]), viewport=SMALL) as page:
        goes(page, "Open the desk")
        in_the_list(page)
        goes(page, "Samir")
        on_a_citizens_page(page)
        goes(page, "Talk: warehouse")
        on_what_is_shown(page)
        another = page.context.new_page()
        another.goto(page.url)
        goes(page, "Read the next one", "✔ I have read it")
        expect(page.get_by_role("button", name="I have read it")).to_have_count(0)
        expect(page.get_by_text("read it", exact=False).first).to_be_visible()
        press_until(page, "Mette")
        goes(page, "Sign out everywhere")
        expect(page.get_by_text("You are signed out everywhere.")).to_be_visible()
        peek(page)
        what_was_written_is_kept(another)
        assert seen == REVIEWED


def in_the_list(page: Page) -> None:
    """News are seen to, the list has pages, and a search can find nobody."""
    news = page.locator(".cards .card")
    expect(news.get_by_text("A citizen has deleted everything")).to_be_visible()
    expect(page.get_by_text("Page 1 of 2")).to_be_visible()
    peek(page)
    goes(page, "All right")
    expect(news).to_have_count(0)
    goes(page, "Next")
    expect(page.get_by_text("Page 2 of 2")).to_be_visible()
    goes(page, "Back")
    tab_to(page, "q")
    page.keyboard.type("zzz")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page.get_by_text("Nobody is called that.")).to_be_visible()
    peek(page)
    goes(page, "Show all")


def on_a_citizens_page(page: Page) -> None:
    """A call is promised, and all else that waits is seen to."""
    waits = page.locator("section[aria-labelledby=waits] .card")
    expect(page.get_by_role("button", name="I call Samir")).to_be_visible()
    glance(page)
    before = waits.count()
    goes(page, "I call Samir", "All right")
    expect(waits).to_have_count(before - 2)
    expect(page.get_by_text("You said that you call Samir")).to_be_visible()


def on_what_is_shown(page: Page) -> None:
    """One answer is commented on, and something suggested about the whole."""
    for about, button, said, place in (
        ("Say something about this answer", "Send as a comment", SAID, "article.answer"),
        ("Say something about the whole", "Send as a suggestion", KEPT, "section[aria-labelledby=said]"),
    ):
        press_until(page, about)
        expect(page.locator("textarea:focus")).to_have_count(1)
        page.keyboard.type(said)
        goes(page, button)
        here = page.locator(place, has_text=said)
        expect(here.get_by_text("It is sent. Samir reads it in the chat.")).to_be_visible()
        expect(here.locator(".mine", has_text=said).get_by_text("suggestion")).to_have_count(
            int(said == KEPT)
        )
    peek(page)


def what_was_written_is_kept(page: Page) -> None:
    """Whoever has been signed out meanwhile finds their words again, and a page that is not there says so."""
    press_until(page, "Say something about the whole")
    expect(page.locator("textarea:focus")).to_have_count(1)
    page.keyboard.type(KEPT)
    with page.expect_navigation():
        page.keyboard.press("Control+Enter")
    expect(page.get_by_role("alert")).to_contain_text("You have been signed out")
    expect(page.get_by_label("What you wrote")).to_have_value(KEPT)
    peek(page)


def test_a_mentor_and_a_coordinator_can_use_every_page_that_they_have(browser: Browser) -> None:
    world, links = office()
    for name, templates in (("jonas", OF_MENTORS), ("ida", OF_COORDINATORS)):
        with served(world) as desk, opened(browser, desk.of(links[name]), viewport=SMALL) as page:
            page.get_by_role("button", name="Open the desk").click()
            page.wait_for_url("**/desk/*")
            waiting, known = [page.url], set[str]()
            while waiting:
                address = waiting.pop()
                if address not in known:
                    known.add(address)
                    page.goto(address)
                    glance(page)
                    links_ = page.locator("main a, nav a").evaluate_all("all => all.map((each) => each.href)")
                    waiting += [each.partition("#")[0] for each in links_ if "?" not in each]
            expect(page.get_by_role("link", name="Report", exact=True)).to_have_count(0)
            page.goto(desk.of("/desk/citizens/zzz"))
            expect(page.get_by_text("There is nothing here")).to_be_visible()
            assert seen == templates
