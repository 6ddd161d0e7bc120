"""The star: where somebody stands on each axis now, and where they stood before, drawn as one picture."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from math import cos, pi, sin
from typing import TYPE_CHECKING

from bot.pictures import svg
from bot.pictures.direction import is_rtl
from bot.pictures.theme import LIGHT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from bot.pictures.svg import Point

SIZE = 800
CENTRE: Point = (400.0, 372.0)
RADIUS = 236.0
LABEL, NUMBER, SMALL, SMALLEST = 29.0, 34.0, 25.0, 20.0
MARGIN = 8.0
MOST_LINES = 3
"""A name has no more of them; a long one ends with an ellipsis, and stands whole beside the picture."""
LEGEND_EDGE, LEGEND_LINE = 24.0, 34.0
LINES = 2
"""So many lines of the legend have room below the star and its lowest name."""


@dataclass(frozen=True, slots=True)
class Axis:
    """One axis: what it is called, whether it is in focus, and its steps in each scoring (None: no answer)."""

    label: str
    now: int | None
    before: int | None = None
    looking_back: int | None = None
    beside: int | None = None
    focus: bool = False


@dataclass(frozen=True, slots=True)
class Star:
    """What the picture shows, in the words of one language.

    `title` and `text` are read aloud in its place. `now`, `before`, `looking_back` and `beside` (what somebody else has
    scored) name the lines in the legend; "" leaves a line out. `low` and `high` are the ends of the scale.
    """

    axes: tuple[Axis, ...]
    title: str
    text: str
    now: str
    before: str = ""
    looking_back: str = ""
    beside: str = ""
    low: int = 1
    high: int = 7


@dataclass(frozen=True, slots=True)
class Line:
    """How one scoring is drawn: its colour, width, dashes, and the shape of its points."""

    kind: str
    colour: str
    width: float
    dashes: str
    point: Callable[[Point, str], str]


def draw(star: Star) -> str:
    """The star as SVG, 800 wide and as high; each line of the legend after the second makes it a line higher."""
    lines = (
        (
            Line("before", LIGHT.before, 4.0, "14 9", _square),
            star.before,
            [axis.before for axis in star.axes],
        ),
        (
            Line("looking-back", LIGHT.looking_back, 4.0, "3 8", _triangle),
            star.looking_back,
            [axis.looking_back for axis in star.axes],
        ),
        (
            Line("beside", LIGHT.beside, 4.0, "14 6 3 6", _diamond),
            star.beside,
            [axis.beside for axis in star.axes],
        ),
        (Line("now", LIGHT.now, 6.0, "", _circle), star.now, [axis.now for axis in star.axes]),
    )
    shown = [each for each in lines if each[1]]
    shapes = [
        *_web(star),
        *(_scoring(line, values, star) for line, _, values in shown),
        *_labels(star, _height(len(shown)) - _legend_height(len(shown))),
        *_legend([(line, name) for line, name, _ in reversed(shown)], rtl=is_rtl(star.title)),
    ]
    return svg.drawing(SIZE, _height(len(shown)), LIGHT.ground, star.title, star.text, shapes)


def place(star: Star, number: int, value: float) -> Point:
    """Where a step lies on an axis; the first axis points up, the others follow clockwise.

    The lowest step lies one part out, so that it can be seen, and the middle is nobody's place.
    """
    share = (value - star.low + 1) / (star.high - star.low + 1)
    return _on_ray(star, number, RADIUS * share)


def _on_ray(star: Star, number: int, distance: float) -> Point:
    angle = 2 * pi * number / len(star.axes) - pi / 2
    return (CENTRE[0] + distance * cos(angle), CENTRE[1] + distance * sin(angle))


def _web(star: Star) -> Iterator[str]:
    """The rings, one for each step, and the rays; a ray in focus is thicker."""
    for step in range(star.low, star.high + 1):
        corners = svg.points(place(star, number, step) for number in range(len(star.axes)))
        outer = step == star.high
        yield svg.element(
            "polygon", points=corners, fill="none", stroke=LIGHT.faint, stroke_width=3 if outer else 1.5
        )
    for number, axis in enumerate(star.axes):
        (x1, y1), (x2, y2) = CENTRE, place(star, number, star.high)
        ink, width = (LIGHT.ink, 4) if axis.focus else (LIGHT.faint, 1.5)
        yield svg.element("line", x1=x1, y1=y1, x2=x2, y2=y2, stroke=ink, stroke_width=width)


def _scoring(line: Line, values: Sequence[int | None], star: Star) -> str:
    """One scoring: lines between neighbours that both have an answer, and a point at each answer."""
    places = [None if value is None else place(star, number, value) for number, value in enumerate(values)]
    sides = [(one, other) for one, other in pairwise([*places, places[0]]) if one and other]
    fills = (
        svg.element("polygon", points=svg.points((CENTRE, *side)), fill=line.colour, fill_opacity=0.16)
        for side in sides
        if line.kind == "now"
    )
    strokes = (
        svg.element(
            "line",
            x1=one[0],
            y1=one[1],
            x2=other[0],
            y2=other[1],
            stroke=line.colour,
            stroke_width=line.width,
            stroke_dasharray=line.dashes,
            stroke_linecap="round",
        )
        for one, other in sides
    )
    marks = (line.point(each, line.colour) for each in places if each)
    return svg.group([*fills, *strokes, *marks], class_=f"scoring {line.kind}")


def _labels(star: Star, lowest: float) -> Iterator[str]:
    """The names of the axes around the star, each with the step of now; a small star stands at those in focus.

    They reach down to `lowest`, where the legend begins, and are all of one size: none counts for more than another.
    """
    rooms = [_room(star, number, lowest) for number in range(len(star.axes))]
    fitted = [_label(axis, *room) for axis, room in zip(star.axes, rooms, strict=True)]
    size = min((each for _, each in fitted), default=LABEL)
    for number, (axis, (lines, _)) in enumerate(zip(star.axes, fitted, strict=True)):
        (x, y), up, anchor = _at(star, number)
        written = size * svg.line_height(lines) * len(lines)
        height = written + NUMBER
        top = y + up * height / 2 - height / 2
        value = "–" if axis.now is None else str(axis.now)
        weight = 700 if axis.focus else 400
        middle = top + height - NUMBER / 2
        yield svg.group(
            [
                svg.words(
                    lines, x, top + written / 2, size, anchor=anchor, fill=LIGHT.ink, font_weight=weight
                ),
                svg.words([value], x, middle, NUMBER, anchor=anchor, fill=LIGHT.now, font_weight=700),
                *([_focus_mark(x, middle, anchor)] if axis.focus else []),
            ],
            class_="axis focus" if axis.focus else "axis",
        )


def _at(star: Star, number: int) -> tuple[Point, float, str]:
    """Where the name of an axis stands, how far down that is, and which of its ends is there.

    Down is from -1, above the star, to 1, below.
    """
    x, y = _on_ray(star, number, RADIUS + 18)
    side = x - CENTRE[0]
    anchor = "middle" if abs(side) < 1 else "start" if side > 0 else "end"
    return (x, y), (y - CENTRE[1]) / (RADIUS + 18), anchor


def _room(star: Star, number: int, lowest: float) -> tuple[float, float]:
    """How wide and how high the name of an axis can be."""
    (x, y), up, anchor = _at(star, number)
    beside = _on_ray(star, number + 1, RADIUS)[0] - CENTRE[0]
    wide = min(2 * abs(beside), 420.0) if anchor == "middle" else (x if anchor == "end" else SIZE - x)
    high = y - MARGIN if up < 0 else lowest - y
    return wide - MARGIN, high / (abs(up) + 1) * 2 - NUMBER


def _label(axis: Axis, width: float, height: float) -> tuple[list[str], float]:
    """The lines of an axis's name and their size, in this room: smaller where it helps, else with an ellipsis."""
    line = svg.line_height([axis.label])
    most = max(1, min(MOST_LINES, int(height / (SMALLEST * line))))
    smaller = svg.broken(axis.label, SMALLEST, width, most, bold=axis.focus)
    larger = svg.wrapped(" ".join(smaller), LABEL, width, bold=axis.focus)
    lines = larger if len(larger) <= most else smaller
    size = svg.fitting(lines, LABEL, width, bold=axis.focus)
    return lines, min(size, height / (max(1, len(lines)) * line))


def _height(lines: int) -> int:
    """How high the picture is with so many lines in its legend."""
    return SIZE + int(LEGEND_LINE) * max(0, lines - LINES)


def _legend_height(lines: int) -> float:
    """How high up from the lower edge the legend reaches."""
    return LEGEND_EDGE + LEGEND_LINE * (lines - 0.5)


def _focus_mark(x: float, y: float, anchor: str) -> str:
    """A small star beside the number of an axis in focus."""
    beside = {"start": 46.0, "end": -46.0, "middle": 40.0}[anchor]
    return svg.star(x + beside, y, 15, fill=LIGHT.ink, class_="focus-mark")


def _legend(lines: Sequence[tuple[Line, str]], *, rtl: bool) -> Iterator[str]:
    """What each line means, below the star, one under the other; in a language from right to left it begins there."""
    begins, ends, beside, anchor = (
        (SIZE - 40, SIZE - 104, SIZE - 120, "end") if rtl else (40, 104, 120, "start")
    )
    for number, (line, name) in enumerate(lines):
        y = _height(len(lines)) - LEGEND_EDGE - LEGEND_LINE * (len(lines) - 1 - number)
        shown = svg.broken(name, SMALLEST, SIZE - 150, 1)
        size = svg.fitting(shown, SMALL, SIZE - 150)
        sample = svg.element(
            "line",
            x1=begins,
            y1=y,
            x2=ends,
            y2=y,
            stroke=line.colour,
            stroke_width=line.width,
            stroke_dasharray=line.dashes,
            stroke_linecap="round",
        )
        label = svg.words(shown, beside, y, size, anchor=anchor, fill=LIGHT.ink)
        yield svg.group(
            [sample, line.point(((begins + ends) / 2, y), line.colour), label], class_=f"legend {line.kind}"
        )


def _circle(at: Point, colour: str) -> str:
    return svg.element("circle", cx=at[0], cy=at[1], r=10, fill=colour)


def _square(at: Point, colour: str) -> str:
    return svg.element("rect", x=at[0] - 8, y=at[1] - 8, width=16, height=16, fill=colour)


def _diamond(at: Point, colour: str) -> str:
    x, y = at
    corners = [(x, y - 14), (x + 14, y), (x, y + 14), (x - 14, y)]
    return svg.element("polygon", points=svg.points(corners), fill=colour)


def _triangle(at: Point, colour: str) -> str:
    x, y = at
    return svg.element(
        "polygon", points=svg.points([(x, y - 11), (x + 10, y + 8), (x - 10, y + 8)]), fill=colour
    )
