"""`flows new` refuses names that could not become a flow, and writes over nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.__main__ import main
from tests.commands.test_contributing import commands

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    "name",
    ["", "My exercise", "../flow", "ab", "1st", "z" * 33, "øvelse", "kebab-case", "__init__", "_hidden"],
)
def test_a_name_that_cannot_be_used(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["flows", "--root", str(tmp_path), "new", name]) == 2
    said = capsys.readouterr().err
    assert said.startswith("NAME: expected 3-32 of a-z, 0-9 and _")
    assert repr(name) in said
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("class", "a word of Python itself"),
        ("not", "a word of Python itself"),
        ("discover", "bot/flows/__init__.py"),
        ("names", "bot/flows/__init__.py"),
    ],
)
def test_a_name_that_means_something_else_already(
    name: str, why: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A flow file of that name could not be imported, or would take the place of a function of its package."""
    assert main(["flows", "--root", str(tmp_path), "new", name]) == 2
    (said,) = capsys.readouterr().err.splitlines()
    assert said.startswith(f"NAME: expected a name that is free, got {name!r}")
    assert why in said
    assert list(tmp_path.iterdir()) == []


def test_what_comes_next_is_what_the_walk_through_says(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["flows", "--root", str(tmp_path), "new", "small_win"]) == 0
    said = capsys.readouterr().out.partition("Next: ")[2]
    assert commands()[:2] == ["make new-flow NAME=small_win", said.splitlines()[-1].strip()]


def test_an_exercise_that_is_there_is_left_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["flows", "--root", str(tmp_path), "new", "small_win"]) == 0
    flow = tmp_path / "bot" / "flows" / "small_win.py"
    flow.write_text("mine")
    capsys.readouterr()
    assert main(["flows", "--root", str(tmp_path), "new", "small_win"]) == 2
    assert "bot/flows/small_win.py is there already" in capsys.readouterr().err
    assert flow.read_text() == "mine"
