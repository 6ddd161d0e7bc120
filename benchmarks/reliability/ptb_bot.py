"""The form as python-telegram-bot's examples build it: its own polling, ConversationHandler and PicklePersistence.

Like `examples/persistentconversationbot.py` a handler stores the text in `user_data`, replies, and returns the next
state. With `--careful` everything is added that the library's documentation names against losing something.
"""

from __future__ import annotations

import argparse
import logging
import os
from typing import TYPE_CHECKING, Any

from telegram import Update
from telegram.ext import (
    AIORateLimiter,
    Application,
    CommandHandler,
    ContextTypes,
    ConversationHandler,
    MessageHandler,
    PicklePersistence,
    TypeHandler,
    filters,
)

from benchmarks.reliability.form import QUESTIONS, STEPS, summary
from benchmarks.reliability.installed import RATE_LIMITER, is_installed

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine

    from telegram import Message

Context = ContextTypes.DEFAULT_TYPE
RETRIES = 5


async def start(update: Update, context: Context) -> int:
    """Begin a form. What was answered before stays in `answers`."""
    message, data = of(update, context)
    data["form"] = {}
    await message.reply_text(QUESTIONS[STEPS[0]])
    return 0


def taking(number: int) -> Callable[[Update, Context], Coroutine[Any, Any, int]]:
    """The handler of one question."""
    step = STEPS[number]

    async def take(update: Update, context: Context) -> int:
        message, data = of(update, context)
        data.setdefault("answers", []).append((step, message.text))
        data.setdefault("form", {})[step] = message.text
        if number + 1 < len(STEPS):
            await message.reply_text(QUESTIONS[STEPS[number + 1]])
            return number + 1
        await message.reply_text(summary(data["form"]))
        return ConversationHandler.END

    return take


async def save(update: Update, context: Context) -> None:
    """Write what has changed now, and not only when the interval has passed.

    The application itself marks the sender's data only after the last handler, which this is.
    """
    if update.effective_user is not None:
        context.application.mark_data_for_update_persistence(user_ids=update.effective_user.id)
    await context.application.update_persistence()


def of(update: Update, context: Context) -> tuple[Message, dict[str, Any]]:
    """The message of an update, and what is remembered about its sender."""
    assert update.message is not None
    assert context.user_data is not None
    return update.message, context.user_data


async def say_started(_: Application[Any, Any, Any, Any, Any, Any]) -> None:
    print("started", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--careful", action="store_true")
    careful = parser.parse_args().careful
    logging.basicConfig(level=logging.WARNING)
    persistence = PicklePersistence(filepath=os.environ["STORAGE"])
    builder = Application.builder().token(os.environ["TOKEN"]).base_url(f"{os.environ['API']}/bot")
    builder = builder.persistence(persistence).post_init(say_started)
    if careful and is_installed(RATE_LIMITER):
        limiter: Any = AIORateLimiter(max_retries=RETRIES)
        builder = builder.rate_limiter(limiter)
    application = builder.build()
    text = filters.TEXT & ~filters.COMMAND
    form = ConversationHandler(
        entry_points=[CommandHandler("start", start)],
        states={number: [MessageHandler(text, taking(number))] for number in range(len(STEPS))},
        fallbacks=[],
        name="form",
        persistent=True,
        allow_reentry=True,
    )
    application.add_handler(form)
    if careful:
        application.add_handler(TypeHandler(Update, save), group=1)  # after the form, so with its new state
    application.run_polling()


if __name__ == "__main__":
    main()
