"""Commands of an operator, run on a database of their own."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from bot.__main__ import main
from bot.state import organisations
from bot.state.beside import beside
from tests.fresh import fresh
from tests.keys import DATA_KEY, at
from tests.state.helpers import BOT
from tests.state.places import begin

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def clock() -> datetime:
    return datetime.now(UTC)


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the settings say that the database is; nothing is there yet, nor the folder."""
    path = tmp_path / "data" / "test.db"
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{path}")
    monkeypatch.setenv("DATA_KEY", DATA_KEY)
    return path


@pytest.fixture
def made(file: Path) -> Path:
    """The same with the database that the bot makes when it first starts, as Kommunen's."""
    file.parent.mkdir(mode=0o700)
    begin(fresh(at(file)), clock)
    with beside(at(file), clock=clock) as (cursor, ids):
        organisations.ensure(cursor, BOT, "Kommunen", "kommunen@example.org", ids, clock())
    return file


@pytest.fixture
def said(capsys: pytest.CaptureFixture[str]) -> Callable[..., str]:
    """What a command says that goes well."""

    def run(*arguments: str) -> str:
        assert main(list(arguments)) == 0, capsys.readouterr().err
        return capsys.readouterr().out

    return run


@pytest.fixture
def refused(capsys: pytest.CaptureFixture[str]) -> Callable[..., str]:
    """What a command says that is refused; nothing is printed as if it had gone well."""

    def run(*arguments: str) -> str:
        capsys.readouterr()
        assert main(list(arguments)) == 2
        captured = capsys.readouterr()
        assert captured.out == ""
        return captured.err

    return run
