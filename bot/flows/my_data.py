"""My data: see everything that is stored, take a copy along, and delete it."""

from bot.engine.flow import Flow
from bot.engine.steps import Ask, Branch, Choice, End, Tell
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
            text=N_("What do you want to do with it?"),
            choices=(
                Choice(key="back", label=N_("Keep it, and go back"), goto="end"),
                Choice(key="copy", label=N_("Take a copy along"), goto="copy"),
                Choice(key="delete", label=N_("Delete everything"), goto="sure"),
            ),
            asks_again=True,
        ),
        *erase.erasing(back="end", copied="copied"),
        Branch(id="copied", on="what", cases={"delete": "sure"}, goto="what"),
        End(id="end"),
    ),
)
