"""What waits for the reader, in words short enough for a list."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from bot.engine.text import N_

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.state.notices import Kind

Cue: TypeAlias = Literal["plan", "star"]
"""What the reader could take up with a citizen: nobody has asked for it, what they are shown leads to it."""
OF_CITIZENS: Final[Mapping[Kind | Cue, str]] = {
    # Translators: what waits for one of the staff, in the line of the citizen whom it is about.
    "call": N_("has a hard time, and would like a call"),
    "help": N_("would like help"),
    "shared": N_("something new to see"),
    "report_changes": N_("would like a change in the report"),
    "report_approved": N_("has approved the report"),
    "replied": N_("an answer to read"),
    "answered": N_("an answer to your reminder"),
    "plan": N_("a plan to ask about"),
    "silence": N_("not seen for a while"),
    "joined": N_("is new with you"),
    "star": N_("time to talk about the star"),
    "accepted": N_("said yes to the change"),
    "declined": N_("would rather stay with you"),
    "unavailable": N_("your colleague has stopped"),
    "taken_back": N_("has taken something back"),
}
"""What each is called; how urgent it is, the order says that the chat goes by too."""
