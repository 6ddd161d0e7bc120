"""The person's side: what a finger does on a phone, and the update that the bot gets from it."""

import secrets
from typing import Any

from bot.phone import utf16, view
from bot.phone.chats import Chat
from bot.phone.entities import found
from bot.phone.errors import GestureError, whole
from bot.phone.exchange import Exchange
from bot.phone.keyboards import callback_data
from bot.phone.messages import Message
from bot.phone.posting import quoted
from bot.phone.settings import Person

Json = dict[str, Any]

MAX_TEXT = 4096
MAX_USER = 2**52


def write(exchange: Exchange, user: int, wish: Json) -> Json:
    """Send a text; a long one goes as several, as Telegram's apps do. Returns the last message's id."""
    text = wish.get("text")
    if not isinstance(text, str) or not text.strip():
        raise GestureError("text must be a string that is not blank")
    chat = _phone(exchange, user, wish)
    reply = _reply(exchange, chat, whole(wish, "reply_to", 0))
    for part in utf16.split(text, MAX_TEXT):
        message = send(exchange, chat, {"text": part, **_entities(part), **reply})
    _put_away_keyboard(exchange, chat, text)
    return {"message_id": message.id}


def start(exchange: Exchange, user: int, wish: Json) -> Json:
    """Press START, or open a deep link with a payload."""
    payload = wish.get("payload")
    return write(exchange, user, {**wish, "text": f"/start {payload}" if payload else "/start"})


def tap(exchange: Exchange, user: int, wish: Json) -> Json:
    """Press an inline button that stands under a message now."""
    chat = _phone(exchange, user, wish)
    message = _message(exchange, chat, wish)
    data = wish.get("data")
    if data not in callback_data(message.body):
        raise GestureError(f"no button with data {data!r} is under message {message.id} now", 409)
    query_id = str(secrets.randbits(62))
    exchange.storage.run(
        "INSERT INTO callbacks (id, chat_id, created) VALUES (:id, :chat, :created)",
        {"id": query_id, "chat": chat.id, "created": exchange.clock.now()},
    )
    query = {
        "id": query_id,
        "from": chat.user(),
        "message": message.body,
        "chat_instance": str(chat.id * 7919),
        "data": data,
    }
    exchange.updates.push("callback_query", chat.id, query)
    return {"callback_query_id": query_id}


def edit(exchange: Exchange, user: int, wish: Json) -> Json:
    """Change the text of an own message."""
    chat = _phone(exchange, user, wish)
    message = _message(exchange, chat, wish)
    text = wish.get("text")
    if message.sender != "person" or "text" not in message.body:
        raise GestureError("only an own text message can be edited")
    if not isinstance(text, str) or not text.strip() or utf16.length(text) > MAX_TEXT:
        raise GestureError(f"text must have 1-{MAX_TEXT} characters and not be blank")
    kept = {
        name: value for name, value in message.body.items() if name not in ("text", "entities", "edit_date")
    }
    changed = exchange.messages.replace(
        message, {**kept, "text": text, **_entities(text), "edit_date": exchange.now()}
    )
    exchange.updates.push("edited_message", chat.id, changed.body)
    exchange.events.publish("edited", chat.id, message=view.message(changed))
    return {"message_id": message.id}


def delete(exchange: Exchange, user: int, wish: Json) -> Json:
    """Delete a message on the phone's own side."""
    chat = _phone(exchange, user, wish)
    message = _message(exchange, chat, wish)
    exchange.messages.hide(message)
    exchange.events.publish("deleted", chat.id, message_id=message.id)
    return {"message_id": message.id}


def block(exchange: Exchange, user: int, wish: Json) -> Json:
    """Stop or restart the bot; the bot hears of it as `my_chat_member`."""
    blocked = wish.get("blocked")
    if not isinstance(blocked, bool):
        raise GestureError(f"blocked must be true or false, got {blocked!r}")
    chat = exchange.chats.get(user)
    if chat is None:
        raise GestureError(f"no phone belongs to user {user}", 404)
    if chat.blocked != blocked:
        exchange.chats.block(user, blocked)
        exchange.updates.push("my_chat_member", user, membership(exchange, chat, member=not blocked))
        exchange.events.publish("blocked", user, blocked=blocked)
    return {"blocked": blocked}


def membership(exchange: Exchange, chat: Chat, *, member: bool) -> Json:
    """Telegram's `ChatMemberUpdated` for the bot in a private chat."""
    states = [
        {"user": exchange.bot(), "status": "member"},
        {"user": exchange.bot(), "status": "kicked", "until_date": 0},
    ]
    old, new = reversed(states) if member else states
    return {
        "chat": chat.telegram(),
        "from": chat.user(),
        "date": exchange.now(),
        "old_chat_member": old,
        "new_chat_member": new,
    }


def send(exchange: Exchange, chat: Chat, content: Json) -> Message:
    """Put a message of the person on their phone and in the bot's queue."""
    if chat.blocked:
        raise GestureError("the bot is blocked on this phone; unblock it first", 409)
    exchange.chats.start(chat.id)
    body = {
        "message_id": exchange.messages.new_id(),
        "from": chat.user(),
        "chat": chat.telegram(),
        "date": exchange.now(),
        **content,
    }
    message = exchange.messages.add(body, "person")
    exchange.updates.push("message", chat.id, body)
    exchange.events.publish("message", chat.id, message=view.message(message))
    return message


def owner(exchange: Exchange, user: int, wish: Json) -> Chat:
    """The private chat of a person who wants to send something; a new person gets a phone."""
    return _phone(exchange, user, wish)


def _phone(exchange: Exchange, user: int, wish: Json) -> Chat:
    if not 0 < user < MAX_USER:
        raise GestureError(f"a person's id is a positive number of at most 52 bits, got {user}")
    name = str(wish.get("first_name") or f"Person {user}")
    language = str(wish.get("language_code") or "da")
    exchange.chats.add_people([Person(user, name, language, str(wish.get("role") or "citizen"))])
    return exchange.chats.of(user)


def _message(exchange: Exchange, chat: Chat, wish: Json) -> Message:
    message_id = whole(wish, "message_id", 0)
    message = exchange.messages.get(chat.id, message_id)
    if message is None or message.hidden:
        raise GestureError(f"no message {message_id} is on the phone of user {chat.id}", 404)
    return message


def _reply(exchange: Exchange, chat: Chat, message_id: int) -> Json:
    if not message_id:
        return {}
    original = quoted(exchange, chat.id, message_id)
    if original is None:
        raise GestureError(f"no message {message_id} to reply to is on the phone of user {chat.id}", 404)
    return {"reply_to_message": original}


def _entities(text: str) -> Json:
    entities = found(text, [])
    return {"entities": entities} if entities else {}


def _put_away_keyboard(exchange: Exchange, chat: Chat, text: str) -> None:
    """A one-time keyboard goes when one of its buttons is used, and a forced reply when it is given."""
    markup = chat.reply_keyboard or {}
    labels = [button["text"] for row in markup.get("keyboard", []) for button in row]
    if markup.get("force_reply") or (markup.get("one_time_keyboard") and text in labels):
        exchange.set_reply_keyboard(chat.id, None)
