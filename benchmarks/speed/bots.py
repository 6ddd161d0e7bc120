"""The bots that are compared, each as its own documentation recommends it, and the floor."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from benchmarks import at_home
from benchmarks.reliability.bots import NOTHING
from benchmarks.reliability.installed import missing_for_redis, missing_for_uvloop
from benchmarks.speed.api import TOKEN

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from benchmarks.reliability.redis_server import Fsync, Redis


@dataclass(frozen=True)
class Kind:
    """One row of the tables. `keeps` says what has become of an answer when the next question is asked."""

    name: str
    title: str
    keeps: str
    module: str
    arguments: tuple[str, ...] = ()
    at_home: bool = False
    """Ours asks for consent first, and begins a form by a button; the others by /start."""
    echoes: bool = False
    redis: Fsync | None = None
    """When Redis, which keeps its answers, has them on the disk."""
    missing: Callable[[], str] = lambda: NOTHING

    def environment(self, api: str, folder: Path, redis: Redis | None = None) -> dict[str, str]:
        """The settings of the process."""
        if self.at_home:
            return at_home.environment(TOKEN, api, f"sqlite:///{folder / 'bot.db'}")
        own = {"TOKEN": TOKEN, "API": api, "STORAGE": str(folder / "storage"), "PEOPLE": "1"}
        return own | ({"REDIS_URL": redis.url} if redis else {})


OURS: Final = "ours"
KINDS: Final = (
    Kind(OURS, "Jobstjernen", "committed, synchronous=FULL", "benchmarks.speed.ours", at_home=True),
    Kind(
        "ours_normal",
        "Jobstjernen, synchronous=NORMAL",
        "committed, lost in a power cut",
        "benchmarks.speed.ours",
        ("--normal",),
        at_home=True,
    ),
    Kind(
        "ours_uvloop",
        "Jobstjernen, on uvloop",
        "committed, synchronous=FULL",
        "benchmarks.speed.ours",
        ("--uvloop",),
        at_home=True,
        missing=missing_for_uvloop,
    ),
    Kind(
        "ptb_echo", "python-telegram-bot, echo", "nothing is kept", "benchmarks.speed.ptb_echo", echoes=True
    ),
    Kind(
        "ptb_echo_concurrent",
        "python-telegram-bot, echo, concurrent_updates",
        "nothing is kept",
        "benchmarks.speed.ptb_echo",
        ("--concurrent",),
        echoes=True,
    ),
    Kind(
        "ptb_form",
        "python-telegram-bot, ConversationHandler and PicklePersistence",
        "in memory; a file each minute",
        "benchmarks.reliability.ptb_bot",
    ),
    Kind(
        "aiogram", "aiogram, FSM and MemoryStorage", "in memory alone", "benchmarks.reliability.aiogram_bot"
    ),
    Kind(
        "aiogram_redis",
        "aiogram, FSM and RedisStorage, appendfsync everysec",
        "in Redis and its file; a power cut loses the last second or two",
        "benchmarks.reliability.aiogram_bot",
        ("--redis",),
        redis="everysec",
        missing=missing_for_redis,
    ),
    Kind(
        "aiogram_redis_always",
        "aiogram, FSM and RedisStorage, appendfsync always",
        "in Redis' file on the disk, before the next question is sent",
        "benchmarks.reliability.aiogram_bot",
        ("--redis",),
        redis="always",
        missing=missing_for_redis,
    ),
    Kind("floor", "The floor", "in memory alone", "benchmarks.speed.floor"),
)
