"""Names in the order in which readers of a language look for them."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

_DANISH: Final = str.maketrans({"æ": "{", "ä": "{", "ø": "|", "ö": "|", "å": "}", "ü": "y"})
"""Three letters come after z, as these signs do, and those of the neighbours stand with them."""
_LETTERS: Final[Mapping[str, Mapping[int, str]]] = {"da": _DANISH}


def key(name: str, code: str) -> tuple[str, str]:
    """What names are sorted by in the language of a code; where two differ in accents alone, by the names themselves.

    In Danish names "aa" is an older way to write "å".
    """
    folded = name.casefold()
    own = _own(folded, code)
    if own.isascii():
        return own, folded
    folded = unicodedata.normalize("NFC", folded)
    plain = unicodedata.normalize("NFKD", _own(folded, code).translate(_LETTERS.get(code, {})))
    return "".join(each for each in plain if not unicodedata.combining(each)), folded


def _own(folded: str, code: str) -> str:
    return folded.replace("aa", "å") if code == "da" else folded
