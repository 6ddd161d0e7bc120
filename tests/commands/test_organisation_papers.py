"""The papers for an organisation: the citizen's is easy to read, and links, settings and commands are there."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

import pytest

from bot.__main__ import COMMANDS
from bot.coaching.lix import lix
from bot.coaching.retention import BREAK
from bot.config import VARIABLES

FOLDER = Path(__file__).parents[2] / "docs" / "da" / "organisation"
PAPERS = sorted(FOLDER.glob("*.md"))
EASY = 25
"""LIX, as of the guide that citizens read."""


def test_the_citizens_paper_is_easy_to_read() -> None:
    assert lix(re.sub(r"[#*\[\]|]", "", (FOLDER / "oplysning-til-borgeren.md").read_text("utf-8"))) <= EASY


@pytest.mark.parametrize("paper", ["oplysning-til-borgeren.md", "slettefrister.md"])
def test_the_papers_say_for_how_long_a_break_is_waited_for(paper: str) -> None:
    assert timedelta(days=365) / 2 - BREAK < timedelta(days=1)
    said = [line for line in (FOLDER / paper).read_text("utf-8").splitlines() if "pause" in line]
    assert ["et halvt år" in line for line in said] == [True]


def test_every_paper_is_named_in_the_overview() -> None:
    overview = (FOLDER / "README.md").read_text("utf-8")
    assert [paper.name for paper in PAPERS if f"]({paper.name})" not in overview] == ["README.md"]


@pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: paper.stem)
def test_every_link_leads_to_a_page_and_a_heading(paper: Path) -> None:
    links = re.findall(r"\]\(([^)\s]+)\)", paper.read_text("utf-8"))
    assert [link for link in links if not leads_somewhere(paper, link)] == []


def leads_somewhere(paper: Path, link: str) -> bool:
    name, _, heading = link.partition("#")
    page = (paper.parent / name).resolve() if name else paper
    return page.is_file() and (not heading or heading in headings(page))


def headings(page: Path) -> set[str]:
    """The headings of a page, as links name them."""
    found = re.findall(r"^#+ (.+)$", page.read_text("utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in found}


@pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: paper.stem)
def test_settings_and_commands_are_those_that_there_are(paper: Path) -> None:
    text = paper.read_text("utf-8")
    assert set(re.findall(r"`([A-Z]+_[A-Z_]+)`", text)) <= set(VARIABLES)
    assert set(re.findall(r"`python -m bot (\w+)", text)) <= set(COMMANDS)
