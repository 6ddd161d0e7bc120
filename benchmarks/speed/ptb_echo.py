"""A bot that repeats what it hears, as python-telegram-bot's `examples/echobot.py` does, with its own backend.

`--concurrent` handles up to 256 updates at once, which the library offers to bots without a state.
"""

from __future__ import annotations

import logging
import os
import sys
from typing import TYPE_CHECKING

from telegram.ext import Application, ContextTypes, MessageHandler, filters

if TYPE_CHECKING:
    from telegram import Update


async def echo(update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
    assert update.message is not None
    await update.message.reply_text(update.message.text or "")


if __name__ == "__main__":
    logging.basicConfig(level=logging.WARNING)
    application = (
        Application.builder()
        .token(os.environ["TOKEN"])
        .base_url(f"{os.environ['API']}/bot")
        .concurrent_updates("--concurrent" in sys.argv)
        .build()
    )
    application.add_handler(MessageHandler(filters.TEXT, echo))
    application.run_polling()
