"""The webhook lets only Telegram in, and says 200 after the commit alone."""

from __future__ import annotations

import asyncio
import io
import json
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from bot import bounds
from bot.chat.webhook import HEADER, PATH, Webhook, routes

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

SECRET = "s3cret_-token"
UPDATE = {"update_id": 5, "message": {"from": {"id": 41}}}
LETTER = {HEADER: SECRET}


class Intake:
    """Takes updates in, or not."""

    def __init__(self, verdict: bool | Exception = True) -> None:
        self.taken: list[dict[str, Any]] = []
        self.verdict = verdict

    def overflows(self, _: dict[str, Any]) -> bool:
        return False

    async def keep(self, update: dict[str, Any]) -> bool:
        raise AssertionError(update)

    async def accept(self, update: dict[str, Any]) -> bool:
        self.taken.append(update)
        if isinstance(self.verdict, Exception):
            raise self.verdict
        return self.verdict


@asynccontextmanager
async def serving(intake: Any) -> AsyncIterator[TestClient[web.Request, web.Application]]:
    app = web.Application()
    app.add_routes(routes(intake, SECRET))
    async with TestClient(TestServer(app)) as client:
        yield client


async def test_an_update_is_acknowledged_after_its_commit() -> None:
    """The answer waits for the intake."""
    gate, asked = asyncio.Event(), asyncio.Event()

    class Slow(Intake):
        async def accept(self, update: dict[str, Any]) -> bool:
            asked.set()
            await gate.wait()
            return await super().accept(update)

    intake = Slow()
    async with serving(intake) as client:
        answer = asyncio.create_task(client.post(PATH, json=UPDATE, headers=LETTER))
        await asked.wait()
        assert not answer.done()
        gate.set()
        assert (await answer).status == 200
    assert intake.taken == [UPDATE]


@pytest.mark.parametrize("verdict", [False, RuntimeError("Anna wrote this")])
async def test_what_cannot_be_stored_is_to_come_again(verdict: bool | Exception) -> None:
    """503, and Telegram repeats the update; no trace of the error in the answer."""
    async with serving(Intake(verdict)) as client:
        answer = await client.post(PATH, json=UPDATE, headers=LETTER)
        assert answer.status == 503
        assert int(answer.headers["Retry-After"]) > 0
        assert "Anna" not in await answer.text()


@pytest.mark.parametrize("headers", [{}, {HEADER: ""}, {HEADER: SECRET + "x"}, {HEADER: "æ"}])
async def test_nobody_else_gets_in(headers: dict[str, str]) -> None:
    """Without the secret nothing is even read."""
    intake = Intake()
    async with serving(intake) as client:
        assert (await client.post(PATH, json=UPDATE, headers=headers)).status == 403
    assert intake.taken == []


@pytest.mark.parametrize(
    "body", [b"", b"hello", b"\xff\xfe", b"[1, 2]", b"{}", b"[" * 100_000, b'{"update_id": "5"}']
)
async def test_what_is_no_update_is_set_aside(body: bytes) -> None:
    """It could never be stored, and repeating it would block what comes behind it."""
    intake = Intake()
    async with serving(intake) as client:
        assert (await client.post(PATH, data=body, headers=LETTER)).status == 200
    assert intake.taken == []


async def test_ten_megabytes_are_taken_and_more_than_any_update_is_not(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A large text is stored whole; beyond the limit nothing is kept in memory."""
    intake = Intake()
    large = UPDATE | {"text": "x" * 10_000_000}
    async with serving(intake) as client:
        body = json.dumps(large).encode()
        assert (await client.post(PATH, data=io.BytesIO(body), headers=LETTER)).status == 200
        monkeypatch.setattr(bounds, "UPDATE_BYTES", 1000)
        assert (await client.post(PATH, json=UPDATE | {"text": "x" * 1000}, headers=LETTER)).status == 413
    assert intake.taken == [large]


def test_an_empty_secret_is_refused_at_start() -> None:
    """Every caller would know it."""
    with pytest.raises(ValueError, match="WEBHOOK_SECRET"):
        Webhook(Intake(), "")
