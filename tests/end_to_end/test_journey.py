"""From START to a rehearsed talk in Danish, with the bot and the phone killed on the way."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from tests.end_to_end.harness import answers, world
from tests.end_to_end.journeys import SECOND, first_contact
from tests.end_to_end.words import PITCH, question
from tests.faults.scene import until_all_is_sent
from tests.phone.recordings import sound

if TYPE_CHECKING:
    from pathlib import Path

ANSWERS = {
    "who": "Jeg hedder Samir og har kørt lastbil i otte år.",
    "burn": "Jeg kan godt lide at køre om natten",
    "skills": "Jeg kan læsse og pakke",
    "contribute": "Jeg kommer til tiden",
}


async def test_a_whole_pitch_in_danish_with_kills_on_the_way(tmp_path: Path) -> None:
    """By polling and by webhook, side by side because a bot's pace in a chat is limited."""
    async with asyncio.TaskGroup() as both:
        both.create_task(journey(tmp_path / "polling", webhook=False))
        both.create_task(journey(tmp_path / "webhook", webhook=True))


async def journey(folder: Path, *, webhook: bool) -> None:
    """After `kill -9` of both programs the citizen stands at the same question, with every answer there."""
    async with world(folder, webhook=webhook, paced=True) as here:
        citizen = here.citizen()
        await first_contact(citizen)
        who = await citizen.write(ANSWERS["who"])
        asked = await citizen.reads(SECOND)
        await citizen.write("/pause")
        paused = await citizen.reads("Vi stopper her.", after=asked.id)

        await here.bot.kill()
        await here.phone.kill()
        assert answers(await here.export(citizen))["who"] == ANSWERS["who"]
        await here.phone.start()
        await here.start_bot()

        await citizen.choose("@resume")
        again = await citizen.reads(SECOND, after=paused.id)
        assert "2 af 4" in again.text
        await citizen.write(ANSWERS["burn"])
        await citizen.reads(question(PITCH, "job"))
        await citizen.write("lager")
        await citizen.reads(question(PITCH, "skills"))
        await citizen.write(ANSWERS["skills"])
        await citizen.reads(question(PITCH, "contribute"))
        await citizen.write(ANSWERS["contribute"])
        await citizen.choose("met")
        composed = await citizen.reads(ANSWERS["contribute"], after=paused.id)
        for answer in ANSWERS.values():
            assert answer in composed.text

        await citizen.edit(who, "Jeg hedder Samir. Jeg er chauffør.")
        changed = await citizen.reads("Jeg er chauffør.", after=composed.id)
        assert ANSWERS["who"] not in changed.text

        await citizen.choose("rehearse")
        await citizen.choose("alone")
        rehearsal = await citizen.offered("said")
        assert await citizen.speak(sound("webm", "libopus", 12.2)) == pytest.approx(12, abs=1)
        await citizen.reads("12 sekunder", after=rehearsal.id)
        await citizen.choose("good")
        await citizen.reads("", after=(await citizen.reads("12 sekunder")).id)

        await until_all_is_sent(here)  # the newest is marked a moment after it is read
        stored = await here.export(citizen)
        expected = {**ANSWERS, "job": "lager", "receiver": "met", "who": "Jeg hedder Samir. Jeg er chauffør."}
        assert answers(stored).items() >= expected.items()
        newest = stored["versions"][-1]
        assert newest["number"] == 2
        assert newest["content"]["spoken_seconds"] == 12
        assert newest["content"]["felt"] == "good"
        assert all(message["status"] == "sent" for message in stored["messages"])
