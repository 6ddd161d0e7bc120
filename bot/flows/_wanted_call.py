"""A citizen has asked to be called: what their contact person reads of it, and that they call."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from bot.engine.deeds import PromiseCall
from bot.engine.steps import Ask, Choice
from bot.engine.text import N_, Words

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from bot.engine.deeds import Deed
    from bot.engine.view import View

TODAY = N_(
    "{name} is having a hard time, and would like you to call. "
    "I do not know more than that: {name} asked today at {time}."
)
EARLIER = N_(
    "{name} is having a hard time, and would like you to call. "
    "I do not know more than that: {name} asked on {day} at {time}."
)
TOLD = N_("I tell {citizen_name} that you have seen it, and that you call.")

Wanted = partial(Ask, text="{wanted_call}", asks_again=True, newest_only=True)
"""The question whether somebody calls."""
DEALT_WITH = N_("It does not wait any more: it was taken back, or you have answered it already.")
CALLS = N_("I call {citizen_name}")
BACK = Choice(key="back", label=N_("Back"), goto="begin")


def told(view: View, notice: dict[str, Any]) -> Words:
    """That a citizen would like a call, and since when."""
    return wants_a_call(notice, view.today) if notice else Words("–")


def wants_a_call(asked: Mapping[str, Any], today: date) -> Words:
    """The same, where it is known by `name`, and by the `day` and the `time` at which they asked."""
    known = {"name": str(asked["name"]), "time": asked["time"].replace(second=0, microsecond=0)}
    is_today = asked["day"] == today
    return Words(TODAY, known) if is_today else Words(EARLIER, {**known, "day": asked["day"]})


def promise(notice: dict[str, Any]) -> tuple[Deed, ...]:
    """Whoever has read it calls, and the citizen is told."""
    return (PromiseCall(int(notice["key"], 36)),) if notice.get("kind") == "call" else ()
