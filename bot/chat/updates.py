"""From Telegram's raw update to what a turn takes; pure, and no JSON of any shape makes it raise."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, TypeAlias, TypeGuard

from bot.engine.aloud import BUTTONS, SPEAKER, choices
from bot.engine.callbacks import unpack
from bot.engine.errands import COMMANDS
from bot.engine.inputs import Command, Edited, Listened, Other, Spoke, Tapped, Typed

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.engine.inputs import Input

ALLOWED: Final = ("message", "edited_message", "callback_query", "my_chat_member")
"""The kinds of update that are asked for."""

COMMAND: Final = re.compile(r"/([A-Za-z0-9_]{1,32})(?:@\w+)?(?:\s+(.*))?", re.DOTALL)
NAME: Final = re.compile(r"[a-z_]{1,40}")

# A message can carry two of these; the one that says more stands first (an animation is a document as well).
CONTENT: Final = (
    "sticker", "photo", "animation", "document", "audio", "video", "video_note", "voice", "venue", "location",
    "poll", "contact", "dice", "game", "story", "checklist", "paid_media", "invoice", "giveaway",
)  # fmt: skip
# What Telegram itself reports in a chat: nobody waits for an answer to it.
SERVICE: Final = frozenset((
    "pinned_message", "message_auto_delete_timer_changed", "write_access_allowed", "connected_website",
    "users_shared", "chat_shared", "web_app_data", "successful_payment", "refunded_payment", "passport_data",
    "chat_background_set", "boost_added", "gift", "unique_gift", "proximity_alert_triggered",
))  # fmt: skip

LARGEST: Final = 2**63


@dataclass(frozen=True, slots=True)
class Incoming:
    """Something a person did in their private chat. `callback_id` answers a tap, "" elsewhere."""

    update_id: int
    user_id: int
    chat_id: int
    language_code: str
    input: Input
    callback_id: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Something in a group chat, where this bot talks to nobody."""

    update_id: int
    chat_id: int


@dataclass(frozen=True, slots=True)
class Membership:
    """The person has blocked the bot, or let it in again."""

    update_id: int
    user_id: int
    chat_id: int
    blocked: bool


@dataclass(frozen=True, slots=True)
class Strange:
    """An update of unknown type or shape, of which only id and type are kept."""

    update_id: int
    kind: str


Parsed: TypeAlias = Incoming | Group | Membership | Strange


class Malformed(Exception):
    """A field is missing or of another type than the Bot API promises."""


def update_id(update: object) -> int | None:
    """The id by which an update is acknowledged, None where it has no usable one."""
    found = update.get("update_id") if isinstance(update, dict) else None
    return found if _is_id(found) and found > 0 else None


def sender(update: object) -> int:
    """The user an update comes from, 0 where that cannot be told: updates of one sender keep their order."""
    if isinstance(update, dict):
        for kind in ALLOWED:
            body = update.get(kind)
            author = body.get("from") if isinstance(body, dict) else None
            found = author.get("id") if isinstance(author, dict) else None
            if _is_id(found):
                return found
    return 0


def parse(update: object) -> Parsed:
    """What an update says. One without a usable id is `Strange` with id 0."""
    number = update_id(update) or 0
    if not isinstance(update, dict):
        return Strange(number, "unknown")
    kind = next((each for each in ALLOWED if each in update), "")
    body = update.get(kind)
    if not kind or not number or not isinstance(body, dict):
        return Strange(number, kind or _kind(update))
    try:
        return READERS[kind](number, body)
    except Malformed:
        return Strange(number, kind)


def _message(number: int, message: dict[str, Any]) -> Parsed:
    chat = _dict(message, "chat")
    if chat.get("type") != "private":
        return Group(number, _id(chat))
    service = next((each for each in message if each in SERVICE), "")
    if service:
        return Strange(number, service)
    found = _id(message, "message_id")
    return _incoming(number, message, chat, _content(message, found))


def _content(message: dict[str, Any], found: int) -> Input:
    text = message.get("text")
    if isinstance(text, str):
        return _command(text, found) or Typed(text, found)
    return _spoken(message, found) or _other(message, found)


def _command(text: str, found: int) -> Command | None:
    """A command; a longer text that only happens to begin with a slash is an answer like any other.

    Of a command that there is not, the whole text is kept as its argument: it may have been meant as an answer.
    """
    match = COMMAND.fullmatch(text)
    if match is None or (match[2] and match[1].lower() not in COMMANDS):
        return None
    name = match[1].lower()
    return Command(name, (match[2] or "").strip() if name in COMMANDS else text, found)


def _spoken(message: dict[str, Any], found: int) -> Spoke | None:
    voice = message.get("voice")
    if not isinstance(voice, dict):
        return None
    file, seconds = voice.get("file_id"), voice.get("duration")
    usable = isinstance(file, str) and file.isascii() and file.isprintable() and file != ""
    if not usable or not _is_id(seconds) or seconds < 0:
        return None
    size = voice.get("file_size")
    return Spoke(str(file), seconds, found, _caption(message), size if _is_id(size) else 0)


def _caption(message: dict[str, Any]) -> str:
    """What is written below a picture, a recording or a file."""
    caption = message.get("caption")
    return caption if isinstance(caption, str) else ""


def _other(message: dict[str, Any], found: int) -> Other:
    kind = next((each for each in CONTENT if each in message), "unknown")
    return Other(kind, _caption(message), found)


def _edited(number: int, message: dict[str, Any]) -> Parsed:
    """Only words that were changed matter: a live location "edits" its message every few seconds."""
    chat = _dict(message, "chat")
    if chat.get("type") != "private":
        return Group(number, _id(chat))
    text = message.get("text") or _caption(message)
    if not isinstance(text, str) or not text:
        return Strange(number, "edited_message")
    found = _id(message, "message_id")
    return _incoming(number, message, chat, Edited(text, found))


def _tap(number: int, query: dict[str, Any]) -> Parsed:
    callback, data = query.get("id"), query.get("data")
    if not isinstance(callback, str) or not isinstance(data, str):
        raise Malformed
    message = query.get("message")
    if not isinstance(message, dict):  # too old for Telegram to show: a private chat has its person's id
        return _incoming(number, query, _dict(query, "from"), Tapped(data), callback_id=callback)
    chat = _dict(message, "chat")
    if chat.get("type") != "private":
        return Group(number, _id(chat))
    found = _id(message, "message_id")
    given = _listened(message, found, data) if data in (SPEAKER, BUTTONS) else Tapped(data, found)
    return _incoming(number, query, chat, given, callback_id=callback)


def _listened(message: dict[str, Any], found: int, data: str) -> Listened:
    """What shall be read aloud: the words of the message, and below it the choices, without the ways around."""
    text = message.get("text") if data == SPEAKER else ""
    shown = ((button.get("text"), button.get("callback_data")) for button in _buttons(message))
    return Listened(text if isinstance(text, str) else _caption(message), chosen_between(shown), found)


def _buttons(message: dict[str, Any]) -> list[dict[str, Any]]:
    markup = message.get("reply_markup")
    rows = markup.get("inline_keyboard") if isinstance(markup, dict) else None
    rows = [row for row in rows if isinstance(row, list)] if isinstance(rows, list) else []
    return [button for row in rows for button in row if isinstance(button, dict)]


def chosen_between(shown: Iterable[tuple[object, object]]) -> tuple[str, ...]:
    """The labels of the buttons that are choices, and no ways around; of any texts with whatever they send."""
    known = [
        (label, unpack(data)) for label, data in shown if isinstance(label, str) and isinstance(data, str)
    ]
    return choices((label, callback.choice) for label, callback in known if callback)


def _membership(number: int, change: dict[str, Any]) -> Parsed:
    chat = _dict(change, "chat")
    if chat.get("type") != "private":  # being added to a group or channel is nothing to talk about
        return Strange(number, "my_chat_member")
    blocked = _dict(change, "new_chat_member").get("status") == "kicked"
    return Membership(number, _id(_dict(change, "from")), _id(chat), blocked)


READERS: Final = {
    "message": _message,
    "edited_message": _edited,
    "callback_query": _tap,
    "my_chat_member": _membership,
}


def _incoming(
    number: int,
    body: dict[str, Any],
    chat: dict[str, Any],
    given: Input,
    *,
    callback_id: str = "",
) -> Incoming:
    author = _dict(body, "from")
    code = author.get("language_code")
    language = code if isinstance(code, str) and code.isascii() and len(code) <= 35 else ""
    return Incoming(number, _id(author), _id(chat), language, given, callback_id)


def _dict(body: dict[str, Any], name: str) -> dict[str, Any]:
    value = body.get(name)
    if not isinstance(value, dict):
        raise Malformed
    return value


def _id(body: dict[str, Any], name: str = "id") -> int:
    value = body.get(name)
    if not _is_id(value):
        raise Malformed
    return value


def _kind(update: dict[str, Any]) -> str:
    """The type's own name, as long as it looks like one: it is stored, and must not carry a text along."""
    names = (name for name in update if name != "update_id" and isinstance(name, str))
    return next((name for name in names if NAME.fullmatch(name)), "unknown")


def _is_id(value: object) -> TypeGuard[int]:
    """Whether it is a whole number that the database can hold."""
    return isinstance(value, int) and not isinstance(value, bool) and -LARGEST <= value < LARGEST
