"""Somebody signs in to the desk: where a second yes is wanted, the person says in the chat that it is them."""

from datetime import datetime
from typing import TYPE_CHECKING

from bot.engine.bell import Ring
from bot.engine.callbacks import from_base36
from bot.engine.deeds import CloseDesk, LetIn
from bot.engine.flow import Flow
from bot.engine.steps import Act, Ask, Branch, Choice, End
from bot.engine.text import N_

if TYPE_CHECKING:
    from bot.engine.deeds import Deed
    from bot.engine.view import View

RINGS = "desk"


def ring(view: "View", _: datetime) -> Ring:
    """Ask at once, at any hour: the person sits at the computer. Later there is nothing left to confirm."""
    return Ring(asks=waits(view))


def waits(view: "View") -> bool:
    return bool(view.fact("desk_number"))


def let_in(view: "View") -> "tuple[Deed, ...]":
    return (LetIn(from_base36(str(view.value(RINGS)))),)


FLOW = Flow(
    id="desk_entry",
    title=N_("The desk"),
    pausable=False,
    for_staff=True,
    rings=RINGS,
    ring=ring,
    values={"waits": waits, "number": lambda view: str(view.fact("desk_number"))},
    steps=(
        Ask(
            id="you",
            # Translators: {number} has two digits, and stands on the web page.
            text=N_(
                "Somebody has opened the desk with your link. Is it you, and does the page show the number {number}?"
            ),
            choices=(
                Choice(key="yes", label=N_("Yes, let me in"), goto="still"),
                Choice(key="no", label=N_("No, it is not me"), goto="close"),
            ),
            newest_only=True,
        ),
        Branch(id="still", on="waits", cases={"yes": "let_in"}, goto="too_late"),
        Act(id="let_in", deeds=let_in),
        End(id="in", text=N_("You are signed in. Go on on the computer.")),
        Act(id="close", deeds=lambda _: (CloseDesk(),), goto="closed"),
        End(
            id="closed",
            text=N_(
                "Nobody was let in, and you are signed out of the desk everywhere. Somebody else has had your link. "
                "Get a new one only when you sit at the computer, and show it to nobody."
            ),
        ),
        End(
            id="too_late",
            text=N_("That took too long, and nobody was let in. Get a new link, and try once more."),
        ),
    ),
)
