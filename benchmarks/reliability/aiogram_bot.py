"""The form as aiogram's examples build it: its own polling and its finite state machine.

Like `examples/finite_state_machine.py` a handler stores the text in the state's data, sets the next state, and answers.
The storage is MemoryStorage, as there; with `--redis` RedisStorage, which the documentation names for production; with
`--one-by-one` an update is handled before the next is taken, and so before any of its batch is confirmed. `run_polling`
takes uvloop where that is installed, as it is with `aiogram[fast]`.
"""

from __future__ import annotations

import argparse
import json
import logging
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from aiogram import Bot, Dispatcher, Router
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.filters import CommandStart
from aiogram.fsm.state import State, StatesGroup
from aiogram.fsm.storage.base import BaseStorage, StorageKey
from aiogram.fsm.storage.memory import MemoryStorage

from benchmarks.reliability.form import QUESTIONS, STEPS, summary

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from aiogram.fsm.context import FSMContext
    from aiogram.types import Message


class Form(StatesGroup):
    """One state a question."""

    who = State()
    burn = State()
    skills = State()
    contribute = State()


async def start(message: Message, state: FSMContext) -> None:
    """Begin a form. What was answered before stays in `answers`."""
    await state.update_data(form={})
    await state.set_state(Form.who)
    await message.answer(QUESTIONS["who"])


def taking(number: int) -> Callable[[Message, FSMContext], Awaitable[None]]:
    """The handler of one question."""
    step = STEPS[number]

    async def take(message: Message, state: FSMContext) -> None:
        data = await state.get_data()
        answers = [*data.get("answers", []), (step, message.text)]
        form = {**data.get("form", {}), step: message.text}
        await state.update_data(answers=answers, form=form)
        if number + 1 < len(STEPS):
            await state.set_state(getattr(Form, STEPS[number + 1]))
            await message.answer(QUESTIONS[STEPS[number + 1]])
        else:
            await state.set_state(None)
            await message.answer(summary(form))

    return take


def storage_of(redis: bool) -> BaseStorage:
    """Where state and data are kept."""
    if not redis:
        return MemoryStorage()
    from aiogram.fsm.storage.redis import RedisStorage  # noqa: PLC0415 - needs a package that may be missing

    return RedisStorage.from_url(os.environ["REDIS_URL"])


async def kept(storage: BaseStorage, bot: int) -> dict[int, dict[str, Any]]:
    """What the storage holds about each person."""
    people = map(int, os.environ["PEOPLE"].split(","))
    return {user: await storage.get_data(StorageKey(bot, user, user)) for user in people}


def serve() -> None:
    """Answer until told to stop; then write down what is known, to be compared with what was sent."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--redis", action="store_true")
    parser.add_argument("--one-by-one", action="store_true")
    options = parser.parse_args()
    logging.basicConfig(level=logging.WARNING)
    session = AiohttpSession(api=TelegramAPIServer.from_base(os.environ["API"]))
    bot = Bot(os.environ["TOKEN"], session=session)
    router = Router()
    router.message.register(start, CommandStart())
    for number, step in enumerate(STEPS):
        router.message.register(taking(number), getattr(Form, step))
    storage = storage_of(options.redis)
    dispatcher = Dispatcher(storage=storage)
    dispatcher.include_router(router)
    dispatcher.startup.register(lambda: print("started", flush=True))

    known: dict[int, dict[str, Any]] = {}

    async def look() -> None:
        known.update(await kept(storage, bot.id))

    dispatcher.shutdown.register(look)
    dispatcher.run_polling(bot, handle_as_tasks=not options.one_by_one)
    Path(os.environ["STORAGE"]).write_text(json.dumps(known), "utf-8")


if __name__ == "__main__":
    serve()
