"""What somebody may do now, by the roles, relations and shares that are stored: the policy, asked with facts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot import policy
from bot.policy import NotAllowed
from bot.state import relations, roles, shares

if TYPE_CHECKING:
    from bot.policy import Action, Role, Sharing
    from bot.state.cursor import Cursor
    from bot.state.relations import Relation
    from bot.state.roles import Held
    from bot.state.shares import Share


def standing(cursor: Cursor, staff: int, citizen: int) -> list[Relation]:
    """The relations in which somebody follows a citizen now, of roles that they still have."""
    return [
        each
        for each in relations.of_citizen(cursor, citizen)
        if each.staff == staff and roles.has(cursor, staff, each.role, each.organisation)
    ]


def other_role(cursor: Cursor, relation: Relation) -> str:
    """The other role in which somebody follows the citizen of a relation of theirs, "" for none."""
    others = (each for each in standing(cursor, relation.staff, relation.citizen) if each.id != relation.id)
    return next((each.role for each in others), "")


def may(cursor: Cursor, action: Action, staff: int, citizen: int, *, sharing: Sharing = "unshared") -> bool:
    """Whether somebody of the staff may do this about a citizen, in any role in which they follow them."""
    found = standing(cursor, staff, citizen)
    return any(policy.may(action, role=each.role, relation="follows", sharing=sharing) for each in found)


def following(cursor: Cursor, action: Action, staff: int, relation: int) -> Relation:
    """The relation in which somebody may do this; NotAllowed where it is not theirs, is over, or does not allow it."""
    found = relations.get(cursor, relation)
    if found is not None and found.staff == staff and found.ended_at is None:
        held = roles.has(cursor, staff, found.role, found.organisation)
        if held and policy.may(action, role=found.role, relation="follows"):
            return found
    raise NotAllowed(f"person {staff} may not {action} by the relation {relation}")


def shown(cursor: Cursor, action: Action, staff: int, share: int) -> Share:
    """What is shared with somebody who may do this with it; NotAllowed where it is not (any more)."""
    found = shares.get(cursor, share)
    if (
        found is not None
        and found.viewer == staff
        and may(cursor, action, staff, found.citizen, sharing="shared")
    ):
        return found
    raise NotAllowed(f"person {staff} may not {action} what is shared under {share}")


def in_role(cursor: Cursor, action: Action, person: int, role: Role) -> Held:
    """The role of somebody's by which they may do what is about nobody in particular; NotAllowed without one."""
    for held in roles.of_person(cursor, person):
        if held.role == role and policy.may(action, role=held.role):
            return held
    raise NotAllowed(f"person {person} may not {action} as {role!r}")


def own_relation(cursor: Cursor, citizen: int, relation: int) -> Relation:
    """A relation of a citizen's own that still holds; NotAllowed for any other."""
    found = relations.get(cursor, relation)
    if found is None or found.citizen != citizen or found.ended_at is not None:
        raise NotAllowed(f"person {citizen} is not followed by the relation {relation}")
    return found
