"""Voices that say what they are told to say, and whoever sends it: for the tests of reading aloud."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from bot.chat import render
from bot.chat.deliver import Gone
from bot.chat.errors import failure
from bot.chat.limits import Limits
from bot.chat.send import Sender
from bot.chat.updates import Incoming, parse
from bot.engine.aloud import SPEAKER
from bot.engine.text import Words
from bot.voice.speech import NotSpoken, Part, Speech, Speed
from bot.words import catalogues
from tests.chat.helpers import FakeApi
from tests.chat.test_send import copied, row
from tests.chat.world import FAST

if TYPE_CHECKING:
    from collections.abc import Sequence


OGG = b"OggS"
WORDLESS = failure(
    400, b'{"ok": false, "description": "Bad Request: there is no text in the message to edit"}'
)
"""As a refusal comes from the API, and not as it is written there."""
SENT = {"message_id": 77}
CHAT = {"id": 41, "type": "private"}
DANISH = catalogues().language("da")
REMOVED = {"kind": "remove", "message": 12, "removed": Words("Yes").to_json(), "kept": Words("No").to_json()}


class Voices:
    """Says `often` voice messages of whatever it is given, and remembers that; or nothing at all."""

    languages = frozenset({"da", "en"})

    def __init__(self, often: int = 1) -> None:
        self.often = often
        self.read_: list[tuple[tuple[str, ...], Speed, bool]] = []

    def read(self, parts: Sequence[Part], speed: Speed, *, own: bool) -> tuple[Speech, ...]:
        self.read_.append((tuple(part.text for part in parts), speed, own))
        if not self.often:
            raise NotSpoken("hoarse")
        return (Speech(OGG, 2.3),) * self.often


class Places(Limits):
    """Counts how often a place is waited for anew."""

    waits = 0

    async def again(self, chat: int) -> None:
        self.waits += 1
        await super().again(chat)


class Post:
    """A sender with voices, and what it called."""

    def __init__(self, *answers: Any, often: int = 1) -> None:
        queue = list(answers)
        self.limits = Places(per_chat=FAST)
        self.marked: list[int] = []
        self.api = FakeApi(lambda *_: queue.pop(0))
        self.voices = Voices(often)
        self.sender = Sender(
            self.api,
            self.limits,
            render=partial(render.parts, voiced=("da",)),
            commands=render.commands,
            copy=copied,
            voices=self.voices,  # type: ignore[arg-type]
        )

    async def send(self, payload: dict[str, Any], *, parts: int = 0, gone_after: int = 99) -> int:
        """Send a payload of which so many parts have gone out before; it is taken back after so many looks."""
        looks = 0

        async def mark(number: int) -> None:
            self.marked.append(number)

        async def look_up() -> None:
            nonlocal looks
            looks += 1
            if looks > gone_after:
                raise Gone

        async with self.limits.place(41):
            return await self.sender.send(row(payload, parts), mark, look_up)

    @property
    def calls(self) -> list[tuple[str, Any]]:
        return list(self.api.calls)


def speak(text: str, *choices: str) -> dict[str, Any]:
    return {"kind": "speak", "text": text, "choices": list(choices), "speed": "slow"}


def tapped(message: dict[str, Any], data: str = SPEAKER) -> Any:
    """A tap on the speaker below a message, as Telegram tells of it."""
    query = {"id": "55", "from": {"id": 41, "language_code": "da"}, "data": data, "message": message}
    found = parse({"update_id": 9, "callback_query": query})
    assert isinstance(found, Incoming)
    return found.input


def keyboard(*rows: list[tuple[str, str]]) -> dict[str, Any]:
    return {
        "inline_keyboard": [[{"text": text, "callback_data": data} for text, data in each] for each in rows]
    }
