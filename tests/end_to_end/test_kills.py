"""Thirty kills while several citizens write: nothing is lost, nothing is stored twice, nobody is skipped ahead."""

from __future__ import annotations

import asyncio
import re
import signal
from collections import Counter
from itertools import pairwise
from random import Random
from time import perf_counter
from typing import TYPE_CHECKING, Any

import pytest

from tests.end_to_end.harness import kept_texts, world
from tests.end_to_end.phones import CITIZEN
from tests.end_to_end.scripted import ScriptedCitizen, fingerprint
from tests.end_to_end.words import pitch_steps

if TYPE_CHECKING:
    from pathlib import Path

    from tests.end_to_end.harness import World

pytestmark = pytest.mark.kills

SEED = 20261122
CALM, HASTY = 4, 2
RANDOM_KILLS = 15
TRIGGERED = ("update_handed_out", "before_send", "after_send") * 5
STEPS = pitch_steps()


async def test_thirty_kills_lose_and_repeat_nothing(tmp_path: Path) -> None:
    """Half at random instants, half triggered by the phone; then everything is held against what was sent."""
    random = Random(SEED)
    async with world(tmp_path) as here:
        citizens = [
            ScriptedCitizen(here.phone, CITIZEN + number, Random(random.random()), hasty=number >= CALM)
            for number in range(CALM + HASTY)
        ]
        async with asyncio.TaskGroup() as living:
            for citizen in citizens:
                living.create_task(citizen.run())
            borders = await kill_again_and_again(here, random)
            for citizen in citizens:
                citizen.finishing = True
        assert await here.bot.signal(signal.SIGTERM) == 0, here.bot.log

        assert len(borders) == RANDOM_KILLS + len(TRIGGERED)
        assert sum(citizen.pitches for citizen in citizens) >= len(citizens), (
            "too little was done between the kills"
        )
        for citizen in citizens:
            stored = here.stored(citizen)
            assert Counter(kept_texts(stored)) == Counter(citizen.sent.items())
            check_pitches(stored, strictly=not citizen.hasty)
            check_repetitions(citizen, borders)
            assert {message["status"] for message in stored["messages"]} <= {"sent", "withdrawn"}
            assert [timer["kind"] for timer in stored["timers"]] in (["nudge"], [])


async def kill_again_and_again(here: World, random: Random) -> list[int]:
    """Kill the bot and start it again; the newest message id at each kill.

    Before a kill at a random instant it lives at most as long as its start took: a busy machine gives it more time.
    """
    kinds = ["random"] * RANDOM_KILLS + list(TRIGGERED)
    random.shuffle(kinds)
    borders, life = [], 0.0
    for kind in kinds:
        if kind == "random":
            await asyncio.sleep(random.uniform(0, life))  # the instant is what is tested, not waited for
            await here.bot.kill()
        else:
            await here.phone.post("kill", pid=here.bot.pid, when=kind, after=random.randrange(4))
            assert await here.bot.ended() == -signal.SIGKILL, here.bot.log
        borders.append(await here.phone.newest())
        begun = perf_counter()
        await here.start_bot()
        life = perf_counter() - begun
    return borders


def check_pitches(stored: dict[str, Any], *, strictly: bool) -> None:
    """No question was skipped; strictly: each answer is what was written to its question, and nothing else."""
    for pitch in [each for each in stored["exercises"] if each["flow"] == "elevator_pitch"]:
        given = {answer["step"]: answer["content"]["value"] for answer in pitch["answers"]}
        answered = [step for step in STEPS if step in given]
        assert answered == list(STEPS[: len(answered)]), given
        for step in set(answered) - {"receiver"}:
            assert not strictly or re.fullmatch(rf"{step} (fra|rettet af) \d+ nummer \d+", given[step]), given


def check_repetitions(citizen: ScriptedCitizen, borders: list[int]) -> None:
    """Between two kills at most one message of a person is one that they had got before."""
    repeated: Counter[int] = Counter()
    said = [message for _, message in sorted(citizen.phone.first[citizen.user].items()) if not message.own]
    for before, message in pairwise(said):
        if fingerprint(message) == fingerprint(before):
            repeated[sum(border < message.id for border in borders)] += 1
    assert all(times == 1 for times in repeated.values()), repeated
