"""What `serve` and `work` do and do not do, and what they say where they cannot."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot import config
from bot.__main__ import main
from bot.chat.health import VACANT_LATE
from bot.commands import roles, wiring
from bot.state.crew import Seat
from tests.commands.test_on_postgres import database
from tests.keys import DATA_KEY

if TYPE_CHECKING:
    from pathlib import Path

    from bot.commands.roles import Role
    from bot.config import Config
    from bot.state.crew import Place
    from bot.state.opening import Database

__all__ = ("database",)

WEBHOOK = {"PUBLIC_URL": "https://bot.example.dk", "WEBHOOK_SECRET": "a-secret"}


class Crew:
    """Seats as a test sets them."""

    def __init__(self, *held: Place) -> None:
        self._held = held

    def seat(self, place: Place) -> Seat:
        made = Seat(1)
        made.set(held=place in self._held)
        return made


def settings(url: str = "postgresql://localhost/bot", **more: str) -> Config:
    return config.read(
        {
            "TELEGRAM_TOKEN": "1000000001:a-token-for-tests-only",
            "ORGANISATION_NAME": "Prøveforeningen",
            "ORGANISATION_CONTACT": "12 34 56 78",
            "DATABASE_URL": url,
            "DATA_KEY": DATA_KEY,
            **more,
        }
    )


@pytest.mark.parametrize("command", ["serve", "work"])
def test_on_sqlite_they_say_in_one_sentence_why_not_and_what_to_type(
    command: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, value in {
        "TELEGRAM_TOKEN": "1000000001:a-token-for-tests-only",
        "ORGANISATION_NAME": "Prøveforeningen",
        "ORGANISATION_CONTACT": "12 34 56 78",
        "DATA_KEY": DATA_KEY,
        **WEBHOOK,
    }.items():
        monkeypatch.setenv(name, value)
    monkeypatch.delenv("DATABASE_URL", raising=False)
    assert main([command]) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith(f"DATABASE_URL: expected postgresql://... for `{command}`, got SQLite")
    assert line.endswith("-m bot run")


def test_only_who_takes_updates_in_needs_an_address_for_them() -> None:
    roles.check(roles.WORK, settings())
    roles.check(roles.SERVE, settings(**WEBHOOK))
    with pytest.raises(config.ConfigError, match="PUBLIC_URL"):
        roles.check(roles.SERVE, settings())
    roles.check(roles.RUN, settings("sqlite:///data/bot.db"))


@pytest.mark.parametrize(
    ("role", "crew", "webhook", "duties"),
    [
        (roles.RUN, None, False, {"updates", "sender", "timers"}),
        (roles.RUN, Crew(), False, {"timers"}),
        (roles.RUN, Crew("poller", "sender"), False, {"updates", "sender", "timers"}),
        (roles.SERVE, Crew(), True, {"updates"}),
        (roles.WORK, Crew(), True, {"timers"}),
        (roles.WORK, Crew("sender"), True, {"sender", "timers"}),
    ],
)
def test_health_asks_of_a_program_only_what_is_its_own_to_do(
    role: Role, crew: Crew | None, webhook: bool, duties: set[str]
) -> None:
    read = settings(**(WEBHOOK if webhook else {}))
    assert roles.duties(role, read, crew) == duties  # type: ignore[arg-type]


async def test_who_takes_in_asks_those_who_share_its_database_for_how_long_nobody_has_sent(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with wiring.opened(settings(database.url, **WEBHOOK), roles.SERVE) as parts:
        assert parts.crew is not None
        seat = parts.crew.seat("sender")
        seat.see(taken=False)
        await parts.health.failing()
        assert parts.health.missing() == ()
        monkeypatch.setattr(parts.health, "_looked", None)
        now = seat._clock()
        monkeypatch.setattr(seat, "_clock", lambda: now + VACANT_LATE)
        await parts.health.failing()
        assert parts.health.missing() == ("sender",)


async def test_a_program_that_is_alone_asks_nobody(tmp_path: Path) -> None:
    async with wiring.opened(settings(f"sqlite:///{tmp_path / 'test.db'}")) as parts:
        await parts.health.failing()
        assert parts.health.missing() == ()
