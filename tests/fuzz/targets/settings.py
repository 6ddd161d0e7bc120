"""Settings as somebody types them: a sentence that names the variable, or they are used."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot import config
from bot.config import VARIABLES, ConfigError
from bot.state.errors import BadKey
from bot.state.keys import Keys
from tests.fuzz.target import Target, must, text_of

if TYPE_CHECKING:
    from collections.abc import Iterator

NAMES = tuple(VARIABLES)
SOUND = {
    "TELEGRAM_TOKEN": "123456:ABC-def",
    "DATA_KEY": "x",
    "ORGANISATION_NAME": "Demoforeningen",
    "ORGANISATION_CONTACT": "demo@example.org",
    "PUBLIC_URL": "https://example.org",
    "WEBHOOK_SECRET": "s3cret",
}


def run(data: bytes) -> None:
    name, value = NAMES[data[0] % len(NAMES)] if data else NAMES[0], text_of(data[1:])
    try:
        config.read({**SOUND, name: value})
    except ConfigError as error:
        must(any(variable in str(error) for variable in NAMES))
    try:
        Keys.of_text(value)
    except BadKey as error:
        must(len(value.strip()) < 10 or value not in str(error))


def seeds() -> Iterator[bytes]:
    for number, name in enumerate(NAMES):
        for value in (
            SOUND.get(name, "8080"),
            "",
            "9" * 5_000,
            "http://[",
            "\x1b[31m",
            "http://x:99999",
            "٣",
        ):
            yield bytes((number,)) + value.encode()


TARGET = Target(run, seeds, longest=6_000)
