"""`python -m bot phone`: serve only the practice phone."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from bot.phone.__main__ import main

if TYPE_CHECKING:
    import argparse
    from collections.abc import Mapping


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--port", type=int, default=8081, help="default 8081; 0 takes a free one")
    parser.add_argument("--data", type=Path, default=Path("data/phone"), help="folder for chats and files")
    parser.add_argument("--token", default="", help="the only bot token that is accepted")


def run(options: argparse.Namespace, _: Mapping[str, str]) -> int:
    """Serve until it is stopped."""
    token = ["--token", options.token] if options.token else []
    main(["--port", str(options.port), "--data", str(options.data), *token])
    return 0
