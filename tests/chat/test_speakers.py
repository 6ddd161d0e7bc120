"""How many programs the sender leaves a place to, and for how long after they were seen."""

from __future__ import annotations

from bot.chat.speakers import REMEMBERED, Speakers
from tests.chat.helpers import Clock


def test_one_that_is_not_seen_any_more_is_counted_for_an_hour_at_least() -> None:
    """Cut off from the database it is not seen, and says more than the others."""
    clock = Clock()
    speakers = Speakers(clock=clock.seconds)
    counts = []
    for seconds, seen in ((0, 2), (10, 3), (REMEMBERED - 11, 1), (1, 1), (REMEMBERED - 1, 1), (1, 1)):
        clock.advance(seconds)
        counts.append(speakers.seen(seen))
    assert counts == [2, 3, 3, 3, 3, 1]
