"""What is asked before an exercise is shown to somebody: what they see, and what can be taken back of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.engine.text import N_, paragraphs
from bot.flows import about_health
from bot.flows._company import number

if TYPE_CHECKING:
    from bot.engine.text import Words
    from bot.engine.view import View
    from bot.flows._health import Health

WITH_RECORDINGS = N_(
    "<b>{to_whom}</b> sees <b>{exercise_title}</b> as it is now, with your answers and recordings. "
    "If you change it later, {to_whom} does not see that before you say so."
)
WRITTEN_ONLY = N_(
    "<b>{to_whom}</b> sees <b>{exercise_title}</b> as it is now, with your answers. "
    "If you change it later, {to_whom} does not see that before you say so."
)
WITH_HEALTH = N_("Your answers about your health are in it.")
CAN_TAKE_BACK = N_(
    "You can take it back whenever you like. What {to_whom} has read by then may still stand in their chat."
)


@dataclass(frozen=True, slots=True)
class Asking:
    """The last question before it is shown; it speaks of recordings, and of health, where there are such."""

    health: Health

    def __call__(self, view: View) -> Words:
        spoken = any(given.get("file") for given in view.fact("snapshot").get("answers", ()))
        health = (view.words(WITH_HEALTH),) if self._tells_of_health(view) else ()
        sees = view.words(WITH_RECORDINGS if spoken else WRITTEN_ONLY)
        return paragraphs((sees, *health, view.words(CAN_TAKE_BACK)))

    def _tells_of_health(self, view: View) -> bool:
        shown = view.context.sessions.get(number(view, "exercise"))
        if shown is None:
            return False
        return about_health.holds(shown, self.health.axes) or about_health.is_about(
            shown, self.health.questions
        )
