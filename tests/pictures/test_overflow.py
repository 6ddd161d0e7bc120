"""Whatever somebody writes, its ink stays inside the picture, and no line reaches into the next."""

from __future__ import annotations

from itertools import combinations, pairwise

import pytest

from bot.pictures import sheet, stair, star
from bot.pictures.sheet import Section, Sheet
from bot.pictures.stair import Stair, Step
from bot.pictures.star import Axis, Star
from tests.pictures.dots import written
from tests.pictures.drawn import groups, read, shapes, words

HOSTILE = {
    "wide": "W" * 80,
    "wide words": "MMMM WWW " * 20,
    "capitals": "JEG VIL GERNE ARBEJDE PÅ ET LAGER OM NATTEN " * 5,
    "digraphs": "ǄǄǄǄ" * 20,
    "arabic": "أنا سائق شاحنة منذ ثماني سنوات أحب العمل في الليل",
    "wide arabic": "صصصصصص ضضضض " * 12,
    "joined arabic": "ما مم ممم " * 30,
    "vowels": "ٱلرَّحْمَٰنِ شَّيٍ شّٰ " * 9,
    "cyrillic": "ЩЩЩЩ ЖЖЖЖ ЮЮЮЮ " * 12,
    "long": "jeg vil gerne have et job " * 154,
    "long word": "æ" * 4000,
    "emoji": "👩‍👩‍👧 hej 👍🏽 " * 12,
    "only emoji": "👍🏽🏳️‍🌈",
    "marks": "Ǻ̂̃̄g̣̱̲ " * 40,
    "pile": "x" + "́" * 300,
    "no font": "漢字 สวัสดี " * 30,
    "ethiopic": "እምነት ኣብ ስራሕ ምርካብ " * 20,
    "no-break": "et job " * 40,
    "dashes": "—" * 60,
}


def axes(*labels: str) -> Star:
    placed = tuple(
        Axis(label, 4, before=3, beside=5, focus=number % 2 == 0) for number, label in enumerate(labels)
    )
    return Star(placed, "Din stjerne", "", "Nu", "Før", "Set i bakspejlet", "Mette")


def lines_inside(drawing: str) -> list[tuple[int, int, int, int]]:
    """The place of every line; all of them are in the picture, and none of a text lies on another of it."""
    whole = read(drawing)
    width, height = int(whole.get("width", 0)), int(whole.get("height", 0))
    found = []
    for places in written(drawing):
        inked = [place for place in places if place is not None]
        for left, top, right, bottom in inked:
            assert left >= 0, "ink left of the picture"
            assert right < width, "ink right of the picture"
            assert top >= 0, "ink above the picture"
            assert bottom < height, "ink below the picture"
        for (_, _, _, above), (_, below, _, _) in pairwise(inked):
            assert above < below, "two lines touch"
        found += inked
    return found


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_sheet_holds_its_words(text: str) -> None:
    drawing = sheet.draw(Sheet(text, (Section(text, (text, "hej")),), "", "… og {} mere".format))
    places = lines_inside(drawing)
    edge = sheet.EDGE - 3
    assert all(edge <= left and right <= sheet.WIDTH - edge for left, _, right, _ in places)
    assert all(above < below for (_, _, _, above), (_, below, _, _) in pairwise(places))


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_stair_holds_its_words_inside_each_step(text: str) -> None:
    drawing = stair.draw(
        Stair(Step(text), (Step(text, done=True), Step(text)), "", "", "… og {} mere".format)
    )
    lines_inside(drawing)
    blocks = [*groups(drawing, "step"), *groups(drawing, "goal")]
    for block, places in zip(blocks, written(drawing), strict=True):
        (step,) = shapes(block, "rect")
        x, y, wide = (float(step.get(name, 0)) for name in ("x", "y", "width"))
        for left, top, right, bottom in filter(None, places):
            assert x + 4 < left < right < x + wide - 4
            assert y < top < bottom < y + stair.STEP_HEIGHT


@pytest.mark.parametrize("count", [3, 8])
def test_a_star_holds_the_names_of_its_axes(count: int) -> None:
    texts = (
        HOSTILE[name]
        for name in ("wide", "capitals", "arabic", "marks", "cyrillic", "long word", "emoji", "vowels")
    )
    lines_inside(star.draw(axes(*list(texts)[:count])))


def test_no_words_of_a_star_lie_on_others() -> None:
    """With names as long as a file may have, and all four lines in the legend."""
    drawing = star.draw(axes(*["Arbejdsmarkedsparathed og troen på et nyt job"] * 8))
    texts = [[place for place in places if place] for places in written(drawing)]
    boxes = [
        (min(p[0] for p in one), min(p[1] for p in one), max(p[2] for p in one), max(p[3] for p in one))
        for one in texts
        if one
    ]
    for one, other in combinations(boxes, 2):
        apart = one[2] < other[0] or other[2] < one[0] or one[3] < other[1] or other[3] < one[1]
        assert apart, (one, other)


def test_a_sheet_that_is_too_high_says_how_many_paragraphs_more_there_are() -> None:
    sections = tuple(Section("Punkt", ("jeg kan køre truck " * 30,)) for _ in range(40))
    drawing = sheet.draw(Sheet("Ark", sections, "", "… og {} mere".format))
    texts = [words(text) for text in shapes(read(drawing), "text")]
    shown = sum(text == ["Punkt"] for text in texts)
    assert texts[-1] == [f"… og {40 - shown} mere"]
    assert texts[-2] != ["Punkt"], "a heading has something below it"
    assert int(read(drawing).get("height", 0)) <= sheet.MOST_HEIGHT + 2 * sheet.EDGE
