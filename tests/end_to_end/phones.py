"""The practice phone as a process, and citizens with fingers who read its screen and touch it over HTTP."""

from __future__ import annotations

import asyncio
import io
import json
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

import aiohttp

from bot.engine.aloud import BUTTONS, SPEAKER
from tests.end_to_end.programs import PATIENCE, Program, free_port

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

TOKEN = "1000000001:a-token-for-tests-only"
CITIZEN = 7_100_000_001
Json = dict[str, Any]
Fingerprint: TypeAlias = tuple[str, tuple[tuple[str, str], ...]]


@dataclass(frozen=True)
class Message:
    """One bubble on the screen."""

    id: int
    own: bool
    text: str
    buttons: tuple[tuple[str, str], ...]
    """Label and callback data, in reading order."""
    edited: bool = False

    @property
    def choices(self) -> dict[str, str]:
        """The callback data of each choice, by its key, which is saved data and never changes; the speaker is none."""
        return {data.partition(":")[2]: data for _, data in self.buttons if data not in (SPEAKER, BUTTONS)}

    @classmethod
    def of(cls, shown: Json) -> Message:
        rows = shown["inline_keyboard"] or []
        buttons = tuple((button["text"], button.get("callback_data", "")) for row in rows for button in row)
        return cls(shown["message_id"], shown["from"] == "person", shown["text"], buttons, shown["edited"])


def fingerprint(message: Message) -> Fingerprint:
    """What tells two messages apart: two in a row that are equal are one message that was sent twice."""
    return message.text, message.buttons


class Phone:
    """`python -m bot phone` in a process; it keeps port and folder when it is killed and started again.

    `screens` mirrors what each person sees, kept up to date by the phone's event stream; `first` holds every
    message as it was when it arrived.
    """

    def __init__(self, folder: Path, *, token: str = TOKEN) -> None:
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.program = Program(
            "phone", "--port", str(self.port), "--data", str(folder), "--token", token, "--controls"
        )
        self.screens: dict[int, dict[int, Message]] = {}
        self.first: dict[int, dict[int, Message]] = {}
        self.toasts: list[str] = []
        self.changed = asyncio.Condition()
        self.patience = PATIENCE
        self._http: aiohttp.ClientSession | None = None
        self._listener: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Return once it answers and is listened to."""
        self._http = self._http or aiohttp.ClientSession()
        await self.program.start()
        await self.program.until(r"Running on")
        await self.listen()

    async def listen(self) -> None:
        """Follow what happens on a phone that answers."""
        self._http = self._http or aiohttp.ClientSession()
        stream = await self._http.get(f"{self.url}/phone/events", timeout=aiohttp.ClientTimeout(total=None))
        assert (await stream.content.readline()).startswith(b":")
        for phone in (await self.get("state"))["phones"]:
            screen = self.screens[phone["user"]["id"]] = {}
            for shown in phone["messages"]:
                message = screen[shown["message_id"]] = Message.of(shown)
                self.first.setdefault(phone["user"]["id"], {}).setdefault(message.id, message)
        self._listener = asyncio.create_task(self._follow(stream))

    async def kill(self) -> None:
        await self.program.kill()
        await self._stop_listening()

    async def close(self) -> None:
        await self.program.close()
        await self._stop_listening()
        if self._http is not None:
            await self._http.close()

    async def get(self, path: str) -> Any:
        assert self._http is not None
        async with self._http.get(f"{self.url}/phone/{path}") as response:
            assert response.status == 200, await response.text()
            return await response.json()

    async def newest(self) -> int:
        """The highest message id there is, on any phone; 0 while there is none."""
        phones = (await self.get("state"))["phones"]
        ids = (int(message["message_id"]) for phone in phones for message in phone["messages"])
        return max(ids, default=0)

    async def post(self, path: str, **wish: Any) -> Json:
        """Do something with a finger, or to the phone; fails where that is impossible."""
        return await self.send(path, json.dumps(wish).encode(), "application/json")

    async def send(self, path: str, body: bytes, content_type: str) -> Json:
        assert self._http is not None
        url, headers = f"{self.url}/phone/{path}", {"Content-Type": content_type}
        async with self._http.post(url, data=io.BytesIO(body), headers=headers) as response:
            assert response.status == 200, await response.text()
            answer: Json = await response.json()
            return answer

    async def until(self, condition: Callable[[], Any]) -> Any:
        """Wait until something on a screen makes the condition true; its value."""
        async with asyncio.timeout(self.patience), self.changed:
            await self.changed.wait_for(condition)
            return condition()

    async def _follow(self, stream: aiohttp.ClientResponse) -> None:
        with suppress(aiohttp.ClientError):
            async for line in stream.content:
                if line.startswith(b"data: "):
                    async with self.changed:
                        self._take(json.loads(line.removeprefix(b"data: ")))
                        self.changed.notify_all()
        stream.close()

    def _take(self, event: Json) -> None:
        user = event["user"]
        if event["type"] in {"message", "edited"}:
            message = Message.of(event["message"])
            self.screens.setdefault(user, {})[message.id] = message
            self.first.setdefault(user, {}).setdefault(message.id, message)
        elif event["type"] == "deleted":
            self.screens.get(user, {}).pop(event["message_id"], None)
        elif event["type"] == "toast":
            self.toasts.append(event["text"])

    async def _stop_listening(self) -> None:
        if self._listener is not None:
            self._listener.cancel()
            await asyncio.gather(self._listener, return_exceptions=True)
            self._listener = None


class Citizen:
    """One person with one of the phones."""

    def __init__(self, phone: Phone, user: int = CITIZEN, *, language: str = "da") -> None:
        self.phone = phone
        self.user = user
        self.language = language

    @property
    def screen(self) -> list[Message]:
        """What stands on the screen, oldest first."""
        return [message for _, message in sorted(self.phone.screens.get(self.user, {}).items())]

    @property
    def said(self) -> list[Message]:
        """What the bot has said, oldest first."""
        return [message for message in self.screen if not message.own]

    # What a finger does ---------------------------------------------------------------------------

    async def start(self) -> None:
        await self.phone.post(f"{self.user}/start", language_code=self.language)

    async def write(self, text: str) -> int:
        """Send a text; its message id."""
        sent = await self.phone.post(f"{self.user}/text", text=text, language_code=self.language)
        return int(sent["message_id"])

    async def choose(self, key: str) -> None:
        """Tap the newest button of this choice, as soon as there is one."""
        await self.tap(await self.offered(key), key)

    async def tap(self, message: Message, key: str) -> None:
        """Tap a button of this message, however old it is."""
        await self.phone.post(f"{self.user}/tap", message_id=message.id, data=message.choices[key])

    async def speak(self, recording: bytes, content_type: str = "audio/webm") -> float:
        """Send a voice message; its duration in seconds."""
        sent = await self.phone.send(f"{self.user}/voice", recording, content_type)
        return float(sent["duration"])

    async def edit(self, message: int, text: str) -> None:
        await self.phone.post(f"{self.user}/edit", message_id=message, text=text)

    async def delete(self, message: int) -> None:
        await self.phone.post(f"{self.user}/delete", message_id=message)

    # What the eyes do -----------------------------------------------------------------------------

    async def reads(self, text: str, *, after: int = 0) -> Message:
        """Wait for a message of the bot with this in it, newer than `after`; the newest such."""

        def found() -> Message | None:
            return next((m for m in reversed(self.said) if m.id > after and text in m.text), None)

        message: Message = await self.until(found, f"a message after {after} with {text!r}")
        return message

    async def offered(self, key: str) -> Message:
        """Wait for a message with a button for this choice; the newest such."""

        def found() -> Message | None:
            return next((message for message in reversed(self.said) if key in message.choices), None)

        message: Message = await self.until(found, f"a button for {key!r}")
        return message

    async def until(self, condition: Callable[[], Any], expected: str) -> Any:
        """Wait until something on the screen makes the condition true; its value."""
        try:
            return await self.phone.until(condition)
        except TimeoutError:
            lines = [f"{m.id} {m.text!r} {[label for label, _ in m.buttons]}" for m in self.screen]
            raise AssertionError(f"expected {expected}, the screen shows:\n" + "\n".join(lines)) from None
