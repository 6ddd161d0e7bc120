"""Delete everything: what follows is said and a copy offered, it is asked once more, then done, with a receipt."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot import policy
from bot.engine.steps import Ask, Choice, Forget, Step, Tell
from bot.engine.text import N_, WithYear, Words, lines, paragraphs
from bot.flows import _kept_elsewhere as elsewhere
from bot.flows._copy import copying

if TYPE_CHECKING:
    from bot.engine.text import Value
    from bot.engine.view import Values, View

SHALL_I = N_("<b>Shall I delete everything about you?</b> It cannot be undone.")
FOLLOWED = N_(
    "Those who follow you cannot open anything of yours from then on. "
    "What they have read may still stand in their chat. They are told that somebody has deleted everything. "
    "What they have written to you is deleted too."
)
READ_BEFORE = N_("What others have read may still stand in their chat.")
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
    "I have also deleted what you showed to others, your reminders, and messages on their way to you."
)
NOT_GONE = N_("This is not deleted:")
# Translators: some of the things that deleting everything does not reach.
CHAT = N_("Messages and files in this chat. You have to delete them yourself.")
SEEN = N_(
    "What your contact person or mentor has seen already. It may still stand in their chat. "
    "I ask them to delete it there."
)
SEEN_BEFORE = N_("What others have seen already. It may still stand in their chat.")
BACKUPS = N_("Copies that were made to be on the safe side. They are deleted after a while.")
# Translators: the log of the program (not a book), and the erasure ledger, in one short line of that list.
RECORDS = N_(
    "The program's log. It has your number at Telegram for a while. And a list of what was deleted, so that it does "
    "not come back. It does not say who you are."
)
BEGIN_AGAIN = N_("Write /start if you want to begin again.")


def erases(view: View) -> Words:
    """The question, and what follows for those who follow the person, and whom the person follows or has followed."""
    follows, followed = _follows(view), view.fact("is_followed") == "yes"
    others = (
        (FOLLOWED, followed),
        (READ_BEFORE, not followed and view.fact("was_seen") == "yes"),
        (FOLLOWS, follows),
        (STAYS, not follows and _has_written(view)),
    )
    said = (SHALL_I, *(text for text, here in others if here))
    return paragraphs((*map(Words, said), elsewhere.kept(view)))


def _follows(view: View) -> bool:
    return any(each["role"] in policy.FOLLOWERS for each in view.fact("roles"))


def _has_written(view: View) -> bool:
    return bool(view.fact("has_written") == "yes")


def receipt(view: View) -> Words:
    """What somebody is told who has just been erased: when that was on their own clock, what is gone and what is not.

    Who never said yes has made nothing of what is named as gone.
    """
    now = view.hours.local(view.context.now)
    at: dict[str, Value] = {
        "day": WithYear(now.date()),
        "time": now.time(),
        "number": str(view.fact("receipt")),
    }
    gone = (Words(GONE),) if view.person.agreed else ()
    written = (Words(STAYS),) if _follows(view) or _has_written(view) else ()
    rest = (Words(CHAT), *_seen(view), Words(BACKUPS), Words(RECORDS), *written, elsewhere.kept(view))
    left = (Words(NOT_GONE), *(Words("• {text}", {"text": each}) for each in rest))
    return paragraphs((Words(RECEIPT, at), *gone, lines(left), Words(BEGIN_AGAIN)))


def _seen(view: View) -> tuple[Words, ...]:
    """That others may have something of the person in their chats; whoever follows them now is told to delete it."""
    if view.fact("is_followed") == "yes":
        return (Words(SEEN),)
    return (Words(SEEN_BEFORE),) if view.fact("was_seen") == "yes" else ()


NO = Choice(key="no", label=N_("No, keep it"), goto="nothing_deleted")
COPY = Choice(key="copy", label=N_("Give me a copy first"), goto="copy")
YES = Choice(key="yes", label=N_("Yes, delete everything"), goto="last", formerly=("erase",), exact=True)
SURE_NOW = "sure_now"
"""The first question, asked again of somebody who has just got a copy."""


def erasing(*, back: str, copied: str = SURE_NOW) -> tuple[Step, ...]:
    """The steps from "sure" to "forget"; whoever would rather keep it goes to the step `back`. They need `VALUES`.

    They hold the step "copy", after which it goes on at `copied`.
    """
    return (
        Ask(id="sure", text="{erases}", choices=(NO, COPY, YES), asks_again=True),
        *copying(then=copied),
        Ask(id=SURE_NOW, text="{erases}", choices=(NO, YES), asks_again=True),
        Ask(
            id="last",
            text=N_("Are you quite sure? I cannot bring it back."),
            choices=(
                NO,
                Choice(key="yes", label=N_("Yes, delete it now"), goto="forget", exact=True),
            ),
            asks_again=True,
            lapses_to="sure",
        ),
        Tell(id="nothing_deleted", text=N_("I have not deleted anything."), goto=back),
        Forget(id="forget", text="{receipt_for_all}"),
    )


VALUES: Values = {"erases": erases, "receipt_for_all": receipt}
