"""The colours of pictures, light and dark.

A drawing has the light ones, and so have its PNG and the PDF: nobody tells a bot how a person's phone is set. On a page
the same drawing turns dark where the page's reader has chosen so.

Nothing is told by colour alone: lines differ in their dashes and points in their shape, so that a picture can be read
in greyscale too. Text and lines have a contrast of 4.5 to 1 or more with the ground (WCAG 2.2, 1.4.3).
"""

from __future__ import annotations

from dataclasses import astuple, dataclass


@dataclass(frozen=True, slots=True)
class Theme:
    """Colours as #rrggbb: the ground, what is written, what is faint, and the lines of now, before and looking back.

    `beside` is the line of what somebody else has scored.
    """

    ground: str
    ink: str
    faint: str
    now: str
    before: str
    looking_back: str
    beside: str


LIGHT = Theme("#ffffff", "#1d2b2c", "#c3cecd", "#1b5e60", "#8a4b08", "#5b4a8a", "#a3195b")
DARK = Theme("#17212b", "#eef3f3", "#4a5a66", "#6fd0cc", "#f0b46a", "#c3b2f2", "#ff9cc4")

DARKENED = dict(zip(astuple(LIGHT), astuple(DARK), strict=True))
"""Which dark colour stands for which light one."""
RULES = "".join(
    f'[fill="{light}"]{{fill:{dark}}}[stroke="{light}"]{{stroke:{dark}}}' for light, dark in DARKENED.items()
)
IN_THE_DARK = f"@media (prefers-color-scheme: dark){{{RULES}}}"
"""CSS for a drawing: browsers heed it, Typst passes it over."""
