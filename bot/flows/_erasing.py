"""Delete everything: asked once more, then done."""

from bot.engine.steps import Ask, Choice, Forget, Step
from bot.engine.text import N_


def erasing(*, back: str) -> tuple[Step, ...]:
    """The steps "sure" and "forget"; whoever would rather keep it goes to the step `back`."""
    return (
        Ask(
            id="sure",
            text=N_(
                "If you say yes, I delete all your answers and all else I know of you. It cannot be brought back. "
                "The messages in this chat you delete yourself. Are you sure?"
            ),
            choices=(
                Choice(key="no", label=N_("No, keep it"), goto=back),
                Choice(key="erase", label=N_("Yes, delete everything"), goto="forget"),
            ),
            asks_again=True,
        ),
        Forget(
            id="forget",
            text=N_("Everything I had saved about you is deleted. Write /start if you want to begin again."),
        ),
    )
