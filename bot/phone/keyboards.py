"""Keyboards under a message and under the text field, checked as Telegram checks them."""

from collections.abc import Callable
from typing import Any

from bot.phone import utf16
from bot.phone.checks import Params, explained, flag_field, text_field
from bot.phone.errors import Malformed, bad_request
from bot.phone.web_address import split

Markup = dict[str, Any]

MAX_CALLBACK_BYTES = 64
MAX_BUTTONS = 100
MAX_COPY_TEXT = 256
_URL_SCHEMES = {"http", "https", "tg", "ton"}


def reply_markup(params: Params) -> Markup | None:
    """Return the markup of a call, reduced to what Telegram keeps, or None.

    It has one of: "inline_keyboard" or "keyboard" with rows of buttons, "remove_keyboard", "force_reply".
    """
    value = params.structure("reply_markup", "Can't parse reply keyboard markup JSON object")
    if "reply_markup" not in params.values or not params.has("reply_markup"):
        return None
    if not isinstance(value, dict):
        raise bad_request("Object expected as reply markup")
    reply = _rows(value, "keyboard", _reply_button, "Can't parse keyboard button")
    inline = _rows(value, "inline_keyboard", _inline_button, "Can't parse inline keyboard button")
    if reply:
        return {"keyboard": reply, **_options(value, "resize_keyboard", "one_time_keyboard", "is_persistent")}
    if inline:
        return {"inline_keyboard": inline}
    if flag_field(value, "remove_keyboard"):
        return {"remove_keyboard": True}
    if flag_field(value, "force_reply"):
        return {"force_reply": True, **_options(value)}
    return None


def inline_markup(params: Params) -> Markup | None:
    """The markup of an edit, where only an inline keyboard is possible."""
    markup = reply_markup(params)
    if markup is not None and "inline_keyboard" not in markup:
        raise bad_request("inline keyboard expected")
    return markup


def callback_data(message: dict[str, Any]) -> list[str]:
    """Every callback data on the inline keyboard of a message."""
    rows = message.get("reply_markup", {}).get("inline_keyboard", [])
    return [button["callback_data"] for row in rows for button in row if "callback_data" in button]


def _rows(
    value: dict[str, Any], name: str, button: Callable[[Any], Markup], prefix: str
) -> list[list[Markup]]:
    rows = value.get(name)
    if rows is None:
        return []
    if not isinstance(rows, list):
        raise Malformed(f'Field "{name}" must be of type Array')
    if not all(isinstance(row, list) for row in rows):
        of_what = " of the InlineKeyboardMarkup" if name == "inline_keyboard" else ""
        raise bad_request(f'Field "{name}"{of_what} must be an Array of Arrays')
    with explained(prefix):
        parsed = [[button(item) for item in row] for row in rows if row]
    if sum(len(row) for row in parsed) > MAX_BUTTONS:
        raise bad_request("REPLY_MARKUP_TOO_LONG")
    return parsed


def _options(value: dict[str, Any], *names: str) -> Markup:
    flags: Markup = {name: True for name in (*names, "selective") if flag_field(value, name)}
    placeholder = text_field(value, "input_field_placeholder")
    if len(placeholder) > 64:
        raise bad_request("input field placeholder must have 1-64 characters")
    return {**flags, **({"input_field_placeholder": placeholder} if placeholder else {})}


def _reply_button(item: Any) -> Markup:
    if isinstance(item, str):
        item = {"text": item}
    if not isinstance(item, dict):
        raise Malformed("KeyboardButton must be a String or an Object")
    text = text_field(item, "text", required=True)
    if not text.strip():
        raise bad_request("keyboard button text must be non-empty")
    requests = {name: True for name in ("request_contact", "request_location") if flag_field(item, name)}
    return {"text": text, **requests}


def _inline_button(item: Any) -> Markup:
    if not isinstance(item, dict):
        raise Malformed("InlineKeyboardButton must be an Object")
    text = text_field(item, "text", required=True)
    if not text.strip():
        raise bad_request("inline keyboard button text must be non-empty")
    kinds = [name for name in _KINDS if item.get(name) is not None and item[name] != _NOTHING.get(name)]
    if not kinds:
        raise Malformed("Text buttons are unallowed in the inline keyboard")
    if len(kinds) > 1:
        raise Malformed(f"Exactly one optional field must be used, got {', '.join(kinds)}")
    return {"text": text, kinds[0]: _KINDS[kinds[0]](item, kinds[0])}


def _text(item: Markup, name: str) -> str:
    return text_field(item, name, required=True)


def _object(item: Markup, name: str) -> Markup:
    value = item[name]
    if not isinstance(value, dict):
        raise Malformed(f'Field "{name}" must be of type Object')
    return value


def _callback_data(item: Markup, name: str) -> str:
    data = _text(item, name)
    if len(data.encode()) > MAX_CALLBACK_BYTES:
        raise bad_request("BUTTON_DATA_INVALID")
    return data


def _copy_text(item: Markup, name: str) -> Markup:
    text = _text(_object(item, name), "text")
    if not 1 <= utf16.length(text) <= MAX_COPY_TEXT:
        raise bad_request("BUTTON_COPY_TEXT_INVALID")
    return {"text": text}


def _web_app(item: Markup, name: str) -> Markup:
    url = _text(_object(item, name), "url")
    parts = split(url)
    if url and parts.scheme != "https":
        reason = "Only HTTPS links are allowed"
    elif not parts.hostname:
        reason = "URL host is empty"
    else:
        return {"url": url}
    raise bad_request(f"inline keyboard button Web App URL '{url}' is invalid: {reason}")


def _url(item: Markup, name: str) -> str:
    url = _text(item, name)
    parts = split(url)
    if parts.scheme and parts.scheme not in _URL_SCHEMES:
        raise bad_request(f"inline keyboard button URL '{url}' is invalid: Unsupported URL protocol")
    host = parts.netloc if parts.scheme else parts.path.partition("/")[0]
    if " " in url or (parts.scheme != "tg" and "." not in host and not host.startswith("localhost")):
        raise bad_request(f"inline keyboard button URL '{url}' is invalid: Wrong HTTP URL")
    return url if parts.scheme else f"http://{url}"


_KINDS: dict[str, Callable[[Markup, str], str | Markup]] = {
    "url": _url,
    "callback_data": _callback_data,
    "switch_inline_query": _text,
    "switch_inline_query_current_chat": _text,
    "web_app": _web_app,
    "copy_text": _copy_text,
}
_NOTHING = {"url": "", "callback_data": ""}
"""What Telegram takes for absent; an empty inline query is one."""
