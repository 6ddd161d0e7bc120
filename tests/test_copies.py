"""A copy of a town is that town: it goes on just the same, and what happens in one is nothing to the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.talk import Citizen, Talk, make_pitch, welcome
from tests.town import Town

if TYPE_CHECKING:
    from tests.screen import Message


def shares(town: Town) -> list[Message]:
    """What Mette has read in the end, and all that Samir has."""
    town.with_shared_pitch().with_remarks("Good.")
    return [*town.samir.sent, *town.mette.sent]


def test_what_was_played_beforehand_is_what_would_have_been_played() -> None:
    """Word by word, and number by number."""
    alive = Town()
    assert alive.samir.sent
    copy = Town().with_shared_pitch().with_remarks("Good.")
    assert shares(alive) == [*copy.samir.sent, *copy.mette.sent]
    assert alive.samir.stored() == copy.samir.stored()
    assert alive.mette.write("Hello") == copy.mette.write("Hello")


def test_a_citizen_from_a_copy_goes_on_as_one_who_was_played() -> None:
    played = make_pitch(welcome(Talk(), "Samir", "En hel øvelse"))
    copy = Citizen().with_pitch()
    assert copy.sent == played.sent
    assert copy.command("menu") == played.command("menu")
    assert copy.stored() == played.stored()


def test_what_happens_in_one_town_is_nothing_to_another() -> None:
    one, other = Town().with_shared_pitch(), Town().with_shared_pitch()
    one.samir.command("stop")
    one.samir.tap("Delete everything")
    one.samir.tap("Yes, delete everything")
    one.samir.tap("Yes, delete it now")
    one.mette.wait(days=1)
    assert not one.samir.known
    third = Town().with_shared_pitch()
    for each in (other, third):
        assert each.samir.known
    assert [other.samir.now, other.samir.sent, other.mette.sent] == [
        third.samir.now,
        third.samir.sent,
        third.mette.sent,
    ]
    assert other.samir.stored() == third.samir.stored()
