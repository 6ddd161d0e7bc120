"""The parameters of one Bot API call, each read as the type that the method declares."""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from bot.phone.errors import MAX_NUMBER, Malformed, bad_request

_TRUE = {"true", "yes", "1"}
_FALSE = {"false", "no", "0"}


@dataclass(frozen=True)
class Upload:
    """One file of a multipart request."""

    filename: str
    content_type: str
    data: bytes


@dataclass(frozen=True)
class Params:
    """Parameters as Telegram holds them: text by name, and files by name. Empty text means absent.

    `types` names the JSON type of every parameter that came as JSON and not as text. Telegram quietly takes
    a wrong scalar for its default; the phone refuses it, because a bot that sends one has a mistake in it.
    """

    values: Mapping[str, str] = field(default_factory=dict)
    files: Mapping[str, Upload] = field(default_factory=dict)
    types: Mapping[str, str] = field(default_factory=dict)

    def has(self, name: str) -> bool:
        return bool(self.values.get(name))

    def raw(self, name: str) -> str:
        return self.values.get(name, "")

    def string(self, name: str) -> str:
        if name in self.types:
            raise bad_request(f'Field "{name}" must be of type String')
        return utf8(self.raw(name))

    def required(self, name: str) -> str:
        value = self.string(name)
        if not value:
            raise bad_request(f'Parameter "{name}" is required')
        return value

    def boolean(self, name: str) -> bool:
        value = self.raw(name).lower()
        if value and value not in _TRUE | _FALSE:
            raise bad_request(f'Field "{name}" must be of type Boolean')
        return value in _TRUE

    def integer(self, name: str, default: int = 0) -> int:
        value = self.raw(name)
        try:
            number = int(value) if value else default
        except ValueError:
            number = MAX_NUMBER + 1
        if abs(number) > MAX_NUMBER:
            raise bad_request(f'Field "{name}" must be of type Number')
        return number

    def clamped(self, name: str, default: int, low: int, high: int) -> int:
        """An integer, brought into its range as Telegram does."""
        return max(low, min(high, self.integer(name, default)))

    def structure(self, name: str, unreadable: str) -> Any:
        """A JSON-serialised parameter, None when absent; `unreadable`: what Telegram says of broken JSON."""
        value = self.raw(name)
        if not value:
            return None
        try:
            return json.loads(value)
        except (ValueError, RecursionError):
            raise bad_request(unreadable) from None


@contextmanager
def explained(prefix: str) -> Iterator[None]:
    """Put Telegram's words for the whole before the words for the part that is malformed."""
    try:
        yield
    except Malformed as error:
        raise bad_request(f"{prefix}: {error}") from None


def utf8(text: str) -> str:
    """Return `text`; a lone surrogate cannot be sent, as with Telegram."""
    try:
        text.encode()
    except UnicodeEncodeError:
        raise bad_request("strings must be encoded in UTF-8") from None
    return text


def text_field(item: Mapping[str, Any], name: str, *, required: bool = False) -> str:
    """A string inside a JSON object, with Telegram's two sentences when it is missing or something else."""
    value = item.get(name)
    if value is None:
        if required:
            raise Malformed(f'Can\'t find field "{name}"')
        return ""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    if not isinstance(value, str):
        raise Malformed(f'Field "{name}" must be of type String')
    return utf8(value)


def number_field(item: Mapping[str, Any], name: str) -> int:
    """A whole number inside a JSON object; Telegram also takes it as text."""
    value = item.get(name)
    if value is None:
        raise Malformed(f'Can\'t find field "{name}"')
    if isinstance(value, bool) or not isinstance(value, int | str):
        raise Malformed(f'Field "{name}" must be of type Number')
    try:
        return int(value)
    except ValueError:
        raise Malformed(f'Field "{name}" must be a valid Number') from None


def flag_field(item: Mapping[str, Any], name: str) -> bool:
    value = item.get(name, False)
    if not isinstance(value, bool):
        raise Malformed(f'Field "{name}" must be of type Boolean')
    return value
