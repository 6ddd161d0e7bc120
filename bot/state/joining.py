"""How people come together: by accepting an invitation, or by a colleague who takes over."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.policy import NotAllowed
from bot.state import (
    access,
    consents,
    handovers,
    invitations,
    notices,
    people,
    relations,
    reporting,
    reports,
    roles,
    shares,
)
from bot.state.errors import Conflict
from bot.state.notices import NEWS, QUEUE

if TYPE_CHECKING:
    from bot.state.deeds import Doer
    from bot.state.invitations import Invitation
    from bot.state.notices import Kind

ASKED: Final[tuple[Kind, ...]] = ("call",)
"""What a citizen has asked of their contact person, and a colleague takes over with them."""
ASKED_AND_SHOWN: Final[tuple[Kind, ...]] = (*ASKED, "help", "shared", "report_approved", "report_changes")
"""The same where the colleague also sees what was shown."""


def accept(doer: Doer, digest: str) -> None:
    """Take on the role of an invitation, or be followed by whoever made it; NotAllowed where its code does not work."""
    cursor, now = doer.cursor, doer.now
    invitation = invitations.of_digest(cursor, digest, now)
    if (
        invitation is None
        or invitation.follower == doer.person
        or invitations.is_guessing(cursor, doer.person, now)
        or (invitation.follower is not None and invitations.are_guessed(cursor, now))
    ):
        raise NotAllowed(f"person {doer.person} may not use this invitation")
    if invitation.follower is None and _is_elsewhere(doer, invitation):
        raise NotAllowed(f"person {doer.person} is {invitation.role} in another organisation")
    if not invitations.use(cursor, invitation.id, doer.person, now):
        raise Conflict(f"the invitation {invitation.id} was used or taken back meanwhile; run the turn again")
    if invitation.follower is None:
        roles.give(cursor, doer.ids.next(), doer.person, invitation.organisation, invitation.role, now)
    else:
        _follow(doer, invitation, invitation.follower)


def _is_elsewhere(doer: Doer, invitation: Invitation) -> bool:
    """Whether somebody has the role of an invitation in another organisation: it is one hat, and so one place."""
    return any(
        each.role == invitation.role and each.organisation != invitation.organisation
        for each in roles.of_person(doer.cursor, doer.person)
    )


def _follow(doer: Doer, invitation: Invitation, follower: int) -> None:
    cursor, organisation, role = doer.cursor, invitation.organisation, invitation.role
    people.hold(cursor, follower)
    if not roles.has(cursor, follower, role, organisation):
        raise NotAllowed(f"person {follower} does not work for {organisation} any more")
    if any((each.staff, each.role) == (follower, role) for each in relations.of_citizen(cursor, doer.person)):
        raise NotAllowed(f"person {follower} is {role} of {doer.person} already")
    contact = relations.contact_of(cursor, doer.person)
    if role == "contact" and contact is not None:
        doer.part(contact)
        doer.tell(contact.staff, "left", QUEUE)
    if role == "contact":
        _take_over(doer, organisation)
    relations.begin(cursor, doer.ids.next(), doer.person, follower, organisation, role, doer.now)
    notices.outdate(cursor, follower, doer.person, "left", doer.now)  # whoever comes back has not stopped
    doer.tell(follower, "joined", QUEUE)


def _take_over(doer: Doer, organisation: int) -> None:
    """The contact person's organisation is responsible for what is stored about the citizen; a mentor's never is."""
    cursor, consent = doer.cursor, consents.current(doer.cursor, doer.person)
    if organisation != doer.organisation:
        people.move(cursor, doer.person, organisation)
    if consent is not None and consent.organisation != organisation:
        new, version = doer.ids.next(), consent.text_version
        consents.give(cursor, new, doer.person, organisation, version, doer.now)


def propose(doer: Doer, number: int, colleague: int) -> None:
    """Ask a citizen whether a colleague of the same organisation may follow them instead."""
    cursor = doer.cursor
    relation = access.following(cursor, "hand_over", doer.person, number)
    people.touch(cursor, relation.citizen, colleague)
    nobody_new = colleague in (doer.person, relation.citizen)
    if nobody_new or not roles.has(cursor, colleague, relation.role, relation.organisation):
        raise NotAllowed(f"person {colleague} is no colleague of {doer.person}")
    new = doer.ids.next()
    handovers.propose(cursor, new, relation.id, colleague, doer.now)
    doer.tell(relation.citizen, "handover", NEWS, subject=new)


def stand_down(doer: Doer) -> None:
    """Citizens are asked no more about somebody who has just left the role, and whoever proposed them is told."""
    for asked in handovers.to_colleague(doer.cursor, doer.person):
        relation = relations.get(doer.cursor, asked.relation)
        if relation is None or roles.has(doer.cursor, doer.person, relation.role, relation.organisation):
            continue
        people.touch(doer.cursor, relation.citizen)
        if handovers.decide_all(doer.cursor, relation.id, doer.now):  # else it was answered just now
            doer.tell(relation.staff, "unavailable", QUEUE, about=relation.citizen)


def decide(doer: Doer, number: int, *, accepted: bool, keep: bool) -> None:
    """Carry out what a citizen answers: the colleague follows them from now on, or all stays as it was."""
    cursor, now = doer.cursor, doer.now
    proposed = handovers.open_one(cursor, number)
    relation = relations.get(cursor, proposed.relation) if proposed else None
    if (
        proposed is None
        or relation is None
        or relation.citizen != doer.person
        or relation.ended_at is not None
    ):
        raise NotAllowed(f"person {doer.person} was not asked {number}")
    people.touch(cursor, relation.staff, proposed.colleague)
    if not handovers.decide(cursor, number, now, accepted=accepted):
        raise Conflict(f"the question {number} needs no answer any more; run the turn again")
    if not accepted:
        doer.tell(relation.staff, "declined", QUEUE)
        return
    if not roles.has(cursor, proposed.colleague, relation.role, relation.organisation):
        raise NotAllowed(f"person {proposed.colleague} cannot take {relation.citizen} over any more")
    if keep:
        shares.hand_over(cursor, relation.citizen, relation.staff, proposed.colleague, now)
    for kind in ASKED_AND_SHOWN if keep else ASKED:
        notices.hand_over(cursor, relation.staff, relation.citizen, kind, proposed.colleague)
    taken_along = reporting.taken_along(cursor, relation.id) if keep else []
    doer.part(relation)
    doer.tell(relation.staff, "accepted", QUEUE)
    new = doer.ids.next()
    relations.begin(
        cursor, new, relation.citizen, proposed.colleague, relation.organisation, relation.role, now
    )
    for report in taken_along:
        reports.belong(cursor, report, new)
    doer.tell(proposed.colleague, "joined", QUEUE)
