"""The newcomer's walk-through in CONTRIBUTING.md, carried out line by line in a copy of the project."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
HEADING = "## Add an exercise"
READY = (".run-ready", ".test-ready", ".browser-ready")


def commands() -> list[str]:
    """The lines of the first shell block under the heading."""
    section = (ROOT / "CONTRIBUTING.md").read_text("utf-8").partition(HEADING)[2]
    block = re.search(r"```sh\n(.*?)```", section, re.DOTALL)
    assert block is not None, f"CONTRIBUTING.md has no shell block under {HEADING!r}"
    return block[1].splitlines()


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The project as it stands, with the programs of the environment that runs this test."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, check=True, capture_output=True, text=True,
    ).stdout  # fmt: skip
    for name in filter(None, listed.split("\0")):
        if (ROOT / name).is_file():
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, tmp_path / name)
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
    """Afterwards the new flow is sound, drawn, ready for translation, and its replay has been played."""
    typed = commands()
    (name,) = [match[1] for line in typed if (match := re.fullmatch(r"make new-flow NAME=(\w+)", line))]
    said = "".join(run(line, copy) for line in typed)
    assert re.search(rf"flows are sound: .*\b{name}\b", said)
    assert (copy / "docs" / "flows" / f"{name}.md").is_file()
    assert "What is one small thing you can do?" in (
        copy / "locales" / "da" / "LC_MESSAGES" / "jobstjernen.po"
    ).read_text("utf-8")
    (replay,) = (copy / "tests" / "replays" / name).glob("*.md")
    assert "Then a small step is enough." in replay.read_text("utf-8")
    assert not (ROOT / "bot" / "flows" / f"{name}.py").exists()
