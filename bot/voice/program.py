"""What the programs that speak or listen have in common: they answer one request after another until the bot ends."""

from __future__ import annotations

import os
import resource
import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from bot.voice import frames

if TYPE_CHECKING:
    from collections.abc import Callable

NICE: Final = 5
"""Reading aloud and listening give way to answering."""


class Unfit(Exception):
    """What the program was given is not fit to start with; its words say why, for the operator."""


def serve(start: Callable[[], tuple[int, Callable[[dict[str, Any]], bytes]]]) -> None:
    """Speak: start, say so with the rate, then answer each request with its samples."""

    def begin() -> tuple[dict[str, Any], Callable[[bytes], bytes]]:
        rate, say = start()
        return {"rate": rate}, lambda request: say(frames.understood(request))

    run(begin)


def run(start: Callable[[], tuple[dict[str, Any], Callable[[bytes], bytes]]]) -> None:
    """Start, say what that gave, then answer each request; what fails at start is told instead.

    A person's words are in the memory here: a crash leaves no image of it, and nothing is printed, by no library.
    """
    os.nice(NICE)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the bot, which ends this program
    ears, mouth = sys.stdin.buffer, os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    with Path(os.devnull).open("wb") as nowhere:
        os.dup2(nowhere.fileno(), sys.stdout.fileno())
    try:
        began, answer = start()
    except Unfit as error:
        frames.write(mouth, frames.told({"error": str(error)}))
        return
    except Exception as error:  # noqa: BLE001 - whatever it is, the bot tells it to the operator
        frames.write(mouth, frames.told({"error": f"{type(error).__name__}: {error}"}))
        return
    frames.write(mouth, frames.told(began))
    while True:
        try:
            request = frames.read(ears)
        except EOFError:
            return
        frames.write(mouth, answer(request))
