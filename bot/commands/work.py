"""`python -m bot work`: timers, messages and recordings, beside other programs on the same PostgreSQL database."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.commands import roles
from bot.commands.run import add_options, run_as

if TYPE_CHECKING:
    import argparse
    from collections.abc import Mapping

__all__ = ("add_options", "run")


def run(_: argparse.Namespace, environment: Mapping[str, str]) -> int:
    """Ring timers and send until SIGTERM or SIGINT; code 2 where Telegram does not know the token."""
    return run_as(roles.WORK, environment)
