"""The goal stair: the goal on top, its sub-goals as steps below it, those that are done filled."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.pictures import svg
from bot.pictures.theme import LIGHT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.pictures.theme import Theme

WIDTH = 800
EDGE = 24.0
STEP_HEIGHT, GAP = 118.0, 10.0
INDENT = 300.0
"""How much further in the topmost step begins than the lowest."""
TEXT, SMALLEST = 28.0, 20.0
LINES = 3


@dataclass(frozen=True, slots=True)
class Step:
    """A sub-goal, or the goal itself, in the person's own words."""

    text: str
    done: bool = False


@dataclass(frozen=True, slots=True)
class Stair:
    """What the picture shows. `steps` are the sub-goals, the first one to take first.

    `title` and `text` are read aloud in its place.
    """

    goal: Step
    steps: tuple[Step, ...]
    title: str
    text: str


def draw(stair: Stair, theme: Theme = LIGHT) -> str:
    """The stair as SVG, 800 wide and as high as it has steps."""
    blocks = (*stair.steps, stair.goal)
    height = 2 * EDGE + len(blocks) * (STEP_HEIGHT + GAP) - GAP
    shapes = [
        svg.group(_block(block, number, len(blocks), height, theme), class_=_kind(number, block, stair))
        for number, block in enumerate(blocks)
    ]
    return svg.drawing(WIDTH, round(height), theme.ground, stair.title, stair.text, shapes)


def _kind(number: int, block: Step, stair: Stair) -> str:
    name = "goal" if number == len(stair.steps) else "step"
    return f"{name} done" if block.done else name


def _block(block: Step, number: int, of: int, height: float, theme: Theme) -> Iterator[str]:
    """One step: its block, a mark, and its words; what does not fit ends with an ellipsis."""
    left = EDGE + (INDENT * number / (of - 1) if of > 1 else 0.0)
    top = height - EDGE - STEP_HEIGHT - number * (STEP_HEIGHT + GAP)
    ink = theme.ground if block.done else theme.ink
    yield svg.element(
        "rect",
        x=left,
        y=top,
        width=WIDTH - EDGE - left,
        height=STEP_HEIGHT,
        rx=10,
        fill=theme.now if block.done else theme.ground,
        stroke=theme.now,
        stroke_width=4,
    )
    middle = top + STEP_HEIGHT / 2
    yield from _mark(block, left + 44, middle, goal=number == of - 1, theme=theme)
    lines = shortened(block.text, WIDTH - EDGE - left - 108)
    size = svg.fitting(lines, TEXT, WIDTH - EDGE - left - 108)
    yield svg.words(lines, left + 88, middle, size, anchor="start", fill=ink)


def shortened(text: str, width: float) -> list[str]:
    """A text in at most three lines that fit into this width, in smaller letters where they are needed."""
    smaller = svg.broken(text, SMALLEST, width, LINES)
    larger = svg.wrapped(" ".join(smaller), TEXT, width)
    return larger if len(larger) <= LINES else smaller


def _mark(block: Step, x: float, y: float, *, goal: bool, theme: Theme) -> Iterator[str]:
    """A star for the goal; a tick for a step that is done, a ring for one that is not."""
    ink = theme.ground if block.done else theme.now
    if goal:
        yield svg.star(x, y, 26, fill=ink)
    elif block.done:
        tick = svg.points([(x - 16, y), (x - 4, y + 13), (x + 18, y - 14)])
        yield svg.element("polyline", points=tick, fill="none", stroke=ink, stroke_width=7)
    else:
        yield svg.element("circle", cx=x, cy=y, r=15, fill="none", stroke=ink, stroke_width=4)
