"""`python -m bot letters`: what Telegram refused and what broke: list it, try it again, or drop it."""

from __future__ import annotations

import sys
from datetime import timedelta
from typing import TYPE_CHECKING, Final

import structlog

from bot.commands import storage
from bot.commands.arguments import number
from bot.commands.clock import now
from bot.config import BOT
from bot.state import broken, letters
from bot.state.beside import beside
from bot.state.broken import UPDATE

if TYPE_CHECKING:
    import argparse
    from collections.abc import Mapping
    from datetime import datetime

    from bot.state.beside import Beside
    from bot.state.broken import Broken
    from bot.state.letters import Letter
    from bot.state.opening import Database

KEPT: Final = timedelta(days=30)
"""How long they are there; then the bot's sweep deletes them."""

log = structlog.get_logger(__name__)


def add_options(parser: argparse.ArgumentParser) -> None:
    whats = parser.add_subparsers(dest="what", metavar="WHAT", help="without it they are listed")
    for name, summary in (
        ("retry", "send a message once more in its place among those of its chat, or let a timer ring again"),
        ("drop", "delete it"),
    ):
        what = whats.add_parser(name, help=summary)
        which = what.add_mutually_exclusive_group(required=True)
        which.add_argument(
            "id",
            type=number(f"a number that `{BOT} letters` lists", 1),
            nargs="?",
            metavar="ID",
            help="as in the list",
        )
        which.add_argument("--all", action="store_true", help="every one in the list")


def run(options: argparse.Namespace, environment: Mapping[str, str]) -> int:
    """Do it, and say what was done; code 1 where there is none of this id. Works while the bot runs."""
    database = storage.database(environment)
    if options.what is None:
        sys.stdout.write(listed(database))
        return 0
    done = act(database, options.what, None if options.all else options.id)
    if not done and not options.all:
        sys.stderr.write(f"There is nothing of id {options.id} to {options.what}; see {BOT} letters\n")
        return 1
    sys.stdout.write(f"{done} {'dropped' if options.what == 'drop' else 'tried again within a minute'}.\n")
    return 0


def listed(database: Database) -> str:
    """Every refused message and every turn that broke, a line each, and what can be done."""
    with beside(database, clock=now) as (cursor, _):
        refused, faults = letters.every(cursor), broken.since(cursor, now() - KEPT)
    if not refused and not faults:
        return "There are none.\n"
    found = [letter_line(each) for each in refused] + [broken_line(each) for each in faults]
    return (
        "\n".join(found)
        + "\n\nretry ID tries one again, drop ID deletes it; --all instead of an ID means all.\n"
    )


def letter_line(letter: Letter) -> str:
    """A refused message, less what it says."""
    what = f"{letter.what} of {letter.flow}" if letter.flow else letter.what
    return f"{letter.id}  {minute(letter.written)}  {what}: Telegram refused it: {letter.reason}"


def broken_line(found: Broken) -> str:
    """A turn that broke, and what is left to be done about it."""
    what = "a turn" if found.what == UPDATE else f"a timer ({found.what})"
    left = "" if found.can_ring else "; its person has been told, only drop is left"
    return f"{found.id}  {minute(found.at)}  {what} broke: {found.fault.error} at {found.fault.place}{left}"


def minute(moment: datetime) -> str:
    """A moment in UTC, to the minute."""
    return f"{moment:%Y-%m-%d %H:%M} UTC"


def act(database: Database, what: str, one: int | None) -> int:
    """Try again, or drop, one of the list or all; how many there were."""
    with beside(database, clock=now) as here:
        chosen = [one] if one is not None else _ids(here)
        done = [each for each in chosen if (_drop(here, each) if what == "drop" else _retry(here, each))]
    for each in done:
        if what == "drop":
            log.info("letter.dropped", row=each)
        else:
            log.info("letter.retried", row=each)
    return len(done)


def _ids(here: Beside) -> list[int]:
    refused, faults = letters.every(here.cursor), broken.since(here.cursor, now() - KEPT)
    return [letter.id for letter in refused] + [fault.id for fault in faults]


def _retry(here: Beside, id_: int) -> bool:
    return letters.retry(here.cursor, id_, now()) or broken.ring(here.cursor, id_, here.ids.next(), now())


def _drop(here: Beside, id_: int) -> bool:
    return letters.drop(here.cursor, id_) or broken.drop(here.cursor, id_)
