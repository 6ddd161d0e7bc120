"""Buttons under messages, suggested answers, the menu of commands, notices."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.phone.page.bot_side import BotSide

pytestmark = pytest.mark.browser

COMMANDS = [
    {"command": "menu", "description": "Show the menu"},
    {"command": "help", "description": "Get help"},
    {"command": "mydata", "description": "What is stored"},
]


def buttons(*rows: tuple[str, ...]) -> dict[str, Any]:
    """An inline keyboard whose callback data are its texts."""
    return {"inline_keyboard": [[{"text": text, "callback_data": text} for text in row] for row in rows]}


def test_buttons_stand_in_the_bots_rows(page: Page, bot: BotSide) -> None:
    bot.say("Choose", reply_markup=buttons(("One", "Two"), ("A longer third choice",)))
    one = page.get_by_role("button", name="One", exact=True).bounding_box()
    two = page.get_by_role("button", name="Two").bounding_box()
    third = page.get_by_role("button", name="A longer third choice").bounding_box()
    assert one
    assert two
    assert third
    assert one["y"] == two["y"] < third["y"]
    assert third["width"] > one["width"] + two["width"]
    assert min(box["height"] for box in (one, two, third)) >= 44


def test_a_tap_reaches_the_bot_and_its_notice_the_person(page: Page, bot: BotSide) -> None:
    message = bot.say("Choose", reply_markup=buttons(("Yes", "No")))
    page.get_by_role("button", name="Yes").click()
    query = bot.next_update("callback_query")
    assert (query["data"], query["message"]["message_id"]) == ("Yes", message)
    bot.call("answerCallbackQuery", callback_query_id=query["id"], text="Saved")
    expect(page.get_by_role("status").filter(has_text="Saved")).to_be_visible()


def test_an_alert_waits_for_ok(page: Page, bot: BotSide) -> None:
    bot.say("Choose", reply_markup=buttons(("Yes",)))
    page.get_by_role("button", name="Yes").click()
    query = bot.next_update("callback_query")
    bot.call("answerCallbackQuery", callback_query_id=query["id"], text="Look here", show_alert=True)
    expect(page.get_by_role("dialog")).to_have_text("Look hereOK")
    page.get_by_role("button", name="OK").click()
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_focus_stays_when_the_pressed_buttons_go(page: Page, bot: BotSide) -> None:
    message = bot.say("Choose", reply_markup=buttons(("Yes", "No")))
    page.get_by_role("button", name="No").focus()
    page.keyboard.press("Enter")
    bot.next_update("callback_query")
    bot.call("editMessageReplyMarkup", chat_id=bot.chat_id, message_id=message)
    expect(page.get_by_role("button", name="No")).to_have_count(0)
    expect(page.get_by_role("article").filter(has_text="Choose")).to_be_focused()


def test_a_button_copies_its_text(page: Page, bot: BotSide) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    button = {"text": "Copy the number", "copy_text": {"text": "12 34 56 78"}}
    bot.say("Call us", reply_markup={"inline_keyboard": [[button]]})
    page.get_by_role("button", name="Copy the number").click()
    expect(page.get_by_role("status").filter(has_text="Copied")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == "12 34 56 78"


def test_what_cannot_be_copied_is_not_called_copied(page: Page, bot: BotSide) -> None:
    page.evaluate("void (navigator.clipboard.writeText = async () => { throw new Error('not allowed'); })")
    bot.say("Call us", reply_markup={"inline_keyboard": [[{"text": "Copy", "copy_text": {"text": "1"}}]]})
    page.get_by_role("button", name="Copy", exact=True).click()
    expect(page.get_by_role("status").filter(has_text="not allowed")).to_be_visible()


def test_an_inline_query_in_this_chat_is_put_into_the_field(page: Page, bot: BotSide) -> None:
    username = bot.call("getMe")["username"]
    button = {"text": "Find", "switch_inline_query_current_chat": "driver"}
    bot.say("Jobs", reply_markup={"inline_keyboard": [[button]]})
    page.get_by_role("button", name="Find").click()
    field = page.get_by_role("textbox", name="Write a message")
    expect(field).to_be_focused()
    expect(field).to_have_value(f"@{username} driver")


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ({"switch_inline_query": ""}, "no other chats"),
        ({"web_app": {"url": "https://example.org/"}}, "Web apps cannot be opened"),
    ],
    ids=["other chat", "web app"],
)
def test_what_a_practice_phone_cannot_do_is_said(
    page: Page, bot: BotSide, kind: dict[str, Any], words: str
) -> None:
    bot.say("Choose", reply_markup={"inline_keyboard": [[{"text": "Go", **kind}]]})
    page.get_by_role("button", name="Go").click()
    expect(page.get_by_role("status").filter(has_text=words)).to_be_visible()


def test_a_suggested_answer_is_sent_as_text(page: Page, bot: BotSide) -> None:
    keyboard = {"keyboard": [[{"text": "Good"}, {"text": "Hard"}]], "resize_keyboard": True}
    bot.say("How was it?", reply_markup=keyboard)
    page.get_by_role("button", name="Good").click()
    assert bot.next_update()["text"] == "Good"
    page.get_by_role("button", name="Hide suggested answers").click()
    expect(page.get_by_role("button", name="Good")).to_have_count(0)
    page.get_by_role("button", name="Show suggested answers").click()
    expect(page.get_by_role("button", name="Hard")).to_be_visible()
    bot.say("Thanks", reply_markup={"remove_keyboard": True})
    expect(page.get_by_role("button", name="Hard")).to_have_count(0)


def test_the_menu_lists_the_bots_commands(page: Page, bot: BotSide) -> None:
    bot.call("setMyCommands", commands=COMMANDS)
    page.get_by_role("button", name="Menu").click()
    expect(page.get_by_role("menuitem")).to_have_text(
        ["/menuShow the menu", "/helpGet help", "/mydataWhat is stored"]
    )
    page.get_by_role("menuitem", name="/help").click()
    assert bot.next_update()["text"] == "/help"


def test_a_command_in_a_text_can_be_pressed(page: Page, bot: BotSide) -> None:
    bot.say("Lost? Try /help now.")
    page.get_by_role("article").get_by_role("button", name="/help").click()
    assert bot.next_update()["text"] == "/help"


def test_typing_a_slash_offers_commands(page: Page, bot: BotSide) -> None:
    bot.call("setMyCommands", commands=COMMANDS)
    expect(page.get_by_role("button", name="Menu")).to_be_visible()
    field = page.get_by_role("textbox", name="Write a message")
    field.press_sequentially("/m")
    options = page.get_by_role("listbox", name="Menu").get_by_role("option")
    expect(options).to_have_count(2)
    field.press("ArrowDown")
    expect(options.nth(1)).to_have_attribute("aria-selected", "true")
    field.press("Enter")
    assert bot.next_update()["text"] == "/mydata"
    expect(page.get_by_role("button", name="Record a voice message")).to_be_visible()
    expect(field).to_have_value("")
    field.press_sequentially("/he")
    field.press("Tab")
    expect(field).to_have_value("/help ")
    expect(field).to_be_focused()
