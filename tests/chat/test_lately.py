"""Who was told something within the last minute is remembered that long, without looking through everybody."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from bot.chat.reception import Lately

NOW = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
CHATS = 1_000


class Compared(datetime):
    """A moment that counts how often it is compared with others."""

    times = 0

    def __sub__(self, other: Any) -> Any:
        type(self).times += 1
        return super().__sub__(other)


def test_a_chat_is_told_once_a_minute() -> None:
    lately = Lately()
    lately.told(1, NOW)
    assert not lately.may(1, NOW + timedelta(seconds=59))
    assert lately.may(1, NOW + timedelta(seconds=60))
    assert lately.may(2, NOW)


def test_one_that_is_told_again_is_remembered_from_then_on() -> None:
    lately = Lately()
    for chat, seconds in ((1, 0), (2, 10), (1, 30), (3, 75)):
        lately.told(chat, NOW + timedelta(seconds=seconds))
    assert not lately.may(1, NOW + timedelta(seconds=80))
    assert set(lately._at) == {1, 3}


def test_after_a_minute_nothing_is_left_of_anybody() -> None:
    lately = Lately()
    for chat in range(CHATS):
        lately.told(chat, NOW + timedelta(milliseconds=chat))
    lately.told(CHATS, NOW + timedelta(minutes=2))
    assert list(lately._at) == [CHATS]


def test_a_clock_that_was_set_back_far_forgets_whoever_was_told_before() -> None:
    lately = Lately()
    lately.told(1, NOW)
    lately.told(2, NOW - timedelta(hours=1))
    assert list(lately._at) == [2]


def test_when_very_many_are_told_nobody_is_looked_through_again_and_again() -> None:
    lately = Lately()
    for chat in range(CHATS):
        lately.told(chat, Compared.fromtimestamp(NOW.timestamp() + chat / CHATS, UTC))
    assert Compared.times <= 2 * CHATS
