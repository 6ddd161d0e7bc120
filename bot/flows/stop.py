"""Stop: for today, no more messages, or everything deleted."""

from bot.engine.flow import Flow
from bot.engine.steps import Ask, Branch, Choice, End, Remember, Tell
from bot.engine.text import N_
from bot.flows import _erasing as erase
from bot.flows._messages import IN_PEACE

TODAY = Choice(key="pause", label=N_("Enough for today"), goto="pause")
"""What most of those want who write /stop in the middle of something: nothing is to be deleted."""

FLOW = Flow(
    id="stop",
    title=N_("Stop"),
    single=True,
    pausable=False,
    values={"is_quiet": lambda view: view.person.quiet, **erase.VALUES},
    steps=(
        Branch(id="now", on="is_quiet", cases={"yes": "again"}, goto="how"),
        Ask(
            id="again",
            text=N_("Right now I do not write to you by myself. Do you want to change something?"),
            choices=(
                TODAY,
                Choice(key="write", label=N_("You may write to me again"), goto="loud"),
                Choice(key="delete", label=N_("Delete everything"), goto="sure"),
                Choice(key="back", label=N_("No, go on"), goto="back"),
            ),
            asks_again=True,
        ),
        Remember(id="loud", field="quiet", value=lambda _: False),
        Tell(id="said", text=N_("Good. I only write when there is a reason to."), goto="back"),
        Ask(
            id="how",
            text=N_("Do you want to stop? You need not say why."),
            choices=(
                TODAY,
                Choice(key="quiet", label=N_("Do not write to me"), goto="quiet"),
                Choice(key="delete", label=N_("Delete everything"), goto="sure"),
                Choice(key="back", label=N_("No, go on"), goto="back"),
            ),
            asks_again=True,
        ),
        Remember(id="quiet", field="quiet", value=lambda _: True),
        Tell(id="in_peace", text=IN_PEACE),
        End(id="rest", text=N_("What you have made is still here."), rest=True),
        End(id="pause", pause=True),
        *erase.erasing(back="back"),
        End(id="back"),
    ),
)
