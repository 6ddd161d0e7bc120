"""The buttons of a tapped message: the one that was chosen is left, best effort."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import structlog

from bot.chat.render import label
from bot.engine.symbols import own, settled
from bot.engine.text import Words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.chat.courtesy import Courtesies
    from bot.state.outbox import Row

log = structlog.get_logger(__name__)


def offer(courtesies: Courtesies, chat: int, settles: Mapping[str, Any], *, calmly: bool = False) -> None:
    """Show what was chosen; nobody misses it when it fails."""
    words = settles["label"]
    chosen = label(words, settles["language"]).removeprefix("✔").strip()
    shown = settled(chosen, settles["symbol"], own(Words.from_json(words)))
    keyboard = {"inline_keyboard": [[{"text": shown, "callback_data": settles["data"]}]]}
    edit = {"chat_id": chat, "message_id": settles["message"], "reply_markup": keyboard}
    courtesies.offer("editMessageReplyMarkup", edit, calmly=calmly)


def after(courtesies: Courtesies, row: Row) -> None:
    """The same of all that went with a message, which has been sent: whatever breaks here, it must be marked.

    The message was first, and may have taken the chat's last place for a moment; there is no hurry after it.
    """
    for settles in row.payload.get("settles", ()):
        try:
            offer(courtesies, row.chat_id, settles, calmly=True)
        except Exception as error:  # noqa: BLE001 - said above
            log.error("courtesy.broke", row=row.id, chat=row.chat_id, error=type(error).__name__)  # noqa: TRY400 - no texts
