"""The sample of a report in docs/samples: what a whole course becomes today, as a PDF and as text."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bot.pictures.document import Block, pdf
from bot.pictures.plain import plain
from tests.reported_course import sample

if TYPE_CHECKING:
    from bot.pictures.document import Page

FOLDER = Path(__file__).parents[2] / "docs" / "samples"
SWITCH = "pytest tests/pictures/test_report.py --update-replays"


@cache
def page(language: str) -> Page:
    return sample(language)


@pytest.mark.parametrize("language", ["da", "en"])
@pytest.mark.parametrize("ending", ["pdf", "txt"])
def test_the_sample_is_what_a_course_becomes(
    language: str, ending: str, request: pytest.FixtureRequest
) -> None:
    """Typst notes no time in a file and draws with fonts of ours: the same report is the same file."""
    path = FOLDER / f"progression-report.{language}.{ending}"
    made = pdf(page(language)) if ending == "pdf" else plain(page(language)).encode()
    if request.config.getoption("--update-replays"):
        path.write_bytes(made)
    assert path.read_bytes() == made, (
        f"{path.name} is another one by now; look at the new one, and run {SWITCH}"
    )


def test_the_sample_is_an_accessible_pdf_in_its_own_language() -> None:
    made = pdf(page("da"))
    for mark in (
        b"<pdfuaid:part>1</pdfuaid:part>",
        b"<rdf:li>da</rdf:li>",
        b"Progressionsrapport",
        b"StructTreeRoot",
    ):
        assert mark in made


@pytest.mark.parametrize(
    ("language", "foot", "numbered"),
    [
        (
            "da",
            "Samir · 23. november 2026 – 4. maj 2027 · udgave 2\n"
            "Progressionsrapport · godkendt af Samir den 5. maj 2027",
            "Side {page} af {pages}",
        ),
        (
            "en",
            "Samir · 23 November 2026 – 4 May 2027 · version 2\n"
            "Progression report · approved by Samir on 5 May 2027",
            "Page {page} of {pages}",
        ),
    ],
)
def test_below_each_page_stands_whose_it_is_which_days_and_which_version(
    language: str, foot: str, numbered: str
) -> None:
    assert (page(language).foot, page(language).numbered) == (foot, numbered)


def test_nothing_in_the_text_turns_the_rest_of_its_line() -> None:
    turned = Block("x", table=(("Plan", "Done on"), ("Call \u202eTaulov", "14 December 2026")))
    assert "- Call Taulov (Done on: 14 December 2026)" in plain(replace(page("en"), blocks=(turned,)))


def test_the_text_says_what_the_pdf_says() -> None:
    text = plain(page("en"))
    for said in (
        "Progression report\n==================",
        "I am not lazy.",
        "- Job goal (23 November 2026: 3 A little hard; ",
        "☑ Find three warehouses nearby",
        "- Call the warehouse in Taulov (Done on: ",
        "approved it on 5 May 2027.",
    ):
        assert said in text
    assert "Draft" not in text
