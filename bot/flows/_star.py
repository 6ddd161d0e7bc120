"""What the star computes: the scores now and before, what has moved, and the picture."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from bot.engine.document import Block
from bot.engine.picture import Picture
from bot.engine.steps import Accept, Ask, AskMany, Tap
from bot.engine.steps.choosing import label_of
from bot.engine.text import N_, Words, lines
from bot.flows import _goals as goals
from bot.flows._score import PASSED, score, scores
from bot.flows._stars import focus, newest_scored

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from bot.engine.session import Answer
    from bot.engine.steps import Given, Option, Outcome
    from bot.engine.view import View
    from bot.flows.content.star import Axis, StarContent

FORWARD = N_("<b>Forward:</b> {list}.")
HARDER = N_("<b>Harder than before:</b> {list}. That can have many reasons.")
# Translators: axes of the star that have a step now and had none before, as "Everyday life (5)".
NEW = N_("<b>New:</b> {list}.")
# Translators: axes of the star that had a step before, and for which the person gave none now.
NOT_NOW = N_("<b>No number this time:</b> {list}.")
ALL_SAME = N_("All is as before. That can be good too.")
# Translators: one axis of the star, its step before and now, as in "Everyday life (3 → 5)".
MOVED = N_("{axis} ({before} → {now})")
FIRST_STEP = "{axis} ({now})"
# Translators: one axis of the star, its step and the word of that step, as in "Everyday life: 4 So-so".
STANDS = N_("{axis}: <b>{step}</b> {word}")
# Translators: one axis of the star that the person did not want to score.
OPEN = N_("{axis}: no answer")
# Translators: one axis of the star that the person did not know how to score.
UNSURE = N_("{axis}: does not know")


AXIS = "axis_"
"""How the ids of the steps begin that ask for an axis."""


def step_of(axis: Axis) -> str:
    """The id of the step that asks for an axis."""
    return f"{AXIS}{axis.id}"


@dataclass(frozen=True, kw_only=True)
class AskAxes(AskMany):
    """Several axes, but for those that are `hidden` from the person; an earlier answer can name these too."""

    hidden: Callable[[View], tuple[str, ...]]

    def offered(self, view: View) -> tuple[Option, ...]:
        hidden = self.hidden(view)
        return tuple(each for each in self.ever_offered(view) if each.key not in hidden)

    def ever_offered(self, view: View) -> tuple[Option, ...]:
        return AskMany.offered(self, view)

    def shown(self, answer: Answer, view: View) -> Words:
        names = self.fixed(view)
        return Words("{list}", {"list": tuple(label_of(key, names) for key in answer["value"])})


@dataclass(frozen=True, kw_only=True)
class AskMore(Ask):
    """Whether axes are to be ticked at the step `focus` now. A no is as "Done" there: all stays as it was."""

    focus: str

    def take(self, given: Given, view: View) -> Outcome:
        outcome = Ask.take(self, given, view)
        if not isinstance(outcome, Accept) or outcome.answer["value"] != "no":
            return outcome
        done = view.flow.question(self.focus).take(Tap("@done"), view)
        return replace(outcome, also={self.focus: done.answer}) if isinstance(done, Accept) else outcome


@dataclass(frozen=True, slots=True)
class Scores:
    """The values of the star's flow, for the axes of one content file."""

    content: StarContent

    def now(self, view: View) -> dict[str, int]:
        """The step of each axis that has one."""
        found = {axis.id: self._step(view.answer(step_of(axis))) for axis in self.content.axes}
        return {name: step for name, step in found.items() if step is not None}

    def before(self, view: View) -> dict[str, int]:
        """The steps of the star before this one, by axis."""
        return scores(newest_scored(view), self.content.high)

    def compared(self, view: View) -> tuple[str, ...]:
        """The axes with a step before and now."""
        both = self.before(view).keys() & self.now(view).keys()
        return tuple(axis.id for axis in self.content.axes if axis.id in both)

    def not_compared(self, view: View) -> tuple[str, ...]:
        """The others: there is nothing to look back on."""
        compared = self.compared(view)
        return tuple(axis.id for axis in self.content.axes if axis.id not in compared)

    def is_not_compared(self, view: View) -> bool:
        """Whether the axis that a question is about, inside a repeat, cannot be looked back on."""
        return view.place.split("/")[1] in self.not_compared(view)

    def _step(self, answer: Answer | None) -> int | None:
        return score(answer, self.content.high)

    def kept(self, view: View) -> dict[str, Any]:
        """What a version keeps of the scoring: the day of the first answers, also where one is corrected later."""
        kept = view.session.kept
        day = kept.get("day", view.today.isoformat())
        return {**kept, "day": day, "scores": self.now(view), "high": self.content.high}

    def looking_back(self, view: View) -> dict[str, int]:
        """The star before as the person sees it today: the steps then, but for those that they see otherwise."""
        answers, before = view.session.answers, self.before(view)
        found = {axis: self._step(answers.get(f"back/{axis}/back_step")) for axis in before}
        otherwise = {name: step for name, step in found.items() if step is not None}
        return {**before, **otherwise} if otherwise else {}

    def moved(self, view: View) -> Words:
        """What has moved since the star before, forward first; where nothing can be compared, how each axis stands."""
        then, now = self.looking_back(view) or self.before(view), self.now(view)
        both = [axis for axis in self.content.axes if axis.id in then and axis.id in now]
        if not both:
            return lines(list(self._standing(view)))
        forward = [axis for axis in both if now[axis.id] > then[axis.id]]
        harder = [axis for axis in both if now[axis.id] < then[axis.id]]
        new = [axis for axis in self.content.axes if axis.id in now and axis.id not in then]
        left = [axis for axis in self.content.axes if axis.id in then and axis.id not in now]
        named = (
            (FORWARD, [_move(axis, then, now) for axis in forward]),
            (HARDER, [_move(axis, then, now) for axis in harder]),
            (NEW, [Words(FIRST_STEP, {"axis": Words(axis.name), "now": now[axis.id]}) for axis in new]),
            (NOT_NOW, [Words(axis.name) for axis in left]),
        )
        said = [Words(message, {"list": tuple(axes)}) for message, axes in named if axes]
        moved = len(forward) + len(harder)
        same = _same(len(both) - moved, others=moved > 0, all_compared=not (new or left))
        at = bool(forward) + bool(harder)
        return lines([*said[:at], *same, *said[at:]])

    def _standing(self, view: View) -> Iterator[Words]:
        now = self.now(view)
        for axis in self.content.axes:
            if (view.answer(step_of(axis)) or {}) == PASSED:
                continue
            values: dict[str, Any] = {"axis": Words(axis.name)}
            if axis.id not in now:
                unsure = view.value(step_of(axis)) == "unsure"
                yield Words(UNSURE if unsure else OPEN, values)
                continue
            step = now[axis.id]
            yield Words(STANDS, {**values, "step": step, "word": Words(axis.words[step - 1])})

    def picture(self, view: View) -> Picture:
        """The star as a picture: now, before, and before as it is seen today."""
        record, own = newest_scored(view), view.session.kept
        names = [axis.id for axis in self.content.axes]
        then, revised = self.before(view), self.looking_back(view)
        today = view.today.isoformat()
        day, day_before = (date.fromisoformat(each.get("day", today)) for each in (own, record))
        return Picture(
            "star",
            {
                "title": Words(N_("Your star")),
                "labels": tuple(Words(axis.name) for axis in self.content.axes),
                "now": _steps(self.now(view), names),
                "before": _steps(then, names),
                "looking_back": _steps(revised, names),
                "focus": tuple(names.index(name) for name in focus(view) if name in names),
                "legend": (
                    Words(N_("Now · {day}"), {"day": day}),
                    Words(N_("Before · {day}"), {"day": day_before}) if then else "",
                    Words(N_("Before, as you see it today")) if revised else "",
                ),
                "low": 1,
                "high": self.content.high,
            },
        )

    def paper(self, view: View) -> tuple[Block, ...]:
        """The star on paper: the picture, what has moved, and how each axis stands."""
        standing = lines(list(self._standing(view)))
        moved = self.moved(view)
        words = (moved,) if moved == standing else (moved, standing)
        return (Block(paragraphs=words, picture=self.picture(view)), *goals.paper(view))


def _steps(scores: Mapping[str, int], names: list[str]) -> tuple[int | str, ...]:
    return tuple(scores.get(name, "") for name in names)


def _move(axis: Axis, then: Mapping[str, int], now: Mapping[str, int]) -> Words:
    return Words(MOVED, {"axis": Words(axis.name), "before": then[axis.id], "now": now[axis.id]})


def _same(count: int, *, others: bool, all_compared: bool) -> list[Words]:
    """That so many axes are as before: all of them, or those beside the `others` that have moved.

    Where not all could be compared, it is said which are meant: those with a step both times.
    """
    if not count:
        return []
    if all_compared and not others:
        return [Words(ALL_SAME)]
    n: dict[str, Any] = {"n": count}
    if all_compared:
        return [Words(N_("The other one is as before."), n, plural=N_("The {n} others are as before."))]
    if others:
        return [
            Words(
                N_("The other one with a number both times is as before."),
                n,
                plural=N_("The {n} others with a number both times are as before."),
            )
        ]
    return [
        Words(
            N_("The one with a number both times is as before."),
            n,
            plural=N_("The {n} with a number both times are as before."),
        )
    ]
