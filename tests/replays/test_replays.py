"""Every replay is what the bot says today, and every exercise has one."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.flows import names
from tests.documented import undocumented
from tests.replays.player import play
from tests.replays.script import read

FOLDER = Path(__file__).parent
PAGES = sorted(FOLDER.rglob("*.md"))
SWITCH = "pytest tests/replays --update-replays"


@pytest.mark.parametrize("path", PAGES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_the_bot_says_what_the_replay_says(path: Path, request: pytest.FixtureRequest) -> None:
    compare(path, update=request.config.getoption("--update-replays"))


def compare(path: Path, *, update: bool) -> None:
    """Play a replay; write what the bot says into it, or fail where it says something else."""
    page = path.read_text("utf-8")
    replay = read(page)
    played, phones = play(replay)
    for phone in phones:
        assert undocumented(phone.stored()) == []
    if update:
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


def test_a_replay_without_the_bots_lines_fails_and_names_the_switch_that_writes_them(tmp_path: Path) -> None:
    path = tmp_path / "new.md"
    path.write_text("# New\n\n▸ /begin elevator_pitch\n▸ My name is Amina\n", "utf-8")
    with pytest.raises(pytest.fail.Exception, match=r"new\.md has no lines of the bot.*--update-replays"):
        compare(path, update=False)
    compare(path, update=True)
    assert "\n> **Elevator pitch** · 2 of 4\n" in path.read_text("utf-8")
    compare(path, update=False)


def test_a_replay_that_differs_fails(tmp_path: Path) -> None:
    path = tmp_path / "old.md"
    path.write_text("# Old\n\n▸ /start\n\n> Good day, madam.\n", "utf-8")
    with pytest.raises(AssertionError, match="The bot says something else now"):
        compare(path, update=False)


def test_a_button_that_is_not_there_fails_and_names_those_that_are(tmp_path: Path) -> None:
    path = tmp_path / "typo.md"
    path.write_text("# Typo\n\n▸ /start\n▸ [Dask]\n", "utf-8")
    with pytest.raises(AssertionError, match=r"expected a button \[Dask\].*'Dansk', 'English'"):
        compare(path, update=True)


def test_a_line_that_is_nothing_fails_with_its_number() -> None:
    with pytest.raises(ValueError, match="line 4: expected a line that begins with '▸ ' or '>'"):
        read("# Odd\n\n▸ /start\nBot: hello\n")
