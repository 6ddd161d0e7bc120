"""Where one person stands in one flow: plain JSON, read and written between any two turns."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping

Answer: TypeAlias = dict[str, Any]
"""One answer as JSON: `kind`, `value`, and where it came from text, `parts`: [[message id, text], ...]."""

Status: TypeAlias = Literal["open", "paused", "done"]


@dataclass(slots=True)
class Session:
    """One exercise's place, answers and trail.

    `at` is a place: a step id, or `repeat/item/step` inside a repeat. `trail` holds the places that waited for an
    answer, oldest first. `prompts[n]` is the place that question number n asked about. `scratch` belongs to the
    step at hand (ticked choices, page, chosen starter). `detour` is the place to go back to after an earlier
    answer has been changed. `parent` is the session that handed over to this one, 0 for none.
    """

    id: int
    flow: str
    at: str = ""
    status: Status = "open"
    answers: dict[str, Answer] = field(default_factory=dict)
    trail: list[str] = field(default_factory=list)
    prompts: list[str] = field(default_factory=list)
    scratch: dict[str, Any] = field(default_factory=dict)
    detour: str = ""
    parent: int = 0

    @property
    def prompt(self) -> int:
        """The number of the newest question asked, -1 before the first."""
        return len(self.prompts) - 1

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, packed: Mapping[str, Any]) -> Session:
        return cls(**packed)
