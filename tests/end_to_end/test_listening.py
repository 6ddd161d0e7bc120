"""A spoken answer from the phone to the text in it, over HTTP: the model is small, and all else is real."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.end_to_end.harness import answers, world
from tests.end_to_end.journeys import SECOND, first_contact
from tests.faults.scene import until_all_is_sent
from tests.phone.recordings import sound
from tests.voice import whispered

if TYPE_CHECKING:
    from pathlib import Path

SENTENCE = "Jeg har passet haver og malet huse"


async def test_what_is_said_on_the_phone_becomes_the_answer_once_it_is_right(tmp_path: Path) -> None:
    """The bot is killed between the recording and what is heard in it; nothing of it is in the log, nor on disk."""
    pytest.importorskip("pywhispercpp")
    model = tmp_path / "model"
    model.mkdir()
    whispered.make(model / "ggml-tiny.bin", SENTENCE)
    async with world(tmp_path / "here", LISTENING_MODEL=str(model)) as here:
        citizen = here.citizen()
        await first_contact(citizen)
        seconds = await citizen.speak(sound("webm", "libopus", 3.2))
        await citizen.reads(SECOND)
        await here.bot.kill()
        recorded = answers(here.stored(citizen))["who"]
        await here.start_bot()
        heard = await citizen.offered("@heard_who")
        assert SENTENCE in heard.text
        assert answers(here.stored(citizen))["who"] == recorded
        await citizen.tap(heard, "@heard_who")
        await citizen.reads(SECOND, after=heard.id)
        await until_all_is_sent(here)
        stored = here.stored(citizen)
        assert answers(stored)["who"] == SENTENCE
        (newest,) = [each for each in stored["exercises"][-1]["answers"] if each["step"] == "who"][-1:]
        assert newest["content"]["recording"] == {"file": recorded, "seconds": round(seconds)}
        kept = b"".join(
            file.read_bytes() for file in (tmp_path / "here" / "bot").rglob("*") if file.is_file()
        )
        assert SENTENCE.encode() not in kept
        assert b"OpusHead" not in kept
        assert not [line for line in here.bot.history if SENTENCE in line or recorded in line]
