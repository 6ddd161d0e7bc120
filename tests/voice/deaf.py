"""A program that listens, and behaves as a test wants: `python -m tests.voice.deaf MODEL`."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.voice import frames, program

if TYPE_CHECKING:
    from collections.abc import Callable


def start() -> tuple[dict[str, Any], Callable[[bytes], bytes]]:
    match Path(sys.argv[1]).name:
        case "ggml-crash.bin":
            os.abort()
        case "ggml-slow.bin":
            time.sleep(60)
    return {"languages": ["da"]}, hear


def hear(request: bytes) -> bytes:
    match frames.data(request):
        case b"die":
            os.abort()
        case b"wait":
            time.sleep(60)
        case b"environment":
            return frames.told({"text": " ".join(os.environ)})
        case b"print":
            print("a secret")  # noqa: T201 - where it goes is what is looked at
        case sound if sound.startswith(b"say "):
            return frames.told({"text": sound.decode().removeprefix("say ")})
    return frames.told({"text": "hej"})


if __name__ == "__main__":
    program.run(start)
