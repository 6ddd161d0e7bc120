"""What others are told when somebody deletes everything: that they are gone, and not who they were."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.state import invitations, joining, outbox, people, relations, roles
from bot.state.notices import NEWS, QUEUE

if TYPE_CHECKING:
    from bot.state.deeds import Doer


def leave(doer: Doer) -> None:
    """Tell whoever follows them or is followed by them, and let go of all of it.

    It comes just before they are erased.
    """
    cursor, person = doer.cursor, doer.person
    for relation in relations.of_citizen(cursor, person):
        doer.tell(relation.staff, "left", QUEUE, nameless=True)
    for relation in relations.of_staff(cursor, person):
        doer.tell(relation.citizen, "parted", NEWS, nameless=True)
    let_go(doer)
    joining.stand_down(doer)


def let_go(doer: Doer) -> None:
    """Take back their codes, what is on its way to tell of them, and what would stay behind with others."""
    cursor, person = doer.cursor, doer.person
    followed = (each.citizen for each in relations.of_staff(cursor, person))
    people.touch(cursor, *relations.ever_of_citizen(cursor, person), *followed)
    for relation in relations.of_citizen(cursor, person):
        doer.forget_drafts(relation)
    for staff in relations.ever_of_citizen(cursor, person):  # also whoever's list says that they have parted
        outbox.untold(cursor, staff, person)
    for relation in relations.of_staff(cursor, person):
        doer.part(relation)  # also what rings for the citizen, which would stay behind
    for held in roles.of_person(cursor, person):
        roles.end(cursor, held.id, doer.now)
    for invitation in invitations.open_of(cursor, person, doer.now):
        invitations.revoke(cursor, invitation.id, doer.now)
