"""What somebody has only said, to be heard again where they come back to it: nobody knows by a name what it was."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.engine.context import Item
from bot.engine.recording import Recording
from bot.engine.text import N_, Words

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.engine.view import View

    Recordings = Callable[[View], tuple[Recording, ...]]

HEAR = N_("🎙 Hear my recordings")
NOTHING_TO_SEND = N_("Your recordings lie here in the chat. There is nothing written to send yet.")


def recordings_of(*steps: str) -> Recordings:
    """The recordings that answer these steps, each with the name of its question; none of what was written."""

    def recordings(view: View) -> tuple[Recording, ...]:
        answers = ((step, view.answer(step)) for step in steps)
        return tuple(
            Recording(answer["value"], view.flow.short(step, view))
            for step, answer in answers
            if answer is not None and answer["kind"] == "voice"
        )

    return recordings


def hearing(recordings: Recordings) -> Callable[[View], tuple[Item, ...]]:
    """The choice to hear these again, where there are any."""

    def offered(view: View) -> tuple[Item, ...]:
        return (Item("hear", Words(HEAR)),) if recordings(view) else ()

    return offered
