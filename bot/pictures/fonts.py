"""The fonts of pictures, documents and pages: they come in packages, so that the same letters are on every host."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Final

import fontpkg
import typst

FAMILIES: Final = ("Noto Sans", "Noto Sans Arabic", "Noto Sans Ethiopic")
"""Each has what the one before it lacks."""
ETHIOPIC: Final = "Noto Sans Ethiopic"
"""There is no fontpkg of it. The package that has it brings nothing that we call: its file is read where it lies."""


def file(family: str) -> Path:
    """Where the font of a family lies."""
    if family == ETHIOPIC:
        folder = Path(str(files("justmytype_intl_africa"))) / "fonts" / "ofl" / "notosansethiopic"
        return next(folder.glob("*.ttf"))
    return Path(fontpkg.path(family))


@cache
def fonts(*, embedded: bool = False) -> typst.Fonts:
    """The fonts, read once: that takes longer than a picture. `embedded` adds those that Typst brings along."""
    folders = [str(file(family).parent) for family in FAMILIES]
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=embedded, font_paths=folders)
