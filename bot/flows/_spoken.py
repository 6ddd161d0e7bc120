"""What somebody has only said, to be heard again where they come back to it: nobody knows by a name what it was."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.engine.context import Item
from bot.engine.recording import Recording
from bot.engine.text import N_, Words

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.engine.text import Value
    from bot.engine.view import View

    Recordings = Callable[[View], tuple[Recording, ...]]

YOUR_ANSWER = N_("Your answer")
# Translators: below a recording: it is what the reader has said to {name}.
ANSWER_TO = N_("Your answer to {name}")
ON_A_CAPTION = 60
"""Characters of a text that say below a recording what it is an answer to."""
HEAR = N_("🎙 Hear my recordings")
NOTHING_TO_SEND = N_("Your recordings lie here in the chat. There is nothing written to send yet.")


def captioned(*parts: Value) -> Words:
    """What stands below a recording: whose it is, when they made it, and to which question, as far as that is known.

    A question that is called "Your answer" itself does not say so twice.
    """
    told = [part for at, part in enumerate(parts) if part and part not in parts[:at]]
    named: dict[str, Value] = {f"part{number}": part for number, part in enumerate(told)}
    return Words(" · ".join(f"{{{name}}}" for name in named), named)


def recordings_of(*steps: str) -> Recordings:
    """The recordings that answer these steps, each with whose it is and its question; none of what was written."""

    def recordings(view: View) -> tuple[Recording, ...]:
        answers = ((step, view.answer(step)) for step in steps)
        return tuple(
            Recording(answer["value"], captioned(Words(YOUR_ANSWER), view.flow.short(step, view)))
            for step, answer in answers
            if answer is not None and answer["kind"] == "voice"
        )

    return recordings


def hearing(recordings: Recordings) -> Callable[[View], tuple[Item, ...]]:
    """The choice to hear these again, where there are any."""

    def offered(view: View) -> tuple[Item, ...]:
        return (Item("hear", Words(HEAR)),) if recordings(view) else ()

    return offered
