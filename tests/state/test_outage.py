"""What fails again and again is told at once, then ever more rarely, and once when it is over."""

from __future__ import annotations

from itertools import pairwise

from bot.state.outage import FIRST, LONGEST, Outage


class Seconds:
    now = 100.0

    def __call__(self) -> float:
        return self.now


def test_it_is_told_at_once_then_ever_more_rarely_and_for_ever() -> None:
    clock = Seconds()
    outage, told = Outage(clock), []
    for second in range(3600):
        clock.now = 100.0 + second
        if outage.fails():
            told.append(second)
            assert outage.seconds == second
    assert told[:6] == [0, 15, 45, 105, 225, 465]
    assert {later - earlier for earlier, later in pairwise(told[5:])} == {LONGEST}


def test_its_end_is_told_once_with_how_long_it_lasted_and_the_next_begins_anew() -> None:
    clock = Seconds()
    outage = Outage(clock)
    assert outage.ends() is None
    assert (outage.seconds, outage.fails()) == (0, True)
    clock.now += FIRST + 1
    assert outage.fails()
    clock.now += 2
    assert outage.ends() == FIRST + 3
    assert outage.ends() is None
    assert outage.fails()
    assert outage.seconds == 0
