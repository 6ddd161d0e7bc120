"""Every replay says the same over PostgreSQL, where the program begins anew between any two things somebody does."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.documented import undocumented
from tests.on_postgres import PostgresWorld
from tests.replays.player import play
from tests.replays.script import read

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.engine.flow import Flow
    from tests.talk import World

FOLDER = Path(__file__).parent
PAGES = sorted(FOLDER.rglob("*.md"))


@pytest.mark.parametrize("path", PAGES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_the_bot_says_the_same_over_postgresql(path: Path) -> None:
    worlds: list[PostgresWorld] = []

    def begun(flows: Mapping[str, Flow]) -> World:
        worlds.append(PostgresWorld(flows))
        return worlds[-1]

    page = path.read_text("utf-8")
    try:
        played, phones = play(read(page), begun)
        assert played == page
        for phone in phones:
            assert undocumented(phone.stored()) == []
    finally:
        for world in worlds:
            world.close()
