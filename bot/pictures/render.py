"""Drawings become PNG pictures, by Typst and with fonts that come in packages: no font of the host is asked for."""

from __future__ import annotations

import typst

from bot.pictures.fonts import fonts

PAGE = """\
#set page(width: auto, height: auto, margin: 0pt)
#image(bytes(sys.inputs.drawing), format: "svg")
"""


def png(drawing: str, *, ppi: int = 96) -> bytes:
    """An SVG drawing as PNG, with 96 `ppi` a dot for each of its units; not remembered: it has a person's words in it.

    Source: Typst's own reader of SVG, which shapes every script of the fonts and sets right-to-left text.
    """
    picture = typst.compile(
        PAGE.encode(), format="png", ppi=ppi, sys_inputs={"drawing": drawing}, font_paths=fonts()
    )
    if not isinstance(picture, bytes):
        raise TypeError(f"expected one picture of a page without breaks, got {type(picture).__name__}")
    return picture
