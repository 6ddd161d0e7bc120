"""What the page shows: chats and messages as the person sees them."""

from typing import Any

from bot.phone.chats import Chat
from bot.phone.entities import to_html
from bot.phone.exchange import Exchange
from bot.phone.messages import Message

Json = dict[str, Any]

_SHOWN_BY_NAME = ("sticker", "location", "poll", "contact")


def state(exchange: Exchange) -> Json:
    """The bot and every phone, from the first message to the last; and whether the phones can be made to forget."""
    bot = {name: value for name, value in exchange.bot().items() if name != "is_bot"}
    phones = [phone(exchange, chat) for chat in exchange.chats.people()]
    return {"bot": bot, "phones": phones, "forgets": exchange.settings.controls}


def phone(exchange: Exchange, chat: Chat) -> Json:
    return {
        "user": {"id": chat.id, "first_name": chat.first_name, "language_code": chat.language_code},
        "role": chat.role,
        "started": chat.started,
        "blocked": chat.blocked,
        "typing": exchange.is_typing(chat.id),
        "description": exchange.profile.text("description", chat.language_code),
        "commands": exchange.profile.commands_for(chat.id, chat.language_code),
        "reply_keyboard": chat.reply_keyboard,
        "messages": [message(item) for item in exchange.messages.visible(chat.id)],
    }


def message(item: Message) -> Json:
    """One bubble. `html` is safe to insert; `other` names a kind of content that has no shape of its own."""
    body = item.body
    text, caption = body.get("text", ""), body.get("caption", "")
    entities, caption_entities = body.get("entities", []), body.get("caption_entities", [])
    return {
        "message_id": item.id,
        "from": item.sender,
        "date": body["date"],
        "edited": "edit_date" in body,
        "text": text,
        "entities": entities,
        "html": to_html(text, entities),
        "caption": caption,
        "caption_entities": caption_entities,
        "caption_html": to_html(caption, caption_entities),
        "inline_keyboard": body.get("reply_markup", {}).get("inline_keyboard"),
        "reply_to": body.get("reply_to_message", {}).get("message_id"),
        "voice": _part(body.get("voice"), "file_id", "duration"),
        "photo": _part((body.get("photo") or [None])[-1], "file_id", "width", "height"),
        "document": _part(body.get("document"), "file_id", "file_name", "mime_type", "file_size"),
        "other": next((name for name in _SHOWN_BY_NAME if name in body), None),
    }


def _part(content: Json | None, *names: str) -> Json | None:
    return None if content is None else {name: content[name] for name in names if name in content}
