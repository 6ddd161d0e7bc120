"""`words check` says in a line that all is well, and names what is not."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from bot.__main__ import main

LOCALES = Path(__file__).parents[2] / "locales"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with one sentence, in every language we have."""
    for language in ("da", "en"):
        (tmp_path / "locales" / language).mkdir(parents=True)
        shutil.copy(LOCALES / language / "language.toml", tmp_path / "locales" / language)
    (tmp_path / "bot").mkdir()
    (tmp_path / "bot" / "hello.py").write_text('HELLO = N_("Hello")\n')
    assert main(["words", "--root", str(tmp_path), "extract"]) == 0
    return tmp_path


def test_a_check_that_finds_nothing_says_so(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    catalogue = project / "locales" / "da" / "LC_MESSAGES" / "jobstjernen.po"
    catalogue.write_text(
        catalogue.read_text("utf-8").replace('"Hello"\nmsgstr ""', '"Hello"\nmsgstr "Hej"'), "utf-8"
    )
    capsys.readouterr()
    assert main(["words", "--root", str(project), "check"]) == 0
    assert capsys.readouterr() == ("2 languages are complete: da, en\n", "")


def test_a_check_that_finds_something_says_only_that(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    assert main(["words", "--root", str(project), "check"]) == 1
    captured = capsys.readouterr()
    assert captured.out == ""
    assert "Hello" in captured.err
