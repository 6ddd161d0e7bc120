"""`python -m bot.phone`: serve a practice phone until it is stopped."""

import argparse
import re
from pathlib import Path

from bot.phone.server import serve
from bot.phone.settings import DEFAULT_TOKEN, Settings
from bot.phone.storage import FolderError

HIGHEST_PORT = 65535
MOST_AWAY = 1000
NUMBERS = re.compile(r"([1-9][0-9]{0,14})-([1-9][0-9]{0,14})")


def add_options(parser: argparse.ArgumentParser) -> None:
    """Declare what a phone can be started with."""
    parser.add_argument("--port", type=port, default=8081, help="0 takes a free one (default: 8081)")
    parser.add_argument("--data", type=Path, default=Path("data/phone"), help="folder for chats and files")
    parser.add_argument("--token", default=DEFAULT_TOKEN, help="the only bot token that is accepted")
    parser.add_argument("--host", default="127.0.0.1", help="default: 127.0.0.1, this machine only")
    parser.add_argument("--limits", action="store_true", help="limit sending as Telegram does, with 429")
    parser.add_argument(
        "--controls",
        action="store_true",
        help="open the tests' API, which can kill processes: only for tests",
    )
    parser.add_argument(
        "--away",
        type=numbers,
        default=range(0),
        metavar="FIRST-LAST",
        help="ids of people who have started the bot, and whose phones are elsewhere",
    )
    parser.add_argument("--quiet", action="store_true", help="do not print the address")
    parser.add_argument("--bot-name", default="Stjernen", help="what the chat is called (default: Stjernen)")


def port(text: str) -> int:
    """The number of a port; 0 takes a free one."""
    if not (text.isascii() and text.isdecimal() and len(text) < 6 and int(text) <= HIGHEST_PORT):
        raise argparse.ArgumentTypeError(
            f"expected a port, which is a number from 0 to {HIGHEST_PORT}, where 0 takes a free one, got {text[:80]!a}"
        )
    return int(text)


def numbers(text: str) -> range:
    """The numbers from one to another."""
    match = NUMBERS.fullmatch(text)
    found = range(int(match[1]), int(match[2]) + 1) if match else range(0)
    if not 0 < len(found) <= MOST_AWAY:
        expected = f"expected two ids with at most {MOST_AWAY} people, like 7300000001-7300000030"
        raise argparse.ArgumentTypeError(f"{expected}, got {text[:80]!a}")
    return found


def run(options: argparse.Namespace) -> None:
    """Serve; FolderError where the folder cannot be used, or another phone uses it."""
    serve(
        Settings(
            data=options.data,
            token=options.token,
            host=options.host,
            port=options.port,
            bot_name=options.bot_name,
            limits=options.limits,
            controls=options.controls,
            away=options.away,
        ),
        quiet=options.quiet,
    )


def main() -> None:
    """Read the options, and serve."""
    parser = argparse.ArgumentParser(prog="python -m bot.phone", description=__doc__, allow_abbrev=False)
    add_options(parser)
    try:
        run(parser.parse_args())
    except FolderError as error:
        parser.error(str(error))


if __name__ == "__main__":
    main()
