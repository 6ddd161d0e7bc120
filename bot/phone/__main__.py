"""`python -m bot.phone`: serve a practice phone until it is stopped."""

import argparse
import sys
from pathlib import Path

from aiohttp import web

from bot.phone.server import create_app
from bot.phone.settings import DEFAULT_TOKEN, Settings


def main(arguments: list[str] | None = None) -> None:
    """Read the options, print the address once it is served, and serve."""
    parser = argparse.ArgumentParser(prog="python -m bot.phone", description=__doc__)
    parser.add_argument("--port", type=int, default=8081, help="0 takes a free one (default: 8081)")
    parser.add_argument("--data", type=Path, default=Path("data/phone"), help="folder for chats and files")
    parser.add_argument("--token", default=DEFAULT_TOKEN, help="the only bot token that is accepted")
    parser.add_argument("--host", default="127.0.0.1", help="default: 127.0.0.1, this machine only")
    options = parser.parse_args(arguments)
    settings = Settings(data=options.data, token=options.token, host=options.host, port=options.port)
    web.run_app(
        create_app(settings),
        host=settings.host,
        port=settings.port,
        access_log=None,  # it would write the token, which is in every path
        print=_say,
        shutdown_timeout=2,
    )


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
