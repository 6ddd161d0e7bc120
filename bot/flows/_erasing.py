"""Delete everything: asked once more, then done."""

from bot.engine.steps import Ask, Choice, Forget, Step
from bot.engine.text import N_


def erasing(*, back: str) -> tuple[Step, ...]:
    """The steps "sure" and "forget"; whoever would rather keep it goes to the step `back`."""
    return (
        Ask(
            id="sure",
            text=N_(
                "<b>Shall I delete everything about you?</b> It cannot be undone. "
                "The messages in this chat you have to delete yourself."
            ),
            choices=(
                Choice(key="no", label=N_("No, keep it"), goto=back),
                Choice(
                    key="yes",
                    label=N_("Yes, delete everything"),
                    goto="forget",
                    formerly=("erase",),
                    exact=True,
                ),
            ),
            asks_again=True,
        ),
        Forget(
            id="forget",
            text=N_("Everything I had saved about you is deleted. Write /start if you want to begin again."),
        ),
    )
