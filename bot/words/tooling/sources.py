"""Finds the texts in the code: N_("...") and Words("...") in the files under bot/, in the order they are read.

A text may carry a note for translators: a comment above it, or above its statement, that begins with "Translators:".
Most labels of buttons and toasts are known by their place in the code; elsewhere the note says it in one word
("# Translators: button"). They are marked so that their length can be checked.
"""

from __future__ import annotations

import ast
import io
import tokenize
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from bot.words.markup import bare
from bot.words.tooling.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NOTE = "Translators:"
BUTTON, TOAST, COMMAND = "button", "toast", "command"
DESCRIPTION, SHORT_DESCRIPTION = "description of the bot", "short description of the bot"
USES = (BUTTON, TOAST, COMMAND, DESCRIPTION, SHORT_DESCRIPTION)
"""What a text can be used as that limits its length."""

LABEL_NAMES = {
    "buttons",
    "called",
    "kind",
    "label",
    "labels",
    "short",
    "short_of_another",
    "starters",
    "title",
}
"""Arguments and variables by name whose texts are labels."""

LABELS = {"Button": 0, "Item": 1, "Option": 1}
"""Calls with a label as a positional argument, and which."""


@dataclass(frozen=True, slots=True)
class Text:
    """A text to translate. `uses` says what it is used as where that limits its length."""

    id: str
    plural: str = ""
    files: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    uses: frozenset[str] = frozenset()


@dataclass(slots=True)
class Sources:
    """All texts by id, and what is wrong with how they are marked."""

    texts: dict[str, Text] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def add(self, text: Text) -> None:
        """Add a text, or what another place says about it."""
        known = self.texts.get(text.id, text)
        if known.plural and text.plural and known.plural != text.plural:
            what = f"has two plurals: {known.plural!r} in {known.files[0]} and {text.plural!r}"
            self.problems.append(Problem(text.files[0], text.id, what, "Make them the same"))
        self.texts[text.id] = Text(
            text.id,
            known.plural or text.plural,
            tuple(sorted({*known.files, *text.files})),
            tuple(dict.fromkeys((*known.notes, *text.notes))),
            known.uses | text.uses,
        )


def find(root: Path) -> Sources:
    """The texts of all Python files under `root`/bot."""
    sources = Sources()
    readers = []
    for path in sorted((root / "bot").rglob("*.py")):
        code = path.read_text("utf-8")
        if "N_(" in code or "Words(" in code:
            readers.append(_Reader(path.relative_to(root).as_posix(), sources))
            readers[-1].read(code)
    constants = {name: text for reader in readers for name, text in reader.constants.items()}
    for reader in readers:
        for name, use in reader.used_names:
            if name in constants:
                text = sources.texts[constants[name]]
                sources.texts[text.id] = replace(text, uses=text.uses | {use})
    return sources


class _Reader(ast.NodeVisitor):
    """Reads one file. `constants` are its names for texts; `used_names` are names used as a button or toast."""

    def __init__(self, file: str, sources: Sources) -> None:
        self.constants: dict[str, str] = {}
        self.used_names: set[tuple[str, str]] = set()
        self._file = file
        self._sources = sources
        self._comments: dict[int, str] = {}
        self._uses: tuple[str, ...] = ()
        self._statement = 0

    def read(self, code: str) -> None:
        tokens = tokenize.generate_tokens(io.StringIO(code).readline)
        self._comments = {token.start[0]: token.string for token in tokens if token.type == tokenize.COMMENT}
        self.visit(ast.parse(code))

    def visit(self, node: ast.AST) -> None:
        if isinstance(node, ast.stmt):
            self._statement = node.lineno
        super().visit(node)

    def visit_Assign(self, node: ast.Assign) -> None:
        for target in node.targets:
            if isinstance(target, ast.Name) and isinstance(node.value, ast.Call):
                self.constants.update((target.id, text) for text in _strings(node.value))
        labels = any(_name(target).lower() in LABEL_NAMES for target in node.targets)
        self._visit_as(BUTTON if labels else "", [node.value])

    def visit_Tuple(self, node: ast.Tuple) -> None:
        """A pair that begins with "@..." is a button of the engine: its key and its label."""
        key = node.elts[0] if node.elts else None
        if isinstance(key, ast.JoinedStr) and key.values:
            key = key.values[0]
        is_key = isinstance(key, ast.Constant) and str(key.value).startswith("@")
        self._visit_as(BUTTON if is_key else "", node.elts)

    def visit_Name(self, node: ast.Name) -> None:
        self.used_names.update((node.id, use) for use in self._uses)

    def visit_Attribute(self, node: ast.Attribute) -> None:
        self.used_names.update((node.attr, use) for use in self._uses)
        self.generic_visit(node)

    def visit_Call(self, node: ast.Call) -> None:
        name = _name(node.func)
        plural = next((each.value for each in node.keywords if each.arg == "plural"), None)
        if name == "N_":
            self._mark(node)
        elif (
            name == "Words" and node.args and (_is_written(plural) or isinstance(node.args[0], ast.Constant))
        ):
            self._mark(node, plural)
            self._visit_as(
                "", [*node.args[1:], *(each.value for each in node.keywords if each.arg != "plural")]
            )
        elif plural and (text := next((each.value for each in node.keywords if each.arg == "text"), None)):
            self._step(node, text, plural)
        else:
            self._visit_arguments(name, node)

    def _step(self, node: ast.Call, text: ast.expr, plural: ast.expr) -> None:
        """A step of a flow whose text has a plural: the two are one text to translate."""
        if isinstance(text, ast.Call):
            self._mark(text, plural)
        others = [each for each in node.keywords if each.value not in (text, plural)]
        self._visit_arguments(_name(node.func), ast.Call(node.func, node.args, others))

    def _visit_arguments(self, name: str, node: ast.Call) -> None:
        self.visit(node.func)
        for index, argument in enumerate(node.args):
            label = LABELS.get(name) == index
            self._visit_as(TOAST if name == "Toast" else BUTTON if label else "", [argument])
        for keyword in node.keywords:
            self._visit_as(BUTTON if keyword.arg in LABEL_NAMES else "", [keyword.value])

    def _visit_as(self, use: str, nodes: list[ast.expr]) -> None:
        """Visit these, and remember while it lasts what their texts are used as."""
        before = self._uses
        self._uses = (*before, use) if use else before
        for node in nodes:
            self.visit(node)
        self._uses = before

    def _mark(self, node: ast.Call, plural: ast.expr | None = None) -> None:
        ids = list(_strings(node.args[0])) if node.args else []
        plurals = list(_strings(plural)) if plural else [""]
        if len(ids) != 1 or len(plurals) != 1:
            what = f"line {node.lineno} marks something that is not one plain string"
            mend = 'Write the whole text as N_("..."), with {names} for what varies'
            self._sources.problems.append(Problem(self._file, "", what, mend))
        elif any(character.isalpha() for character in bare(ids[0])):
            note = self._note(node)
            uses = {*self._uses, note} & set(USES)
            notes = (note,) if note and note not in USES else ()
            self._sources.add(Text(ids[0], plurals[0], (self._file,), notes, frozenset(uses)))

    def _note(self, node: ast.Call) -> str:
        """The note for translators right above the text, else above its call, else above its statement."""
        lines = (node.args[0].lineno, node.lineno, self._statement)
        return next(filter(None, map(self._note_above, lines)), "")

    def _note_above(self, line: int) -> str:
        block: list[str] = []
        while line - 1 in self._comments:
            line -= 1
            block.insert(0, self._comments[line].lstrip("# "))
        note = " ".join(block)
        return note.removeprefix(NOTE).strip() if note.startswith(NOTE) else ""


def _name(node: ast.expr) -> str:
    """The last part of a dotted name; "" for anything else."""
    return node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")


def _is_written(plural: ast.expr | None) -> bool:
    """Whether a plural is written down here; the attribute of a step is written where the step is declared."""
    return plural is not None and not isinstance(plural, ast.Attribute)


def _strings(node: ast.expr) -> Iterator[str]:
    """The string itself, or the one inside N_(...)."""
    if isinstance(node, ast.Call) and _name(node.func) == "N_" and node.args:
        yield from _strings(node.args[0])
    elif isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
