"""A sentence that nobody may find: how it could be written, and where its bytes are looked for."""

from __future__ import annotations

import base64
import hashlib
import html
import json
import os
import stat
from contextlib import suppress
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

SENTENCE: Final = "Kælderbjørnens hemmelighedskasse ligger under trappestenen"
WORDS: Final = tuple(word for word in SENTENCE.split() if len(word) >= 12)
"""Also each of its long words tells it, and so does one read backwards."""


def _spelled(text: str) -> Iterator[bytes]:
    """A text as programs write it down."""
    for encoding in ("utf-8", "utf-16-le", "utf-16-be", "latin-1"):
        yield text.encode(encoding)
    for escaped in (json.dumps(text)[1:-1], html.escape(text), quote(text), repr(text.encode())[2:-1]):
        yield escaped.encode()
    yield text.encode("ascii", "xmlcharrefreplace")
    yield text.encode().hex().encode()
    for raw in (text.encode(), json.dumps(text)[1:-1].encode()):
        for offset in range(3):
            # The first and the last characters depend on what stands around it.
            yield base64.b64encode(bytes(offset) + raw)[4 if offset else 0 : -4]


def _needles() -> tuple[bytes, ...]:
    texts = {SENTENCE, *WORDS, *(word[::-1] for word in WORDS)}
    cased = {shape for text in texts for shape in (text, text.lower(), text.upper(), text.capitalize())}
    return tuple(sorted({spelled for text in cased for spelled in _spelled(text)}))


NEEDLES: Final = _needles()
_SEARCHED: Final[dict[bytes, list[bytes]]] = {}
"""What was found, by the digest of where: a file that stays as it is is looked at again and again."""


def found(content: bytes) -> list[bytes]:
    """Every way in which something of the sentence stands in these bytes."""
    digest = hashlib.sha256(content).digest()
    if digest not in _SEARCHED:
        _SEARCHED[digest] = [needle for needle in NEEDLES if needle in content]
    return _SEARCHED[digest]


def in_text(lines: Iterable[str]) -> list[bytes]:
    return found("\n".join(lines).encode(errors="surrogateescape"))


def in_files(*folders: Path) -> dict[str, list[bytes]]:
    """Which files of these folders hold something of it; a file may go while it is looked for."""
    files = chain.from_iterable(folder.rglob("*") for folder in folders)
    return _in(file for file in files if "__pycache__" not in file.parts)


def in_open_files(pid: int) -> dict[str, list[bytes]]:
    """The same of every file that a process has open, also of one that has no name any more."""
    with suppress(FileNotFoundError):
        return _in(Path(f"/proc/{pid}/fd").iterdir())
    return {}


def _in(files: Iterable[Path]) -> dict[str, list[bytes]]:
    told = {}
    for file in files:
        with suppress(OSError):
            if stat.S_ISREG(file.stat().st_mode) and (needles := found(file.read_bytes())):
                told[f"{file} ({os.path.realpath(file)})"] = needles
    return told
