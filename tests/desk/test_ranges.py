"""Of a recording a player gets the part that it asks for."""

from __future__ import annotations

import pytest
from aiohttp.test_utils import make_mocked_request

from bot.desk.ranges import in_part

TEN = b"0123456789"


@pytest.mark.parametrize(
    ("asked", "part", "told"),
    [
        ("bytes=0-", b"0123456789", "bytes 0-9/10"),
        ("bytes=0-1", b"01", "bytes 0-1/10"),
        ("bytes=3-5", b"345", "bytes 3-5/10"),
        ("bytes=9-9", b"9", "bytes 9-9/10"),
        ("bytes=4-400", b"456789", "bytes 4-9/10"),
        ("bytes=-3", b"789", "bytes 7-9/10"),
        ("bytes=-300", b"0123456789", "bytes 0-9/10"),
    ],
)
def test_a_part_is_given_with_its_place(asked: str, part: bytes, told: str) -> None:
    answer = in_part(make_mocked_request("GET", "/", {"Range": asked}), TEN, "audio/ogg")
    assert (answer.status, answer.body, answer.headers["Content-Range"]) == (206, part, told)
    assert (answer.content_length, answer.content_type) == (len(part), "audio/ogg")
    assert answer.headers["Accept-Ranges"] == "bytes"


@pytest.mark.parametrize("asked", ["bytes=10-", "bytes=10-12", "bytes=99-"])
def test_what_lies_beyond_is_refused_with_the_true_length(asked: str) -> None:
    answer = in_part(make_mocked_request("GET", "/", {"Range": asked}), TEN, "audio/ogg")
    assert (answer.status, answer.headers["Content-Range"]) == (416, "bytes */10")
    assert not answer.body


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Range": "bytes=0-1,4-5"},
        {"Range": "bytes=5-3"},
        {"Range": "bytes=-"},
        {"Range": "seconds=1-2"},
        {"Range": f"bytes={'9' * 5000}-"},
        {"Range": "bytes=0-1", "If-Range": '"earlier"'},
    ],
)
def test_anything_else_gets_the_whole(headers: dict[str, str]) -> None:
    answer = in_part(make_mocked_request("GET", "/", headers), TEN, "audio/ogg")
    assert (answer.status, answer.body, answer.headers["Accept-Ranges"]) == (200, TEN, "bytes")
    assert "Content-Range" not in answer.headers


@pytest.mark.parametrize("asked", ["bytes=0-", "bytes=3-5", "bytes=99-", ""])
def test_nothing_of_it_is_kept_by_a_browser(asked: str) -> None:
    answer = in_part(make_mocked_request("GET", "/", {"Range": asked} if asked else {}), TEN, "audio/ogg")
    assert answer.headers["Cache-Control"] == "no-store"
