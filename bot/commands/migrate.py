"""`python -m bot migrate`: bring the database up to date."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from bot import config
from bot.commands.clock import now
from bot.state import opening

if TYPE_CHECKING:
    import argparse
    from collections.abc import Mapping


def add_options(_: argparse.ArgumentParser) -> None:
    """There are none: DATABASE_URL says which database."""


def run(_: argparse.Namespace, environment: Mapping[str, str]) -> int:
    """Apply the missing migrations and name them."""
    url = config.database(environment)
    opening.existing(url)
    done = opening.migrate(url, clock=now)
    sys.stdout.write("".join(f"applied {name}\n" for name in done) or "The database is up to date.\n")
    return 0
