"""What is printed on an operator's terminal. A name or text of somebody's must not be able to command it."""

from __future__ import annotations

import io
import sys
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from typing import TYPE_CHECKING, BinaryIO, Final, TextIO
from unicodedata import category

from bot.config import ConfigError

if TYPE_CHECKING:
    from collections.abc import Iterator

DECLINED: Final = 3
"""The exit code of a command that asked, and was answered with no: nothing was done."""
KEPT = frozenset("\n\t")
UNSHOWN = frozenset({"Cc", "Cf", "Cs", "Co", "Zl", "Zp"})
"""Kinds of characters that do not show: a terminal takes some as commands, and others turn what stands beside them."""


def plain(text: str) -> str:
    r"""The text with what does not show as it is written in JSON and Python: \u001b instead of an escape."""
    if text.isascii() and text.replace("\n", "").isprintable():
        return text
    return "".join(each if each in KEPT or category(each) not in UNSHOWN else _written(each) for each in text)


def word(text: str) -> str:
    """The same on one line: a name must not look like two."""
    return "".join(_written(each) if each in KEPT else each for each in plain(text))


def _written(character: str) -> str:
    """As JSON writes it, beyond the first 65,536 in two halves."""
    return "".join(f"\\u{unit:04x}" for unit in _units(ord(character)))


def _units(code: int) -> tuple[int, ...]:
    if code < 0x10000:
        return (code,)
    return 0xD800 + ((code - 0x10000) >> 10), 0xDC00 + ((code - 0x10000) & 0x3FF)


class Plain(io.TextIOBase):
    """A stream over another one that lets only what shows pass."""

    def __init__(self, beneath: TextIO) -> None:
        self._beneath = beneath

    def write(self, text: str) -> int:
        self._beneath.write(plain(text))
        return len(text)

    @property
    def buffer(self) -> BinaryIO:
        """For what is no text: a document that somebody has asked for."""
        return self._beneath.buffer

    def flush(self) -> None:
        self._beneath.flush()

    def isatty(self) -> bool:
        return self._beneath.isatty()

    def fileno(self) -> int:
        return self._beneath.fileno()


@contextmanager
def guarded(out: TextIO, err: TextIO) -> Iterator[None]:
    """Let nothing but what shows reach the terminal, as long as the block runs."""
    with redirect_stdout(Plain(out)), redirect_stderr(Plain(err)):
        yield


class Declined(Exception):
    """The operator was asked, and did not say yes."""


def agrees(question: str) -> bool:
    """Whether the operator writes yes; ConfigError where nobody can be asked."""
    if not sys.stdin.isatty():
        raise ConfigError("--yes: expected it, since nobody can be asked here; nothing was changed")
    sys.stderr.write(f"{question} Write yes: ")
    sys.stderr.flush()
    return sys.stdin.readline().strip().casefold() == "yes"
