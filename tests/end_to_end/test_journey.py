"""From START to a rehearsed talk in Danish, with the bot and the phone killed on the way."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from tests.end_to_end.harness import answers, world
from tests.end_to_end.journeys import SECOND, first_contact
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
    async with world(folder, webhook=webhook) as here:
        citizen = here.citizen()
        await first_contact(citizen)
        who = await citizen.write(ANSWERS["who"])
        question = await citizen.reads(SECOND)
        await citizen.write("/pause")
        paused = await citizen.reads("gemt", after=question.id)

        await here.bot.kill()
        await here.phone.kill()
        assert answers(await here.export(citizen))["who"] == ANSWERS["who"]
        await here.phone.start()
        await here.start_bot()

        await citizen.tap("Fortsæt")
        again = await citizen.reads(SECOND, after=paused.id)
        assert "2 af 4" in again.text
        await citizen.write(ANSWERS["burn"])
        await citizen.reads("Hvilket job er din tale til?")
        await citizen.write("lager")
        await citizen.reads("3 af 4")
        await citizen.write(ANSWERS["skills"])
        await citizen.reads("4 af 4")
        await citizen.write(ANSWERS["contribute"])
        await citizen.tap("En, jeg møder")
        composed = await citizen.reads("Din tale er klar")
        for answer in ANSWERS.values():
            assert answer in composed.text

        await citizen.edit(who, "Jeg hedder Samir. Jeg er chauffør.")
        changed = await citizen.reads("Jeg er chauffør.", after=composed.id)
        assert ANSWERS["who"] not in changed.text

        await citizen.tap("🎙 Øv den højt")
        await citizen.tap("1. Alene")
        rehearsal = await citizen.reads("Sig din tale højt")
        assert await citizen.speak(sound("webm", "libopus", 12.2)) == pytest.approx(12, abs=1)
        await citizen.reads("12 sekunder", after=rehearsal.id)
        await citizen.tap("Godt")
        await citizen.reads("Godt at høre. Dit næste trin")

        stored = await here.export(citizen)
        expected = {**ANSWERS, "job": "lager", "receiver": "met", "who": "Jeg hedder Samir. Jeg er chauffør."}
        assert answers(stored).items() >= expected.items()
        newest = stored["versions"][-1]
        assert newest["number"] == 2
        assert newest["content"]["spoken_seconds"] == 12
        assert newest["content"]["felt"] == "good"
        assert all(message["status"] == "sent" for message in stored["messages"])
