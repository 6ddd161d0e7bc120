"""A practice phone in the test's own process, driven over real HTTP from both sides, with a clock that waits."""

import asyncio
import io
import json
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import aiohttp
from aiohttp.test_utils import TestServer

from bot.phone.exchange import Exchange
from bot.phone.server import create_app
from bot.phone.settings import CITIZEN, Settings
from bot.phone.web_json import EXCHANGE

Json = dict[str, Any]

TOKEN = "123456:test-token"
SARA = CITIZEN.id


class StillClock:
    """Time stands still until `advance`; whoever sleeps is woken when their time has come."""

    def __init__(self, now: float = 1_800_000_000.5) -> None:
        self._now = now
        self._sleepers: list[tuple[float, asyncio.Future[None]]] = []
        self._changed = asyncio.Condition()

    def now(self) -> float:
        return self._now

    async def sleep(self, seconds: float) -> None:
        if seconds <= 0:
            return
        future: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        sleeper = (self._now + seconds, future)
        self._sleepers.append(sleeper)
        async with self._changed:
            self._changed.notify_all()
        try:
            await future
        finally:
            self._sleepers.remove(sleeper)

    def waits(self) -> list[float]:
        """How long each sleeper still has to wait, in seconds."""
        return [round(deadline - self._now, 3) for deadline, _ in self._sleepers]

    async def until_someone_sleeps(self) -> None:
        async with self._changed:
            await self._changed.wait_for(lambda: any(not future.done() for _, future in self._sleepers))

    def advance(self, seconds: float) -> None:
        self._now += seconds
        for deadline, future in self._sleepers:
            if deadline <= self._now and not future.done():
                future.set_result(None)


class Phone:
    """Both sides of one phone that is being served."""

    def __init__(self, base: str, session: aiohttp.ClientSession, token: str = TOKEN) -> None:
        self.base = base
        self.session = session
        self.api = f"{base}/bot{token}"
        self.files = f"{base}/file/bot{token}"

    async def call(self, method: str, **params: Any) -> Json:
        """Call a Bot API method with a JSON body; return the whole answer."""
        async with self.session.post(f"{self.api}/{method}", json=params) as response:
            body: Json = await response.json()
            assert response.status == body.get("error_code", 200)
            return body

    async def ok(self, method: str, **params: Any) -> Any:
        body = await self.call(method, **params)
        assert body["ok"], body
        return body["result"]

    async def upload(self, method: str, name: str, data: bytes, filename: str, **params: Any) -> Json:
        form = aiohttp.FormData({key: str(value) for key, value in params.items()}, quote_fields=False)
        form.add_field(name, io.BytesIO(data), filename=filename)
        async with self.session.post(f"{self.api}/{method}", data=form) as response:
            body: Json = await response.json()
            return body

    async def post(self, path: str, status: int = 200, **wish: Any) -> Json:
        async with self.session.post(f"{self.base}/phone/{path}", json=wish) as response:
            body: Json = await response.json()
            assert response.status == status, body
            return body

    async def get(self, path: str) -> Json:
        async with self.session.get(f"{self.base}/phone/{path}") as response:
            body: Json = await response.json()
            assert response.status == 200, body
            return body

    async def send_raw(self, gesture: str, data: bytes, content_type: str, status: int = 200) -> Json:
        """Post a body of another kind, a recording or a picture, as the page does."""
        headers = {"Content-Type": content_type}
        url = f"{self.base}/phone/{SARA}/{gesture}"
        async with self.session.post(url, data=io.BytesIO(data), headers=headers) as response:
            body: Json = await response.json()
            assert response.status == status, body
            return body

    async def text(self, text: str, **wish: Any) -> int:
        return int((await self.post(f"{SARA}/text", text=text, **wish))["message_id"])

    async def messages(self) -> list[Json]:
        phones: list[Json] = (await self.get("state"))["phones"]
        found: list[Json] = phones[0]["messages"]
        return found

    async def phone(self) -> Json:
        phones: list[Json] = (await self.get("state"))["phones"]
        return phones[0]

    @asynccontextmanager
    async def events(self) -> AsyncIterator[AsyncIterator[Json]]:
        """Listen as an open page does; inside, every event that happens arrives."""
        async with self.session.get(f"{self.base}/phone/events") as response:
            assert (await response.content.readline()).startswith(b":")

            async def lines() -> AsyncIterator[Json]:
                async for line in response.content:
                    if line.startswith(b"data: "):
                        yield json.loads(line.removeprefix(b"data: "))

            yield lines()


@asynccontextmanager
async def served(settings: Settings) -> AsyncIterator[tuple[Phone, Exchange]]:
    """Serve a phone on a free port for as long as the block lasts."""
    app = create_app(settings)
    async with aiohttp.ClientSession() as session, TestServer(app) as server:
        yield Phone(str(server.make_url("")).rstrip("/"), session), app[EXCHANGE]


async def died(process: asyncio.subprocess.Process) -> bool:
    """Whether the process ends by SIGKILL, within ten seconds."""
    async with asyncio.timeout(10):
        return await process.wait() == -signal.SIGKILL


def settings_in(folder: Path, clock: StillClock) -> Settings:
    return Settings(data=folder / "phone", token=TOKEN, clock=clock, controls=True)
