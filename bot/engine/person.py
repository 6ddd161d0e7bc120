"""What the core knows of the person it talks with."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

if TYPE_CHECKING:
    from bot.policy import Hat

Aloud: TypeAlias = Literal["button", "all", "off"]
Speed: TypeAlias = Literal["slow", "normal", "fast"]
Detail: TypeAlias = Literal["less", "usual", "more"]


@dataclass(frozen=True, slots=True)
class Person:
    """A person's settings. `id` is internal and random; Telegram addresses live in a table of their own.

    `focus` is the session that text goes to (0: none). `energy` is how many questions are left of what the person
    wanted today (-1: no limit), valid on the local date `energy_day` (ISO). `quiet` means: never write unasked.
    Otherwise that may be done from `awake_from` to `awake_to` ("09:00", on their own clock, at least two hours within
    one day), on Saturdays, Sundays and public holidays only with `weekends`.
    `aloud` says how messages can be heard: each one at a tap on its "button", "all" of them, or none ("off"); `speed`
    how fast they are spoken. `beneath` is the language that stands below each message too, "" for none.
    `detail` says how much is written: "less" is simple mode, "more" explains each question.
    `hat` is the role of staff that the person is in now, "" for a citizen.
    """

    id: int
    language: str = "da"
    name: str = ""
    time_zone: str = "Europe/Copenhagen"
    focus: int = 0
    agreed: bool = False
    energy: int = -1
    energy_day: str = ""
    quiet: bool = False
    awake_from: str = "09:00"
    awake_to: str = "20:00"
    weekends: bool = False
    aloud: Aloud = "button"
    speed: Speed = "normal"
    beneath: str = ""
    detail: Detail = "usual"
    hat: Hat = ""

    @property
    def is_simple(self) -> bool:
        """Whether as little as possible is written to them. Staff read much, and quickly: they are not meant."""
        return self.detail == "less" and not self.hat

    @property
    def sees_few(self) -> bool:
        """Whether a list is cut into short pages: in simple mode, and where each label is there in two languages."""
        return self.is_simple or (bool(self.beneath) and not self.hat)

    @property
    def wants_more(self) -> bool:
        """Whether the explanation of a question comes along with it."""
        return self.detail == "more" and not self.hat

    def to_json(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in FIELDS}


USUAL = Person(0)
"""Somebody who has not changed any setting."""
FIELDS = tuple(each.name for each in fields(Person))
