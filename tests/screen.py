"""What the bot says as it stands on a phone: rendered as Telegram would get it, changed and taken away as it asks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bot.chat import render
from bot.chat.send import MANNER

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.pictures.document import Page
    from bot.words import Catalogues

VOICED = ("da", "en")
"""What can be read aloud."""


@dataclass(frozen=True)
class Message:
    """One message of the bot as it stands on the phone."""

    id: int
    text: str
    buttons: tuple[tuple[str, str], ...] = ()
    """Label and callback data, in reading order."""
    drawing: str = ""
    """The picture above the words, as SVG."""
    file: str = ""
    """The name of the document above the words."""
    page: Page | None = None
    """What stands in that document."""
    voice: str = ""
    """The file of the voice message above the words."""
    copy: str = ""
    """As what a copy of everything stands above the words."""

    def labels(self) -> list[str]:
        return [label for label, _ in self.buttons]


class Screen:
    """`sent` is everything the bot has said, oldest first; edited messages are replaced."""

    def __init__(self) -> None:
        self.sent: list[Message] = []
        self.heard: list[tuple[str, ...]] = []
        """What was read aloud, each time line by line."""
        self.removed: list[int] = []
        self.deletable = True
        self.shows_speaker = False
        """Whether the speaker stands under each message: here it would be in the way of what is looked at."""
        self.catalogues: Catalogues | None = None
        """The languages in which it shows what was said; None for those of the product."""
        self._message = 0

    @property
    def last(self) -> Message:
        return self.sent[-1]

    @property
    def written(self) -> Message:
        """The newest that is no voice of what stands in another one."""
        return next(message for message in reversed(self.sent) if message.text)

    def _show(self, payload: Mapping[str, Any], language: str) -> Message | None:
        if payload["kind"] == "menu":
            return None
        if payload["kind"] == "remove":
            self.removed += [payload["message"]] if self.deletable else []
            outcome = payload["removed" if self.deletable else "kept"]
            manner = {name: payload[name] for name in MANNER if name in payload}
            payload = {"kind": "say", "paragraphs": [outcome], **manner}
        message = None
        spoken = payload["kind"] == "speak" or payload.get("aloud") == "all" or self.shows_speaker
        for part in render.parts(payload, language, self.catalogues, voiced=VOICED if spoken else ()):
            message = self._message_of(part, payload.get("edits", 0))
        return message

    def _message_of(self, part: Mapping[str, Any], edits: int) -> Message:
        self.heard += [tuple(line.text for line in part["aloud"])] if "aloud" in part else []
        rows = part.get("reply_markup", {}).get("inline_keyboard", [])
        buttons = tuple((button["text"], button["callback_data"]) for row in rows for button in row)
        text = part["text"] if "text" in part else part.get("caption", "")
        if edits:
            message = Message(edits, text, buttons)
            self.sent = [message if each.id == edits else each for each in self.sent]
            return message
        self._message += 1
        drawing, file = part.get("drawing", ""), part.get("file_name", "")
        voice = part.get("voice", "")
        copy = part.get("copy", "")
        message = Message(self._message, text, buttons, drawing, file, part.get("page"), voice, copy)
        self.sent.append(message)
        return message
