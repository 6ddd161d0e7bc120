"""The browser of this folder."""

from __future__ import annotations

from tests.browser import browser_of_the_folder

__all__ = ["browser_of_the_folder"]
