"""`python -m bot erase PERSON`: delete everything about a person, as they can themselves in the chat."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Final

import structlog

from bot.chat.turn import Turns
from bot.commands import storage
from bot.commands.clock import now
from bot.commands.export import add_person, nobody
from bot.commands.staff import CALLED
from bot.commands.terminal import DECLINED
from bot.config import ConfigError
from bot.flows import discover
from bot.state import export, people, relations, roles, sessions
from bot.state.beside import beside
from bot.state.sweeping import sweep
from bot.words import catalogues

if TYPE_CHECKING:
    import argparse
    from collections.abc import Mapping

    from bot.engine.flow import Flow
    from bot.state.cursor import Cursor
    from bot.state.opening import Database

NOTHING_STORED: Final = 1
UNTIDY: Final = (
    "Something else reads the database just now, so that traces can still lie in the file. "
    "Run the same command again to take them out.\n"
)

log = structlog.get_logger(__name__)


def add_options(parser: argparse.ArgumentParser) -> None:
    add_person(parser)
    parser.add_argument(
        "--confirm",
        default="",
        metavar="PERSON",
        help="in a script, the same id once more, in place of both questions",
    )


def run(options: argparse.Namespace, environment: Mapping[str, str]) -> int:
    """Ask twice, delete, and say so; code 1 where nothing is stored, 3 where the operator said no."""
    database, user, flows = storage.database(environment), options.person, discover()
    with beside(database, clock=now) as (cursor, _):
        person = export.person_of(cursor, options.bot, user)
        known = "" if person is None else _neutrally(cursor, person, user, flows)
    if known and not _confirmed(known, user, options.confirm):
        log.info("person.looked_at", person=person)
        sys.stdout.write("Nothing was deleted.\n")
        return DECLINED
    # The questions stand outside of the transaction: the bot goes on writing while the operator thinks.
    number = _erase(database, options.bot, user, flows) if known else ""
    if not sweep(database):
        sys.stderr.write(UNTIDY)
    if not number:
        sys.stderr.write(nobody(user))
        return NOTHING_STORED
    sys.stdout.write(
        f"Everything about Telegram user {user} is deleted. They get a receipt with the number {number}.\n"
    )
    return 0


def _neutrally(cursor: Cursor, person: int, user: int, flows: Mapping[str, Flow]) -> str:
    """Who that is: nothing that they have written, not even their name."""
    first, last = people.here(cursor, person)
    mine = sessions.flows(cursor, person)
    exercises = sum(flow in flows and flows[flow].pausable for _, flow in mine)
    held = ", ".join(CALLED[each.role] for each in roles.of_person(cursor, person)) or "none"
    return (
        f"Telegram user {user}: here since {first.date()}, last here {last.date()}\n"
        f"Exercises: {exercises}. Followed by: {len(relations.of_citizen(cursor, person))}. "
        f"Roles of staff: {held}. Follows: {len(relations.of_staff(cursor, person))}.\n"
    )


def _confirmed(known: str, user: int, again: str) -> bool:
    """Whether the operator says so twice; ConfigError where nobody can be asked, or another id is confirmed."""
    if again and again != str(user):
        raise ConfigError(f"--confirm: expected {user} once more, got {again!a}; nothing was deleted")
    if again:
        return True
    if not sys.stdin.isatty():
        raise ConfigError(
            f"--confirm: expected {user} once more, since nobody can be asked here; nothing was deleted"
        )
    ask = (
        f"{known}Everything about them is deleted, and who follows them is told that somebody is gone. "
        "It cannot be undone.\nDelete it? Write yes: "
    )
    return _answer(ask).casefold() == "yes" and _answer("Are you sure? Write the id again: ") == str(user)


def _answer(question: str) -> str:
    sys.stderr.write(question)
    sys.stderr.flush()
    return sys.stdin.readline().strip()


def _erase(database: Database, bot: int | None, user: int, flows: Mapping[str, Flow]) -> str:
    """Delete it, and let the person have the receipt; its number, "" where they have done so meanwhile.

    Nothing of theirs is opened, so that it works where it does not open, too.
    """
    with beside(database, clock=now) as (cursor, ids):
        person = export.person_of(cursor, bot, user)
        found = None if person is None else people.by_id(cursor, person, opened=False)
        if found is None:
            return ""
        known, reached_by, _ = found
        turns = Turns(reached_by, known.organisation, flows, catalogues(), ids)
        return turns.erase(cursor, known, now())
