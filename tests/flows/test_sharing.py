"""Who can see an exercise is one tap away wherever it stands while somebody sees it, and one comes back from there."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from bot.engine import sharing
from bot.engine.callbacks import unpack
from bot.engine.effects import Say
from bot.engine.errands import SHARING
from bot.engine.run import run
from bot.engine.sprint import Chosen, HandedOver, Resumed, Returned
from tests.flows.reviewing import page
from tests.flows.test_every_flow import FLOWS, walk
from tests.flows.walk import by_flow, saved
from tests.town import OTTO, Town

if TYPE_CHECKING:
    from bot.engine.context import Context
    from bot.engine.session import Session
    from bot.engine.sprint import Sprint

SHAREABLE = [flow.id for flow in FLOWS.values() if flow.shared_at]
METTE = {"key": "m", "name": "Mette", "role": "contact", "also": "", "shown_on": date(2026, 11, 23)}


def with_follower(world: Context, sees: str) -> Context:
    """The same world, in which one person follows who sees this much of every exercise."""

    def facts(name: str, session: Session, context: Context) -> Any:
        return ({**METTE, "sees": sees},) if name == "followers" else world.facts(name, session, context)

    return replace(world, facts=facts)


def offered(sprint: Sprint) -> list[str]:
    """What stands under the newest message."""
    asked = [effect for effect in sprint.effects if isinstance(effect, Say)][-1]
    return [callback.choice for button in asked.buttons if (callback := unpack(button.data))]


@pytest.mark.parametrize("name", by_flow(SHAREABLE))
@pytest.mark.parametrize("sees", ["newest", "older"])
def test_while_somebody_sees_it_who_can_is_one_tap_away_at_every_question(name: str, sees: str) -> None:
    for place, session in walk(name).waits.items():
        world = with_follower(walk(name).worlds[place], sees)
        shown = replace(saved(session), kept=session.kept or {"text": "A talk."})
        asked = run(FLOWS[name], shown, Resumed(), world)
        assert offered(asked).count(sharing.WHO) == 1, place
        away = run(FLOWS[name], saved(asked.session), Chosen(asked.session.prompt, sharing.WHO), world)
        assert isinstance(away.stop, HandedOver), place
        assert away.stop.flow == SHARING
        back = run(FLOWS[name], saved(away.session), Returned(), world)
        assert back.stop is None, place
        assert (back.session.at, back.session.answers) == (place, asked.session.answers)
        assert offered(back) == offered(asked)


@pytest.mark.parametrize("name", by_flow(SHAREABLE))
def test_what_nobody_sees_has_the_way_at_its_menu_only(name: str) -> None:
    for place, session in walk(name).waits.items():
        world = with_follower(walk(name).worlds[place], "")
        asked = run(FLOWS[name], saved(session), Resumed(), world)
        assert (sharing.WHO in offered(asked)) == FLOWS[name].is_shared_at(place), place


@pytest.mark.parametrize("name", by_flow(SHAREABLE))
def test_whoever_is_asked_about_their_energy_first_has_the_way_too(name: str) -> None:
    """Somebody tired who changes a shared exercise can be asked before a question that is new on the way."""
    for place, session in walk(name).waits.items():
        world = with_follower(walk(name).worlds[place], "older")
        tired = replace(world.person, energy=0, energy_day=world.now.date().isoformat())
        resting = replace(session.scratch, enough=0)
        shown = replace(saved(session), kept=session.kept or {"text": "A talk."}, scratch=resting)
        asked = run(FLOWS[name], shown, Returned(), replace(world, person=tired))
        assert sharing.WHO in offered(asked), place


def test_from_the_middle_of_a_change_one_looks_who_sees_it_and_is_back_there() -> None:
    town = Town().with_shared_pitch()
    for label in ("Change something", "✏ What you love"):
        town.samir.tap(label)
    question = town.samir.last.text
    assert "Mette, contact person: sees it as it is now" in town.samir.tap("👁")[-1].text
    assert town.samir.tap("Back")[-1].text == question
    town.samir.write("I like to drive in Norway")
    assert "Show Mette the new one" in town.samir.last.labels()


def test_what_is_taken_back_from_there_is_taken_back_and_the_way_is_gone() -> None:
    town = Town().with_shared_pitch()
    for label in ("Change something", "✏ What you love", "👁", "Take it back", "Mette", "Back"):
        town.samir.tap(label)
    assert "What do you love doing?" in town.samir.last.text
    assert not any(label.startswith("👁") for label in town.samir.last.labels())


def changed(town: Town) -> Town:
    """Samir changes what is shown, and stands at its menu."""
    town.taps(town.samir, "✔ Talk: warehouse", "Change something", "✏ What you love")
    town.samir.write("I like to drive in Norway")
    return town


BEHIND = "Mette still sees it as you showed it on Monday 23 November."


def test_after_a_change_the_menu_says_what_is_still_seen_and_one_tap_shows_the_new_one() -> None:
    town = changed(Town().with_shared_pitch())
    assert BEHIND in town.samir.last.text
    assert not any(label.startswith("Show it to") for label in town.samir.last.labels())
    text = page(town.samir.tap("Show Mette the new one"))
    assert text.startswith("Mette can see it now.")
    assert BEHIND not in text
    assert "I like to drive in Norway" in page(town.reviews(town.mette))


def test_before_a_change_nothing_is_said_of_it() -> None:
    town = Town().with_shared_pitch()
    town.taps(town.samir, "✔ Talk: warehouse")
    assert "still sees" not in town.samir.last.text


def test_where_another_has_not_been_shown_it_both_ways_are_there() -> None:
    town = changed(Town().with_others().with_shared_pitch())
    assert [label for label in town.samir.last.labels() if label.startswith("Show")] == [
        "Show Mette the new one",
        "Show it to somebody",
    ]
    town.samir.tap("Show Mette the new one")
    assert "Show it to Jonas" in town.samir.last.labels()
    assert page(town.taps(town.jonas, "My citizens", "Samir")).count("What Samir shows") == 0


def test_where_several_see_the_earlier_one_they_are_named_and_asked_about_one_by_one() -> None:
    town = Town().with_others().with_shared_pitch()
    town.samir.tap("Show it to Jonas")
    town.samir.tap("Yes, show it")
    changed(town)
    assert "Mette and Jonas still see it as you showed it before." in town.samir.last.text
    town.samir.tap("Show it to somebody")
    town.samir.tap("Jonas")
    town.samir.tap("Yes, show it")
    assert BEHIND in town.samir.last.text


def test_an_old_button_for_the_new_one_asks_first_for_there_is_a_newer_one() -> None:
    town = changed(Town().with_shared_pitch())
    offer = town.samir.last
    for label in ("Change something", "✏ Who you are"):
        town.samir.tap(label)
    town.samir.write("I am Samir, and I like snow.")
    asked = town.samir.tap_data(dict(offer.buttons)["Show Mette the new one"], offer.id)
    assert "Mette sees Talk: warehouse as it is now" in page(asked)
    assert "snow" not in page(town.reviews(town.mette))


def test_whoever_has_left_meanwhile_gets_nothing_new() -> None:
    town = changed(Town().with_shared_pitch())
    town.taps(town.mette, "My citizens", "Samir", "I do not follow Samir", "Yes")
    assert "Nobody has got anything." in page(town.samir.tap("Show Mette the new one"))


def otto_follows_instead(town: Town) -> None:
    """Samir agrees that Otto follows him from now on, and sees what Mette sees."""
    town.otto = town.staff(OTTO, "Otto", "contact")
    town.taps(town.mette, "My citizens", "Samir", "Hand over", "Otto", "Yes, ask")
    town.rings(town.samir)
    town.samir.tap("Continue")
    town.samir.tap("Yes, and")


def test_a_button_that_names_one_person_never_shows_it_to_another() -> None:
    town = changed(Town().with_shared_pitch())
    offer = town.samir.last
    otto_follows_instead(town)
    said = town.samir.tap_data(dict(offer.buttons)["Show Mette the new one"], offer.id)
    assert "Nobody has got anything." in page(said)
    assert "I like to drive in Norway" not in page(town.reviews(town.otto))


def test_a_button_for_the_new_one_that_is_tapped_again_later_says_that_it_is_seen() -> None:
    town = changed(Town().with_shared_pitch())
    offer = town.samir.last
    town.samir.tap("Show Mette the new one")
    town.taps(town.samir, "⚙ Settings")
    town.samir.wait(minutes=1)
    said = town.samir.tap_data(dict(offer.buttons)["Show Mette the new one"], offer.id)
    assert "Mette sees it as it is now already." in page(said)


def test_a_button_from_before_it_named_anybody_asks() -> None:
    town = changed(Town().with_shared_pitch())
    button = dict(town.samir.last.buttons)["Show Mette the new one"]
    bare = button[: button.index("@renew") + len("@renew")]
    assert "Mette sees Talk: warehouse as it is now" in page(town.samir.tap_data(bare, town.samir.last.id))
