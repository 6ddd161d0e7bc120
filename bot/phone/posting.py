"""How a message of the bot gets onto a phone, once its content is checked."""

from typing import Any

from bot.phone import view
from bot.phone.chats import Chat
from bot.phone.checks import Params, explained, flag_field, number_field
from bot.phone.errors import bad_request
from bot.phone.exchange import Exchange
from bot.phone.keyboards import Markup, reply_markup

Json = dict[str, Any]

_FLAGS = ("disable_notification", "protect_content", "allow_paid_broadcast", "allow_sending_without_reply")


def post(exchange: Exchange, params: Params, content: Json) -> Json:
    """Store and show a message with that content; return Telegram's `Message`."""
    flags = {name: params.boolean(name) for name in _FLAGS}
    params.integer("message_thread_id")
    reply_to, may_miss = _reply_parameters(params)
    markup = reply_markup(params)
    chat = exchange.chat_of(params)
    answered = _answered(exchange, chat, reply_to, may_miss or flags["allow_sending_without_reply"])
    exchange.limits.take(chat.id, exchange.clock.now(), group=chat.kind != "private")
    body: Json = {
        "message_id": exchange.messages.new_id(),
        "from": exchange.bot(),
        "chat": chat.telegram(),
        "date": exchange.now(),
        **answered,
        **content,
        **({"has_protected_content": True} if flags["protect_content"] else {}),
    }
    if markup and "inline_keyboard" in markup:
        body["reply_markup"] = markup
    message = exchange.messages.add(body, "bot", fixed=bool(markup) and "reply_markup" not in body)
    exchange.stop_typing(chat.id)
    exchange.events.publish("message", chat.id, message=view.message(message))
    _change_keyboard(exchange, chat, markup)
    return body


def quoted(exchange: Exchange, chat_id: int, message_id: int) -> Json | None:
    """The message that is replied to, without what it itself replied to."""
    message = exchange.messages.get(chat_id, message_id)
    if message is None:
        return None
    return {name: value for name, value in message.body.items() if name != "reply_to_message"}


def _reply_parameters(params: Params) -> tuple[int, bool]:
    """Return the message to reply to (0 for none), and whether it may be missing."""
    value = params.structure("reply_parameters", "Can't parse reply parameters JSON object")
    if not params.has("reply_parameters"):
        return params.integer("reply_to_message_id"), False
    if not isinstance(value, dict):
        raise bad_request("Object expected as reply parameters")
    if not value:
        return 0, False
    with explained("Can't parse reply parameters"):
        return number_field(value, "message_id"), flag_field(value, "allow_sending_without_reply")


def _answered(exchange: Exchange, chat: Chat, message_id: int, may_miss: bool) -> Json:
    if not message_id:
        return {}
    original = quoted(exchange, chat.id, message_id)
    if original is None and not may_miss:
        raise bad_request("message to be replied not found")
    return {} if original is None else {"reply_to_message": original}


def _change_keyboard(exchange: Exchange, chat: Chat, markup: Markup | None) -> None:
    if markup is None or "inline_keyboard" in markup:
        return
    exchange.set_reply_keyboard(chat.id, None if "remove_keyboard" in markup else markup)
