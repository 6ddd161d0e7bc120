"""Who may see and do what: the one function that chat, desk and reports all ask; pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping

Staff: TypeAlias = Literal["contact", "mentor", "coordinator"]
"""The roles of staff."""
Role: TypeAlias = Literal["citizen", Staff]
"""In which role somebody acts: a citizen for themselves, or staff in one of their roles."""
Hat: TypeAlias = Literal[Staff, ""]
"""The role of staff that somebody is in now; "" for somebody who practises."""
Relation: TypeAlias = Literal["self", "follows", "former", "colleague", "none"]
"""What somebody is to a citizen: the citizen, somebody who follows them, who did so before, who works for the same
organisation, or none of these."""
Sharing: TypeAlias = Literal["unshared", "shared", "withdrawn"]
"""What the citizen has decided about one version of an exercise and one person."""
Action: TypeAlias = Literal[
    "read",
    "comment",
    "read_comments",
    "share",
    "know",
    "remind",
    "answer",
    "score",
    "belief",
    "hand_over",
    "report",
    "invite_citizen",
    "invite_staff",
    "see_organisation",
    "open_desk",
]
"""Read a version, comment on it or judge it, read what was said of it, decide who sees it; know that somebody is there,
their name, and when they were last here; send reminders, and read what is answered; answer a reminder; score the star
beside them; note one's belief in them; hand them over to a colleague; write a report about them; ask citizens
or staff to join; see of one's organisation who works there, how the program is set up, and its key figures; open the
desk."""

STAFF: tuple[Staff, ...] = ("contact", "mentor", "coordinator")
FOLLOWERS: tuple[Staff, ...] = ("contact", "mentor")
"""The roles in which staff follow a citizen."""

OWN: frozenset[Action] = frozenset({"read", "comment", "read_comments", "share", "know", "answer"})
"""What citizens may do with what is their own, whatever they have shared."""
FOLLOWING: Mapping[Role, frozenset[Action]] = {
    "contact": frozenset({"know", "remind", "score", "belief", "hand_over", "report"}),
    "mentor": frozenset({"know", "remind"}),
}
"""What somebody who follows a citizen may do without anything being shared."""
SHARED: frozenset[Action] = frozenset({"read", "comment", "read_comments"})
"""What somebody who follows a citizen may do with a version that is shared with them."""
IN_GENERAL: Mapping[Role, frozenset[Action]] = {
    "contact": frozenset({"invite_citizen", "open_desk"}),
    "mentor": frozenset({"invite_citizen", "open_desk"}),
    "coordinator": frozenset({"invite_staff", "see_organisation", "open_desk"}),
}
"""What a role allows without any citizen."""


class NotAllowed(Exception):
    """Somebody was about to do what they may not: a bug, or somebody who tries what no button offers."""


def may(action: Action, *, role: Role, relation: Relation = "none", sharing: Sharing = "unshared") -> bool:
    """Whether somebody in this role, who is this to a citizen, may do this to a version with this sharing.

    Where an action is about no citizen or no version, the relation is "none" and the sharing "unshared".
    """
    if role == "citizen":
        return relation == "self" and action in OWN
    if action in IN_GENERAL[role]:
        return True
    if relation != "follows":
        return False
    return action in FOLLOWING.get(role, ()) or (
        role in FOLLOWERS and sharing == "shared" and action in SHARED
    )
