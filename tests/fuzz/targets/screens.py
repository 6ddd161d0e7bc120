"""The screen that every text passes: no CPR number is left, whatever stands between its digits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.coaching.advice import advise
from bot.coaching.cpr import MASK, mask
from bot.coaching.distress import read
from bot.coaching.screen import storable
from bot.coaching.wishes import beside, wish
from tests.fuzz.target import Target, said_in_replays, text_of

if TYPE_CHECKING:
    from collections.abc import Iterator

NUMBERS = (
    "010190-1234", "0101901234", "01 01 90 1234", "610190-1234", "01.01.1990 1234", "(010190)1234",
    "０１０１９０－１２３４",
    "01 01 90 12 34", "0 1 0 1 9 0 1 2 3 4", "1. januar 1990-1234", "010190 de sidste fire er 1234",
    "mit cpr er 01/01-90 - 1234 tak", "20 30 10 12 2100", "311299‑0000", "0\u200b10190-1234",
)  # fmt: skip


def run(data: bytes) -> None:
    text = storable(text_of(data))
    masked = mask(text)
    assert mask(masked) == masked
    assert masked == text or MASK in masked
    read(masked)
    wish(masked)
    beside(masked)
    for language in ("da", "en"):
        advise(masked, kind="pitch", language=language)


def seeds() -> Iterator[bytes]:
    yield from (text.encode() for text in NUMBERS)
    yield from (text.encode() for text in said_in_replays()[::25])


TARGET = Target(run, seeds, longest=600)
