"""People who fill in a form before and while very many reminders are sent by the real program, in real seconds."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from time import perf_counter
from typing import TYPE_CHECKING, Any, Final

from benchmarks.dispatch.api import MOST, Strict
from benchmarks.dispatch.town import FIRST, build
from benchmarks.speed.bots import Kind
from benchmarks.speed.measure import running, until
from benchmarks.speed.people import Crowd
from tests.chat.dispatching import hundredth, most

if TYPE_CHECKING:
    from asyncio.subprocess import Process
    from pathlib import Path
    from random import Random

BLOCKED: Final = 50
"""Of so many of those reminded one has blocked the bot."""
OURS: Final = Kind("dispatch", "Jobstjernen", "committed", "benchmarks.dispatch.ours", at_home=True)
STARTING: Final = 5.0
"""Seconds that the bot may take to start again until reminders are due; later they are due at once all the same."""
SETTLING: Final = 4.0
"""Until no chat has to wait for its own pace any more."""


@dataclass(frozen=True)
class Figures:
    """What was found; times in milliseconds."""

    reminders: int
    taken: int
    """Messages of every kind while reminders were sent, also to those who have blocked the bot."""
    used: float
    """The part of 30 a second that they are."""
    fullest: int
    """Messages in the fullest second."""
    refused: int
    twice: int
    """People who were reminded twice."""
    blocked: int
    """Messages to those who have blocked the bot."""
    again: int
    """Those of them that went to somebody who had had one."""
    before: tuple[float, float]
    during: tuple[float, float]
    answers: tuple[int, int]
    """How many, before and during."""
    missed: int
    """Gestures that could not be made, since everybody still waited for an answer."""


class Meeting:
    """Those who fill in the form, and those who are reminded, at one server."""

    def __init__(self, people: int) -> None:
        self.crowd = Crowd(people, at_home=True, echoes=False)
        self.reminded: list[tuple[float, int]] = []

    def hears(self, said: dict[str, Any]) -> None:
        if said["chat"] >= FIRST:
            self.reminded.append((perf_counter(), said["chat"]))
        else:
            self.crowd.hears(said)


async def measured(
    folder: Path,
    *,
    reminders: int,
    people: int,
    answers: float,
    before: float,
    seconds: float,
    latency: float,
    random: Random,
    database: str = "",
) -> Figures:
    """Count answers alone; then start the bot again with the reminders, and count for so long after the first one.

    On the database at this address; else on a file in the folder.
    """
    meeting = Meeting(people)
    blocked = range(FIRST + BLOCKED - 1, FIRST + reminders, BLOCKED)
    api = Strict(meeting.hears, latency, blocked)
    server, url = await api.open()
    environment = OURS.environment(url, folder) | ({"DATABASE_URL": database} if database else {})
    async with running(OURS, environment) as (process, _):
        await until(lambda: api.first_poll is not None, "the bot asks for updates", process)
        meeting.crowd.begin(api)
        await until(lambda: meeting.crowd.ready, "everybody is at the form", process)
        meeting.crowd.hurried = False
        await asyncio.sleep(SETTLING)
        first, one = await _paced(meeting, process, answers, before, random)
    await asyncio.to_thread(build, environment, reminders, STARTING)
    async with running(OURS, environment) as (process, _):
        await until(lambda: bool(meeting.reminded), "the first reminder is sent", process)
        second, other = await _paced(meeting, process, answers, seconds, random)
        begun = meeting.reminded[0][0]
    server.close()
    chats = [chat for _, chat in meeting.reminded]
    end = min(begun + seconds, meeting.reminded[-1][0])
    taken = sum(begun <= at < end for at in api.taken)
    return Figures(
        reminders=len(chats),
        taken=taken,
        used=taken / (end - begun) / MOST,
        fullest=most(api.taken, 1.0),
        refused=api.refused,
        twice=_twice(chats),
        blocked=len(api.turned_away),
        again=_twice(api.turned_away),
        before=_spread(first),
        during=_spread(second),
        answers=(len(first), len(second)),
        missed=one + other,
    )


async def _paced(
    meeting: Meeting, process: Process, answers: float, seconds: float, random: Random
) -> tuple[list[float], int]:
    """How long each answer took of those that so many gestures a second got, all waited for; and gestures missed."""
    crowd = meeting.crowd
    crowd.latencies.clear()
    missed = await crowd.at_pace(answers, seconds, random)
    await until(lambda: crowd.rests, "everybody is answered", process)
    return list(crowd.latencies), missed


def _twice(chats: list[int]) -> int:
    """How many are in it beside the first of each chat."""
    return len(chats) - len(set(chats))


def _spread(latencies: list[float]) -> tuple[float, float]:
    """The middle, and what the slowest hundredth takes at least."""
    ordered = sorted(latencies)
    return 1000 * ordered[len(ordered) // 2], 1000 * hundredth(ordered)
