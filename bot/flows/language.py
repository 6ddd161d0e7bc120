"""Choose the language that everything is written in."""

from bot.engine.flow import Flow
from bot.engine.steps import Choice, End, Pick, Remember
from bot.engine.text import N_

FLOW = Flow(
    id="language",
    title=N_("Language"),
    single=True,
    pausable=False,
    steps=(
        Pick(
            id="choose",
            text=N_("Which language do you want?"),
            source="languages",
            choices=(Choice(key="back", label=N_("Back"), goto="back"),),
            asks_again=True,
        ),
        Remember(id="set", field="language", value=lambda view: view.value("choose")),
        End(id="end", text=N_("From now on I write in English.")),
        End(id="back"),
    ),
)
