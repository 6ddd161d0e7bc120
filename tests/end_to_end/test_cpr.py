"""CPR numbers that people write, in every language and by every way in, are in none of the bot's files, even opened."""

from __future__ import annotations

import signal
import unicodedata
from contextlib import closing
from functools import partial
from typing import TYPE_CHECKING, Final

from bot.coaching.cpr import MASK, mask
from bot.engine.aloud import SPEAKER
from bot.state.connection import connected
from tests.coaching.test_held_out import FILES, of_kind
from tests.end_to_end.harness import World, kept_texts, world
from tests.end_to_end.journeys import first_contact
from tests.end_to_end.programs import outcome
from tests.end_to_end.words import PITCH, question
from tests.faults.scene import until_all_is_sent
from tests.keys import KEYS, everything

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from tests.end_to_end.phones import Citizen, Message

WRITTEN: Final = tuple(text for path in FILES for text in of_kind("cpr", path))
HARMLESS: Final = "Jeg kan godt lide at bage"
EDITED: Final = "Rettet: 150678-4321"
QUESTIONS: Final = ("who", "burn", "job", "skills", "contribute")
BETWEEN: Final = " .-/–_()\u2066\u2069"
"""What may part the digits of a number."""


def numbers(text: str) -> list[str]:
    """The CPR numbers of a sentence as ten digits each: all that is covered in it."""
    digits = run_together(text)
    assert mask(text) != text
    return [digits[first : first + 10] for first in range(len(digits) - 9)]


def run_together(text: str) -> str:
    """A text with its digits in our own figures, and nothing between those that belong to one number."""
    figures = (unicodedata.decimal(each, None) for each in text)
    return "".join(
        str(figure) if figure is not None else "" if each in BETWEEN else "x"
        for each, figure in zip(text, figures, strict=True)
    )


def traces(contents: Iterable[str]) -> list[str]:
    """The numbers that stand in any of these texts."""
    secret = {part for text in (*WRITTEN, EDITED) for part in numbers(text) if part.isdecimal()}
    assert len(secret) >= len(WRITTEN)
    told = "x".join(map(run_together, contents))
    return sorted(number for number in secret if number in told)


def in_files(folder: Path) -> list[str]:
    """The numbers that stand in any file of a folder, as bytes."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    return traces(path.read_bytes().decode("utf-8", "replace") for path in files)


def opened(database: Path) -> list[str]:
    """The numbers that whoever has the key could read in a database."""
    with closing(connected(database, KEYS)) as connection:
        rows = everything(connection.cursor())
    return traces(str(value) for table in rows.values() for row in table for value in row)


async def tells(citizen: Citizen, speech: Path) -> None:
    """A number in every sentence of a talk, which is heard as well, and in many more; one comes by an edit."""
    await listens(citizen, citizen.said[-1])
    everybodys = spoken(speech)
    assert everybodys, "what everybody hears alike is kept"
    talk, more = WRITTEN[: len(QUESTIONS)], WRITTEN[len(QUESTIONS) :]
    for step, text in zip(QUESTIONS, talk, strict=True):
        await citizen.reads(question(PITCH, step))
        await citizen.write(text)
    await citizen.choose("met")
    ready = await citizen.until(partial(made_of, citizen, talk[0]), "the talk")
    assert MASK not in ready.text, "what covers a number stands in nothing that is made for others"
    await listens(citizen, ready)
    assert spoken(speech) == everybodys, "what is somebody's own is kept nowhere, also as sound"
    for text in (*more, HARMLESS):
        sent = await citizen.write(text)
        await citizen.until(partial(answered, citizen, sent), f"an answer after {sent}")
    await citizen.edit(sent, EDITED)
    await citizen.until(partial(answered, citizen, citizen.said[-1].id), "an answer to the edit")


def spoken(folder: Path) -> set[Path]:
    """What is kept as sound."""
    return {*folder.iterdir()}


def made_of(citizen: Citizen, text: str) -> Message | None:
    """The message with a speaker that holds how a text begins."""
    begins = " ".join(text.split()[:2])
    shown = (each for each in citizen.said if begins in each.text)
    return next((each for each in shown if SPEAKER in (data for _, data in each.buttons)), None)


async def listens(citizen: Citizen, message: Message) -> None:
    newest = citizen.said[-1].id
    await citizen.phone.post(f"{citizen.user}/tap", message_id=message.id, data=SPEAKER)
    await citizen.until(partial(answered, citizen, newest), f"a voice after {newest}")


def answered(citizen: Citizen, sent: int) -> bool:
    return citizen.said[-1].id > sent


async def test_numbers_are_in_no_file_even_opened(tmp_path: Path) -> None:
    async with world(tmp_path) as here:
        citizen = here.citizen()
        await first_contact(citizen)
        folder = here.database.parent
        await tells(citizen, folder / "speech")
        await until_all_is_sent(here)
        assert_covered(here, citizen)
        assert in_files(folder) == [], "while it runs, with the write-ahead log"
        done, printed = await outcome("backup", "--to", str(tmp_path), environment=here.environment)
        assert done == 0, printed
        assert await here.bot.signal(signal.SIGTERM) == 0
    (backup,) = backups(tmp_path)
    assert traces([backup.read_bytes().decode("utf-8", "replace")]) == []
    assert in_files(folder) == []
    assert traces(here.bot.lines) == []
    assert opened(here.database) == []
    done, printed = await outcome("restore", str(backup), "--overwrite", environment=here.environment)
    assert done == 0, printed
    assert opened(here.database) == []


def backups(folder: Path) -> list[Path]:
    return list(folder.glob("*.backup"))


def assert_covered(here: World, citizen: Citizen) -> None:
    """What they wrote is kept, with the numbers covered: else it would be no wonder that none is found."""
    kept = [text for _, text in kept_texts(here.stored(citizen))]
    assert sum(MASK in text for text in kept) == len(WRITTEN) + 1
