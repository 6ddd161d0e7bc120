"""My news: what the people who follow a citizen have said or asked, one thing at a time."""

from bot.engine.flow import Flow
from bot.engine.steps import Act, Ask, Branch, Choice, End, Hold
from bot.engine.text import N_
from bot.flows import _news as news

FINE = N_("All right")

FLOW = Flow(
    id="my_news",
    title=N_("News for you"),
    single=True,
    pausable=False,
    rings="news",
    values=news.VALUES,
    steps=(
        Hold(id="begin", value=news.first),
        Branch(
            id="of_kind",
            on="kind",
            cases={"handover": "handover_asked", "parted": "parted", "gone": "gone", "stale": "stale"},
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
        Branch(id="still", on="kind", cases={"handover": "decide"}, goto="stale"),
        Act(id="decide", deeds=news.decide, goto="begin"),
        Ask(
            id="parted",
            text=N_("{sender} does not follow you here any more, and sees nothing of yours any more."),
            choices=(Choice(key="fine", label=FINE, goto="deal"),),
            asks_again=True,
            newest_only=True,
        ),
        Ask(
            id="gone",
            text=N_("Somebody who followed you here does not any more, and sees nothing of yours any more."),
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
        Act(id="deal", deeds=news.deal, goto="begin"),
        End(id="nothing", text=N_("That was all that is new.")),
    ),
)
