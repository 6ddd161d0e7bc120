"""Usable by everyone: small screens, light and dark, keyboard alone, screen readers, both directions."""

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from tests.browser import NARROW, WIDE, ColorScheme, assert_accessible, assert_no_sideways_scrolling, opened
from tests.phone.page.bot_side import BotSide
from tests.phone.page.conftest import PhoneProcess
from tests.phone.page.test_keyboards import COMMANDS, buttons

pytestmark = pytest.mark.browser

ARABIC = "أنا سائق شاحنة منذ 8 سنوات"


def fill_the_chat(bot: BotSide) -> None:
    """Something of everything that can show on a phone at once."""
    bot.call("setMyCommands", commands=COMMANDS)
    bot.say("<b>Question</b> 2 of 4\n" + "a_very_long_word_" * 12, parse_mode="HTML")
    bot.say(
        ARABIC, reply_markup=buttons(("نعم", "لا"), ("A long button that needs more than one line here",))
    )
    bot.say(
        "And?",
        reply_markup={"keyboard": [[{"text": "Good"}, {"text": "A little hard"}, {"text": "Very hard"}]]},
    )


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("viewport", [NARROW, WIDE], ids=["narrow", "wide"])
def test_nothing_serious_for_axe(
    page: Page, bot: BotSide, scheme: ColorScheme, viewport: ViewportSize
) -> None:
    page.get_by_role("textbox", name="Write a message").fill("Mine")
    page.keyboard.press("Enter")
    fill_the_chat(bot)
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size(viewport)
    expect(page.get_by_role("button", name="Very hard")).to_be_visible()
    assert_no_sideways_scrolling(page)
    assert_accessible(page)
    page.get_by_role("button", name="Phone settings").click()
    expect(page.get_by_role("menu")).to_be_visible()
    assert_accessible(page)
    page.keyboard.press("Escape")
    page.get_by_role("textbox", name="Write a message").press_sequentially("/")
    expect(page.get_by_role("option").first).to_be_visible()
    assert_accessible(page)


@pytest.mark.parametrize("viewport", [NARROW, WIDE], ids=["narrow", "wide"])
def test_an_empty_chat_is_accessible(
    browser: Browser, phone: PhoneProcess, bot: BotSide, viewport: ViewportSize
) -> None:
    with opened(browser, phone.url, viewport=viewport) as page:
        expect(page.get_by_role("button", name="START", exact=True)).to_be_visible()
        assert_no_sideways_scrolling(page)
        assert_accessible(page)


def test_on_a_narrow_screen_the_phone_fills_it(browser: Browser, phone: PhoneProcess, page: Page) -> None:
    with opened(browser, phone.url, viewport=NARROW) as narrow:
        expect(narrow.get_by_role("textbox", name="Write a message")).to_be_visible()
        box = narrow.locator(".screen").bounding_box()
        assert box == {"x": 0, "y": 0, **NARROW}


def test_several_phones_stand_side_by_side_or_behind_tabs(
    browser: Browser, phone: PhoneProcess, bot: BotSide
) -> None:
    """A second person who writes gets a phone of their own."""
    with opened(browser, phone.url) as page:
        reply = page.request.post(
            f"{phone.url}phone/7200000001/text",
            data={"text": "Hi", "first_name": "Mette", "language_code": "da"},
        )
        assert reply.ok
        expect(page.get_by_role("region")).to_have_count(2)
        boxes = [region.bounding_box() for region in page.get_by_role("region").all()]
        assert boxes[0]
        assert boxes[1]
        assert boxes[0]["x"] + boxes[0]["width"] < boxes[1]["x"]
        page.set_viewport_size(NARROW)
        expect(page.get_by_role("region")).to_have_count(1)
        page.get_by_role("navigation", name="Phones").get_by_role("button", name="Mette").click()
        expect(page.get_by_role("region", name="Mette")).to_be_visible()
        assert_no_sideways_scrolling(page)
        assert_accessible(page)


def test_the_toggle_wins_over_the_system_and_is_kept(page: Page) -> None:
    background = "getComputedStyle(document.body).backgroundColor"
    light = page.evaluate(background)
    page.get_by_role("button", name="Dark colours").click()
    dark = page.evaluate(background)
    assert dark != light
    page.reload()
    expect(page.get_by_role("button", name="Light colours")).to_be_visible()
    assert page.evaluate(background) == dark


def test_the_system_decides_until_the_toggle_does(page: Page) -> None:
    page.emulate_media(color_scheme="dark")
    expect(page.get_by_role("button", name="Light colours")).to_be_visible()


def test_each_bubble_and_button_takes_its_own_direction(page: Page, bot: BotSide) -> None:
    fill_the_chat(bot)
    for text, direction in ((ARABIC, "rtl"), ("Question", "ltr")):
        words = page.locator(".text").filter(has_text=text)
        expect(words).to_have_css("direction", direction)
    expect(page.get_by_role("button", name="نعم")).to_have_css("direction", "rtl")
    field = page.get_by_role("textbox", name="Write a message")
    field.fill(ARABIC)
    expect(field).to_have_css("direction", "rtl")


def test_a_command_in_a_text_from_the_right_keeps_its_stroke_in_front(page: Page, bot: BotSide) -> None:
    bot.say(f"{ARABIC} /help")
    expect(page.get_by_role("button", name="/help")).to_have_css("direction", "ltr")


def test_a_whole_turn_by_keyboard_alone(empty_page: Page, bot: BotSide) -> None:
    page = empty_page
    start = page.get_by_role("button", name="START", exact=True)
    expect(start).to_be_visible()
    press_tab_until(page, "START")
    page.keyboard.press("Enter")
    assert bot.next_update()["text"] == "/start"
    field = page.get_by_role("textbox", name="Write a message")
    expect(field).to_be_focused()
    bot.say("Ready?", reply_markup=buttons(("Yes", "No")))
    expect(page.get_by_role("button", name="Yes")).to_be_visible()
    page.keyboard.press("Shift+Tab")
    expect(page.get_by_role("button", name="No")).to_be_focused()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Space")
    assert bot.next_update("callback_query")["data"] == "Yes"
    press_tab_until(page, "Write a message")
    page.keyboard.type("Typed")
    page.keyboard.press("Enter")
    bot.next_update()
    expect(page.get_by_role("article").filter(has_text="Typed")).to_be_visible()
    page.keyboard.press("ArrowUp")
    expect(field).to_have_value("Typed")
    page.keyboard.type(" again")
    page.keyboard.press("Enter")
    assert bot.next_update("edited_message")["text"] == "Typed again"


def press_tab_until(page: Page, name: str) -> None:
    """Press Tab until the element of that accessible name or text has the focus; fails after 30 presses."""
    label = "document.activeElement.getAttribute('aria-label') ?? document.activeElement.textContent"
    for _ in range(30):
        page.keyboard.press("Tab")
        if page.evaluate(label) == name:
            return
    pytest.fail(f"no way to {name!r} by the Tab key")


def test_messages_are_walked_and_deleted_by_keyboard(page: Page, bot: BotSide) -> None:
    bot.say("A question")
    page.get_by_role("textbox", name="Write a message").fill("A slip")
    page.keyboard.press("Enter")
    expect(page.get_by_role("article")).to_have_count(3)
    page.get_by_role("log").focus()
    page.keyboard.press("ArrowUp")
    expect(page.get_by_role("article").filter(has_text="A slip")).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(page.get_by_role("article").filter(has_text="A question")).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Shift+F10")
    expect(page.get_by_role("menuitem", name="Reply")).to_be_focused()
    page.keyboard.press("End")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("article").filter(has_text="A slip")).to_have_count(0)
    page.keyboard.press("Escape")
    expect(page.get_by_role("textbox", name="Write a message")).to_be_focused()


def test_new_messages_are_announced_and_history_is_not(page: Page, bot: BotSide) -> None:
    log = page.get_by_role("log")
    expect(log).to_have_attribute("aria-live", "polite")
    bot.say("News")
    expect(log.get_by_role("article").last).to_contain_text("Stjernen: News")


def test_focus_is_visible_on_every_stop(page: Page) -> None:
    page.reload()
    expect(page.get_by_role("textbox", name="Write a message")).to_be_visible()
    stops = []
    while "Record a voice message" not in stops:
        page.keyboard.press("Tab")
        name, outline = page.evaluate(
            "[document.activeElement.getAttribute('aria-label') ?? document.activeElement.textContent,"
            " getComputedStyle(document.activeElement).outlineStyle]"
        )
        assert outline == "solid", f"no ring shows on {name!r}"
        stops.append(name)
    assert stops == [
        "Dark colours",
        "Phone settings",
        "Chat with Stjernen",
        "/start",
        "Write a message",
        "Attach",
        "Record a voice message",
    ]


def test_less_motion_where_the_person_asks_for_it(
    browser: Browser, phone: PhoneProcess, page: Page, bot: BotSide
) -> None:
    with opened(browser, phone.url, reduced_motion="reduce") as calm:
        bot.call("sendChatAction", chat_id=bot.chat_id, action="typing")
        dots = calm.locator(".typing-dots i").first
        expect(dots).to_be_visible()
        expect(dots).to_have_css("animation-name", "none")
