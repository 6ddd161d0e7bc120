"""Reading aloud: which messages, and how fast."""

from bot.engine.flow import Flow
from bot.engine.steps import Ask, Branch, Choice, End, Remember
from bot.engine.text import N_
from bot.flows import _aloud_settings as settings

FLOW = Flow(
    id="aloud",
    title=N_("Reading aloud"),
    single=True,
    pausable=False,
    values={"settings": settings.settings},
    steps=(
        Branch(id="now", on="voiced", cases={"no": "no_voice"}),
        Ask(
            id="what",
            text=N_("{settings}\n\nDo you want to change something?"),
            choices=(
                Choice(key="all", label=N_("Read everything aloud"), goto="set"),
                Choice(key="button", label=N_("Only when I tap 🔊"), goto="set"),
                Choice(key="off", label=N_("Read nothing aloud"), goto="set"),
                # Translators: button. How fast the voice speaks.
                Choice(key="speed", label=N_("How fast"), goto="speed"),
                Choice(key="back", label=N_("Back"), goto="back"),
            ),
            asks_again=True,
            set_to=lambda view: view.person.aloud,
        ),
        Remember(id="set", field="aloud", value=settings.which, goto="what"),
        Ask(
            id="speed",
            text=N_("How fast shall I speak?"),
            choices=(
                # Translators: buttons. How fast the voice speaks.
                Choice(key="slow", label=N_("Slowly")),
                Choice(key="normal", label=N_("As usual")),
                Choice(key="fast", label=N_("Quickly")),
                Choice(key="keep", label=N_("Back"), goto="what"),
            ),
            asks_again=True,
            set_to=lambda view: view.person.speed,
        ),
        Remember(id="set_speed", field="speed", value=lambda view: view.value("speed"), goto="what"),
        End(
            id="no_voice",
            text=N_("I have no voice for this language yet. Your phone may be able to read aloud."),
        ),
        End(id="back"),
    ),
)
