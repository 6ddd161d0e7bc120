"""Pictures and documents for somebody who has two languages: what we say stands in both, what they wrote once."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from bot.engine.document import Block, Document
from bot.engine.picture import Picture
from bot.engine.text import N_, Words, literal
from bot.flows.content import Content
from bot.pictures import document
from bot.pictures.drawing import draw
from bot.pictures.printing import page
from bot.pictures.render import png
from bot.words import catalogues
from tests.pictures.dots import grey, ink
from tests.pictures.drawn import groups, words
from tests.pictures.test_document import assert_inside

KNOWN = catalogues()
DANISH, ARABIC, ENGLISH = map(KNOWN.language, ("da", "ar", "en"))
OTHERS = [code for code in KNOWN.everything if code != "da"]
AXES = Content().star.axes
DAY = date(2026, 11, 23)
MINE = "سمير يريد عملاً"


def star(**values: Any) -> Picture:
    known: dict[str, Any] = {
        "title": Words("Your star"),
        "labels": tuple(Words(axis.name) for axis in AXES),
        "now": (4, 4, 3, 4, 3, 5, 5, 6),
        "before": (3,) * 8,
        "looking_back": (2,) * 8,
        "focus": (0, 4, 5),
        "legend": (
            Words("Now · {day}", {"day": DAY}),
            Words("Before · {day}", {"day": DAY}),
            Words("Before, as you see it today"),
        ),
        "low": 1,
        "high": 7,
    }
    return Picture("star", known | values)


def bare(lines: list[str]) -> str:
    return " ".join(lines).translate(dict.fromkeys(map(ord, "\u2066\u2067\u2068\u2069\u200f")))


@pytest.mark.parametrize("code", OTHERS)
def test_each_name_of_a_star_stands_in_both_languages_whole_and_inside(code: str) -> None:
    other = KNOWN.language(code)
    drawing = draw(star(), "", DANISH, other)
    for axis, shown in zip(AXES, groups(drawing, "axis"), strict=True):
        lines = words(shown)
        assert bare(lines[:-1]) == bare([DANISH.say(Words(axis.name)), other.say(Words(axis.name))])
    now = groups(drawing, "legend now")[0]
    assert bare(words(now)) == bare([each.say(star().values["legend"][0]) for each in (DANISH, other)])  # type: ignore[index, arg-type]
    width, _, rows = grey(png(drawing))
    assert ink([row[:4] + row[width - 4 :] for row in rows]) == ink(rows[:4] + rows[-4:]) == 0


def test_the_other_name_is_smaller_and_drawn_in_its_own_direction() -> None:
    drawing = draw(star(), "", DANISH, ARABIC)
    first, second = list(groups(drawing, "axis")[0])[:2]
    assert float(second.get("font-size", 0)) < float(first.get("font-size", 0))
    assert words(second)[0].startswith("\u2067")


def test_where_both_say_the_same_and_where_there_is_one_language_nothing_is_added() -> None:
    own = star(labels=tuple(literal(f"Netto {number}") for number in range(8)), legend=("", "", ""))
    assert draw(own, "", DANISH, ARABIC) == draw(own, "", DANISH)
    assert draw(star(), "", DANISH, DANISH) == draw(star(), "", DANISH)


def test_a_name_that_has_no_room_ends_with_an_ellipsis_and_stays_inside() -> None:
    long = star(labels=tuple(Words("{a} {b}", {"a": Words(axis.name), "b": "x" * 60}) for axis in AXES))
    width, _, rows = grey(png(draw(long, "", DANISH, ARABIC)))
    assert ink([row[:4] + row[width - 4 :] for row in rows]) == 0


def test_a_stair_and_a_sheet_say_our_words_in_both_and_theirs_once() -> None:
    stair = Picture(
        "stair",
        {
            "title": Words("Your goal"),
            "goal": MINE,
            "steps": ("Ringe",),
            "done": (),
            "reached": 0,
            "wins": (Words("… and {number} more", {"number": 2}),),
            "below": Words("Small wins"),
        },
    )
    drawing = draw(stair, "", DANISH, ENGLISH)
    assert bare(words(groups(drawing, "goal")[0])) == MINE
    assert bare(words(groups(drawing, "below")[0])) == "Små sejre · Small wins"
    assert bare(words(groups(drawing, "win")[0])) == "… og 2 mere · … and 2 more"
    headings: dict[str, Any] = {
        "headings": (Words("Say first"),),
        "paragraphs": ((Words("Skip"), literal("Netto")),),
    }
    sheet = draw(Picture("sheet", {"title": literal("Netto"), **headings}), "", DANISH, ENGLISH)
    assert [sheet.count(each) for each in ("Sig først · Say first", ">Spring over<", ">Skip<")] == [1, 1, 1]
    assert sheet.index(">Spring over<") < sheet.index(">Skip<")


def paper(*blocks: Block) -> Document:
    return Document(Words(N_("My job folder")), Words(N_("My job folder")), literal("Samir"), blocks)


@pytest.mark.parametrize("code", OTHERS)
def test_a_document_in_both_languages_stays_on_its_pages_and_accessible(code: str) -> None:
    told = tuple(Words("{axis}: {n}", {"axis": Words(axis.name), "n": 4}) for axis in AXES)
    listed = Words("\n".join(f"{{a{n}}}" for n in range(8)), {f"a{n}": each for n, each in enumerate(told)})
    table = ((Words("Star"), Words("Say first")), (Words("Skip"), literal(MINE)))
    made = page(
        paper(
            Block(Words("Star"), (listed,), star()),
            Block(Words("Say first"), (Words("Skip"), literal(MINE), Words("Skip")), level=2),
            Block(Words("Say first"), level=2, table=table),
        ),
        DANISH,
        KNOWN.language(code),
    )
    assert_inside(made)
    assert document.pdf(made).startswith(b"%PDF-")


def test_what_reads_the_same_stands_in_a_document_once() -> None:
    told = document._content(
        page(paper(Block(Words("Skip"), (literal(MINE), Words("Yes")))), DANISH, ARABIC), in_dots=False
    )
    (block,) = told["blocks"]
    assert (told["title"]["text"], told["title"]["beneath"]["rtl"]) == ("Min jobmappe", True)
    assert told["byline"]["beneath"] is None
    assert block["heading"]["beneath"]["text"] == ARABIC.say(Words("Skip"))
    ((mine,), (yes,)) = (paragraph["lines"] for paragraph in block["paragraphs"])
    assert mine["beneath"] == []
    assert [each["text"] for each in yes["beneath"]] == [ARABIC.say(Words("Yes"))]


def sides(made: document.Page) -> tuple[bool, bool]:
    """Whether there is ink at the left and at the right of its first page."""
    width, _, rows = grey(document.pages(made)[0])
    middle = [row[width * 12 // 100 :] for row in rows]
    return ink([row[: width // 5] for row in middle]) > 0, ink([row[-width // 3 :] for row in rows]) > 0


@pytest.mark.parametrize(
    "block",
    [
        Block("", (Words("Yes"),)),
        Block("", (Words("{a}\n{b}", {"a": Words("Yes"), "b": Words("No")}),)),
        Block(Words("Yes")),
        Block(Words("Yes"), level=2),
    ],
    ids=["paragraph", "list", "heading", "smaller heading"],
)
def test_what_stands_beneath_begins_at_the_side_of_its_own_language(block: Block) -> None:
    told = replace(page(Document(Words(N_("My job folder")), "", "", (block,)), DANISH, ARABIC), foot=" ")
    assert told.beneath is not None
    under = replace(told.beneath, title=told.title, foot=" ", numbered=" ")
    told = replace(told, numbered=" ", beneath=under)
    assert sides(told) == (True, True)
    assert sides(replace(told, beneath=None)) == (True, False)


def test_each_line_of_a_list_runs_as_it_is_written() -> None:
    """A person's own line stands apart from ours, and is the only one with letters."""
    mixed = Words("{a}\n☐ {b}\n☐ {c}\n{d}", {"a": Words("Yes"), "b": MINE, "c": "Netto", "d": Words("No")})
    told = document._content(page(paper(Block("", (mixed,))), DANISH), in_dots=False)
    ((paragraph,),) = (each["paragraphs"] for each in told["blocks"])
    assert [each["rtl"] for each in paragraph["lines"]] == [False, True, False, False]


def test_below_each_page_stands_the_foot_in_both_languages_and_what_reads_the_same_once() -> None:
    told = page(paper(), DANISH, ARABIC)
    danish, arabic = document._content(told, in_dots=False)["feet"]
    assert [each["text"] for each in danish["lines"]] == ["Min jobmappe"]
    assert [each["text"] for each in arabic["lines"]] == [ARABIC.say(Words("My job folder"))]
    assert (danish["numbered"], danish["rtl"]) == ("Side {page} af {pages}", False)
    assert (arabic["numbered"], arabic["rtl"]) == (ARABIC.template(Words("Page {page} of {pages}")), True)
    assert told.beneath is not None
    same = replace(told, foot="Samir\nA", beneath=replace(told.beneath, foot="Samir\nB"))
    feet = document._content(same, in_dots=False)["feet"]
    assert [[each["text"] for each in foot["lines"]] for foot in feet] == [["Samir", "A"], ["B"]]
    assert len(document._content(page(paper(), DANISH), in_dots=False)["feet"]) == 1


def test_a_foot_of_two_lines_in_two_languages_stays_on_the_page() -> None:
    told = page(paper(Block(Words("Skip"), (Words("Yes"),))), DANISH, ARABIC)
    assert told.beneath is not None
    long = "\n".join(["Samir · 23. november 2026 – 24. december 2026 · version 2"] * 2)
    assert_inside(replace(told, foot=long, beneath=replace(told.beneath, foot=f"{MINE}\n{MINE}")))


def test_a_text_with_other_lines_in_the_other_language_loses_none() -> None:
    uneven = Words("{a}\n\n{b}", {"a": Words("Yes"), "b": Words("No")})
    first = page(paper(Block("", (uneven,))), DANISH, ENGLISH)
    assert first.beneath is not None
    for text in ("Yes\nSir\nNo", "Yes", "Yes\n\nNo\nSir", "A\n\nB\n\nC"):
        under = replace(first.beneath, blocks=(document.Block("", (text,)),))
        made = document._content(replace(first, beneath=under), in_dots=False)["blocks"][0]
        shown = [
            each["text"] for part in made["paragraphs"] for line in part["lines"] for each in line["beneath"]
        ]
        assert shown == text.replace("\n\n", "\n").split("\n")


def test_goals_begin_at_the_side_of_the_document_whatever_they_are_written_in() -> None:
    """One without steps, in letters from the right, would else stand at the other side than those with steps."""
    blocks = (Block("", (literal(MINE),), aligned=True), Block("", (literal(MINE),)))
    told = document._content(page(paper(*blocks), DANISH), in_dots=False)["blocks"]
    assert [each["paragraphs"][0]["rtl"] for each in told] == [False, True]
    assert [Block.from_json(each.to_json()) for each in blocks] == [*blocks]
