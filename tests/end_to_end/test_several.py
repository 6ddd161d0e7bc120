"""Two programs that take in and two that send, killed in the middle: nothing is lost, and others soon go on."""

from __future__ import annotations

import asyncio
import os
import signal
import time
from contextlib import asynccontextmanager
from random import Random
from typing import TYPE_CHECKING, Any

import aiohttp

from bot.chat.webhook import PATH
from tests.end_to_end.harness import SECRET, kept_texts
from tests.end_to_end.journeys import first_contact
from tests.end_to_end.phones import CITIZEN, Citizen
from tests.end_to_end.scripted import ScriptedCitizen
from tests.end_to_end.several import several
from tests.faults.model import compared

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from tests.end_to_end.programs import Program
    from tests.end_to_end.several import Several

SECONDS = 10.0
"""Until somebody else sends: a second, and another one before the first message; more on a busy machine."""


async def test_who_sends_and_who_takes_in_are_killed_and_others_go_on(tmp_path: Path) -> None:
    """Whoever sends: before a message is sent, after it and before that is marked, and in the middle of a batch.

    Whoever takes in: in the middle of a turn, where it is begun, and where its answer is about to be written.
    """
    async with several(tmp_path) as here:
        people = [ScriptedCitizen(here.phone, CITIZEN + n, Random(n), hasty=n == 0) for n in range(3)]
        borders = []
        async with at_work(people):
            await everybody_is_answered(here, people)
            for moment in ("before_send", "after_send", "outbox"):
                killed = await here.sender()
                if moment == "outbox":
                    await here.kill_inside(killed, moment)
                else:
                    await here.phone.post("kill", pid=killed.pid, when=moment)
                borders.append(await is_killed(here, killed))
                async with asyncio.timeout(SECONDS):
                    assert await here.sender() is not killed
                await everybody_is_answered(here, people)
                await here.start(killed)
            for program, place in zip(here.serve, ("people", "outbox"), strict=True):
                await here.kill_inside(program, place)
                borders.append(await is_killed(here, program))
                await everybody_is_answered(here, people)
                await here.start(program)
            await everybody_is_answered(here, people)
        await here.until_all_is_sent()
        found = compared([(each, here.held(each)) for each in people], borders)
        await one_person_writes_to_both(here)
    assert not found.problems, found.report
    assert max(found.unmarked.values(), default=0) <= 1, found.unmarked


async def test_who_sends_stands_still_and_another_one_takes_over(tmp_path: Path) -> None:
    """It wakes while the other one sends: what it was about to send it does not send any more."""
    async with several(tmp_path) as here:
        people = [ScriptedCitizen(here.phone, CITIZEN + n, Random(n), hasty=n == 0) for n in range(3)]
        async with at_work(people):
            await everybody_is_answered(here, people)
            still = await here.sender()
            (other,) = (each for each in here.work if each is not still)
            os.kill(still.pid, signal.SIGSTOP)
            border = await here.phone.newest()
            await other.until("crew.taken.*kind=sender")
            await everybody_is_answered(here, people)
            os.kill(still.pid, signal.SIGCONT)
            await still.until("crew.place_lost.*kind=sender")
            await everybody_is_answered(here, people)
            assert await here.sender() is other
        await here.until_all_is_sent()
        found = compared([(each, here.held(each)) for each in people], [border])
    assert not found.problems, found.report
    assert max(found.unmarked.values(), default=0) <= 1, found.unmarked


async def is_killed(here: Several, program: Program) -> int:
    """Wait until it is; the newest message then."""
    assert await program.ended() == -signal.SIGKILL, program.log
    return await here.phone.newest()


async def one_person_writes_to_both(here: Several) -> None:
    """Two messages of somebody reach two programs at the same moment: both are kept, and each is taken in once."""
    citizen = Citizen(here.phone, CITIZEN + 100)
    await first_contact(citizen)
    newest = await here.phone.newest()
    updates = [written(citizen.user, 1_000_000 + n, newest + 1 + n, f"tekst {n}") for n in range(8)]
    headers = {"X-Telegram-Bot-Api-Secret-Token": SECRET}
    async with aiohttp.ClientSession(headers=headers) as http:
        doors = [f"http://127.0.0.1:{each.environment['PORT']}{PATH}" for each in here.serve]
        calls = [http.post(door, json=update) for update in updates for door in doors]
        for answer in await asyncio.gather(*calls):
            assert answer.status == 200
            answer.release()
    kept = sorted(text for _, text in kept_texts(here.held(citizen).stored) if text.startswith("tekst"))
    assert kept == [f"tekst {n}" for n in range(8)]


def written(user: int, update: int, message: int, text: str) -> dict[str, Any]:
    chat = {"id": user, "type": "private"}
    sender = {"id": user, "is_bot": False, "first_name": "Samir", "language_code": "da"}
    made = {"message_id": message, "date": int(time.time()), "chat": chat, "from": sender, "text": text}
    return {"update_id": update, "message": made}


@asynccontextmanager
async def at_work(people: list[ScriptedCitizen]) -> AsyncIterator[None]:
    async with asyncio.TaskGroup() as tasks:
        for each in people:
            tasks.create_task(each.run())
        yield
        for each in people:
            each.finishing = True


async def everybody_is_answered(here: Several, people: list[ScriptedCitizen]) -> None:
    """Wait until each of them has got a message that is newer than all there were."""
    newest = await here.phone.newest()
    for each in people:
        await each.until(lambda: each.said and each.said[-1].id > newest, "an answer")  # noqa: B023 - waited for
