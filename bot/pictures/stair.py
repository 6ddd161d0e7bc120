"""The goal stair: the goal on top, its sub-goals as steps below it, those that are done filled, small wins beneath."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.pictures import svg
from bot.pictures.direction import is_rtl
from bot.pictures.theme import LIGHT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

WIDTH = 800
EDGE = 24.0
STEP_HEIGHT, GAP, BORDER = 118.0, 10.0, 4.0
INDENT = 300.0
"""How much further in the topmost step begins than the lowest: at the left, or at the right where words begin there."""
MARK, WORDS, END = 44.0, 88.0, 20.0
"""Where in a step its mark has its middle, where its words begin, and what is free behind them."""
TEXT, SMALLEST = 28.0, 20.0
LINES = 3
WIN_HEIGHT, WIN_MARK, WIN_WORDS = 46.0, 22.0, 48.0
"""How high a small win is, where its mark has its middle, and where its words begin."""
MOST_STEPS = 12
"""More of them make a picture that no phone shows well, and that Telegram refuses when it is too high."""


@dataclass(frozen=True, slots=True)
class Step:
    """A sub-goal, or the goal itself, in the person's own words."""

    text: str
    done: bool = False


@dataclass(frozen=True, slots=True)
class Stair:
    """What the picture shows. `steps` are the sub-goals, the first one to take first.

    `wins` are other things that the person has done, which stand beneath under the heading `below`. `title` and `text`
    are read aloud in its place. `more` says in words that so many steps are not drawn.
    """

    goal: Step
    steps: tuple[Step, ...]
    title: str
    text: str
    more: Callable[[int], str]
    wins: tuple[str, ...] = ()
    below: str = ""


def draw(stair: Stair) -> str:
    """The stair as SVG, 800 wide and as high as it has steps, up to a limit; those to take next are always drawn."""
    steps = _next(stair.steps)
    blocks = (*steps, stair.goal)
    hidden = len(stair.steps) - len(steps)
    foot = 2 * EDGE + (len(blocks) + bool(hidden)) * (STEP_HEIGHT + GAP) - GAP
    height = foot + (WIN_HEIGHT * (len(stair.wins) + 1) if stair.wins else 0)
    shapes = []
    for number, block in enumerate(blocks):
        is_goal = number == len(steps)
        row = number + 1 if is_goal and hidden else number
        sides = _sides(stair, number / len(steps) if steps else 0.0)
        middle = foot - EDGE - STEP_HEIGHT / 2 - row * (STEP_HEIGHT + GAP)
        shapes.append(
            svg.group(_block(block, sides, middle, is_goal=is_goal), class_=_kind(block, is_goal=is_goal))
        )
    if hidden:
        middle = EDGE + STEP_HEIGHT / 2 + STEP_HEIGHT + GAP
        more = _words(stair.more(hidden), _sides(stair, 1), middle, LIGHT.ink)
        shapes.append(svg.group([more], class_="more"))
    if stair.wins:
        shapes += _beneath(stair, foot)
    return svg.drawing(WIDTH, round(height), LIGHT.ground, stair.title, stair.text, shapes)


def _next(steps: tuple[Step, ...]) -> tuple[Step, ...]:
    """The steps that are drawn: all of them, or those from the first one that is not done."""
    undone = (number for number, step in enumerate(steps) if not step.done)
    first = min(next(undone, len(steps)), max(0, len(steps) - MOST_STEPS))
    return steps[first : first + MOST_STEPS]


def _sides(stair: Stair, climbed: float) -> tuple[float, float]:
    """Where a step begins and ends, this share of the way up: the stair climbs the way its language is read."""
    indent = INDENT * climbed
    return (EDGE, WIDTH - EDGE - indent) if is_rtl(stair.title) else (EDGE + indent, WIDTH - EDGE)


def _kind(block: Step, *, is_goal: bool) -> str:
    name = "goal" if is_goal else "step"
    return f"{name} done" if block.done else name


def _block(block: Step, sides: tuple[float, float], middle: float, *, is_goal: bool) -> Iterator[str]:
    """One step: its block, a mark, and its words; what does not fit ends with an ellipsis."""
    left, right = sides
    yield svg.element(
        "rect",
        x=left,
        y=middle - STEP_HEIGHT / 2,
        width=right - left,
        height=STEP_HEIGHT,
        rx=10,
        fill=LIGHT.now if block.done else LIGHT.ground,
        stroke=LIGHT.now,
        stroke_width=BORDER,
    )
    mark = right - MARK if is_rtl(block.text) else left + MARK
    yield from _mark(block, mark, middle, is_goal=is_goal)
    yield _words(block.text, sides, middle, LIGHT.ground if block.done else LIGHT.ink)


def _beneath(stair: Stair, top: float) -> Iterator[str]:
    """The small wins, one a line, each with a star, from this height on."""
    left, right, top = EDGE, WIDTH - EDGE, top + GAP
    heading = svg.block(
        [svg.shortened(stair.below, TEXT, right - left)], left, right, top, TEXT, fill=LIGHT.ink
    )
    yield svg.group([heading], class_="below")
    for number, win in enumerate(stair.wins, start=1):
        middle = top + WIN_HEIGHT * number
        mark = right - WIN_MARK if is_rtl(win) else left + WIN_MARK
        line = svg.shortened(" ".join(svg.drawn(win).split()), TEXT, right - left - 2 * WIN_WORDS)
        words = svg.block([line], left + WIN_WORDS, right - WIN_WORDS, middle, TEXT, fill=LIGHT.ink)
        yield svg.group([svg.star(mark, middle, 15, fill=LIGHT.now), words], class_="win")


def _words(text: str, sides: tuple[float, float], middle: float, ink: str) -> str:
    """The words of a step between these sides, beside its mark, in their own direction."""
    left, right = sides
    width = right - left - WORDS - END
    lines = fitted(text, width)
    high = (STEP_HEIGHT - 2 * BORDER) / (svg.line_height(lines) * max(1, len(lines)))
    size = min(svg.fitting(lines, TEXT, width), high)
    return svg.block(lines, left + WORDS, right - WORDS, middle, size, fill=ink)


def fitted(text: str, width: float) -> list[str]:
    """A text in lines that fit into a step of this width, in smaller letters where they are needed."""
    most = min(LINES, int((STEP_HEIGHT - 2 * BORDER) / (svg.line_height([text]) * SMALLEST)))
    smaller = svg.broken(text, SMALLEST, width, most)
    larger = svg.wrapped(" ".join(smaller), TEXT, width)
    return larger if len(larger) <= most else smaller


def _mark(block: Step, x: float, y: float, *, is_goal: bool) -> Iterator[str]:
    """A star for the goal; a tick for a step that is done, a ring for one that is not."""
    ink = LIGHT.ground if block.done else LIGHT.now
    if is_goal:
        yield svg.star(x, y, 26, fill=ink)
    elif block.done:
        tick = svg.points([(x - 16, y), (x - 4, y + 13), (x + 18, y - 14)])
        yield svg.element("polyline", points=tick, fill="none", stroke=ink, stroke_width=7)
    else:
        yield svg.element("circle", cx=x, cy=y, r=15, fill="none", stroke=ink, stroke_width=4)
