"""The command line: `python -m bot COMMAND`."""

from __future__ import annotations

import argparse
import os
import sys
from importlib import import_module

from bot.coaching.content import BadLists
from bot.config import VARIABLES, ConfigError
from bot.engine.errors import FlowError
from bot.state.errors import StateError
from bot.words.errors import CatalogueError

COMMANDS = {
    "demo": "try everything in a browser: the practice phone and the bot, no account and no token",
    "run": "run the bot; settings come from the environment",
    "phone": "serve only the practice phone, for a bot of your own",
    "migrate": "bring the database up to date, and say what was done",
    "export": "print everything that is stored about a person, as JSON",
    "erase": "delete everything that is stored about a person; asks twice, and sends them a receipt",
    "org": "add an organisation, or list those there are",
    "key": "make a key that seals what people write, or change to another",
    "staff": "invite staff by a link, list them, or take a role away",
    "flows": "check the exercises, draw their diagrams, or start a new one",
    "words": "check the translations, or bring the catalogues up to date",
}
"""Every command and what it does. Each lives in `bot/commands/`, and is only loaded when it is used."""


def parser(chosen: str = "") -> argparse.ArgumentParser:
    """The command line, with the options of the chosen command; the others are not even loaded."""
    only = "`migrate`, `export`, `org`, `staff` and `key`"
    variables = "\n".join(f"  {name:22}{meaning}" for name, meaning in VARIABLES.items())
    whole = argparse.ArgumentParser(
        prog="python -m bot",
        description="Jobstjernen: a chat assistant that walks a job seeker through small exercises.",
        epilog=f"settings of `run`, from the environment ({only}\nread only DATABASE_URL and the key):\n{variables}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    commands = whole.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name, summary in COMMANDS.items():
        command = commands.add_parser(name, help=summary, description=f"{summary[0].upper()}{summary[1:]}.")
        if name == chosen:
            import_module(f"bot.commands.{name}").add_options(command)
    return whole


def main(arguments: list[str] | None = None) -> int:
    """Run a command; its exit code. What is wrong with settings, flows or database is one clear sentence."""
    arguments = sys.argv[1:] if arguments is None else arguments
    options = parser(arguments[0] if arguments else "").parse_args(arguments)
    try:
        code: int = import_module(f"bot.commands.{options.command}").run(options, os.environ)
    except (BadLists, CatalogueError, ConfigError, FlowError, StateError) as error:
        sys.stderr.write(f"{error}\n")
        return 2
    return code


if __name__ == "__main__":
    raise SystemExit(main())
