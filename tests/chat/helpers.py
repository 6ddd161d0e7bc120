"""Stand-ins for the network and for time, shared by the tests of the shell."""

from __future__ import annotations

import asyncio
import heapq
import inspect
import re
import selectors
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, TypeVar

import telegram

from bot.chat.api import TIMEOUT

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Mapping

T = TypeVar("T")
PATIENCE = 10.0
"""Real seconds until a condition that never comes true fails a test; none of it is spent when it does."""

START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


class Jumping(selectors.SelectSelector):
    """Where an event loop would wait for a time, the time comes at once."""

    def __init__(self) -> None:
        super().__init__()
        self.skipped = 0.0

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        ready = super().select(0)
        if not ready and timeout is None:
            raise RuntimeError("every task waits for something that can never happen")
        if not ready and timeout is not None:
            self.skipped += max(timeout, 0.0)
        return ready


class VirtualLoop(asyncio.SelectorEventLoop):
    """An event loop whose clock moves only when nothing else can."""

    def __init__(self) -> None:
        self._jumping = Jumping()
        super().__init__(self._jumping)

    def time(self) -> float:
        return self._jumping.skipped


def virtually(main: Callable[[], Coroutine[Any, Any, T]]) -> T:
    """Run a coroutine in virtual time: `asyncio.sleep` costs nothing, and `loop.time` tells what it would have."""
    with asyncio.Runner(loop_factory=VirtualLoop) as runner:
        return runner.run(main())


class Clock:
    """A clock that stands still until a test moves it, and a sleep that obeys it."""

    def __init__(self, now: datetime = START) -> None:
        self.now = now
        self.slept: list[float] = []
        self._due: list[tuple[datetime, int, asyncio.Future[None]]] = []
        self._changed = asyncio.Condition()

    def __call__(self) -> datetime:
        return self.now

    def seconds(self) -> float:
        return (self.now - START).total_seconds()

    async def sleep(self, seconds: float) -> None:
        future = asyncio.get_running_loop().create_future()
        heapq.heappush(self._due, (self.now + timedelta(seconds=seconds), len(self.slept), future))
        self.slept.append(seconds)
        async with self._changed:
            self._changed.notify_all()
        await future

    async def asleep(self, count: int) -> None:
        """Wait until that many sleeps have been asked for altogether."""
        async with asyncio.timeout(PATIENCE), self._changed:
            await self._changed.wait_for(lambda: len(self.slept) >= count)

    def advance(self, seconds: float) -> None:
        """Move on, and wake whoever has slept long enough."""
        self.now += timedelta(seconds=seconds)
        while self._due and self._due[0][0] <= self.now:
            future = heapq.heappop(self._due)[2]
            if not future.done():
                future.set_result(None)


class HurriedClock(Clock):
    """A clock on which time passes whenever somebody sleeps."""

    async def sleep(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)
        await asyncio.sleep(0)


class FakeApi:
    """Answers calls by a function of the test, and keeps them; each is checked against the library's signatures."""

    def __init__(self, answer: Callable[[str, dict[str, Any]], Any]) -> None:
        self.calls: list[tuple[str, dict[str, Any]]] = []
        self.files: list[dict[str, tuple[str, bytes]]] = []
        self.timeouts: list[float] = []
        self._answer = answer
        self._changed = asyncio.Condition()

    async def call(
        self,
        method: str,
        params: Mapping[str, Any],
        files: Mapping[str, tuple[str, bytes]] | None = None,
        timeout: float = TIMEOUT,  # noqa: ASYNC109 - as in `Caller`
    ) -> Any:
        check(method, params)
        self.calls.append((method, dict(params)))
        self.files.append(dict(files or {}))
        self.timeouts.append(timeout)
        async with self._changed:
            self._changed.notify_all()
        answer = self._answer(method, dict(params))
        if inspect.isawaitable(answer):
            answer = await answer
        if isinstance(answer, Exception):
            raise answer
        return answer

    async def called(self, count: int) -> None:
        """Wait until that many calls have come in altogether."""
        async with asyncio.timeout(PATIENCE), self._changed:
            await self._changed.wait_for(lambda: len(self.calls) >= count)


async def nothing(*_: object) -> None:
    """What is stored about somebody, where nobody has asked for a copy of it."""


def check(method: str, params: Mapping[str, Any]) -> None:
    """Fail where the library does not know a parameter, or cannot read its value."""
    known = inspect.signature(getattr(telegram.Bot, re.sub("(?=[A-Z])", "_", method).lower())).parameters
    assert set(params) <= set(known), f"{method} takes no {set(params) - set(known)}"
    for entity in (*params.get("entities", ()), *params.get("caption_entities", ())):
        assert telegram.MessageEntity.de_json(entity, None).to_dict() == entity
    if "reply_markup" in params:
        markup = telegram.InlineKeyboardMarkup.de_json(params["reply_markup"], None)
        assert markup.to_dict() == params["reply_markup"]
    for command in params.get("commands", ()):
        assert telegram.BotCommand.de_json(command, None).to_dict() == command
    if "scope" in params:
        assert telegram.BotCommandScope.de_json(params["scope"], None).to_dict() == params["scope"]
