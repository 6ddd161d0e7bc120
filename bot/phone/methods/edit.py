"""Methods that change or delete what the bot has sent."""

from typing import Any

from bot.phone import view
from bot.phone.checks import Params
from bot.phone.errors import bad_request
from bot.phone.exchange import Exchange
from bot.phone.keyboards import Markup, inline_markup
from bot.phone.messages import Message
from bot.phone.methods.file import caption_content
from bot.phone.methods.send import text_content

Json = dict[str, Any]

DELETE_SECONDS = 48 * 3600
NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)


def edit_message_text(exchange: Exchange, params: Params) -> Json:
    content = text_content(params)
    markup = inline_markup(params)
    message = _editable(exchange, params)
    if "text" not in message.body:
        raise bad_request("there is no text in the message to edit")
    kept = {name: value for name, value in message.body.items() if name not in ("text", "entities")}
    return _replace(exchange, message, {**kept, **content}, markup)


def edit_message_caption(exchange: Exchange, params: Params) -> Json:
    content = caption_content(params)
    markup = inline_markup(params)
    message = _editable(exchange, params)
    if "text" in message.body:
        raise bad_request("there is no caption in the message to edit")
    kept = {
        name: value for name, value in message.body.items() if name not in ("caption", "caption_entities")
    }
    return _replace(exchange, message, {**kept, **content}, markup)


def edit_message_reply_markup(exchange: Exchange, params: Params) -> Json:
    markup = inline_markup(params)
    message = _editable(exchange, params)
    return _replace(exchange, message, message.body, markup)


def delete_message(exchange: Exchange, params: Params) -> bool:
    """Delete for both sides, at most 48 hours old."""
    message_id = _message_id(params)
    chat = exchange.chat_of(params)
    message = exchange.messages.get(chat.id, message_id)
    if message is None:
        raise bad_request("message to delete not found")
    if message.body["date"] + DELETE_SECONDS < exchange.now():
        raise bad_request("message can't be deleted for everyone")
    exchange.messages.delete(message)
    exchange.events.publish("deleted", chat.id, message_id=message.id)
    return True


def _message_id(params: Params) -> int:
    message_id = params.integer("message_id")
    if message_id <= 0:
        raise bad_request("message identifier is not specified")
    return message_id


def _editable(exchange: Exchange, params: Params) -> Message:
    message_id = _message_id(params)
    chat = exchange.chat_of(params)
    message = exchange.messages.get(chat.id, message_id)
    if message is None:
        raise bad_request("message to edit not found")
    if message.sender != "bot" or message.fixed:
        raise bad_request("message can't be edited")
    return message


def _replace(exchange: Exchange, message: Message, body: Json, markup: Markup | None) -> Json:
    """Put the new body and keyboard in place; leaving the keyboard out takes it away."""
    body = {name: value for name, value in body.items() if name not in ("reply_markup", "edit_date")}
    if markup is not None:
        body["reply_markup"] = markup
    if body == {name: value for name, value in message.body.items() if name != "edit_date"}:
        raise bad_request(NOT_MODIFIED)
    changed = exchange.messages.replace(message, {**body, "edit_date": exchange.now()})
    if not message.hidden:
        exchange.events.publish("edited", message.chat_id, message=view.message(changed))
    return changed.body


METHODS = {
    "editmessagetext": edit_message_text,
    "editmessagecaption": edit_message_caption,
    "editmessagereplymarkup": edit_message_reply_markup,
    "deletemessage": delete_message,
}
