"""Documents: accessible, in the language of the person, and nothing that is written in them leaves the page."""

from __future__ import annotations

import re
import zlib
from contextlib import suppress
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from bot.pictures import document
from bot.pictures.document import Block, Drawing, Page
from bot.pictures.svg import drawing, star, words
from tests.pictures.dots import grey, ink

if TYPE_CHECKING:
    from collections.abc import Iterator

MARGIN = 0.12
"""The part of a page's width that stays empty on either side; the margins are a little wider."""
STAR = Drawing(drawing(800, 800, "#ffffff", "Your star", "", []), "Job goal: 3")
ARABIC = "أنا سائق شاحنة منذ ثماني سنوات. أحب العمل في الليل. "
DANISH = "Jeg hedder Samir og har kørt lastbil i otte år. Jeg kan godt lide at køre om natten. "


def page(*blocks: Block, title: str = "Min jobmappe", byline: str = "Samir · 25. november 2026") -> Page:
    return Page(title, byline, blocks, "da")


def text(*paragraphs: str) -> Page:
    return page(Block("Elevatortale", level=1), Block("Tale: lager", paragraphs, level=2))


def sheets(of: Page) -> Iterator[tuple[int, int, list[bytes]]]:
    return (grey(each) for each in document.pages(of, 60))


def assert_inside(of: Page) -> int:
    """Nothing stands in the margins; how many pages there are."""
    count = 0
    for width, height, rows in sheets(of):
        count += 1
        edge = round(width * MARGIN)
        assert ink([row[:edge] + row[-edge:] for row in rows]) == 0, f"page {count} leaves its margins"
        assert ink(rows[: round(height * 0.06)] + rows[-round(height * 0.05) :]) == 0
    return count


def blank() -> int:
    """The ink of a document with nothing in it but its title."""
    return sum(ink(rows) for *_, rows in sheets(text()))


def test_what_covers_a_cpr_number_is_set_and_leaves_the_document_accessible() -> None:
    covered = page(Block("", ("Jeg er Samir ██████-████",)))
    assert sum(ink(rows) for *_, rows in sheets(covered)) > sum(
        ink(rows) for *_, rows in sheets(page(Block("", ("Jeg er Samir -",))))
    )
    assert b"<pdfuaid:part>1</pdfuaid:part>" in document.pdf(covered)


def test_no_short_paragraph_is_alone_on_its_page() -> None:
    """The first list that does not fit on one page takes a second line along to the next."""
    lists = (page(Block("Stjerne", ("Jobmål: 3 Lidt svært",) * count)) for count in range(20, 60))
    first = next(found for each in lists if len(found := list(sheets(each))) > 1)
    _, height, rows = first[1]
    inked = [ink([row]) > 0 for row in rows[: round(height * 0.9)]]
    assert sum(now and not before for before, now in pairwise([False, *inked])) >= 2


STAR_LINES = tuple(f"Måleenhed {number}: {number} Okay" for number in range(1, 15))


@pytest.mark.parametrize("before", range(8, 22, 2))
def test_what_fits_on_a_page_is_not_split_over_two(before: int) -> None:
    """As a star: its heading and a line for each axis."""
    first = Block("Mit forløb", tuple(f"Linje {number}" for number in range(before)))
    alone, *_ = sheets(page(first))
    both = list(sheets(page(first, Block("Stjerne", STAR_LINES))))
    assert len(both) == 1 or drawn(both[0]) == drawn(alone)


def test_what_fits_on_no_page_goes_on_on_the_next() -> None:
    assert assert_inside(page(Block("Stjerne", STAR_LINES * 8))) == 4


@pytest.mark.parametrize("before", range(12, 28))
def test_a_heading_with_nothing_of_its_own_stays_with_what_follows(before: int) -> None:
    first = Block("Mit forløb", tuple(f"Linje {number}" for number in range(before)))
    alone, *_ = sheets(page(first))
    both = list(sheets(page(first, Block("Stjerner"), Block("Stjerne", STAR_LINES, level=2))))
    assert len(both) == 1 or drawn(both[0]) == drawn(alone)


def drawn(sheet: tuple[int, int, list[bytes]]) -> int:
    """The ink of a page above its footer."""
    _, height, rows = sheet
    return ink(rows[: round(height * 0.9)])


def test_it_is_an_accessible_pdf_with_title_language_and_structure() -> None:
    pdf = document.pdf(page(Block("Stjerne", ("Jobmål: 3 → 4", "☑ gjort ☐ ikke"), STAR)))
    assert pdf.startswith(b"%PDF-")
    assert b"<pdfuaid:part>1</pdfuaid:part>" in pdf
    assert b"Min jobmappe" in pdf
    assert b"<dc:language><rdf:Bag><rdf:li>da</rdf:li>" in pdf
    assert b"StructTreeRoot" in pdf
    assert b"/S/Figure" in pdf
    assert b"/S/Figure" not in document.pdf(text(DANISH)), "where there is no picture"


def test_the_same_document_is_the_same_file_and_tells_no_time() -> None:
    assert document.pdf(text(DANISH)) == document.pdf(text(DANISH))
    assert b"CreationDate" not in document.pdf(text(DANISH))


def test_a_page_is_a4() -> None:
    ((width, height, _),) = sheets(text(DANISH))
    assert (round(width / 60 * 25.4), round(height / 60 * 25.4)) == (210, 297)


@pytest.mark.parametrize(
    ("long", "pages"),
    [
        (DANISH * 47, 2),
        ("æ" * 4000, 3),
        ("W" * 4000, 3),
        ("www.example.org/" * 250, 2),
        (ARABIC * 76, 2),
        ("ش" * 4000, 3),
        ("e\u0301\u0323" * 1333, 1),
        ("\n".join("W" * 30 for _ in range(130)), 4),
        (DANISH.replace(" ", "\u00a0") * 47, 2),
        (DANISH.replace(" ", "\u202f") * 47, 2),
        ("—" * 4000, 3),
        (" ".join("—" * 2000), 2),
        ("( " * 2000, 1),
        ("ord\u2060 \u2060" * 600, 1),
        ("\ufdfa" * 4000, 4),
        ("Speciallægepraksisplanlægningsstabiliseringsperiode " * 77, 2),
    ],
    ids=[
        "sentences",
        "letters",
        "wide",
        "address",
        "arabic",
        "arabic word",
        "accents",
        "lines",
        "no-break",
        "narrow no-break",
        "dashes",
        "spaced dashes",
        "brackets",
        "joined",
        "wide letters",
        "compounds",
    ],
)
def test_four_thousand_characters_wrap_and_go_on_on_the_next_page(long: str, pages: int) -> None:
    assert assert_inside(text(long)) == pages


@pytest.mark.parametrize(
    "long", ["—" * 36, "( " * 80, f"({'8' * 35} → {'8' * 35})", "\u2003" * 60, "x" + "\u0301" * 300]
)
def test_no_run_without_a_place_to_break_leaves_the_page(long: str) -> None:
    assert_inside(page(Block(long, (long,)), title=long, byline=long))


@pytest.mark.parametrize("word", ["W" * 300, "æ" * 300, "م" * 300], ids=["wide", "danish", "arabic"])
def test_titles_headings_and_bylines_wrap_as_well(word: str) -> None:
    assert_inside(page(*(Block(word, level=level) for level in (1, 2, 3)), title=word, byline=word))


def test_a_heading_is_never_the_last_line_of_a_page() -> None:
    """However full the page is above it, something of what it is the heading of stands below it."""
    for lines in range(24, 40):
        filled = page(Block("", ("\n".join(["x"] * lines),)), Block("Overskrift", ("y",)))
        for _, height, rows in list(sheets(filled))[1:]:
            assert ink(rows[: height // 2]) > 60, f"of {lines} lines only the last one stands on a new page"


@pytest.mark.parametrize(
    "strange",
    [
        '#set page(width: 1cm) #image("/etc/passwd")',
        "$x^2$ *bold* _it_ `code` <label> @ref // comment",
        '") #read("/etc/passwd") ("',
        "\\u{1F600} \\ #panic()",
    ],
)
def test_what_a_person_wrote_is_never_read_as_typst(strange: str) -> None:
    plain = re.sub(r"\W", "x", strange)
    assert assert_inside(text(strange)) == assert_inside(text(plain)) == 1
    assert assert_inside(page(Block(strange), title=strange, byline=strange)) == 1
    assert sum(ink(rows) for *_, rows in sheets(text(strange))) > blank() + 100


@pytest.mark.parametrize(
    "odd", ["", " ", "\x00\ud83d\x1f", "👩‍👩‍👧‍👦🏳️‍🌈", "\u202e\u2067\u2066", "\n\n\r\n", "\ufffe"]
)
def test_odd_characters_make_no_fault(odd: str) -> None:
    whole = page(Block(odd, (odd, f"a{odd}b"), STAR), title=f"T{odd}", byline=odd)
    assert document.pdf(whole).startswith(b"%PDF-")
    assert assert_inside(whole) == 1


def test_letters_that_no_font_has_are_no_boxes_and_leave_the_document_accessible() -> None:
    assert document.writable("Hej 中文 字, og สวัสดี.") == "Hej […], og […]."
    assert (
        document.writable("V æøå „ß“ 5 °C שלום سلام ሰላም Привет ☑🎉")
        == "V æøå „ß“ 5 °C שלום سلام ሰላም Привет ☑"
    )
    assert b"<pdfuaid:part>1</pdfuaid:part>" in document.pdf(text("สวัสดี 中文"))


@pytest.mark.parametrize("letters", ["中", "دّ", "أ"])
def test_a_letter_in_a_picture_that_cannot_be_named_leaves_the_document_accessible(letters: str) -> None:
    """No font has it, or it is drawn in two parts: then the picture is made of dots, and its words stand beside it."""
    drawn = Drawing(drawing(800, 800, "#ffffff", "x", "", [words([letters], 99, 99, 20)]), "x")
    pdf = document.pdf(page(Block("", (), drawn)))
    assert b"<pdfuaid:part>1</pdfuaid:part>" in pdf
    assert b"/Subtype/Image" in pdf.replace(b" ", b"")
    plain = replace(drawn, svg=drawing(800, 800, "#ffffff", "x", "", [words(["x"], 99, 99, 20)]))
    assert b"/Subtype/Image" not in document.pdf(page(Block("", (), plain))).replace(b" ", b"")


def test_a_document_without_a_title_is_made_all_the_same() -> None:
    pdf = document.pdf(page(Block("", ("Hej",)), title=""))
    assert pdf.startswith(b"%PDF-")
    assert b"pdfuaid" not in pdf


@pytest.mark.parametrize("steering", ["\u202a", "\u202b", "\u202d", "\u202e", "\u2066", "\u2067", "\u2069"])
def test_nothing_that_steers_direction_turns_the_rest_of_its_line(steering: str) -> None:
    assert document.writable(f"a {steering}b") == "a b"
    assert document.broken(f"a {steering}\u202cb", "text") == "a b"


def test_what_keeps_two_directions_apart_is_kept() -> None:
    whole = "a \u2068سلام\u2069, b"
    assert document.writable(whole) == whole


def test_a_picture_stands_on_the_page_of_what_comes_before_also_where_its_table_does_not() -> None:
    black = Drawing(drawing(800, 800, "#ffffff", "x", "", [star(400, 400, 300, fill="#000000")]), "x")
    table = (("Jobmål", "3 Lidt svært"),) * 16
    short = Block("Vurdering", ("Kort.",) * 5)
    alone, *_ = sheets(page(short))
    first, _ = sheets(page(short, Block("Stjernen", ("Frem",), black, table=table)))
    assert drawn(first) > 3 * drawn(alone)


def test_every_page_has_the_foot_and_says_which_it_is_as_no_part_of_what_is_read() -> None:
    long = replace(text(DANISH * 60), foot="Samir\nSamir", numbered="")
    feet = [_foot(each) for each in sheets(long)]
    assert feet[0] > 20
    assert len(set(feet)) == 1, "the same on each page"
    numbered = [_foot(each) for each in sheets(replace(long, numbered="Side {page} af {pages}"))]
    assert all(with_number > feet[0] for with_number in numbered)
    assert _foot(next(sheets(replace(long, foot="Samir")))) < feet[0], "of two lines both are there"
    assert b"/Artifact" in b"".join(_streams(document.pdf(long)))


def _foot(sheet: tuple[int, int, list[bytes]]) -> int:
    """The ink below a page."""
    _, height, rows = sheet
    return ink(rows[round(height * 0.91) :])


def _streams(pdf: bytes) -> Iterator[bytes]:
    """What is drawn on the pages of a PDF, as it says it."""
    for packed in re.findall(rb"stream\r?\n(.*?)endstream", pdf, re.DOTALL):
        with suppress(zlib.error):
            yield zlib.decompress(packed)


def test_words_from_right_to_left_stand_at_the_right_in_any_document() -> None:
    (_, _, rows), *_ = sheets(page(Block("", ("سلام",)), title="T", byline=""))
    width = len(rows[0])
    lower = rows[len(rows) // 8 : len(rows) // 2]
    assert ink([row[: width // 2] for row in lower]) == 0
    assert ink([row[width // 2 :] for row in lower]) > 20


def test_a_document_from_right_to_left_begins_at_the_right() -> None:
    whole = replace(page(Block("نجمة", ("نص",)), title="ملف", byline="سمير"), language="ar", rtl=True)
    ((width, height, rows),) = sheets(whole)
    assert ink([row[: width // 2] for row in rows[: height // 2]]) == 0
    assert assert_inside(whole) == 1


def test_a_short_word_is_not_touched_and_a_long_one_may_be_broken_anywhere() -> None:
    assert document.broken("et kort ord", "text") == "et kort ord"
    assert document.broken("a" * 36, "text") == "a" * 36
    assert document.broken("W" * 80, "text") == "\u200b".join("W" * 80)
    assert document.broken("e\u0301" * 60, "heading").count("\u200b") == 59


def test_spaces_that_hold_words_together_do_so_unless_the_line_ends() -> None:
    assert document.broken("100\u00a0000\u00a0kr. om året", "text") == "100\u00a0000\u00a0kr. om året"
    divided = document.broken("\u00a0".join(["ord"] * 40), "text")
    assert divided == "\u200b ".join(["ord"] * 40)
