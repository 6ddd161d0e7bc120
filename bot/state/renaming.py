"""Who goes along when a bot is set to another organisation: the same people, under its new name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.state import bots

if TYPE_CHECKING:
    from bot.state.cursor import Cursor

OF_BOT: Final = "IN (SELECT person FROM addresses WHERE bot = :bot)"
WHOLE: Final = ("people", "roles", "relations", "invitations", "figures")
"""What belongs to an organisation."""
TOGETHER: Final = {
    "roles": f"person {OF_BOT}",
    "relations": f"staff {OF_BOT}",
    "invitations": f"(made_by {OF_BOT} OR follower {OF_BOT})",
    "people": f"id {OF_BOT} AND NOT EXISTS (SELECT 1 FROM relations r WHERE r.citizen = people.id"  # noqa: S608 - constants
    " AND r.role = 'contact' AND r.ended_at IS NULL AND r.organisation = :before)",
}
"""What of it is surely this bot's, where others work for the same organisation. In this order: whoever has a contact
person that stays belongs where that one does."""


def move(cursor: Cursor, bot: int, before: int, after: int) -> int:
    """Let the people of a bot's organisation belong to another; how many there are.

    Where no other bot works for the one before, it is that organisation which is called something else, and everything
    goes along. Else only what is surely this bot's: nobody changes hands because of somebody else's settings.
    """
    which = TOGETHER if bots.is_anybodys(cursor, before) else dict.fromkeys(WHOLE, "1 = 1")
    moved = 0
    for table, those in which.items():
        cursor.execute(
            f"UPDATE {table} SET organisation = :after WHERE organisation = :before AND {those}",  # noqa: S608 - constants
            {"bot": bot, "before": before, "after": after},
        )
        moved = cursor.rowcount if table == "people" else moved
    return moved
