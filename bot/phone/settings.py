"""What a practice phone is started with."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bot.phone.clock import Clock, SystemClock

if TYPE_CHECKING:
    from pathlib import Path

DEFAULT_TOKEN = "1000000001:practice-phone-token"  # noqa: S105 - opens nothing but this stand-in


@dataclass(frozen=True)
class Person:
    """One person who holds a phone. `id` is the Telegram user id, and also the id of the private chat."""

    id: int
    first_name: str
    language_code: str = "da"
    role: str = "citizen"


CITIZEN = Person(id=7_100_000_001, first_name="Sara")


@dataclass(frozen=True)
class Settings:
    """`data` is a folder that is made when missing; everything that must survive a kill is in it.

    `token` is the only one accepted. `people` have a phone from the start; others get one as they write.
    `limits`: sending is limited from the start, by Telegram's own numbers. `controls`: the tests' API is open, which
    can kill a process and forget everything; nobody but a test shall have it. `away` are people who have started the
    bot, and whose phones are elsewhere: what is sent to them arrives, and stands on no phone here.
    """

    data: "Path"
    token: str = DEFAULT_TOKEN
    host: str = "127.0.0.1"
    port: int = 8081
    people: tuple[Person, ...] = (CITIZEN,)
    away: range = range(0)
    bot_name: str = "Practice bot"
    bot_username: str = "practice_phone_bot"
    limits: bool = False
    controls: bool = False
    clock: Clock = field(default_factory=SystemClock)

    @property
    def bot_id(self) -> int:
        """The number before the colon of the token, as with Telegram; a fixed one when there is none."""
        head = self.token.partition(":")[0]
        return int(head) if head.isdecimal() else 1_000_000_001
