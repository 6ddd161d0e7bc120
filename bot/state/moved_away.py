"""The mark beside an SQLite file that was moved to PostgreSQL: a bot that is started on it would be a second one.

It is a file of its own, so that the one that was moved stays as it is, and it stays where that one is deleted: a start
with the old settings would make a new database then. It is written just before the move is committed: after a kill in
between nobody is served twice, and the move is repeated.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Final

from bot.state.errors import CannotMove, MovedAway
from bot.state.ledger_file import sync_folder

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

MARK: Final = ".moved"


def mark_of(path: Path) -> Path:
    """Where the mark of a file is; a link to the file is the same file."""
    real = path.resolve()
    return real.parent / f"{real.name}{MARK}"


def put(path: Path, to: str, now: datetime) -> None:
    """Mark that a file was moved there, so that also a power cut leaves the mark. CannotMove where that cannot be."""
    mark = mark_of(path)
    fresh = mark.with_name(f"{mark.name}.new")
    try:
        with fresh.open("w", encoding="utf-8") as opened:
            opened.write(f"{to}\n{now.isoformat(timespec='seconds')}\n")
            opened.flush()
            os.fsync(opened.fileno())
        fresh.replace(mark)
        sync_folder(mark.parent)
    except OSError as error:
        fresh.unlink(missing_ok=True)
        raise CannotMove(
            f"FILE: expected a folder that can be written at {mark.parent} ({error.strerror}), for a mark that {path} "
            "was moved. Nothing was moved"
        ) from error


def unmoved(path: Path, to: str = "") -> Path:
    """The same file. MovedAway where it was moved, but for a move to `to` that may have been broken off."""
    try:
        where, _, at = mark_of(path).read_text("utf-8", "replace").partition("\n")
    except OSError:
        return path
    if where and where == to:
        return path
    raise MovedAway(
        f"DATABASE_URL: the database {path} was moved to {where.strip() or 'another database'} ({at.strip()}), where "
        "the bot goes on; set DATABASE_URL to that one. Where the move was broken off, repeat it. To go back to this "
        f"file, without what was said since, first stop every program there, and then delete {mark_of(path)}"
    )
