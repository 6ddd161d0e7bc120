"""Our bot as `python -m bot run` starts it, at Telegram's pace, with the form among its exercises.

Who answers faster than hands can is no flood here.
"""

from __future__ import annotations

from benchmarks.speed.ours import FORM, NO_BOUND
from bot import bounds, flows
from bot.__main__ import main

if __name__ == "__main__":
    flows.__path__.append(str(FORM))
    vars(bounds).update(TURNS=(NO_BOUND,), NEWCOMERS=NO_BOUND)
    raise SystemExit(main(["run"]))
