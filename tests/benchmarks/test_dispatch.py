"""Reminders of a benchmark are sent by the real program and in virtual time, and what is counted is what arrived."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from benchmarks.dispatch import measure
from benchmarks.dispatch.__main__ import main
from benchmarks.dispatch.api import MOST, Strict

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def test_a_page_is_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(measure, "SETTLING", 0.1)
    results = tmp_path / "results.md"
    tiny = {
        "virtual": "40",
        "rounds": "1",
        "seconds": "1",
        "before": "1",
        "people": "3",
        "answers": "15",
        "latency": "0.001",
    }
    main([*(part for name, value in tiny.items() for part in (f"--{name}", value)), "--write", str(results)])
    page = results.read_text("utf-8")
    assert page in capsys.readouterr().out
    file, server, virtual = (
        next(line for line in page.splitlines() if line.startswith(f"| {where}")).split(" | ")
        for where in (
            "The program on SQLite, in real time",
            "The program on PostgreSQL, in real time",
            "Virtual time",
        )
    )
    rows = file, server, virtual
    for real in (file, server):
        assert 1 <= int(real[1]) <= 75
    assert [row[5] for row in rows] == [row[8] for row in rows] == ["0"] * 3, "nothing refused, lost or twice"
    assert virtual[1] == "40"
    assert "{" not in page


class Answers:
    """A connection of which only the answers are kept."""

    def __init__(self) -> None:
        self.given: list[bytes] = []

    def answer(self, _: bytes, status: bytes = b"200 OK") -> None:
        self.given.append(status)


def test_the_server_refuses_what_is_too_much_and_all_for_a_while() -> None:
    api, now = Strict(lambda _: None, 0.0), 100.0
    takes = [api._takes(chat, now) for chat in range(1, MOST + 2)]
    assert takes == [True] * MOST + [False]
    assert not api._takes(99, now + 2.9)
    assert api._takes(99, now + 3.0)
    assert len(api.taken) == MOST + 1


def test_the_server_refuses_what_is_too_much_in_one_chat_and_that_chat_alone() -> None:
    api, now = Strict(lambda _: None, 0.0), 100.0
    assert [api._takes(7, now + part) for part in (0.0, 0.1, 0.2, 0.3)] == [True, True, True, False]
    assert api._takes(8, now + 0.4)
    assert not api._takes(7, now + 3.2), "told to wait"
    assert api._takes(7, now + 3.3)


async def test_whoever_has_blocked_the_bot_takes_a_place_and_hears_nothing() -> None:
    said: list[dict[str, Any]] = []
    api, exchange = Strict(said.append, 0.0, blocked=(2,)), Answers()
    for chat in (1, 2):
        api.called(exchange, "sendMessage", b'{"chat_id": %d, "text": "Hej"}' % chat, form=False)  # type: ignore[arg-type]
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    assert exchange.given == [b"200 OK", b"403 Forbidden"]
    assert (len(said), len(api.taken), api.turned_away) == (1, 2, [2])


async def test_what_is_refused_is_told_as_telegram_does() -> None:
    said: list[dict[str, Any]] = []
    api, exchange = Strict(said.append, 0.0), Answers()
    for chat in range(1, MOST + 2):
        api.called(exchange, "sendMessage", b'{"chat_id": %d, "text": "Hej"}' % chat, form=False)  # type: ignore[arg-type]
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    assert exchange.given == [b"200 OK"] * MOST + [b"429 Too Many Requests"]
    assert (len(said), api.refused) == (MOST, 1)
