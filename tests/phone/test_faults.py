"""Faults hit the next calls before or after they are accepted; the kill switch kills a process."""

import asyncio
import os
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from tests.phone.support import SARA, Phone, StillClock, died, served, settings_in

BOO = 7_200_000_002


async def bot_texts(phone: Phone) -> list[str]:
    return [message["text"] for message in await phone.messages() if message["from"] == "bot"]


async def say(phone: Phone, text: str = "hi", chat: int = SARA) -> dict[str, Any]:
    return await phone.call("sendMessage", chat_id=chat, text=text)


@pytest.mark.parametrize(("when", "shown"), [("before", ["second"]), ("after", ["first", "second"])])
async def test_429_before_or_after_accepting(phone: Phone, when: str, shown: list[str]) -> None:
    await phone.post("faults", fault="429", when=when, retry_after=3)
    assert await say(phone, "first") == {
        "ok": False,
        "error_code": 429,
        "description": "Too Many Requests: retry after 3",
        "parameters": {"retry_after": 3},
    }
    assert (await say(phone, "second"))["ok"]
    assert await bot_texts(phone) == shown


@pytest.mark.parametrize(("when", "shown"), [("before", []), ("after", ["hi", "hi"])])
async def test_500_for_the_next_two_calls(phone: Phone, when: str, shown: list[str]) -> None:
    await phone.post("faults", fault="500", when=when, count=2)
    for _ in range(2):
        assert await say(phone) == {
            "ok": False,
            "error_code": 500,
            "description": "Internal Server Error",
        }
    assert await bot_texts(phone) == shown
    assert (await say(phone))["ok"]


@pytest.mark.parametrize(("when", "shown"), [("before", []), ("after", ["hi"])])
async def test_a_reset_connection(
    phone: Phone, caplog: pytest.LogCaptureFixture, when: str, shown: list[str]
) -> None:
    await phone.post("faults", fault="reset", when=when)
    with pytest.raises(aiohttp.ClientError):
        await say(phone)
    assert await bot_texts(phone) == shown
    assert caplog.records == []


@pytest.mark.parametrize(("when", "shown"), [("before", []), ("after", ["hi"])])
async def test_a_time_out_is_silence_and_then_a_cut(
    phone: Phone, clock: StillClock, when: str, shown: list[str]
) -> None:
    await phone.post("faults", fault="timeout", when=when, seconds=20)
    call = asyncio.ensure_future(say(phone))
    await clock.until_someone_sleeps()
    assert clock.waits() == [20]
    assert await bot_texts(phone) == shown
    clock.advance(20)
    with pytest.raises(aiohttp.ClientError):
        await call


async def test_silence_does_not_hold_up_the_end_of_the_phone(tmp_path: Path, clock: StillClock) -> None:
    async with served(settings_in(tmp_path, clock)) as (phone, _):
        await phone.post("faults", fault="timeout", seconds=3600)
        call = asyncio.ensure_future(phone.call("getMe"))
        await clock.until_someone_sleeps()
    with pytest.raises(aiohttp.ClientError):
        await call
    assert clock.waits() == []


async def test_a_fault_hits_only_its_chat_and_its_method(phone: Phone) -> None:
    await phone.post(f"{BOO}/start")
    await phone.post("faults", fault="500", chat=SARA, method="sendMessage")
    assert (await say(phone, chat=BOO))["ok"]
    assert await phone.ok("sendChatAction", chat_id=SARA, action="typing")
    assert (await say(phone))["error_code"] == 500
    assert (await say(phone))["ok"]


async def test_a_tap_answer_belongs_to_its_chat(phone: Phone) -> None:
    markup = {"inline_keyboard": [[{"text": "a", "callback_data": "a"}]]}
    sent = await phone.ok("sendMessage", chat_id=SARA, text="hi", reply_markup=markup)
    tap = await phone.post(f"{SARA}/tap", message_id=sent["message_id"], data="a")
    await phone.post("faults", fault="429", chat=SARA)
    assert (await phone.call("answerCallbackQuery", **tap))["error_code"] == 429
    assert await phone.ok("answerCallbackQuery", **tap)


async def test_the_call_log_tells_what_the_bot_did(phone: Phone) -> None:
    seen = (await phone.get("calls"))["next"]
    await say(phone, "secret")
    await phone.call("sendMessage", chat_id=5, text="hi")
    log = await phone.get(f"calls?since={seen}")
    assert [(c["method"], c["ok"], c["error_code"], c["chat_id"]) for c in log["calls"]] == [
        ("sendMessage", True, None, SARA),
        ("sendMessage", False, 400, 5),
    ]
    assert "secret" not in str(log)
    assert (await phone.get(f"calls?since={log['next']}"))["calls"] == []


@pytest.mark.parametrize("fault", ["half", "hang"])
async def test_half_an_answer(phone: Phone, caplog: pytest.LogCaptureFixture, fault: str) -> None:
    """The call was accepted; what says so breaks off in the middle, at once or after a silence."""
    await phone.post("faults", fault=fault, seconds=0)
    with pytest.raises(aiohttp.ClientPayloadError):
        await say(phone)
    assert await bot_texts(phone) == ["hi"]
    await phone.text("hello")
    await phone.post("faults", fault=fault, seconds=0, method="getUpdates")
    with pytest.raises(aiohttp.ClientPayloadError):
        await phone.call("getUpdates")
    assert len(await phone.ok("getUpdates")) == 1, "nobody has confirmed it"
    assert caplog.records == []


@pytest.mark.parametrize(
    "wish",
    [{"fault": "gremlin"}, {"fault": "500", "when": "never"}, {"fault": "500", "count": "two"}],
)
async def test_an_unknown_fault_is_refused(phone: Phone, wish: dict[str, Any]) -> None:
    assert "got" in (await phone.post("faults", status=400, **wish))["error"]


@pytest.mark.kills
async def test_a_kill_before_a_send_is_accepted(phone: Phone, victim: asyncio.subprocess.Process) -> None:
    await phone.post("kill", pid=victim.pid, when="before_send")
    assert not (await phone.get("kill"))["fired"]
    with pytest.raises(aiohttp.ClientError):
        await say(phone)
    assert await died(victim)
    assert (await phone.get("kill"))["fired"]
    assert await bot_texts(phone) == []


@pytest.mark.kills
async def test_a_kill_after_a_send_is_accepted(phone: Phone, victim: asyncio.subprocess.Process) -> None:
    await phone.post("kill", pid=victim.pid, when="after_send", after=1)
    await say(phone, "one")
    await phone.ok("sendChatAction", chat_id=SARA, action="typing")
    assert not (await phone.get("kill"))["fired"]
    await say(phone, "two")
    assert await died(victim)
    assert await bot_texts(phone) == ["one", "two"]


@pytest.mark.kills
async def test_a_kill_right_after_an_update_was_handed_out(
    phone: Phone, victim: asyncio.subprocess.Process
) -> None:
    await phone.post("kill", pid=victim.pid, when="update_handed_out")
    assert await phone.ok("getUpdates") == []
    assert not (await phone.get("kill"))["fired"]
    await phone.text("hello")
    assert len(await phone.ok("getUpdates")) == 1
    assert await died(victim)
    assert len(await phone.ok("getUpdates")) == 1


@pytest.mark.kills
async def test_a_kill_right_before_an_update_is_confirmed(
    phone: Phone, victim: asyncio.subprocess.Process
) -> None:
    await phone.post("kill", pid=victim.pid, when="before_confirmed")
    await phone.text("hello")
    (update,) = await phone.ok("getUpdates")
    assert await phone.ok("getUpdates", offset=update["update_id"]) == [update]
    assert not (await phone.get("kill"))["fired"]
    with pytest.raises(aiohttp.ClientError):
        await phone.call("getUpdates", offset=update["update_id"] + 1)
    assert await died(victim)
    assert await phone.ok("getUpdates") == [update]


@pytest.mark.parametrize("pid", [0, 1, -1])
async def test_the_switch_kills_no_group_and_not_the_phone(phone: Phone, pid: int) -> None:
    for wish in (pid, os.getpid()):
        assert "pid" in (await phone.post("kill", status=400, pid=wish, when="before_send"))["error"]


async def test_the_switch_knows_no_other_moments(phone: Phone, victim: asyncio.subprocess.Process) -> None:
    assert "when" in (await phone.post("kill", status=400, pid=victim.pid, when="now"))["error"]
