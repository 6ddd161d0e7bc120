"""`flows new` refuses names that could not become a flow, and writes over nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.__main__ import main

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    "name", ["", "My exercise", "../flow", "ab", "1st", "a" * 33, "øvelse", "kebab-case"]
)
def test_a_name_that_cannot_be_used(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["flows", "--root", str(tmp_path), "new", name]) == 2
    said = capsys.readouterr().err
    assert said.startswith("NAME: expected 3-32 of a-z, 0-9 and _")
    assert repr(name) in said
    assert list(tmp_path.iterdir()) == []


def test_an_exercise_that_is_there_is_left_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["flows", "--root", str(tmp_path), "new", "small_win"]) == 0
    flow = tmp_path / "bot" / "flows" / "small_win.py"
    flow.write_text("mine")
    capsys.readouterr()
    assert main(["flows", "--root", str(tmp_path), "new", "small_win"]) == 2
    assert "bot/flows/small_win.py is there already" in capsys.readouterr().err
    assert flow.read_text() == "mine"
