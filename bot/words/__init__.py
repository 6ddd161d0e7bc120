"""Each person's own language: sentences, days, numbers and lists, from the catalogues in `locales/`."""

from __future__ import annotations

import sys
from functools import cache
from pathlib import Path

from bot.words.catalogues import Catalogues
from bot.words.errors import CatalogueError, MissingValue
from bot.words.language import Language

CHECKOUT = Path(__file__).resolve().parents[2] / "locales"
INSTALLED = Path(sys.prefix) / "share" / "jobstjernen" / "locales"
LOCALES = CHECKOUT if CHECKOUT.is_dir() else INSTALLED

__all__ = ["LOCALES", "CatalogueError", "Catalogues", "Language", "MissingValue", "catalogues"]


@cache
def catalogues() -> Catalogues:
    """The product's own catalogues, read once for the whole process."""
    return Catalogues.load(LOCALES)
