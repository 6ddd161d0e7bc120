"""What drawing stars takes of memory, in a process that has loaded the program: one star, and so many at once.

Prints the megabytes once it is loaded, and the most by each of the two.
"""

from __future__ import annotations

import importlib
import sys
from concurrent.futures import ThreadPoolExecutor

from benchmarks.memory import peak, resident
from bot.flows import discover
from bot.pictures.render import png
from bot.pictures.star import Axis, Star, draw
from bot.words import catalogues

LABELS = (
    "Jobmål",
    "Troen på job",
    "At søge job",
    "Det, jeg kan",
    "Hverdag",
    "Helbred",
    "Støtte",
    "Penge og bolig",
)


def star(number: int) -> bytes:
    """A star of eight axes, a little different from the others."""
    axes = tuple(Axis(label, 1 + (number + place) % 7) for place, label in enumerate(LABELS))
    return png(draw(Star(axes, title="", text="", now=f"Nu · {number}")))


def main(at_once: int) -> None:
    importlib.import_module("bot.commands.run")
    kept = discover(), catalogues()
    print(resident("self"))
    star(0)
    print(peak("self"))
    with ThreadPoolExecutor(at_once) as threads:
        list(threads.map(star, range(1, at_once + 1)))
    print(peak("self"))
    assert all(kept), "what the program has loaded is there until the end"


if __name__ == "__main__":
    main(int(sys.argv[1]))
