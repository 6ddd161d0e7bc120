"""How much is written: as little as possible, as usual, or with an explanation of each question."""

from bot.engine.flow import Flow
from bot.engine.steps import Ask, Choice, End, Remember
from bot.engine.text import N_
from bot.flows import _detail as detail

FLOW = Flow(
    id="detail",
    title=N_("How much I write"),
    single=True,
    pausable=False,
    values={"how_much": detail.how_much},
    steps=(
        Ask(
            id="what",
            text=N_("{how_much}\n\nDo you want to change something?"),
            choices=(
                Choice(key="less", label=N_("As little as possible"), goto="set"),
                Choice(key="usual", label=N_("As much as usual"), goto="set"),
                Choice(key="more", label=N_("Explain more"), goto="set"),
                Choice(key="back", label=N_("Back"), goto="back"),
            ),
            asks_again=True,
            set_to=lambda view: view.person.detail,
        ),
        Remember(id="set", field="detail", value=detail.chosen, goto="what"),
        End(id="back"),
    ),
)
