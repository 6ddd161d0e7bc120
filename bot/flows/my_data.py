"""My data: see everything that is stored, and delete it."""

from bot.engine.flow import Flow
from bot.engine.steps import Ask, Choice, End, Tell
from bot.engine.text import N_
from bot.flows import _erasing as erase

FLOW = Flow(
    id="my_data",
    title=N_("What I have saved about you"),
    single=True,
    pausable=False,
    values=erase.VALUES,
    steps=(
        Tell(id="show", text=N_("<b>What I have saved about you</b>"), source="everything"),
        Ask(
            id="what",
            text=N_("Do you want to keep it, or delete it?"),
            choices=(
                Choice(key="back", label=N_("Keep it, and go back"), goto="end"),
                Choice(key="delete", label=N_("Delete everything"), goto="sure"),
            ),
            asks_again=True,
        ),
        *erase.erasing(back="end"),
        End(id="end"),
    ),
)
