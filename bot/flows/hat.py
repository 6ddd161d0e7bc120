"""Change role: what somebody of the staff is here now, or somebody who practises like any other."""

from bot.engine.flow import Flow
from bot.engine.steps import Choice, End, Pick, Remember
from bot.engine.text import N_
from bot.flows import _staff as staff

FLOW = Flow(
    id="hat",
    title=N_("Change role"),
    pausable=False,
    single=True,
    lists={"hats": staff.hats},
    steps=(
        Pick(
            id="which_hat",
            text=N_("What would you like to be now?"),
            source="hats",
            choices=(
                Choice(key="citizen", label=N_("Somebody who practises"), goto="take_off"),
                Choice(key="back", label=N_("Back"), goto="end"),
            ),
            asks_again=True,
            newest_only=True,
        ),
        Remember(id="wear", field="hat", value=staff.hat, goto="end"),
        Remember(id="take_off", field="hat", value=lambda _: ""),
        End(id="end"),
    ),
)
