"""Methods by which the bot tells who it is: commands, name, descriptions, menu button."""

import re
from collections.abc import Callable
from typing import Any

from bot.phone.checks import Params, explained, number_field, text_field
from bot.phone.errors import Malformed, bad_request
from bot.phone.exchange import Exchange

Json = dict[str, Any]

MAX_COMMANDS = 100
_COMMAND = re.compile(r"[a-z0-9_]{1,32}\Z")
_LANGUAGE = re.compile(r"([a-z]{2})?\Z")
_SCOPES = {"default", "all_private_chats", "all_group_chats", "all_chat_administrators", "chat"}
_MENU_BUTTONS = {"default", "commands", "web_app"}
TEXTS = {"name": 64, "description": 512, "short_description": 120}


def get_me(exchange: Exchange, params: Params) -> Json:  # noqa: ARG001 - every method has this shape
    return {
        **exchange.bot(),
        "can_join_groups": False,
        "can_read_all_group_messages": False,
        "supports_inline_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }


def set_my_commands(exchange: Exchange, params: Params) -> bool:
    value = params.structure("commands", "Can't parse commands JSON object")
    if not isinstance(value, list):
        raise bad_request("expected an Array of BotCommand")
    if len(value) > MAX_COMMANDS:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    with explained("Can't parse BotCommand"):
        commands = [_command(item) for item in value]
    return _store_commands(exchange, params, commands)


def delete_my_commands(exchange: Exchange, params: Params) -> bool:
    return _store_commands(exchange, params, [])


def get_my_commands(exchange: Exchange, params: Params) -> list[Json]:
    return exchange.profile.commands(_scope(params), _language(params))


def set_chat_menu_button(exchange: Exchange, params: Params) -> bool:
    value = params.structure("menu_button", "Can't parse menu button JSON object") or {"type": "default"}
    if not isinstance(value, dict):
        raise bad_request("object expected as menu button")
    with explained("Can't parse menu button"):
        if text_field(value, "type", required=True) not in _MENU_BUTTONS:
            raise Malformed("MenuButton has unsupported type")
    key = "menu_button:" + str(exchange.chat_of(params).id if params.has("chat_id") else "")
    exchange.storage.remember(key, value)
    return True


def get_chat_menu_button(exchange: Exchange, params: Params) -> Json:
    chat_id = str(exchange.chat_of(params).id) if params.has("chat_id") else ""
    found: Json = exchange.storage.recall(f"menu_button:{chat_id}") or exchange.storage.recall(
        "menu_button:", {"type": "default"}
    )
    return found


def _store_commands(exchange: Exchange, params: Params, commands: list[Json]) -> bool:
    exchange.profile.set_commands(_scope(params), _language(params), commands)
    for chat in exchange.chats.people():
        seen = exchange.profile.commands_for(chat.id, chat.language_code)
        exchange.events.publish("commands", chat.id, commands=seen)
    return True


def _command(item: Any) -> Json:
    if not isinstance(item, dict):
        raise Malformed("expected an Object")
    command = text_field(item, "command", required=True).removeprefix("/")
    description = text_field(item, "description", required=True).strip()
    if not _COMMAND.match(command):
        raise bad_request("BOT_COMMAND_INVALID")
    if not 1 <= len(description) <= 256:
        raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    return {"command": command, "description": description}


def _scope(params: Params) -> str:
    value = params.structure("scope", "Can't parse BotCommandScope JSON object")
    if value is None:
        return "default"
    if not isinstance(value, dict):
        raise bad_request("BotCommandScope must be an Object")
    with explained("Can't parse BotCommandScope"):
        kind = text_field(value, "type", required=True)
        if kind not in _SCOPES:
            raise Malformed("Unsupported type specified")
        return f"chat:{number_field(value, 'chat_id')}" if kind == "chat" else kind


def _language(params: Params) -> str:
    language = params.string("language_code")
    if not _LANGUAGE.match(language):
        raise bad_request("invalid language code specified")
    return language


def _setter(kind: str, limit: int) -> Callable[[Exchange, Params], bool]:
    def set_text(exchange: Exchange, params: Params) -> bool:
        text = params.string(kind)
        if len(text) > limit:
            raise bad_request(f"bot {kind.replace('_', ' ')} must have at most {limit} characters")
        exchange.profile.set_text(kind, _language(params), text)
        if kind == "description":
            _show_description(exchange)
        return True

    return set_text


def _show_description(exchange: Exchange) -> None:
    for chat in exchange.chats.people():
        seen = exchange.profile.text("description", chat.language_code)
        exchange.events.publish("description", chat.id, description=seen)


def _getter(kind: str) -> Callable[[Exchange, Params], Json]:
    def get_text(exchange: Exchange, params: Params) -> Json:
        default = exchange.settings.bot_name if kind == "name" else ""
        return {kind: exchange.profile.text(kind, _language(params), default)}

    return get_text


METHODS = {
    "getme": get_me,
    "setmycommands": set_my_commands,
    "deletemycommands": delete_my_commands,
    "getmycommands": get_my_commands,
    "setchatmenubutton": set_chat_menu_button,
    "getchatmenubutton": get_chat_menu_button,
    **{f"setmy{kind.replace('_', '')}": _setter(kind, limit) for kind, limit in TEXTS.items()},
    **{f"getmy{kind.replace('_', '')}": _getter(kind) for kind in TEXTS},
}
