"""`python -m bot`, forked from a process that has loaded all of it: a process like any other, that is up much sooner.

Most of a start is loading modules, and the tests start hundreds of programs. All else of a start is done each time.
"""

from __future__ import annotations

import asyncio
import os
import sys
import time
from multiprocessing import Pipe, get_context
from typing import TYPE_CHECKING, Final, Self

from bot.__main__ import COMMANDS, main
from bot.words import catalogues
from tests.end_to_end.hurried import hurry

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from multiprocessing.connection import Connection
    from multiprocessing.context import ForkServerProcess
    from pathlib import Path

catalogues()
_CONTEXT: Final = get_context("forkserver")
_CONTEXT.set_forkserver_preload([__name__, *(f"bot.commands.{command}" for command in COMMANDS)])


class Forked:
    """What the tests ask of `asyncio.subprocess.Process`, of a forked program."""

    def __init__(self, process: ForkServerProcess, stdout: asyncio.StreamReader) -> None:
        self._process = process
        self.stdout = stdout
        """What it writes, on both streams."""
        self._ended = asyncio.Event()
        asyncio.get_running_loop().add_reader(process.sentinel, self._end)

    @classmethod
    async def start(
        cls, arguments: Sequence[str], environment: Mapping[str, str], folder: Path, *, hurried: bool
    ) -> Self:
        """Be there as soon as the process exists."""
        reading, writing = Pipe(duplex=False)
        process = _CONTEXT.Process(target=_become, args=(arguments, environment, folder, writing, hurried))
        process.start()
        writing.close()
        stdout = asyncio.StreamReader()
        file = os.fdopen(os.dup(reading.fileno()), "rb")
        reading.close()
        await asyncio.get_running_loop().connect_read_pipe(lambda: asyncio.StreamReaderProtocol(stdout), file)
        return cls(process, stdout)

    @property
    def pid(self) -> int:
        assert self._process.pid is not None
        return self._process.pid

    @property
    def returncode(self) -> int | None:
        """None as long as it runs; negative for a signal."""
        return self._process.exitcode if self._ended.is_set() else None

    async def wait(self) -> int:
        await self._ended.wait()
        assert self._process.exitcode is not None
        return self._process.exitcode

    def _end(self) -> None:
        asyncio.get_running_loop().remove_reader(self._process.sentinel)
        self._process.join()
        self._ended.set()


def _become(
    arguments: Sequence[str],
    environment: Mapping[str, str],
    folder: Path,
    output: Connection,
    hurried: bool,
) -> None:
    """Be `python -m bot` with these words, in this environment and no other."""
    os.dup2(output.fileno(), sys.stdout.fileno())
    os.dup2(output.fileno(), sys.stderr.fileno())
    output.close()
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    time.tzset()
    if hurried:
        hurry()
    raise SystemExit(main(list(arguments)))
