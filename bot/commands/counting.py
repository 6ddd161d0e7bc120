"""Numbers of things in a sentence."""

from __future__ import annotations


def several(count: int, one: str, more: str = "") -> str:
    """A number with its word; `more` is needed where that is not `one` and an s."""
    return f"{count:,} {one if count == 1 else more or f'{one}s'}"


def people(count: int) -> str:
    return several(count, "person", "people")
