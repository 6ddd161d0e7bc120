"""What errands with other people compute: whom they are about, and how roles and names are said."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.engine.callbacks import from_base36
from bot.engine.context import Item
from bot.engine.text import N_, Words

if TYPE_CHECKING:
    from bot.engine.view import View

ROLES = {
    # Translators: a role of staff, in the middle of a sentence: "Mette is your contact person".
    "contact": N_("contact person"),
    "mentor": N_("mentor"),
    "coordinator": N_("coordinator"),
}
# Translators: a person's name and what they are to the reader, as on a button: "Mette, contact person".
NAMED = N_("{name}, {role}")


def role_words(role: str) -> Words:
    """A role in words."""
    return Words(ROLES[role])


def named(person: dict[str, Any]) -> Words:
    """Somebody's name with their role."""
    return Words(NAMED, {"name": person["name"], "role": role_words(person["role"])})


def titled(view: View, flow: str) -> Words:
    """What can be practised, by its title; an exercise of any other flow is just one."""
    found = (item.label for item in view.fact("practice") if item.key == flow)
    return next(found, Words(N_("an exercise")))


def as_items(people: tuple[dict[str, Any], ...]) -> tuple[Item, ...]:
    """People to choose from, called by their name and role; typing the name chooses them too."""
    return tuple(Item(each["key"], named(each), Words("{name}", {"name": each["name"]})) for each in people)


def found(people: tuple[dict[str, Any], ...], key: Any) -> dict[str, Any]:
    """The one of these people with this key; empty where they are not among them (any more)."""
    return next((each for each in people if each["key"] == key), {})


def number(view: View, step: str) -> int:
    """The row that an answer names by its key; 0 where it names none."""
    return from_base36(str(view.value(step)))
