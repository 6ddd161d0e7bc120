"""The guides name the buttons, commands and settings that there are, and a decision the modules."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

from bot import config
from bot.engine.errands import COMMANDS
from bot.words import LOCALES
from bot.words.catalogues import ids_of, po_file, read_catalog

ROOT = Path(__file__).parents[2]
ENGLISH = (ROOT / "docs" / "guides" / "citizen.md").read_text("utf-8")
OPERATING = (ROOT / "docs" / "guides" / "operating.md").read_text("utf-8")
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


def test_the_settings_of_a_service_are_read_alike_by_systemd_and_by_a_shell() -> None:
    """No export, one quoted value a line, nothing that a shell takes for something else; and `run` can use them."""
    service = OPERATING.partition("## As a service\n")[2].partition("\n## ")[0]
    (block,) = (
        each for each in re.findall(r"```sh\n(.*?)```", service, re.DOTALL) if each.startswith("TELEGRAM")
    )
    lines = block.splitlines()
    assert [each for each in lines if not re.fullmatch(r'[A-Z_]+="[^"$`\\]+"', each)] == []
    settings = dict(shlex.split(each)[0].split("=", 1) for each in lines)
    assert set(settings) <= set(config.VARIABLES)
    assert config.read(settings).organisation_keeps.endswith("Det siger loven.")


def test_every_setting_stands_once_in_the_table_and_no_other() -> None:
    table = OPERATING.partition("\n## Settings\n")[2].partition("\n## ")[0]
    rows = re.findall(r"^\| (`[^|]+`) \|", table, re.MULTILINE)
    assert sorted(re.findall(r"`(\w+)`", " ".join(rows))) == sorted(config.VARIABLES)


def test_the_operating_guide_says_how_logs_are_deleted() -> None:
    """The papers of an organisation promise that the machine does it."""
    kept = OPERATING.partition("### How long logs are kept\n")[2].partition("\n## ")[0]
    assert "MaxRetentionSec=30day" in kept
    assert "maxage 30" in kept
    papers = (ROOT / "docs" / "da" / "organisation" / "slettefrister.md").read_text("utf-8")
    assert "operating.md#how-long-logs-are-kept" in papers


def test_the_operating_guide_explains_what_is_logged_of_a_shared_database_and_of_its_outage() -> None:
    modules = (
        "state/postgres_crew",
        "state/postgres_opening",
        "chat/known_keys",
        "chat/relay",
        "commands/waiting",
    )
    texts = [(ROOT / "bot" / f"{each}.py").read_text("utf-8") for each in modules]
    events = {event for text in texts for event in re.findall(r'log\.\w+\(\s*"(\w+\.\w+)"', text)}
    assert {"crew.back", "crew.given_up", "keys.unsaid", "storage.in_use", "storage.waiting"} <= events
    assert [event for event in sorted(events - {"health.open"}) if f"`{event}`" not in OPERATING] == []
