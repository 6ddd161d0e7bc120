"""What a text calls a button that it tells somebody to tap: by that button's own label, in every language.

A text has `{button_done}` where it names the button "✔ Done". Nobody fills it in: the name is said as late as the
text, and in two languages it is in both, for the button may carry only one of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

NAMES: Final = "button_"
"""Begins the placeholder of each."""
BUTTONS: Final[Mapping[str, str]] = {
    "button_called": "I have called",
    "button_change": "✏ Change",
    "button_change_something": "Change something",
    "button_course": "My course",
    "button_data": "What you have saved about me",
    "button_done": "✔ Done",
    "button_example": "💡 Show an example",
    "button_focus": "What I want to do more about",
    "button_health": "Health questions",
    "button_interview": "Job interview",
    "button_keep_yes": "Keep my yes",
    "button_messages": "Messages",
    "button_my_citizens": "My citizens",
    "button_my_reminders": "My reminders",
    "button_my_work": "📁 My work",
    "button_rejected": "I was turned down",
    "button_settings": "⚙ Settings",
    "button_take_back": "Take my yes back",
    "button_take_copy": "Take a copy along",
    "button_use": "Use my words as my answer",
}
"""The labels, which are marked for translation where the buttons are; a text says them without their symbols."""
