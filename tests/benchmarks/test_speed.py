"""Each bot of the comparison of speeds answers its people, and what is counted is what was done."""

from __future__ import annotations

import argparse
import asyncio
from random import Random
from typing import TYPE_CHECKING, Any

import pytest
from redis import Redis

from benchmarks.reliability.installed import missing_for_redis
from benchmarks.reliability.redis_server import redis_server
from benchmarks.speed import measure, report
from benchmarks.speed.api import BotApi
from benchmarks.speed.bots import KINDS, Kind
from benchmarks.speed.measure import Figures, Latency, measured
from benchmarks.speed.people import FEWEST, FIRST, Crowd

if TYPE_CHECKING:
    from pathlib import Path

SECONDS = 0.5


WITHOUT_A_SERVER = [kind for kind in KINDS if not kind.redis and not kind.missing()]


@pytest.mark.parametrize("kind", WITHOUT_A_SERVER, ids=lambda kind: kind.name)
async def test_a_bot_is_measured(tmp_path: Path, kind: Kind, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(measure, "SETTLING", 0.1)
    found = await measured(
        kind, tmp_path, people=3, seconds=SECONDS, latency=0.001, random=Random(1), paces=(0.5,)
    )
    assert found.turns > 0
    assert 1 <= found.calls < 2, "one message a turn, and the answers to taps"
    assert found.cpu > 0
    assert found.start > 0
    assert found.memory > 1
    assert 0 < found.latencies[0.5].p50 <= found.latencies[0.5].p99


@pytest.mark.skipif(missing_for_redis() != "", reason=f"needs {missing_for_redis()}")
async def test_what_redis_takes_is_a_part_of_a_turn(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(measure, "SETTLING", 0.1)
    kind = next(kind for kind in KINDS if kind.redis == "always")
    async with redis_server(tmp_path, "always") as redis:
        said: Any = Redis.from_url(redis.url).config_get("append*")
        found = await measured(
            kind, tmp_path, people=3, seconds=1.0, latency=0.0, random=Random(1), paces=(), redis=redis
        )
    assert (said["appendonly"], said["appendfsync"]) == ("yes", "always")
    assert 0 < found.storing < found.cpu


class Repeats:
    """A bot that answers at once, within the process of the server."""

    def __init__(self, crowd: Crowd) -> None:
        self.crowd = crowd
        self.heard: list[dict[str, Any]] = []

    def push(self, gesture: dict[str, Any]) -> None:
        self.heard.append(gesture)

    def answer(self) -> None:
        message = self.heard.pop(0)["message"]
        self.crowd.hears({"chat": message["chat"]["id"], "message_id": 1, "text": message["text"]})


async def test_a_bot_that_falls_behind_is_found_out() -> None:
    """The time runs from when the pace asked for a gesture; who still waits makes none."""
    crowd = Crowd(1, at_home=False, echoes=True)
    bot: Any = Repeats(crowd)
    crowd.begin(bot)
    crowd.hurried = False
    bot.answer()
    assert crowd.ready
    missed = await crowd.at_pace(1000, 0.02, Random(1))
    assert len(bot.heard) == 1, "one person has one gesture under way"
    assert missed >= FEWEST - 1, "so many gestures were due, however long the machine took"
    bot.answer()
    assert crowd.latencies[-1] > 0.005


async def test_updates_are_handed_out_until_they_are_confirmed() -> None:
    heard: list[dict[str, Any]] = []
    api = BotApi(heard.append, latency=0.0)
    server, url = await api.open()
    host, port = url.removeprefix("http://").split(":")
    async with server:
        reader, writer = await asyncio.open_connection(host, int(port))

        async def post(method: str, body: bytes, kind: str = "application/json") -> bytes:
            head = (
                f"POST /bot1/{method} HTTP/1.1\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n\r\n"
            )
            writer.write(head.encode() + body)
            answer = await reader.readuntil(b"\r\n\r\n")
            return await reader.readexactly(int(answer.rpartition(b": ")[2]))

        api.push({"message": {"text": "a"}})
        api.push({"message": {"text": "b"}})
        for offset, texts in ((0, (b'"a"', b'"b"')), (2, (b'"b"',)), (3, ())):
            answer = await post("getUpdates", b'{"offset": %d, "timeout": 0}' % offset)
            assert [text for text in (b'"a"', b'"b"') if text in answer] == list(texts)
        await post("sendMessage", f"chat_id={FIRST}&text=Hej".encode(), "application/x-www-form-urlencoded")
        assert [(said["chat"], said["text"]) for said in heard] == [(FIRST, "Hej")]
        assert b'"url": ""' in await post("getWebhookInfo", b"{}")
        await post("setWebhook", b'{"url": "https://bot.example"}')
        assert b'"url": "https://bot.example"' in await post("getWebhookInfo", b"{}"), (
            "else a program sets it anew"
        )
        writer.close()


def test_the_page_holds_medians_spreads_and_ratios_within_a_round() -> None:
    kinds = [KINDS[0], KINDS[-1]]
    found = {
        kind.name: [
            Figures(turns, 1.5, 0.25, 0.5, 100.0, 0.125, 1.2, {0.5: Latency(2.0, 4.0, 0.0625)})
            for turns in rates
        ]
        for kind, rates in zip(kinds, ((100.0, 200.0, 400.0), (50.0, 400.0, 100.0)), strict=True)
    }
    chosen = argparse.Namespace(people=3, rounds=3, seconds=1.0, seed=1)
    page = report.markdown(chosen, 0.5, kinds, found, found, [(KINDS[1], "this")], 60.0)
    assert "| 200 (100–400) |" in page
    assert "| 2.00 (0.50–4.00) |" in page, "ours in each round by the other in the same"
    assert "| 50% of capacity: p50, ms | 50% of capacity: p99, ms | 50% of capacity: missed |" in page
    assert "| 2.0 (2.0–2.0) | 4.0 (4.0–4.0) | 6.2 (6.2–6.2) % |" in page
    assert "--people 3 --rounds 3 --seconds 1 --seed 1" in page
    assert f"Left out: **{KINDS[1].title}**, which needs this." in page
    assert "{" not in page


def test_the_page_tells_what_redis_takes_of_a_turn() -> None:
    durable = next(kind for kind in KINDS if kind.redis == "always")
    figures = Figures(100.0, 1.5, 0.25, 0.5, 100.0, 0.125, 1.2)
    ours, theirs = report.table(
        [KINDS[0], durable], {KINDS[0].name: [figures], durable.name: [figures]}
    ).splitlines()[2:]
    assert "| 1.50 | – |" in ours
    assert "appendfsync always" in theirs
    assert "| 1.50 | 0.25 |" in theirs
