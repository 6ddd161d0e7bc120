"""Our bot as `python -m bot run` starts it, with the form among its exercises, and without Telegram's pace.

A word asks for another command than `run`: `serve`, or `work`.

`--normal` does not wait until the disk has what is committed: for comparison only, a power cut may lose the last turns.
`--uvloop` runs it on another event loop than the one that comes with Python, for comparison too.
"""

from __future__ import annotations

import asyncio
import sys
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from bot import bounds, flows
from bot.__main__ import main
from bot.bounds import Bound
from bot.chat.limits import Limits
from bot.chat.rates import Rate
from bot.state import opening

if TYPE_CHECKING:
    from bot.state.connection import Connection
    from bot.state.keys import Keys

NO_LIMIT: Final = Rate(1_000_000, 1.0)
"""More than anybody sends here: what is measured is the bot, and not how it waits for Telegram."""
NO_BOUND: Final = Bound(100_000_000, bounds.DAY)
FORM: Final = Path(__file__).parents[1] / "reliability" / "flows"


def without_waiting_for_the_disk() -> None:
    """Have connections that are as fast as they are with `synchronous=NORMAL`."""
    connect = opening.connect

    def quick(path: Path | str, keys: Keys, busy_timeout: float) -> Connection:
        connection = connect(path, keys, busy_timeout)
        connection.execute("PRAGMA synchronous = NORMAL")
        return connection

    vars(opening)["connect"] = quick


def on_uvloop() -> None:
    uvloop: Any = import_module("uvloop")
    asyncio.set_event_loop_policy(uvloop.EventLoopPolicy())


if __name__ == "__main__":
    flows.__path__.append(str(FORM))
    Limits.__init__.__defaults__ = (NO_LIMIT, NO_LIMIT)
    vars(bounds).update(TURNS=(NO_BOUND,), NEWCOMERS=NO_BOUND)
    if "--normal" in sys.argv:
        without_waiting_for_the_disk()
    if "--uvloop" in sys.argv:
        on_uvloop()
    command = [word for word in sys.argv[1:] if not word.startswith("--")] or ["run"]
    raise SystemExit(main(command))
