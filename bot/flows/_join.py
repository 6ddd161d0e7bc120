"""What the errand of a code computes: what the code is good for, and in whose name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bot import policy
from bot.engine.deeds import Join, Mistype
from bot.engine.inputs import Typed
from bot.engine.steps import Again, Ask, Given, Outcome
from bot.engine.text import N_, Words, lines
from bot.flows._company import role_words

if TYPE_CHECKING:
    from bot.engine.deeds import Deed
    from bot.engine.text import Value
    from bot.engine.view import Values, View

EXAMPLE = "KM 482 739"
NO_CODE = {"code": {"kind": "skipped", "value": ""}}
"""What the errand of a code is begun with, so that it asks for one."""

SEES_WHAT_IS_SHARED = N_(
    "You see only what citizens share with you. They can see when you have looked. "
    "Do not keep it anywhere else, and do not show it to anybody."
)
SEES_NOBODY = N_("You let in contact persons, mentors and coordinators. You see nothing of any citizen.")
# Translators: the first thing that one of the staff reads in their new role: whoever follows citizens; whoever
# coordinates, where there is a desk and where there is none.
FINDS_CITIZENS = N_("Welcome. This is where you find your citizens and what waits for you.")
INVITES_AND_COUNTS = N_("Welcome. Here you invite colleagues, and see the figures of all of you.")
INVITES = N_("Welcome. Here you invite colleagues.")
# Translators: what it means to say yes to somebody who would like to follow, a line each.
KNOWS = N_("• {who} can see your first name, and when you were last here.")
SEES = N_("• {who} sees nothing of what you write, until you share it.")
# Translators: of a contact person only. The citizen reads there what was noted.
NOTES = N_(
    "• {who} can note how you are doing, and how much they believe that you get a job. "
    "You can read it under /mydata."
)
CAN_STOP = N_("• You can stop it whenever you like.")
INSTEAD = N_(
    "• {instead_of} is your contact person now. If you say yes, {instead_of} is not any more, "
    "and sees nothing of yours any more."
)
# Translators: {role} is what {instead_of} is besides: "mentor".
INSTEAD_AS_ONE = N_(
    "• {instead_of} is your contact person now. If you say yes, {instead_of} is not any more, "
    "and does not see what you have shown so far. {instead_of} is still your {role}."
)
RESPONSIBLE = N_(
    "• {inviting} becomes responsible for what is saved about you here. You reach them at {contact}"
)
# Translators: {role} is like "mentor"; {inviting} is an organisation.
WHO_IT_IS = N_(
    "{who} is from {inviting}, and would like to be your {role} here. "
    "If you do not know {who}, you can say no, and ask here: {contact}"
)
CANNOT_SAY = N_("I cannot say. You can ask here: {contact}")


@dataclass(frozen=True, kw_only=True)
class AskCode(Ask):
    """A code, which begins the errand anew as soon as it is sent; any other words are none."""

    def take(self, given: Given, view: View) -> Outcome:
        if isinstance(given, Typed):
            how = N_("That does not look like a code. A code has two letters and six digits, like {code}.")
            return Again(Words(how, {"code": EXAMPLE}))
        return super().take(given, view)


def has_code(view: View) -> bool:
    """Whether a code was sent."""
    return bool(view.value("code"))


def may_answer(view: View) -> bool:
    """Whether it was typed where words are asked for, and may be no code at all."""
    return bool(view.session.answers.get("code", {}).get("answers"))


def state(view: View) -> str:
    """What the code is good for: "staff", "follow", or why it is not."""
    return str(view.fact("invitation")["state"])


def can_follow(view: View) -> bool:
    """Whether whoever asked can still be joined."""
    return state(view) == "follow"


def join(view: View) -> tuple[Deed, ...]:
    """Accept the invitation, if it still works; what is kept of the code is its digest."""
    invitation = view.fact("invitation")
    return (Join(str(view.value("code"))),) if invitation["state"] in {"staff", "follow"} else ()


def mistype(view: View) -> tuple[Deed, ...]:
    """A wrong code counts, unless first contact has counted it."""
    return () if view.session.answers.get("code", {}).get("counted") else (Mistype(),)


def who(view: View) -> str:
    """Whoever the invitation is from."""
    return str(view.fact("invitation").get("name", ""))


def inviting(view: View) -> str:
    return str(view.fact("invitation").get("organisation", ""))


def terms(view: View) -> Words:
    """What a yes means, a line each: what whoever asks sees, and what becomes of what was before."""
    invitation = view.fact("invitation")
    if invitation["state"] != "follow":
        return Words("–")
    mine = [each for each, here in _terms(invitation) if here]
    return lines([Words(each, _named(invitation)) for each in mine])


def _terms(invitation: dict[str, Any]) -> tuple[tuple[str, bool], ...]:
    instead, also = bool(invitation["instead"]), bool(invitation["instead_also"])
    return (
        (KNOWS, True),
        (SEES, True),
        (NOTES, policy.may("belief", role=invitation["role"], relation="follows")),
        (CAN_STOP, not instead),
        (INSTEAD, instead and not also),
        (INSTEAD_AS_ONE, instead and also),
        (RESPONSIBLE, bool(invitation["reached"])),
    )


def _named(invitation: dict[str, Any]) -> dict[str, Value]:
    also = invitation["instead_also"]
    return {
        "who": invitation["name"],
        "instead_of": invitation["instead"],
        "role": role_words(also) if also else "",
        "inviting": invitation["organisation"],
        "contact": invitation["reached"],
    }


def who_it_is(view: View) -> Words:
    """Who somebody is whom the person asks about: all that is known is who has invited them."""
    return whoever(view.fact("invitation"), view)


def whoever(invitation: dict[str, Any], view: View) -> Words:
    """Who somebody is that would like to follow."""
    if invitation.get("state") != "follow":
        return Words(CANNOT_SAY, {"contact": view["contact"]})
    named: dict[str, Value] = {"who": invitation["name"], "inviting": invitation["organisation"]}
    role = role_words(invitation["role"])
    return Words(WHO_IT_IS, {**named, "role": role, "contact": invitation["reached"] or view["contact"]})


def role(view: View) -> Words:
    invitation = view.fact("invitation")
    return role_words(invitation["role"]) if "role" in invitation else Words("–")


def elsewhere(view: View) -> str:
    """Where somebody has the same role already."""
    return str(view.fact("invitation").get("elsewhere", "–"))


def duties(view: View) -> Words:
    """What the role of an invitation sees, and what goes with that."""
    follows = view.fact("invitation").get("role") in policy.FOLLOWERS
    return Words(SEES_WHAT_IS_SHARED if follows else SEES_NOBODY)


def welcome(view: View) -> Words:
    """What there is to do here in the role that somebody has just taken on."""
    if view.person.hat in policy.FOLLOWERS:
        return Words(FINDS_CITIZENS)
    return Words(INVITES_AND_COUNTS if view.fact("desk_link") else INVITES)


def hat(view: View) -> str:
    """The role that the invitation gives."""
    return str(view.fact("invitation").get("role", ""))


VALUES: Values = {
    "has_code": has_code,
    "may_answer": may_answer,
    "welcome": welcome,
    "state": state,
    "can_follow": can_follow,
    "who": who,
    "who_it_is": who_it_is,
    "inviting": inviting,
    "elsewhere": elsewhere,
    "duties": duties,
    "terms": terms,
    "role": role,
    "hat": hat,
}
