"""How often somebody may do something to others in an hour. Only what no hands do in earnest is held back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot import bounds
from bot.engine.deeds import AskForHelp, AskToCall, Comment, Invite, OpenDesk, Reply, Share
from bot.engine.report_deeds import AskApproval, BeginReport, WriteReport
from bot.state.errors import TooOften
from bot.state.values import to_ms

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from bot.engine.deeds import Deed
    from bot.state.cursor import Cursor

INVITED: Final = "SELECT COUNT(*) FROM invitations WHERE made_by = :person AND made_at > :since"
SHOWN: Final = "SELECT COUNT(*) FROM shares WHERE citizen = :person AND shared_at > :since"
ASKED: Final = "SELECT COUNT(*) FROM notices WHERE about = :person AND kind = 'call' AND made_at > :since"
OPENED: Final = "SELECT COUNT(*) FROM desk_links WHERE person = :person AND made_at > :since"
SAID: Final = "SELECT COUNT(*) FROM comments WHERE author = :person AND said_at > :since"
WRITTEN: Final = "SELECT COUNT(*) FROM report_versions WHERE author = :person AND made_at > :since"
ASKED_ABOUT: Final = f"{WRITTEN} AND asked_at IS NOT NULL"

MOST: Final[Mapping[type, tuple[str, int]]] = {
    Invite: (INVITED, bounds.INVITATIONS),
    Share: (SHOWN, bounds.SHARES),
    AskForHelp: (SHOWN, bounds.SHARES),
    AskToCall: (ASKED, bounds.CALLS),
    Comment: (SAID, bounds.REMARKS),
    OpenDesk: (OPENED, bounds.DESK_LINKS),
    Reply: (SAID, bounds.REMARKS),
    BeginReport: (WRITTEN, bounds.REMARKS),
    WriteReport: (WRITTEN, bounds.REMARKS),
    AskApproval: (ASKED_ABOUT, bounds.REPORTS),
}
"""How a deed is counted, and how many of them there may be. Reminders have a bound of their own (`reminding`)."""


def guard(cursor: Cursor, person: int, deed: Deed, now: datetime) -> None:
    """TooOften where somebody has done this as often as they may."""
    counted = MOST.get(type(deed))
    if counted is None:
        return
    query, most = counted
    cursor.execute(query, {"person": person, "since": to_ms(now - bounds.WITHIN)})
    if cursor.fetchone()[0] >= most:
        raise TooOften(
            f"person {person} may do {type(deed).__name__} {most} times in {bounds.WITHIN}; the turn is left out"
        )
