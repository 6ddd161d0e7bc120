"""A line of `python -m bot status`."""

from __future__ import annotations

from typing import Any, NamedTuple


class Line(NamedTuple):
    """One thing that was looked at: its value for programs, a sentence, and what to do where it wants attention.

    `bot` is whose it is, where several bots of a database are looked at.
    """

    name: str
    value: Any
    said: str
    advice: str = ""
    bot: int | None = None
