"""A question that is answered with a step of a scale."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.engine.inputs import Typed
from bot.engine.phrasing import bare
from bot.engine.steps.base import Accept, Again, Given, Option, Outcome, Tap
from bot.engine.steps.choosing import Choosing, label_of
from bot.engine.text import N_, Words

if TYPE_CHECKING:
    from bot.engine.session import Answer
    from bot.engine.view import View


@dataclass(frozen=True, kw_only=True)
class Scale(Choosing):
    """A number between `low` and `high`, both included, with words on every step. `choices` stand beside it."""

    low: int = 1
    high: int = 7
    labels: tuple[str, ...] = ()

    def options(self, view: View) -> tuple[Option, ...]:
        steps = (Option(str(number), self._step(number, view)) for number in range(self.low, self.high + 1))
        return (*steps, *self.fixed(view))

    def paragraphs(self, view: View) -> tuple[Words, ...]:
        """What the ends mean, where simple mode shows only the digits."""
        if not (self.labels and view.person.is_simple):
            return ()
        first, last = (view.words(word) for word in (self.labels[0], self.labels[-1]))
        return (
            Words(
                "{low} = {first}\n{high} = {last}",
                {"low": self.low, "first": first, "high": self.high, "last": last},
            ),
        )

    def _step(self, number: int, view: View) -> Words:
        """A step as its button shows it."""
        return Words("{n}", {"n": number}) if view.person.is_simple else self._label(number, view)

    def _label(self, number: int, view: View) -> Words:
        if not self.labels:
            return Words("{n}", {"n": number})
        # Translators: button. A step of a scale: its number and its word.
        numbered = N_("{n} {word}")
        return Words(numbered, {"n": number, "word": view.words(self.labels[number - self.low])})

    def take(self, given: Given, view: View) -> Outcome:
        if isinstance(given, Tap) and any(choice.key == given.key for choice in self.choices):
            return Accept({"kind": "choice", "value": given.key})
        typed = self._typed(given, view) if isinstance(given, Typed) else None
        number = int(given.key) if isinstance(given, Tap) and given.key.isdecimal() else typed
        if number is None or int(number) != number or not self.low <= number <= self.high:
            return Again(Words(self._how(), {"low": self.low, "high": self.high}))
        return Accept({"kind": "scale", "value": int(number)})

    def _how(self) -> str:
        """How to answer, the choices beside the scale included."""
        if not self.choices:
            return N_("Choose a number from {low} to {high}.")
        return N_("Choose a number from {low} to {high}, or tap one of the other buttons.")

    def _typed(self, given: Typed, view: View) -> float | None:
        """The number that was written, in digits or words, or the one of the step's own word."""
        for number, word in enumerate(self.labels, start=self.low):
            if bare(given.text) == bare(view.context.language.say(view.words(word))):
                return number
        return view.context.language.number(given.text)

    def shown(self, answer: Answer, view: View) -> Words:
        beside = answer["kind"] == "choice"
        return label_of(answer["value"], self.fixed(view)) if beside else self._label(answer["value"], view)
