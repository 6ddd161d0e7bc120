"""What of a bot's work one program does: all of it, or one of the two halves that several programs share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from bot.config import BOT, ConfigError
from bot.state import databases

if TYPE_CHECKING:
    from bot.config import Config
    from bot.state.crew import Crew, Kind


@dataclass(frozen=True, slots=True)
class Role:
    """`takes_in`: updates, and the desk. `works`: timers, messages, recordings."""

    name: Kind
    takes_in: bool
    works: bool


RUN: Final = Role("run", takes_in=True, works=True)
SERVE: Final = Role("serve", takes_in=True, works=False)
WORK: Final = Role("work", takes_in=False, works=True)


def check(role: Role, settings: Config) -> None:
    """ConfigError where these settings are none for one of several programs."""
    if role is RUN:
        return
    if not databases.is_postgres(settings.database_url):
        raise ConfigError(
            f"DATABASE_URL: expected postgresql://... for `{role.name}`, got SQLite, which one program has to itself; "
            f"for all in one program type: {BOT} run"
        )
    if role.takes_in and not settings.public_url:
        raise ConfigError(
            f"PUBLIC_URL: expected the https address at which Telegram reaches `{role.name}`, got nothing; to poll, "
            f"type: {BOT} run"
        )


def unsent_for(crew: Crew | None) -> float | None:
    """For how many seconds no program of several has sent; None where this one cannot know that, or is alone."""
    return None if crew is None else crew.seat("sender").free_for


def duties(role: Role, settings: Config, crew: Crew | None) -> frozenset[str]:
    """What this program does at present, by the names of `health.DUTIES`; nothing that is another one's place."""
    polls = crew is None or crew.seat("poller").held
    found = {
        "updates": role.takes_in and bool(settings.public_url or polls),
        "sender": role.works and (crew is None or crew.seat("sender").held),
        "timers": role.works,
    }
    return frozenset(name for name, does in found.items() if does)
