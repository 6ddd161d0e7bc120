"""Bad calls about the bot itself: its updates, webhook, commands, name and menu."""

from tests.phone.bad_calls import BadCall, each, is_refused
from tests.phone.support import Phone

BAD: list[BadCall] = [
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


@each(BAD)
async def test_a_bad_call_is_refused_in_telegrams_words_and_changes_nothing(
    phone: Phone, call: BadCall
) -> None:
    await is_refused(phone, call)
