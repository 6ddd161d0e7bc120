"""A file that is said to be a backup, its first line too: it opens as it was made, or is refused by a sentence."""

from __future__ import annotations

import base64
import io
import tempfile
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from bot.state import backup, sealed_file
from bot.state.backup import BOUND, Header
from bot.state.errors import CannotRestore, MissingKey
from bot.state.ledger_file import Mark
from tests.fuzz.target import Target, must
from tests.keys import KEYS

if TYPE_CHECKING:
    from collections.abc import Iterator

SECRET = bytes(range(32))
CLEAR = b"SQLite format 3\0" + bytes(200)
MADE = datetime(2026, 3, 2, 9, tzinfo=UTC)


@cache
def folder() -> Path:
    return Path(tempfile.mkdtemp(prefix="fuzz-"))


@cache
def sound() -> bytes:
    """A backup as it was made; it is another one each time, so that only its own bytes open."""
    key = base64.b64encode(KEYS.first.seal(SECRET, BOUND)).decode()
    line = Header(MADE, "0001", KEYS.first.id, key, "0" * 16, Mark(3, "a" * 64)).line
    made = io.BytesIO()
    sealed_file.seal(io.BytesIO(CLEAR), made, SECRET, line)
    return made.getvalue()


def run(data: bytes) -> None:
    file, target = folder() / "a.backup", folder() / "out"
    file.write_bytes(data)
    target.unlink(missing_ok=True)
    try:
        backup.header_of(file)
        backup.unseal(file, target, KEYS)
    except (CannotRestore, MissingKey) as error:
        must(": expected" in str(error))
    else:
        must(data == sound())
        must(target.read_bytes() == CLEAR)


def seeds() -> Iterator[bytes]:
    whole = sound()
    yield whole
    yield whole[:-1]
    yield whole.replace(b'"schema": "0001"', b'"schema": 1')
    yield whole.replace(KEYS.first.id.encode(), b"deadbeef")
    yield whole.partition(b"\n")[0] + b"\n"
    yield b"[" * 5_000
    yield b'{"format": "jobstjernen backup 1", "known": [1]}\n'
    yield b"SQLite format 3\0"


TARGET = Target(run, seeds, longest=6_000)
