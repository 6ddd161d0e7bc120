"""A key file as somebody has left it: the keys that stand in it, or a sentence that repeats none of it."""

from __future__ import annotations

import tempfile
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from bot.state.errors import BadKey
from bot.state.keys import BYTES, Keys
from tests.fuzz.target import Target, must
from tests.keys import DATA_KEY

if TYPE_CHECKING:
    from collections.abc import Iterator

NEARLY = 20
"""Letters of a key that would help whoever reads them in a log."""


@cache
def file() -> Path:
    return Path(tempfile.mkdtemp(prefix="fuzz-")) / "data.key"


def run(data: bytes) -> None:
    file().write_bytes(data)
    try:
        keys = Keys.of_file(file())
    except BadKey as error:
        told = str(error).replace(str(file()), "")
        must(told.startswith("DATA_KEY_FILE: expected"))
        words = data.decode("latin-1").split()
        must(
            not any(
                word[place : place + NEARLY] in told for word in words for place in range(len(word) - NEARLY)
            )
        )
        return
    sealed = keys.first.seal(b"a word", b"")
    for known in keys.known():
        found = keys.get(known)
        assert found is not None
    assert keys.first.open(sealed, b"") == b"a word"
    assert len(keys.known()) <= len(data.split())
    assert all(len(word) > BYTES for word in data.split())


def seeds() -> Iterator[bytes]:
    key = DATA_KEY.encode()
    yield key
    yield key + b"\n" + key[::-1]
    yield b"# my key\n" + key
    yield key[:-1]
    yield key.replace(b"=", b"")
    yield b"\xef\xbb\xbf" + key
    yield key.decode().encode("utf-16")
    yield b"\0" * 64
    yield b""


TARGET = Target(run, seeds, longest=400)
