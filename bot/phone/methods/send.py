"""Methods that put something new on a phone: messages, typing and toasts."""

from typing import Any

from bot.phone import utf16
from bot.phone.checks import Params, flag_field, text_field
from bot.phone.entities import formatted
from bot.phone.errors import ApiError, bad_request
from bot.phone.exchange import Exchange
from bot.phone.posting import post

Json = dict[str, Any]

MAX_TEXT = 4096
MAX_TOAST = 200
CALLBACK_SECONDS = 60
INVISIBLE = (
    " \t\r\n\u00a0\u00ad\u034f\u061c\u180e\u200b\u200c\u200d\u200e\u200f\u2028\u2029"
    "\u202f\u205f\u2060\u2800\u3000\ufeff"
)
"""A text of nothing but these is empty to Telegram."""
_ACTIONS = {
    "typing", "upload_photo", "record_video", "upload_video", "record_voice", "upload_voice",
    "upload_document", "choose_sticker", "find_location", "record_video_note", "upload_video_note",
    "cancel", "record_audio", "upload_audio", "pick_up_location",
}  # fmt: skip


def text_content(params: Params) -> Json:
    """The `text` and `entities` of a message; 1-4096 UTF-16 code units after entities are parsed."""
    text, entities = formatted(params, "text", "parse_mode", "entities")
    check_link_preview(params)
    if not text.strip(INVISIBLE):
        raise bad_request("message text is empty")
    if utf16.length(text) > MAX_TEXT:
        raise bad_request("message is too long")
    return {"text": text, **({"entities": entities} if entities else {})}


def check_link_preview(params: Params) -> None:
    params.boolean("disable_web_page_preview")
    options = params.structure("link_preview_options", "Can't parse link preview options JSON object")
    if options is None:
        return
    if not isinstance(options, dict):
        raise bad_request("Object expected as link preview options")
    for name in ("is_disabled", "prefer_small_media", "prefer_large_media", "show_above_text"):
        flag_field(options, name)
    text_field(options, "url")


def send_message(exchange: Exchange, params: Params) -> Json:
    return post(exchange, params, text_content(params))


def send_chat_action(exchange: Exchange, params: Params) -> bool:
    action = params.string("action").lower()
    if action not in _ACTIONS:
        raise bad_request("wrong parameter action in request")
    chat = exchange.chat_of(params)
    if action == "cancel":
        exchange.stop_typing(chat.id)
    else:
        exchange.show_typing(chat.id)
    return True


def answer_callback_query(exchange: Exchange, params: Params) -> bool:
    """Answer a tap once, within a minute; a text shows as a toast or an alert."""
    query_id = params.string("callback_query_id")
    text = params.string("text")
    show_alert = params.boolean("show_alert")
    params.integer("cache_time")
    row = exchange.storage.row("SELECT * FROM callbacks WHERE id = :id", {"id": query_id})
    if row is None or row["created"] + CALLBACK_SECONDS < exchange.clock.now():
        raise ApiError(
            400, "Bad Request: query is too old and response timeout expired or query ID is invalid"
        )
    if utf16.length(text) > MAX_TOAST:
        raise bad_request("MESSAGE_TOO_LONG")
    exchange.storage.run("DELETE FROM callbacks WHERE id = :id", {"id": query_id})
    if text:
        exchange.events.publish("toast", row["chat_id"], text=text, show_alert=show_alert)
    return True


METHODS = {
    "sendmessage": send_message,
    "sendchataction": send_chat_action,
    "answercallbackquery": answer_callback_query,
}
