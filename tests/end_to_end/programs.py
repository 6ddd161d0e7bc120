"""One command of the project as a real process: started, read line by line, stopped, killed."""

from __future__ import annotations

import asyncio
import os
import re
import signal
import socket
import sys
from asyncio.subprocess import PIPE, STDOUT
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from bot.config import VARIABLES
from tests.end_to_end.forked import Forked
from tests.end_to_end.hurried import MODULE

if TYPE_CHECKING:
    from asyncio.subprocess import Process
    from collections.abc import Mapping

ROOT = Path(__file__).parents[2]
PATIENCE = 90.0
"""Seconds until a condition that never comes true fails a test on a busy machine; none is spent when it does."""


class Program:
    """`python -m bot ...`, or another module, in a process of its own. It can be started again after it has ended.

    With `anew` Python loads all of it again at each start, as at a real one; else it is forked from what is
    loaded (forked.py). A bot that is `hurried` does not keep to the pace of a real chat (hurried.py).
    """

    def __init__(
        self,
        *arguments: str,
        environment: Mapping[str, str] | None = None,
        folder: Path = ROOT,
        module: str = "bot",
        anew: bool = False,
        hurried: bool = False,
    ) -> None:
        self._arguments = arguments
        self._hurried = hurried
        self._command = (sys.executable, "-m", MODULE if hurried and module == "bot" else module, *arguments)
        self._anew = anew or module != "bot"
        self._folder = folder
        self.environment = clean_environment() | dict(environment or {})
        self.lines: list[str] = []
        """What it has written since its latest start, both streams."""
        self.history: list[str] = []
        """What it has ever written."""
        self._process: Process | Forked | None = None
        self._reader: asyncio.Task[None] | None = None
        self._news = asyncio.Condition()

    @property
    def pid(self) -> int:
        assert self._process is not None, "the program has not been started"
        return self._process.pid

    @property
    def running(self) -> bool:
        return self._process is not None and self._process.returncode is None

    @property
    def state(self) -> str:
        """For the report of a failed test."""
        if self._process is None:
            return "not started"
        return "running" if self.running else f"ended with {self._process.returncode}"

    async def start(self) -> None:
        """Return as soon as the process exists; `until` waits for what it says."""
        assert not self.running, "the program runs already"
        self.lines = []
        self._process = await self._begun()
        self._reader = asyncio.create_task(self._read(self._process))

    async def _begun(self) -> Process | Forked:
        if not self._anew:
            return await Forked.start(self._arguments, self.environment, self._folder, hurried=self._hurried)
        return await asyncio.create_subprocess_exec(
            *self._command, cwd=self._folder, env=self.environment, stdout=PIPE, stderr=STDOUT
        )

    async def until(self, pattern: str) -> re.Match[str]:
        """Wait for a line in which the pattern is found; fail with the whole log where it ends without one."""
        assert self._reader is not None
        reader = self._reader

        def found() -> re.Match[str] | None:
            return next((match for line in self.lines if (match := re.search(pattern, line))), None)

        async with asyncio.timeout(PATIENCE), self._news:
            await self._news.wait_for(lambda: found() or reader.done())
        match = found()
        assert match, f"expected a line with {pattern!r}, the program ended with:\n{self.log}"
        return match

    @property
    def log(self) -> str:
        return "\n".join(self.lines)

    async def ended(self) -> int:
        """Wait for its end; the exit code, negative for a signal."""
        assert self._process is not None
        assert self._reader is not None
        async with asyncio.timeout(PATIENCE):
            await asyncio.shield(self._reader)
            return await self._process.wait()

    async def kill(self) -> None:
        """SIGKILL, as a power cut or the system's memory guard does it."""
        await self.signal(signal.SIGKILL)

    async def close(self) -> None:
        """Leave nothing running behind."""
        if self.running:
            await self.kill()

    async def signal(self, number: signal.Signals) -> int:
        """Send a signal, and wait for the end."""
        with suppress(ProcessLookupError):
            os.kill(self.pid, number)
        return await self.ended()

    async def _read(self, process: Process | Forked) -> None:
        assert process.stdout is not None
        async for line in process.stdout:
            async with self._news:
                self.lines.append(line.decode(errors="replace").rstrip("\n"))
                self.history.append(self.lines[-1])
                self._news.notify_all()
        await process.wait()
        async with self._news:
            self._news.notify_all()


def clean_environment() -> dict[str, str]:
    """The environment of the tests, without any setting of the program; scripts answer quicker than anybody reads.

    What Python has compiled is kept, whatever the tests do with theirs: a program that is started again and again is
    up in half the time.
    """
    left_out = {*VARIABLES, "PYTHONDONTWRITEBYTECODE"}
    kept = {name: value for name, value in os.environ.items() if name not in left_out}
    return {**kept, "READING_SECONDS": "0"}


async def outcome(
    *arguments: str, environment: Mapping[str, str] | None = None, folder: Path = ROOT
) -> tuple[int, str]:
    """Run a command to its end: exit code, and what it wrote on both streams."""
    program = Program(*arguments, environment=environment, folder=folder)
    await program.start()
    return await program.ended(), program.log


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    return port
