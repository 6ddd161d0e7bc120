"""The newcomer's walk-through in CONTRIBUTING.md, carried out line by line in a copy of the project."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from textwrap import dedent

import pytest

from bot.engine import steps

ROOT = Path(__file__).parents[2]
HEADING = "## Add an exercise"
READY = (".run-ready", ".test-ready", ".browser-ready")
NAME = "small_win"
"""What the walk-through calls the new exercise."""
OTHER = "walked_through"
"""What it is called here: whoever follows the walk-through may have kept its name."""


def section() -> str:
    """What stands under the heading."""
    return (ROOT / "CONTRIBUTING.md").read_text("utf-8").partition(HEADING)[2].partition("\n## ")[0]


def commands() -> list[str]:
    """All lines to type under the heading."""
    blocks = re.findall(r"^ *```sh\n(.*?)^ *```", section(), re.DOTALL | re.MULTILINE)
    return [line for block in blocks for line in dedent(block).splitlines()]


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The project as it stands, staged in a repository of its own, with the programs that run this test."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, check=True, capture_output=True, text=True,
    ).stdout  # fmt: skip
    for name in filter(None, listed.split("\0")):
        if (ROOT / name).is_file():
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, tmp_path / name)
    run(
        "git init --quiet && git add . && git -c user.name=a -c user.email=a@b commit --quiet -m all",
        tmp_path,
    )
    environment = tmp_path / ".venv"
    environment.mkdir()
    for entry in Path(sys.prefix).iterdir():
        if entry.name not in READY:
            (environment / entry.name).symlink_to(entry)
    for name in READY:
        (environment / name).touch()
    return tmp_path


def run(command: str, folder: Path) -> str:
    """What a newcomer sees when they type this."""
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "MFLAGS"))
    }
    done = subprocess.run(
        ["bash", "-c", command], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, f"{command}\n{done.stdout}{done.stderr}"
    return done.stdout


def test_a_newcomer_adds_an_exercise(copy: Path) -> None:
    """Afterwards the new flow is sound, drawn, tested and ready for translation, and its replay has been played."""
    *first, every_replay, changed = [line.replace(NAME, OTHER) for line in commands()]
    said = "".join(run(line, copy) for line in first)
    assert re.search(rf"flows are sound: .*\b{OTHER}\b", said)
    assert re.search(r"\b\d\d passed", said), "the tests that every flow gets, before it is translated"
    assert (copy / "docs" / "flows" / f"{OTHER}.md").is_file()
    assert "What is one small thing you can do?" in (
        copy / "locales" / "da" / "LC_MESSAGES" / "jobstjernen.po"
    ).read_text("utf-8")
    (replay,) = (copy / "tests" / "replays" / OTHER).glob("*.md")
    assert "Then a small step is enough." in replay.read_text("utf-8")
    in_danish(replay)
    run(first[-1], copy)
    run(every_replay, copy)
    lines = set(re.findall(r"^[+-](?![+-]{2} ).*", run(changed, copy), re.MULTILINE))
    assert "+> [Walked through]" in lines
    assert [line for line in lines if not line.startswith("+> [")] == [], "nothing but buttons at home is new"
    assert not (ROOT / "bot" / "flows" / f"{OTHER}.py").exists()


def in_danish(replay: Path) -> None:
    """Put a Danish replay beside the English one, before the bot's lines have been written into it."""
    heading, *lines = replay.read_text("utf-8").splitlines()
    gestures = [line for line in lines if line.startswith("▸")]
    page = "\n".join((heading, "Language: da", "", *gestures, ""))
    replay.with_name("in_danish.md").write_text(page, "utf-8")


def test_the_steps_that_are_named_exist() -> None:
    (kinds,) = re.findall(r"has every kind: (.*?)\. In a text", section(), re.DOTALL)
    named = re.findall(r"`(\w+)`", kinds)
    assert len(named) > 15
    assert [name for name in named if not hasattr(steps, name)] == []


def test_the_files_that_are_named_exist() -> None:
    """Those of the new exercise come into being with it."""
    named = re.findall(r"`((?:bot|tests|locales)/[\w./]+)`", section())
    assert len(named) > 5
    assert [name for name in named if NAME not in name and not (ROOT / name).exists()] == []
