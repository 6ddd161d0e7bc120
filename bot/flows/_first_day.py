"""The question for the day on which something began, or soon begins."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from bot.engine.inputs import Typed
from bot.engine.steps import Accept, AskDate

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.engine.steps import Given, Outcome
    from bot.engine.view import View

SOON = timedelta(weeks=4)


@dataclass(frozen=True, kw_only=True)
class AskFirstDay(AskDate):
    """A day that has been, or one of the next four weeks; stored as ISO.

    A day of those weeks that is written without a year is taken for the coming one. What follows should ask whether
    that was meant. Where it is `wanted`, simple mode asks it too.
    """

    past: bool = True
    wanted: Callable[[View], bool] = lambda _: False

    def is_left_out(self, view: View) -> bool:
        return AskDate.is_left_out(self, view) and not self.wanted(view)

    def take(self, given: Given, view: View) -> Outcome:
        day = view.context.language.date(given.text, view.today) if isinstance(given, Typed) else None
        if day is not None and view.today < day <= view.today + SOON:
            return Accept({"kind": "date", "value": day.isoformat()})
        return AskDate.take(self, given, view)
