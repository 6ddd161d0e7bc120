"""Putting chosen things in order, and looking through earlier answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.engine.steps.base import Accept, Given, Option, Outcome, Question, Redraw, Tap
from bot.engine.steps.choosing import label_of, labels_of, no_button
from bot.engine.steps.paging import at_once, elsewhere, paged, turned
from bot.engine.text import N_, Words

if TYPE_CHECKING:
    from bot.engine.session import Answer
    from bot.engine.view import View


@dataclass(frozen=True, kw_only=True)
class Arrange(Question):
    """Put what was ticked at the step `of` (an `AskMany`) in order, by tapping the first, the second, and so on."""

    of: str

    def options(self, view: View) -> tuple[Option, ...]:
        order = view.scratch.picked or ()
        left = tuple(option for option in self._all(view) if option.key not in order)
        undo = (Option("@undo", Words(N_("Undo"))),) if order else ()
        return (*left, *undo)

    def is_menu(self, view: View) -> bool:
        del view
        return True

    def paragraphs(self, view: View) -> tuple[Words, ...]:
        return self._listed(view.scratch.picked or (), view)

    def take(self, given: Given, view: View) -> Outcome:
        order = view.scratch.picked or ()
        keys = [option.key for option in self._all(view)]
        if isinstance(given, Tap) and given.key == "@undo" and order:
            return Redraw(picked=order[:-1])
        if not isinstance(given, Tap) or given.key not in keys:
            return no_button(view)
        if given.key in order:
            return Redraw(picked=order)  # tapped again before it had gone from the screen
        order = (*order, given.key)
        if len(order) < len(keys) - 1:
            return Redraw(picked=order)
        # The last one left needs no tap of its own.
        return Accept({"kind": "order", "value": [*order, *(key for key in keys if key not in order)]})

    def known(self, view: View) -> Answer | None:
        keys = [option.key for option in self._all(view)]
        return {"kind": "order", "value": keys} if len(keys) < 2 else None

    def fits(self, answer: Answer, view: View) -> bool:
        return set(answer["value"]) == {option.key for option in self._all(view)}

    def shown(self, answer: Answer, view: View) -> Words:
        return Words("{list}", {"list": labels_of(answer["value"], self._all(view))})

    def _all(self, view: View) -> tuple[Option, ...]:
        labels = view.flow.labels(self.of, view)
        return tuple(Option(key, labels.get(key, label_of(key, ()))) for key in view.value(self.of) or ())

    def _listed(self, order: tuple[str, ...], view: View) -> tuple[Words, ...]:
        options = self._all(view)
        return tuple(
            Words("{n}. {label}", {"n": number, "label": label_of(key, options)})
            for number, key in enumerate(order, start=1)
        )


@dataclass(frozen=True, kw_only=True)
class Review(Question):
    """Show earlier answers and offer to change each; "Done" goes on.

    `of` names the steps; those without an answer are left out.
    """

    of: tuple[str, ...]
    done: str = N_("✔ It is good as it is")

    def options(self, view: View) -> tuple[Option, ...]:
        change = self._changes(view)
        return (*paged(change, view, at_once(len(change), view)), Option("done", Words(self.done)))

    def on_other_pages(self, view: View) -> tuple[Option, ...]:
        """What can be changed by writing what its button says, although none shows it just now."""
        change = self._changes(view)
        return elsewhere(change, view, at_once(len(change), view))

    def _changes(self, view: View) -> tuple[Option, ...]:
        return tuple(
            Option(f"@edit_{step}", view.flow.change_button(step, view)) for step in self._answered(view)
        )

    def is_menu(self, view: View) -> bool:
        del view
        return True

    def paragraphs(self, view: View) -> tuple[Words, ...]:
        return tuple(
            Words(
                "<b>{question}</b>\n{answer}",
                {"question": view.flow.short(step, view), "answer": view.listed(step)},
            )
            for step in self._answered(view)
        )

    def take(self, given: Given, view: View) -> Outcome:
        if isinstance(given, Tap) and given.key == "done":
            return Accept({"kind": "choice", "value": "done"})
        count = len(self._changes(view))
        if (
            isinstance(given, Tap)
            and (page := turned(given.key, count, view, at_once(count, view))) is not None
        ):
            return Redraw(page=page)
        return no_button(view)

    def shown(self, answer: Answer, view: View) -> Words:
        del answer, view
        return Words(self.done)

    def _answered(self, view: View) -> tuple[str, ...]:
        """Those that have been asked, and could be again."""
        asked = (step for step in self.of if view.answer(step) is not None)
        return tuple(step for step in asked if not view.flow.question(step).is_left_out(view))
