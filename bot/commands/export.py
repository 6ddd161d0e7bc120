"""`python -m bot export PERSON`: everything that is stored about a person, as JSON."""

from __future__ import annotations

import json
import sys
from contextlib import closing
from typing import TYPE_CHECKING

from bot.commands import storage
from bot.state import export, opening

if TYPE_CHECKING:
    import argparse
    from collections.abc import Mapping


MOST = 2**52
"""Telegram promises that a user id has no more than 52 bits."""


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("person", type=user_id, metavar="PERSON", help="a Telegram user id")


def user_id(text: str) -> int:
    """The number that Telegram knows somebody by; ValueError for what is none."""
    number = int(text)
    if not 0 < number < MOST:
        raise ValueError(f"expected a Telegram user id, got {text}")
    return number


def run(options: argparse.Namespace, environment: Mapping[str, str]) -> int:
    """Print the export; code 1 where nothing is stored. Works while the bot runs."""
    database = storage.database(environment)
    path = opening.existing(database.url)
    with closing(opening.connect_looker(path, database.keys, busy_timeout=2.0)) as connection:
        found = export.everything(connection.cursor(), None, options.person)
    if not found:
        sys.stderr.write(f"Nothing is stored about Telegram user {options.person}.\n")
        return 1
    sys.stdout.write(json.dumps(found, ensure_ascii=False, indent=2) + "\n")
    return 0
