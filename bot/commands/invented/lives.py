"""The lives of the invented citizens: for each type what somebody does on which day, and how it goes for them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping

Doing: TypeAlias = Literal["pitch", "answer", "star", "plan"]
"""What somebody does of their own accord: a pitch, an answer to an interview question, a star, a plan."""
Lately: TypeAlias = Literal["", "star", "answer", "help", "call", "reminded", "replies", "silent", "new"]
"""What somebody has done in the last days, so that it waits for whoever follows them."""


class On(NamedTuple):
    """What somebody does on a day of their own, counted from the one on which they came; and whether they show it."""

    day: int
    doing: Doing
    shows: bool = False


@dataclass(frozen=True, slots=True)
class Life:
    """A type of citizen.

    They came so many days ago, from the fewest to the most. Their first star stands around `level`; of each axis that
    moves until the next, `forward` says how many move forward. When something comes from the bot they look at it as
    often as `heeds` says, and of their plans as many work as `works` says. Some agree to questions about health. Who
    `stays` some days does nothing more after them; 0: they stay on.
    """

    came: tuple[int, int]
    level: int
    forward: float
    heeds: float
    works: float
    agrees: bool
    script: tuple[On, ...]
    stays: int = 0


LIVES: Final[Mapping[str, Life]] = {
    "steady": Life(
        came=(165, 181),
        level=3,
        forward=0.8,
        heeds=0.9,
        works=0.75,
        agrees=True,
        script=(
            On(0, "pitch", shows=True),
            On(4, "star", shows=True),
            On(9, "plan"),
            On(37, "answer", shows=True),
            On(58, "plan"),
            On(95, "star", shows=True),
            On(112, "plan"),
            On(162, "star", shows=True),
        ),
    ),
    "careful": Life(
        came=(95, 150),
        level=3,
        forward=0.65,
        heeds=0.7,
        works=0.6,
        agrees=True,
        script=(
            On(0, "star"),
            On(12, "pitch", shows=True),
            On(30, "plan"),
            On(93, "star", shows=True),
        ),
    ),
    "tired": Life(
        came=(100, 140),
        level=2,
        forward=0.45,
        heeds=0.5,
        works=0.4,
        agrees=True,
        script=(
            On(1, "star", shows=True),
            On(20, "plan"),
            On(49, "pitch", shows=True),
            On(97, "star", shows=True),
        ),
    ),
    "new_to_danish": Life(
        came=(60, 110),
        level=4,
        forward=0.75,
        heeds=0.8,
        works=0.7,
        agrees=False,
        script=(
            On(0, "pitch", shows=True),
            On(7, "star", shows=True),
            On(16, "plan"),
        ),
    ),
    "stopped": Life(
        came=(120, 160),
        level=4,
        forward=0.5,
        heeds=0.4,
        works=0.5,
        agrees=False,
        script=(
            On(0, "pitch", shows=True),
            On(10, "plan"),
        ),
        stays=45,
    ),
    "newcomer": Life(
        came=(1, 19),
        level=3,
        forward=0.6,
        heeds=0.8,
        works=0.6,
        agrees=True,
        script=(
            On(0, "pitch", shows=True),
            On(2, "star", shows=True),
            On(6, "plan"),
        ),
    ),
}
"""By their names in `people.toml`."""
