"""Delete everything: what follows for others is said, asked once more, then done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot import policy
from bot.engine.steps import Ask, Choice, Forget, Step
from bot.engine.text import N_, Words

if TYPE_CHECKING:
    from bot.engine.text import Value
    from bot.engine.view import Values, View

SHALL_I = N_(
    "<b>Shall I delete everything about you?</b> It cannot be undone. "
    "The messages in this chat you have to delete yourself."
)
FOLLOWED = N_(
    "Those who follow you see nothing of yours from then on. They are told that somebody has deleted everything. "
    "What they have written to you is deleted too."
)
FOLLOWS = N_(
    "Your citizens are told that somebody does not follow them any more. "
    "What you have written and noted about them stays with them, without your name."
)

STAYS = N_("What you have written and noted about citizens stays with them, without your name.")


def erases(view: View) -> Words:
    """The question, and what follows for those who follow the person, and whom the person follows or has followed."""
    follows = any(each["role"] in policy.FOLLOWERS for each in view.fact("roles"))
    followed_before = not follows and view.fact("has_written") == "yes"
    others = ((FOLLOWED, bool(view.fact("followers"))), (FOLLOWS, follows), (STAYS, followed_before))
    said = (SHALL_I, *(text for text, here in others if here))
    parts: dict[str, Value] = {f"part{number}": Words(text) for number, text in enumerate(said)}
    return Words("\n\n".join(f"{{{name}}}" for name in parts), parts)


def erasing(*, back: str) -> tuple[Step, ...]:
    """The steps "sure" and "forget"; whoever would rather keep it goes to the step `back`. They need `VALUES`."""
    return (
        Ask(
            id="sure",
            text="{erases}",
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


VALUES: Values = {"erases": erases}
