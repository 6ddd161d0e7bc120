"""What is said of a run of kills: how many there were of those asked for, and what is known of how long it took."""

from __future__ import annotations

import asyncio
import signal
from collections import Counter
from random import Random
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, cast

import pytest

from tests.end_to_end.phones import CITIZEN, Message
from tests.faults.conftest import FIGURES, pytest_sessionfinish
from tests.faults.figures import EACH, Figures
from tests.faults.kills import Killer
from tests.faults.model import Found
from tests.faults.scenario import Outcome

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.end_to_end.harness import World

SEED = 7


def outcome(*, webhook: bool, recoveries: Sequence[float] = (), unanswered: Sequence[float] = ()) -> Outcome:
    kinds = ("work",) * EACH
    return Outcome(SEED, webhook, kinds, Found(), tuple(recoveries), tuple(unanswered), "")


def run(*ways: bool, asked: int = 1) -> Figures:
    """A run of which so many scenarios, each with a webhook or without, came to an outcome."""
    figures = Figures(asked=asked)
    for _ in range(2 * asked):
        figures.begin(SEED)
    for webhook in ways:
        figures.add(outcome(webhook=webhook))
    return figures


def ended(figures: Figures, *, status: int = 0, **config: Any) -> int:
    """How a run of tests ends that would have ended with this status."""
    stash = pytest.Stash()
    stash[FIGURES] = figures
    options = SimpleNamespace(collectonly=False)
    session = SimpleNamespace(
        config=SimpleNamespace(stash=stash, option=options, **config), exitstatus=status
    )
    pytest_sessionfinish(cast("pytest.Session", session), status)
    return int(session.exitstatus)


def test_a_run_with_all_the_kills_that_were_asked_for_has_passed() -> None:
    figures = run(False, True)
    assert ended(figures) == 0
    assert figures.line().startswith("50 of 50 kills, ")


@pytest.mark.parametrize("short", [run(False), run(), run(False, True, asked=2), Figures(asked=1)])
def test_a_run_of_fewer_kills_is_red_and_says_so(short: Figures) -> None:
    assert ended(short) == pytest.ExitCode.TESTS_FAILED
    assert f" of {short.kills_asked} kills, FEWER THAN ASKED FOR, " in short.line()
    assert short.numbers()["kills"]["asked for"] == short.kills_asked


def test_it_keeps_the_status_that_it_had() -> None:
    assert ended(run(), status=pytest.ExitCode.INTERRUPTED) == pytest.ExitCode.INTERRUPTED
    assert ended(Figures()) == 0, "where no kills were asked for"
    assert ended(run(), workerinput={}) == 0, "a worker: others have run them"


def test_a_kill_before_anybody_was_answered_counts_as_longer_than_they_had() -> None:
    figures = Figures(asked=1)
    for webhook in (False, True):
        figures.begin(SEED)
        figures.add(outcome(webhook=webhook, recoveries=[3.0, 1.0, 2.0], unanswered=[4.0, 0.5]))
    times = figures.numbers()["seconds to the first answer"]["polling"]
    assert times["kills"] == EACH
    assert (times["measured"], times["median"], times["slowest"]) == (3, 2.0, 3.0)
    assert (times["killed again before one"], times["longest without one"]) == (2, 4.0)
    assert "known of 3 of 25 kills, the others had 4.0 s at most before the next" in figures.line()


class Program:
    """A bot that starts and is killed at once."""

    pid = 1
    log = ""

    async def until(self, _: str) -> None:
        """It has started."""

    async def ended(self) -> int:
        return -signal.SIGKILL

    async def start(self) -> None:
        """It starts."""


class Phone:
    """A phone on which messages come when a test says so."""

    def __init__(self) -> None:
        self.first: dict[int, dict[int, Message]] = {CITIZEN: {}}
        self.changed = asyncio.Condition()

    async def post(self, *_: str, **__: object) -> None:
        """The bot is killed."""

    async def newest(self) -> int:
        return len(self.first[CITIZEN])

    async def comes(self) -> None:
        async with self.changed:
            number = len(self.first[CITIZEN]) + 1
            self.first[CITIZEN][number] = Message(number, False, "Hej", ())
            self.changed.notify_all()


async def test_each_kill_is_counted_once_as_answered_or_not() -> None:
    phone = Phone()
    killer = Killer(cast("World", SimpleNamespace(bot=Program(), phone=phone)), Random(1))
    counted = Counter[str]()
    for answered in (True, False, False, True, True):
        await killer.kill("before_send")
        await asyncio.sleep(0)
        if answered:
            await phone.comes()
            await asyncio.sleep(0)
            await asyncio.sleep(0)
        counted[str(answered)] += 1
    assert (len(killer.recoveries), len(killer.unanswered)) == (counted["True"], counted["False"])
    for watch in killer._noticing:
        watch.cancel()
