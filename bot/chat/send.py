"""One message of the outbox as calls of the Bot API."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any, Final, TypeVar

import structlog
from telegram.error import BadRequest

from bot.chat.aloud import CANNOT
from bot.chat.render import CAPTION_LIMIT
from bot.engine.text import Words
from bot.pictures.document import pdf
from bot.pictures.render import png
from bot.voice.speech import NotSpoken, Speed
from bot.words.draft import units

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping
    from typing import TypeAlias

    from bot.chat.api import Caller
    from bot.chat.copies import File
    from bot.chat.limits import Limits
    from bot.state.outbox import Row
    from bot.voice.speech import Speech
    from bot.voice.voices import Voices

    LookUp: TypeAlias = Callable[[], Awaitable[None]]

T = TypeVar("T")

UPLOAD: Final = 120.0
"""Seconds for a call that carries a file: what is cut off on a slow line is sent anew, and would be cut off again."""
UNCHANGED: Final = "message is not modified"
UNEDITABLE: Final = ("message to edit not found", "message can't be edited", "message_id_invalid")
WORDLESS: Final = "there is no text in the message to edit"
GONE: Final = "message to delete not found"
VOICE_FILE: Final = "voice.ogg"
VOICES: Final = 1_000
"""What each voice of a part counts in a row's mark, where one part is heard in several: no message has more parts."""
VOICES_AT_ONCE: Final = 4
"""Messages that are made into voices side by side."""
SPOKEN: Final = frozenset({"aloud", "own", "sign", "speed"})
"""What of a part says what is to be spoken, and is no parameter of a call."""
MANNER: Final = ("beneath", "simple", "aloud", "speed")
"""What of a payload tells how somebody is talked with."""

log = structlog.get_logger(__name__)


class Sender:
    """Sends rows. A row's first message needs no leave of the limiter any more: the caller has got it.

    `render` makes a `say` payload and a language into sendMessage parameters (without the chat), `commands` a
    language into the command menu, `copy` a row and a kind into the file of all that is stored about its person.
    `voices` speak, where there are any.
    """

    def __init__(
        self,
        api: Caller,
        limits: Limits,
        *,
        render: Callable[[Mapping[str, Any], str], list[dict[str, Any]]],
        commands: Callable[[str], list[dict[str, str]]],
        copy: Callable[[Row, str], Awaitable[File | None]],
        voices: Voices | None = None,
    ) -> None:
        self._api = api
        self._limits = limits
        self._render = render
        self._commands = commands
        self._copy = copy
        self._voices = voices
        self._speaking = asyncio.Semaphore(VOICES_AT_ONCE)

    async def send(self, row: Row, mark_part: Callable[[int], Awaitable[None]], look_up: LookUp) -> int:
        """Carry the row out and return the id of its (last) message, 0 where it makes none.

        `mark_part(n)` is awaited once n parts of a long message, or so many voices of one (in `VOICES`), have been
        accepted and more follow; it returns when the next may go. `look_up()` is awaited after whatever else takes a
        while; it raises where the row may not go any more.
        Errors: those of the API; whatever else is raised means that the row cannot be made into a message.
        """
        match row.payload.get("kind"):
            case "say":
                return await self._say(row, mark_part, look_up)
            case "speak":
                return await self._speak(row, mark_part, look_up)
            case "remove":
                return await self._remove(row, mark_part, look_up)
            case "menu":
                return await self._menu(row)
            case kind:
                raise ValueError(f"expected a payload of kind say, speak, remove or menu, got {kind!r}")

    async def _say(self, row: Row, mark_part: Callable[[int], Awaitable[None]], look_up: LookUp) -> int:
        parts = self._render(row.payload, row.language)
        edited = row.payload.get("edits", 0)
        if edited and len(parts) == 1:
            return await self._edit(row.chat_id, edited, parts[0], look_up)
        message, accepted = 0, row.parts % VOICES
        for number in range(accepted, len(parts)):
            if number > accepted:
                await mark_part(number)
            if "aloud" in parts[number]:
                message = await self._spoken(row, number, parts[number], mark_part, look_up)
            else:
                message = await self._part(row, parts[number], look_up)
        return message

    async def _speak(self, row: Row, mark_part: Callable[[int], Awaitable[None]], look_up: LookUp) -> int:
        """Read aloud what somebody has tapped on; where that cannot be, say so."""
        (part,) = self._render(row.payload, row.language)
        params = {"chat_id": row.chat_id, **part}
        try:
            voices = await self._voices_of(params, look_up)
            *before, last = voices[min(row.parts, len(voices) - 1) :]
            for number, speech in enumerate(before, row.parts + 1):
                await self._heard(speech, {"chat_id": row.chat_id})
                await mark_part(number)
            return await self._heard(last, _without_what_is_spoken(params))
        except (NotSpoken, BadRequest) as error:
            await self._after(error, row.chat_id, look_up)
        return await self._sentence(row, Words(CANNOT).to_json(), mark_part, look_up)

    async def _spoken(
        self,
        row: Row,
        number: int,
        part: dict[str, Any],
        mark_part: Callable[[int], Awaitable[None]],
        look_up: LookUp,
    ) -> int:
        """A message that is heard; where that cannot be, it is there to be read.

        Of several voices, where there is much to say, each is marked, and the last one carries words and buttons.
        """
        chat, written = row.chat_id, {"chat_id": row.chat_id, **_without_what_is_spoken(part)}
        heard, accepted = divmod(row.parts, VOICES)
        heard = heard if number == accepted else 0
        try:
            voices = await self._voices_of({"chat_id": chat, **part}, look_up)
            *before, last = voices[min(heard, len(voices) - 1) :]
            for count, speech in enumerate(before, heard + 1):
                await self._heard(speech, {"chat_id": chat})
                await mark_part(number + VOICES * count)
                await look_up()
            signed = {**written, "caption": part["sign"]} if "sign" in part else written
            return await self._heard(last, signed)
        except (NotSpoken, BadRequest) as error:
            await self._after(error, chat, look_up)
        if "caption" not in written:
            return 0  # its words follow
        text, entities = written.pop("caption"), written.pop("caption_entities")
        return await self._text({**written, "text": text, "entities": entities})

    async def _after(self, error: Exception, chat: int, look_up: LookUp) -> None:
        """A voice could not be made, or was refused by Telegram: then that was a message, and the next one waits."""
        log.warning("speak.failed", chat=chat, error=type(error).__name__)
        if isinstance(error, BadRequest):
            await self._limits.again(chat)
            await look_up()

    async def _voices_of(self, params: dict[str, Any], look_up: LookUp) -> tuple[Speech, ...]:
        """What is to be heard, in as many voices as it takes."""
        if self._voices is None:
            raise NotSpoken("expected voices, there are none")
        parts = [part for part in params["aloud"] if part.language in self._voices.languages]
        read = partial(self._voices.read, parts, Speed(params["speed"]), own=params["own"])
        return await self._made(params["chat_id"], self._in_turn(read), look_up)

    async def _in_turn(self, read: Callable[[], tuple[Speech, ...]]) -> tuple[Speech, ...]:
        """Few are made at once: pictures and pages need threads too, and all speak by one program."""
        async with self._speaking:
            return await asyncio.to_thread(read)

    async def _heard(self, speech: Speech, params: dict[str, Any]) -> int:
        params = {**params, "duration": speech.duration}
        sent = await self._api.call("sendVoice", params, {"voice": (VOICE_FILE, speech.ogg)}, UPLOAD)
        return int(sent["message_id"])

    async def _part(self, row: Row, part: dict[str, Any], look_up: LookUp) -> int:
        """A part of a message; none is sent to somebody who has been erased since they asked for a copy."""
        if "copy" not in part:
            return await self._message(row.chat_id, part, look_up)
        file = await self._made(row.chat_id, self._copy(row, part["copy"]), look_up)
        if file is None:
            return 0
        params = {"chat_id": row.chat_id, **{name: value for name, value in part.items() if name != "copy"}}
        return await self._document(params, file)

    async def _document(self, params: dict[str, Any], file: File) -> int:
        sent = await self._api.call("sendDocument", params, {"document": file}, UPLOAD)
        return int(sent["message_id"])

    async def _edit(self, chat: int, message: int, part: dict[str, Any], look_up: LookUp) -> int:
        """Change a message; one that is gone is sent anew, if it still may go once there is leave for that."""
        try:
            await self._api.call("editMessageText", {"chat_id": chat, "message_id": message, **part})
        except BadRequest as error:
            reason = error.message.lower()
            if UNCHANGED in reason:
                return message
            if WORDLESS in reason and units(part["text"]) <= CAPTION_LIMIT:
                return await self._edit_below(chat, message, part)
            if not any(each in reason for each in (*UNEDITABLE, WORDLESS)):
                raise
            await self._limits.again(chat)
            await look_up()
            return await self._message(chat, part, look_up)
        return message

    async def _edit_below(self, chat: int, message: int, part: dict[str, Any]) -> int:
        """Change the words that stand below a voice message; what was heard before is not heard again."""
        words = {"caption": part["text"], "caption_entities": part.get("entities", [])}
        keyboard = {name: part[name] for name in ("reply_markup",) if name in part}
        try:
            await self._api.call(
                "editMessageCaption", {"chat_id": chat, "message_id": message, **words, **keyboard}
            )
        except BadRequest as error:
            if UNCHANGED not in error.message.lower():
                raise
        return message

    async def _remove(self, row: Row, mark_part: Callable[[int], Awaitable[None]], look_up: LookUp) -> int:
        """Delete the person's message, then say whether it is gone: Telegram refuses after two days."""
        gone = await self._delete(row.chat_id, row.payload["message"])
        return await self._sentence(row, row.payload["removed" if gone else "kept"], mark_part, look_up)

    async def _sentence(
        self,
        row: Row,
        words: dict[str, Any],
        mark_part: Callable[[int], Awaitable[None]],
        look_up: LookUp,
    ) -> int:
        """Say one sentence in a row's chat, in the manner that the row tells: its language, aloud, and simply."""
        manner: dict[str, Any] = {name: row.payload[name] for name in MANNER if name in row.payload}
        payload = {"kind": "say", "paragraphs": [words], **manner}
        return await self._say(replace(row, payload=payload, parts=0), mark_part, look_up)

    async def _delete(self, chat: int, message: int) -> bool:
        try:
            await self._api.call("deleteMessage", {"chat_id": chat, "message_id": message})
        except BadRequest as error:
            return GONE in error.message.lower()
        return True

    async def _menu(self, row: Row) -> int:
        scope = {"type": "chat", "chat_id": row.chat_id}
        if not row.payload["language"]:
            await self._api.call("deleteMyCommands", {"scope": scope})
            return 0
        menu = self._commands(row.payload["language"])
        await self._api.call("setMyCommands", {"commands": menu, "scope": scope})
        return 0

    async def _message(self, chat: int, part: dict[str, Any], look_up: LookUp) -> int:
        """A message of any kind. A picture or a page has to be made first, in which other chats go on."""
        params = {"chat_id": chat, **part}
        if "drawing" in params:
            drawn = asyncio.to_thread(png, params.pop("drawing"))
            picture = await self._made(chat, drawn, look_up)
            sent = await self._api.call("sendPhoto", params, {"photo": ("picture.png", picture)}, UPLOAD)
            return int(sent["message_id"])
        if "page" in params:
            file = await self._made(chat, asyncio.to_thread(pdf, params.pop("page")), look_up)
            return await self._document(params, (params.pop("file_name"), file))
        if "voice" in params:
            sent = await self._api.call("sendVoice", params)
            return int(sent["message_id"])
        return await self._text(params)

    async def _made(self, chat: int, making: Awaitable[T], look_up: LookUp) -> T:
        """What takes a while to make: others go before it meanwhile, and it may not be wanted any more after that."""
        async with self._limits.meanwhile(chat):
            made = await making
        await look_up()
        return made

    async def _text(self, params: dict[str, Any]) -> int:
        sent = await self._api.call("sendMessage", params)
        return int(sent["message_id"])


def _without_what_is_spoken(params: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in params.items() if name not in SPOKEN}
