"""Advice on what a person has written: what is strong in it, and one suggestion that they may take or leave."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from bot.coaching.advice import WANTING_EXAMPLE, advise, is_example, offer, strengths
from bot.engine.steps import Branch, Choice, Keep, Step, Suggest, Tell
from bot.engine.text import N_, Words, literal

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.coaching.advice import Advice
    from bot.coaching.given import Kind
    from bot.engine.view import Values, View

NOTHING_LEFT = N_("I have no suggestion any more. Do you still want to change something?")

A_TURN = 4
"""How many texts are kept at hand: a turn looks at one several times, and nobody's words should stay for long."""


def remembered(view: View, text: str) -> dict[str, Any]:
    """What a new version takes over from the one before: the rules that were offered, and the phrases named as good.

    Nagging is worse than silence, and praise for the same thing wears out. A phrase that is no longer in the `text`
    is forgotten: a version that is shared tells nothing of what was taken out.
    """
    taken_over = {"advised": _advised(view), "praised": [each for each in _praised(view) if each in text]}
    return {name: value for name, value in taken_over.items() if value}


def _advised(view: View) -> list[str]:
    """The rules whose advice was offered in this exercise, the newest last."""
    rules: list[str] = view.session.kept.get("advised", [])
    return rules


def _praised(view: View) -> list[str]:
    """The phrases that were named as good, or stood beside one that was."""
    phrases: list[str] = view.session.kept.get("praised", [])
    return phrases


@lru_cache(maxsize=A_TURN)
def points(text: str, kind: Kind, language: str, about: str = "") -> tuple[Advice, ...]:
    """What `advise` says, which takes some milliseconds, worked out once in a turn."""
    return advise(text, kind=kind, language=language, about=about)


@lru_cache(maxsize=A_TURN)
def _strengths(text: str, language: str) -> tuple[str, ...]:
    return strengths(text, language=language)


@dataclass(frozen=True)
class Advising:
    """The advice on one text of a flow: `text` is what the person wrote, "" where there is nothing to judge.

    `about` gives the key of the question that an answer is for. `example` is the step where an example is written that
    becomes part of the text; "" where the flow has none.
    """

    text: Callable[[View], str]
    kind: Kind
    about: Callable[[View], str] = lambda _: ""
    example: str = ""

    @property
    def values(self) -> Values:
        """The placeholders and branches of the steps."""
        return {
            "has_suggestion": lambda view: self._new(view) is not None,
            "suggestion": self._suggestion,
            "has_strong": lambda view: bool(self._strong(view)),
            "strong": lambda view: literal(self._strong(view)),
            "tries": self._tries,
        }

    def steps(self, *, try_at: str, on: str) -> tuple[Step, ...]:
        """The steps from "is_strong" on. Who wants to try comes to `example` or to `try_at`, everybody else to `on`."""
        return (
            Branch(id="is_strong", on="has_strong", cases={"yes": "is_good"}, goto="is_advised"),
            # Translators: {strong} is what the person wrote, word for word, like "driven a lorry for eight years".
            Tell(id="is_good", text=N_("This is concrete, and good: <i>{strong}</i>.")),
            Keep(id="praised", content=self._with_praise, amend=True),
            Branch(id="is_advised", on="has_suggestion", cases={"yes": "advised"}, goto=on),
            Keep(id="advised", content=self._with_advice, amend=True),
            Suggest(
                id="advice",
                text="{suggestion}",
                choices=(
                    Choice(key="yes", label=N_("Yes, I will try")),
                    Choice(key="no", label=N_("No, it is good")),
                ),
                taking="yes",
                at_once=self._at_once,
                asks_again=True,
                own_ways=True,
            ),
            Branch(id="trying", on="tries", cases={"change": try_at, "add": self.example or try_at}, goto=on),
        )

    def _points(self, view: View) -> tuple[Advice, ...]:
        return points(self.text(view), self.kind, view.context.language.code, self.about(view))

    def _new(self, view: View) -> Advice | None:
        """The most useful advice whose rule has not been offered in this exercise; in simple mode none is essential."""
        if view.person.is_simple:
            return None
        return next((point for point in self._points(view) if point.rule not in _advised(view)), None)

    def _offered(self, view: View) -> Advice | None:
        """The advice that was offered last, None where the text has been changed since."""
        return next((point for point in self._points(view) if point.rule in _advised(view)[-1:]), None)

    def _suggestion(self, view: View) -> Words:
        point = self._offered(view)
        return offer((point,)) if point else Words(NOTHING_LEFT)

    def _tries(self, view: View) -> str:
        """How the person follows the suggestion: they "add" an example, "change" the text, or leave it ("no")."""
        answer = view.answer("advice")
        if answer is None or answer["value"] != "yes":
            return "no"
        return "add" if "wrote" in answer or self._adds(view) else "change"

    def _at_once(self, text: str, view: View) -> str:
        """The step for the example, where the person has written one already instead of saying that they will try."""
        shows = is_example(text, language=view.context.language.code)
        return self.example if shows and self._adds(view) else ""

    def _adds(self, view: View) -> bool:
        """Whether the suggestion is followed by adding an example, and there is none yet."""
        point = self._offered(view)
        wanted = point is not None and point.rule in WANTING_EXAMPLE
        return wanted and bool(self.example) and not view.value(self.example)

    def _strong(self, view: View) -> str:
        """The strongest phrase that was not named before, "" where there is none."""
        return next(iter(self._unnamed(view)), "")

    def _unnamed(self, view: View) -> tuple[str, ...]:
        if view.person.is_simple:
            return ()
        phrases = _strengths(self.text(view), view.context.language.code)
        return tuple(phrase for phrase in phrases if phrase not in _praised(view))

    def _with_praise(self, view: View) -> dict[str, Any]:
        return {"praised": [*_praised(view), *self._unnamed(view)]}

    def _with_advice(self, view: View) -> dict[str, Any]:
        point = self._new(view)
        return {"advised": [*_advised(view), *([point.rule] if point else [])]}
