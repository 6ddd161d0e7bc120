"""Delete everything: what follows is said and a copy offered, it is asked once more, then done, with a receipt."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot import policy
from bot.engine.steps import Ask, Choice, Forget, Step
from bot.engine.text import N_, WithYear, Words, lines
from bot.flows import _kept_elsewhere as elsewhere
from bot.flows._copy import copying

if TYPE_CHECKING:
    from datetime import datetime

    from bot.engine.text import Value
    from bot.engine.view import Values, View

SHALL_I = N_("<b>Shall I delete everything about you?</b> It cannot be undone.")
FOLLOWED = N_(
    "Those who follow you see nothing of yours from then on. They are told that somebody has deleted everything. "
    "What they have written to you is deleted too."
)
FOLLOWS = N_(
    "Your citizens are told that somebody does not follow them any more. "
    "What you have written and noted about them stays with them, without your name."
)

STAYS = N_("What you have written and noted about citizens stays with them, without your name.")
# Translators: the receipt after everything was deleted. {number} is a short code.
RECEIPT = N_(
    "<b>Everything I had saved about you is deleted.</b>\n{day} at {time}. The number of this receipt is {number}."
)
GONE = N_(
    "I have deleted your name, your answers and exercises. "
    "Also what you showed to others, your reminders, and messages on their way to you."
)
NOT_GONE = N_("This is not deleted:")
# Translators: two of the things that deleting everything does not reach.
CHAT = N_("Messages and files in this chat. You have to delete them yourself.")
BACKUPS = N_("Old backup copies. {organisation} deletes them after a while.")
BEGIN_AGAIN = N_("Write /start if you want to begin again.")


def erases(view: View) -> Words:
    """The question, and what follows for those who follow the person, and whom the person follows or has followed."""
    follows = _follows(view)
    others = (
        (FOLLOWED, bool(view.fact("followers"))),
        (FOLLOWS, follows),
        (STAYS, not follows and _has_written(view)),
    )
    said = (SHALL_I, *(text for text, here in others if here))
    return _paragraphs(*map(Words, said), elsewhere.kept(view))


def _follows(view: View) -> bool:
    return any(each["role"] in policy.FOLLOWERS for each in view.fact("roles"))


def _has_written(view: View) -> bool:
    return bool(view.fact("has_written") == "yes")


def receipt(view: View) -> Words:
    """What somebody is told who has just been erased."""
    now = view.hours.local(view.context.now)
    stays = _follows(view) or _has_written(view)
    number, organisation = str(view.fact("receipt")), str(view.fact("organisation"))
    return Receipt(now, number, organisation, elsewhere.kept(view), stays=stays).words()


@dataclass(frozen=True, slots=True)
class Receipt:
    """That everything was deleted at a moment, shown on the person's own clock.

    `number` is what to ask by, `elsewhere` what the organisation keeps; `stays`: they have written about citizens.
    """

    now: datetime
    number: str
    organisation: str
    elsewhere: Words
    stays: bool

    def words(self) -> Words:
        """When that was, what is gone and what is not."""
        at: dict[str, Value] = {
            "day": WithYear(self.now.date()),
            "time": self.now.time(),
            "number": self.number,
        }
        backups = Words(BACKUPS, {"organisation": self.organisation})
        rest = (Words(CHAT), backups, *((Words(STAYS),) if self.stays else ()), self.elsewhere)
        left = (Words(NOT_GONE), *(Words("• {text}", {"text": each}) for each in rest))
        return _paragraphs(Words(RECEIPT, at), Words(GONE), lines(left), Words(BEGIN_AGAIN))


def _paragraphs(*said: Words) -> Words:
    parts: dict[str, Value] = {f"part{number}": each for number, each in enumerate(said)}
    return Words("\n\n".join(f"{{{name}}}" for name in parts), parts)


def erasing(*, back: str, copied: str = "sure") -> tuple[Step, ...]:
    """The steps from "sure" to "forget"; whoever would rather keep it goes to the step `back`. They need `VALUES`.

    They hold the step "copy", after which it goes on at `copied`.
    """
    return (
        Ask(
            id="sure",
            text="{erases}",
            choices=(
                Choice(key="no", label=N_("No, keep it"), goto=back),
                Choice(key="copy", label=N_("Give me a copy first"), goto="copy"),
                Choice(
                    key="yes",
                    label=N_("Yes, delete everything"),
                    goto="last",
                    formerly=("erase",),
                    exact=True,
                ),
            ),
            asks_again=True,
        ),
        *copying(then=copied),
        Ask(
            id="last",
            text=N_("Are you quite sure? Afterwards everything is gone."),
            choices=(
                Choice(key="no", label=N_("No, keep it"), goto=back),
                Choice(key="yes", label=N_("Yes, delete it now"), goto="forget", exact=True),
            ),
            asks_again=True,
            lapses_to="sure",
        ),
        Forget(id="forget", text="{receipt_for_all}"),
    )


VALUES: Values = {"erases": erases, "receipt_for_all": receipt}
