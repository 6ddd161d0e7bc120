"""Texts that Telegram does not take: to whom, how long, in which markup, with which options."""

from typing import Any

from tests.phone.bad_calls import FILLED, HI, BadCall, each, is_refused
from tests.phone.support import SARA, Phone


def html(text: str) -> dict[str, Any]:
    return {"chat_id": SARA, "text": text, "parse_mode": "HTML"}


BAD: list[BadCall] = [
    ("sendMessage", {"text": "hi"}, 400, "Bad Request: chat_id is empty"),
    ("sendMessage", {"chat_id": 5, "text": "hi"}, 400, "Bad Request: chat not found"),
    ("sendMessage", {"chat_id": "@someone", "text": "hi"}, 400, "Bad Request: chat not found"),
    ("sendMessage", {"chat_id": 10**30, "text": "hi"}, 400, "Bad Request: chat not found"),
    ("sendMessage", {"chat_id": "--5", "text": "hi"}, 400, "Bad Request: chat not found"),
    ("sendMessage", {"chat_id": [SARA], "text": "hi"}, 400, "Bad Request: chat not found"),
    ("sendMessage", {"chat_id": SARA}, 400, "Bad Request: message text is empty"),
    (
        "sendMessage",
        {"chat_id": SARA, "text": "\u2800\u200b\u2060"},
        400,
        "Bad Request: message text is empty",
    ),
    ("sendMessage", {"chat_id": SARA, "text": " \n "}, 400, "Bad Request: message text is empty"),
    ("sendMessage", html("<b></b>"), 400, "Bad Request: message text is empty"),
    ("sendMessage", {"chat_id": SARA, "text": FILLED + "x"}, 400, "Bad Request: message is too long"),
    ("sendMessage", {"chat_id": SARA, "text": "🙂" * 2049}, 400, "Bad Request: message is too long"),
    ("sendMessage", {**HI, "text": "\ud800"}, 400, "Bad Request: strings must be encoded in UTF-8"),
    ("sendMessage", {**HI, "text": ["hi"]}, 400, 'Bad Request: field "text" must be of type String'),
    ("sendMessage", {**HI, "text": 5}, 400, 'Bad Request: field "text" must be of type String'),
    ("sendMessage", {**HI, "parse_mode": "BBCode"}, 400, "Bad Request: unsupported parse_mode"),
    (
        "sendMessage",
        {**HI, "disable_notification": "perhaps"},
        400,
        'Bad Request: field "disable_notification" must be of type Boolean',
    ),
    (
        "sendMessage",
        {**HI, "protect_content": {}},
        400,
        'Bad Request: field "protect_content" must be of type Boolean',
    ),
    (
        "sendMessage",
        {**HI, "link_preview_options": {"is_disabled": "yes"}},
        400,
        'Bad Request: field "is_disabled" must be of type Boolean',
    ),
    (
        "sendMessage",
        {**HI, "reply_parameters": {"message_id": 9999}},
        400,
        "Bad Request: message to be replied not found",
    ),
    (
        "sendMessage",
        {**HI, "reply_parameters": {}, "message_thread_id": "x"},
        400,
        'Bad Request: field "message_thread_id" must be of type Number',
    ),
    (
        "sendMessage",
        html("a < b"),
        400,
        'Bad Request: can\'t parse entities: Unsupported start tag "" at byte offset 2',
    ),
    (
        "sendMessage",
        {**HI, "entities": [{"type": "bold", "offset": 1, "length": 9}]},
        400,
        "Bad Request: ENTITY_BOUNDS_INVALID",
    ),
    (
        "sendMessage",
        {**HI, "entities": [{"type": "bold", "length": 9}]},
        400,
        "Bad Request: can't parse MessageEntity: Can't find field \"offset\"",
    ),
    ("sendMessage", {**HI, "entities": "{"}, 400, "Bad Request: can't parse entities JSON object"),
]


@each(BAD)
async def test_a_bad_call_is_refused_in_telegrams_words_and_changes_nothing(
    phone: Phone, call: BadCall
) -> None:
    await is_refused(phone, call)


async def test_markup_and_white_space_do_not_count_towards_the_limit(phone: Phone) -> None:
    sent = await phone.ok("sendMessage", **html(f" <b>{FILLED}</b>\n"))
    assert sent["text"] == FILLED
