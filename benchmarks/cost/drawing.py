"""What drawing stars takes of memory, in a process that has loaded the program: one star, and so many at once.

Prints the megabytes once it is loaded, and the most by each of the two.
"""

from __future__ import annotations

import importlib
import sys
from concurrent.futures import ThreadPoolExecutor

from benchmarks.memory import peak, resident
from benchmarks.stars import star
from bot.flows import discover
from bot.pictures.render import png
from bot.words import catalogues


def drawn(number: int) -> bytes:
    """A star as it is sent."""
    return png(star(number))


def main(at_once: int) -> None:
    importlib.import_module("bot.commands.run")
    kept = discover(), catalogues()
    print(resident("self"))
    drawn(0)
    print(peak("self"))
    with ThreadPoolExecutor(at_once) as threads:
        list(threads.map(drawn, range(1, at_once + 1)))
    print(peak("self"))
    assert all(kept), "what the program has loaded is there until the end"


if __name__ == "__main__":
    main(int(sys.argv[1]))
