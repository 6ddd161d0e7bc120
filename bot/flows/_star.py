"""What the star computes: the scores now and before, what has moved, and the picture."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from bot.engine.document import Block
from bot.engine.picture import Picture
from bot.engine.text import N_, Words, lines
from bot.flows import _goals as goals

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from bot.engine.view import View
    from bot.flows.content.star import Axis, StarContent

FORWARD = N_("<b>Forward:</b> {list}.")
HARDER = N_("<b>Harder than before:</b> {list}. That can have many reasons.")
ALL_SAME = N_("All is as before. That can be good too.")
# Translators: one axis of the star, its step before and now, as in "Everyday life (3 → 5)".
MOVED = N_("{axis} ({before} → {now})")
# Translators: one axis of the star, its step and the word of that step, as in "Everyday life: 4 So-so".
STANDS = N_("{axis}: <b>{step}</b> {word}")
# Translators: one axis of the star that the person did not want to score.
OPEN = N_("{axis}: no answer")


def step_of(axis: Axis) -> str:
    """The id of the step that asks for an axis."""
    return f"axis_{axis.id}"


@dataclass(frozen=True, slots=True)
class Scores:
    """The values of the star's flow, for the axes of one content file."""

    content: StarContent

    def now(self, view: View) -> dict[str, int]:
        """The step of each axis that has one."""
        answers = {axis.id: view.answer(step_of(axis)) for axis in self.content.axes}
        return {
            name: answer["value"] for name, answer in answers.items() if answer and answer["kind"] == "scale"
        }

    def kept(self, view: View) -> dict[str, Any]:
        """What a version keeps of the scoring."""
        return {"day": view.today.isoformat(), "scores": self.now(view)}

    def looking_back(self, view: View) -> dict[str, int]:
        """The star before as the person sees it today: the steps then, but for those that they see otherwise."""
        revised = {
            axis.id: view.session.answers.get(f"back/{axis.id}/back_step") for axis in self.content.axes
        }
        scored = {name: answer for name, answer in revised.items() if answer and answer["kind"] == "scale"}
        otherwise = {name: answer["value"] for name, answer in scored.items()}
        return {**before(view), **otherwise} if otherwise else {}

    def moved(self, view: View) -> Words:
        """What has moved since the star before, forward first; where there is none before, how each axis stands."""
        then, now = self.looking_back(view) or before(view), self.now(view)
        if not then:
            return lines(list(self._standing(view)))
        both = [axis for axis in self.content.axes if axis.id in then and axis.id in now]
        forward = [axis for axis in both if now[axis.id] > then[axis.id]]
        harder = [axis for axis in both if now[axis.id] < then[axis.id]]
        same = len(both) - len(forward) - len(harder)
        said = [
            Words(message, {"list": tuple(_move(axis, then, now) for axis in axes)})
            for message, axes in ((FORWARD, forward), (HARDER, harder))
            if axes
        ]
        if not said:
            return Words(ALL_SAME)
        others = Words(
            N_("The other one is as before."), {"n": same}, plural=N_("The {n} others are as before.")
        )
        return lines([*said, *([others] if same else [])])

    def _standing(self, view: View) -> Iterator[Words]:
        now = self.now(view)
        for axis in self.content.axes:
            values: dict[str, Any] = {"axis": Words(axis.name)}
            if axis.id not in now:
                yield Words(OPEN, values)
                continue
            step = now[axis.id]
            yield Words(STANDS, {**values, "step": step, "word": Words(axis.words[step - 1])})

    def picture(self, view: View) -> Picture:
        """The star as a picture: now, before, and before as it is seen today."""
        record, own = newest(view), view.session.kept
        names = [axis.id for axis in self.content.axes]
        then, revised = before(view), self.looking_back(view)
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


def newest(view: View) -> dict[str, Any]:
    """What the newest star before this one keeps; empty where this is the first."""
    records: tuple[dict[str, Any], ...] = view.fact("kept_before")
    return records[0] if records else {}


def before(view: View) -> dict[str, int]:
    """The steps of the star before this one, by axis."""
    scores: dict[str, int] = newest(view).get("scores", {})
    return scores


def focus(view: View) -> list[str]:
    """The axes that the person gives special attention: those chosen here, else those of the star before."""
    chosen: list[str] = view.value("focus") or newest(view).get("focus", [])
    return chosen
