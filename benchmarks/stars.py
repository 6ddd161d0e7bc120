"""A star to draw, for the benchmarks of pictures and of memory."""

from __future__ import annotations

from bot.pictures.star import Axis, Star, draw

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


def star(number: int) -> str:
    """The drawing of a star of eight axes, a little different from those of other numbers."""
    axes = tuple(Axis(label, 1 + (number + place) % 7) for place, label in enumerate(LABELS))
    return draw(Star(axes, title="", text="", now=f"Nu · {number}"))
