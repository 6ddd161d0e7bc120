"""What the programs that speak have in common: they answer one text after another until the bot ends."""

from __future__ import annotations

import os
import resource
import signal
import sys
from typing import TYPE_CHECKING, Any, Final

from bot.voice import frames

if TYPE_CHECKING:
    from collections.abc import Callable

NICE: Final = 5
"""Reading aloud gives way to answering."""


def serve(start: Callable[[], tuple[int, Callable[[dict[str, Any]], bytes]]]) -> None:
    """Start, say so with the rate, then answer each request with its samples; what fails at start is told instead.

    A person's words are in the memory here: a crash leaves no image of it, and nothing is printed.
    """
    os.nice(NICE)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the bot, which ends this program
    ears, mouth = sys.stdin.buffer, sys.stdout.buffer
    try:
        rate, say = start()
    except Exception as error:  # noqa: BLE001 - whatever it is, the bot tells it to the operator
        frames.write(mouth, frames.told({"error": f"{type(error).__name__}: {error}"}))
        return
    frames.write(mouth, frames.told({"rate": rate}))
    while True:
        try:
            asked = frames.understood(frames.read(ears))
        except EOFError:
            return
        frames.write(mouth, say(asked))
