"""The update parser and the screen behind it: any bytes of a webhook or a poll."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from bot.chat.errors import failure, parse
from bot.chat.updates import LARGEST, NAME, Group, Incoming, Membership, Strange, sender, update_id
from bot.chat.updates import parse as understand
from bot.coaching.screen import screen, words
from bot.engine.inputs import Tapped
from tests.fuzz.target import Target, said_in_replays

if TYPE_CHECKING:
    from collections.abc import Iterator

SAMIR = {"id": 7_100_000_001, "is_bot": False, "first_name": "Samir", "language_code": "da"}
CHAT = {"id": 7_100_000_001, "type": "private"}
MESSAGE: dict[str, Any] = {"message_id": 5, "date": 1_772_442_000, "chat": CHAT, "from": SAMIR}


def run(data: bytes) -> None:
    update = parse(data)
    number = update_id(update)
    assert number is None or 0 < number < LARGEST
    assert -LARGEST <= sender(update) < LARGEST
    match understand(update):
        case Incoming() as incoming:
            assert incoming.update_id == number
            assert all(-LARGEST <= each < LARGEST for each in (incoming.user_id, incoming.chat_id))
            storable(incoming)
        case Group() | Membership() as other:
            assert other.update_id == number
        case Strange(found, kind):
            assert found == (number or 0)
            assert NAME.fullmatch(kind)
    for status in (200, 400, 401, 403, 404, 429, 500):
        assert len(str(failure(status, data))) < 400


def storable(incoming: Incoming) -> None:
    """What passed the screen can be stored, and nothing of it was dropped but what had to be."""
    clean = screen(incoming.input).input
    text = words(clean)
    assert "\0" not in text
    text.encode()
    assert not text or words(incoming.input)
    if isinstance(clean, Tapped):
        assert clean == incoming.input


def seeds() -> Iterator[bytes]:
    for number, text in enumerate(said_in_replays()[::40], start=1):
        yield _update(number, message={**MESSAGE, "text": text})
    voice = {"file_id": "AwAC", "file_unique_id": "x", "duration": 3, "file_size": 900}
    yield _update(9001, message={**MESSAGE, "voice": voice, "caption": "hej"})
    yield _update(9002, edited_message={**MESSAGE, "text": "ny", "edit_date": 1})
    query = {"id": "77", "from": SAMIR, "data": "a1.0:@back", "chat_instance": "1", "message": MESSAGE}
    yield _update(9003, callback_query=query)
    change = {"chat": CHAT, "from": SAMIR, "date": 1, "new_chat_member": {"status": "kicked"}}
    yield _update(9004, my_chat_member=change)
    yield _update(9005, message={**MESSAGE, "chat": {"id": -100, "type": "supergroup"}, "text": "hej"})
    yield _update(9006, poll={"id": "1", "question": "?"})
    yield b'{"ok":false,"error_code":429,"description":"Too Many Requests","parameters":{"retry_after":3}}'
    yield b'{"update_id":1e400,"message":{"message_id":-1,"text":"\\ud800"}}'
    yield b'{"update_id":' + b"9" * 5_000 + b"}"
    yield b'{"update_id":7,"message":' + b"[" * 2_000
    yield b'{"update_id":1,"update_id":2,"message":NaN}'


def _update(number: int, **content: Any) -> bytes:
    return json.dumps({"update_id": number, **content}).encode()


TARGET = Target(run, seeds)
