"""No other web page can act on the phone, and the page gets strict headers."""

from dataclasses import replace
from pathlib import Path

import pytest

from tests.phone.support import SARA, Phone, StillClock, served, settings_in


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Host": "evil.example"},
    ],
)
async def test_another_page_is_refused(phone: Phone, headers: dict[str, str]) -> None:
    url = f"{phone.base}/phone/{SARA}/text"
    async with phone.session.post(url, json={"text": "hi"}, headers=headers) as response:
        assert response.status == 403
    assert await phone.ok("getUpdates") == []


async def test_the_phones_own_page_is_served(phone: Phone) -> None:
    headers = {"Origin": phone.base, "Sec-Fetch-Site": "same-origin"}
    url = f"{phone.base}/phone/{SARA}/text"
    async with phone.session.post(url, json={"text": "hi"}, headers=headers) as response:
        assert response.status == 200


@pytest.mark.parametrize("content_type", ["text/plain", "application/x-www-form-urlencoded"])
async def test_what_a_plain_form_can_send_is_refused(phone: Phone, content_type: str) -> None:
    url = f"{phone.base}/phone/{SARA}/text"
    headers = {"Content-Type": content_type}
    async with phone.session.post(url, data=b'{"text": "hi"}', headers=headers) as response:
        assert response.status == 415


async def test_a_rebound_name_cannot_read_the_chats(phone: Phone) -> None:
    async with phone.session.get(f"{phone.base}/phone/state", headers={"Host": "evil.example"}) as response:
        assert response.status == 403


async def test_the_page_and_its_files_come_with_strict_headers(phone: Phone) -> None:
    for path, content_type in (("/", "text/html"), ("/static/phone.css", "text/css")):
        async with phone.session.get(f"{phone.base}{path}") as response:
            assert response.content_type == content_type
            assert "frame-ancestors 'none'" in response.headers["Content-Security-Policy"]
            assert response.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("name", ["nothing.js", "..%2Fserver.py", "%2e%2e%2fserver.py"])
async def test_only_files_of_the_page_are_served(phone: Phone, name: str) -> None:
    async with phone.session.get(f"{phone.base}/static/{name}") as response:
        assert response.status == 404


@pytest.mark.parametrize("path", ["kill", "faults", "limits", "disorder", "updates", "reset"])
async def test_the_tests_api_is_closed_unless_it_is_asked_for(tmp_path: Path, path: str) -> None:
    """It can kill any process of this user, and forget everything."""
    settings = replace(settings_in(tmp_path, StillClock()), controls=False)
    async with (
        served(settings) as (closed, _),
        closed.session.post(f"{closed.base}/phone/{path}", json={}) as response,
    ):
        assert response.status in {404, 405}
