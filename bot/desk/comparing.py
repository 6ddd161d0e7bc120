"""Stars side by side: the lines that can be compared, and what has moved on each axis from the first to the newest."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from bot.engine.callbacks import to_base36
from bot.engine.text import N_, WithYear, Words
from bot.flows._score import on_scale
from bot.flows._star import FORWARD, HARDER, MOVED, NEW, NOT_NOW

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence
    from datetime import date

    from bot.desk.beside import Beside
    from bot.desk.star_shown import Star
    from bot.engine.text import Value
    from bot.state.shares import Share

Kind: TypeAlias = Literal["star", "back", "beside"]
Way: TypeAlias = Literal["forward", "harder", "same", "new", ""]
"""Where an axis has moved; "" where the one or the other star has no number."""
MOST: Final = 4
"""Lines that a picture has room for."""
# Translators: the star of a day, as the citizen sees that day at a later star: "How it really was on 23 November, …".
BACK = N_("How it really was on {day}, seen later")
# Translators: axes of the star, each with how it really was back then, and now: "Job goal (2 → 6)".
SEEN = N_("<b>From how it really was:</b> {list}.")
# Translators: axes of the star with the same step as before, as in "As before: Support, Money and home."
SAME = N_("<b>As before:</b> {list}.")
STEP: Final = "{n} {word}"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of steps by axis, as it can be chosen by its `key`; `of` is the key of the star that it is about.

    `said` are the words of the answers. `share` is what the reader reads when they see the line.
    """

    key: str
    kind: Kind
    of: str
    name: Words
    high: int
    steps: Mapping[str, int]
    said: Mapping[str, Words]
    share: Share


@dataclass(frozen=True, slots=True)
class Row:
    """One axis: its step on each line (None: no number) with the words of it, and where it has moved, and how far.

    `then` and `now` are its steps in the first star and the newest, None where there is only one, or no number; `seen`
    is how it really was then, where that is shown.
    """

    name: Words
    focus: bool
    cells: tuple[tuple[int | None, Words | None], ...]
    then: int | None
    now: int | None
    seen: int | None

    @property
    def way(self) -> Way:
        return _way(self.then, self.now)

    @property
    def by(self) -> int:
        """How many steps it has moved."""
        return abs((self.now or 0) - (self.then or 0))

    @property
    def seen_way(self) -> Way:
        return _way(self.seen, self.now) if self.seen != self.then and self.seen is not None else ""

    @property
    def seen_by(self) -> int:
        return abs((self.now or 0) - (self.seen or 0))


@dataclass(frozen=True, slots=True)
class Comparison:
    """What stands side by side: the chosen lines in their order, and a row for each axis of any of them."""

    lines: tuple[Line, ...]
    rows: tuple[Row, ...]
    high: int
    several: bool

    @property
    def focused(self) -> tuple[Words, ...]:
        """The axes in focus."""
        return tuple(row.name for row in self.rows if row.focus)

    @property
    def harder(self) -> bool:
        """Whether something has become harder."""
        return any(row.way == "harder" for row in self.rows)

    def line(self, key: str) -> Line | None:
        """The line that was chosen by this key, None for one that was not."""
        return next((each for each in self.lines if each.key == key), None)

    def words(self) -> tuple[Words, ...]:
        """What has moved, in the words of the chat, forward first; nothing where there is only one star."""
        rows = self.rows if self.several else ()
        every: tuple[tuple[str, list[Words]], ...] = (
            (FORWARD, [_move(each, each.then) for each in rows if each.way == "forward"]),
            (HARDER, [_move(each, each.then) for each in rows if each.way == "harder"]),
            (SAME, [each.name for each in rows if each.way == "same"]),
            (NEW, [each.name for each in rows if each.way == "new"]),
            (NOT_NOW, [each.name for each in rows if each.then is not None and each.now is None]),
            (SEEN, [_move(each, each.seen) for each in rows if each.seen_way]),
        )
        return tuple(Words(message, {"list": tuple(axes)}) for message, axes in every if axes)


def lines(stars: Sequence[Star], words: Mapping[str, Sequence[str]], today: date) -> tuple[Line, ...]:
    """Everything that can be compared, in its order: each star, how it was seen later, and the reader's own beside it.

    `words` are those of the steps of each axis today.
    """
    found: list[Line] = []
    for number, star in enumerate(stars):
        found.append(_of_star(star, today))
        found += [
            _back(later, star, words, today)
            for later in stars
            if _looks_back_on(later, stars[: number + 1], star)
        ]
        if star.shown.beside is not None:
            found.append(_beside(star, star.shown.beside, words))
    return tuple(found)


def usual(every: Sequence[Line]) -> list[str]:
    """What is compared where nobody has chosen: the first star and how it really was, and the newest one."""
    stars = [each for each in every if each.kind == "star"]
    if not stars:
        return []
    first, newest = stars[0], stars[-1]
    back = (each.key for each in every if each.kind == "back" and each.of == first.key)
    beside = (each.key for each in every if each.kind == "beside" and each.of == newest.key)
    return list(dict.fromkeys((first.key, *list(back)[-1:], newest.key, *beside)))


def compared(stars: Sequence[Star], every: Sequence[Line], chosen: Collection[str]) -> Comparison:
    """The chosen lines side by side, the newest of them where there are more than a picture has room for."""
    shown = [each for each in every if each.key in chosen][-MOST:]
    about = {each.of for each in shown}
    theirs = [each for each in stars if key_of(each) in about]
    high = max((each.high for each in theirs[-1:]), default=0)
    scaled = tuple(_scaled(each, high) for each in shown)
    scored = [each for each in scaled if each.kind == "star"]
    return Comparison(scaled, tuple(_rows(scaled, scored, theirs)), high, several=len(scored) > 1)


def _rows(shown: Sequence[Line], scored: Sequence[Line], stars: Sequence[Star]) -> Iterator[Row]:
    """A row for each axis, as the newest of the stars calls them and in its order; those that it has not come last."""
    names: dict[str, Words] = {}
    for star in reversed(stars):
        names |= {axis: name for axis, name in star.axes.items() if axis not in names}
    first, newest = (scored[0], scored[-1]) if len(scored) > 1 else (None, None)
    back = next((each for each in shown if first and each.kind == "back" and each.of == first.key), None)
    for axis, name in names.items():
        yield Row(
            name,
            axis in stars[-1].focus,
            tuple((each.steps.get(axis), each.said.get(axis)) for each in shown),
            first.steps.get(axis) if first else None,
            newest.steps.get(axis) if newest else None,
            back.steps.get(axis) if back else None,
        )


def _move(row: Row, then: int | None) -> Words:
    return Words(MOVED, {"axis": row.name, "before": then or 0, "now": row.now or 0})


def _way(then: int | None, now: int | None) -> Way:
    if now is None:
        return ""
    if then is None:
        return "new"
    return "forward" if now > then else "harder" if now < then else "same"


def key_of(star: Star) -> str:
    """What a star is chosen by."""
    return to_base36(star.shown.share.exercise)


def _of_star(star: Star, today: date) -> Line:
    """Before the reader has looked at it, a star goes by the day on which it was shown."""
    key, share = key_of(star), star.shown.share
    name = Words("{day}", {"day": _dated(star.day, today)}) if star.shown.looked else star.shown.name
    return Line(key, "star", key, name, star.high, star.steps, star.said, share)


def _looks_back_on(later: Star, before: Sequence[Star], star: Star) -> bool:
    """Whether a later star looks back on this one: on the newest of its day, which is the last of those `before`."""
    if not later.back or later.before != star.day or later in before:
        return False
    return before[-1] is star


def _back(later: Star, about: Star, words: Mapping[str, Sequence[str]], today: date) -> Line:
    """How a star is seen with a later one, which is what says it."""
    said = {**_worded(later.back, later.high, words), **later.back_said}
    key, name = f"{key_of(later)}.back", Words(BACK, {"day": _dated(about.day, today)})
    return Line(key, "back", key_of(about), name, later.high, later.back, said, later.shown.share)


def _beside(star: Star, beside: Beside, words: Mapping[str, Sequence[str]]) -> Line:
    key, steps = key_of(star), beside.steps(star.high)
    said = _worded(steps, star.high, words)
    return Line(f"{key}.beside", "beside", key, beside.legend(), star.high, steps, said, star.shown.share)


def _worded(steps: Mapping[str, int], high: int, words: Mapping[str, Sequence[str]]) -> dict[str, Words]:
    """The steps in the words of today, where they are steps of the scale of today."""
    return {
        axis: Words(STEP, {"n": step, "word": Words(words[axis][step - 1])})
        for axis, step in steps.items()
        if len(words.get(axis, ())) == high
    }


def _dated(day: date, today: date) -> Value:
    return day if day.year == today.year else WithYear(day)


def _scaled(line: Line, high: int) -> Line:
    """A line on the scale of the newest star; its words stay as they were said."""
    return replace(
        line, high=high, steps={axis: on_scale(step, line.high, high) for axis, step in line.steps.items()}
    )
