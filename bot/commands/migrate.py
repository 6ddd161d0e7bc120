"""`python -m bot migrate`: bring the database up to date."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from bot.commands import storage
from bot.commands.clock import now
from bot.state import databases

if TYPE_CHECKING:
    import argparse
    from collections.abc import Mapping


def add_options(_: argparse.ArgumentParser) -> None:
    """There are none: the environment says which database."""


def run(_: argparse.Namespace, environment: Mapping[str, str]) -> int:
    """Apply the missing migrations and name them."""
    database = storage.database(environment)
    done = databases.migrate(database, clock=now)
    sys.stdout.write("".join(f"applied {name}\n" for name in done) or "The database is up to date.\n")
    return 0
