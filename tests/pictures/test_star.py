"""The star, read from its drawing: which lines there are, where they break, and that nothing leaves the picture."""

from __future__ import annotations

import re
from dataclasses import replace
from math import hypot, isclose

import pytest

from bot.pictures import render
from bot.pictures import star as pictured
from bot.pictures.star import CENTRE, Axis, Star, draw, place
from bot.pictures.theme import DARK, DARKENED, LIGHT, Theme
from tests.pictures.drawn import groups, read, shapes, words

LABELS = (
    "Jobmål",
    "Troen på job",
    "At søge job",
    "Det, jeg kan",
    "Hverdag",
    "Helbred og kræfter",
    "Støtte",
    "Penge og bolig",
)


def star(*now: int | None, before: str = "", focus: tuple[int, ...] = ()) -> Star:
    axes = tuple(
        Axis(label, value, before=3 if before else None, focus=number in focus)
        for number, (label, value) in enumerate(zip(LABELS, now, strict=True))
    )
    return Star(axes, title="Din stjerne", text="Jobmål 4 af 7", now="Nu · 23. november", before=before)


ALL = star(4, 5, 4, 6, 3, 2, 5, 7)


def test_the_first_axis_points_up_and_the_others_follow_clockwise() -> None:
    (x, y), (right, level) = place(ALL, 0, 7), place(ALL, 2, 7)
    assert isclose(x, CENTRE[0])
    assert y < CENTRE[1]
    assert right > CENTRE[0]
    assert isclose(level, CENTRE[1])


def test_a_higher_step_lies_further_out_and_the_lowest_not_in_the_middle() -> None:
    distances = [
        hypot(x - CENTRE[0], y - CENTRE[1]) for x, y in (place(ALL, 3, step) for step in range(1, 8))
    ]
    assert distances == sorted(distances)
    assert distances[0] > 0
    assert isclose(distances[6], pictured.RADIUS)


def test_one_scoring_is_one_closed_line_with_a_point_on_each_axis() -> None:
    (now,) = groups(draw(ALL), "scoring")
    assert len(shapes(now, "line")) == 8
    assert len(shapes(now, "circle")) == 8
    assert {line.get("stroke-dasharray") for line in shapes(now, "line")} == {None}


def test_an_answer_that_is_missing_breaks_the_line_and_is_no_step() -> None:
    drawing = draw(star(4, 5, None, 6, 3, 2, 5, 7))
    (now,) = groups(drawing, "scoring")
    assert len(shapes(now, "line")) == 6
    assert len(shapes(now, "circle")) == 7
    assert words(groups(drawing, "axis")[2])[-1] == "–"


def test_a_star_without_any_answer_is_drawn_all_the_same() -> None:
    (now,) = groups(draw(star(*[None] * 8)), "scoring")
    assert shapes(now, "line") == shapes(now, "circle") == []


def test_before_differs_from_now_in_dashes_and_in_the_shape_of_its_points() -> None:
    drawing = draw(star(4, 5, 4, 6, 3, 2, 5, 7, before="Før · 25. maj"))
    before, now = groups(drawing, "scoring")
    assert before.get("class") == "scoring before"
    assert all(line.get("stroke-dasharray") for line in shapes(before, "line"))
    assert len(shapes(before, "rect")) == 8
    assert shapes(now, "rect") == []
    assert [words(each) for each in groups(drawing, "legend")] == [["Nu · 23. november"], ["Før · 25. maj"]]


def test_looking_back_is_a_line_of_its_own() -> None:
    looking = replace(
        ALL, axes=tuple(replace(axis, looking_back=2) for axis in ALL.axes), looking_back="Dengang"
    )
    (line,) = groups(draw(looking), "scoring looking-back")
    assert len(shapes(line, "polygon")) == 8


def beside(*now: int | None, before: str = "") -> Star:
    """A star that somebody else has scored too, but for its last axis."""
    plain = star(*now, before=before)
    scored = [*(replace(axis, beside=5, looking_back=2) for axis in plain.axes[:-1]), plain.axes[-1]]
    return replace(plain, axes=tuple(scored), beside="Mette · 26. november")


def test_what_somebody_else_has_scored_is_a_second_line_that_can_be_told_without_colour() -> None:
    drawing = draw(beside(4, 5, 4, 6, 3, 2, 5, 7))
    second, now = groups(drawing, "scoring")
    assert second.get("class") == "scoring beside"
    assert len(shapes(second, "line")) == 6, "an axis without a step breaks the line"
    assert len(shapes(second, "polygon")) == 7
    dashes = {line.get("stroke-dasharray") for line in shapes(second, "line")}
    assert dashes == {"14 6 3 6"}
    assert shapes(now, "circle")
    assert [words(each) for each in groups(drawing, "legend")] == [
        ["Nu · 23. november"],
        ["Mette · 26. november"],
    ]


def test_every_line_has_its_own_dashes_and_its_own_points() -> None:
    drawing = draw(replace(beside(4, 5, 4, 6, 3, 2, 5, 7, before="Før"), looking_back="Dengang"))
    lines = groups(drawing, "scoring")
    assert len({shapes(line, "line")[0].get("stroke-dasharray") for line in lines}) == 4
    points = [[each.tag for each in line.iter()][-1] for line in lines]
    corners = [
        (tag, len(shapes(line, "polygon")[-1].get("points", "").split()) if "polygon" in tag else 0)
        for tag, line in zip(points, lines, strict=True)
    ]
    assert len(set(corners)) == 4


def test_four_lines_in_the_legend_have_room_below_the_star() -> None:
    full = replace(beside(4, 5, 4, 6, 3, 2, 5, 7, before="Før"), looking_back="Dengang")
    drawing = read(draw(full))
    assert (drawing.get("width"), drawing.get("height")) == ("800", "868")
    assert len(groups(draw(full), "legend")) == 4


def test_the_names_of_all_axes_are_of_one_size_also_above_a_full_legend() -> None:
    full = replace(star(4, 5, 4, 6, 3, 2, 5, 7, before="Før", focus=(2, 4)), looking_back="Dengang")
    sizes = [
        each.get("font-size") for axis in groups(draw(full), "axis") for each in shapes(axis, "text")[:1]
    ]
    assert len(sizes) == 8
    assert len(set(sizes)) == 1


def test_axes_in_focus_are_bold_and_have_a_small_star() -> None:
    drawing = draw(star(4, 5, 4, 6, 3, 2, 5, 7, focus=(1, 4)))
    assert [words(each)[0] for each in groups(drawing, "axis focus")] == ["Troen på job", "Hverdag"]
    marks = [each for each in read(drawing).iter() if each.get("class") == "focus-mark"]
    assert len(marks) == 2
    assert shapes(groups(drawing, "axis focus")[0], "text")[0].get("font-weight") == "700"


def test_it_is_read_aloud_by_its_title_and_text() -> None:
    drawn = read(draw(ALL))
    assert [drawn[0].text, drawn[1].text] == ["Din stjerne", "Jobmål 4 af 7"]
    assert drawn.get("role") == "img"


def test_what_looks_like_markup_is_written_as_it_is() -> None:
    odd = replace(ALL, axes=(replace(ALL.axes[0], label='<b>&"x"'), *ALL.axes[1:]), title="<script>")
    assert words(groups(draw(odd), "axis")[0])[0] == '<b>&"x"'


def test_on_a_dark_page_the_same_drawing_is_dark() -> None:
    """Every colour that is used has a dark one, and each rule of the drawing's style puts it in."""
    drawing = draw(beside(4, 5, 4, 6, 3, 2, 5, 7, before="Før"))
    used = set(re.findall(r'(?:fill|stroke)="(#\w+)"', drawing))
    assert used <= DARKENED.keys()
    (style,) = re.findall("<style>(.*)</style>", drawing)
    assert style.startswith("@media (prefers-color-scheme: dark){")
    for light, dark in DARKENED.items():
        assert f'[fill="{light}"]{{fill:{dark}}}' in style
        assert f'[stroke="{light}"]{{stroke:{dark}}}' in style


def test_a_picture_is_light_whatever_the_style_says() -> None:
    """Typst, which makes the PNG and the PDF, passes the style for dark pages over."""
    drawing = draw(ALL)
    assert render.png(drawing) == render.png(re.sub("<style>.*</style>", "", drawing))


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_what_is_written_can_be_read_on_the_ground(theme: Theme) -> None:
    """WCAG 2.2, 1.4.3: text and the lines of a scoring have a contrast of at least 4.5 to 1."""
    for colour in (theme.ink, theme.now, theme.before, theme.looking_back, theme.beside):
        lighter, darker = sorted((luminance(colour), luminance(theme.ground)), reverse=True)
        assert (lighter + 0.05) / (darker + 0.05) >= 4.5, colour


def luminance(colour: str) -> float:
    """Relative luminance as WCAG defines it."""
    parts = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_from_right_to_left_the_legend_begins_at_the_right() -> None:
    drawing = draw(replace(star(4, 5, 4, 6, 3, 2, 5, 7, before="من قبل"), title="نجمتك", now="الآن"))
    for each in groups(drawing, "legend"):
        (line,), (text,) = shapes(each, "line"), shapes(each, "text")
        assert text.get("text-anchor") == "end"
        assert (
            float(text[0].get("x", 0)) < float(line.get("x2", 0)) < float(line.get("x1", 0)) < pictured.SIZE
        )
