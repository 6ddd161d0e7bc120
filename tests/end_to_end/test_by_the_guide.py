"""The real bot against the practice phone, typed as the operating guide and the README say it."""

from __future__ import annotations

import os
import re
import signal
import sys
from contextlib import asynccontextmanager, suppress
from typing import TYPE_CHECKING

from tests.end_to_end.journeys import first_contact, goes_on
from tests.end_to_end.phones import Citizen, Phone
from tests.end_to_end.programs import ROOT, Program, free_port

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

README = ROOT / "README.md", "**The real bot without Telegram:**"
GUIDE = ROOT / "docs" / "guides" / "operating.md", "## Trying it without Telegram"


def blocks(page: Path, heading: str) -> list[str]:
    """What there is to paste below a heading."""
    section = page.read_text("utf-8").partition(heading)[2].partition("\n## ")[0]
    return re.findall(r"```sh\n(.*?)```", section, re.DOTALL)


class Shell(Program):
    """Lines that somebody pastes into a terminal."""

    def __init__(self, lines: str, folder: Path) -> None:
        super().__init__(environment={"PYTHONPATH": str(ROOT)}, folder=folder, anew=True)
        self._command = ("setsid", "bash", "-c", lines)

    async def signal(self, number: signal.Signals) -> int:
        """To the shell and what it has started, as Ctrl-C does it."""
        with suppress(ProcessLookupError):
            os.killpg(self.pid, number)
        return await self.ended()


class Terminals:
    """A folder in which what the guide says can be typed, with ports that are free here for those that it names."""

    def __init__(self, folder: Path) -> None:
        (folder / ".venv").symlink_to(sys.prefix)
        self._folder = folder
        self._ports = {port: str(free_port()) for port in ("8080", "8091")}
        self.blocks = [
            re.sub(r"\b80(?:80|91)\b", lambda port: self._ports[port[0]], block) for block in blocks(*GUIDE)
        ]

    @asynccontextmanager
    async def phone(self) -> AsyncIterator[Phone]:
        """The first block, in a terminal of its own."""
        phone = Phone(self._folder)
        phone.program = Shell(self.blocks[0], self._folder)
        phone.url = f"http://localhost:{self._ports['8091']}"
        try:
            await phone.start()
            yield phone
        finally:
            await phone.close()

    @asynccontextmanager
    async def bot(self, *blocks: str, says: str) -> AsyncIterator[None]:
        """These blocks in another terminal, until the bot says so; Ctrl-C ends it."""
        program = Shell("".join(blocks), self._folder)
        try:
            await program.start()
            await program.until(says)
            yield
            await program.signal(signal.SIGINT)
            await program.until("stopped")
        finally:
            await program.close()

    async def does(self, block: str, says: str) -> None:
        """A block in a third terminal, which ends by itself once it has said so."""
        program = Shell(block, self._folder)
        try:
            await program.start()
            await program.until(says)
            assert await program.ended() == 0
        finally:
            await program.close()


async def test_the_real_bot_talks_with_the_practice_phone_by_polling_and_by_webhook(tmp_path: Path) -> None:
    """The conversation goes on where it stood when one gives way to the other."""
    typed = Terminals(tmp_path)
    _, polling, inviting, webhook = typed.blocks
    *settings, run = polling.splitlines(keepends=True)
    assert webhook.endswith(run)
    async with typed.phone() as phone:
        citizen = Citizen(phone)
        async with typed.bot(polling, says="started .*polling"):
            await first_contact(citizen)
            await typed.does(inviting, says=r"start[= ][\w-]{22}")
        async with typed.bot(*settings, webhook, says="started .*webhook"):
            await goes_on(citizen)


def test_the_readme_says_the_same() -> None:
    assert blocks(*README) == blocks(*GUIDE)[:2]
