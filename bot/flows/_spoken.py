"""What somebody has only said, to be heard again where they come back to it: nobody knows by a name what it was."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.engine.recording import Recording

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.engine.view import View


def recordings_of(*steps: str) -> Callable[[View], tuple[Recording, ...]]:
    """The recordings that answer these steps, each with the name of its question; none of what was written."""

    def recordings(view: View) -> tuple[Recording, ...]:
        answers = ((step, view.answer(step)) for step in steps)
        return tuple(
            Recording(answer["value"], view.flow.short(step, view))
            for step, answer in answers
            if answer is not None and answer["kind"] == "voice"
        )

    return recordings
