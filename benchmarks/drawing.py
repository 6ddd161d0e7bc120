"""How the plots of the measured runs are kept: the same figures give the same file. Needs matplotlib."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import matplotlib as mpl

if TYPE_CHECKING:
    from pathlib import Path

    from matplotlib.figure import Figure

SALT: Final = "jobstjernen"
"""What matplotlib makes the names inside a drawing of."""


def save(figure: Figure, to: Path) -> None:
    """Write a drawing as SVG, without the moment at which it was drawn."""
    mpl.rcParams["svg.hashsalt"] = SALT
    figure.tight_layout()
    figure.savefig(to, metadata={"Date": None})
