"""The colours of pictures, light and dark.

Nothing is told by colour alone: lines differ in their dashes and points in their shape, so that a picture can be read
in greyscale too. Text and lines have a contrast of 4.5 to 1 or more with the ground (WCAG 2.2, 1.4.3).
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Theme:
    """Colours as #rrggbb: the ground, what is written, what is faint, and the lines of now, before and looking back."""

    ground: str
    ink: str
    faint: str
    now: str
    before: str
    looking_back: str


LIGHT = Theme("#ffffff", "#1d2b2c", "#c3cecd", "#1b5e60", "#8a4b08", "#5b4a8a")
DARK = Theme("#17212b", "#eef3f3", "#4a5a66", "#6fd0cc", "#f0b46a", "#c3b2f2")
