"""Before START, and whenever the chat is empty, a phone shows what the bot says about itself."""

import pytest
from playwright.sync_api import Browser, Locator, Page, ViewportSize, expect

from tests.browser import NARROW, WIDE, ColorScheme, assert_accessible, assert_no_sideways_scrolling, opened
from tests.phone.page.bot_side import BotSide
from tests.phone.page.conftest import PhoneProcess
from tests.phone.page.test_conversation import choose_option
from tests.phone.page.test_everyone import ARABIC

pytestmark = pytest.mark.browser

HEADING = "What can this bot do?"
TEXT = "Practise a talk about work.\n\nOne question at a time, and you can stop whenever you like."


def describe(bot: BotSide, text: str, language: str = "") -> None:
    bot.call("setMyDescription", description=text, language_code=language)


def heading(page: Page) -> Locator:
    return page.get_by_role("log").get_by_role("heading", name=HEADING)


def test_it_comes_when_the_bot_sets_it_and_changes_with_it(empty_page: Page, bot: BotSide) -> None:
    expect(empty_page.get_by_role("button", name="START", exact=True)).to_be_visible()
    expect(heading(empty_page)).to_have_count(0)
    describe(bot, TEXT)
    expect(heading(empty_page)).to_be_visible()
    expect(empty_page.get_by_text("One question at a time")).to_be_visible()
    describe(bot, "Øv dig her", "da")
    expect(empty_page.get_by_text("Øv dig her")).to_be_visible()
    describe(bot, "", "da")
    describe(bot, "")
    expect(heading(empty_page)).to_have_count(0)


def test_it_goes_with_start_and_is_back_in_a_cleared_chat(empty_page: Page, bot: BotSide) -> None:
    describe(bot, TEXT)
    expect(heading(empty_page)).to_be_visible()
    empty_page.get_by_role("button", name="START", exact=True).click()
    expect(empty_page.get_by_role("article")).to_have_count(1)
    expect(heading(empty_page)).to_have_count(0)
    choose_option(empty_page, "/start", "Delete")
    empty_page.get_by_role("button", name="Delete", exact=True).click()
    expect(heading(empty_page)).to_be_visible()
    expect(empty_page.get_by_role("textbox", name="Write a message")).to_be_visible()


def test_its_heading_is_in_the_language_of_the_page(
    browser: Browser, phone: PhoneProcess, bot: BotSide
) -> None:
    describe(bot, TEXT)
    with opened(browser, phone.url, locale="da-DK") as page:
        expect(page.get_by_role("heading", name="Hvad kan denne bot?")).to_be_visible()


def test_it_is_words_and_never_markup(empty_page: Page, bot: BotSide) -> None:
    hostile = "<b>bold</b> <img src=x onerror=alert(1)>"
    describe(bot, hostile)
    expect(empty_page.get_by_role("log").get_by_text(hostile)).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("viewport", [NARROW, WIDE], ids=["narrow", "wide"])
def test_it_can_be_read_by_everyone(
    empty_page: Page, bot: BotSide, scheme: ColorScheme, viewport: ViewportSize
) -> None:
    empty_page.emulate_media(color_scheme=scheme)
    empty_page.set_viewport_size(viewport)
    describe(bot, f"{ARABIC}\n" + "a_very_long_word_" * 25)
    words = empty_page.get_by_role("log").get_by_text(ARABIC)
    expect(words).to_have_css("direction", "rtl")
    assert_no_sideways_scrolling(empty_page)
    assert_accessible(empty_page)
    describe(bot, "many words " * 46)
    expect(empty_page.get_by_role("log").get_by_text("many words")).to_have_css("direction", "ltr")
    heading(empty_page).scroll_into_view_if_needed()
    expect(heading(empty_page)).to_be_in_viewport()
    expect(empty_page.get_by_role("button", name="START", exact=True)).to_be_in_viewport()
