"""My data: see everything that is stored, take a copy along, say something else about health, and delete it."""

from __future__ import annotations

from bot.engine.flow import Flow
from bot.engine.steps import Branch, Choice, End, Handover, Pick, Tell
from bot.engine.text import N_
from bot.flows import _erasing as erase
from bot.flows import _health as health

FLOW = Flow(
    id="my_data",
    title=N_("What I have saved about you"),
    single=True,
    pausable=False,
    values=erase.VALUES,
    lists={"decision": health.decision},
    steps=(
        Tell(id="show", text=N_("<b>What I have saved about you</b>"), source="everything"),
        Pick(
            id="what",
            text=N_("What do you want to do with it?"),
            source="decision",
            above=("back", "copy"),
            choices=(
                Choice(key="back", label=N_("Back"), goto="end"),
                Choice(key="copy", label=N_("Take a copy along"), goto="copy"),
                Choice(key="delete", label=N_("Delete everything"), goto="sure"),
            ),
            asks_again=True,
        ),
        Handover(id="health", flow=health.FLOW, goto="what"),
        *erase.erasing(back="end", copied="copied"),
        Branch(id="copied", on="what", cases={"delete": erase.SURE_NOW}, goto="what_now"),
        Pick(
            id="what_now",
            text=N_("What do you want to do now?"),
            source="decision",
            above=("back",),
            choices=(
                Choice(key="back", label=N_("Back"), goto="end"),
                Choice(key="delete", label=N_("Delete everything"), goto=erase.SURE_NOW),
            ),
            asks_again=True,
            goto="health",
        ),
        End(id="end"),
    ),
)
