"""A town in which there is something of everything that the desk has pages and forms for."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from bot.engine.report_deeds import WishChanges
from bot.state import notices, reminder_answers, reminders, roles
from tests.desk.acquainted import planned, reminded
from tests.desk.journey import show
from tests.reporting import asked, begun, does
from tests.town import Town, beforehand, invitation, join, settle_citizen

if TYPE_CHECKING:
    from bot.state.notices import Kind

AGNES = 7_200_000_100
WAITS: Final[tuple[Kind, ...]] = ("call", "silence", "unavailable")
"""What waits about Samir besides the report that he wants changed, the new star and his answer."""


@beforehand
def lively(town: Town) -> Town:
    """Samir shows Mette, who coordinates too, much of what there is; Jonas is his mentor, and Ida coordinates."""
    town.with_others().with_shared_pitch().with_remarks()
    town.taps(town.samir, "📬")
    town.samir.tap("Answer Mette")
    town.samir.write("Four of them in Norway.")
    town.samir.tap("Answer Mette")
    town.samir.speak(9)
    town.samir.tap("Yes, send it")
    town.with_shared_star()
    town.taps(town.samir, "✔ Star", "Show it to", "Jonas", "Yes, show it")
    planned(town)
    town.taps(town.samir, "Plan: Call Netto")
    for label in ("Change something", "✏ Where you are"):
        town.samir.tap(label)
    town.samir.speak(12)
    town.taps(town.samir, "Plan: Call Netto")
    show(town.samir)
    reminded(town, "See you at the library.", "Tomorrow")
    answered(town, 4)
    join(settle_citizen(town.samir.beside(AGNES, "en"), "Agnes"), town.mette)
    wished = asked(town)
    does(town.samir, WishChanges(wished, 2, "Leave out the calls."))
    begun(town)
    world, mette = town.mette.world, town.mette.user
    cursor, ids, now = world.connection.cursor(), world.turns.ids, world.now
    for kind in WAITS:
        notices.add(cursor, ids.next(), mette, town.samir.user, kind, 0, 0, now - timedelta(hours=1))
    notices.add(cursor, ids.next(), mette, None, "left", 0, 0, now - timedelta(hours=1))
    roles.give(cursor, ids.next(), mette, world.turns.organisation, "coordinator", now)
    invitation(town.mette, "mentor")
    return town


def answered(town: Town, seconds: int) -> None:
    """Samir has answered the reminder by voice."""
    world = town.samir.world
    cursor, ids, citizen = world.connection.cursor(), world.turns.ids, town.samir.user
    (reminder,) = reminders.of_citizen(cursor, citizen)
    recording = {"file": "library", "seconds": seconds}
    reminder_answers.add(cursor, ids.next(), citizen, reminder.id, "", world.now, recording)
