"""A sentence that people write everywhere is nowhere in the bot's files, and after deletion nowhere at all."""

from __future__ import annotations

import asyncio
import re
import signal
from contextlib import asynccontextmanager, closing
from random import Random
from typing import TYPE_CHECKING, Any

import pytest

from bot.desk.desk import ROOT
from bot.state.connection import connected
from tests.desk.routes import routes
from tests.end_to_end.harness import World, world
from tests.end_to_end.phones import CITIZEN
from tests.end_to_end.programs import free_port, outcome
from tests.end_to_end.scripted import HELP
from tests.faults import at_desk, errands, kills, traces
from tests.faults.cast import Cast
from tests.faults.kills import Killer
from tests.faults.scene import until_all_is_sent
from tests.faults.traces import SENTENCE
from tests.keys import KEYS, everything
from tests.phone.recordings import sound

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from tests.faults.players import Player

pytestmark = pytest.mark.kills

SEED = 12
KILLS = {False: 8, True: 40}
LOOKS = {False: 10, True: 50}
"""Searches while it runs, at least."""
BETWEEN = {False: 2.0, True: 0.5}
"""Seconds from one search to the next; a search takes half a second itself, and there is one right after each kill."""

PLAIN = "Et helt almindeligt ord"
"""What a coordinator writes."""
REPORT = f"{ROOT}/citizens/{{relation}}/report/{{report}}"
SHOWN = {
    f"{ROOT}/shared/{{share}}",
    f"{ROOT}/citizens/{{relation}}",
    f"{ROOT}/citizens/{{relation}}/reminders",
    f"{ROOT}/citizens/{{relation}}/reminders/new",
    f"{ROOT}/citizens/{{relation}}/reminders/{{reminder}}/stop",
    REPORT,
    f"{REPORT}/{{version}}",
    f"{REPORT}/{{version}}/text",
    f"{REPORT}/{{version}}/report.txt",
}
"""Where the contact person reads the sentence; that it is not in the picture or the PDF would be no wonder."""


class Searched:
    """The bot's folder, its open files and its log: looked through again and again."""

    def __init__(self, here: World, between: float) -> None:
        self.here = here
        self.between = between
        self.looks = 0

    def look(self) -> None:
        folder = self.here.database.parent
        told = traces.in_files(folder)
        if self.here.bot.running:
            told |= traces.in_open_files(self.here.bot.pid)
        assert not told
        assert not traces.in_text(self.here.bot.history)
        self.looks += 1

    @asynccontextmanager
    async def throughout(self) -> AsyncIterator[None]:
        """Look as often as others leave time for it, until the block ends."""
        stop = asyncio.Event()

        async def look_on() -> None:
            while not stop.is_set():
                self.look()
                await asyncio.sleep(self.between)

        async with asyncio.TaskGroup() as group:
            group.create_task(look_on())
            yield
            stop.set()

    def opened(self) -> list[bytes]:
        """What of it can be read by whoever has the key."""
        with closing(connected(self.here.database, KEYS)) as connection:
            rows = everything(connection.cursor())
        return traces.in_text(str(value) for table in rows.values() for row in table for value in row)


async def test_a_secret_is_in_no_file_and_after_deletion_nowhere(tmp_path: Path, long: bool) -> None:
    temporary = tmp_path / "bot" / "temporary"
    temporary.mkdir(parents=True)
    port = str(free_port())
    url = f"http://127.0.0.1:{port}"
    async with world(
        tmp_path, anew=True, TMPDIR=str(temporary), DESK_URL=url, HOST="127.0.0.1", PORT=port
    ) as here:
        cast, random = Cast(here, SEED, secret=SENTENCE), Random(SEED)
        searched = Searched(here, BETWEEN[long])
        killer = Killer(here, random, after=searched.look)
        await cast.invite()
        async with searched.throughout():
            async with cast.at_work():
                await cast.everybody_has_come()
                await everything_else(here, cast.stranger)
                for kind in kills.drawn(KILLS[long], random):
                    await killer.kill(kind)
                await here.bot.until(r"\bstarted\b")
                await cast.staff_have_written()
            await until_all_is_sent(here)
            found = cast.compared(killer.borders)
            assert not found.problems, f"{found.report}\n{cast.screens(found)}"
            cast.ane.finishing = False
            await errands.star(cast.ane)  # one that nobody has said anything of
            await they_speak(cast, sound("webm", "libopus", 3.2))
            walkers = [await at_desk.everywhere(cast.mette, SENTENCE)]
            shown = {route.address for route, text in walkers[0].read if route and SENTENCE in text}
            assert shown >= SHOWN, "who is shown it reads it at the desk"
            await cast.ida.come()
            walkers.append(await at_desk.everywhere(cast.ida, PLAIN, at_desk.UNLINKED))
            assert traces.in_text(text for _, text in walkers[-1].read) == [], (
                "a coordinator reads none of it"
            )
            assert not {each for each in await at_desk.astray(cast.mette, SENTENCE) if each >= 500}
            assert searched.looks >= LOOKS[long]
            assert traces.in_files(tmp_path / "phone"), (
                "the phone has it in the clear, and the search finds it"
            )
            assert searched.opened(), "whoever has the key reads it"

            copied = await backup(here)
            await errands.erase_everything(cast.ane)
            walkers.append(await at_desk.everywhere(cast.mette, SENTENCE))
            assert [each.refused for each in walkers] == [{}, {}, {}]
            reached = frozenset().union(*(each.done for each in walkers))
            assert reached == routes(), "the search has been through all of it"
            others = (each for each in (*cast.everybody, cast.stranger) if each is not cast.ane)
            await asyncio.gather(*(errands.erase_everything(each) for each in others))
            await until_all_is_sent(here)
        assert await here.bot.signal(signal.SIGTERM) == 0
        searched.look()
        assert searched.opened() == []
        await restore(here, copied)
        searched.look()
        assert searched.opened() == [], "the restored copy does every erasure again"


async def they_speak(cast: Cast, recording: bytes) -> None:
    """The citizen says something in what she shows, of what was said of it, and to a reminder that comes now."""
    cast.mette.finishing = False
    await errands.spoken(cast.ane, recording)
    await errands.be_awake(cast.ane)
    await errands.remind(cast.mette, cast.ane)
    await errands.answer_aloud(cast.ane, recording)


async def backup(here: World) -> str:
    """Back it up while it runs, into its own folder, which is searched; the file."""
    folder = here.database.parent / "backups"
    folder.mkdir()
    code, printed = await outcome("backup", "--to", str(folder), environment=here.environment)
    assert code == 0, printed
    found = re.search(r"Wrote (\S+):", printed)
    assert found, printed
    return found[1]


async def restore(here: World, copied: str) -> None:
    """Put the copy back in place of what is there."""
    code, printed = await outcome("restore", copied, "--overwrite", environment=here.environment)
    assert code == 0, printed


async def everything_else(here: World, stranger: Player) -> None:
    """What a phone's buttons cannot send: captions, names at Telegram, what is no message, what is none at all."""
    await stranger.come()
    user = stranger.user
    sender = {"id": user, "is_bot": False, "first_name": SENTENCE, "username": "trappestenen"}
    chat = {"id": user, "type": "private", "first_name": SENTENCE}

    def message(number: int, **content: Any) -> dict[str, Any]:
        return {"message_id": 10**6 + number, "from": sender, "chat": chat, "date": 0, **content}

    file = {"file_id": "f", "file_unique_id": "u", "duration": 3, "mime_type": "audio/ogg"}
    group = {"id": -CITIZEN, "type": "group", "title": SENTENCE}
    for update in (
        {"message": message(0, voice=file, caption=SENTENCE)},
        {"message": message(9, photo=[file], caption=SENTENCE)},
        {"message": message(1, sticker={**file, "emoji": SENTENCE, "set_name": SENTENCE})},
        {"message": message(2, document={**file, "file_name": f"{SENTENCE}.pdf"})},
        {"message": message(3, contact={"phone_number": "1", "first_name": SENTENCE})},
        {"message": message(4, location={"latitude": 1, "longitude": 2}, venue={"title": SENTENCE})},
        {"message": {**message(5, text=SENTENCE), "chat": group}},
        {"message": message(6, text=[SENTENCE])},
        {"message": {**message(7, text=SENTENCE), "from": SENTENCE}},
        {"edited_message": message(8, text=SENTENCE, entities=SENTENCE, edit_date=SENTENCE)},
        {"callback_query": {"id": "1", "from": sender, "chat_instance": "1", "data": "trappestenen"}},
        {"poll_answer": {"poll_id": "1", "user": sender, "option_ids": [SENTENCE]}},
        {SENTENCE: {"from": sender, "text": SENTENCE}},
    ):
        await here.phone.post("updates", update=update, chat=user)
    await stranger.reads(HELP, after=await stranger.write("/help"))
