"""Very many reminders that are due at once: they go as fast as Telegram allows, and nobody else notices."""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from itertools import pairwise
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pytest

from bot.chat.limits import OVERALL, PER_CHAT
from bot.chat.rates import Rate
from tests.chat.dispatching import EXACT, WAITS, Morning, hundredth, most, play

if TYPE_CHECKING:
    from tests.chat.dispatching import Found

MANY = 2500
FLOODS = (10.0, 20.0)


@cache
def played(morning: Morning) -> Found:
    with TemporaryDirectory() as folder:
        return play(morning, Path(folder))


ORDINARY = Morning(MANY)
FLOODED = Morning(800, floods=FLOODS)
BUSY = Morning(1500, answers=8.0)
FINISHED = Morning(900, finish=10.0)
BLOCKED = Morning(1100, blocked=50)
PAID = Morning(1500, paid=Rate(200, 1.0))
ALL = [ORDINARY, FLOODED, BUSY, PAID]


@pytest.mark.parametrize("morning", ALL)
def test_each_is_sent_once_and_in_its_order(morning: Morning) -> None:
    """Also where Telegram has told us to wait: nothing is lost, nothing comes twice, nothing is left."""
    found = played(morning)
    texts = [text for _, _, text in found.arrivals]
    assert len(set(texts)) == len(texts)
    assert {text for _, _, text in found.reminders()} == {
        f"reminder {n}" for n in range(1, morning.reminders + 1)
    }
    assert len(found.before) + len(found.during) == len(texts) - morning.reminders
    assert found.left == 0
    chats = defaultdict(list)
    for _, chat, text in found.arrivals:
        kind, _, number = text.partition(" ")
        chats[chat, kind].append(int(number))
    assert all(numbers == sorted(numbers) for numbers in chats.values())


def test_what_goes_to_whoever_has_blocked_us_is_held_and_all_others_get_theirs() -> None:
    found = played(BLOCKED)
    texts = [text for _, _, text in found.reminders()]
    assert {chat for _, chat in found.turned_away} == set(range(450, 1001, 50)), (
        "as are reminded, and do nothing"
    )
    assert len(texts) == len(set(texts)) == BLOCKED.reminders - found.held
    assert (found.left, found.refused) == (0, 0)
    assert found.used() >= 0.95


@pytest.mark.parametrize("morning", [ORDINARY, FLOODED, BUSY])
def test_no_second_holds_more_than_telegram_allows(morning: Morning) -> None:
    """As they arrive, and wherever one starts to count; in a chat too, where no reminder comes right upon another."""
    found = played(morning)
    assert found.refused == 0 or morning.floods
    assert most([at for at, _, _ in found.arrivals], OVERALL.seconds) <= OVERALL.count
    chats = defaultdict(list)
    for at, chat, text in found.arrivals:
        chats[chat].append((at, text))
    for messages in chats.values():
        assert most([at for at, _ in messages], PER_CHAT.seconds) <= PER_CHAT.count
        for (before, _), (at, text) in pairwise(messages):
            assert at - before >= 1 - EXACT or text.startswith("answer")


@pytest.mark.parametrize("morning", [ORDINARY, BUSY])
def test_the_rate_is_used_and_whoever_waits_for_an_answer_hardly_notices(morning: Morning) -> None:
    found = played(morning)
    assert found.used() >= 0.95
    assert len(found.before) > 200
    assert len(found.during) > 400
    assert hundredth(found.during) - hundredth(found.before) <= 0.1


def test_no_more_is_written_than_can_go_in_a_moment() -> None:
    """Thousands of rows would wait for the better part of an hour, and say then what was so at nine."""
    assert played(ORDINARY).most_waiting <= 2 * OVERALL.count


def test_whoever_has_done_it_meanwhile_is_not_reminded() -> None:
    found, last = played(FINISHED), FINISHED.reminders * 9 // 10
    late = [at for at, _, text in found.reminders() if int(text.split()[1]) > last]
    assert late == []
    assert len(found.reminders()) == last


def test_a_429_slows_and_the_pace_grows_back() -> None:
    """Its whole time is waited, then it goes on at less than the full pace, and faster again after a while."""
    found = played(FLOODED)
    times = [at for at, _, _ in found.arrivals if at > 0]

    def sent(begin: float, end: float) -> int:
        return sum(begin <= at < end for at in times)

    assert found.refused >= 2
    for flood in FLOODS:
        assert sent(flood, flood + WAITS) == 0
        assert 0 < sent(flood + WAITS + 1, flood + WAITS + 3) < 1.6 * sent(flood - 3, flood - 1) / 2 + 15
    first = FLOODS[0] - 3
    again = FLOODS[1] + WAITS + 1
    assert sent(again, again + 3) < 0.6 * sent(first, first + 3)
    assert sent(again + 25, again + 28) > sent(again, again + 3)


def test_what_is_paid_for_goes_faster_and_takes_no_place_of_an_answer() -> None:
    found = played(PAID)
    assert found.seconds() < 1.1 * PAID.reminders / 200
    assert most(found.paid, 1.0) <= 200
    assert found.refused == 0
    assert PAID.reminders * 0.98 < len(found.paid) <= PAID.reminders, (
        "an answer takes along what stands before it"
    )
    assert median(found.during) <= PAID.there + EXACT
    assert max(found.during) <= 2 * PAID.there + PAID.back + EXACT, (
        "behind a reminder to the same chat at most"
    )
