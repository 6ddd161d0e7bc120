"""The bot says the same over PostgreSQL: in one replay of each folder, and with `--long` in all of them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from tests.documented import undocumented
from tests.on_postgres import PostgresWorld
from tests.replays.player import play
from tests.replays.script import read

if TYPE_CHECKING:
    import pytest

FOLDER = Path(__file__).parent
PAGES = sorted(FOLDER.rglob("*.md"))
FIRST = {path.parent: path for path in reversed(PAGES)}


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    pages = PAGES if metafunc.config.getoption("--long") else list(FIRST.values())
    metafunc.parametrize("path", pages, ids=lambda path: f"{path.parent.name}/{path.stem}")


def test_the_bot_says_the_same_over_postgresql(path: Path) -> None:
    page = path.read_text("utf-8")
    played, phones = play(read(page), PostgresWorld)
    assert played == page
    for phone in phones:
        assert undocumented(phone.stored()) == []
