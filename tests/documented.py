"""The documented form of an export: docs/my-data.schema.json, and whether what is exported stands in it."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jsonschema import Draft202012Validator

if TYPE_CHECKING:
    from collections.abc import Iterator

FILE = Path(__file__).parents[1] / "docs" / "my-data.schema.json"


@cache
def schema() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(FILE.read_text("utf-8"))
    return found


def undocumented(export: dict[str, Any]) -> list[str]:
    """What of an export is not as the schema says, each with its place; nothing of somebody who is not here."""
    if not export:
        return []
    as_read = json.loads(json.dumps(export))
    found = Draft202012Validator(schema()).iter_errors(as_read)
    return [f"{error.json_path}: {error.message[:200]}" for error in found]


def resolved(node: dict[str, Any]) -> dict[str, Any]:
    """A part of the schema, or the definition that it names."""
    name = node.get("$ref", "").removeprefix("#/$defs/")
    return schema()["$defs"][name] if name else node


def at(path: str) -> dict[str, Any] | None:
    """What the schema says of a field like "people.shared[].version"; None where it knows none."""
    node: dict[str, Any] | None = schema()
    for part in path.split("."):
        name, many, _ = part.partition("[]")
        node = resolved(node).get("properties", {}).get(name) if node else None
        if node is not None and many:
            node = resolved(node).get("items")
    return node


def values(export: Any, path: str) -> Iterator[Any]:
    """Every value that an export has at such a place; none where what would hold it is null."""
    if export is None:
        return
    first, _, rest = path.partition(".")
    name, many, _ = first.partition("[]")
    found = export[name]
    for each in found if many else (found,):
        if rest:
            yield from values(each, rest)
        else:
            yield each
