"""`python -m tests.end_to_end.hurried run`: a bot that sends to a chat, and hears from it, quicker than people are.

For tests of anything else than pace: they would wait for it most of their time, and the practice phone takes them all.
"""

from __future__ import annotations

import sys
from runpy import run_module
from typing import Final

from bot import bounds
from bot.bounds import Bound
from bot.chat import relay
from bot.chat.able import Able
from bot.chat.limits import OVERALL, Limits
from bot.chat.rates import Rate
from bot.state.postgres_crew import PostgresCrew

MODULE: Final = "tests.end_to_end.hurried"
QUICK: Final = Rate(60, 3.0)
"""To one chat: twenty times as many as to a real one."""
TURNS: Final = (Bound(800, 40.0),)
"""Of one sender, answered one by one: twenty times as many too."""
RESTS_AFTER: Final = 1.0
"""Seconds in which who has given the sender's place up asks nobody for it."""
LIFELESS: Final = 3.0
"""Seconds until somebody who stands still, or cannot send, is given up by those who wait."""


def hurry() -> None:
    """Let the bot of this process be like that."""
    Limits.__init__.__defaults__ = (OVERALL, QUICK)
    vars(bounds)["TURNS"] = TURNS
    vars(relay)["RESTS_AFTER"] = RESTS_AFTER
    PostgresCrew.__init__.__kwdefaults__ = {
        **(PostgresCrew.__init__.__kwdefaults__ or {}),
        "lifeless": LIFELESS,
    }
    Able.__init__.__kwdefaults__ = {**(Able.__init__.__kwdefaults__ or {}), "patience": LIFELESS}


if __name__ == "__main__":
    from bot.commands import demo

    hurry()
    demo.PYTHON = (sys.executable, "-m", MODULE, "leash")
    on_leash = sys.argv[1] == "leash"
    del sys.argv[1 : 1 + on_leash]
    run_module("bot.commands.leash" if on_leash else "bot", run_name="__main__")
