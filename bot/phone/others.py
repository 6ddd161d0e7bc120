"""What a person can send besides text, voice and pictures: each kind as realistic as its update is on Telegram."""

from collections.abc import Callable
from typing import Any

from bot.phone import person
from bot.phone.chats import Chat
from bot.phone.errors import GestureError
from bot.phone.exchange import Exchange

Json = dict[str, Any]

GROUP_ID = -1_001_700_000_001


def send_other(exchange: Exchange, user: int, wish: Json) -> Json:
    """Send the kind that `wish` names; returns {"message_id"}, or {} where no message is sent."""
    kind = wish.get("kind")
    if not isinstance(kind, str) or kind not in KINDS:
        raise GestureError(f"kind must be one of {sorted(KINDS)}, got {kind!r}")
    return KINDS[kind](exchange, person.owner(exchange, user, wish), wish)


def _message(content: Callable[[Chat], Json]) -> Callable[[Exchange, Chat, Json], Json]:
    def send(exchange: Exchange, chat: Chat, _: Json) -> Json:
        return {"message_id": person.send(exchange, chat, content(chat)).id}

    return send


def _sticker(_: Chat) -> Json:
    return {
        "sticker": {
            "file_id": "CAACAgQAAxkBAAIBB2practicephonesticker",
            "file_unique_id": "AgADBAADpractice",
            "type": "regular",
            "width": 512,
            "height": 512,
            "is_animated": False,
            "is_video": False,
            "emoji": "👍",
            "set_name": "PracticePhone",
            "file_size": 17_442,
        }
    }


def _location(_: Chat) -> Json:
    return {"location": {"latitude": 55.676098, "longitude": 12.568337}}


def _poll(_: Chat) -> Json:
    options = [
        {"persistent_id": str(n), "text": text, "voter_count": 0} for n, text in enumerate(("Ja", "Nej"))
    ]
    return {
        "poll": {
            "id": "5229021334567890123",
            "question": "Kaffe?",
            "options": options,
            "total_voter_count": 0,
            "is_closed": False,
            "is_anonymous": True,
            "type": "regular",
            "allows_multiple_answers": False,
            "allows_revoting": True,
            "members_only": False,
        }
    }


def _contact(chat: Chat) -> Json:
    return {"contact": {"phone_number": "+4520000000", "first_name": chat.first_name, "user_id": chat.id}}


def _group_text(exchange: Exchange, chat: Chat, wish: Json) -> Json:
    """The same person writes in a group that the bot is in."""
    group = exchange.chats.add_group(GROUP_ID)
    body = {
        "message_id": exchange.messages.new_id(),
        "from": chat.user(),
        "chat": group.telegram(),
        "date": exchange.now(),
        "text": str(wish.get("text") or "Hej alle"),
    }
    exchange.messages.add(body, "person")
    exchange.updates.push("message", group.id, body)
    return {"message_id": body["message_id"]}


def _membership(*, member: bool) -> Callable[[Exchange, Chat, Json], Json]:
    def change(exchange: Exchange, chat: Chat, _: Json) -> Json:
        update = person.membership(exchange, chat, member=member)
        exchange.updates.push("my_chat_member", chat.id, update)
        return {}

    return change


KINDS = {
    "sticker": _message(_sticker),
    "location": _message(_location),
    "poll": _message(_poll),
    "contact": _message(_contact),
    "group_text": _group_text,
    "my_chat_member_kicked": _membership(member=False),
    "my_chat_member_member": _membership(member=True),
}
