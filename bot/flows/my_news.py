"""My news: what the people who follow a citizen have said or asked, one thing at a time."""

from bot.engine.flow import Flow
from bot.engine.steps import Act, Ask, Branch, Choice, End
from bot.engine.text import N_
from bot.engine.view import View
from bot.flows import _queue as queue

FINE = N_("All right")


def kind(view: View) -> str:
    """What the news is that has waited longest, "" for none; "stale" for a question that nobody asks any more."""
    found = str(queue.first(view).get("kind", ""))
    return "stale" if found == "handover" and not view.fact("proposed") else found


def sender(view: View) -> str:
    """Whom the news is from."""
    return str(queue.first(view).get("name", "")) or "–"


def colleague(view: View) -> str:
    """Who would follow the citizen instead."""
    return str(view.fact("proposed").get("colleague", "–"))


FLOW = Flow(
    id="my_news",
    title=N_("News for you"),
    single=True,
    pausable=False,
    rings="news",
    values={"kind": kind, "sender": sender, "colleague": colleague},
    steps=(
        Branch(
            id="begin",
            on="kind",
            cases={"handover": "handover_asked", "parted": "parted", "stale": "stale"},
            goto="nothing",
        ),
        Ask(
            id="handover_asked",
            text=N_(
                "{sender} cannot be your contact person any longer. <b>{colleague}</b> can be it instead.\n\n"
                "Is that all right with you? You can say no."
            ),
            choices=(
                Choice(key="keep", label=N_("Yes, and {colleague} may see what {sender} sees"), exact=True),
                Choice(key="fresh", label=N_("Yes, but I choose anew"), exact=True),
                Choice(key="no", label=N_("No")),
            ),
            asks_again=True,
            newest_only=True,
        ),
        Act(id="decide", deeds=queue.decide, goto="begin"),
        Ask(
            id="parted",
            text=N_("{sender} does not follow you here any more, and sees nothing of yours any more."),
            choices=(Choice(key="fine", label=FINE, goto="deal"),),
            asks_again=True,
            newest_only=True,
        ),
        Ask(
            id="stale",
            text=N_("There was a question for you. It has settled itself."),
            choices=(Choice(key="fine", label=FINE, goto="deal"),),
            asks_again=True,
            newest_only=True,
        ),
        Act(id="deal", deeds=queue.deal_first, goto="begin"),
        End(id="nothing", text=N_("That was all that is new.")),
    ),
)
