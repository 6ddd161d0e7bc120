"""What `serve` and `work` do and do not do, and what they say where they cannot."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot import config
from bot.__main__ import main
from bot.commands import roles
from bot.state.crew import Seat
from tests.keys import DATA_KEY

if TYPE_CHECKING:
    from bot.commands.roles import Role
    from bot.config import Config
    from bot.state.crew import Place

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
