"""Setting a reminder with twenty citizens: the few that are written to stand first, and a name finds any other."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.engine.person import Person
from bot.state import people, relations
from tests.flows.reminding import set_by, town
from tests.talk import BOT

if TYPE_CHECKING:
    from tests.town import Town

__all__ = ["town"]

MOST_TAPS = 6
NAMES = (
    *("Adam", "Aisha", "Bente", "Cihan", "Dorte", "Elif", "Finn", "Gitte", "Hanne"),
    *("Ivan", "Jens", "Karen", "Layla", "Maja", "Niels", "Olga", "Peter", "Rosa", "Tove"),
)
"""With Samir there are twenty."""
WEEKLY = ("Practise the elevator pitch", "Every Monday", "✔ Save")


def with_twenty(town: Town, *more: str) -> None:
    world, jonas = town.jonas.world, town.jonas.user
    cursor, turns = world.connection.cursor(), world.turns
    for number, name in enumerate((*NAMES, *more), 1):
        person = Person(7_300_000_000 + number, name=name, agreed=True)
        people.create(cursor, BOT, person.id, person.id, person, turns.organisation, world.now)
        relations.begin(cursor, turns.ids.next(), person.id, jonas, turns.organisation, "mentor", world.now)


def offered(town: Town) -> list[str]:
    town.taps(town.jonas, "Send a reminder")
    return [label for label in town.jonas.last.labels() if label in {*NAMES, "Samir"}]


def test_whoever_was_written_to_before_is_reminded_weekly_in_at_most_six_taps(town: Town) -> None:
    with_twenty(town)
    assert offered(town) == list(NAMES[:8])
    assert "stand first" not in town.jonas.last.text
    town.jonas.write("Tove")
    for label in WEEKLY:
        town.jonas.tap(label)
    taps = ("Send a reminder", "Tove", *WEEKLY)
    assert len(taps) <= MOST_TAPS
    town.taps(town.jonas, *taps)
    assert len({each.citizen for each in set_by(town.jonas)}) == 1
    assert len(set_by(town.jonas)) == 2


def test_whoever_was_written_to_last_stands_first_and_the_others_by_name(town: Town) -> None:
    with_twenty(town)
    for name in ("Tove", "Samir"):
        town.jonas.wait(minutes=2)
        town.taps(town.jonas, "Send a reminder")
        town.jonas.write(name)
        for label in WEEKLY:
            town.jonas.tap(label)
    assert offered(town) == ["Samir", "Tove", *NAMES[:6]]
    assert "Those you reminded last stand first." in town.jonas.last.text


def test_where_several_are_ticked_all_of_them_stand_by_name(town: Town) -> None:
    with_twenty(town)
    town.taps(town.jonas, "Send a reminder")
    town.jonas.write("Tove")
    for label in WEEKLY:
        town.jonas.tap(label)
    town.taps(town.jonas, "Send a reminder")
    while "Several …" not in town.jonas.last.labels():
        town.jonas.tap("More …")
    town.jonas.tap("Several …")
    ticked = [label.removeprefix("☐ ") for label in town.jonas.last.labels() if label.startswith("☐ ")]
    assert ticked == sorted([*NAMES, "Samir"])[: len(ticked)]
    assert len(ticked) > 3


@pytest.mark.parametrize("written", ["Samir", "samir", "Layla", "Tove"])
def test_any_other_is_reminded_in_at_most_six_taps_and_a_name(town: Town, written: str) -> None:
    with_twenty(town)
    assert len(("Send a reminder", *WEEKLY)) <= MOST_TAPS
    town.taps(town.jonas, "Send a reminder")
    assert f"What shall {written.title()} be reminded of?" in town.jonas.write(written)[-1].text
    for label in WEEKLY:
        town.jonas.tap(label)
    (kept,) = set_by(town.jonas)
    known = people.by_id(town.jonas._connection.cursor(), kept.citizen)
    assert known is not None
    assert known[0].person.name == written.title()


def test_of_two_who_are_called_the_same_neither_is_meant_before_a_tap(town: Town) -> None:
    with_twenty(town, "Tove", "Adam")
    for name in ("Tove", "Adam"):
        town.taps(town.jonas, "Send a reminder")
        town.jonas.write(name)
        assert "Who is the reminder for?" in town.jonas.last.text


def test_what_names_nobody_is_told_that_names_can_be_written_and_so_they_can(town: Town) -> None:
    with_twenty(town)
    assert "Tove" not in offered(town)
    town.jonas.write("Zoe")
    assert town.jonas.last.text.startswith(
        "I did not quite get that. Tap one of the buttons, or write a name. It can be one that does not stand here."
    )
    town.jonas.write("Tove")
    assert "Who is it about?" not in town.jonas.last.text
    assert "Tove" in " ".join(message.text for message in town.jonas.sent[-2:])


def test_where_all_stand_on_the_screen_nothing_else_is_named(town: Town) -> None:
    town.taps(town.jonas, "Send a reminder")
    town.jonas.write("Zoe")
    assert "It can be one that does not stand here." not in town.jonas.last.text
