"""A town of people, a number of kills, and what came of it: one run, from one seed."""

from __future__ import annotations

import signal
from dataclasses import dataclass
from random import Random
from typing import TYPE_CHECKING

from tests.end_to_end.harness import world
from tests.faults import kills
from tests.faults.cast import Cast
from tests.faults.kills import Killer
from tests.faults.scene import until_all_is_sent

if TYPE_CHECKING:
    from pathlib import Path

    from tests.faults.model import Found


@dataclass(frozen=True)
class Outcome:
    """What one scenario has shown."""

    seed: int
    webhook: bool
    kinds: tuple[str, ...]
    found: Found
    recoveries: tuple[float, ...]
    unanswered: tuple[float, ...]
    """Both as the killer has them."""
    screens: str
    """The phones of those with whom something is not as it must be."""


async def killed(
    folder: Path, seed: int, number: int, *, webhook: bool, anew: bool, **settings: str
) -> Outcome:
    """Kill the bot so many times while everybody is at it, and compare.

    The seed decides who does what, and which kills come in which order; how far everybody has come by then is the
    machine's doing. With `anew` it loads all of its code again at each start, as at a real one.
    """
    random = Random(seed)
    async with world(folder, webhook=webhook, anew=anew, paced=True, **settings) as here:
        cast, killer = Cast(here, seed), Killer(here, random)
        await cast.invite()
        kinds = kills.drawn(number, random)
        async with cast.at_work():
            for kind in kinds:
                await killer.kill(kind)
            await here.bot.until(r"\bstarted\b")
            await (
                cast.everybody_has_come()
            )  # whom a webhook's update brings may have to wait for its next try
        await until_all_is_sent(here)  # also what was told to others just now
        assert await here.bot.signal(signal.SIGTERM) == 0, here.bot.log
        found = cast.compared(killer.borders)
        times, without = tuple(killer.recoveries), tuple(killer.unanswered)
        return Outcome(seed, webhook, tuple(kinds), found, times, without, cast.screens(found))
