"""Killed again and again while people talk with it: nothing is lost, nothing comes twice, no question is skipped."""

from __future__ import annotations

import asyncio
import signal
from random import Random
from typing import TYPE_CHECKING

import pytest

from tests import postgres
from tests.end_to_end.harness import World, world
from tests.end_to_end.journeys import SECOND, first_contact
from tests.end_to_end.phones import CITIZEN
from tests.end_to_end.programs import PATIENCE
from tests.end_to_end.scripted import ScriptedCitizen
from tests.faults.figures import EACH, WAYS
from tests.faults.kills import BY_PHONE, drawn
from tests.faults.model import Held, compared
from tests.faults.scenario import killed
from tests.faults.scene import PAUSE, until_all_is_sent

if TYPE_CHECKING:
    from pathlib import Path

    from tests.faults.figures import Figures

FEW = 16
pytestmark = pytest.mark.kills


async def test_kills_lose_and_repeat_nothing(tmp_path: Path, seed: int, figures: Figures, long: bool) -> None:
    """Half of the kills by the phone, at the worst instants; then the model is held against what is there."""
    for _ in WAYS:
        figures.begin(seed)
    async with asyncio.TaskGroup() as pair:
        runs = [
            pair.create_task(killed(tmp_path / way, seed, EACH, webhook=way == "webhook", anew=long))
            for way in WAYS
        ]
    outcomes = [run.result() for run in runs]
    for outcome in outcomes:
        figures.add(outcome)
    for outcome in outcomes:
        assert not outcome.found.problems, f"{outcome.found.report}\n{outcome.screens}"
        assert max(outcome.found.unmarked.values(), default=0) <= 1, outcome.found.unmarked


async def test_kills_lose_and_repeat_nothing_on_postgresql(tmp_path: Path, seed: int) -> None:
    """The same with fewer kills: those between two transactions and in the middle of one."""
    with postgres.fresh() as database:
        settings = {"DATABASE_URL": database.url, "ERASURE_LEDGER": str(tmp_path / "ledger")}
        outcome = await killed(tmp_path, seed, FEW, webhook=False, anew=False, **settings)
    assert not outcome.found.problems, f"{outcome.found.report}\n{outcome.screens}"
    assert max(outcome.found.unmarked.values(), default=0) <= 1, outcome.found.unmarked


def test_at_least_half_of_the_kills_are_at_the_worst_instants(seed: int) -> None:
    kinds = drawn(EACH, Random(seed))
    by_phone = [kinds.count(kind) for kind in BY_PHONE]
    assert sum(by_phone) == 13
    assert max(by_phone) - min(by_phone) <= 1


async def test_a_notice_that_was_replaced_on_its_way_at_a_kill_stays_and_comes_once(tmp_path: Path) -> None:
    """The phone has both notices, the outbox is marked with the newest only: the model knows what that is."""
    async with world(tmp_path, paced=True, READING_SECONDS="10") as here:
        citizen = ScriptedCitizen(here.phone, CITIZEN, Random(1), hasty=True)
        await first_contact(citizen)
        await citizen.write("Jeg hedder Samir")
        await citizen.reads(SECOND)
        await here.phone.post("faults", chat=CITIZEN, method="sendMessage", fault="hang")
        await citizen.write("jeg har kørt lastbil")
        await citizen.reads("din besked sammen")
        await citizen.write("i 8 år")
        await until_taken_back(here, citizen)
        await here.bot.kill()
        border = await here.phone.newest()
        await here.start_bot()
        await citizen.reads("dine 2 beskeder")
        await until_all_is_sent(here)
        assert await here.bot.signal(signal.SIGTERM) == 0
        citizen.sent = {each.id: each.text for each in citizen.screen if each.own and each.text != "/start"}
        found = compared([(citizen, Held(here.stored(citizen), here.taken_back(citizen)))], [border])
    assert not found.problems, found.report
    assert (found.replaced.total(), found.repeated.total()) == (1, 0)


async def until_taken_back(here: World, citizen: ScriptedCitizen) -> None:
    """Wait until a message to somebody was taken back while it was on its way."""
    async with asyncio.timeout(PATIENCE):
        while not here.taken_back(citizen):  # noqa: ASYNC110 - another process does it; nobody tells of it
            await asyncio.sleep(PAUSE)
