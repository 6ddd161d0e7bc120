"""Which bot a command is about, where several share a database."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from bot import config
from bot.commands.arguments import number
from bot.commands.counting import several
from bot.config import ConfigError
from bot.state import bots, databases, organisations, watching

if TYPE_CHECKING:
    import argparse
    from collections.abc import Mapping
    from datetime import datetime

    from bot.state.cursor import Cursor

MOST = 2**52
"""Telegram promises that a user id has no more than 52 bits."""
GIVEN_UP: Final = timedelta(days=30)
"""Whoever has rung so long for a bot that stands still has heard it; it was stopped for good."""

bot_id = number("the number of a bot, with which its token begins", 1, MOST - 1)


def add_option(parser: argparse.ArgumentParser, otherwise: str) -> None:
    """Let the operator name it; `otherwise` is what it is where neither they nor the environment do."""
    parser.add_argument(
        "--bot",
        type=bot_id,
        metavar="ID",
        help=f"the number of the bot (default: that of TELEGRAM_TOKEN, and without it {otherwise})",
    )


def named(cursor: Cursor, given: int | None, environment: Mapping[str, str]) -> int | None:
    """The bot that is named by the option, or else by the token in the environment; None where none is.

    ConfigError for one in the option that has never worked here, and for what is no token.
    """
    if given is None:
        return config.bot(environment)
    known = bots.known(cursor)
    if given not in known:
        there = ", ".join(told(cursor, each) for each in known) or "none"
        raise ConfigError(f"--bot: expected one that has worked on this database ({there}), got {given}")
    return given


def here(cursor: Cursor, url: str, moment: datetime) -> list[int]:
    """The bots that work on a database; none where none has ever begun.

    On SQLite only one program runs: whoever was here before it was replaced. On PostgreSQL a bot counts until nothing
    was heard of it for as long as `GIVEN_UP`, and the last one for ever.
    """
    beats = watching.beats(cursor)
    last = list(beats)[:1]
    if not databases.is_postgres(url):
        return last
    return sorted(bot for bot, beaten in beats.items() if moment - beaten <= GIVEN_UP) or last


def one(
    cursor: Cursor, url: str, given: int | None, environment: Mapping[str, str], moment: datetime
) -> int | None:
    """The bot that is meant; None where none is here yet. ConfigError as `named`, and where there are several."""
    meant = named(cursor, given, environment)
    if meant is not None:
        return meant
    found = here(cursor, url, moment) or list(bots.known(cursor))
    if len(found) > 1:
        there = ", ".join(told(cursor, each) for each in found)
        raise ConfigError(
            f"--bot: expected the number of a bot, since {several(len(found), 'bot')} work on this database: {there}; "
            "name one (--bot ID), or set its TELEGRAM_TOKEN. Nothing was changed"
        )
    return found[0] if found else None


def told(cursor: Cursor, bot: int) -> str:
    """A bot as an operator knows it: its number, its name at Telegram, and for whom it works."""
    name, organisation = bots.known(cursor).get(bot, ""), bots.organisation_of(cursor, bot)
    whose = organisations.get(cursor, organisation)[0] if organisation else ""
    more = ", ".join(filter(None, (f"@{name}" if name else "", whose)))
    return f"{bot} ({more})" if more else str(bot)
