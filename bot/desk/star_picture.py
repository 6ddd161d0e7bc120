"""Stars side by side as a drawing that stands in a page: its colours are those of the style sheet.

Lines differ in their dashes and points in their shape, so that nothing is told by colour alone.
"""

from __future__ import annotations

from itertools import pairwise
from math import cos, pi, sin
from typing import TYPE_CHECKING, Final

from markupsafe import Markup

from bot.pictures import svg

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from bot.desk.comparing import Comparison, Line
    from bot.pictures.svg import Point
    from bot.words import Language

WIDTH, HEIGHT = 800, 660
CENTRE: Final[Point] = (400.0, 330.0)
RADIUS, MARGIN = 226.0, 20.0
LABEL = 27.0
MOST_LINES = 3
ENLARGED, BESIDE = 1.3, 36.0
"""On a small screen names are so many times as large, and reach so far into the margin of the page: desk.css."""
DASHES: Final = ("", "14 9", "3 9", "14 6 3 6")
"""Of the newest star, and of the lines before it."""


def draw(comparison: Comparison, language: Language) -> Markup:
    """The inside of the picture, `WIDTH` by `HEIGHT`: the web, each line over it, and the names of the axes around."""
    names = [(language.say(row.name), row.focus) for row in comparison.rows]
    shapes = [
        *_web([focus for _, focus in names], comparison.high),
        *(_line(comparison, number, language) for number in range(len(comparison.lines))),
        *_names(names),
    ]
    return Markup("".join(shapes))  # noqa: S704 - made of shapes of ours; every text in it is escaped


def sample(number: int) -> Markup:
    """How a line is drawn, to stand beside its name."""
    line = svg.element("line", x1=2, y1=12, x2=58, y2=12, stroke_dasharray=DASHES[number])
    return Markup(line + POINTS[number]((30.0, 12.0)))  # noqa: S704 - made of shapes of ours


def style_of(comparison: Comparison, line: Line) -> int:
    """Which of the styles a line has: the first is that of the newest star."""
    newest = next((each for each in reversed(comparison.lines) if each.kind == "star"), None)
    others = [each for each in comparison.lines if each is not newest]
    return 0 if line is newest else 1 + others.index(line)


def _place(number: int, count: int, share: float) -> Point:
    """So far out on an axis; the first axis points up, the others follow clockwise."""
    angle = 2 * pi * number / count - pi / 2
    return (CENTRE[0] + RADIUS * share * cos(angle), CENTRE[1] + RADIUS * share * sin(angle))


def _web(focus: Sequence[bool], high: int) -> Iterator[str]:
    """The rings, one for each step, and the rays; a ray in focus is thicker."""
    count = len(focus)
    for step in range(1, high + 1):
        corners = (_place(number, count, (step + 1) / (high + 1)) for number in range(count))
        kind = "ring outer" if step == high else "ring"
        yield svg.element("polygon", points=svg.points(corners), class_=kind)
    for number, in_focus in enumerate(focus):
        (x1, y1), (x2, y2) = CENTRE, _place(number, count, 1)
        yield svg.element("line", x1=x1, y1=y1, x2=x2, y2=y2, class_="ray focus" if in_focus else "ray")


def _line(comparison: Comparison, number: int, language: Language) -> str:
    """A line between neighbours that both have a step, and a point at each step, which says what it is."""
    line, count, high = comparison.lines[number], len(comparison.rows), comparison.high
    style = style_of(comparison, line)
    cells = [row.cells[number] for row in comparison.rows]
    places = [
        None if step is None else _place(at, count, (step + 1) / (high + 1))
        for at, (step, _) in enumerate(cells)
    ]
    sides = [(one, other) for one, other in pairwise([*places, *places[:1]]) if one and other]
    fills = (svg.element("polygon", points=svg.points((CENTRE, *side)), class_="area") for side in sides)
    strokes = (
        svg.element("line", x1=x1, y1=y1, x2=x2, y2=y2, stroke_dasharray=DASHES[style])
        for (x1, y1), (x2, y2) in sides
    )
    titles = (
        f"{language.say(row.name)}, {language.say(line.name)}: {language.say(said) if said else step}"
        for row, (step, said) in zip(comparison.rows, cells, strict=True)
    )
    points = (
        svg.group([svg.element("title", svg.as_xml(title)), POINTS[style](place)])
        for place, title in zip(places, titles, strict=True)
        if place
    )
    shapes = [*(fills if style == 0 else ()), *strokes, *points]
    return svg.group(shapes, class_=f"line-{style} {line.kind}")


def _names(names: Sequence[tuple[str, bool]]) -> Iterator[str]:
    """The names of the axes around the star; a small star stands between the web and those in focus."""
    for number, (name, focus) in enumerate(names):
        if focus:
            yield svg.star(*_place(number, len(names), 1 + MARGIN / RADIUS), 14, class_="focus-mark")
        x, y = _place(number, len(names), 1 + (2 * MARGIN if focus else MARGIN) / RADIUS)
        side, up = x - CENTRE[0], (y - CENTRE[1]) / RADIUS
        anchor = "middle" if abs(side) < 1 else "start" if side > 0 else "end"
        wide = 420.0 if anchor == "middle" else WIDTH - x if side > 0 else x
        room = min(wide - 8, (wide + BESIDE) / ENLARGED)
        written = svg.broken(name, LABEL, room, MOST_LINES, bold=focus)
        size = svg.fitting(written, LABEL, room, bold=focus)
        middle = y + up * size * svg.line_height(written) * len(written) / 2
        yield svg.words(written, x, middle, size, anchor=anchor, class_="axis focus" if focus else "axis")


def _circle(at: Point) -> str:
    return svg.element("circle", cx=at[0], cy=at[1], r=9, class_="point")


def _square(at: Point) -> str:
    return svg.element("rect", x=at[0] - 8, y=at[1] - 8, width=16, height=16, class_="point")


def _triangle(at: Point) -> str:
    x, y = at
    corners = [(x, y - 11), (x + 10, y + 8), (x - 10, y + 8)]
    return svg.element("polygon", points=svg.points(corners), class_="point")


def _diamond(at: Point) -> str:
    x, y = at
    corners = [(x, y - 12), (x + 12, y), (x, y + 12), (x - 12, y)]
    return svg.element("polygon", points=svg.points(corners), class_="point")


POINTS: Final[tuple[Callable[[Point], str], ...]] = (_circle, _square, _triangle, _diamond)
"""The shape of each line's points, in the order of `DASHES`."""
