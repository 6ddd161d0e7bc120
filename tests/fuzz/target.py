"""What a target is, and the texts that people and the practice phone really send, to begin from."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import TYPE_CHECKING, Final

from tests.fuzz import targets

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

HERE: Final = Path(__file__).parent
FOUND: Final = HERE / "found"
"""What the fuzzer has found, a folder for each target: once mended, each stays here and is tried for ever."""
SAID: Final = re.compile(r"^▸ (.+)$", re.MULTILINE)


@dataclass(frozen=True)
class Target:
    """One thing to throw bytes at. `run` raises where it does what it must never do.

    `longest` is how many bytes a try has at most.
    """

    run: Callable[[bytes], None]
    seeds: Callable[[], Iterable[bytes]]
    longest: int = 4096


@cache
def every_target() -> dict[str, Target]:
    """Every target by its name."""
    names = [module.name for module in iter_modules(targets.__path__)]
    return {name: import_module(f"{targets.__name__}.{name}").TARGET for name in names}


@cache
def said_in_replays() -> tuple[str, ...]:
    """Everything that somebody writes in a replay."""
    replays = sorted((HERE.parent / "replays").glob("*/*.md"))
    lines = (line for replay in replays for line in SAID.findall(replay.read_text("utf-8")))
    return tuple(sorted({line for line in lines if not line.startswith(("[", "("))}))


def found(name: str) -> list[bytes]:
    """What was found of a target before."""
    return [path.read_bytes() for path in sorted((FOUND / name).glob("*"))]


def must(holds: bool) -> None:
    """What has to hold of an error that is meant to come."""
    if not holds:
        raise AssertionError


def text_of(data: bytes) -> str:
    """Any text: also lone surrogates, which JSON can carry."""
    return data.decode("utf-8", "surrogateescape")
