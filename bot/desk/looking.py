"""Looks: whoever reads what a citizen shows has looked at it, on whichever page; the citizen sees that."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from bot.engine.deeds import Look
from bot.state import looks

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.desk.visit import Visit
    from bot.state.cursor import Cursor
    from bot.state.looks import Looked
    from bot.state.shares import Share

GOES_ON: Final = timedelta(minutes=10)
"""Whoever comes back to what they are reading within this time is still looking, and has not looked once more."""


def look(cursor: Cursor, visit: Visit, citizen: int, read: Iterable[Share]) -> None:
    """Note that the reader looks at each of these, which a citizen shows them; asked once for however many."""
    last = {each.exercise: each for each in looks.of_citizen(cursor, citizen) if each.viewer == visit.me}
    anew = (share.id for share in read if not _goes_on(visit, share, last.get(share.exercise)))
    visit.do(cursor, Look(tuple(anew), at_desk=True))


def _goes_on(visit: Visit, share: Share, last: Looked | None) -> bool:
    """Whether the reader's last look at it goes on: it was at this version as it is shown now, a moment ago."""
    if last is None or not share.covers(last.version, last.id):
        return False
    return abs(visit.now - last.looked_at) < GOES_ON
