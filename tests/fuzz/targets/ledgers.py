"""An erasure ledger that somebody has changed or cut: no line is read that nobody wrote, and a sentence says why."""

from __future__ import annotations

import tempfile
from contextlib import suppress
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from bot.state import ledger_file
from bot.state.errors import BadLedger, LedgerUnwritable
from bot.state.ledger_file import Entry, Line, Mark, Pen
from tests.fuzz.target import Target, must

if TYPE_CHECKING:
    from collections.abc import Iterator

PEN = Pen(b"a key for fuzzing")
NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
WRITTEN = tuple(Entry(kind, PEN.hash(kind, row)) for row, kind in enumerate(("person", "exercise", "share")))


@cache
def place() -> Path:
    return Path(tempfile.mkdtemp(prefix="fuzz-")) / "ledger"


@cache
def whole() -> tuple[bytes, Mark]:
    """A ledger of three lines, and where it ends."""
    place().unlink(missing_ok=True)
    end = ledger_file.append(place(), PEN, PEN.beginning, WRITTEN, NOW, anew=True)
    return place().read_bytes(), end


def run(data: bytes) -> None:
    _, end = whole()
    file = place()
    file.write_bytes(data)
    read: list[Entry] = []
    try:
        read += [each.entry for each in ledger_file.lines(file, PEN) if isinstance(each, Line)]
    except BadLedger as error:
        must("ERASURE_LEDGER: expected" in str(error))
    assert all(entry in WRITTEN for entry in read), "a line that nobody wrote"
    for known in (PEN.beginning, end, Mark(2, "x")):
        with suppress(BadLedger):
            ledger_file.going_on(file, PEN, known)
        with suppress(LedgerUnwritable):
            ledger_file.see(file, PEN, known, anew=True)
    with suppress(BadLedger):
        ledger_file.ends_at(file, PEN)
    assert file.read_bytes() == data, "looking changes nothing"
    with suppress(LedgerUnwritable):
        ledger_file.append(file, PEN, end, WRITTEN[:1], NOW)


def seeds() -> Iterator[bytes]:
    written, _ = whole()
    lines = written.splitlines(keepends=True)
    yield written
    yield written[:-30]
    yield b"".join([*lines[:2], *lines[3:]])
    yield b"".join([*lines, lines[-1]])
    yield lines[0]
    yield lines[0].replace(b" 0 ", b" " + b"9" * 5_000 + b" ")
    yield written.replace(b"\n", b"\r\n")
    yield b""
    yield b"jobstjernen-erasures-1"


TARGET = Target(run, seeds, longest=8_192)
