"""Telegram's own limits on sending: off until they are switched on, and then 429 beyond them."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bot.phone.others import GROUP_ID
from tests.phone.support import SARA, Json, Phone, StillClock, served, settings_in

BOO = 7_200_000_002


async def say(phone: Phone, chat: int = SARA) -> Json:
    return await phone.call("sendMessage", chat_id=chat, text="hi")


async def accepted(phone: Phone, chat: int = SARA) -> int:
    """How many messages go through before one is refused."""
    count = 0
    while (await say(phone, chat))["ok"]:
        count += 1
    return count


async def test_nothing_is_limited_unless_asked_for(phone: Phone) -> None:
    assert all([(await say(phone))["ok"] for _ in range(40)])


async def test_one_a_second_in_a_chat_and_a_short_burst(phone: Phone, clock: StillClock) -> None:
    await phone.post("limits")
    assert await accepted(phone) == 4
    assert await say(phone) == {
        "ok": False,
        "error_code": 429,
        "description": "Too Many Requests: retry after 1",
        "parameters": {"retry_after": 1},
    }
    clock.advance(1)
    assert await accepted(phone) == 1
    clock.advance(2.5)
    assert await accepted(phone) == 2
    clock.advance(60)
    assert await accepted(phone) == 4


async def test_how_long_to_wait_stands_in_a_header_too(phone: Phone) -> None:
    await phone.post("limits", burst=0)
    assert (await say(phone))["ok"]
    async with phone.session.get(f"{phone.api}/sendMessage?chat_id={SARA}&text=hi") as response:
        assert (response.status, response.headers["Retry-After"]) == (429, "1")


async def test_a_chat_does_not_hold_up_another(phone: Phone) -> None:
    await phone.post(f"{BOO}/start")
    await phone.post("limits")
    assert await accepted(phone) == 4
    assert await accepted(phone, BOO) == 4


async def test_thirty_a_second_over_all_chats(phone: Phone, clock: StillClock) -> None:
    people = range(BOO, BOO + 31)
    for person in people:
        await phone.post(f"{person}/start")
    await phone.post("limits")
    sent = [(await say(phone, person))["ok"] for person in people]
    assert sent == [True] * 30 + [False]
    clock.advance(0.75)
    assert (await say(phone, people[-1]))["parameters"] == {"retry_after": 1}
    clock.advance(0.25)
    assert (await say(phone, people[-1]))["ok"]


async def test_twenty_a_minute_in_a_group(phone: Phone, clock: StillClock) -> None:
    await phone.post(f"{SARA}/other", kind="group_text")
    await phone.post("limits")
    for _ in range(20):
        assert (await say(phone, GROUP_ID))["ok"]
        clock.advance(1)
    assert (await say(phone, GROUP_ID))["parameters"] == {"retry_after": 40}
    clock.advance(40)
    assert (await say(phone, GROUP_ID))["ok"]


async def test_the_numbers_are_the_tests_own(phone: Phone) -> None:
    await phone.post("limits", burst=1)
    assert await accepted(phone) == 2
    await phone.post("limits", per_second=1)
    assert await accepted(phone) == 1
    await phone.post("limits", on=False)
    assert all([(await say(phone))["ok"] for _ in range(40)])


async def test_what_is_not_sent_is_not_counted(phone: Phone) -> None:
    await phone.post("limits", burst=0)
    message = await phone.ok("sendMessage", chat_id=SARA, text="hi")
    assert not (await phone.call("sendMessage", chat_id=SARA, text=""))["ok"]
    assert await phone.ok("sendChatAction", chat_id=SARA, action="typing")
    assert await phone.ok("editMessageText", chat_id=SARA, message_id=message["message_id"], text="ho")
    refused = await phone.upload("sendDocument", "document", b"x", "plan.txt", chat_id=SARA)
    assert refused["error_code"] == 429
    texts = [shown["text"] for shown in await phone.messages() if shown["from"] == "bot"]
    assert texts == ["ho"]


async def test_the_call_log_tells_how_many_were_refused(phone: Phone) -> None:
    await phone.post("limits")
    sent = [await say(phone) for _ in range(7)]
    calls = (await phone.get("calls"))["calls"]
    assert sum(call["error_code"] == 429 for call in calls) == 3 == sum(not answer["ok"] for answer in sent)


async def test_a_phone_can_begin_with_limits_and_keeps_them_when_it_forgets_everything(
    tmp_path: Path, clock: StillClock
) -> None:
    async with served(replace(settings_in(tmp_path, clock), limits=True)) as (phone, _):
        for _ in range(2):
            await phone.post(f"{SARA}/start")
            assert await accepted(phone) == 4
            await phone.post("limits", on=False)
            await phone.post("reset")


@pytest.mark.parametrize(
    "wish",
    [
        {"per_second": 0},
        {"burst": -1},
        {"per_minute": 0},
        {"burst": "3"},
        {"on": 1},
        {"per_hour": 9},
    ],
)
async def test_numbers_that_make_no_sense_are_refused(phone: Phone, wish: dict[str, Any]) -> None:
    assert "got" in (await phone.post("limits", status=400, **wish))["error"]
    assert all([(await say(phone))["ok"] for _ in range(9)])
