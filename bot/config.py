"""What the environment says, as one frozen value; each error names the variable, what was expected and what arrived."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from unicodedata import category
from urllib.parse import urlsplit

from bot.covering import covered, shown

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

BOT = ".venv/bin/python -m bot"
"""What operators type: `make` has put the program's own Python there."""
TELEGRAM = "https://api.telegram.org"
TOKEN = re.compile(r"\d{1,18}:[A-Za-z0-9_-]{3,}")
SECONDS = re.compile(r"[0-9]{1,2}(\.[0-9]{1,3})?")
SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")
SQLITE = "sqlite:///"
POSTGRES = ("postgresql://", "postgres://")
LOCAL = frozenset({"127.0.0.1", "localhost", "::1"})
LOCAL_HOSTS = frozenset({"127.0.0.1", "localhost", "[::1]"})
ORIGIN = re.compile(r"(?P<scheme>https?)://(?P<host>[a-z0-9][a-z0-9.-]*|\[::1\])(?::(?P<port>[0-9]{1,5}))?/?")
"""An address without a path; a name with other letters is written as browsers send it ("xn--...")."""
WEBHOOK_PORTS = (443, 80, 88, 8443)
NAME_LENGTH = 80
CONTACT_LENGTH = 200
KEEPS_LENGTH = 300
"""What is longer does not fit on a phone beside other words."""
SHORTEST_CONTACT = 5
"""Characters: no phone number, address or page is shorter."""
UNSEEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
"""Kinds of characters that do not show, break a line, or turn the direction of others."""
LOG_FORMATS = ("text", "json")
YES_OR_NO = ("yes", "no")
WEEKS = (8, 104)
"""The shortest course, in which scorings can be four weeks apart, and the longest, two years."""
READING = (0.0, 1.5, 10.0)
"""The fewest, usual and most seconds within which nobody has read a question and written an answer."""
USUAL_WEEKS = 26
"""How long a course is planned to last, and what is stored is kept after it, where nothing else is set."""
PAID = (31, 1000)
"""The fewest messages a second that are more than what is free, and the most that Telegram lets through for a fee."""
RETENTION = (8, 260)
"""The shortest time that what is stored is kept, of which half is the warning, and the longest, five years."""


class ConfigError(Exception):
    """Settings that are missing or cannot be used, a line each; whatever is told, no secret stands in it."""

    def __init__(self, told: str) -> None:
        super().__init__(covered(told))


@dataclass(frozen=True, slots=True)
class Config:
    """The settings of `python -m bot run`. An empty `public_url` means polling."""

    token: str
    api_url: str
    database_url: str
    data_key: str
    data_key_file: str
    erasure_ledger: str
    public_url: str
    desk_url: str
    desk_confirms: bool
    host: str
    port: int
    webhook_secret: str
    organisation_name: str
    organisation_contact: str
    organisation_keeps: str
    star_file: str
    voice_models: str
    listening_model: str
    course_weeks: int
    health_host: str
    health_port: int | None
    log_format: str
    retention_weeks: int
    reading: timedelta
    paid_broadcasts: int
    demo: bool

    @property
    def bot(self) -> int:
        """The bot's Telegram id, with which its token begins."""
        return int(self.token.partition(":")[0])

    def __repr__(self) -> str:
        """Without the secrets: this may end up in a log."""
        addresses = ", ".join(
            f"{name}={shown(getattr(self, name))}"
            for name in ("api_url", "database_url", "public_url", "desk_url")
        )
        return f"Config({addresses})"


VARIABLES: Mapping[str, str] = {
    "TELEGRAM_TOKEN": "the bot's token, from @BotFather (needed)",
    "TELEGRAM_API_URL": f"any Bot API server (default {TELEGRAM})",
    "DATABASE_URL": "sqlite:///path, or postgresql://… (default sqlite:///data/jobstjernen.db)",
    "DATA_KEY": "the key that seals what people write, old ones behind it (needed, or the next)",
    "DATA_KEY_FILE": f"a file with these keys instead; make one: {BOT} key new --file FILE",
    "ERASURE_LEDGER": "a file that restores need (default: beside the database, in .erasures; PostgreSQL: none)",
    "PUBLIC_URL": "https address at which Telegram reaches us (or http://localhost, for tests); without it, polling",
    "DESK_URL": "https address at which staff reach the desk (or http://localhost); without it, there is no desk",
    "DESK_CONFIRM": "yes: whoever signs in to the desk confirms it in the chat too (default no)",
    "HOST": "the address to listen on for the webhook and the desk (default 0.0.0.0)",
    "PORT": "the port to listen on for the webhook and the desk (default 8080)",
    "WEBHOOK_SECRET": "1-256 of A-Z, a-z, 0-9, _ and - (needed with PUBLIC_URL)",
    "ORGANISATION_NAME": "who is responsible for the data; shown at first contact (needed)",
    "ORGANISATION_CONTACT": "how citizens reach the organisation: a phone number, address or page (needed)",
    "ORGANISATION_KEEPS": "what the law makes it keep elsewhere, in one or two sentences; shown before deletion",
    "COURSE_WEEKS": f"how many weeks a course is planned to last, {WEEKS[0]} to {WEEKS[1]} (default 26)",
    "RETENTION_WEEKS": f"weeks to keep citizens' data after the course, {RETENTION[0]} to {RETENTION[1]} (default 26)",
    "READING_SECONDS": f"a text that comes this soon after a question goes with the one before (default {READING[1]})",
    "PAID_BROADCASTS": f"reminders a second, {PAID[0]} to {PAID[1]}, for a fee (default: none, 30 are free)",
    "STAR_FILE": "a file with axes of your own for the star (default: the eight that come with the program)",
    "VOICE_MODELS": "a folder with Piper voices, which then read aloud in place of the one that comes along",
    "LISTENING_MODEL": "a folder with a Whisper model, which then writes down voice messages (default: nobody does)",
    "HEALTH_PORT": "the port of /healthz, /readyz and /metrics (default: none is opened)",
    "HEALTH_HOST": "the address to listen on for these (default 127.0.0.1: this machine only)",
    "DEMO": "yes where everybody is invented: each page of the desk says so (default no)",
    "LOG_FORMAT": "text, or json for a program that reads the log of `run` (default text)",
}
"""Every variable that `run` reads, and what it means; `--help` and the documentation show this."""
OF_DATABASE = ("DATABASE_URL", "DATA_KEY", "DATA_KEY_FILE", "ERASURE_LEDGER")
"""Those that every command on a database reads."""
SHORTEST_NEAR, NEAR = 8, 0.9
"""From how many letters on, and from which likeness on (1 is the same), a name passes for one of ours misspelt. What is
like HOST or PORT is often another program's."""


def read(environment: Mapping[str, str]) -> Config:
    """The settings of an environment; ConfigError with a line for each that is missing or cannot be used."""
    values: dict[str, Any] = {}
    problems = []
    for name, setting in SETTINGS.items():
        try:
            values[name] = setting(environment)
        except ConfigError as problem:
            problems.append(str(problem))
    if problems:
        raise ConfigError("\n".join((*problems, *misspelt(environment))))
    return Config(**values)


def misspelt(environment: Mapping[str, str], among: Collection[str] = VARIABLES) -> list[str]:
    """A sentence for each variable that is nearly one of ours, where that one is not set: it would be passed over."""
    unset = [each for each in among if not environment.get(each) and len(each) >= SHORTEST_NEAR]
    found = []
    for name in environment:
        near = [] if name in VARIABLES else difflib.get_close_matches(name.upper(), unset, 1, NEAR)
        found += [f"{name}: expected {each}, which is not set; {name} means nothing here" for each in near]
    return found


def database(environment: Mapping[str, str]) -> str:
    """Where the data lies; the only setting that `migrate` and `export` read. The storage says whether it is usable."""
    value = environment.get("DATABASE_URL") or "sqlite:///data/jobstjernen.db"
    if not value.startswith((SQLITE, *POSTGRES)) or value in (SQLITE, *POSTGRES):
        scheme = value.partition("://")[0] if "://" in value else value
        raise ConfigError(
            "DATABASE_URL: expected sqlite:///path or postgresql://user:password@host:port/name, "
            f"got {shown(scheme)}"
        )
    return value


def data_key(environment: Mapping[str, str]) -> str:
    """The master keys that stand in the environment, "" where they stand in a file; storage says if they are good."""
    text, file = environment.get("DATA_KEY", "").strip(), data_key_file(environment)
    if bool(text) == bool(file):
        got = "both" if text else "neither"
        raise ConfigError(
            f"DATA_KEY: expected this or DATA_KEY_FILE, got {got}; set the one that this database has. Only for a "
            f"new one make a key: {BOT} key new --file FILE"
        )
    return text


def data_key_file(environment: Mapping[str, str]) -> str:
    """The file that the master keys stand in, "" for none."""
    return environment.get("DATA_KEY_FILE", "").strip()


def erasure_ledger(environment: Mapping[str, str]) -> str:
    """The file of the erasure ledger, "" for the one beside the database; storage says whether it is usable."""
    return environment.get("ERASURE_LEDGER", "").strip()


def _token(environment: Mapping[str, str]) -> str:
    return _matching(environment, "TELEGRAM_TOKEN", TOKEN, "a token like 123456:ABC-def from @BotFather")


def bot(environment: Mapping[str, str]) -> int | None:
    """The number of the bot whose token stands in the environment, None where none does: all that commands read."""
    given = environment.get("TELEGRAM_TOKEN", "").strip()
    return int(_token(environment).partition(":")[0]) if given else None


def _api_url(environment: Mapping[str, str]) -> str:
    return _url(environment, "TELEGRAM_API_URL", default=TELEGRAM)


def _host(environment: Mapping[str, str]) -> str:
    return environment.get("HOST") or "0.0.0.0"  # noqa: S104 - a container is reached from outside


def _organisation_name(environment: Mapping[str, str]) -> str:
    value = _text(environment, "ORGANISATION_NAME", "the name of who is responsible for the data")
    return one_line("ORGANISATION_NAME", value, NAME_LENGTH)


def _organisation_contact(environment: Mapping[str, str]) -> str:
    value = _text(environment, "ORGANISATION_CONTACT", "a phone number, address or page")
    return reachable("ORGANISATION_CONTACT", value)


def _organisation_keeps(environment: Mapping[str, str]) -> str:
    return one_line("ORGANISATION_KEEPS", environment.get("ORGANISATION_KEEPS", "").strip(), KEEPS_LENGTH)


def reachable(variable: str, value: str) -> str:
    """How citizens reach an organisation, on one line; ConfigError for what is too short to reach anybody by."""
    contact = one_line(variable, value, CONTACT_LENGTH)
    if len(contact) < SHORTEST_CONTACT:
        raise ConfigError(f"{variable}: expected a phone number, address or page, got {contact!r}")
    return contact


def one_line(where: str, value: str, most: int) -> str:
    """What citizens see of an organisation; ConfigError for what could show as something else than it is."""
    strange = next((each for each in value if category(each) in UNSEEN), "")
    if strange or len(value) > most:
        got = f"U+{ord(strange):04X}" if strange else f"{len(value)} characters"
        raise ConfigError(f"{where}: expected one line of at most {most} characters that all show, got {got}")
    return value.strip()


def _text(environment: Mapping[str, str], name: str, expected: str) -> str:
    value = environment.get(name, "").strip()
    if not value:
        raise ConfigError(f"{name}: expected {expected}, got nothing; set it in the environment")
    return value


def _matching(environment: Mapping[str, str], name: str, pattern: re.Pattern[str], expected: str) -> str:
    value = _text(environment, name, expected)
    if not pattern.fullmatch(value):
        raise ConfigError(f"{name}: expected {expected}, got {len(value)} characters of another form")
    return value


def _secret(environment: Mapping[str, str]) -> str:
    if not environment.get("PUBLIC_URL"):
        return ""
    return _matching(
        environment, "WEBHOOK_SECRET", SECRET, "1-256 of A-Z, a-z, 0-9, _ and - (PUBLIC_URL is set)"
    )


def _url(environment: Mapping[str, str], name: str, default: str) -> str:
    value = environment.get(name) or default
    if value and not _is_url(value):
        raise ConfigError(f"{name}: expected an http or https address, got {shown(value)}")
    return value.rstrip("/")


def _is_url(value: str) -> bool:
    try:
        parts = urlsplit(value)
        return parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:  # a bracket without its pair, a port that is no number or too high
        return False


def _public_url(environment: Mapping[str, str]) -> str:
    """Telegram calls https on four ports only; a stand-in for it on this machine may call without."""
    public_url = _url(environment, "PUBLIC_URL", default="")
    parts = urlsplit(public_url)
    if not public_url or parts.hostname in LOCAL:
        return public_url
    port = parts.port or 443
    if parts.scheme != "https" or port not in WEBHOOK_PORTS:
        allowed = ", ".join(map(str, WEBHOOK_PORTS))
        raise ConfigError(
            f"PUBLIC_URL: expected https on port {allowed} (http on localhost only), got {shown(public_url)}"
        )
    return public_url


def _desk_url(environment: Mapping[str, str]) -> str:
    """Where browsers reach the desk, as they write it themselves; encrypted unless it never leaves this machine."""
    value = environment.get("DESK_URL", "").strip()
    origin = ORIGIN.fullmatch(value.lower())
    if not value:
        return ""
    if not origin or not (origin["scheme"] == "https" or origin["host"] in LOCAL_HOSTS):
        raise ConfigError(
            "DESK_URL: expected https and a name alone, like https://desk.example.dk (http on localhost only), "
            f"got {shown(value)}"
        )
    usual = {"http": "80", "https": "443"}[origin["scheme"]]
    port = f":{origin['port']}" if origin["port"] not in (None, usual) else ""
    return f"{origin['scheme']}://{origin['host']}{port}"


def _desk_confirms(environment: Mapping[str, str]) -> bool:
    return _yes(environment, "DESK_CONFIRM")


def _port(environment: Mapping[str, str]) -> int:
    return _port_number("PORT", environment.get("PORT") or "8080")


def health_port(environment: Mapping[str, str]) -> int | None:
    """Where a monitor asks how the bot is; None where it cannot. `status` reads it too."""
    value = environment.get("HEALTH_PORT", "").strip()
    return _port_number("HEALTH_PORT", value) if value else None


def health_host(environment: Mapping[str, str]) -> str:
    """Where the health port listens: on this machine only, unless somebody says otherwise."""
    return environment.get("HEALTH_HOST", "").strip() or "127.0.0.1"


def _port_number(variable: str, value: str) -> int:
    if not _is_within(value, 0, 65535):
        raise ConfigError(
            f"{variable}: expected a number from 0 to 65535, got {shown(value)}; set a port that is free"
        )
    return int(value)


def _log_format(environment: Mapping[str, str]) -> str:
    value = environment.get("LOG_FORMAT", "").strip() or "text"
    if value not in LOG_FORMATS:
        raise ConfigError(f"LOG_FORMAT: expected {' or '.join(LOG_FORMATS)}, got {shown(value)}")
    return value


def _demo(environment: Mapping[str, str]) -> bool:
    return _yes(environment, "DEMO")


def _yes(environment: Mapping[str, str], name: str) -> bool:
    value = environment.get(name, "").strip() or "no"
    if value not in YES_OR_NO:
        raise ConfigError(f"{name}: expected {' or '.join(YES_OR_NO)}, got {shown(value)}")
    return value == "yes"


def _is_within(value: str, low: int, high: int) -> bool:
    """Whether somebody has written a number in these bounds; Python refuses to read one of thousands of digits."""
    return value.isascii() and value.isdecimal() and len(value) < 10 and low <= int(value) <= high


def star_file(environment: Mapping[str, str]) -> str:
    """The file with axes of the operator's own, "" for none; whether it can be used, the star says when it is read."""
    return environment.get("STAR_FILE", "").strip()


def listening_model(environment: Mapping[str, str]) -> str:
    """The folder of the model that writes down voice messages, "" for none; the listener says whether it is usable."""
    return environment.get("LISTENING_MODEL", "").strip()


def voice_models(environment: Mapping[str, str]) -> str:
    """The folder with better voices, "" for none; whether they can be used is tried when they are started."""
    return environment.get("VOICE_MODELS", "").strip()


def _course_weeks(environment: Mapping[str, str]) -> int:
    return _weeks(environment, "COURSE_WEEKS", WEEKS)


def retention_weeks(environment: Mapping[str, str]) -> int:
    """How long somebody is kept who does not come back. `status` reads it too."""
    return _weeks(environment, "RETENTION_WEEKS", RETENTION)


def _weeks(environment: Mapping[str, str], name: str, bounds: tuple[int, int]) -> int:
    value = environment.get(name, "").strip() or str(USUAL_WEEKS)
    low, high = bounds
    if not _is_within(value, low, high):
        raise ConfigError(
            f"{name}: expected a number of weeks from {low} to {high}, got {shown(value)}; set one, or leave it out "
            f"for {USUAL_WEEKS}"
        )
    return int(value)


def _reading(environment: Mapping[str, str]) -> timedelta:
    low, usual, high = READING
    value = environment.get("READING_SECONDS", "").strip()
    if not value:
        return timedelta(seconds=usual)
    if not SECONDS.fullmatch(value) or not low <= float(value) <= high:
        raise ConfigError(
            f"READING_SECONDS: expected seconds from {low:g} to {high:g}, like 1.5, got {shown(value)}; set one, or "
            f"leave it out for {usual:g}"
        )
    return timedelta(seconds=float(value))


def _paid_broadcasts(environment: Mapping[str, str]) -> int:
    """How many reminders a second are sent for a fee, 0 where nothing is paid for."""
    value = environment.get("PAID_BROADCASTS", "").strip()
    low, high = PAID
    if value and not _is_within(value, low, high):
        raise ConfigError(
            f"PAID_BROADCASTS: expected a number of messages a second from {low} to {high}, got {shown(value)}; set "
            "one, or leave it out to pay for nothing"
        )
    return int(value or 0)


SETTINGS: Mapping[str, Callable[[Mapping[str, str]], Any]] = {
    "token": _token,
    "organisation_name": _organisation_name,
    "organisation_contact": _organisation_contact,
    "organisation_keeps": _organisation_keeps,
    "database_url": database,
    "data_key": data_key,
    "data_key_file": data_key_file,
    "erasure_ledger": erasure_ledger,
    "api_url": _api_url,
    "public_url": _public_url,
    "webhook_secret": _secret,
    "desk_url": _desk_url,
    "desk_confirms": _desk_confirms,
    "host": _host,
    "port": _port,
    "star_file": star_file,
    "voice_models": voice_models,
    "listening_model": listening_model,
    "course_weeks": _course_weeks,
    "health_host": health_host,
    "health_port": health_port,
    "log_format": _log_format,
    "retention_weeks": retention_weeks,
    "reading": _reading,
    "paid_broadcasts": _paid_broadcasts,
    "demo": _demo,
}
"""How each field of `Config` is read."""
