"""Keyboards and buttons that Telegram does not take."""

from typing import Any

from tests.phone.bad_calls import FILLED, HI, BadCall, each, is_refused
from tests.phone.support import SARA, Phone

CANNOT_PARSE = "Bad Request: can't parse inline keyboard button: "


def with_keyboard(markup: Any) -> dict[str, Any]:
    return {**HI, "reply_markup": markup}


def with_button(**button: Any) -> dict[str, Any]:
    return with_keyboard({"inline_keyboard": [[button]]})


BAD: list[BadCall] = [
    ("sendMessage", with_keyboard("{"), 400, "Bad Request: can't parse reply keyboard markup JSON object"),
    ("sendMessage", with_keyboard([]), 400, "Bad Request: object expected as reply markup"),
    ("sendMessage", with_keyboard(None), 400, "Bad Request: object expected as reply markup"),
    (
        "sendMessage",
        with_keyboard({"inline_keyboard": [{}]}),
        400,
        'Bad Request: field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays',
    ),
    (
        "sendMessage",
        with_keyboard({"keyboard": "x"}),
        400,
        'Bad Request: field "keyboard" must be of type Array',
    ),
    (
        "sendMessage",
        with_keyboard({"keyboard": [[5]]}),
        400,
        "Bad Request: can't parse keyboard button: KeyboardButton must be a String or an Object",
    ),
    (
        "sendMessage",
        with_keyboard({"keyboard": [[""]]}),
        400,
        "Bad Request: keyboard button text must be non-empty",
    ),
    (
        "sendMessage",
        with_button(text="a"),
        400,
        "Bad Request: can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
    ),
    (
        "sendMessage",
        with_button(callback_data="a"),
        400,
        "Bad Request: can't parse inline keyboard button: Can't find field \"text\"",
    ),
    (
        "sendMessage",
        with_button(text=["a"], callback_data="a"),
        400,
        'Bad Request: can\'t parse inline keyboard button: Field "text" must be of type String',
    ),
    (
        "sendMessage",
        with_button(text=" ", callback_data="a"),
        400,
        "Bad Request: inline keyboard button text must be non-empty",
    ),
    (
        "sendMessage",
        with_button(text="a", callback_data="ø" * 33),
        400,
        "Bad Request: BUTTON_DATA_INVALID",
    ),
    (
        "sendMessage",
        with_button(text="a", url="ftp://a.dk"),
        400,
        "Bad Request: inline keyboard button URL 'ftp://a.dk' is invalid: Unsupported URL protocol",
    ),
    (
        "sendMessage",
        with_button(text="a", url="https://nowhere"),
        400,
        "Bad Request: inline keyboard button URL 'https://nowhere' is invalid: Wrong HTTP URL",
    ),
    (
        "sendMessage",
        with_button(text="a", url="https://a.dk", callback_data="a"),
        400,
        CANNOT_PARSE + "Exactly one optional field must be used, got url, callback_data",
    ),
    (
        "sendMessage",
        with_button(text="a", switch_inline_query="", copy_text={"text": "a"}),
        400,
        CANNOT_PARSE + "Exactly one optional field must be used, got switch_inline_query, copy_text",
    ),
    (
        "sendMessage",
        with_button(text="a", url="", callback_data=""),
        400,
        "Bad Request: can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
    ),
    (
        "sendMessage",
        with_button(text="a", pay=True),
        400,
        "Bad Request: can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
    ),
    (
        "sendMessage",
        with_button(text="a", copy_text="a"),
        400,
        'Bad Request: can\'t parse inline keyboard button: Field "copy_text" must be of type Object',
    ),
    (
        "sendMessage",
        with_button(text="a", copy_text={}),
        400,
        "Bad Request: can't parse inline keyboard button: Can't find field \"text\"",
    ),
    (
        "sendMessage",
        with_button(text="a", copy_text={"text": ""}),
        400,
        "Bad Request: BUTTON_COPY_TEXT_INVALID",
    ),
    (
        "sendMessage",
        with_button(text="a", copy_text={"text": "🙂" * 129}),
        400,
        "Bad Request: BUTTON_COPY_TEXT_INVALID",
    ),
    (
        "sendMessage",
        with_button(text="a", switch_inline_query=["a"]),
        400,
        'Bad Request: can\'t parse inline keyboard button: Field "switch_inline_query" must be of type String',
    ),
    (
        "sendMessage",
        with_button(text="a", web_app="https://a.dk"),
        400,
        'Bad Request: can\'t parse inline keyboard button: Field "web_app" must be of type Object',
    ),
    (
        "sendMessage",
        with_button(text="a", web_app={"url": "http://a.dk"}),
        400,
        "Bad Request: inline keyboard button Web App URL 'http://a.dk' is invalid: Only HTTPS links are allowed",
    ),
    (
        "sendMessage",
        with_button(text="a", web_app={"url": ""}),
        400,
        "Bad Request: inline keyboard button Web App URL '' is invalid: URL host is empty",
    ),
    (
        "sendMessage",
        with_button(text="a", url="https://["),
        400,
        "Bad Request: inline keyboard button URL 'https://[' is invalid: Wrong HTTP URL",
    ),
    (
        "sendMessage",
        with_keyboard({"inline_keyboard": [[{"text": "a", "callback_data": "a"}] * 101]}),
        400,
        "Bad Request: REPLY_MARKUP_TOO_LONG",
    ),
]


@each(BAD)
async def test_a_bad_call_is_refused_in_telegrams_words_and_changes_nothing(
    phone: Phone, call: BadCall
) -> None:
    await is_refused(phone, call)


async def test_the_longest_text_and_callback_data_are_accepted(phone: Phone) -> None:
    button = {"text": "a", "callback_data": "ø" * 32}
    markup = {"inline_keyboard": [[button]]}
    sent = await phone.ok("sendMessage", chat_id=SARA, text=FILLED, reply_markup=markup)
    assert sent["text"] == FILLED
    assert sent["reply_markup"] == markup


async def test_each_other_kind_of_button_is_kept_as_it_came(phone: Phone) -> None:
    kinds: list[dict[str, Any]] = [
        {"copy_text": {"text": "c" * 256}},
        {"switch_inline_query": ""},
        {"switch_inline_query_current_chat": "job"},
        {"web_app": {"url": "https://example.com/app"}},
    ]
    markup = {"inline_keyboard": [[{"text": "a", **kind} for kind in kinds]]}
    sent = await phone.ok("sendMessage", **with_keyboard(markup))
    assert sent["reply_markup"] == markup
