"""Our bot as `python -m bot run` starts it, with the form of the benchmark among its exercises."""

from __future__ import annotations

from pathlib import Path

from bot import flows
from bot.__main__ import main

if __name__ == "__main__":
    flows.__path__.append(str(Path(__file__).parent / "flows"))
    raise SystemExit(main(["run"]))
