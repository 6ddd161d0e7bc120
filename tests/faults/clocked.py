"""`python -m tests.faults.clocked run`: the bot by a clock that a test sets, so that it can jump."""

from __future__ import annotations

import os
from pathlib import Path
from runpy import run_module

from tests.end_to_end.moved import FILE, go_by

if __name__ == "__main__":
    go_by(Path(os.environ[FILE]))
    run_module("bot", run_name="__main__")
