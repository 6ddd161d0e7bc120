"""What somebody may do now, by the roles, relations and shares that are stored: the policy, asked with facts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot import policy
from bot.policy import NotAllowed
from bot.state import invitations, people, relations, roles, sessions, shares

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from datetime import datetime

    from bot.policy import Action, Role, Staff
    from bot.policy import Relation as Tie
    from bot.state.cursor import Cursor
    from bot.state.relations import Relation
    from bot.state.roles import Held
    from bot.state.shares import Share, Standing


def ties(cursor: Cursor, person: int, citizen: int) -> Iterator[tuple[Role, Tie]]:
    """Every role in which somebody stands to a citizen, and what they are to them in it."""
    if person == citizen:
        yield "citizen", "self"
        return
    followed = set()
    for each in relations.between(cursor, citizen, person):
        followed.add((each.role, each.organisation))
        yield each.role, _tie(cursor, each)
    known = people.by_id(cursor, citizen, opened=False)
    for held in roles.of_person(cursor, person):
        if (held.role, held.organisation) not in followed:
            same = known is not None and known[0].organisation == held.organisation
            yield held.role, "colleague" if same else "none"


def _tie(cursor: Cursor, relation: Relation) -> Tie:
    """What somebody is to a citizen by a relation: they follow them as long as it holds and the role is theirs."""
    held = roles.has(cursor, relation.staff, relation.role, relation.organisation)
    return "follows" if held and relation.ended_at is None else "former"


def standing(cursor: Cursor, staff: int, citizen: int) -> list[Relation]:
    """The relations in which somebody follows a citizen now, of roles that they still have."""
    found = relations.between(cursor, citizen, staff)
    return [each for each in found if _tie(cursor, each) == "follows"]


def other_role(cursor: Cursor, relation: Relation) -> str:
    """The other role in which somebody follows the citizen of a relation of theirs, "" for none."""
    others = (each for each in standing(cursor, relation.staff, relation.citizen) if each.id != relation.id)
    return next((each.role for each in others), "")


def may(cursor: Cursor, action: Action, person: int, citizen: int, *, exercise: int = 0) -> bool:
    """Whether somebody may do this about a citizen, or with an exercise of theirs, in any role that they have."""
    sharing = shares.standing(cursor, person, citizen, exercise) if exercise else "unshared"
    return any(
        policy.may(action, role=role, relation=tie, sharing=sharing)
        for role, tie in ties(cursor, person, citizen)
    )


def following(cursor: Cursor, action: Action, staff: int, relation: int) -> Relation:
    """The relation in which somebody may do this; NotAllowed where it is not theirs, is over, or does not allow it."""
    found = relations.get(cursor, relation)
    if found is not None and found.staff == staff:
        tie = _tie(cursor, found)
        if policy.may(action, role=found.role, relation=tie):
            return found
    raise NotAllowed(f"person {staff} may not {action} by the relation {relation}")


def seen(cursor: Cursor, action: Action, viewer: int, citizen: int) -> list[Share]:
    """What somebody may do this with of all that a citizen shows them, the newest share first."""
    return shares.seen_by(cursor, viewer, citizen) if sees(cursor, action, viewer, citizen) else []


def sees(cursor: Cursor, action: Action, viewer: int, citizen: int) -> bool:
    """Whether somebody may do this with what a citizen shows them, whatever that is."""
    standings = ties(cursor, viewer, citizen)
    return any(policy.may(action, role=role, relation=tie, sharing="shared") for role, tie in standings)


def shown(cursor: Cursor, action: Action, staff: int, share: int) -> Share:
    """What is shared with somebody who may do this with it; NotAllowed where it is not (any more)."""
    found = shares.get(cursor, share)
    if (
        found is not None
        and found.viewer == staff
        and may(cursor, action, staff, found.citizen, exercise=found.exercise)
    ):
        return found
    raise NotAllowed(f"person {staff} may not {action} what is shared under {share}")


def all_shown(cursor: Cursor, action: Action, staff: int, numbers: Collection[int]) -> list[Standing]:
    """The same for much at once, in as many queries however much it is, and with nothing of it opened."""
    found = shares.some(cursor, numbers)
    mine = all(each.viewer == staff for each in found) and len(found) == len(set(numbers))
    if mine and all(sees(cursor, action, staff, citizen) for citizen in {each.citizen for each in found}):
        return found
    raise NotAllowed(f"person {staff} may not {action} all that is shared under {sorted(numbers)}")


def owns(cursor: Cursor, action: Action, person: int, exercise: int) -> bool:
    """Whether an exercise is somebody's own, and they may do this with it."""
    mine = sessions.load(cursor, person, exercise) is not None
    return mine and may(cursor, action, person, person, exercise=exercise)


def own(cursor: Cursor, action: Action, person: int, exercise: int) -> None:
    """NotAllowed where somebody may not do this with an exercise as with their own."""
    if not owns(cursor, action, person, exercise):
        raise NotAllowed(f"person {person} may not {action} the exercise {exercise} as their own")


def in_role(cursor: Cursor, action: Action, person: int, role: Staff) -> Held:
    """The role of somebody's by which they may do what is about nobody in particular; NotAllowed without one."""
    for held in roles.of_person(cursor, person):
        if held.role == role and policy.may(action, role=held.role):
            return held
    raise NotAllowed(f"person {person} may not {action} as {role!r}")


def in_any_role(cursor: Cursor, action: Action, person: int) -> None:
    """NotAllowed where somebody has no role by which they may do what is about nobody in particular."""
    if not any(policy.may(action, role=held.role) for held in roles.of_person(cursor, person)):
        raise NotAllowed(f"person {person} may not {action} in any role")


def in_organisation(cursor: Cursor, action: Action, person: int) -> Held:
    """The first role of somebody's by which they may do what is about their organisation; NotAllowed without one."""
    for held in roles.of_person(cursor, person):
        if policy.may(action, role=held.role):
            return held
    raise NotAllowed(f"person {person} may not {action}")


def revocable(cursor: Cursor, person: int, now: datetime) -> set[int]:
    """The invitations that somebody may take back: their own, and into their organisation, where they invite staff."""
    found = {each.id for each in invitations.open_of(cursor, person, now)}
    for held in roles.of_person(cursor, person):
        if policy.may("invite_staff", role=held.role):
            found |= {each.id for each in invitations.open_in(cursor, held.organisation, now)}
    return found


def own_relation(cursor: Cursor, citizen: int, relation: int) -> Relation:
    """A relation of a citizen's own that still holds; NotAllowed for any other."""
    found = relations.get(cursor, relation)
    if found is None or found.citizen != citizen or found.ended_at is not None:
        raise NotAllowed(f"person {citizen} is not followed by the relation {relation}")
    return found
