"""Which of the languages on offer is nearest to the one that a phone is set to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

HERE: Final = "da"
"""What is spoken where nothing is known of a phone."""
ELSE: Final = "en"
NEAREST: Final[Mapping[str, str]] = {
    **dict.fromkeys(("nb", "nn", "no", "sv", "fo", "kl", "is"), "da"),
    "prs": "fa",
    **dict.fromkeys(("kmr", "ckb"), "ku"),
    "az": "tr",
}
"""Languages that are not on offer, with one that most who speak them read more easily than English."""


def nearest(code: str, offered: Collection[str]) -> str:
    """The language for a phone's language code ("en-GB" is English): its own, the nearest one, else English.

    Danish where the phone tells none. One of those that are offered, of which there is at least one.
    """
    base = code.replace("_", "-").partition("-")[0].lower()
    wanted = (base, NEAREST.get(base, ""), ELSE) if base else (HERE, ELSE)
    found: str = next(each for each in (*wanted, *offered) if each in offered)
    return found
