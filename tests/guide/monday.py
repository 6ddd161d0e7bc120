"""`python -m tests.guide.monday demo`: the demo on the Monday of the replays, so that its pictures name its days."""

from __future__ import annotations

import os
import sys
import time
from datetime import UTC, datetime, timedelta
from runpy import run_module

from bot.commands import clock, demo
from bot.phone.clock import SystemClock
from tests.talk import MONDAY

SECONDS = "SECONDS_TO_MONDAY"
"""The demo hands this to its two programs, so that their clocks agree."""


def set_clocks(seconds: float) -> None:
    """Move every clock of this program on; called before any other module has taken one."""
    by = timedelta(seconds=seconds)
    clock.now = lambda: datetime.now(UTC) + by
    SystemClock.now = lambda self: time.time() + seconds  # type: ignore[method-assign]


if __name__ == "__main__":
    if sys.argv[1] == "demo":
        os.environ[SECONDS] = str((MONDAY - datetime.now(UTC)).total_seconds())
        demo.PYTHON = (sys.executable, "-m", "tests.guide.monday")
        run_module("bot", run_name="__main__")
    else:
        set_clocks(float(os.environ[SECONDS]))
        run_module("bot.commands.leash", run_name="__main__")
