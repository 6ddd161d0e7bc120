"""A program that speaks, and behaves as a test wants: `python -m tests.voice.odd HOW`."""

from __future__ import annotations

import json
import os
import resource
import sys
import time
from typing import TYPE_CHECKING, Any

from bot.voice import program

if TYPE_CHECKING:
    from collections.abc import Callable


def start() -> tuple[int, Callable[[dict[str, Any]], bytes]]:
    if sys.argv[1] == "broken":
        raise ValueError("no voice in it")
    if sys.argv[1] == "crash":
        os.abort()
    if sys.argv[1] == "slow":
        time.sleep(60)
    return 16_000, say


def say(asked: dict[str, Any]) -> bytes:
    match asked["text"]:
        case "die":
            os.abort()
        case "wait":
            time.sleep(60)
        case "what do you know":
            return json.dumps([sorted(os.environ), resource.getrlimit(resource.RLIMIT_CORE)]).encode()
    return b"\1\0" * 100


if __name__ == "__main__":
    program.serve(start)
