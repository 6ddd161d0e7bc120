"""A star that a citizen shows, taken out of what was shown: its day, its axes with their steps, its goals."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from bot.engine.document import Block
from bot.engine.recording import is_recording
from bot.engine.text import WithYear, Words
from bot.flows._goals import DONE, UNDONE, in_order
from bot.flows._star import AXIS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from bot.desk.showing import Shown
    from bot.engine.picture import Picture
    from bot.engine.text import Value

FLOW: Final = "star"
GOALS: Final = "My goals"
"""The heading that the goals of a star stand below."""


@dataclass(frozen=True, slots=True)
class Goal:
    """What somebody aims for on an axis (None: not known any more), and the steps to it, the last one first.

    The text of a goal that was only spoken says that it is a recording.
    """

    axis: Words | None
    text: Words
    steps: tuple[tuple[str, bool], ...]

    @property
    def reached(self) -> bool:
        return bool(self.steps) and all(done for _, done in self.steps)


@dataclass(frozen=True, slots=True)
class Star:
    """One scoring. `axes` are the names of its axes by id, in their order; what has no number is in `steps` not at all.

    `said` are the answers in words, also of who does not know, or would rather not say. `back` are the steps of the
    star before as they are seen with this one, all of them where one differs; `before` is the day of that star.
    """

    shown: Shown
    day: date
    high: int
    axes: Mapping[str, Words]
    steps: Mapping[str, int]
    said: Mapping[str, Words]
    focus: frozenset[str]
    back: Mapping[str, int]
    back_said: Mapping[str, Words]
    before: date | None
    goals: tuple[Goal, ...]


def stars(every: Iterable[Shown]) -> tuple[Star, ...]:
    """Each star among what is shown, the oldest first."""
    found = [each for each in every if each.share.snapshot["flow"] == FLOW]
    known: dict[str, str] = {}
    for each in found:
        known |= ids_by_name(each.share.snapshot)
    read = (star for each in found if (star := _star(each, known)))
    return tuple(sorted(read, key=lambda star: (star.day, star.shown.share.exercise)))


def ids_by_name(snapshot: Mapping[str, Any]) -> dict[str, str]:
    """The id of each axis that was answered, by what it was called then."""
    return {
        given["question"]["id"]: given["place"].removeprefix(AXIS)
        for given in snapshot["answers"]
        if given["place"].startswith(AXIS)
    }


def ids(picture: Picture, known: Mapping[str, str]) -> tuple[str, ...]:
    """The axes of a picture by their ids; one that nobody has answered goes by its name."""
    labels = picture.values["labels"]
    return tuple(known.get(str(each), str(each)) for each in map(_message, _listed(labels)))


def _star(shown: Shown, known: Mapping[str, str]) -> Star | None:
    """What is shown as a star; None where it has no picture of one."""
    blocks = [Block.from_json(each) for each in shown.share.snapshot["blocks"]]
    picture = next((each.picture for each in blocks if each.picture and each.picture.kind == FLOW), None)
    if picture is None:
        return None
    names, values = ids(picture, known), picture.values
    answers = {each["place"]: Words.from_json(each["answer"]) for each in shown.share.snapshot["answers"]}
    now, before, _ = _listed(values["legend"])
    high = values["high"]
    return Star(
        shown,
        _day(now) or shown.day,
        high if isinstance(high, int) else 0,
        dict(zip(names, (Words(str(_message(each))) for each in _listed(values["labels"])), strict=True)),
        _steps(values["now"], names),
        {name: answers[AXIS + name] for name in names if AXIS + name in answers},
        frozenset(names[at] for at in _listed(values["focus"]) if isinstance(at, int)),
        _steps(values["looking_back"], names),
        {name: answers[at] for name in names if (at := f"back/{name}/back_step") in answers},
        _day(before),
        tuple(_goals(shown.share.snapshot, blocks)),
    )


def _steps(steps: Value, names: Iterable[str]) -> dict[str, int]:
    pairs = zip(names, _listed(steps), strict=False)
    return {name: step for name, step in pairs if isinstance(step, int)}


def _listed(value: Value) -> tuple[Value, ...]:
    return value if isinstance(value, tuple) else ()


def _message(label: Value) -> Value:
    return label.id if isinstance(label, Words) else label


def _day(legend: Value) -> date | None:
    """The day that a line of the legend names."""
    day = legend.values.get("day") if isinstance(legend, Words) else None
    if isinstance(day, WithYear):
        return day.day
    return day if isinstance(day, date) else None


def _goals(snapshot: Mapping[str, Any], blocks: Iterable[Block]) -> Iterator[Goal]:
    told = dict(_told_of_goals(snapshot))
    written = (each for block in blocks if _message(block.heading) == GOALS for each in block.paragraphs)
    for paragraph in written:
        above, *below = paragraph.values.values() if isinstance(paragraph, Words) else ("",)
        called = above.values.get("goal") if isinstance(above, Words) else None
        if isinstance(called, str | Words):
            axis, text, lines = told.get(str(called), (None, Words("{text}", {"text": called}), ""))
            yield Goal(axis, text, tuple(reversed(in_order(_parts(below), lines))))


def _told_of_goals(snapshot: Mapping[str, Any]) -> Iterator[tuple[str, tuple[Words, Words, str]]]:
    """By what each goal is called, its text or else its axis: the name of the axis, the answer, and its parts."""
    answers = {given["place"]: Words.from_json(given["answer"]) for given in snapshot["answers"]}
    for given in snapshot["answers"]:
        match given["place"].split("/"):
            case ["goals", key, "goal"]:
                answer = Words.from_json(given["answer"])
                axis = Words.from_json(given["question"]).values.get("item")
                if isinstance(axis, Words):
                    parts = answers.get(f"goals/{key}/parts", Words(""))
                    called = str(axis if is_recording(answer) else answer.values.get("text"))
                    yield called, (axis, answer, str(parts.values.get("text", "")))


def _parts(below: Iterable[Value]) -> Iterator[tuple[str, bool]]:
    for line in below:
        if isinstance(line, Words) and line.id in (DONE, UNDONE):
            yield str(line.values["part"]), line.id == DONE
