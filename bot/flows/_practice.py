"""Practising one interview answer: say it as they ask, compare it with what was prepared, and how sure one is now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.engine.steps import Branch, Choice, Keep, Scale, Speak, Step, Tell
from bot.engine.text import N_
from bot.flows import _answer as answer
from bot.flows._aloud import spoken_seconds, was_recorded

if TYPE_CHECKING:
    from bot.engine.view import Values

VALUES: Values = {
    "said": answer.said,
    "was_recorded": was_recorded,
    "spoken_seconds": spoken_seconds,
}
"""The placeholders and branches of these steps."""


def practising(*, back: str) -> tuple[Step, ...]:
    """The steps from "as_they_ask" to how sure one is now; they lead to the step `back`."""
    return (
        Tell(id="as_they_ask", recordings=answer.QUESTION),
        Speak(
            id="aloud",
            text=N_("Imagine that they ask:\n<b>{asked}</b>"),
            intro=N_("⏱ There is no hurry. Take a breath, and answer in writing or with a voice message."),
            short=N_("Said aloud"),
            practice=True,
            choices=(
                Choice(key="said", label=N_("I said it to myself")),
                Choice(key="later", label=N_("Not now"), goto=back),
            ),
            written=True,
            asks_again=True,
        ),
        Branch(id="timing", on="was_recorded", cases={"yes": "took"}, goto="compare"),
        Tell(
            id="took",
            text=N_("⏱ {n} second."),
            plural=N_("⏱ {n} seconds."),
            count="spoken_seconds",
        ),
        Tell(id="compare", text="{said}", recordings=answer.recordings),
        Scale(
            id="sure_now",
            text=N_("Did you get in what matters most to you? <b>How sure are you of it now?</b>"),
            short=N_("How sure you are now"),
            short_of_another=N_("How sure {name} is now"),
            practice=True,
            high=len(answer.SURE),
            labels=answer.SURE,
            asks_again=True,
        ),
        Keep(id="practised", content=answer.practised, amend=True),
        Tell(
            id="well_done",
            text=N_("You have practised it. Each time makes it easier to find the words."),
            goto=back,
        ),
    )
