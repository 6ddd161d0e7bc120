"""A recording as data: the file of a voice message that somebody has sent, to be sent on to somebody else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.engine.text import Words


@dataclass(frozen=True, slots=True)
class Recording:
    """`file` is Telegram's id of the file, by which it is sent again; `words` stand below it."""

    file: str
    words: Words
