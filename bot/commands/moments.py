"""Moments as `status` tells them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.commands.counting import several

if TYPE_CHECKING:
    from datetime import datetime


def ago(moment: datetime | None, present: datetime) -> str:
    """How long something is past, in the largest unit that says it well."""
    if moment is None:
        return "never"
    return f"{since(moment, present)} ago"


def since(moment: datetime, present: datetime) -> str:
    """How long something has lasted, in the same unit."""
    seconds = max(0, int((present - moment).total_seconds()))
    for unit, length in (("days", 86400), ("hours", 3600), ("minutes", 60)):
        if seconds >= 2 * length:
            return f"{seconds // length} {unit}"
    return several(seconds, "second")


def iso(moment: datetime | None) -> str | None:
    return None if moment is None else moment.isoformat()
