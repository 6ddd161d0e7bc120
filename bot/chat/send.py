"""One message of the outbox as calls of the Bot API."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any, Final

from telegram.error import BadRequest

from bot.pictures.document import pdf
from bot.pictures.render import png

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping
    from typing import TypeAlias

    from bot.chat.api import Caller
    from bot.chat.copies import File
    from bot.chat.limits import Limits
    from bot.state.outbox import Row

    LookUp: TypeAlias = Callable[[], Awaitable[None]]

UPLOAD: Final = 120.0
"""Seconds for a call that carries a file: what is cut off on a slow line is sent anew, and would be cut off again."""
UNCHANGED: Final = "message is not modified"
UNEDITABLE: Final = ("message to edit not found", "message can't be edited", "message_id_invalid")
GONE: Final = "message to delete not found"


class Sender:
    """Sends rows. A row's first message needs no leave of the limiter any more: the caller has got it.

    `render` makes a `say` payload and a language into sendMessage parameters (without the chat), `commands` a
    language into the command menu, `copy` a row and a kind into the file of all that is stored about its person.
    """

    def __init__(
        self,
        api: Caller,
        limits: Limits,
        *,
        render: Callable[[Mapping[str, Any], str], list[dict[str, Any]]],
        commands: Callable[[str], list[dict[str, str]]],
        copy: Callable[[Row, str], Awaitable[File | None]],
    ) -> None:
        self._api = api
        self._limits = limits
        self._render = render
        self._commands = commands
        self._copy = copy

    async def send(self, row: Row, mark_part: Callable[[int], Awaitable[None]], look_up: LookUp) -> int:
        """Carry the row out and return the id of its (last) message, 0 where it makes none.

        `mark_part(n)` is awaited once n parts of a long message have been accepted and more follow; it returns when
        the next may go. `look_up()` is awaited after whatever else takes a while; it raises where the row may not go
        any more.
        Errors: those of the API; whatever else is raised means that the row cannot be made into a message.
        """
        match row.payload.get("kind"):
            case "say":
                return await self._say(row, mark_part, look_up)
            case "remove":
                return await self._remove(row)
            case "menu":
                return await self._menu(row)
            case kind:
                raise ValueError(f"expected a payload of kind say, remove or menu, got {kind!r}")

    async def _say(self, row: Row, mark_part: Callable[[int], Awaitable[None]], look_up: LookUp) -> int:
        parts = self._render(row.payload, row.language)
        edited = row.payload.get("edits", 0)
        if edited and len(parts) == 1:
            return await self._edit(row.chat_id, edited, parts[0], look_up)
        message = 0
        for number in range(row.parts, len(parts)):
            if number > row.parts:
                await mark_part(number)
            message = await self._part(row, parts[number], look_up)
        return message

    async def _part(self, row: Row, part: dict[str, Any], look_up: LookUp) -> int:
        """A part of a message; none is sent to somebody who has been erased since they asked for a copy."""
        if "copy" not in part:
            return await self._message(row.chat_id, part, look_up)
        file = await self._copy(row, part["copy"])
        if file is None:
            return 0
        await look_up()
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
            if not any(each in reason for each in UNEDITABLE):
                raise
            await self._limits.acquire(chat)
            await look_up()
            return await self._message(chat, part, look_up)
        return message

    async def _remove(self, row: Row) -> int:
        """Delete the person's message, then say whether it is gone: Telegram refuses after two days."""
        gone = await self._delete(row.chat_id, row.payload["message"])
        outcome = row.payload["removed" if gone else "kept"]
        parts = self._render({"kind": "say", "paragraphs": [outcome], "buttons": []}, row.language)
        return await self._text({"chat_id": row.chat_id, **parts[0]})

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
            picture = await asyncio.to_thread(png, params.pop("drawing"))
            await look_up()
            sent = await self._api.call("sendPhoto", params, {"photo": ("picture.png", picture)}, UPLOAD)
            return int(sent["message_id"])
        if "page" in params:
            file = await asyncio.to_thread(pdf, params.pop("page"))
            await look_up()
            return await self._document(params, (params.pop("file_name"), file))
        if "voice" in params:
            sent = await self._api.call("sendVoice", params)
            return int(sent["message_id"])
        return await self._text(params)

    async def _text(self, params: dict[str, Any]) -> int:
        sent = await self._api.call("sendMessage", params)
        return int(sent["message_id"])
