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
    for real in (file, server):
        assert 1 <= int(real[1]) <= 75
    assert file[5:7] == server[5:7] == virtual[5:7] == ["0", "0"], "nothing refused, lost or sent twice"
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
    takes = [api._takes(now) for _ in range(MOST + 1)]
    assert takes == [True] * MOST + [False]
    assert not api._takes(now + 2.9)
    assert api._takes(now + 3.0)
    assert len(api.taken) == MOST + 1


async def test_what_is_refused_is_told_as_telegram_does() -> None:
    said: list[dict[str, Any]] = []
    api, exchange = Strict(said.append, 0.0), Answers()
    for _ in range(MOST + 1):
        api.called(exchange, "sendMessage", b'{"chat_id": 1, "text": "Hej"}', form=False)  # type: ignore[arg-type]
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    assert exchange.given == [b"200 OK"] * MOST + [b"429 Too Many Requests"]
    assert (len(said), api.refused) == (MOST, 1)
