"""Several people around one bot: their phones side by side or behind tabs, and links that go from one to another."""

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from tests.browser import NARROW, WIDE, ColorScheme, assert_accessible, assert_no_sideways_scrolling
from tests.phone.page.bot_side import BotSide
from tests.phone.page.conftest import PhoneProcess
from tests.phone.page.test_keyboards import buttons

pytestmark = pytest.mark.browser

TABLET: ViewportSize = {"width": 900, "height": 700}
METTE, JONAS = 7_100_000_002, 7_100_000_003


@pytest.fixture
def three(page: Page, phone: PhoneProcess, bot: BotSide) -> Page:
    """Sara's phone, and those of two who follow her; the bot has greeted everybody."""
    for user, name, role in ((METTE, "Mette", "contact_person"), (JONAS, "Jonas", "mentor")):
        wish = {"first_name": name, "role": role}
        assert page.request.post(f"{phone.url}phone/{user}/start", data=wish).ok
        assert bot.next_update()["from"]["first_name"] == name
        bot.call(
            "sendMessage", chat_id=user, text=f"Hi {name}", reply_markup=buttons(("My citizens", "Invite"))
        )
    expect(page.get_by_role("region")).to_have_count(3)
    return page


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("viewport", [NARROW, TABLET, WIDE], ids=["narrow", "tablet", "wide"])
def test_three_phones_are_usable_by_everyone(
    three: Page, scheme: ColorScheme, viewport: ViewportSize
) -> None:
    three.emulate_media(color_scheme=scheme)
    three.set_viewport_size(viewport)
    assert_no_sideways_scrolling(three)
    assert_accessible(three)
    shown = [box for region in three.get_by_role("region").all() if (box := region.bounding_box())]
    assert all(box["x"] >= 0 and box["x"] + box["width"] <= viewport["width"] for box in shown)


def test_a_tab_says_whose_phone_it_opens_and_that_something_is_new(three: Page, bot: BotSide) -> None:
    three.set_viewport_size(NARROW)
    tabs = three.get_by_role("navigation", name="Phones")
    mette = tabs.get_by_role("button", name="Mette contact person")
    bot.call("sendMessage", chat_id=METTE, text="Something is there for you")
    expect(mette).to_have_accessible_description("New messages")
    mette.click()
    expect(three.get_by_role("log")).to_contain_text("Something is there for you")
    expect(mette).to_have_accessible_description("")


@pytest.mark.parametrize("viewport", [NARROW, WIDE], ids=["narrow", "wide"])
def test_a_link_to_this_bot_is_opened_on_the_phone_it_is_meant_for(
    three: Page, bot: BotSide, viewport: ViewportSize
) -> None:
    three.set_viewport_size(viewport)
    press_link(three, bot)
    menu = three.get_by_role("menu", name="On whose phone?")
    expect(menu).to_be_visible()
    assert_accessible(three)
    menu.get_by_role("menuitem", name="Jonas").click()
    update = bot.next_update()
    assert (update["text"], update["from"]["id"]) == ("/start KM482739", JONAS)
    expect(three.get_by_role("region", name="Jonas")).to_contain_text("/start KM482739")


def test_somebody_new_gets_a_phone_by_a_link(three: Page, bot: BotSide) -> None:
    three.set_viewport_size(NARROW)
    press_link(three, bot)
    three.get_by_role("menuitem", name="Somebody new").click()
    update = bot.next_update()
    assert (update["text"], update["from"]["id"]) == ("/start KM482739", JONAS + 1)
    expect(three.get_by_role("region", name="Somebody new citizen")).to_contain_text("/start KM482739")


def press_link(page: Page, bot: BotSide) -> None:
    username = bot.call("getMe")["username"]
    bot.say(f"Open this: https://t.me/{username}?start=KM482739")
    page.get_by_role("region", name="Sara").get_by_role("link", name="t.me").click()
