"""What `status` asks the running bot itself, on its health port."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING, Any, Final

import aiohttp
from prometheus_client.parser import text_string_to_metric_families

from bot.chat.health import PATIENCE
from bot.commands.counting import several
from bot.commands.line import Line

if TYPE_CHECKING:
    from collections.abc import Iterator

SECONDS: Final = PATIENCE + 1
"""The bot itself gives its database `PATIENCE` seconds before it says that it fails."""
ADVICE: Final = {
    "database": "nothing can be stored: look for room on the disk, and at who holds the file",
    "key": "the key is gone, or another one: put it back from your copy; health.failing in the log says more",
    "updates": "no update comes in: look for poll.failed, poll.conflict or webhook.gone in the log",
    "sender": "messages wait and none goes out: look for deliver.postponed in the log",
    "timers": "the timers stand still: look for timers.storage and timers.broke in the log, and start the bot again",
}
"""What to do about each check that can fail."""
TOLD: Final = {
    "jobstjernen_updates_total": ("update",),
    "jobstjernen_turns_broke_total": ("turn that broke", "turns that broke"),
    "jobstjernen_messages_total": ("try to send a message", "tries to send a message"),
    "jobstjernen_floods_total": ("order of Telegram's to wait", "orders of Telegram's to wait"),
    "jobstjernen_storage_unavailable_total": (
        "time that nothing could be stored",
        "times that nothing could be stored",
    ),
}
"""Which figures are told in words, of one and of more, each added up over its label."""


def live(host: str, port: int | None, *, running: bool) -> Iterator[Line]:
    """What a running bot says of itself; nothing where none runs, or no port is set at which it answers."""
    if not running:
        return
    if port is None:
        said = "The bot itself was not asked whether updates come in: HEALTH_PORT is not set."
        yield Line("asked", value=False, said=said)
        return
    try:
        ready, figures = asyncio.run(_asked(host, port))
    except (aiohttp.ClientError, OSError, ValueError) as error:
        said = f"The bot does not answer at {host}:{port} ({type(error).__name__})."
        yield Line(
            "asked", value=False, said=said, advice="if it was started with this HEALTH_PORT, it hangs"
        )
        return
    yield _ready(ready["failing"])
    yield _figures(figures)


def _ready(failing: list[str]) -> Line:
    if not failing:
        return Line("failing", failing, "The bot says that it does its work.")
    advice = "; ".join(ADVICE.get(name, name) for name in failing)
    return Line("failing", failing, f"The bot says that these fail: {', '.join(failing)}.", advice)


def _figures(page: str) -> Line:
    totals: dict[str, int] = {}
    for family in text_string_to_metric_families(page):
        for sample in family.samples:
            if sample.name in TOLD:
                totals[sample.name] = totals.get(sample.name, 0) + int(sample.value)
    said = ", ".join(several(totals.get(name, 0), *what) for name, what in TOLD.items())
    return Line("since_start", totals, f"Since it started: {said}.")


async def _asked(host: str, port: int) -> tuple[dict[str, Any], str]:
    """The answers of a port; it is asked on this machine where it listens on every address."""
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104 - nothing is opened here
    address = f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
    timeout = aiohttp.ClientTimeout(total=SECONDS)
    async with aiohttp.ClientSession(timeout=timeout, trust_env=False) as http:
        async with http.get(f"{address}/readyz") as response:
            ready: dict[str, Any] = json.loads(await response.text())
        async with http.get(f"{address}/metrics") as response:
            return ready, await response.text()
