"""The middle of a batch on PostgreSQL: a table is closed for a moment, and whoever writes into it next stands there."""

from __future__ import annotations

import asyncio
import os
import signal
import time
from typing import Final

import psycopg

PLACES: Final = ("updates", "people", "exercises", "outbox", "timers")
"""Where a turn writes, one after the other. Somebody who stands at one of them has written to those before it."""
PROGRAM: Final = "jobstjernen"
"""What the connections of a program are called, unless its address says otherwise."""
PAUSE: Final = 0.02
"""Seconds between two looks; a program stands there for 50 milliseconds, goes aside, and comes again."""
SECONDS: Final = 60.0
STANDS: Final = (
    "SELECT 1 FROM pg_locks l JOIN pg_stat_activity a ON a.pid = l.pid"
    " WHERE NOT l.granted AND l.relation = CAST(%s AS regclass) AND a.application_name = %s"
)


async def kill_inside(url: str, pid: int, place: str, program: str = PROGRAM) -> None:
    """Kill a program in the middle of a transaction, where it is about to write into a table."""
    await asyncio.to_thread(_kill_inside, url, pid, place, program)


def _kill_inside(url: str, pid: int, place: str, program: str) -> None:
    until = time.monotonic() + SECONDS
    with psycopg.connect(url) as closing, psycopg.connect(url, autocommit=True) as looking:
        closing.execute(f"LOCK TABLE {place} IN SHARE MODE")
        while looking.execute(STANDS, [place, program]).fetchone() is None:
            assert time.monotonic() < until, f"nobody writes into {place}"
            time.sleep(PAUSE)
        os.kill(pid, signal.SIGKILL)
