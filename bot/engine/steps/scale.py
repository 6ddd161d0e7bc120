"""A question that is answered with a step of a scale."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.engine.inputs import Typed
from bot.engine.phrasing import bare, words
from bot.engine.steps.base import Accept, Again, Given, Option, Outcome, Tap
from bot.engine.steps.choosing import Choosing, label_of
from bot.engine.text import N_, Words

if TYPE_CHECKING:
    from bot.engine.session import Answer
    from bot.engine.view import View

OF = "<b>{title}</b> · {number} of {all}"
"""How questions are counted in each language: so a step may be written too, "5 of 7"."""


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
        typed = self._typed(given, view)
        number = int(given.key) if isinstance(given, Tap) and given.key.isdecimal() else typed
        if number is None or not self._reaches(number):
            return Again(Words(self._how(), {"low": self.low, "high": self.high}))
        return Accept({"kind": "scale", "value": int(number)})

    def understands(self, text: str, view: View) -> bool:
        number = self._typed(Typed(text, 0), view)
        return number is not None and self._reaches(number)

    def _reaches(self, number: float) -> bool:
        return int(number) == number and self.low <= number <= self.high

    def _how(self) -> str:
        """How to answer, the choices beside the scale included."""
        if not self.choices:
            return N_("Choose a number from {low} to {high}.")
        return N_("Choose a number from {low} to {high}, or tap one of the other buttons.")

    def _typed(self, given: Given, view: View) -> float | None:
        """The number that was written, in digits or words, alone or of the highest, or the one of the step's own word.

        Nothing else is one: a score is nobody's guess.
        """
        if not isinstance(given, Typed):
            return None
        for number in range(self.low, self.high + 1):
            if bare(given.text) in self._called(number, view):
                return number
        read = view.context.language.number
        step, over, highest = given.text.partition("/")
        if over:
            return read(step) if read(highest) == self.high else None
        return read(step) if len(words(step)) == 1 else None

    def _called(self, number: int, view: View) -> set[str]:
        """What a step is called beside its number: by its own word, and as so many of the highest."""
        language = view.context.language
        counted = language.names(Words(OF, {"title": "", "number": number, "all": self.high}))
        own = (language.say(view.words(self.labels[number - self.low])),) if self.labels else ()
        return {*map(bare, (*counted, *own))}

    def shown(self, answer: Answer, view: View) -> Words:
        beside = answer["kind"] == "choice"
        return label_of(answer["value"], self.fixed(view)) if beside else self._label(answer["value"], view)
