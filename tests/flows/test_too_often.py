"""What somebody does to others has a bound an hour; whoever reaches it is told kindly, and loses no words."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot import bounds
from bot.pace import Pace
from bot.state import often
from tests.flows.reviewing import page
from tests.talk import Talk
from tests.town import METTE, Town, code_of, invitation, settle_citizen, settle_staff

OFTEN = "You have done that very many times this hour"
CLOSED = "I cannot take codes just now."
LATER = timedelta(hours=1, minutes=1)


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two of each kind of deed in an hour."""
    monkeypatch.setattr(often, "MOST", {deed: (query, 2) for deed, (query, _) in often.MOST.items()})


@pytest.mark.usefixtures("few")
def test_codes_made_too_often_are_left_out_until_an_hour_has_passed() -> None:
    town = Town()  # one is made there
    first = code_of(town.mette)
    assert OFTEN in page(town.taps(town.mette, "Invite a citizen"))
    assert code_of(town.mette) == first
    town.samir.now += LATER
    assert code_of(town.mette) != first


@pytest.mark.usefixtures("few")
def test_a_comment_too_many_is_not_passed_on_and_its_words_are_not_lost() -> None:
    town = Town().with_shared_pitch().with_remarks()  # two are said there
    town.mette.tap("Write a comment")
    assert OFTEN in page(town.mette.write("One more thing about it."))
    assert "One more thing about it." not in str(town.samir.stored())
    assert "One more thing about it." in str(town.mette.stored())
    town.samir.now += LATER
    town.reviews(town.mette)
    town.mette.tap("Write a comment")
    assert OFTEN not in page(town.mette.write("One more thing about it."))


def test_showing_too_often_is_left_out_and_can_be_done_later(monkeypatch: pytest.MonkeyPatch) -> None:
    town = Town().with_shared_pitch()
    samir = town.samir
    with monkeypatch.context() as one:
        one.setattr(often, "MOST", {deed: (query, 1) for deed, (query, _) in often.MOST.items()})
        town.with_shared_star()
        assert OFTEN in samir.last.text
        samir.now += LATER
        assert OFTEN not in page(samir.tap("Yes, show it"))


def guess(town: Town, count: int) -> None:
    """So many wrong codes have been tried by others."""
    for number in range(count):
        town.samir._connection.execute(
            "INSERT INTO wrong_codes (id, person, who, tried_at) VALUES (?, NULL, 'x', ?)",
            (number + 1, int(town.samir.now.timestamp() * 1000)),
        )


def test_while_codes_are_guessed_from_everywhere_none_that_can_be_guessed_works() -> None:
    town = Town()
    code, tove = code_of(town.mette), settle_citizen(town.samir.beside(7_300_000_001, "en"), "Tove")
    guess(town, bounds.WRONG_CODES_OF_ALL)
    works, works_not = page(tove.write(code)), page(tove.write("QQ 999 999"))
    assert CLOSED in works
    assert works == works_not
    town.samir.now += LATER
    assert "Mette" in page(tove.write(code))


def test_a_link_for_staff_cannot_be_guessed_and_works_all_the_same() -> None:
    town = Town()
    guess(town, bounds.WRONG_CODES_OF_ALL)
    jonas = settle_staff(town.samir.beside(7_300_000_002, "en"), "Jonas", "mentor")
    assert "My citizens" in jonas.command("menu")[-1].labels()


def crowd(town: Town) -> None:
    """No more newcomers are taken in this hour."""
    pace = Pace(bounds.Bound(1, bounds.HOUR), clock=lambda: 0.0)
    pace.allows(0)
    world = town.samir.world
    world.turns = replace(world.turns, newcomers=pace)


def test_where_very_many_come_a_stranger_is_not_stored_and_the_known_are_served() -> None:
    town = Town()
    crowd(town)
    stranger = Talk("en", user=7_300_000_003, world=town.samir.world)
    assert stranger.command("start") == []
    assert not stranger.known
    assert town.samir.command("menu")


def test_one_who_comes_and_goes_all_the_time_leaves_room_for_others() -> None:
    """Who says no is not known any more, and is somebody new at their next word."""
    town = Town()
    world = town.samir.world
    places, again = (Pace(bound, clock=lambda: 0.0) for bound in (bounds.NEWCOMERS, bounds.COMES_AGAIN))
    world.turns = replace(world.turns, newcomers=places, again=again)
    mallory = Talk("en", user=7_300_000_003, world=world)
    for _ in range(bounds.COMES_AGAIN.count):
        mallory.command("start")
        mallory.tap("English")
        mallory.tap("No, thank you")
        assert not mallory.known
    assert mallory.command("start") == []
    for _ in range(bounds.NEWCOMERS.count):
        mallory.command("start")
    assert Talk("en", user=7_300_000_004, world=world).command("start")


def test_who_comes_with_a_code_that_works_is_let_in_then_too() -> None:
    town = Town()
    code, staff = code_of(town.mette), invitation(town.mette, "mentor")
    crowd(town)
    for number, given in enumerate((code.replace(" ", ""), staff)):
        guest = Talk("en", user=7_300_000_010 + number, world=town.samir.world)
        assert guest.command("start", given)
        assert guest.known


def test_who_is_not_let_in_cannot_guess_there_either() -> None:
    town = Town()
    code = code_of(town.mette)
    crowd(town)
    stranger = Talk("en", user=7_300_000_004, world=town.samir.world)
    for number in range(bounds.WRONG_CODES):
        stranger.command("start", f"QQ{number:06}")
    assert stranger.command("start", code) == []
    assert not stranger.known


def test_everything_that_is_counted_has_a_bound_above_what_people_do() -> None:
    """Twenty citizens in a room, each invited, and each with ten remarks, are a working day and no abuse."""
    assert min(most for _, most in often.MOST.values()) >= 20
    assert bounds.SAVES * 60 > 200
    assert METTE
