"""The words of a language for days, times and numbers (`language.toml`): named what is wrong, or used."""

from __future__ import annotations

import tempfile
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from bot.words import moments, numbers, repeats, times
from bot.words.catalogues import read_traits
from bot.words.errors import CatalogueError
from tests.fuzz.target import Target

if TYPE_CHECKING:
    from collections.abc import Iterator

LOCALES = Path(__file__).parents[3] / "locales"


@cache
def folder() -> Path:
    return Path(tempfile.mkdtemp(prefix="fuzz-"))


def run(data: bytes) -> None:
    (folder() / "language.toml").write_bytes(data)
    try:
        known = read_traits(folder())
    except CatalogueError:
        return
    for text in ("i morgen kl. 10", "hver mandag", "26/11", "to"):
        moments.read(text, date(2026, 3, 2), known)
        repeats.read(text, date(2026, 3, 2), known)
        times.read(text, known)
        numbers.read(text, known)


def seeds() -> Iterator[bytes]:
    for code in ("da", "en"):
        yield (LOCALES / code / "language.toml").read_bytes()
    yield b'name = "x"\nlocale = "da"\nday = 3\nday_with_year = 4\nposition = "a"\ndays = 1\ntimes = 2\nnumbers = 3'


TARGET = Target(run, seeds, longest=8_192)
