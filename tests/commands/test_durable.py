"""A server of PostgreSQL that may lose what it has acknowledged is told of at the start, and by `status`."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

from structlog.testing import capture_logs

from bot import config
from bot.commands import durable
from bot.commands.service import Service
from bot.state import databases, postgres_opening
from tests import postgres
from tests.keys import DATA_KEY, at

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from bot.state.opening import Database

PATIENCE = 5.0


def told(database: Database) -> list[tuple[object, str, str]]:
    with closing(postgres_opening.connect(database, PATIENCE)) as link:
        return [(line.value, line.said, line.advice) for line in durable.lines(link.cursor(), database)]


def test_the_status_says_what_may_be_lost_and_what_to_set() -> None:
    ((value, said, advice),) = told(postgres.own())
    assert value is False
    assert said.startswith("PostgreSQL runs with fsync = off: a power cut")
    assert "PostgreSQL runs with full_page_writes = off" in said
    assert advice.startswith("set fsync = on and full_page_writes = on in postgresql.conf")


def test_the_status_says_that_all_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(databases, "unsafe", lambda cursor, url: [])
    assert told(postgres.own()) == [(True, "PostgreSQL keeps what it has acknowledged.", "")]


def test_of_a_file_nothing_is_told(tmp_path: Path) -> None:
    assert list(durable.lines(None, at(tmp_path / "bot.db"))) == []  # type: ignore[arg-type] # it is asked nothing
    assert databases.unsafe(None, f"sqlite:///{tmp_path}/bot.db") == []  # type: ignore[arg-type] # the same


async def test_a_start_logs_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    read = config.read(
        {
            "TELEGRAM_TOKEN": "1000000001:a-token-for-tests-only",
            "TELEGRAM_API_URL": "http://127.0.0.1:1",
            "ORGANISATION_NAME": "Prøveforeningen",
            "ORGANISATION_CONTACT": "12 34 56 78",
            "DATABASE_URL": postgres.emptied().url,
            "DATA_KEY": DATA_KEY,
        }
    )
    with capture_logs() as logs:
        async with Service.open(read):
            pass
    found = [log["reason"] for log in logs if log["event"] == "storage.unsafe"]
    assert [reason.partition(":")[0] for reason in found] == [
        "PostgreSQL runs with fsync = off",
        "PostgreSQL runs with full_page_writes = off",
    ]
