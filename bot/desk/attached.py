"""What a file that somebody fetches is called: whatever stands in a name, it is one file, and one header."""

from __future__ import annotations

from typing import Final
from unicodedata import category, normalize
from urllib.parse import quote

UNNAMEABLE: Final = frozenset('"%*/:;<>?\\|')
"""What a file name cannot hold on one system or another, and what means something in a header or an address."""
LONGEST: Final = 60
"""Characters of each part; on some systems those of a whole path are few."""
SPELT: Final = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "Æ": "Ae", "Ø": "Oe", "Å": "Aa", "ß": "ss"})
"""How letters are spelt where there are none but those of English."""


def named(*parts: str) -> str:
    """A file's name, without its ending, of parts of which any may be somebody's own text, or empty."""
    return " ".join(kept for part in parts if (kept := _nameable(part)[:LONGEST].strip(". ")))


def attachment(name: str, ending: str) -> str:
    """The header by which a file is kept under this name, and by older programs under one of plain ASCII.

    Source: RFC 6266, and RFC 5987 for `filename*`.
    """
    plain = normalize("NFKD", name.translate(SPELT)).encode("ascii", "ignore").decode()
    whole = quote(f"{name}.{ending}", safe="")
    return f"attachment; filename=\"{_nameable(plain)}.{ending}\"; filename*=UTF-8''{whole}"


def _nameable(text: str) -> str:
    """What of a text can stand in a name: no controls, directions or lines, and no dots at its ends."""
    seen = "".join(" " if _is_left_out(each) else each for each in normalize("NFC", text))
    return " ".join(seen.split()).strip(". ")


def _is_left_out(letter: str) -> bool:
    return letter in UNNAMEABLE or category(letter)[0] in {"C", "Z"}
