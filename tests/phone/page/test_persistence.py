"""The page shows the same conversation whatever was reloaded or killed."""

import pytest
from playwright.sync_api import Page, expect

from tests.phone.page.bot_side import BotSide
from tests.phone.page.conftest import PhoneProcess
from tests.phone.page.test_conversation import bubble, write
from tests.phone.page.test_keyboards import buttons

pytestmark = pytest.mark.browser


def conversation(page: Page) -> list[str]:
    return page.get_by_role("log").locator("article").all_inner_texts()


def talk(page: Page, bot: BotSide) -> list[str]:
    write(page, "Hello")
    bot.next_update()
    bot.say("Who are you?", reply_markup=buttons(("Skip", "Back")))
    expect(page.get_by_role("button", name="Back")).to_be_visible()
    return conversation(page)


def test_a_reload_shows_the_same_conversation(page: Page, bot: BotSide) -> None:
    before = talk(page, bot)
    page.reload()
    expect(page.get_by_role("button", name="Back")).to_be_visible()
    assert conversation(page) == before


def test_a_killed_phone_comes_back_with_the_same_conversation(
    page: Page, bot: BotSide, phone: PhoneProcess
) -> None:
    before = talk(page, bot)
    phone.kill()
    expect(page.get_by_text("The connection is gone. Trying again …")).to_be_visible()
    write(page, "Not lost")
    expect(page.get_by_role("textbox", name="Write a message")).to_have_value("Not lost")
    phone.start()
    expect(page.get_by_text("The connection is gone. Trying again …")).to_have_count(0)
    assert conversation(page) == before
    page.get_by_role("textbox", name="Write a message").press("Enter")
    assert bot.next_update()["text"] == "Not lost"
    bot.say("Here again")
    expect(bubble(page, "Here again")).to_be_visible()
