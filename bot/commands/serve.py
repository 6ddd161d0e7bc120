"""`python -m bot serve`: the webhook and the desk, beside other programs on the same PostgreSQL database."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.commands import roles
from bot.commands.run import add_options, run_as

if TYPE_CHECKING:
    import argparse
    from collections.abc import Mapping

__all__ = ("add_options", "run")


def run(_: argparse.Namespace, environment: Mapping[str, str]) -> int:
    """Take updates in until SIGTERM or SIGINT; code 2 where Telegram does not know the token."""
    return run_as(roles.SERVE, environment)
