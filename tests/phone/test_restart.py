"""The phone as a real process: kill -9, start again, and everything is as it was."""

import asyncio
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import aiohttp
import pytest

from tests.phone.recordings import sound
from tests.phone.support import SARA, TOKEN, Phone, StillClock, served, settings_in

pytestmark = pytest.mark.kills


@asynccontextmanager
async def process(data: Path, *options: str) -> AsyncIterator[tuple[Phone, asyncio.subprocess.Process]]:
    """A practice phone in a process of its own, on a free port; killed at the end of the block."""
    command = (sys.executable, "-m", "bot.phone", "--port", "0", "--data", str(data), "--token", TOKEN)
    child = await asyncio.create_subprocess_exec(*command, *options, stdout=asyncio.subprocess.PIPE)
    assert child.stdout is not None
    try:
        async with asyncio.timeout(20), aiohttp.ClientSession() as session:
            line = (await child.stdout.readline()).decode()
            yield Phone(next(word for word in line.split() if word.startswith("http")), session), child
    finally:
        if child.returncode is None:
            child.kill()
        await child.wait()


async def test_everything_survives_kill_9(tmp_path: Path) -> None:
    inline = {"inline_keyboard": [[{"text": "Ja", "callback_data": "yes"}]]}
    async with process(tmp_path) as (phone, _):
        await phone.post(f"{SARA}/start")
        await phone.post("7200000002/text", text="hi", first_name="Boo", language_code="en")
        voice = await phone.send_raw("voice", sound("webm", "libopus", 1.0), "audio/webm")
        sent = await phone.ok("sendMessage", chat_id=SARA, text="<b>Klar?</b>", parse_mode="HTML",
                              reply_markup=inline)  # fmt: skip
        await phone.ok("sendMessage", chat_id=SARA, text="?", reply_markup={"keyboard": [["A"]]})
        tap = await phone.post(f"{SARA}/tap", message_id=sent["message_id"], data="yes")
        await phone.ok("setMyCommands", commands=[{"command": "menu", "description": "Menu"}])
        await phone.ok("setMyName", name="Stjernen")
        updates = await phone.ok("getUpdates")
        await phone.ok("getUpdates", offset=updates[0]["update_id"] + 1)
        await phone.ok("setWebhook", url="http://127.0.0.1:1/hook", secret_token="s")
        state = await phone.get("state")
        info = await phone.ok("getWebhookInfo")
    async with process(tmp_path) as (phone, _):
        assert await phone.get("state") == state
        again = await phone.ok("getWebhookInfo")
        assert (again["url"], again["pending_update_count"]) == (info["url"], len(updates) - 1)
        await phone.ok("deleteWebhook")
        assert await phone.ok("getUpdates") == updates[1:]
        assert await phone.ok("answerCallbackQuery", **tap)
        file_id = next(m for m in state["phones"][0]["messages"] if m["message_id"] == voice["message_id"])
        file = await phone.ok("getFile", file_id=file_id["voice"]["file_id"])
        async with phone.session.get(f"{phone.files}/{file['file_path']}") as response:
            assert len(await response.read()) == file["file_size"]
        after = await phone.ok("sendMessage", chat_id=SARA, text="still here")
        assert after["message_id"] == sent["message_id"] + 2
        next_id = await phone.text("new")
        assert next_id == after["message_id"] + 1
        assert (await phone.ok("getUpdates"))[-1]["update_id"] == updates[-1]["update_id"] + 1


async def test_it_stops_at_once_though_a_poll_and_a_page_wait(tmp_path: Path) -> None:
    async with process(tmp_path) as (phone, child), phone.events() as events:
        poll = asyncio.ensure_future(phone.call("getUpdates", timeout=50))
        await phone.post(f"{SARA}/start")
        assert (await anext(events))["type"] == "message"
        assert len((await poll)["result"]) == 1
        waiting = asyncio.ensure_future(phone.call("getUpdates", offset=10**9, timeout=50))
        await phone.ok("getMe")
        child.terminate()
        async with asyncio.timeout(5):
            assert await child.wait() == 0
        assert [event async for event in events] == []
        await asyncio.wait({waiting})


async def test_a_folder_serves_one_phone(tmp_path: Path, clock: StillClock) -> None:
    async with served(settings_in(tmp_path, clock)):
        command = (sys.executable, "-m", "bot.phone", "--port", "0", "--data", str(tmp_path / "phone"))
        child = await asyncio.create_subprocess_exec(*command, stderr=asyncio.subprocess.PIPE)
        _, complaint = await child.communicate()
    assert child.returncode == 2
    assert "to be free and writable for a practice phone: database is locked" in complaint.decode()


async def test_another_token_is_refused(tmp_path: Path) -> None:
    async with process(tmp_path, "--token", "1:other") as (phone, _):
        assert (await phone.call("getMe"))["error_code"] == 401
