"""My citizens: whom one of the staff follows, and what can be done about one of them."""

from bot.engine.flow import Flow
from bot.engine.steps import Branch, Choice, End, Handover, Pick
from bot.engine.text import N_, Words
from bot.engine.view import View
from bot.flows import _staff as staff


def has_citizens(view: View) -> bool:
    return bool(view.fact("citizens"))


def asks(view: View) -> Words:
    """Who it is about; whoever it was about can have gone while the list stood here."""
    return Words(N_("Who is it about?") if has_citizens(view) else staff.NOBODY)


FLOW = Flow(
    id="my_citizens",
    title=N_("My citizens"),
    single=True,
    pausable=False,
    for_staff=True,
    values={"has_citizens": has_citizens, "asks": asks},
    lists={"mine": staff.citizens},
    steps=(
        Branch(id="begin", on="has_citizens", cases={"yes": "which"}, goto="nobody"),
        End(id="nobody", text=staff.NOBODY),
        Pick(
            id="which",
            text="{asks}",
            source="mine",
            of_people=True,
            gone=staff.NOT_WITH_YOU,
            choices=(Choice(key="back", label=N_("Back"), goto="end"),),
            page_size=8,
            asks_again=True,
        ),
        Handover(
            id="citizen",
            flow="my_citizen",
            passing=lambda view: {"citizen": view.session.answers["which"]},
            goto="begin",
        ),
        End(id="end"),
    ),
)
