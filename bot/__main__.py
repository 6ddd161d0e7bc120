"""The command line: `python -m bot COMMAND`."""

from __future__ import annotations

import argparse
import os
import sys
from contextlib import contextmanager, nullcontext
from importlib import import_module
from typing import TYPE_CHECKING

from bot.coaching.content import BadLists
from bot.commands import logs, terminal
from bot.commands.arguments import Parser
from bot.commands.loading import loading
from bot.commands.terminal import DECLINED, Declined, guarded
from bot.config import VARIABLES, ConfigError
from bot.engine.errors import FlowError
from bot.state.errors import StateError
from bot.words.errors import CatalogueError

if TYPE_CHECKING:
    from collections.abc import Iterator

COMMANDS = {
    "demo": "try everything in a browser: the practice phone and the bot, no account and no token",
    "run": "run the bot; settings come from the environment",
    "serve": "take updates and the desk's visitors in, beside `work` on one PostgreSQL database",
    "work": "ring timers and send messages, beside `serve` on one PostgreSQL database",
    "phone": "serve only the practice phone, for a bot of your own",
    "migrate": "bring the database up to date, and say what was done",
    "export": "print everything that is stored about a person, as JSON",
    "backup": "make a sealed and verified copy of the database while the bot runs",
    "restore": "put a backup in the place of the database; what was erased since stays erased",
    "move": "move everything from an SQLite file into an empty PostgreSQL database, and compare it",
    "erase": "delete everything that is stored about a person; asks twice, and sends them a receipt",
    "org": "add an organisation, or list those there are",
    "key": "make a key that seals what people write, or change to another",
    "staff": "invite staff by a link, list them, or take a role away",
    "status": "how the bot is: what runs, what waits, what wants attention",
    "letters": "list what Telegram refused and what broke, try it again, or drop it",
    "flows": "check the exercises, draw their diagrams, or start a new one",
    "words": "check the translations, or bring the catalogues up to date",
}
"""Every command and what it does. Each lives in `bot/commands/`, and is only loaded when it is used."""

SERVERS = (["demo"], ["run"], ["serve"], ["work"], ["phone"])
"""What runs on and only logs: a log has ids and no texts, and colours where a terminal shows it."""


def parser(chosen: str = "") -> argparse.ArgumentParser:
    """The command line, with the options of the chosen command; the others are not even loaded."""
    only = (
        "commands on a database read only\nDATABASE_URL, the key and ERASURE_LEDGER, `status` also HEALTH_*,\n"
        "and which bot TELEGRAM_TOKEN is of"
    )
    variables = "\n".join(f"  {name:22}{meaning}" for name, meaning in VARIABLES.items())
    whole = Parser(
        prog="python -m bot",
        description="Jobstjernen: a chat assistant that walks a job seeker through small exercises.",
        epilog=f"settings of `run`, from the environment ({only}):\n{variables}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    commands = whole.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name, summary in COMMANDS.items():
        command = commands.add_parser(name, help=summary, description=f"{summary[0].upper()}{summary[1:]}.")
        if name == chosen:
            import_module(f"bot.commands.{name}").add_options(command)
    return whole


def is_text(word: str) -> bool:
    """Whether a word of the command line can be stored and compared; a shell hands on bytes of any kind."""
    return not any("\ud800" <= each <= "\udfff" for each in word)


@contextmanager
def as_command() -> Iterator[None]:
    """What runs on a terminal: only what shows is printed, and what is logged stays apart from it."""
    with guarded(sys.stdout, sys.stderr), logs.of_command():
        yield


def main(arguments: list[str] | None = None) -> int:
    """Run a command; its exit code. What is wrong with settings, flows or database is one clear sentence."""
    arguments = sys.argv[1:] if arguments is None else arguments
    with nullcontext() if arguments[:1] in SERVERS else as_command():
        with loading():
            options = parser(arguments[0] if arguments else "").parse_args(arguments)
        try:
            code: int = import_module(f"bot.commands.{options.command}").run(options, os.environ)
        except (BadLists, CatalogueError, ConfigError, FlowError, StateError) as error:
            sys.stderr.write(f"{terminal.plain(str(error))}\n")
            return 2
        except Declined:
            sys.stdout.write("Nothing was changed.\n")
            return DECLINED
        except UnicodeEncodeError:
            if all(map(is_text, arguments)):
                raise
            sys.stderr.write("expected words of UTF-8, got bytes that are none\n")
            return 2
    return code


if __name__ == "__main__":
    raise SystemExit(main())
