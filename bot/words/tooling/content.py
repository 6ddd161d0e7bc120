"""Finds all texts: in the code, in the pages, and every string in bot/flows/content/*.toml that is no id."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING, Any

from bot.words.tooling import templates
from bot.words.tooling.sources import BUTTON, Sources, Text, find

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FOLDER = "bot/flows/content"
NAMES = {"id"}
"""Keys whose strings are saved data, not words."""
LABELS = {"label", "name", "words"}
"""Keys whose strings are shown as buttons."""


def texts_of(root: Path) -> Sources:
    """All texts under `root`: those of the code, of the pages, and of the content files."""
    sources = find(root)
    templates.add_to(sources, root)
    for path in sorted((root / FOLDER).glob("*.toml")):
        file = path.relative_to(root).as_posix()
        for text, use in _texts(tomllib.loads(path.read_text("utf-8")), ""):
            sources.add(Text(text, files=(file,), uses=frozenset({use} if use else ())))
    return sources


def _texts(value: Any, key: str) -> Iterator[tuple[str, str]]:
    """The texts in a value, each with what it is used as."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from _texts(inner, name)
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(inner, key)
    elif isinstance(value, str) and key not in NAMES:
        yield value, BUTTON if key in LABELS else ""
