"""The languages that people type in here: those of the product, and those that wait for their sentences."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from bot.words import LOCALES, Language, catalogues
from bot.words.catalogues import SOURCE, read_traits

WAITING = Path(__file__).parent / "languages"
"""How languages are typed whose sentences are still being translated; one that has come is read from the product."""

TYPED = Path(__file__).parent / "typed"


@cache
def contents() -> dict[str, dict[str, Any]]:
    """What is typed in each language, and what it means."""
    return {path.stem: tomllib.loads(path.read_text("utf-8")) for path in sorted(TYPED.glob("*.toml"))}


@cache
def every_code() -> tuple[str, ...]:
    """The codes of all languages."""
    waiting = {folder.name for folder in WAITING.iterdir() if folder.is_dir()} if WAITING.is_dir() else set()
    return tuple(sorted({*catalogues().everything, *waiting}))


@cache
def language(code: str) -> Language:
    """A language by its code; one that waits says everything in English."""
    known = catalogues().everything
    if code in known:
        return known[code]
    folder = LOCALES / code if (LOCALES / code).is_dir() else WAITING / code
    return Language(code, read_traits(folder), {}, lambda n: int(n != 1), known[SOURCE])
