"""`python -m bot.commands.leash COMMAND`: one of the demo's two programs, which never outlives the demo.

Its standard input is held open by the demo and closes when that ends, be it by `kill -9`.
"""

from __future__ import annotations

import os
import signal
import sys
from runpy import run_module
from threading import Thread


def end_with_demo() -> None:
    """Wait until standard input closes, then stop as the program does when it is told to."""
    while os.read(sys.stdin.fileno(), 1):
        continue
    os.kill(os.getpid(), signal.SIGTERM)


if __name__ == "__main__":
    Thread(target=end_with_demo, daemon=True).start()
    # As `python -m bot` does it: the commands stand below the command line, and import nothing of it.
    run_module("bot", run_name="__main__")
