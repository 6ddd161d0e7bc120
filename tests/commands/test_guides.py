"""The citizens' guide in English names the buttons and commands that there are, and a decision the modules."""

from __future__ import annotations

import re
from pathlib import Path

from bot.engine.errands import COMMANDS
from bot.words import LOCALES
from bot.words.catalogues import ids_of, po_file, read_catalog

ROOT = Path(__file__).parents[2]
ENGLISH = (ROOT / "docs" / "guides" / "citizen.md").read_text("utf-8")
OF_TELEGRAM = "Start"


def buttons(guide: str) -> list[str]:
    """What is set in bold, in order, without the words that open a paragraph, and without numbers to call."""
    bold = (" ".join(each.split()) for each in re.findall(r"\*\*(.+?)\*\*", guide, re.DOTALL))
    return [each for each in bold if each != OF_TELEGRAM and not each.endswith(".") and not each[0].isdigit()]


def test_every_button_in_the_english_guide_exists() -> None:
    known = {ids_of(message)[0] for message in read_catalog(po_file(LOCALES / "en"), "en") if message.id}
    assert len(buttons(ENGLISH)) > 8
    assert [button for button in buttons(ENGLISH) if button not in known] == []


def test_every_command_is_explained() -> None:
    """Whoever reads this has written /start already."""
    assert set(re.findall(r"^\| /(\w+) \|", ENGLISH, re.MULTILINE)) == set(COMMANDS) - {"start"}


def test_the_modules_of_a_conversation_are_those_that_there_are() -> None:
    """Every module of the engine that works on a turn or a conversation has its line."""
    page = (ROOT / "docs" / "decisions" / "conversation.md").read_text("utf-8")
    named = set(re.findall(r"^\| `(\w+)` \|", page, re.MULTILINE))
    modules = {path.stem: path.read_text("utf-8") for path in (ROOT / "bot" / "engine").glob("*.py")}
    working = {
        name for name, text in modules.items() if re.search(r"\((turn: Turn|talk: Conversation)\b", text)
    }
    assert named - modules.keys() == set()
    assert working - named == set()
