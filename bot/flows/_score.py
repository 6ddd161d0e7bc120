"""The questions of the star: a scale whose answers still make sense when the scale has become longer or shorter."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Final

from bot.engine.steps import Accept, Scale

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bot.engine.session import Answer
    from bot.engine.steps import Given, Option, Outcome
    from bot.engine.text import Words
    from bot.engine.view import View


PASSED: Final = {"kind": "skipped", "value": "", "passed": True}
"""The answer to a question that was not asked."""


def on_scale(step: int, high: int, high_now: int) -> int:
    """A step of a scale from 1 to `high` on one from 1 to `high_now`: as far up, the ends where they were."""
    if high < 2:
        return 1
    reached = (min(max(step, 1), high) - 1) / (high - 1)
    return 1 + int(reached * (high_now - 1) + 0.5)


def score(answer: Answer | None, high_now: int) -> int | None:
    """The step that an answer stands for on a scale from 1 to `high_now`; None where it is no step."""
    if answer is None or answer["kind"] != "scale":
        return None
    return on_scale(answer["value"], answer.get("high", high_now), high_now)


def scores(record: Mapping[str, Any], high_now: int) -> dict[str, int]:
    """The steps that a star keeps, by axis, on a scale from 1 to `high_now`."""
    kept: Mapping[str, int] = record.get("scores", {})
    high: int = record.get("high", high_now)
    return {axis: on_scale(step, high, high_now) for axis, step in kept.items()}


@dataclass(frozen=True, kw_only=True)
class Score(Scale):
    """A step of the star's scale. The answer keeps how high the scale was, and is shown on the one of today.

    `own_words` are the words of the steps by the item of the repeat that the question stands in, where they differ.
    It is passed, and does not count, where it is `closed`: nobody has said yes to being asked.
    """

    own_words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    closed: Callable[[View], bool] = lambda _: False

    def known(self, view: View) -> Answer | None:
        return dict(PASSED) if self.is_left_out(view) else Scale.known(self, view)

    def is_left_out(self, view: View) -> bool:
        return self.closed(view)

    def options(self, view: View) -> tuple[Option, ...]:
        return Scale.options(self._worded(view), view)

    def take(self, given: Given, view: View) -> Outcome:
        outcome = Scale.take(self._worded(view), given, view)
        if isinstance(outcome, Accept) and outcome.answer["kind"] == "scale":
            return replace(outcome, answer={**outcome.answer, "high": self.high})
        return outcome

    def understands(self, text: str, view: View) -> bool:
        return Scale.understands(self._worded(view), text, view)

    def shown(self, answer: Answer, view: View) -> Words:
        step = score(answer, self.high)
        now = answer if step is None else {**answer, "value": step}
        return Scale.shown(self._worded(view), now, view)

    def _worded(self, view: View) -> Score:
        """The same question with the words of the item at hand."""
        _, _, inside = view.place.partition("/")
        words = self.own_words.get(inside.partition("/")[0], self.labels)
        return replace(self, labels=words, own_words={})
