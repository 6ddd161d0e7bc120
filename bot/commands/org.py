"""`python -m bot org`: the organisations whose staff follow citizens."""

from __future__ import annotations

import shlex
import sys
from typing import TYPE_CHECKING

import structlog

from bot import config
from bot.commands import storage
from bot.commands.clock import now
from bot.config import ConfigError
from bot.state import organisations
from bot.state.beside import beside

if TYPE_CHECKING:
    import argparse
    from collections.abc import Mapping

    from bot.state.opening import Database

log = structlog.get_logger(__name__)


def add_options(parser: argparse.ArgumentParser) -> None:
    whats = parser.add_subparsers(dest="what", required=True, metavar="WHAT")
    create = whats.add_parser("create", help="add an organisation beside the one that runs the bot")
    create.add_argument("name", metavar="NAME", help="what it is called; citizens see this")
    create.add_argument(
        "--contact", required=True, help="how citizens reach it: a phone number, address or page"
    )
    create.add_argument(
        "--keeps",
        default="",
        metavar="TEXT",
        help="what the law makes it keep elsewhere; shown before deletion",
    )
    whats.add_parser("list", help="every organisation, and how it is reached")


def run(options: argparse.Namespace, environment: Mapping[str, str]) -> int:
    """Do it, and say what was done. Works while the bot runs."""
    database = storage.database(environment)
    if options.what == "create":
        create(database, options.name, options.contact, options.keeps)
    else:
        show(database)
    return 0


def create(database: Database, name: str, contact: str, keeps: str = "") -> None:
    """Store an organisation; ConfigError for a text that cannot be shown, or the name of another one."""
    for option, value in (("NAME", name), ("--contact", contact)):
        if not value.strip():
            raise ConfigError(f"{option}: expected some text, got nothing")
    name = config.one_line("NAME", name, config.NAME_LENGTH)
    contact = config.reachable("--contact", contact)
    keeps = config.one_line("--keeps", keeps, config.KEEPS_LENGTH)
    with beside(database, clock=now) as (cursor, ids):
        known = organisations.alike(cursor, name)
        if known is not None:
            there = organisations.get(cursor, known)[0]
            raise ConfigError(
                f"NAME: there is an organisation {there!r} already; see `{config.BOT} org list`"
            )
        new = ids.next()
        organisations.create(cursor, new, name, contact, now(), keeps)
    log.info("organisation.added", row=new)
    sys.stdout.write(
        f"Added {name}. Invite its staff: {config.BOT} staff invite --role contact --organisation {shlex.quote(name)}\n"
    )


def show(database: Database) -> None:
    """Print every organisation."""
    with beside(database, clock=now) as (cursor, _):
        found = organisations.all_of(cursor)
    for name, contact in found:
        sys.stdout.write(f"{name} ({contact})\n")
    if not found:
        sys.stdout.write("There is none yet. The bot's own is added when it first starts.\n")
