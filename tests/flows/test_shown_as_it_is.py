"""What is said of who sees an exercise is true, whatever was done in it since: it is as it was shown, or it is not."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from bot.engine.deeds import Share
from bot.state import looks, sessions, shares, versions
from bot.state.values import from_json, to_json
from tests.flows.beginnings import world
from tests.flows.company import doer_of, followers
from tests.flows.reviewing import page
from tests.flows.test_every_flow import walk
from tests.flows.test_sharing import SHAREABLE
from tests.flows.walk import MINE, by_flow, saved
from tests.town import Town

if TYPE_CHECKING:
    from bot.engine.session import Session
    from bot.state.shares import Share as Shared
    from tests.talk import Talk

STILL = "Mette still sees it as you showed it on Monday 23 November."


def shown_by(samir: Talk) -> list[Shared]:
    return shares.of_citizen(samir._connection.cursor(), samir.user)


def interview_shown() -> Town:
    """Samir is going to an interview, and Mette sees his checklist."""
    town = Town().with_others()
    town.taps(town.samir, "Practise for an interview", "I am going to an interview")
    for text in ("Netto", "The foreman", "on Thursday at 10"):
        town.samir.write(text)
    for label in ("☐ Read about the workplace", "✔ Done", "Show it to", "Mette", "Yes, show it"):
        town.samir.tap(label)
    return town


def tick(town: Town, label: str = "☐") -> None:
    for each in ("My checklist", label, "✔ Done"):
        town.samir.tap(each)


def test_whoever_practises_a_talk_has_changed_nothing_of_it() -> None:
    town = Town().with_shared_pitch()
    for label in ("🎙 Practise it aloud", "1. Alone", "I said it aloud", "Good"):
        town.samir.tap(label)
    assert "still sees" not in town.samir.last.text
    assert "Mette, contact person: sees it as it is now" in page(town.samir.tap("👁"))


def test_of_practising_only_a_recording_is_shown() -> None:
    town = Town().with_pitch()
    for label in ("🎙 Practise it aloud", "1. Alone"):
        town.samir.tap(label)
    town.samir.speak(40)
    for label in ("Really hard", "Show it to", "Yes, show it"):
        town.samir.tap(label)
    read = page(town.reviews(town.mette))
    assert "How it felt" not in read
    assert "voice message" in read.casefold()


def test_a_tick_more_is_said_and_can_be_shown() -> None:
    town = interview_shown()
    tick(town)
    assert STILL in town.samir.last.text
    assert "Mette, contact person: sees it as you showed it on Monday 23 November" in page(
        town.samir.tap("👁")
    )
    town.samir.tap("Back")
    said = page(town.samir.tap("Show Mette the new one"))
    assert "Mette can see it now." in said
    assert STILL not in said
    assert "Read application and CV again" in page(town.reviews(town.mette))


def test_a_tick_that_is_taken_away_again_leaves_all_as_it_was_shown() -> None:
    town = interview_shown()
    tick(town)
    assert STILL in town.samir.last.text
    tick(town, "☑ Read application")
    assert "still sees" not in town.samir.last.text


def test_what_two_people_see_under_one_number_is_one_and_the_same() -> None:
    town = interview_shown()
    tick(town)
    for label in ("Show it to somebody", "Jonas", "Yes, show it"):
        town.samir.tap(label)
    mette, jonas = shown_by(town.samir)
    assert mette.snapshot != jonas.snapshot
    assert (mette.version, jonas.version) == (1, 2)
    town.samir.tap("Show Mette the new one")
    *_, anew = shown_by(town.samir)
    assert (anew.version, anew.snapshot) == (jonas.version, jonas.snapshot)


def test_what_is_chosen_in_a_star_after_it_was_shown_can_be_shown_too() -> None:
    town = Town().with_shared_star()
    town.taps(town.samir, "✔ Star", "What I want to do more about", "☐ Everyday", "✔ Done", "Skip", "Not now")
    town.taps(town.samir, "✔ Star")
    assert STILL in town.samir.last.text
    town.samir.tap("Show Mette the new one")
    assert "What Samir wants to do more about\nEveryday life" in page(town.reviews(town.mette))


def test_what_was_read_before_it_was_taken_back_is_not_read_when_it_is_shown_again() -> None:
    town = Town().with_shared_pitch()
    town.reviews(town.mette)
    for label in ("👁", "Take it back", "Mette", "Show it to somebody"):
        town.samir.tap(label)
    town.samir.wait(minutes=1)
    town.samir.tap("Yes, show it")
    (shown,) = shown_by(town.samir)
    every = looks.of_exercise(town.samir._connection.cursor(), shown.exercise)
    assert not any(shown.covers(each.version, each.id) for each in every)


def states(name: str) -> list[Session]:
    """Where somebody can stand in an exercise that has something to show."""
    waits = walk(name).waits.values()
    return [replace(saved(each), id=MINE, kept=each.kept or {"text": "A talk."}) for each in waits]


@pytest.mark.parametrize("name", by_flow(SHAREABLE))
def test_what_is_seen_is_the_newest_exactly_where_showing_it_now_would_show_the_same(name: str) -> None:
    town, found = Town(), states(name)
    mette, doer = followers(town.samir)[0], doer_of(town.samir)
    sessions.save(doer.cursor, town.samir.user, found[0], doer.now)
    versions.keep(doer.cursor, doer.ids.next(), town.samir.user, MINE, found[0].kept, doer.now)
    context, said = world(town.samir), set()
    for shown in found[:: len(found) // 4 + 1]:
        doer.do(Share(mette.id, MINE, context.facts("snapshot", shown, context)))
        stored = max(shown_by(town.samir), key=lambda each: each.version).snapshot
        for now in found:
            would_be = from_json(to_json(context.facts("snapshot", now, context)))
            sees = context.facts("followers", now, context)[0]["sees"]
            assert sees == ("newest" if would_be == stored else "older"), now.at
            said.add(sees)
    assert said == {"newest", "older"}


def test_what_is_shown_without_recordings_is_not_said_to_have_any() -> None:
    town = Town().with_pitch()
    town.samir.tap("Show it to")
    assert "with your answers. If you change it" in town.samir.last.text


def test_staff_read_a_citizens_goals_under_the_name_of_the_citizen() -> None:
    town = Town()
    town.taps(town.samir, "Fill in my star")
    for step in "44343556":
        town.samir.tap(step)
    for label in ("Yes", "☐ Everyday life", "✔ Done"):
        town.samir.tap(label)
    town.samir.write("I get up at eight")
    town.samir.write("Set an alarm")
    town.samir.write("today")
    town.samir.tap("Not now")
    town.taps(town.samir, "✔ Star")
    town.samir.tap("Show it to")
    town.samir.tap("Yes, show it")
    text = page(town.reviews(town.mette))
    assert "What Samir is aiming for" in text
    assert "My goals" not in text


def test_where_nothing_waits_any_more_that_is_said_once() -> None:
    town = Town()
    town.taps(town.mette, "What waits")
    town.mette.tap("Samir: is with you")
    said = town.mette.tap("All right")[-1].text
    assert said.count("Nothing waits") + said.count("There is nothing new") == 1


def test_the_one_who_can_follow_now_is_named() -> None:
    assert any("Mette can follow you here now." in each.text for each in Town().samir.sent)
