"""The reader's own scores beside a citizen's star: where the citizen has agreed to it, as in the chat; not on paper."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from bot.engine.text import Words
from bot.flows._beside import IN_WORDS, LEGEND, SCORED
from bot.flows._score import scores
from bot.state import observations

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from bot.desk.visit import Visit
    from bot.engine.picture import Picture
    from bot.engine.text import Value
    from bot.state.cursor import Cursor


@dataclass(frozen=True, slots=True)
class Beside:
    """What the reader, called `name`, has scored on a day."""

    name: str
    day: date
    record: Mapping[str, Any]

    def legend(self) -> Words:
        """What the line is called."""
        return Words(LEGEND, {"name": self.name, "day": self.day})

    def steps(self, high: int) -> dict[str, int]:
        """The step of each axis by its id, on a scale up to `high`."""
        return scores(self.record, high)

    def picture(self, picture: Picture, ids: Sequence[str]) -> Picture:
        """The picture of the star with this line too; `ids` are its axes in their order."""
        steps = self.steps(high_of(picture))
        line: tuple[Value, ...] = tuple(steps.get(each, "") for each in ids)
        return replace(picture, values={**picture.values, "beside": line, "beside_name": self.legend()})

    def words(self, picture: Picture, ids: Sequence[str]) -> Words:
        """The line in words."""
        steps, labels = self.steps(high_of(picture)), picture.values["labels"]
        named = zip(ids, labels, strict=True) if isinstance(labels, tuple) else ()
        scored: tuple[Value, ...] = tuple(
            Words(SCORED, {"axis": label, "step": steps[each]}) for each, label in named if each in steps
        )
        return Words(IN_WORDS, {"name": self.name, "day": self.day, "list": scored})


def high_of(picture: Picture) -> int:
    """The highest step of the scale in the picture of a star."""
    high = picture.values["high"]
    return high if isinstance(high, int) else 0


def beside_stars(cursor: Cursor, visit: Visit, citizen: int) -> dict[int, Beside]:
    """The newest scores of the reader's that the citizen lets stand beside each star, by exercise."""
    name, found = visit.known.person.name, dict[int, Beside]()
    for each in observations.of_citizen(cursor, citizen, "star"):
        if each.author == visit.me and each.shown:
            found.setdefault(each.exercise, Beside(name, visit.day(each.noted_at), each.content))
    return found
