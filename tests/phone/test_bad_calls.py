"""Every bad call gets Telegram's error: its code, its shape and its words."""

from typing import Any

import pytest

from tests.phone.support import SARA, Phone

CANNOT_PARSE = "Bad Request: can't parse inline keyboard button: "
HI = {"chat_id": SARA, "text": "hi"}
FILLED = "x" * 4096


def with_keyboard(markup: Any) -> dict[str, Any]:
    return {**HI, "reply_markup": markup}


def with_button(**button: Any) -> dict[str, Any]:
    return with_keyboard({"inline_keyboard": [[button]]})


def html(text: str) -> dict[str, Any]:
    return {"chat_id": SARA, "text": text, "parse_mode": "HTML"}


BAD = [
    ("nope", {}, 404, "Not Found: method not found"),
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
    (
        "sendChatAction",
        {"chat_id": SARA, "action": "dance"},
        400,
        "Bad Request: wrong parameter action in request",
    ),
    ("editMessageText", HI, 400, "Bad Request: message identifier is not specified"),
    ("editMessageText", {**HI, "message_id": 9999}, 400, "Bad Request: message to edit not found"),
    ("editMessageText", {**HI, "message_id": 1}, 400, "Bad Request: message can't be edited"),
    (
        "editMessageText",
        {**HI, "message_id": 1, "reply_markup": {"remove_keyboard": True}},
        400,
        "Bad Request: inline keyboard expected",
    ),
    (
        "editMessageReplyMarkup",
        {"chat_id": SARA, "message_id": 9999},
        400,
        "Bad Request: message to edit not found",
    ),
    ("deleteMessage", {"chat_id": SARA}, 400, "Bad Request: message identifier is not specified"),
    (
        "deleteMessage",
        {"chat_id": SARA, "message_id": 9999},
        400,
        "Bad Request: message to delete not found",
    ),
    (
        "answerCallbackQuery",
        {"callback_query_id": "1"},
        400,
        "Bad Request: query is too old and response timeout expired or query ID is invalid",
    ),
    ("sendPhoto", {"chat_id": SARA}, 400, "Bad Request: there is no photo in the request"),
    ("sendVoice", {"chat_id": SARA}, 400, "Bad Request: there is no voice in the request"),
    (
        "sendDocument",
        {"chat_id": SARA, "document": "attach://missing"},
        400,
        "Bad Request: there is no document in the request",
    ),
    (
        "sendPhoto",
        {"chat_id": SARA, "photo": "AgAC"},
        400,
        "Bad Request: wrong remote file identifier specified: Wrong string length",
    ),
    (
        "sendPhoto",
        {"chat_id": SARA, "photo": "https://example.com/a.png"},
        400,
        "Bad Request: failed to get HTTP URL content",
    ),
    (
        "sendVoice",
        {"chat_id": SARA, "voice": "x", "caption": "c" * 1025},
        400,
        "Bad Request: message caption is too long",
    ),
    ("getFile", {"file_id": "x"}, 400, "Bad Request: invalid file_id"),
    ("getUpdates", {"offset": 10**30}, 400, 'Bad Request: field "offset" must be of type Number'),
    ("getUpdates", {"offset": "x"}, 400, 'Bad Request: field "offset" must be of type Number'),
    ("getUpdates", {"allowed_updates": "["}, 400, "Bad Request: can't parse allowed updates JSON object"),
    (
        "getUpdates",
        {"allowed_updates": {}},
        400,
        "Bad Request: expected an Array of String as allowed updates",
    ),
    (
        "getUpdates",
        {"allowed_updates": ["letters"]},
        400,
        "Bad Request: unknown update type 'letters' in allowed updates",
    ),
    ("setWebhook", {"url": "ftp://a.dk"}, 400, "Bad Request: invalid webhook URL specified"),
    (
        "setWebhook",
        {"url": "https://a.dk", "secret_token": "s" * 257},
        400,
        "Bad Request: secret token is too long",
    ),
    (
        "setWebhook",
        {"url": "https://a.dk", "secret_token": "å"},
        400,
        "Bad Request: secret token contains unallowed characters",
    ),
    ("setMyCommands", {"commands": "{"}, 400, "Bad Request: can't parse commands JSON object"),
    ("setMyCommands", {"commands": {}}, 400, "Bad Request: expected an Array of BotCommand"),
    (
        "setMyCommands",
        {"commands": [{"command": "start"}]},
        400,
        "Bad Request: can't parse BotCommand: Can't find field \"description\"",
    ),
    (
        "setMyCommands",
        {"commands": [{"command": "Start", "description": "x"}]},
        400,
        "Bad Request: BOT_COMMAND_INVALID",
    ),
    (
        "setMyCommands",
        {"commands": [{"command": "start", "description": "x" * 257}]},
        400,
        "Bad Request: BOT_COMMAND_DESCRIPTION_INVALID",
    ),
    (
        "setMyCommands",
        {"commands": [{"command": f"c{n}", "description": "x"} for n in range(101)]},
        400,
        "Bad Request: BOT_COMMANDS_TOO_MUCH",
    ),
    (
        "setMyCommands",
        {"commands": [], "language_code": "dansk"},
        400,
        "Bad Request: invalid language code specified",
    ),
    (
        "setMyCommands",
        {"commands": [], "scope": {"type": "moon"}},
        400,
        "Bad Request: can't parse BotCommandScope: Unsupported type specified",
    ),
    (
        "setMyName",
        {"name": "n" * 65},
        400,
        "Bad Request: bot name must have at most 64 characters",
    ),
    (
        "setChatMenuButton",
        {"menu_button": {"type": "rocket"}},
        400,
        "Bad Request: can't parse menu button: MenuButton has unsupported type",
    ),
]


@pytest.mark.parametrize(
    ("method", "params", "code", "description"), BAD, ids=[f"{row[0]}-{row[3][:70]}" for row in BAD]
)
async def test_a_bad_call_is_refused_in_telegrams_words_and_changes_nothing(
    phone: Phone, method: str, params: dict[str, Any], code: int, description: str
) -> None:
    before = await phone.get("state")
    assert await phone.call(method, **params) == {"ok": False, "error_code": code, "description": description}
    assert await phone.get("state") == before


async def test_the_longest_text_and_callback_data_are_accepted(phone: Phone) -> None:
    button = {"text": "a", "callback_data": "ø" * 32}
    markup = {"inline_keyboard": [[button]]}
    sent = await phone.ok("sendMessage", chat_id=SARA, text=FILLED, reply_markup=markup)
    assert sent["text"] == FILLED
    assert sent["reply_markup"] == markup


async def test_markup_and_white_space_do_not_count_towards_the_limit(phone: Phone) -> None:
    sent = await phone.ok("sendMessage", **html(f" <b>{FILLED}</b>\n"))
    assert sent["text"] == FILLED


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


@pytest.mark.parametrize(
    ("token", "code", "description"),
    [
        ("123456:other", 401, "Unauthorized"),
        ("1:x", 401, "Unauthorized"),
        ("", 404, "Not Found"),
        ("123456", 404, "Not Found"),
        ("abc:def", 404, "Not Found"),
        ("123456:", 404, "Not Found"),
        ("123456:a b", 404, "Not Found"),
        ("\u0663:a", 404, "Not Found"),
    ],
)
@pytest.mark.parametrize("path", ["bot{token}/getMe", "file/bot{token}/voice/file_1.oga"])
async def test_a_wrong_token_gets_401_and_a_malformed_one_404(
    phone: Phone, path: str, token: str, code: int, description: str
) -> None:
    async with phone.session.get(f"{phone.base}/{path.format(token=token)}") as response:
        assert response.status == code
        assert await response.json() == {"ok": False, "error_code": code, "description": description}


async def test_a_body_that_is_no_json_object_is_refused(phone: Phone) -> None:
    headers = {"Content-Type": "application/json"}
    for body in (b"[]", b"{", b"\xff"):
        async with phone.session.post(f"{phone.api}/getMe", data=body, headers=headers) as response:
            assert response.status == 400
            assert (await response.json())["description"].startswith("Bad Request: can't parse parameters")


async def test_the_bot_cannot_write_first(fresh: Phone) -> None:
    refused = await fresh.call("sendMessage", chat_id=SARA, text="hi")
    assert refused["description"] == "Bad Request: chat not found"


async def test_a_blocked_bot_gets_403_for_everything_it_does_in_the_chat(phone: Phone) -> None:
    sent = await phone.ok("sendMessage", chat_id=SARA, text="hi")
    await phone.post(f"{SARA}/block", blocked=True)
    forbidden = {"ok": False, "error_code": 403, "description": "Forbidden: bot was blocked by the user"}
    assert await phone.call("sendMessage", chat_id=SARA, text="hi") == forbidden
    assert await phone.call("sendChatAction", chat_id=SARA, action="typing") == forbidden
    edit = {"chat_id": SARA, "message_id": sent["message_id"], "text": "new"}
    assert await phone.call("editMessageText", **edit) == forbidden
    await phone.post(f"{SARA}/block", blocked=False)
    assert (await phone.ok("editMessageText", **edit))["text"] == "new"


@pytest.mark.parametrize("way", ["query", "form", "multipart", "json"])
async def test_parameters_may_come_in_four_ways(phone: Phone, way: str) -> None:
    import json

    import aiohttp

    markup = json.dumps({"inline_keyboard": [[{"text": "a", "callback_data": "b"}]]})
    params = {"chat_id": str(SARA), "text": "hi", "reply_markup": markup, "disable_notification": "true"}
    url = f"{phone.api}/SENDmessage"
    if way == "query":
        request = phone.session.get(url, params=params)
    elif way == "form":
        request = phone.session.post(url, data=params)
    elif way == "multipart":
        request = phone.session.post(url, data=aiohttp.FormData(params, default_to_multipart=True))
    else:
        request = phone.session.post(url, json=params)
    async with request as response:
        body = await response.json()
    assert body["ok"], body
    assert body["result"]["reply_markup"] == json.loads(markup)
