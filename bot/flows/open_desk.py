"""Open the desk: a link that signs one of the staff in on a computer, once; and sign out everywhere."""

from bot.engine.flow import Flow
from bot.engine.steps import Act, Ask, Branch, Choice, Draw, End, Tell
from bot.engine.text import N_
from bot.flows import _open_desk as opening

FLOW = Flow(
    id="open_desk",
    title=N_("The desk"),
    single=True,
    pausable=False,
    for_staff=True,
    values=opening.VALUES,
    steps=(
        Branch(id="begin", on="has_desk", cases={"yes": "made"}, goto="nobody"),
        Draw(id="made", linked=lambda _: True),
        Tell(
            id="link",
            text=N_(
                "Open this link on the computer that you work at. It works once, until {until}. {opens}\n\n{desk_link}"
            ),
            apart=True,
        ),
        Act(id="open", deeds=opening.open_desk, sends="made"),
        Ask(
            id="more",
            text="{asks}",
            choices=(
                Choice(key="again", label=N_("A new link"), goto="begin"),
                Choice(key="out", label=N_("Sign out everywhere"), goto="close"),
                Choice(key="back", label=N_("Back"), goto="end"),
            ),
            asks_again=True,
        ),
        Act(id="close", deeds=opening.close_desk),
        Tell(
            id="closed",
            text=N_("You are signed out of the desk everywhere. No link that I gave you works any more."),
        ),
        End(id="end"),
        End(id="nobody", text=N_("There is no desk for you here just now.")),
    ),
)
