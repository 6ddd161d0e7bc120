"""The command line: options are written out, and a number that is none is answered with what was expected."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Callable

LONGEST: Final = 19
"""Digits of the largest number there is a use for; Python refuses to read one of thousands."""


class Parser(argparse.ArgumentParser):
    """One that takes no shortened options: what `--al` means today another option may mean tomorrow.

    Its parsers of commands are of this kind too.
    """

    def __init__(self, **named: Any) -> None:
        super().__init__(**named | {"allow_abbrev": False})


def number(what: str, low: int, high: int | None = None) -> Callable[[str], int]:
    """What reads a number within bounds; `what` says in an error which one was expected."""

    def read(text: str) -> int:
        written = text.isascii() and text.isdecimal() and len(text) <= LONGEST
        if not written or not low <= int(text) <= (int(text) if high is None else high):
            raise argparse.ArgumentTypeError(f"expected {what}, got {text[:80]!a}")
        return int(text)

    return read


PORT: Final = number("a port, which is a number from 0 to 65535, where 0 takes a free one", 0, 65535)
