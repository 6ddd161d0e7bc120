"""`python -m bot export PERSON`: everything that is stored about a person, as JSON."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import structlog

from bot.chat.copies import as_json
from bot.commands import storage
from bot.commands.arguments import number
from bot.commands.which_bot import MOST, bot_id
from bot.state import databases, export

if TYPE_CHECKING:
    import argparse
    from collections.abc import Mapping


log = structlog.get_logger(__name__)


def add_options(parser: argparse.ArgumentParser) -> None:
    add_person(parser)


def add_person(parser: argparse.ArgumentParser) -> None:
    """Whom a command is about."""
    parser.add_argument("person", type=user_id, metavar="PERSON", help="a Telegram user id")
    parser.add_argument(
        "--bot", type=bot_id, metavar="ID", help="the number of the bot, where several know that user"
    )


user_id = number("a Telegram user id, which is a number: people find theirs under /mydata", 1, MOST - 1)


def nobody(user: int) -> str:
    """What an operator is told who names somebody that is not there."""
    return (
        f"Nothing is stored about Telegram user {user}: the number is another one, or everything is deleted already. "
        "People find their number under /mydata. Nothing was changed.\n"
    )


def run(options: argparse.Namespace, environment: Mapping[str, str]) -> int:
    """Print the export; code 1 where nothing is stored. Works while the bot runs."""
    database = storage.database(environment)
    with databases.looking(database) as cursor:
        person = export.person_of(cursor, options.bot, options.person)
        found = export.everything(cursor, options.bot, options.person)
    if not found:
        sys.stderr.write(nobody(options.person))
        return 1
    log.info("person.exported", person=person)
    sys.stdout.write(as_json(found))
    return 0
