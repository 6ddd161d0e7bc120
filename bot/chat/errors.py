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
WORDS = """
a active all already an and are aren as at audio bad be because big blocked boost bot bottom bounds buffer but
button by byte callback can caption channel characters chat client closed command commands conflict connection
content conversation copy current data deactivated delete deleted deletewebhook description dimensions
document duplicate edit edited empty encoded end entities entity error exactly exceeded expected expired
failed failure file find flood forbidden forum found from gateway get getupdates group have html http https id
identifier image in incorrect initiate inline instance internal invalid is it json keyboard kicked language
large length location long make many mark markup media member message messages method migrated minute modified
must name need new no non not of offset old on one only or other parse peer permission photo picture poll
private process protected query quote range rate reaction received remote reopen replied reply request
requests response restricted retry rights running same scope secret send server service set size small
specified start sticker story string strings supergroup support supported sure t tag telegram terminated text
that the there thread timed timeout to token too top topic type unauthorized unavailable unclosed unexpected unknown
unsupported update updates upgraded url use user utf video voice was webhook webpage while with write wrong
you your
"""
"""The words that Telegram explains a refusal with. Any other word in an explanation may be a person's."""
KNOWN = frozenset(WORDS.split())
UNTOLD = "…"
LONGEST = 400
SPLIT = re.compile(r"[^\W\d_]+|\d+")
CLASSES: dict[int, type[TelegramError]] = {
    400: BadRequest,
    401: InvalidToken,
    403: Forbidden,
    404: InvalidToken,  # the real server says 404 to a token that cannot be one; our method names are right
    409: Conflict,
    413: BadRequest,
}
ANSWERS = (BadRequest, Conflict, Forbidden, InvalidToken, RetryAfter)
"""What Telegram means; another NetworkError is a fault of its own, or of the way."""


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


def is_answer(error: Exception) -> bool:
    """Whether this is Telegram's own word, a refusal; not where it, or the way to it, has failed."""
    return isinstance(error, ANSWERS)


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
    """Telegram's sentence, less every word that is not one of its own: it quotes what it refuses."""
    description = answer.get("description")
    if not isinstance(description, str):
        return "no description"
    told = " ".join(
        word if _is_telegrams(word) else UNTOLD for word in QUOTED.sub(UNTOLD, description)[:LONGEST].split()
    )
    return re.sub(rf"{UNTOLD}( {UNTOLD})+", UNTOLD, told)


def _is_telegrams(word: str) -> bool:
    """Whether each part of a word is one of Telegram's; "BUTTON_DATA_INVALID" has three."""
    parts = SPLIT.findall(word)
    return bool(parts) and all(part.casefold() in KNOWN for part in parts)
