"""The sample of a report in docs/samples: what a whole course becomes today, as a PDF and as text."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bot.pictures.document import pdf
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
