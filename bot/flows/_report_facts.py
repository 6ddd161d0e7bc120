"""What a report says by itself: made of what its citizen shows to whoever writes it, and of nothing else."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from bot.engine.document import Block
from bot.engine.sharing import day_in
from bot.engine.text import Words, pack
from bot.flows._goals import DONE, UNDONE, in_order
from bot.flows._shown import is_done
from bot.flows._star import AXIS
from bot.flows._wins import PLAN

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    Facts = dict[str, Any]
    Answers = Mapping[str, Words]

STAR: Final = "star"
SCORINGS: Final = 3
"""As many scorings as a course has; of more, the first, the last, and the one halfway between stand in a report."""
LISTS: Final = ("activities", "stars", "plans", "more_stars")
"""What the facts hold of exercises, each with the id of the one that it is of."""


class Shown(NamedTuple):
    """Something that is shown: of which exercise, what it says, since when, and whether its name was read."""

    exercise: int
    snapshot: Mapping[str, Any]
    day: date
    named: bool


def facts_of(shown: Iterable[Shown], begun: date, until: date) -> Facts:
    """The facts of a period: scorings and small plans by their own day, all else by the day on which it was shown.

    What whoever writes has not opened is named by its kind alone, as in their list.
    """
    every = sorted(shown, key=lambda each: each.day)
    stars = [star for each in every if each.snapshot["flow"] == STAR for star in _star(each)]
    plans = [plan for each in every if each.snapshot["flow"] == PLAN for plan in _plan(each)]
    scorings = _within(stars, begun, until)
    course = _course(scorings)
    return {
        "activities": [
            _activity(each)
            for each in every
            if each.snapshot["flow"] not in (STAR, PLAN) and begun <= each.day <= until
        ],
        "stars": course,
        "more_stars": [_looking_back(each) for each in scorings if each not in course],
        "plans": _within(plans, begun, until),
    }


def read_with(facts: Facts) -> set[int]:
    """The exercises that somebody reads who reads these facts: scorings and plans, and not what is only named.

    Of a scoring for which there is no room how it looks back is read, if it does.
    """
    read = {each["exercise"] for name in ("stars", "plans") for each in facts[name]}
    return read | {each["exercise"] for each in facts["more_stars"] if each["back"]}


def without_exercise(facts: Facts, exercise: int) -> Facts:
    """The facts without what one exercise tells."""
    left = {name: [each for each in facts.get(name, []) if each["exercise"] != exercise] for name in LISTS}
    return {**facts, **left}


def without_axes(facts: Facts, axes: Collection[str]) -> Facts:
    """The facts without these axes of the star."""
    return {
        **facts,
        "stars": [_without(star, axes) for star in facts["stars"]],
        "more_stars": [_back_without(star, axes) for star in facts.get("more_stars", ())],
    }


def _back_without(star: dict[str, Any], axes: Collection[str]) -> dict[str, Any]:
    return {**star, "back": {axis: step for axis, step in star.get("back", {}).items() if axis not in axes}}


def _without(star: dict[str, Any], axes: Collection[str]) -> dict[str, Any]:
    return {
        **_back_without(star, axes),
        "axes": [each for each in star["axes"] if each["id"] not in axes],
        "focus": [axis for axis in star["focus"] if axis not in axes],
        "goals": [each for each in star["goals"] if each["axis"] not in axes],
    }


def _within(found: Iterable[dict[str, Any]], begun: date, until: date) -> list[dict[str, Any]]:
    """Those whose day is of the period, the oldest first."""
    here = (each for each in found if begun.isoformat() <= each["day"] <= until.isoformat())
    return sorted(here, key=lambda each: each["day"])


def _course(stars: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    if len(stars) <= SCORINGS:
        return list(stars)
    return [stars[0], stars[len(stars) // 2], stars[-1]]


def _looking_back(star: dict[str, Any]) -> dict[str, Any]:
    """What is told of a scoring for which there is no room: which one it is, and how the one before is seen since."""
    return {name: star[name] for name in ("exercise", "before", "back")}


def _activity(each: Shown) -> dict[str, Any]:
    name = each.snapshot["name"] if each.named else None
    return {
        "exercise": each.exercise,
        "flow": each.snapshot["flow"],
        "name": name,
        "day": each.day.isoformat(),
    }


def _plan(each: Shown) -> Iterator[dict[str, Any]]:
    """A plan that was carried out, if it was shown since. What did not happen is no matter of a report."""
    answers = _answers(each)
    if is_done(each.snapshot) and "what" in answers:
        # One that was only said is called by its day.
        what = _text(answers["what"]) or Words.from_json(each.snapshot["name"])
        yield {"exercise": each.exercise, "what": pack(what), "day": day_in(each.snapshot)}


def _star(each: Shown) -> Iterator[dict[str, Any]]:
    """A scoring: its day, the step of each axis, how the one before is seen since, and what is in focus."""
    blocks = [Block.from_json(block) for block in each.snapshot["blocks"]]
    values = next((block.picture.values for block in blocks if block.picture), None)
    if values is None:
        return
    answers = _answers(each)
    now, before = (_day_of(entry) for entry in _tuple(values["legend"])[:2])
    axes = {place.removeprefix(AXIS): answer for place, answer in answers.items() if place.startswith(AXIS)}
    names = {axis: _question(each, f"{AXIS}{axis}") for axis in axes}
    order = [str(label) for label in _tuple(values["labels"])]
    back = {axis: _step(answers.get(f"back/{axis}/back_step")) for axis in axes}
    focus = {str(name) for name in _tuple(answers["focus"].values["list"])} if "focus" in answers else set()
    yield {
        "exercise": each.exercise,
        "day": now,
        "high": values["high"],
        "axes": [
            {"id": axis, "name": names[axis].to_json(), "step": _step(answer), "word": _word(answer)}
            for axis, answer in sorted(axes.items(), key=lambda one: order.index(str(names[one[0]])))
        ],
        "before": before,
        "back": {axis: step for axis, step in back.items() if step},
        "focus": [axis for axis, name in names.items() if str(name) in focus],
        "goals": _goals(blocks, answers, names),
    }


def _goals(blocks: Sequence[Block], answers: Answers, names: Mapping[str, Words]) -> list[dict[str, Any]]:
    """Each goal with its parts, the first one first, and whether they are done.

    One that was only spoken is called by the name of its axis.
    """
    written = {
        _text(answer): place.split("/")[1] for place, answer in answers.items() if place.endswith("/goal")
    }
    axes = {str(name): axis for axis, name in names.items()} | written
    found = []
    for paragraph in (each for block in blocks if block.picture is None for each in block.paragraphs):
        said = _lines(paragraph)
        goal = said[0].values.get("goal", "")
        parts = [(str(each.values["part"]), each.id == DONE) for each in said if each.id in (DONE, UNDONE)]
        axis = axes.get(str(goal), "")
        ordered = in_order(parts, _text(answers.get(f"goals/{axis}/parts", Words(""))))
        found.append({"axis": axis, "goal": pack(goal), "parts": [[*each] for each in ordered]})
    return [each for each in found if each["goal"]]


def _answers(each: Shown) -> Answers:
    return {answer["place"]: Words.from_json(answer["answer"]) for answer in each.snapshot["answers"]}


def _question(each: Shown, place: str) -> Words:
    asked = next(answer for answer in each.snapshot["answers"] if answer["place"] == place)
    return Words.from_json(asked["question"])


def _lines(paragraph: Any) -> list[Words]:
    """The sentences of a paragraph of several lines."""
    values = paragraph.values.values() if isinstance(paragraph, Words) else ()
    return [each for each in values if isinstance(each, Words)] or [Words("")]


def _tuple(value: Any) -> tuple[Any, ...]:
    return value if isinstance(value, tuple) else ()


def _day_of(legend: Any) -> str:
    """The day that an entry of a picture's legend names, "" for one that is not there."""
    day = legend.values.get("day") if isinstance(legend, Words) else None
    return day.isoformat() if isinstance(day, date) else ""


def _step(answer: Words | None) -> int:
    """The step that an answer names, 0 where it is none: who would rather not say has said nothing."""
    step = answer.values.get("n", 0) if answer is not None else 0
    return step if isinstance(step, int) else 0


def _word(answer: Words) -> dict[str, Any] | None:
    word = answer.values.get("word")
    return word.to_json() if isinstance(word, Words) else None


def _text(answer: Words) -> str:
    """A person's own text: what a step was taken over from a goal is shown as words within words."""
    text = answer.values.get("text", "")
    return _text(text) if isinstance(text, Words) else str(text)
