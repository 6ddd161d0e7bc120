"""The bot says the same over PostgreSQL, in every replay."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.documented import undocumented
from tests.on_postgres import PostgresWorld
from tests.replays.player import play
from tests.replays.script import read
from tests.replays.test_replays import PAGES

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(autouse=True)
def written(request: pytest.FixtureRequest) -> None:
    """Pages that are just being written are compared at the next run."""
    if request.config.getoption("--update-replays"):
        pytest.skip("the pages are being written")


@pytest.mark.parametrize("path", PAGES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_the_bot_says_the_same_over_postgresql(path: Path) -> None:
    page = path.read_text("utf-8")
    played, phones = play(read(page), PostgresWorld)
    assert played == page
    for phone in phones:
        assert undocumented(phone.stored()) == []
