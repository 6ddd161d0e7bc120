"""Settings from the environment: what is taken, and that every error names the variable and what it expected."""

from __future__ import annotations

from argparse import Namespace
from collections import UserDict
from datetime import timedelta
from importlib.resources import files
from typing import TYPE_CHECKING

import pytest
from structlog.testing import capture_logs

from bot import config, covering
from bot.coaching import retention
from bot.coaching.course import WEEKS
from bot.commands import run
from bot.commands.content import content_of
from bot.config import VARIABLES, ConfigError
from bot.state import keys
from tests.keys import DATA_KEY

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

TOKEN = "123456:a-token_of-a-test"
NEEDED = {
    "TELEGRAM_TOKEN": TOKEN,
    "ORGANISATION_NAME": "Demoforeningen",
    "ORGANISATION_CONTACT": "12 34 56 78",
    "DATA_KEY": DATA_KEY,
}
WEBHOOK = {"PUBLIC_URL": "https://bot.example.org", "WEBHOOK_SECRET": "a-secret"}


def test_what_has_to_be_said_is_enough() -> None:
    settings = config.read(NEEDED)
    assert settings.token == TOKEN
    assert settings.api_url == "https://api.telegram.org"
    assert settings.database_url == "sqlite:///data/jobstjernen.db"
    assert (settings.public_url, settings.webhook_secret) == ("", "")
    assert (settings.organisation_name, settings.organisation_contact) == ("Demoforeningen", "12 34 56 78")


def test_a_course_lasts_as_long_as_the_program_plans_for_where_nothing_is_set() -> None:
    assert config.read(NEEDED).course_weeks == WEEKS


def test_the_exercises_are_filled_with_what_is_set(tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    own.write_text(files("bot.flows.content").joinpath("star.toml").read_text("utf-8"), "utf-8")
    for more in ({}, {"STAR_FILE": str(own)}):
        assert content_of(config.read(NEEDED | {"COURSE_WEEKS": "13"} | more)).course_weeks == 13


def test_how_long_everything_is_kept_is_set_or_as_the_program_plans(tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    own.write_text(files("bot.flows.content").joinpath("star.toml").read_text("utf-8"), "utf-8")
    assert config.read(NEEDED).retention_weeks == retention.WEEKS
    for more in ({}, {"STAR_FILE": str(own)}):
        assert content_of(config.read(NEEDED | {"RETENTION_WEEKS": "52"} | more)).retention_weeks == 52


def test_empty_variables_count_as_missing() -> None:
    """As a compose file or an env file leaves them."""
    optional = {name: "" for name in VARIABLES if name not in NEEDED}
    assert config.read(NEEDED | optional) == config.read(NEEDED)


@pytest.mark.parametrize(
    ("name", "value", "kept"),
    [
        ("TELEGRAM_API_URL", "http://127.0.0.1:8081/", "http://127.0.0.1:8081"),
        ("TELEGRAM_TOKEN", f" {TOKEN}\n", TOKEN),
        ("ORGANISATION_NAME", "  Demoforeningen ", "Demoforeningen"),
        ("PORT", "0", 0),
        ("PORT", "65535", 65535),
        ("HOST", "127.0.0.1", "127.0.0.1"),
        ("STAR_FILE", "own/star.toml", "own/star.toml"),
        ("VOICE_MODELS", " /srv/voices ", "/srv/voices"),
        ("COURSE_WEEKS", " 13 ", 13),
        ("COURSE_WEEKS", "", 26),
        ("COURSE_WEEKS", "8", 8),
        ("COURSE_WEEKS", "104", 104),
        ("RETENTION_WEEKS", "", 26),
        ("RETENTION_WEEKS", "8", 8),
        ("RETENTION_WEEKS", "260", 260),
        ("PAID_BROADCASTS", "", 0),
        ("PAID_BROADCASTS", " 31 ", 31),
        ("PAID_BROADCASTS", "1000", 1000),
        ("READING_SECONDS", "", timedelta(seconds=1.5)),
        ("READING_SECONDS", "0", timedelta(0)),
        ("READING_SECONDS", " 2.25 ", timedelta(seconds=2.25)),
        ("READING_SECONDS", "10", timedelta(seconds=10)),
    ],
)
def test_a_value_is_taken(name: str, value: str, kept: object) -> None:
    settings = config.read(NEEDED | {name: value})
    others = {"TELEGRAM_API_URL": "api_url", "TELEGRAM_TOKEN": "token", "READING_SECONDS": "reading"}
    field = others.get(name, name.lower())
    assert getattr(settings, field) == kept


@pytest.mark.parametrize(
    "address",
    ["https://bot.example.org", "https://bot.example.org:8443/", "http://127.0.0.1:9000", "http://localhost"],
)
def test_an_address_that_telegram_or_a_stand_in_can_call(address: str) -> None:
    assert config.read(NEEDED | WEBHOOK | {"PUBLIC_URL": address}).public_url == address.rstrip("/")


@pytest.mark.parametrize(
    ("address", "origin"),
    [
        ("", ""),
        ("https://desk.example.dk", "https://desk.example.dk"),
        (" https://Desk.Example.dk/ ", "https://desk.example.dk"),
        ("https://desk.example.dk:443", "https://desk.example.dk"),
        ("https://desk.example.dk:8443", "https://desk.example.dk:8443"),
        ("http://localhost:8080", "http://localhost:8080"),
        ("http://[::1]:80/", "http://[::1]"),
        ("https://xn--skrivebord-v8a.dk", "https://xn--skrivebord-v8a.dk"),
    ],
)
def test_the_desks_address_is_what_browsers_call_its_origin(address: str, origin: str) -> None:
    """They compare it as text: a form from an address that is written otherwise would be refused."""
    assert config.read(NEEDED | {"DESK_URL": address}).desk_url == origin


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DESK_URL", "http://desk.example.dk"),
        ("DESK_URL", "https://desk.example.dk/desk"),
        ("DESK_URL", "https://desk.example.dk?"),
        ("DESK_URL", "https://me:secret@desk.example.dk"),
        ("DESK_URL", "https://skrivebordå.dk"),
        ("DESK_URL", "desk.example.dk"),
        ("TELEGRAM_TOKEN", ""),
        ("DESK_CONFIRM", "maybe"),
        ("COURSE_WEEKS", "half a year"),
        ("COURSE_WEEKS", "7"),
        ("COURSE_WEEKS", "105"),
        ("RETENTION_WEEKS", "never"),
        ("RETENTION_WEEKS", "7"),
        ("RETENTION_WEEKS", "261"),
        ("PAID_BROADCASTS", "all of them"),
        ("PAID_BROADCASTS", "30"),
        ("PAID_BROADCASTS", "1001"),
        ("READING_SECONDS", "a moment"),
        ("READING_SECONDS", "-1"),
        ("READING_SECONDS", "10.5"),
        ("READING_SECONDS", "1e0"),
        ("TELEGRAM_TOKEN", "not a token"),
        ("TELEGRAM_TOKEN", "12:34 56"),
        ("TELEGRAM_API_URL", "api.telegram.org"),
        ("TELEGRAM_API_URL", "ftp://example.org"),
        ("TELEGRAM_API_URL", "http://"),
        ("TELEGRAM_API_URL", "http://[::1"),
        ("TELEGRAM_API_URL", "http://127.0.0.1:eighty"),
        ("PUBLIC_URL", "http://bot.example.org"),
        ("PUBLIC_URL", "https://bot.example.org:8080"),
        ("PUBLIC_URL", "https://bot.example.org:99999"),
        ("PUBLIC_URL", "bot.example.org"),
        ("PORT", "http"),
        ("PORT", "-1"),
        ("PORT", "65536"),
        ("PORT", "8080.0"),
        ("PORT", "٨٠"),
        ("WEBHOOK_SECRET", ""),
        ("WEBHOOK_SECRET", "with space"),
        ("WEBHOOK_SECRET", "æ"),
        ("WEBHOOK_SECRET", "a" * 257),
        ("ORGANISATION_NAME", "  "),
        ("ORGANISATION_NAME", "Demo\u202eforeningen"),
        ("ORGANISATION_NAME", "D" * 81),
        ("ORGANISATION_CONTACT", ""),
        ("ORGANISATION_CONTACT", "x"),
        ("ORGANISATION_CONTACT", "12 34 56 78\nor else"),
    ],
)
def test_a_value_that_cannot_be_used_is_named_with_what_was_expected(name: str, value: str) -> None:
    with pytest.raises(ConfigError, match=rf"^{name}: expected .+, got ") as refused:
        config.read(NEEDED | WEBHOOK | {name: value})
    assert "\n" not in str(refused.value)


def test_everything_that_is_missing_or_wrong_is_named_at_once() -> None:
    """Nobody should have to start the program once a variable."""
    broken = {"PUBLIC_URL": "bot.example.org", "PORT": "http", "ORGANISATION_NAME": "Demoforeningen"}
    with pytest.raises(ConfigError) as refused:
        config.read(broken)
    lines = str(refused.value).splitlines()
    names = ["TELEGRAM_TOKEN", "ORGANISATION_CONTACT", "DATA_KEY", "PUBLIC_URL", "WEBHOOK_SECRET", "PORT"]
    assert [line.partition(": expected ")[0] for line in lines] == names
    assert all(", got " in line for line in lines)


def test_no_secret_is_repeated() -> None:
    """An error is pasted into a mail before anybody thinks."""
    secrets = {"TELEGRAM_TOKEN": "hemmelig token", "WEBHOOK_SECRET": "hemmelig secret"}
    for name, value in secrets.items():
        with pytest.raises(ConfigError) as refused:
            config.read(NEEDED | WEBHOOK | {name: value})
        assert "hemmelig" not in str(refused.value)
    assert TOKEN not in repr(config.read(NEEDED | WEBHOOK))
    assert "a-secret" not in repr(config.read(NEEDED | WEBHOOK))


A_TOKEN = "123456789:" + "AAH-secret_" * 3 + "xY"
A_KEY = keys.new_key()


@pytest.mark.parametrize(
    "name",
    ["TELEGRAM_API_URL", "PUBLIC_URL", "DATABASE_URL", "PORT", "HEALTH_PORT", "LOG_FORMAT", "COURSE_WEEKS"],
)
@pytest.mark.parametrize(
    "written",
    ["{}", "api.telegram.org/bot{}", "ftp://x/bot{}/", "x" * 70 + " {}", "{}/x"],
)
@pytest.mark.parametrize(
    "secret",
    [A_TOKEN, A_TOKEN.replace(":", "%3A"), A_TOKEN.partition(":")[2], A_KEY, A_KEY[:-1], "0a1b" * 16],
    ids=["token", "token in an address", "half a token", "key", "key without its end", "hexadecimal"],
)
def test_a_secret_that_stands_where_another_setting_belongs_is_not_repeated(
    name: str, written: str, secret: str
) -> None:
    """Whoever sets two variables, or pastes an address with the token in it, hands the error on to be helped."""
    with pytest.raises(ConfigError, match=rf"^{name}: expected .+, got ") as refused:
        config.read(NEEDED | WEBHOOK | {name: written.format(secret)})
    for start in range(0, len(secret) - 12, 12):
        assert secret[start : start + 12] not in str(refused.value)


def test_what_no_error_may_repeat_is_a_secret_and_nothing_like_a_path_or_an_address() -> None:
    for harmless in (
        "https://bot.example.org:8443/telegram",
        "/var/lib/jobstjernen-of-the-whole-municipality/erasures",
        "http://127.0.0.1:8081",
        "2026-11-26T10:00:00.000000+00:00",
        "1234567890123456789",
    ):
        assert covering.covered(harmless) == harmless
    assert covering.shown("dbuser:hunter2@db/x") == "'…@db/x'"


def test_what_a_configuration_shows_of_itself_has_no_token() -> None:
    settings = config.read(NEEDED | {"TELEGRAM_API_URL": f"https://me:hunter2@example.org/bot{A_TOKEN}"})
    assert repr(settings).startswith("Config(api_url='…@example.org/bot…'")


class Noting(UserDict[str, str]):
    """An environment that notes what is asked of it."""

    def __init__(self, values: Mapping[str, str]) -> None:
        super().__init__(values)
        self.asked: set[str] = set()

    def __getitem__(self, key: str) -> str:
        self.asked.add(key)
        return super().__getitem__(key)

    def __contains__(self, key: object) -> bool:
        self.asked.add(str(key))
        return super().__contains__(key)


def test_exactly_the_documented_variables_are_read() -> None:
    environment = Noting(NEEDED | WEBHOOK)
    config.read(environment)
    assert environment.asked == set(VARIABLES)


@pytest.mark.parametrize(
    "value", ["bot.db", "mysql://me:hemmelig@host/db", "sqlite://x", "sqlite:///", "postgresql://"]
)
def test_a_database_that_is_none_is_named_with_the_others_and_without_its_password(value: str) -> None:
    with pytest.raises(ConfigError) as error:
        config.read(NEEDED | {"DATABASE_URL": value, "PORT": "99999"})
    first, second = str(error.value).splitlines()
    assert first.startswith("DATABASE_URL: expected sqlite:///path or postgresql://")
    assert second.startswith("PORT: ")
    assert "hemmelig" not in first


@pytest.mark.parametrize("scheme", ["postgresql", "postgres"])
def test_a_database_of_postgresql_is_one_and_its_password_is_not_shown(scheme: str) -> None:
    settings = config.read(NEEDED | {"DATABASE_URL": f"{scheme}://me:hemmelig@host/db"})
    assert settings.database_url == f"{scheme}://me:hemmelig@host/db"
    assert "host/db" in repr(settings)
    assert "hemmelig" not in repr(settings)


@pytest.mark.parametrize(
    ("wrong", "ours"),
    [
        ("RETENTION_WEEK", "RETENTION_WEEKS"),
        ("ORGANIZATION_KEEPS", "ORGANISATION_KEEPS"),
        ("retention_weeks", "RETENTION_WEEKS"),
        ("ERASURE_LEDGERS", "ERASURE_LEDGER"),
        ("HEALTHPORT", "HEALTH_PORT"),
    ],
)
def test_a_name_that_is_nearly_one_of_ours_is_told_with_both_names_and_not_its_value(
    wrong: str, ours: str
) -> None:
    said = f"{wrong}: expected {ours}, which is not set; {wrong} means nothing here"
    assert config.misspelt(NEEDED | {wrong: "hemmelig"}) == [said]
    assert config.misspelt(NEEDED | {wrong: "hemmelig", ours: "set"}) == [], (
        "then the other is somebody else's"
    )


@pytest.mark.parametrize(
    "name",
    [
        "HOSTS",
        "HOSTNAME",
        "PORTS",
        "SSH_PORT",
        "HTTP_PROXY",
        "PATH",
        "LOGNAME",
        "DATABASE_PATH",
        "REDIS_URL",
        "LANGUAGE",
    ],
)
def test_a_name_that_is_another_programs_is_left_alone(name: str) -> None:
    assert config.misspelt(NEEDED | {name: "x"}) == []


def test_what_is_missing_is_told_with_the_name_that_it_was_given() -> None:
    given = {name: value for name, value in NEEDED.items() if name != "ORGANISATION_NAME"}
    with pytest.raises(ConfigError) as refused:
        config.read(given | {"ORGANIZATION_NAME": "Demoforeningen"})
    missing, near = str(refused.value).splitlines()
    assert missing.startswith("ORGANISATION_NAME: expected")
    assert near.startswith("ORGANIZATION_NAME: expected ORGANISATION_NAME")


def test_the_bot_logs_at_its_start_what_is_misspelt(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.commands.run.logs.configure", lambda _: None)
    monkeypatch.setattr("bot.commands.run.asyncio.run", lambda serving: serving.close())
    with capture_logs() as logs:
        assert run.run(Namespace(), NEEDED | {"RETENTION_WEEK": "8"}) == 0
    (told,) = logs
    assert (told["event"], told["log_level"]) == ("setting.misspelt", "warning")
    assert told["reason"].startswith("RETENTION_WEEK: expected RETENTION_WEEKS")
