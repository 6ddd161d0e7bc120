"""`python -m tests.end_to_end.moved demo`: the demo by a clock that a test sets, so that days can pass in it."""

from __future__ import annotations

import os
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from runpy import run_module
from typing import ClassVar, Final

from bot.commands import clock, demo
from bot.phone.clock import SystemClock
from tests.end_to_end.hurried import hurry

FILE: Final = "CLOCK_FILE"
"""The demo hands this to its two programs, so that their clocks agree; the program itself does not know it."""


class Clock:
    """How far the demo's clock is ahead, in a file that its programs read whenever they ask for the time."""

    MODULE: ClassVar = "tests.end_to_end.moved"

    def __init__(self, file: Path, now: datetime) -> None:
        self._file = file
        self.environment = {FILE: str(file)}
        self.set(now)

    def set(self, now: datetime) -> None:
        """It is this moment now, and time goes on from there."""
        new = self._file.with_suffix(".new")
        new.write_text(str((now - datetime.now(UTC)).total_seconds()))
        new.replace(self._file)


def go_by(file: Path) -> None:
    """Let every clock of this program go by a file; called before any other module has taken one."""

    def ahead() -> float:
        return float(file.read_text())

    clock.now = lambda: datetime.now(UTC) + timedelta(seconds=ahead())
    SystemClock.now = lambda self: time.time() + ahead()  # type: ignore[method-assign]


if __name__ == "__main__":
    go_by(Path(os.environ[FILE]))
    hurry()
    demo.PYTHON = (sys.executable, "-m", Clock.MODULE)
    run_module("bot" if sys.argv[1] == "demo" else "bot.commands.leash", run_name="__main__")
