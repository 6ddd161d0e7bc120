"""A bot that cannot start says which setting is wrong, in one line and without a traceback."""

from __future__ import annotations

import signal
import socket
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from tests.end_to_end.harness import SECRET, World
from tests.end_to_end.programs import outcome

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path


@pytest.fixture
async def here(tmp_path: Path) -> AsyncIterator[World]:
    """A phone that answers, and settings that would be right."""
    made = World(tmp_path)
    await made.phone.start()
    yield made
    await made.phone.close()


async def refused(here: World, **settings: str) -> str:
    """The one line that a bot with these settings ends with, code 2; what it logs before that is something else."""
    code, log = await outcome("run", environment=here.environment | settings)
    assert "Traceback" not in log
    assert code == 2, log
    (line,) = [line for line in log.splitlines() if "[info" not in line and "[warning" not in line]
    return line


async def test_a_token_that_telegram_does_not_know(here: World) -> None:
    line = await refused(here, TELEGRAM_TOKEN="123456:of-another-bot")
    assert line.startswith("TELEGRAM_TOKEN: ")
    assert "of-another-bot" not in line


async def test_a_port_that_is_taken(here: World) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = str(other.getsockname()[1])
        line = await refused(
            here, PUBLIC_URL="http://127.0.0.1:1", HOST="127.0.0.1", PORT=port, WEBHOOK_SECRET=SECRET
        )
    assert line.startswith("PORT: ")
    assert port in line


async def test_a_host_that_is_none(here: World) -> None:
    public = {"PUBLIC_URL": "http://127.0.0.1:1", "WEBHOOK_SECRET": SECRET, "PORT": "0"}
    line = await refused(here, HOST="no such host", **public)
    assert "'no such host'" in line


async def test_a_folder_that_cannot_be_made(here: World, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    line = await refused(here, DATABASE_URL=f"sqlite:///{tmp_path}/file/bot.db")
    assert line.startswith("DATABASE_URL: ")
    assert f"{tmp_path}/file" in line


async def test_a_database_of_a_newer_program(here: World) -> None:
    await here.start_bot()
    assert await here.bot.signal(signal.SIGTERM) == 0
    with closing(sqlite3.connect(here.database)) as connection, connection:
        connection.execute("INSERT INTO migrations VALUES ('0999_of_tomorrow', 0)")
    assert "newer" in await refused(here)


async def test_a_database_that_another_bot_has_open(here: World) -> None:
    await here.start_bot()
    assert "another running program" in await refused(here)
    assert here.bot.running
    await here.bot.kill()


@pytest.mark.parametrize("command", ["phone", "demo"])
async def test_a_page_whose_port_is_taken(command: str, tmp_path: Path) -> None:
    """Also by a program that takes calls and never answers."""
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = str(other.getsockname()[1])
        code, log = await outcome(command, "--port", port, "--data", str(tmp_path / "data"))
    (line,) = log.splitlines()
    assert code == 2
    assert line.startswith("--port")
    assert port in line


@pytest.mark.parametrize("command", ["phone", "demo"])
async def test_a_page_whose_folder_cannot_be_made(command: str, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    code, log = await outcome(command, "--port", "0", "--data", str(tmp_path / "file" / "data"))
    (line,) = log.splitlines()
    assert code == 2
    assert str(tmp_path / "file" / "data") in line


async def test_axes_of_ones_own_that_cannot_be_used(here: World, tmp_path: Path) -> None:
    line = await refused(here, STAR_FILE=str(tmp_path / "none.toml"))
    assert line.startswith("STAR_FILE: expected a file of axes")
    assert line.endswith("No such file or directory")
    own = tmp_path / "own.toml"
    own.write_text('axes = 3\nwords = ["Bad", "So-so", "Good"]\n', "utf-8")
    line = await refused(here, STAR_FILE=str(own))
    assert line == (
        f"{own}, line 1: 3 axes are expected, and 0 are there. Add what is missing, or change the number."
    )
