"""A webhook gets every update with the secret, in order per chat, again and again until it says 2xx."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.phone.webhook import SECRET_HEADER
from tests.phone.support import SARA, Phone, StillClock, died

BOO = 7_200_000_002


class Receiver:
    """A bot's webhook: answers are taken from `answers`, then 200; holds back while `gate` is closed."""

    def __init__(self) -> None:
        self.seen: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        self.secrets: list[str | None] = []
        self.answers: list[web.Response] = []
        self.gate = asyncio.Event()
        self.gate.set()
        self.url = ""

    async def handle(self, request: web.Request) -> web.Response:
        self.secrets.append(request.headers.get(SECRET_HEADER))
        await self.seen.put(await request.json())
        await self.gate.wait()
        return self.answers.pop(0) if self.answers else web.Response()

    async def text(self) -> str:
        update = await self.seen.get()
        return str(update["message"]["text"])


@pytest.fixture
async def receiver() -> AsyncIterator[Receiver]:
    receiver = Receiver()
    app = web.Application()
    app.router.add_post("/hook", receiver.handle)
    async with TestServer(app) as server:
        receiver.url = str(server.make_url("/hook"))
        yield receiver
        receiver.gate.set()


async def test_updates_arrive_with_the_secret_and_2xx_acknowledges(phone: Phone, receiver: Receiver) -> None:
    receiver.answers = [web.Response(status=204)]
    answer = await phone.call("setWebhook", url=receiver.url, secret_token="s3cret_-")
    assert answer == {"ok": True, "result": True, "description": "Webhook was set"}
    await phone.text("one")
    await phone.text("two")
    assert [await receiver.text(), await receiver.text()] == ["one", "two"]
    assert receiver.secrets == ["s3cret_-", "s3cret_-"]


async def test_what_was_queued_before_is_delivered_too(phone: Phone, receiver: Receiver) -> None:
    await phone.text("waiting")
    await phone.ok("setWebhook", url=receiver.url)
    assert await receiver.text() == "waiting"
    assert receiver.secrets == [None]


async def test_it_repeats_at_once_then_after_2_4_8_seconds(
    phone: Phone, receiver: Receiver, clock: StillClock
) -> None:
    await phone.ok("setWebhook", url=receiver.url)
    there = {"Location": receiver.url}  # a redirect is a failure, and is not followed
    receiver.answers = [web.Response(status=status, headers=there) for status in (500, 404, 307, 503)]
    await phone.text("again")
    assert await receiver.text() == "again"
    assert await receiver.text() == "again"
    for delay in (2, 4, 8):
        await clock.until_someone_sleeps()
        assert clock.waits() == [delay]
        clock.advance(delay)
        assert await receiver.text() == "again"
    await phone.text("next")
    assert await receiver.text() == "next"


async def test_retry_after_is_honoured(phone: Phone, receiver: Receiver, clock: StillClock) -> None:
    await phone.ok("setWebhook", url=receiver.url)
    receiver.answers = [web.Response(status=503, headers={"Retry-After": "30"})]
    await phone.text("later")
    await receiver.text()
    await clock.until_someone_sleeps()
    assert clock.waits() == [30]
    info = await phone.ok("getWebhookInfo")
    assert info["last_error_message"] == "Wrong response from the webhook: 503 Service Unavailable"
    assert info["pending_update_count"] == 1
    clock.advance(30)
    assert await receiver.text() == "later"


async def test_a_closed_port_is_tried_again(phone: Phone, receiver: Receiver, clock: StillClock) -> None:
    await phone.ok("setWebhook", url="http://127.0.0.1:1/hook")
    await phone.text("patience")
    await clock.until_someone_sleeps()
    assert (await phone.ok("getWebhookInfo"))["last_error_message"].startswith("Connection failed")
    await phone.ok("setWebhook", url=receiver.url)
    assert await receiver.text() == "patience"


async def test_one_person_waits_for_nobody_else(phone: Phone, receiver: Receiver) -> None:
    await phone.ok("setWebhook", url=receiver.url)
    receiver.gate.clear()
    await phone.text("one")
    await phone.text("two")
    await phone.post(f"{BOO}/text", text="from Boo", first_name="Boo")
    assert sorted([await receiver.text(), await receiver.text()]) == ["from Boo", "one"]
    assert receiver.seen.empty()
    receiver.gate.set()
    assert await receiver.text() == "two"


async def test_max_connections_is_honoured(phone: Phone, receiver: Receiver) -> None:
    await phone.ok("setWebhook", url=receiver.url, max_connections=1)
    receiver.gate.clear()
    await phone.text("one")
    assert await receiver.text() == "one"
    await phone.post(f"{BOO}/text", text="from Boo")
    await phone.ok("getMe")
    assert receiver.seen.empty()
    receiver.gate.set()
    assert await receiver.text() == "from Boo"


async def test_get_updates_conflicts_with_a_webhook(
    phone: Phone, receiver: Receiver, clock: StillClock
) -> None:
    poll = asyncio.ensure_future(phone.call("getUpdates", timeout=50))
    await clock.until_someone_sleeps()
    await phone.ok("setWebhook", url=receiver.url)
    assert (await poll)["description"] == "Conflict: terminated by setWebhook request"
    refused = await phone.call("getUpdates")
    assert refused["error_code"] == 409
    assert refused["description"] == (
        "Conflict: can't use getUpdates method while webhook is active; "
        "use deleteWebhook to delete the webhook first"
    )
    await phone.ok("deleteWebhook")
    assert await phone.ok("getUpdates") == []


async def test_setting_and_deleting_say_what_was_done(phone: Phone, receiver: Receiver) -> None:
    wish = {"url": receiver.url, "allowed_updates": ["message"], "max_connections": 7}
    assert (await phone.call("deleteWebhook"))["description"] == "Webhook is already deleted"
    assert (await phone.call("setWebhook", **wish))["description"] == "Webhook was set"
    assert (await phone.call("setWebhook", **wish))["description"] == "Webhook is already set"
    assert await phone.ok("getWebhookInfo") == {
        "url": receiver.url,
        "has_custom_certificate": False,
        "pending_update_count": 0,
        "max_connections": 7,
        "allowed_updates": ["message"],
    }
    assert (await phone.call("setWebhook", url=""))["description"] == "Webhook was deleted"
    assert (await phone.ok("getWebhookInfo"))["url"] == ""


async def test_pending_updates_can_be_dropped(phone: Phone, receiver: Receiver) -> None:
    await phone.text("dropped")
    await phone.ok("setWebhook", url=receiver.url, drop_pending_updates=True)
    await phone.text("kept")
    assert await receiver.text() == "kept"


@pytest.mark.kills
async def test_a_kill_right_after_an_update_was_posted(
    phone: Phone, receiver: Receiver, victim: asyncio.subprocess.Process
) -> None:
    await phone.ok("setWebhook", url=receiver.url)
    await phone.post("kill", pid=victim.pid, when="update_handed_out", after=1)
    await phone.text("one")
    assert await receiver.text() == "one"
    assert not (await phone.get("kill"))["fired"]
    await phone.text("two")
    assert await died(victim)
    assert await receiver.text() == "two"


@pytest.mark.kills
async def test_a_kill_right_after_a_webhook_has_taken_an_update(
    phone: Phone, receiver: Receiver, victim: asyncio.subprocess.Process
) -> None:
    """Nobody has heard that it was taken, so it comes again."""
    await phone.ok("setWebhook", url=receiver.url)
    await phone.post("kill", pid=victim.pid, when="before_confirmed")
    await phone.text("hello")
    assert await receiver.text() == "hello"
    assert await died(victim)
    assert await receiver.text() == "hello"


async def test_a_webhook_gets_what_it_has_taken_once_more(phone: Phone, receiver: Receiver) -> None:
    await phone.post("disorder", twice=True, backwards=True)
    await phone.text("one")
    await phone.text("two")
    await phone.ok("setWebhook", url=receiver.url)
    assert [await receiver.text() for _ in range(4)] == ["two", "two", "one", "one"]


async def test_a_method_in_the_answer_is_carried_out(phone: Phone, receiver: Receiver) -> None:
    call = {"method": "sendMessage", "chat_id": SARA, "text": "answered in the webhook"}
    receiver.answers = [web.json_response(call)]
    async with phone.events() as events:
        await phone.ok("setWebhook", url=receiver.url)
        await phone.text("hello")
        async for event in events:
            if event["type"] == "message" and event["message"]["from"] == "bot":
                assert event["message"]["text"] == "answered in the webhook"
                return
