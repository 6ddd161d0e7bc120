"""What breaks a rule and may, each with its reason."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tests.plain.rules import Fault

LIST: Final = Path(__file__).with_name("exceptions.toml")


@dataclass(frozen=True, slots=True)
class Allowed:
    """One exception: the rule that some texts may break, words that each is known by, and why."""

    rule: str
    texts: tuple[str, ...]
    reason: str


@cache
def allowed() -> tuple[Allowed, ...]:
    """The exceptions of `exceptions.toml`."""
    listed = tomllib.loads(LIST.read_text("utf-8"))["exception"]
    return tuple(Allowed(each["rule"], tuple(each["texts"]), each["reason"]) for each in listed)


def is_allowed(fault: Fault, text: str, exceptions: Iterable[Allowed]) -> bool:
    """Whether there is an exception for this fault of a text."""
    return any(each.rule == fault.rule and any(words in text for words in each.texts) for each in exceptions)


def not_needed(broken: Iterable[tuple[Fault, str]], exceptions: Iterable[Allowed]) -> list[str]:
    """The words of exceptions that no fault is left for."""
    found = list(broken)
    return [
        f"{each.rule}: {words}"
        for each in exceptions
        for words in each.texts
        if not any(fault.rule == each.rule and words in text for fault, text in found)
    ]
