"""A picture as data: what is drawn and what stands in it; it is translated and drawn when it is sent."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bot.engine.text import Value, pack, unpack

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Picture:
    """`kind` says what is drawn ("star", "stair"); `values` are its words and figures, by the names that kind has.

    What a number has no value for is "".
    """

    kind: str
    values: Mapping[str, Value]

    def to_json(self) -> dict[str, Any]:
        return {"kind": self.kind, "values": {name: pack(value) for name, value in self.values.items()}}

    @classmethod
    def from_json(cls, packed: Mapping[str, Any]) -> Picture:
        return cls(packed["kind"], {name: unpack(value) for name, value in packed["values"].items()})
