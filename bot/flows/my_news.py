"""My news: what the people who follow a citizen have said or asked, one thing at a time."""

from functools import partial

from bot.engine.effects import CALL_PROMISED
from bot.engine.flow import Flow
from bot.engine.hurrying import Hurry
from bot.engine.steps import Act, Ask, Branch, Choice, End, Handover, Hold, Pick, Tell
from bot.engine.text import N_
from bot.flows import _news as news

News = partial(
    Ask,
    choices=(Choice(key="fine", label=N_("All right"), goto="deal"),),
    asks_again=True,
    newest_only=True,
)
"""Something that only has to be read."""


FLOW = Flow(
    id="my_news",
    title=N_("News for you"),
    single=True,
    pausable=False,
    rings="news",
    awaits="has_news",
    hurries=Hurry(CALL_PROMISED, news.calls, asked_for=True),
    values=news.VALUES,
    lists=news.LISTS,
    steps=(
        Branch(id="opened", on="has_news", cases={"yes": "begin"}, goto="seen"),
        Hold(id="begin", value=news.first),
        Branch(
            id="of_kind",
            on="kind",
            cases={
                "handover": "handover_asked",
                "parted": "parted",
                "gone": "gone",
                "commented": "commented",
                "scored": "scored",
                "scored_again": "scored_again",
                "removed": "removed",
                "promised": "promised",
                "report": "report",
                "stale": "stale",
            },
            goto="nothing",
        ),
        Ask(
            id="handover_asked",
            text=N_(
                "{proposal}\n\nIs that all right with you? You can say no. If you say no, {sender} stays."
            ),
            choices=(
                Choice(key="keep", label=N_("Yes, and {colleague} may see what {sender} sees"), exact=True),
                Choice(key="fresh", label=N_("Yes, but {colleague} sees nothing yet"), exact=True),
                Choice(key="no", label=N_("No")),
            ),
            asks_again=True,
            newest_only=True,
        ),
        Branch(id="still", on="kind", cases={"handover": "answered"}, goto="stale"),
        Branch(
            id="answered",
            on="handover_asked",
            cases={"keep": "taken_over_all", "fresh": "taken_over"},
            goto="stays",
        ),
        Tell(
            id="taken_over_all",
            text=N_("{colleague} is your contact person now, and can see what {sender} could see."),
            goto="decide",
        ),
        Tell(
            id="taken_over",
            text=N_("{colleague} is your contact person now, and sees nothing before you show it."),
            goto="decide",
        ),
        Tell(id="stays", text=N_("{sender} is your contact person still, and hears your answer from me.")),
        Act(id="decide", deeds=news.decide, goto="begin"),
        Handover(id="commented", flow="remarks", passing=news.exercise, goto="any_more"),
        Handover(id="report", flow="report", passing=news.report, goto="any_others"),
        Pick(
            id="scored",
            text=N_(
                "{sender} has scored your star too. Do you want to see it? "
                "Then both stand in the picture, for {sender} too."
            ),
            source="scored_star",
            choices=(Choice(key="no", label=N_("No, thank you"), goto="kept_apart", means="no"),),
            asks_again=True,
            newest_only=True,
        ),
        Tell(id="both", text=N_("Both stand in the picture of your star now. You can change that under 💬.")),
        Act(id="allow", deeds=news.allow),
        Handover(id="star", flow="star", to="scored", at="opened", goto="any_more"),
        Tell(id="kept_apart", text=N_("That is quite all right. Your picture stays as it is.")),
        Act(id="disallow", deeds=news.disallow, goto="begin"),
        News(
            id="scored_again",
            text=N_(
                "{sender} has scored your star again. The new scores stand beside it, as you have said yes to that. "
                "You can change that under 💬 at the star."
            ),
        ),
        News(
            id="parted",
            text="{parted}",
        ),
        News(
            id="removed",
            text="{removed}",
        ),
        News(
            id="promised",
            text=N_(
                "{sender} has seen that you would like a call, and calls you. "
                "Are you in danger? Then call 112 now."
            ),
        ),
        News(
            id="gone",
            text=N_("Somebody who followed you here does not any more, and sees nothing of yours any more."),
        ),
        News(
            id="stale",
            text=N_("There was a question for you. It has settled itself."),
        ),
        Act(id="deal", deeds=news.deal, goto="begin"),
        Branch(id="any_others", on="has_others", cases={"yes": "more"}, goto="end"),
        Branch(id="any_more", on="has_news", cases={"yes": "more"}, goto="end"),
        Ask(
            id="more",
            text=N_("There is more news for you."),
            choices=(
                Choice(key="see", label=N_("See it"), goto="begin"),
                Choice(key="later", label=N_("Not now"), goto="end", means="no"),
            ),
            asks_again=True,
            newest_only=True,
        ),
        End(id="nothing", text=N_("That was all that is new.")),
        End(
            id="seen",
            text=N_(
                "It is not here any more. You have seen it already, or it is taken back or deleted. "
                "You need not do anything."
            ),
        ),
        End(id="end"),
    ),
)
