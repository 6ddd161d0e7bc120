"""Lively conversations with faults, in both forms of the log: of what anybody wrote, is called or was told, nothing."""

from __future__ import annotations

import asyncio
import json
import re
import signal
from functools import partial
from typing import TYPE_CHECKING, Any, Final

import aiohttp
import pytest

from tests.end_to_end.harness import SECRET, World, world
from tests.end_to_end.journeys import at_a_question, goes_on
from tests.end_to_end.programs import outcome
from tests.end_to_end.test_storage import full_disk
from tests.keys import DATA_KEY

if TYPE_CHECKING:
    from pathlib import Path

    from tests.end_to_end.phones import Citizen

WRITTEN: Final = (
    "Jeg hedder Hemmelinde og er fra Thisted",
    "ring til mig på 28 37 46 55 eller +4528374655",
    "mit cpr er 010203-1234",
    "skriv til hemmelinde@example.org @hemmelinde",
    "\u202eomvendt\ud83d\ude00 og <b>fedt</b> *_[](javascript:x)",
    "Zebraer " * 700,
    "/start qrstuvwxyzabcdefghij12",
    "KM482739",
)
SHORTEST: Final = 12
"""Letters: shorter lines of what is said ("Ja", "Menu") stand in many words."""


async def lives(here: World, citizen: Citizen) -> None:
    """Everything that somebody can do, some of it while Telegram or the disk is away."""
    user = citizen.user
    for number, text in enumerate(WRITTEN):
        fault = ("500", "reset", "429", "timeout")[number % 4]
        await here.phone.post(
            "faults", chat=user, method="sendMessage", fault=fault, when="before", seconds=1, retry_after=1
        )
        sent = await citizen.write(text)
        await citizen.until(partial(answered, citizen, sent), f"an answer after {sent}")
    await citizen.edit(sent, "Hemmelindes rettelse af det hele")
    await here.phone.post(f"{user}/other", kind="location")
    await here.phone.post(f"{user}/other", kind="group_text")
    await here.phone.post(f"{user}/block", blocked=True)
    await here.phone.post(f"{user}/block", blocked=False)
    await citizen.start()


def answered(citizen: Citizen, sent: int) -> bool:
    return citizen.said[-1].id > sent


async def everything_said(here: World) -> set[str]:
    """Each line that ever stood on a screen, and each button; and who the people are, as Telegram tells it."""
    state = await here.phone.get("state")
    shown = {
        line.strip()
        for screen in here.phone.first.values()
        for message in screen.values()
        for line in (*message.text.splitlines(), *(label for label, _ in message.buttons))
    }
    people: list[dict[str, Any]] = [phone["user"] for phone in state["phones"]]
    names = {
        str(user[name])
        for user in people
        for name in ("first_name", "last_name", "username")
        if user.get(name)
    }
    return {line for line in shown if len(line) >= SHORTEST} | {name for name in names if len(name) > 3}


async def hostile(here: World) -> None:
    """What strangers send to open ports: to the library's parser, and to the webhook without the secret."""
    port = int(here.environment["PORT"])
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(b"HEMMELINDE /hemmelig-sti HTTP/9\r\nHemmelinde: \x00\r\n\r\n")
    await reader.read()
    writer.close()
    async with aiohttp.ClientSession() as http:
        for secret in ("Hemmelinde", SECRET):
            url, headers = (
                f"http://127.0.0.1:{port}/telegram/update",
                {"X-Telegram-Bot-Api-Secret-Token": secret},
            )
            for body in (
                {"hemmelinde": "hemmelig-sti"},
                {"update_id": 9, "message": {"text": ["hemmelig-sti"]}},
            ):
                await (await http.post(url, json=body, headers=headers)).read()


@pytest.mark.parametrize(("style", "webhook"), [("json", True), ("text", False)], ids=["json", "text"])
async def test_nothing_of_people_stands_in_the_log(tmp_path: Path, style: str, webhook: bool) -> None:
    async with world(tmp_path, webhook=webhook, LOG_FORMAT=style) as here:
        invited, link = await outcome("staff", "invite", "--role", "contact", environment=here.environment)
        assert invited == 0
        citizens = [await at_a_question(here) for _ in range(3)]
        await asyncio.gather(*(lives(here, citizen) for citizen in citizens))
        if webhook:
            await hostile(here)
        with full_disk(here):
            await citizens[0].write("Hemmelinde skriver, mens disken er fuld")
            await here.bot.until(r"storage\.unavailable")
        await goes_on(await at_a_question(here))
        said = await everything_said(here)
        assert await here.bot.signal(signal.SIGTERM) == 0
    log = here.bot.log
    strangers = ("update.strange", "webhook.refused") if webhook else ()
    for event in ("started", "deliver.postponed", "storage.unavailable", "stopped", *strangers):
        assert re.search(rf"\b{event}\b", log), f"{event} should have come up in:\n{log}"
    codes = set(re.findall(r"start=([-\w]+)|/start ([-\w]+)", link)[0]) - {""}
    secrets = {
        *WRITTEN,
        *codes,
        here.environment["TELEGRAM_TOKEN"],
        SECRET,
        DATA_KEY,
        "28374655",
        "28 37 46 55",
    }
    secrets |= {"010203", "emmelinde", "hemmelig-sti", "Samir", "Zebraer", "12 34 56 78"}
    assert len(said) > 30
    assert [each for each in (*secrets, *said) if each in log or json.dumps(each)[1:-1] in log] == []
    assert "Traceback" not in log
    if style == "json":
        assert all(json.loads(line)["event"] for line in here.bot.lines)
