"""The bots that are compared: how each is started, where it keeps its answers, and how they are read afterwards."""

from __future__ import annotations

import json
import pickle
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from benchmarks import at_home
from benchmarks.reliability.form import STEPS
from benchmarks.reliability.installed import RATE_LIMITER, is_installed, missing_for_redis
from bot.state import export
from bot.state.connection import connected
from tests.end_to_end.phones import TOKEN
from tests.keys import KEYS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

Stored = dict[int, list[tuple[str, str]]]
"""Of each person the texts that a bot has in its storage, each with the question under which it stands there."""
FLOW: Final = "reliability_form"
NOTHING: Final = ""


@dataclass(frozen=True)
class Kind:
    """One row of the table: a bot with its settings. `missing` says what would have to be installed for it."""

    name: str
    title: str
    how: str
    module: str
    arguments: tuple[str, ...]
    read: Callable[[Path, Iterable[int]], Stored]
    at_home: bool = False
    """Ours asks for consent first, and begins a form by a button; the others by /start."""
    redis: bool = False
    missing: Callable[[], str] = lambda: NOTHING

    def environment(self, url: str, storage: Path, people: Iterable[int]) -> dict[str, str]:
        """The settings of the process, over a practice phone at this address and a storage in this file."""
        if self.at_home:
            return at_home.environment(TOKEN, url, f"sqlite:///{storage}")
        return {"TOKEN": TOKEN, "API": url, "STORAGE": str(storage), "PEOPLE": ",".join(map(str, people))}


def read_ours(storage: Path, people: Iterable[int]) -> Stored:
    """The parts of the present answers of every form, and what was kept without a place."""
    stored: Stored = {}
    with closing(connected(storage, KEYS)) as connection:
        for user in people:
            exported = export.everything(connection.cursor(), None, user)
            forms = [each for each in exported.get("exercises", []) if each["flow"] == FLOW]
            present = [{each["step"]: each for each in form["answers"]} for form in forms]
            answers = [answer for form in present for answer in form.values()]
            answers += [answer | {"step": NOTHING} for answer in exported.get("unplaced", [])]
            stored[user] = [
                (answer["step"], text) for answer in answers for _, text in answer["content"]["parts"]
            ]
    return stored


def read_pickle(storage: Path, people: Iterable[int]) -> Stored:
    """`user_data` as PicklePersistence has written it."""
    try:
        kept = pickle.loads(storage.read_bytes())["user_data"]
    except (OSError, EOFError, pickle.UnpicklingError):
        kept = {}
    return {user: pairs(kept.get(user, {}).get("answers", [])) for user in people}


def read_written_down(storage: Path, people: Iterable[int]) -> Stored:
    """The state's data, as the bot has written it down when it was told to stop."""
    kept = json.loads(storage.read_text("utf-8"))
    return {user: pairs(kept[str(user)].get("answers", [])) for user in people}


def pairs(answers: Iterable[Iterable[str]]) -> list[tuple[str, str]]:
    found = [tuple(answer) for answer in answers]
    return [(step, text) for step, text in found if step in STEPS]


LIMITED: Final = " and `AIORateLimiter(max_retries=5)`" if is_installed(RATE_LIMITER) else ""
PTB = "benchmarks.reliability.ptb_bot"
AIOGRAM = "benchmarks.reliability.aiogram_bot"
KINDS: Final = (
    Kind(
        "ours",
        "Jobstjernen",
        "the real program (`python -m bot run`, polling, SQLite), with the form as one more exercise",
        "benchmarks.reliability.ours",
        (),
        read_ours,
        at_home=True,
    ),
    Kind(
        "ptb",
        "python-telegram-bot, as in its example",
        "`run_polling`, `ConversationHandler(persistent=True)`, `PicklePersistence` as it is (written every 60 s)",
        PTB,
        (),
        read_pickle,
    ),
    Kind(
        "ptb_careful",
        "python-telegram-bot, careful",
        "the same, with `update_persistence()` after every update" + LIMITED,
        PTB,
        ("--careful",),
        read_pickle,
    ),
    Kind(
        "aiogram",
        "aiogram, as in its example",
        "`start_polling`, finite state machine, `MemoryStorage`",
        AIOGRAM,
        (),
        read_written_down,
    ),
    Kind(
        "aiogram_redis",
        "aiogram, Redis",
        "the same, with `RedisStorage`; the Redis server (`appendonly yes`) is never killed",
        AIOGRAM,
        ("--redis",),
        read_written_down,
        redis=True,
        missing=missing_for_redis,
    ),
    Kind(
        "aiogram_careful",
        "aiogram, Redis, one by one",
        "the same, with `handle_as_tasks=False`",
        AIOGRAM,
        ("--redis", "--one-by-one"),
        read_written_down,
        redis=True,
        missing=missing_for_redis,
    ),
)
