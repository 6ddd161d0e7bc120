"""The star: where somebody stands on each axis now, and where they stood before, drawn as one picture."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from math import cos, pi, sin
from typing import TYPE_CHECKING, TypeAlias

from bot.pictures import svg
from bot.pictures.direction import is_rtl
from bot.pictures.theme import LIGHT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from bot.pictures.svg import Point

    Room: TypeAlias = tuple[float, float]
    Name: TypeAlias = tuple[list[str], list[str]]

SIZE = 800
CENTRE: Point = (400.0, 372.0)
RADIUS = 236.0
LABEL, NUMBER, SMALL, SMALLEST = 29.0, 34.0, 25.0, 20.0
BENEATH = 0.8
"""How large a name in another language is beside the one that it stands below."""
TALLER = 44
"""How much higher a picture with such names is, above the star and below it."""
MARGIN = 8.0
MOST_LINES = 3
"""A name has no more of them; a long one ends with an ellipsis, and stands whole beside the picture."""
MOST_OF_TWO = 2
LEAST = 16.0
"""The size below which names that have another below them are not made smaller."""
LEGEND_EDGE, LEGEND_LINE, LEGEND_BENEATH = 24.0, 34.0, 27.0
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
    beneath: str = ""
    """What it is called in another language, "" for none."""


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
    beneath: Mapping[str, str] = field(default_factory=dict)
    """What the lines are called in another language, by their kind; "" where it is the same."""

    @property
    def in_both(self) -> bool:
        """Whether names stand in two languages."""
        return any(axis.beneath for axis in self.axes) or any(self.beneath.values())


@dataclass(frozen=True, slots=True)
class Line:
    """How one scoring is drawn: its colour, width, dashes, and the shape of its points."""

    kind: str
    colour: str
    width: float
    dashes: str
    point: Callable[[Point, str], str]


def draw(star: Star) -> str:
    """The star as SVG, 800 wide and as high; each line of the legend after the second makes it a line higher.

    So do names in another language, which stand below the others: above the star and below it, and in the legend.
    """
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
    height = _height(star, len(shown))
    lowest = height - _taller(star) - _legend_height(star, len(shown))
    drawn = [
        *_web(star),
        *(_scoring(line, values, star) for line, _, values in shown),
        *_labels(star, lowest),
    ]
    shapes = [
        *([svg.group(drawn, transform=f"translate(0 {TALLER})")] if star.in_both else drawn),
        *_legend(star, [(line, name) for line, name, _ in reversed(shown)], height),
    ]
    return svg.drawing(SIZE, height, LIGHT.ground, star.title, star.text, shapes)


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
    size, names = _in_two(star, rooms) if star.in_both else _in_one(star, rooms)
    for number, (axis, (lines, under)) in enumerate(zip(star.axes, names, strict=True)):
        (x, y), up, anchor = _at(star, number)
        small = size * BENEATH
        written, below = size * svg.line_height(lines) * len(lines), _high(under, small)
        height = written + below + NUMBER
        top = y + up * height / 2 - height / 2
        value = "–" if axis.now is None else str(axis.now)
        weight = 700 if axis.focus else 400
        middle = top + height - NUMBER / 2
        beneath = svg.words(under, x, top + written + below / 2, small, anchor=anchor, fill=LIGHT.now)
        yield svg.group(
            [
                svg.words(
                    lines, x, top + written / 2, size, anchor=anchor, fill=LIGHT.ink, font_weight=weight
                ),
                *([beneath] if under else []),
                svg.words([value], x, middle, NUMBER, anchor=anchor, fill=LIGHT.now, font_weight=700),
                *([_focus_mark(x, middle, anchor)] if axis.focus else []),
            ],
            class_="axis focus" if axis.focus else "axis",
        )


def _in_one(star: Star, rooms: Sequence[Room]) -> tuple[float, list[Name]]:
    """The size of all names, and the lines of each."""
    fitted = [_label(axis, *room) for axis, room in zip(star.axes, rooms, strict=True)]
    return min((size for _, size in fitted), default=LABEL), [(lines, []) for lines, _ in fitted]


def _in_two(star: Star, rooms: Sequence[Room]) -> tuple[float, list[Name]]:
    """The same of names that have another below them: the largest size in which all have room.

    Where none is small enough, what does not fit ends with an ellipsis.
    """
    size = LABEL
    while size > LEAST and not all(
        _fits(axis, room, size) for axis, room in zip(star.axes, rooms, strict=True)
    ):
        size -= 1
    names = []
    for axis, (width, high) in zip(star.axes, rooms, strict=True):
        lines = svg.broken(axis.label, size, width, MOST_OF_TWO, bold=axis.focus)
        left = high - _high(lines, size)
        most = int(left / (size * BENEATH * svg.line_height([axis.beneath]))) if axis.beneath else 0
        under = svg.broken(axis.beneath, size * BENEATH, width, min(most, MOST_OF_TWO)) if most > 0 else []
        names.append((lines, under))
    return size, names


def _fits(axis: Axis, room: Room, size: float) -> bool:
    """Whether both names of an axis have room in this size, with no word divided and nothing left out."""
    width, high = room
    lines = svg.wrapped(axis.label, size, width, bold=axis.focus)
    under = svg.wrapped(axis.beneath, size * BENEATH, width)
    return (
        max(len(lines), len(under)) <= MOST_OF_TWO
        and svg.fitting(lines, size, width, bold=axis.focus) == size
        and svg.fitting(under, size * BENEATH, width) == size * BENEATH
        and _high(lines, size) + _high(under, size * BENEATH) <= high
    )


def _high(lines: Sequence[str], size: float) -> float:
    return size * svg.line_height(lines) * len(lines)


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
    high = y - MARGIN + _taller(star) if up < 0 else lowest - y
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


def _taller(star: Star) -> int:
    """How much further down all of the star is drawn."""
    return TALLER if star.in_both else 0


def _height(star: Star, lines: int) -> int:
    """How high the picture is with so many lines in its legend."""
    below = LEGEND_BENEATH * lines if star.in_both else 0
    return SIZE + int(LEGEND_LINE) * max(0, lines - LINES) + 2 * _taller(star) + int(below)


def _legend_height(star: Star, lines: int) -> float:
    """How high up from the lower edge the legend reaches."""
    return LEGEND_EDGE + _legend_line(star) * lines - LEGEND_LINE / 2


def _legend_line(star: Star) -> float:
    return LEGEND_LINE + (LEGEND_BENEATH if star.in_both else 0)


def _focus_mark(x: float, y: float, anchor: str) -> str:
    """A small star beside the number of an axis in focus."""
    beside = {"start": 46.0, "end": -46.0, "middle": 40.0}[anchor]
    return svg.star(x + beside, y, 15, fill=LIGHT.ink, class_="focus-mark")


def _legend(star: Star, lines: Sequence[tuple[Line, str]], height: int) -> Iterator[str]:
    """What each line means, below the star, one under the other; in a language from right to left it begins there."""
    begins, ends, beside, anchor = (
        (SIZE - 40, SIZE - 104, SIZE - 120, "end") if is_rtl(star.title) else (40, 104, 120, "start")
    )
    for number, (line, name) in enumerate(lines):
        y = height - LEGEND_EDGE - _legend_line(star) * (len(lines) - number) + LEGEND_LINE
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
        under = svg.broken(star.beneath.get(line.kind, ""), SMALLEST, SIZE - 150, 1)
        below = svg.words(under, beside, y + LEGEND_BENEATH, SMALLEST, anchor=anchor, fill=LIGHT.now)
        yield svg.group(
            [
                sample,
                line.point(((begins + ends) / 2, y), line.colour),
                label,
                *([below] if under else []),
            ],
            class_=f"legend {line.kind}",
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
