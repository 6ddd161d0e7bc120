"""Errors in Telegram's shape, and the error of an impossible gesture on the page."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

MAX_NUMBER = 2**63 - 1


class ApiError(Exception):
    """A Bot API call was refused: HTTP status `code`, Telegram's `description` and `parameters`."""

    def __init__(self, code: int, description: str, parameters: dict[str, Any] | None = None) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters

    def body(self) -> dict[str, Any]:
        """The JSON that Telegram would answer."""
        body: dict[str, Any] = {"ok": False, "error_code": self.code, "description": self.description}
        return body if self.parameters is None else {**body, "parameters": self.parameters}


@dataclass(frozen=True)
class Said:
    """A result that Telegram accompanies with a description."""

    result: Any
    description: str


class GestureError(Exception):
    """A person cannot do that on their phone now; `status` is the HTTP status for the page."""

    def __init__(self, message: str, status: int = 400) -> None:
        super().__init__(message)
        self.status = status


def whole(wish: Mapping[str, Any], name: str, default: int) -> int:
    """A whole number in the JSON that the page or a test sent."""
    value = wish.get(name, default)
    if isinstance(value, bool) or not isinstance(value, int) or abs(value) > MAX_NUMBER:
        raise GestureError(f"{name} must be a whole number, got {value!r}")
    return value


class Malformed(ValueError):
    """A part of a JSON parameter is not what it should be; the text is Telegram's, without its prefix."""


def bad_request(reason: str) -> ApiError:
    """400 with Telegram's wording: a sentence starts in lower case, a CODE_IN_CAPITALS stays as it is."""
    is_sentence = len(reason) > 1 and not reason[1].isupper()
    return ApiError(400, "Bad Request: " + (reason[0].lower() + reason[1:] if is_sentence else reason))


def too_many_requests(seconds: int) -> ApiError:
    """429 with `retry_after` in whole seconds."""
    return ApiError(429, f"Too Many Requests: retry after {seconds}", {"retry_after": seconds})


BLOCKED = "Forbidden: bot was blocked by the user"
