"""The guide for citizens in Danish: its buttons are there, its pictures are shown, and it is easy to read."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.coaching.lix import lix
from bot.commands.demo_people import EVERYBODY
from bot.engine.errands import COMMANDS
from bot.words import LOCALES
from bot.words.catalogues import po_file, read_catalog
from tests.replays.player import PICTURE
from tests.replays.script import read

ROOT = Path(__file__).parents[2]
GUIDE = ROOT / "docs" / "da"
PAGES = sorted(GUIDE.glob("*.md"))
WHOLE = "\n".join(page.read_text("utf-8") for page in PAGES)
REPLAYS = ROOT / "tests" / "replays" / "guide"
OF_TELEGRAM = {"Start"}
README = (ROOT / "README.md").read_text("utf-8")
PAGE_WORDS = (ROOT / "bot" / "phone" / "static" / "words.js").read_text("utf-8")
PEOPLE = {holder.first_name for holder in EVERYBODY}
EASY = 25
"""LIX: up to 24 is very easy, from 25 on easy."""
LONGEST_LINE = 140
SCREENFUL = 1000
"""Characters that a phone shows at once, more or less."""
HEAVIEST = 60_000
"""Bytes of a picture: the guide is read on a phone, away from home."""
IMAGE = re.compile(r'<img src="images/([\w-]+)\.png" width="300" alt="([^"]*)">')


def test_what_is_set_in_bold_is_a_button_as_danes_see_it() -> None:
    danish = {message.string for message in read_catalog(po_file(LOCALES / "da"), "da") if message.id}
    bold = set(re.findall(r"\*\*(.+?)\*\*", WHOLE))
    assert len(bold) > 50
    assert bold - OF_TELEGRAM - danish == set()


def test_every_command_is_explained() -> None:
    """Whoever reads this has written /start already."""
    assert set(re.findall(r"^\| /(\w+) \|", WHOLE, re.MULTILINE)) == set(COMMANDS) - {"start"}


def test_it_is_easy_to_read() -> None:
    assert lix(words(WHOLE)) <= EASY


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_every_page_is_easy_to_read_and_has_short_lines(page: Path) -> None:
    text = page.read_text("utf-8")
    assert lix(words(text)) <= EASY
    assert [line for line in text.splitlines() if len(words(line)) > LONGEST_LINE] == []


def test_it_begins_on_one_screen() -> None:
    assert len(words((GUIDE / "README.md").read_text("utf-8"))) <= SCREENFUL


def words(text: str) -> str:
    """What is read of a page in Markdown, without pictures and addresses."""
    return re.sub(r"\]\([^)]*\)|<img[^>]*>|[#*\[|]|^-+$", "", text, flags=re.MULTILINE)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_every_page_is_linked_and_links_to_what_is_there(page: Path) -> None:
    targets = re.findall(r"\]\(([^)]+)\)", page.read_text("utf-8"))
    assert [target for target in targets if not (GUIDE / target).is_file()] == []
    assert f"]({page.name})" in WHOLE


def test_pictures_are_named_kept_and_taken_alike() -> None:
    named = [name for name, _ in IMAGE.findall(WHOLE)]
    taken = [
        found[2]
        for replay in REPLAYS.glob("*.md")
        for gesture in read(replay.read_text("utf-8")).gestures
        if (found := PICTURE.fullmatch(gesture.what))
    ]
    assert sorted(named) == sorted(taken)
    assert {path.name for path in (GUIDE / "images").iterdir()} == {f"{name}.png" for name in named}


def test_every_picture_is_told_in_words_and_is_light() -> None:
    assert WHOLE.count("<img") == len(IMAGE.findall(WHOLE)), "expected <img src, width, alt> in this order"
    assert [name for name, alt in IMAGE.findall(WHOLE) if len(alt) < 20] == []
    heavy = {path.name for path in (GUIDE / "images").iterdir() if path.stat().st_size > HEAVIEST}
    assert heavy == set()


def test_what_the_readme_tells_to_tap_is_there() -> None:
    """The buttons of the bot, with Sara's name filled in, and those of the practice phone's page."""
    section = README.partition("## Three minutes with three people")[2].partition("\n## ")[0]
    told = set(re.findall(r"(?<!\*)\*([^*]+)\*(?!\*)", section))
    danish = {str(message.string) for message in read_catalog(po_file(LOCALES / "da"), "da") if message.id}
    named = {text.replace("{name}", who) for text in danish for who in ("Sara", "Mette", "Jonas")}
    shown = named | set(re.findall(r'"(.+?)"', PAGE_WORDS))
    assert len(told) > 15
    assert told - PEOPLE - shown == set()
