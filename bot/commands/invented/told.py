"""What the invented people say: their own words, and the lists that are drawn from; read from `people.toml`."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from importlib.resources import files
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.commands.invented.lives import Lately

    Said: TypeAlias = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Told:
    """What one invented citizen says of themselves, which of the lives is theirs, and what they have done lately."""

    name: str
    life: str
    job: str
    who: str
    loves: str
    can: str
    brings: str
    goal: str
    answer: str
    steps: tuple[str, ...]
    plans: tuple[str, ...]
    language: str = "da"
    lately: Lately = ""


def read() -> tuple[tuple[Told, ...], Said]:
    """Every citizen, and the lists by their names."""
    tables = tomllib.loads(files("bot.commands.invented").joinpath("people.toml").read_text("utf-8"))
    citizens = tuple(_told(table) for table in tables["citizen"])
    return citizens, {name: tuple(each) for name, each in tables["said"].items()}


def _told(table: dict[str, Any]) -> Told:
    given: dict[str, Any] = {
        name: tuple(each) if isinstance(each, list) else each for name, each in table.items()
    }
    return Told(**given)
