"""The real program over a database: how long until it asks for updates, and the memory that it has had by then."""

from __future__ import annotations

import asyncio
import os
import sys
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Any

from benchmarks.growth.template import DATABASE, KEY
from benchmarks.memory import peak
from benchmarks.speed.api import BotApi
from bot.commands import demo

if TYPE_CHECKING:
    from collections.abc import Mapping

PATIENCE = 600.0
ROOT = Path(__file__).parents[2]


def environment(folder: Path, url: str) -> Mapping[str, str]:
    """What `python -m bot run` is told: as `template.settings`, with another Telegram."""
    read = demo.settings(8081, 8082, folder, {})
    del read["DATA_KEY_FILE"], read["DESK_URL"]
    own = {"DATABASE_URL": f"sqlite:///{folder / DATABASE}", "DATA_KEY": (folder / KEY).read_text("ascii")}
    return {**os.environ, **read, **own, "TELEGRAM_API_URL": url}


async def start(folder: Path) -> tuple[float, float]:
    """Start the program and stop it; seconds, and megabytes."""
    api = BotApi(_hears_nothing, 0.0)
    server, url = await api.open()
    async with server:
        begun = perf_counter()
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "bot", "run"),
            env=environment(folder, url),
            cwd=ROOT,
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.DEVNULL,
        )
        try:
            async with asyncio.timeout(PATIENCE):
                while api.first_poll is None:
                    assert process.returncode is None, "the program has ended before it asked for updates"
                    await asyncio.sleep(0.005)
            return api.first_poll - begun, peak(process.pid)
        finally:
            if process.returncode is None:
                process.kill()
            await process.wait()


def _hears_nothing(_: dict[str, Any]) -> None:
    """Nobody is written to."""
