"""What a refusal of the Bot API means as an error: the library's classes, without tokens and texts."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from typing import Any

from telegram.error import (
    BadRequest,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
)

QUOTED = re.compile(r"""(["'«“`]).*["'»”`]""", re.DOTALL)
CLASSES: dict[int, type[TelegramError]] = {
    400: BadRequest,
    401: InvalidToken,
    403: Forbidden,
    404: InvalidToken,  # the real server says 404 to a token that cannot be one; our method names are right
    409: Conflict,
    413: BadRequest,
}


class Flood(RetryAfter):
    """Telegram asks to wait (429). `retry_after` is a timedelta; the base class warns, or gives a number."""

    __slots__ = ()

    @property
    def retry_after(self) -> timedelta:
        return self._retry_after


def failure(status: int, body: bytes) -> TelegramError:
    """The error that a refusal stands for.

    Only an answer in Telegram's own shape counts as its word: a 403 or 404 page of something in between (a
    proxy, a captive portal) is a network fault, and must neither block a person nor stop the bot.
    """
    answer = parse(body)
    if not isinstance(answer, dict) or answer.get("ok") is not False:
        return NetworkError(f"expected an answer of the Bot API, got HTTP {status} with something else")
    if status == 429:
        return Flood(timedelta(seconds=_seconds(answer)))
    return CLASSES.get(status, NetworkError)(f"{_description(answer)} ({status})")


def parse(body: bytes) -> Any:
    """The JSON in `body`, or None where there is none (nested too deeply counts as none)."""
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        return None


def _seconds(answer: dict[str, Any]) -> float:
    parameters = answer.get("parameters")
    seconds = parameters.get("retry_after") if isinstance(parameters, dict) else None
    return float(seconds) if isinstance(seconds, int | float) and seconds > 0 else 1.0


def _description(answer: dict[str, Any]) -> str:
    """Telegram's sentence, less what it quotes: a quotation can hold a person's words."""
    description = answer.get("description")
    return QUOTED.sub("…", description)[:200] if isinstance(description, str) else "no description"
