"""My data: see everything that is stored, and delete it."""

from bot.engine.flow import Flow
from bot.engine.steps import Ask, Choice, End, Forget, Tell
from bot.engine.text import N_

FLOW = Flow(
    id="my_data",
    title=N_("What I have saved about you"),
    single=True,
    pausable=False,
    steps=(
        Tell(id="show", text=N_("<b>What I have saved about you</b>"), source="everything"),
        Ask(
            id="what",
            text=N_("It stays until you delete it."),
            choices=(
                Choice(key="back", label=N_("Keep it, and go back"), goto="end"),
                Choice(key="delete", label=N_("Delete everything"), goto="sure"),
            ),
            asks_again=True,
        ),
        Ask(
            id="sure",
            text=N_(
                "Then all your answers and all else I know of you will be gone, and I cannot bring it back. "
                "The messages in this chat you delete yourself. Are you sure?"
            ),
            choices=(
                Choice(key="no", label=N_("No, keep it"), goto="end"),
                Choice(key="yes", label=N_("Yes, delete everything"), goto="forget"),
            ),
            asks_again=True,
        ),
        Forget(
            id="forget",
            text=N_("Everything I had saved about you is deleted. Write /start if you want to begin again."),
        ),
        End(id="end"),
    ),
)
