"""Requests whose token, method or body is wrong, and the four ways in which parameters may come."""

import json

import aiohttp
import pytest

from tests.phone.bad_calls import is_refused
from tests.phone.support import SARA, Phone


async def test_an_unknown_method_is_not_found(phone: Phone) -> None:
    await is_refused(phone, ("nope", {}, 404, "Not Found: method not found"))


@pytest.mark.parametrize(
    ("token", "code", "description"),
    [
        ("123456:other", 401, "Unauthorized"),
        ("1:x", 401, "Unauthorized"),
        ("", 404, "Not Found"),
        ("123456", 404, "Not Found"),
        ("abc:def", 404, "Not Found"),
        ("123456:", 404, "Not Found"),
        ("123456:a b", 404, "Not Found"),
        ("\u0663:a", 404, "Not Found"),
    ],
)
@pytest.mark.parametrize("path", ["bot{token}/getMe", "file/bot{token}/voice/file_1.oga"])
async def test_a_wrong_token_gets_401_and_a_malformed_one_404(
    phone: Phone, path: str, token: str, code: int, description: str
) -> None:
    async with phone.session.get(f"{phone.base}/{path.format(token=token)}") as response:
        assert response.status == code
        assert await response.json() == {"ok": False, "error_code": code, "description": description}


async def test_a_body_that_is_no_json_object_is_refused(phone: Phone) -> None:
    headers = {"Content-Type": "application/json"}
    for body in (b"[]", b"{", b"\xff"):
        async with phone.session.post(f"{phone.api}/getMe", data=body, headers=headers) as response:
            assert response.status == 400
            assert (await response.json())["description"].startswith("Bad Request: can't parse parameters")


@pytest.mark.parametrize("way", ["query", "form", "multipart", "json"])
async def test_parameters_may_come_in_four_ways(phone: Phone, way: str) -> None:
    markup = json.dumps({"inline_keyboard": [[{"text": "a", "callback_data": "b"}]]})
    params = {"chat_id": str(SARA), "text": "hi", "reply_markup": markup, "disable_notification": "true"}
    url = f"{phone.api}/SENDmessage"
    if way == "query":
        request = phone.session.get(url, params=params)
    elif way == "form":
        request = phone.session.post(url, data=params)
    elif way == "multipart":
        request = phone.session.post(url, data=aiohttp.FormData(params, default_to_multipart=True))
    else:
        request = phone.session.post(url, json=params)
    async with request as response:
        body = await response.json()
    assert body["ok"], body
    assert body["result"]["reply_markup"] == json.loads(markup)


@pytest.mark.parametrize("text", ["se https://[firma dk", "http://[", "https://[::1"])
async def test_an_address_that_cannot_be_taken_apart_is_only_text(phone: Phone, text: str) -> None:
    sent = await phone.ok("sendMessage", chat_id=SARA, text=text)
    assert sent["text"] == text
    assert await phone.post(f"{SARA}/text", text=text)


async def test_such_an_address_is_no_webhook_and_no_link(phone: Phone) -> None:
    assert (await phone.call("setWebhook", url="https://["))["error_code"] == 400
    sent = await phone.ok("sendMessage", chat_id=SARA, text='<a href="http://[">x</a>', parse_mode="HTML")
    assert sent["text"] == "x"


async def test_what_no_database_can_keep_and_what_is_nested_too_deeply_is_refused(phone: Phone) -> None:
    assert (await phone.call("answerCallbackQuery", callback_query_id="\ud800"))["error_code"] == 400
    deep = "[" * 100_000 + "]" * 100_000
    assert (await phone.call("sendMessage", chat_id=SARA, text="x", reply_markup=deep))["error_code"] == 400
