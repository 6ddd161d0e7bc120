"""One thing written in four texts, each right after the bot has answered the one before: they are one answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.end_to_end.harness import answers, world
from tests.end_to_end.journeys import SECOND, first_contact

if TYPE_CHECKING:
    from pathlib import Path

TEXTS = ("Jeg hedder Samir", "jeg har kørt lastbil", "i 8 år", "mest om natten")


async def test_what_is_written_before_the_question_can_have_been_read_joins_the_answer(
    tmp_path: Path,
) -> None:
    """With the longest time that can be set, so that a slow machine changes nothing."""
    async with world(tmp_path, READING_SECONDS="10") as here:
        citizen = here.citizen()
        await first_contact(citizen)
        said = ("som ét svar på: Hvem du er", "dine 2 beskeder", "dine 3 beskeder")
        await citizen.write(TEXTS[0])
        await citizen.reads(SECOND)
        for text, told in zip(TEXTS[1:], said, strict=True):
            written = await citizen.write(text)
            await citizen.reads(told, after=written)
        assert answers(here.stored(citizen))["who"] == "\n".join(TEXTS)
