"""The scores of a contact person beside a citizen's star: a second line in its picture, and the same in words.

They stand there only after the citizen has agreed to it, and then for both of them; never on paper.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from bot.engine.callbacks import to_base36
from bot.engine.text import N_, Words, lines
from bot.flows._score import scores

if TYPE_CHECKING:
    from bot.engine.picture import Picture
    from bot.engine.text import Value
    from bot.engine.view import View
    from bot.flows.content.star import StarContent

    Observed = dict[str, Any]

# Translators: in the legend of a picture: who has made these scores, and when: "Mette · 26 November".
LEGEND = N_("{name} · {day}")
# Translators: the scores of a contact person in words: "Mette, 26 November: Job goal (4), Everyday life (5)."
IN_WORDS = N_("<b>{name}, {day}:</b> {list}.")
# Translators: one axis of the star and its step: "Everyday life (4)".
SCORED = N_("{axis} ({step})")


def of_star(view: View, exercise: str) -> Observed:
    """The newest scores beside a star that its citizen lets stand there; empty where there are none."""
    agreed = (each for each in view.fact("observed") if each["kind"] == "star" and each["shown"])
    return next((each for each in agreed if each["exercise"] == exercise), {})


@dataclass(frozen=True, slots=True)
class Beside:
    """The second line of the star, for the axes of one content file."""

    content: StarContent

    def own_picture(self, view: View, picture: Picture) -> Picture:
        """The picture of the star that the session is, with the second line."""
        return self.picture(picture, of_star(view, to_base36(view.session.id)))

    def own_words(self, view: View, moved: Words) -> Words:
        """What is said of the star that the session is, with the second line in words."""
        beside = of_star(view, to_base36(view.session.id))
        return lines([moved, self.words(beside)]) if beside else moved

    def picture(self, picture: Picture, beside: Observed) -> Picture:
        """A picture of a star with the second line; as it is where there is none."""
        labels = picture.values["labels"]
        if not beside or not isinstance(labels, tuple):
            return picture
        steps = scores(beside, self.content.high)
        ids = {axis.name: axis.id for axis in self.content.axes}
        line: tuple[Value, ...] = tuple(steps.get(ids.get(str(_id(each)), ""), "") for each in labels)
        name = Words(LEGEND, {"name": beside["name"], "day": beside["day"]})
        return replace(picture, values={**picture.values, "beside": line, "beside_name": name})

    def words(self, beside: Observed) -> Words:
        """The scores in words, each axis with its step."""
        steps = scores(beside, self.content.high)
        scored: tuple[Value, ...] = tuple(
            Words(SCORED, {"axis": Words(axis.name), "step": steps[axis.id]})
            for axis in self.content.axes
            if axis.id in steps
        )
        return Words(IN_WORDS, {"name": beside["name"], "day": beside["day"], "list": scored})


def _id(label: Value) -> Value:
    """The message id of a label."""
    return label.id if isinstance(label, Words) else label
