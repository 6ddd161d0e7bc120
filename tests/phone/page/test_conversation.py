"""What a person and a bot say to each other shows on the page as in a real chat."""

import re

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser import opened
from tests.phone.page.bot_side import BotSide
from tests.phone.page.conftest import PhoneProcess

pytestmark = pytest.mark.browser


def bubble(page: Page, text: str) -> Locator:
    return page.get_by_role("log").get_by_role("article").filter(has_text=text)


def write(page: Page, text: str) -> None:
    field = page.get_by_role("textbox", name="Write a message")
    field.fill(text)
    field.press("Enter")


def choose_option(page: Page, message: str, option: str) -> None:
    bubble(page, message).get_by_text(message).hover()
    bubble(page, message).get_by_role("button", name="Options for this message").click()
    page.get_by_role("menuitem", name=option).click()


def test_start_opens_an_empty_chat(empty_page: Page, bot: BotSide) -> None:
    expect(empty_page.get_by_role("textbox")).to_have_count(0)
    empty_page.get_by_role("button", name="START", exact=True).click()
    assert bot.next_update()["text"] == "/start"
    expect(empty_page.get_by_role("textbox", name="Write a message")).to_be_visible()


def test_a_deep_link_starts_the_bot_once(browser: Browser, phone: PhoneProcess, bot: BotSide) -> None:
    with opened(browser, f"{phone.url}?start=invited-by-42") as page:
        assert bot.next_update()["text"] == "/start invited-by-42"
        expect(page).to_have_url(phone.url)
        page.reload()
        write(page, "next")
        assert bot.next_update()["text"] == "next"


def test_a_link_to_this_bot_starts_it_on_this_phone(page: Page, bot: BotSide) -> None:
    username = bot.call("getMe")["username"]
    bot.say(
        "Here",
        reply_markup={"inline_keyboard": [[{"text": "Join", "url": f"https://t.me/{username}?start=abc"}]]},
    )
    page.get_by_role("link", name="Join").click()
    assert bot.next_update()["text"] == "/start abc"


def test_a_long_quotation_is_folded_until_it_is_pressed(page: Page, bot: BotSide) -> None:
    why = "It is easier to find what has a name. " * 8
    entity = {"type": "expandable_blockquote", "offset": 0, "length": len(why.strip())}
    bot.say(why.strip(), entities=[entity])
    quotation = page.get_by_role("log").get_by_role("button", name="It is easier to find")
    expect(quotation).to_have_attribute("aria-expanded", "false")
    folded = quotation.bounding_box()
    quotation.press("Enter")
    expect(quotation).to_have_attribute("aria-expanded", "true")
    opened_up = quotation.bounding_box()
    assert folded is not None
    assert opened_up is not None
    assert opened_up["height"] > 2 * folded["height"]
    quotation.click()
    expect(quotation).to_have_attribute("aria-expanded", "false")


def test_texts_go_both_ways_with_time_and_formatting(page: Page, bot: BotSide) -> None:
    write(page, "Hello bot")
    assert bot.next_update()["text"] == "Hello bot"
    bot.say('<b>Hello</b> <i>you</i>\n<a href="https://example.org/">more</a>', parse_mode="HTML")
    expect(bubble(page, "Hello bot").get_by_role("time")).to_have_text(re.compile(r"^\d\d:\d\d$"))
    answer = bubble(page, "you")
    expect(answer.locator("b, strong")).to_have_text("Hello")
    expect(answer.locator("i, em")).to_have_text("you")
    expect(answer.get_by_role("link", name="more")).to_have_attribute("href", "https://example.org/")


def test_a_phone_number_is_a_link_that_calls(page: Page, bot: BotSide) -> None:
    bot.say("Call +4520123456 now")
    number = bubble(page, "Call").get_by_role("link", name="+4520123456")
    expect(number).to_have_attribute("href", "tel:+4520123456")
    assert number.get_attribute("target") is None


def test_what_a_person_writes_is_never_markup(page: Page, bot: BotSide) -> None:
    text = '<img src=x onerror="document.title=1"><script>document.title=2</script>&amp;'
    write(page, text)
    assert bot.next_update()["text"] == text
    expect(bubble(page, text)).to_be_visible()
    expect(page.locator(".text img, .text script")).to_have_count(0)


def test_a_burst_keeps_its_order(page: Page, bot: BotSide) -> None:
    for number in range(5):
        write(page, f"text {number}")
    assert [bot.next_update()["text"] for _ in range(5)] == [f"text {number}" for number in range(5)]
    expect(page.locator(".from-person .text")).to_have_text(["/start", *(f"text {n}" for n in range(5))])


def test_several_lines_are_one_message(page: Page, bot: BotSide) -> None:
    field = page.get_by_role("textbox", name="Write a message")
    field.press_sequentially("one")
    field.press("Shift+Enter")
    field.press_sequentially("two")
    field.press("Enter")
    assert bot.next_update()["text"] == "one\ntwo"


def test_editing_ones_own_message(page: Page, bot: BotSide) -> None:
    write(page, "I am a driver")
    bot.next_update()
    choose_option(page, "I am a driver", "Edit")
    field = page.get_by_role("textbox", name="Write a message")
    expect(field).to_have_value("I am a driver")
    expect(field).to_be_focused()
    field.fill("I am a cook")
    field.press("Enter")
    assert bot.next_update("edited_message")["text"] == "I am a cook"
    expect(bubble(page, "I am a cook")).to_contain_text("edited")
    expect(bubble(page, "I am a driver")).to_have_count(0)


def test_deleting_ones_own_message_asks_first(page: Page, bot: BotSide) -> None:
    write(page, "A slip")
    choose_option(page, "A slip", "Delete")
    page.get_by_role("dialog").get_by_role("button", name="Cancel").click()
    expect(bubble(page, "A slip")).to_be_visible()
    choose_option(page, "A slip", "Delete")
    page.get_by_role("dialog").get_by_role("button", name="Delete").click()
    expect(bubble(page, "A slip")).to_have_count(0)


def test_a_right_press_opens_the_options(page: Page, bot: BotSide) -> None:
    bot.say("Press here")
    bubble(page, "Press here").get_by_text("Press here").click(button="right")
    expect(page.get_by_role("menu", name="Options for this message")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("menu")).to_have_count(0)


def test_replying_names_the_message(page: Page, bot: BotSide) -> None:
    asked = bot.say("Who are you?")
    choose_option(page, "Who are you?", "Reply")
    write(page, "Sara")
    assert bot.next_update()["reply_to_message"]["message_id"] == asked
    expect(bubble(page, "Sara")).to_contain_text("Who are you?")


def test_the_bots_edit_and_delete_show(page: Page, bot: BotSide) -> None:
    message = bot.say("First words")
    bot.call("editMessageText", chat_id=bot.chat_id, message_id=message, text="Better words")
    expect(bubble(page, "Better words")).to_be_visible()
    expect(bubble(page, "Better words")).not_to_contain_text("edited")
    bot.call("deleteMessage", chat_id=bot.chat_id, message_id=message)
    expect(bubble(page, "Better words")).to_have_count(0)


def test_typing_shows_until_the_message(page: Page, bot: BotSide) -> None:
    bot.call("sendChatAction", chat_id=bot.chat_id, action="typing")
    expect(page.get_by_text("is typing …")).to_be_visible()
    bot.say("There")
    expect(page.get_by_text("is typing …")).to_have_count(0)


def test_blocking_and_unblocking(page: Page, bot: BotSide) -> None:
    page.get_by_role("button", name="Phone settings").click()
    page.get_by_role("menuitem", name=re.compile("^Block")).click()
    assert bot.next_update("my_chat_member")["new_chat_member"]["status"] == "kicked"
    expect(page.get_by_role("textbox", name="Write a message")).to_have_count(0)
    page.get_by_role("button", name="Unblock").click()
    assert bot.next_update("my_chat_member")["new_chat_member"]["status"] == "member"


def test_forgetting_everything_begins_again(page: Page, bot: BotSide) -> None:
    bot.say("Something private")
    expect(bubble(page, "Something private")).to_be_visible()
    page.get_by_role("button", name="Phone settings").click()
    page.get_by_role("menuitem", name="Forget everything").click()
    page.get_by_role("dialog").get_by_role("button", name="Forget").click()
    expect(page.get_by_role("button", name="START", exact=True)).to_be_visible()
    expect(bubble(page, "Something private")).to_have_count(0)


def test_an_odd_kind_of_message_can_be_sent(page: Page, bot: BotSide) -> None:
    page.get_by_role("button", name="Attach").click()
    page.get_by_role("menuitem", name="Sticker").click()
    assert "sticker" in bot.next_update()


def test_the_page_speaks_the_browsers_language(browser: Browser, phone: PhoneProcess, bot: BotSide) -> None:
    with opened(browser, phone.url, locale="da-DK") as page:
        expect(page.get_by_text("Tryk på START for at begynde samtalen.")).to_be_visible()
        assert page.evaluate("document.documentElement.lang") == "da"
