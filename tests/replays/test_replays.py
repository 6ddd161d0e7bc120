"""Every replay is what the bot says today, and every exercise has one."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.flows import names
from tests.replays.player import play
from tests.replays.script import read

FOLDER = Path(__file__).parent
PAGES = sorted(FOLDER.rglob("*.md"))
SWITCH = "pytest tests/replays --update-replays"


@pytest.mark.parametrize("path", PAGES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_the_bot_says_what_the_replay_says(path: Path, request: pytest.FixtureRequest) -> None:
    page = path.read_text("utf-8")
    replay = read(page)
    played = play(replay)
    if request.config.getoption("--update-replays"):
        path.write_text(played, "utf-8")
        return
    if not replay.said:
        pytest.fail(
            f"{path.name} has no lines of the bot. Write them with: {SWITCH}. Then read what it says."
        )
    assert page == played, f"The bot says something else now. If that is meant: {SWITCH}, and read it."


@pytest.mark.parametrize("flow", names())
def test_every_exercise_has_a_replay(flow: str) -> None:
    assert list((FOLDER / flow).glob("*.md")), f"write what a citizen does in tests/replays/{flow}/<name>.md"
