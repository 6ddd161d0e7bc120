"""Questions about health: what the person has said to them, and saying something else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.engine.effects import HEALTH
from bot.engine.flow import Flow
from bot.engine.inputs import Typed
from bot.engine.labels import EVERYDAY
from bot.engine.phrasing import says, words
from bot.engine.steps import Again, Ask, Branch, Choice, Consent, End, Hold, Open
from bot.engine.text import N_, Words, lines
from bot.flows import _health as health

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.engine.steps import Given, Outcome, Step
    from bot.engine.view import View
    from bot.flows.content import Content

TAKES_BACK = N_(
    "You have said yes to questions about your health. Do you want to keep your yes, or take it back?\n"
    "If you take it back, I delete your answers and goals about it in every star. "
    "I also delete what others have written about those, and your interview answer about it.\n"
    "Whoever has been shown such a star cannot open it any more. You can show it again."
)
# Translators: after that, to whoever has shown others something that they read; also when it is taken back.
READ = N_(
    "If others have read your answers, those may still stand in their chat. I ask them to delete them there."
)
DELETED = N_(
    "Your yes is taken back. Your answers and goals about your health are deleted. "
    "I ask about it only if you want that again."
)
# Translators: the same where the organisation has taken every such question out.
TAKES_NOTHING = N_(
    "You have said yes to questions about your health. Just now I ask none. "
    "Do you want to keep your yes, or take it back?"
)
KEPT = N_("Your yes still stands: I may ask about your health.")
WHICH = N_(
    "Shall I not ask about your health? Then tap <b>{button_take_back}</b>. "
    "May I still ask? Then tap <b>{button_keep_yes}</b>."
)
TAKEN_BACK = N_("Your yes is taken back.")


@dataclass(frozen=True, kw_only=True)
class KeepOrTake(Ask):
    """Whether a yes is kept or taken back. A "no", or words with one in them, can mean either: which is asked."""

    def understands(self, text: str, view: View) -> bool:
        language = view.context.language
        brief = any(says(text, EVERYDAY[each], language) for each in ("yes", "no"))
        return brief or bool(language.negated & {*words(text)})

    def take(self, given: Given, view: View) -> Outcome:
        if isinstance(given, Typed) and self.understands(given.text, view):
            return Again(Words(WHICH))
        return Ask.take(self, given, view)


def _with_read(text: str) -> Callable[[View], Words]:
    """A text, and to whoever has shown others something that they read, what happens with that."""

    def said(view: View) -> Words:
        read = (Words(READ),) if view.fact("was_seen") == "yes" else ()
        return lines((Words(text), *read))

    return said


def declare(content: Content) -> Flow:
    """The flow for what these files ask about health."""
    asked = health.Health(content)
    return Flow(
        id=health.FLOW,
        title=health.TITLE,
        single=True,
        pausable=False,
        values={
            **asked.values,
            "takes_back": _with_read(TAKES_BACK),
            "deleted": _with_read(DELETED),
            "can_answer": lambda view: bool(asked.left_out(view)[0]),
            "may_answer": lambda view: not health.is_closed(view) and bool(asked.left_out(view)[0]),
            "left_out": lambda view: asked.left_out(view)[1],
        },
        steps=(
            Branch(
                id="stands",
                on="health_consent",
                cases={"yes": "agreed"},
                goto="not_agreed" if asked.closes else "nothing_asked",
            ),
            KeepOrTake(
                id="agreed",
                text="{takes_back}" if asked.closes else TAKES_NOTHING,
                briefly=N_("Do you want to keep your yes, or take it back?"),
                choices=(
                    Choice(key="keep", label=N_("Keep my yes"), goto="kept"),
                    Choice(key="take_back", label=N_("Take my yes back"), goto="take_back", exact=True),
                ),
                asks_again=True,
                begins_at="stands",
            ),
            End(id="kept", text=KEPT),
            Consent(id="take_back", kind=HEALTH, version=health.VERSION, agreed=False, closes=asked.closes),
            End(id="taken_back", text="{deleted}" if asked.closes else TAKEN_BACK),
            *_asking(asked),
        ),
    )


def _asking(asked: health.Health) -> tuple[Step, ...]:
    """What follows for somebody who has not said yes: the question, or that nothing is asked by these files."""
    if not asked.closes:
        return (End(id="nothing_asked", text=N_("Just now I ask nothing about your health.")),)
    return (
        Ask(
            id="not_agreed",
            text="{asks_health}",
            choices=(
                Choice(key="yes", label=health.YES, goto="agree", exact=True),
                Choice(key="no", label=health.NO, goto="decline", means="no"),
                Choice(key="back", label=N_("Back"), goto="end"),
            ),
            asks_again=True,
            begins_at="stands",
        ),
        Consent(id="agree", kind=HEALTH, version=health.VERSION),
        Branch(id="left", on="can_answer", cases={"yes": "now"}, goto="thanks"),
        Ask(
            id="now",
            text=health.ANSWER_NOW,
            choices=(
                Choice(key="yes", label=N_("Yes"), goto="star", means="yes"),
                Choice(key=health.LATER, label=health.ANSWER_LATER, goto="thanks", means="no"),
            ),
            asks_again=True,
        ),
        # The button can be an old one: by now there may be nothing to answer, or no yes to be asked.
        Hold(id="star", value=lambda view: asked.left_out(view)[0]),
        Branch(id="still_left", on="may_answer", cases={"yes": "answer"}, goto="end"),
        Open(id="answer", choice="star", anew="left_out"),
        End(id="thanks", text=N_("Thank you. I ask about it the next time it fits.")),
        Consent(id="decline", kind=HEALTH, version=health.VERSION, agreed=False, closes=asked.closes),
        End(id="declined", text=N_("That is quite all right. I do not ask about it.")),
        End(id="end"),
    )
