"""The Danish texts of each flow's file in the catalogue, so that a flow with few replays is measured too."""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from bot.flows import discover, names
from bot.words import LOCALES
from bot.words.catalogues import forms_of, ids_of, po_file, read_catalog
from bot.words.markup import bare
from bot.words.tooling.content import texts_of
from bot.words.tooling.sources import BUTTON, COMMAND

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT: Final = Path(__file__).parents[2]
FLOWS: Final = ROOT / "bot" / "flows"
PACKAGE: Final = "bot.flows"
DESK: Final = "desk"
HAT: Final = "hat"
"""The one flow of staff that a citizen could open as well, and never has a reason to."""
FILLED: Final = {"n": "3"}
NOT_SAID: Final = re.compile("separated by commas|what a person may write", re.IGNORECASE)
"""Notes of texts that the program never says: the words by which it understands what people write."""
SOMEBODY: Final = "Samir"
"""What stands in place of every value: one word of no great length."""


@dataclass(frozen=True, slots=True)
class Text:
    """A Danish text: where it is said, and whether it is a label and no sentence."""

    place: str
    text: str
    label: bool


@cache
def staff_places() -> frozenset[str]:
    """The flows that only staff meet, and the desk."""
    return frozenset({name for name, flow in discover().items() if flow.for_staff} | {HAT, DESK})


@cache
def catalogue() -> tuple[Text, ...]:
    """Every Danish text, once for each place where it is said."""
    known = texts_of(ROOT).texts
    homes = owners()
    return tuple(
        Text(place, filled(form), bool(known[ids_of(message)[0]].uses & {BUTTON, COMMAND}))
        for message in read_catalog(po_file(LOCALES / "da"), "da")
        if message.id and not NOT_SAID.search(" ".join(message.auto_comments))
        for place in sorted({at for file in known[ids_of(message)[0]].files for at in _places(file, homes)})
        for form in forms_of(message)
    )


def filled(text: str) -> str:
    """A text without tags, and with a word for each value."""
    return bare(re.sub(r"\{(\w+)\}", lambda found: FILLED.get(found[1], SOMEBODY), text))


def _places(file: str, homes: dict[str, frozenset[str]]) -> frozenset[str]:
    """Where the texts of a file are said: the flows it belongs to, or the part of the program it stands in."""
    path = Path(file).with_suffix("")
    if path.is_relative_to("bot/flows"):
        return homes[path.relative_to("bot/flows").as_posix()]
    return frozenset({path.parts[1]})


@cache
def owners() -> dict[str, frozenset[str]]:
    """For each file of the flows the flows it belongs to: those that come to it in the fewest imports."""
    reached: dict[str, dict[str, int]] = defaultdict(dict)
    for name in names():
        level, distance = {name}, 0
        while level := {file for file in level if name not in reached[file]}:
            for file in level:
                reached[file][name] = distance
            level, distance = {file for each in level for file in _imports(each)}, distance + 1
    return {
        file: frozenset(name for name, far in flows.items() if far == min(flows.values()))
        for file, flows in reached.items()
        if flows
    }


@cache
def _imports(file: str) -> frozenset[str]:
    """What a file of the flows imports of the flows, each as its path below them."""
    path = FLOWS / f"{file}.py"
    return frozenset(_imported(ast.parse(path.read_text("utf-8")))) if path.is_file() else frozenset()


def _imported(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith(PACKAGE):
            inside = (node.module or "").removeprefix(PACKAGE).lstrip(".").replace(".", "/")
            yield from [inside] if inside else (alias.name for alias in node.names)
