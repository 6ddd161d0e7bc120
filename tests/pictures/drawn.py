"""Reads a drawing back: its groups, shapes and words."""

from __future__ import annotations

from xml.etree import ElementTree as ET

NAMESPACE = "{http://www.w3.org/2000/svg}"


def read(drawing: str) -> ET.Element:
    """The drawing; ParseError where it is no XML."""
    return ET.fromstring(drawing)


def groups(drawing: str, kind: str) -> list[ET.Element]:
    """The groups that have all the words of `kind` in their class."""
    wanted = set(kind.split())
    return [
        each for each in read(drawing).iter(f"{NAMESPACE}g") if wanted <= set(each.get("class", "").split())
    ]


def shapes(group: ET.Element, name: str) -> list[ET.Element]:
    return list(group.iter(f"{NAMESPACE}{name}"))


def words(group: ET.Element) -> list[str]:
    """Every line of text, in the order it is drawn."""
    return [span.text or "" for span in group.iter(f"{NAMESPACE}tspan")]
