"""What the errand of a code computes: what the code is good for, and in whose name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.engine.deeds import Join, Mistype
from bot.engine.inputs import Typed
from bot.engine.steps import Again, Ask, Given, Outcome
from bot.engine.text import N_, Words
from bot.flows._company import role_words

if TYPE_CHECKING:
    from bot.engine.deeds import Deed
    from bot.engine.view import Values, View

EXAMPLE = "KM 482 739"


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


def state(view: View) -> str:
    """What the code is good for: "staff", "follow", "instead" of somebody, or why it is not."""
    invitation = view.fact("invitation")
    found = str(invitation["state"])
    return "instead" if found == "follow" and invitation["instead"] else found


def can_follow(view: View) -> bool:
    """Whether whoever asked can still be joined."""
    return state(view) in {"follow", "instead"}


def join(view: View) -> tuple[Deed, ...]:
    """Accept the invitation, if it still works."""
    invitation = view.fact("invitation")
    return (Join(str(view.value("code"))),) if invitation["state"] in {"staff", "follow"} else ()


def mistype(_: View) -> tuple[Deed, ...]:
    return (Mistype(),)


def who(view: View) -> str:
    """Whoever the invitation is from."""
    return str(view.fact("invitation").get("name", ""))


def inviting(view: View) -> str:
    return str(view.fact("invitation").get("organisation", ""))


def instead_of(view: View) -> str:
    """The contact person that the citizen has now."""
    return str(view.fact("invitation").get("instead", ""))


def role(view: View) -> Words:
    invitation = view.fact("invitation")
    return role_words(invitation["role"]) if "role" in invitation else Words("–")


def hat(view: View) -> str:
    """The role that the invitation gives."""
    return str(view.fact("invitation").get("role", ""))


VALUES: Values = {
    "has_code": has_code,
    "state": state,
    "can_follow": can_follow,
    "who": who,
    "inviting": inviting,
    "instead_of": instead_of,
    "role": role,
    "hat": hat,
}
