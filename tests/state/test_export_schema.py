"""The export is documented, field by field, and the documentation is what is exported."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pytest
from jsonschema import Draft202012Validator

from bot.state import export
from tests.documented import FILE, schema, undocumented
from tests.flows import beginnings
from tests.flows.city import city
from tests.talk import Citizen
from tests.town import Town

if TYPE_CHECKING:
    from collections.abc import Iterator


def nodes(node: Any, path: str = "$") -> Iterator[tuple[str, dict[str, Any]]]:
    """Every part of the schema that describes a value, with where it stands."""
    if not isinstance(node, dict):
        return
    yield path, node
    for name in ("properties", "$defs"):
        for key, each in node.get(name, {}).items():
            yield from nodes(each, f"{path}.{key}")
    for name in ("items", "additionalProperties"):
        yield from nodes(node.get(name), f"{path}.{name}")
    for each in node.get("anyOf", ()):
        yield from nodes(each, f"{path}.anyOf")


def test_the_schema_is_one_and_names_the_format_and_version_that_are_exported() -> None:
    Draft202012Validator.check_schema(schema())
    assert schema()["properties"]["format"]["const"] == export.FORMAT
    assert schema()["properties"]["version"]["const"] == export.VERSION


def test_the_guide_names_every_part_of_it() -> None:
    guide = (FILE.parent / "guides" / "my-data.md").read_text("utf-8")
    rows = [line.split(" | ")[0] for line in guide.splitlines() if line.startswith("| `")]
    assert [name for row in rows for name in re.findall(r"`(\w+)`", row)] == list(schema()["properties"])


def test_every_field_is_described() -> None:
    silent = [
        path
        for path, node in nodes(schema())
        if not node.get("description") and "$ref" not in node and node != {"type": "null"}
    ]
    assert silent == []


def test_no_object_takes_a_field_that_is_not_documented() -> None:
    open_ = [
        path
        for path, node in nodes(schema())
        if "object" in node.get("type", ()) and node.get("additionalProperties", True) is True
    ]
    assert open_ == []


def test_everybody_in_a_lively_place_is_exported_as_it_is_documented() -> None:
    found = {name: undocumented(talk.stored()) for name, talk in city().talks.items()}
    assert {name: errors for name, errors in found.items() if errors} == {}


@pytest.mark.parametrize(
    "make", [beginnings.spoken_of, beginnings.scored_again, beginnings.reminded, beginnings.left]
)
def test_everybody_in_a_town_is_exported_as_it_is_documented(make: Any) -> None:
    town: Town = make()
    for talk in town.samir.world.talks:
        assert undocumented(talk.stored()) == []


def test_what_waits_to_be_sent_is_documented_too() -> None:
    """A picture, a paper, a copy and a deleted message, before they have gone."""
    talk = Citizen().with_pitch()
    talk.deliver = list  # type: ignore[method-assign]
    number = "010190-1234"
    talk.write(f"mit nummer er {number}")
    for label in ("/menu", "/mydata"):
        talk.command(label.removeprefix("/"))
    waiting = talk.stored()["messages"]
    assert {each["content"]["kind"] for each in waiting if each["content"]} >= {"say", "remove"}
    assert undocumented(talk.stored()) == []


@pytest.mark.parametrize(
    "place",
    [
        "",
        "person",
        "person.organisation",
        "addresses",
        "consents",
        "exercises",
        "exercises.answers",
        "exercises.answers.content",
        "exercises.session",
        "exercises.session.scratch",
        "unplaced",
        "versions",
        "versions.content",
        "timers",
        "messages",
        "people",
        "people.followed_by",
        "people.shared",
        "people.shared.snapshot",
        "people.said_to_them",
    ],
)
def test_a_field_that_is_not_documented_is_noticed(place: str) -> None:
    town = Town().with_shared_pitch().with_remarks()
    town.samir.write("something by the way")
    found = json.loads(json.dumps(town.samir.stored()))
    node: Any = found
    for part in filter(None, place.split(".")):
        node = node[part]
        node = node[-1] if isinstance(node, list) else node
    node["surprise"] = 1
    (error,) = undocumented(found)
    assert "surprise" in error
