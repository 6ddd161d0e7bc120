"""What the bot says in Danish is easy to read: short words, short sentences, short messages."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.coaching.lix import lix
from bot.words.both import APART

FOLDER = Path(__file__).parent
FOLDERS = sorted(
    {page.parent.name for page in FOLDER.rglob("*.md") if "Language: da" in page.read_text("utf-8")}
)
EASY = 25
"""LIX: up to 24 is very easy, from 25 on easy. A text is measured as a whole: one short sentence says nothing."""
SCREENFUL = 300
"""Characters above the buttons."""
LONGER = (
    "Før vi begynder",
    "har ansvaret for det, jeg gemmer",
    "Det, jeg har gemt om dig",
    "Alt, jeg havde gemt om dig, er slettet",
    "Hvad vil du rette?",
    "Sig først",
    "Mit arbejdsliv",
    "Du kan sige det sådan her",
    "viste dig det",
    "Svarene\n",
    "Nogle spørgsmål handler om dit helbred",
    "Skal jeg slette alt om dig?",
)
"""Longer are terms, what is agreed to about health, the receipt, the sheets for a call and an interview, a message to
send, and what the citizen wrote or shows."""
OWN_WORDS = re.compile(r"\*[^*\n]{40,}\*")
"""A talk or an example, which is not ours to shorten."""


def messages(folder: str) -> list[str]:
    """Every message that the bot sends in the Danish replays of a folder, once, without buttons and stars."""
    pages = [page.read_text("utf-8") for page in (FOLDER / folder).glob("*.md")]
    said = [
        re.sub(r"^>( \[.*| ?)", "", block.removeprefix("\n"), flags=re.MULTILINE).strip()
        for page in pages
        if "Language: da" in page
        for block in re.findall(r"(?:\n>.*)+", page)
    ]
    above = (message.partition(APART)[0] for message in said)  # what stands below is another language
    return list(dict.fromkeys(OWN_WORDS.sub("", message).replace("*", "") for message in above))


@pytest.mark.parametrize("folder", FOLDERS)
def test_it_is_easy_to_read(folder: str) -> None:
    assert lix("\n".join(messages(folder))) <= EASY


@pytest.mark.parametrize("folder", FOLDERS)
def test_its_messages_fit_a_small_screen(folder: str) -> None:
    long = [text for text in messages(folder) if len(text) > SCREENFUL]
    assert [text for text in long if not any(words in text for words in LONGER)] == []
