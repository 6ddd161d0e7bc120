"""Stop: no more messages, or everything deleted."""

from bot.engine.flow import Flow
from bot.engine.steps import Ask, Choice, End, Remember
from bot.engine.text import N_
from bot.flows._erasing import erasing

FLOW = Flow(
    id="stop",
    title=N_("Stop"),
    single=True,
    pausable=False,
    steps=(
        Ask(
            id="how",
            text=N_("Do you want to stop? You need not say why."),
            choices=(
                Choice(key="quiet", label=N_("Do not write to me"), goto="quiet"),
                Choice(key="delete", label=N_("Delete everything"), goto="sure"),
                Choice(key="back", label=N_("No, go on"), goto="back"),
            ),
            asks_again=True,
        ),
        Remember(id="quiet", field="quiet", value=lambda _: True),
        End(
            id="rest",
            text=N_(
                "I write nothing more by myself. What you have made is still here. Write to me if you want to go on."
            ),
            rest=True,
        ),
        *erasing(back="back"),
        End(id="back"),
    ),
)
