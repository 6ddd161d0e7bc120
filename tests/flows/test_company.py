"""What people decide about one another holds for whom they decided it about, whatever has happened meanwhile."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.engine.deeds import AskForHelp, AskToCall
from bot.state import notices, shares
from tests.flows.company import (
    also_mentor,
    asked_about_otto,
    data,
    doer_of,
    names,
    remove,
    seen,
    text,
)
from tests.town import KAI, METTE, OTTO, Town, join

if TYPE_CHECKING:
    from tests.screen import Message
    from tests.talk import Talk


def test_what_was_to_be_shown_to_one_who_has_left_is_shown_to_nobody_else() -> None:
    town = Town().with_others().with_pitch()
    town.samir.tap("Show it to")
    town.samir.tap("Jonas")
    remove(town.jonas)
    town.samir.tap("Yes, show it")
    assert "Whoever you wanted to show it to does not follow you here any more" in text(town.samir)
    assert seen(town.mette, town.samir) == 0
    assert seen(town.jonas, town.samir) == 0


def test_an_old_yes_to_the_one_before_shows_nothing_to_the_one_after() -> None:
    town = Town().with_pitch()
    town.samir.tap("Show it to Mette")
    yes = data(town.samir, "Yes, show it")
    town.otto = town.staff(OTTO, "Otto", "contact")
    join(town.samir, town.otto)
    town.samir.tap_data(yes)
    assert seen(town.otto, town.samir) == 0


def test_the_question_about_a_colleague_says_who_proposes_it_and_what_a_no_means() -> None:
    town = asked_about_otto()
    assert "Mette proposes that Otto is your contact person from now on" in town.samir.last.text
    assert "If you say no, Mette stays." in town.samir.last.text
    assert "mentor" not in town.samir.last.text


def test_who_hands_over_and_stays_mentor_is_said_to_see_nothing_of_what_was_shown() -> None:
    town = Town()
    also_mentor(town)
    town.with_shared_pitch()
    town.otto = town.staff(OTTO, "Otto", "contact")
    town.taps(town.mette, "My citizens", "Samir", "Hand over", "Otto", "Yes, ask")
    town.samir.wait(days=1)
    town.samir.tap("Continue")
    assert "Mette stays your mentor, and does not see what you have shown so far" in town.samir.last.text
    town.samir.tap("Yes, and Otto may see")
    assert (seen(town.mette, town.samir), seen(town.otto, town.samir)) == (0, 1)


def test_a_yes_to_one_colleague_is_none_to_another() -> None:
    """Mette asks about Kai while the question about Otto still stands on the phone."""
    town = asked_about_otto()
    assert "Otto" in town.samir.last.text
    town.kai = town.staff(KAI, "Kai", "contact")
    town.taps(town.mette, "My citizens", "Samir", "Hand over", "Kai", "Yes, ask")
    town.samir.tap("Yes, and")
    assert names(town.samir) == ["Mette"]
    town.samir.tap("All right")
    assert "Kai" in town.samir.last.text
    town.samir.tap("Yes, and")
    assert names(town.samir) == ["Kai"]


@pytest.mark.parametrize("answer", ["Yes, and", "Yes, but", "No"])
def test_a_question_about_a_colleague_who_has_left_settles_itself(answer: str) -> None:
    town = asked_about_otto()
    remove(town.otto)
    town.samir.tap(answer)
    assert "settled itself" in town.samir.last.text
    assert names(town.samir) == ["Mette"]
    town.samir.tap("All right")
    assert "That was all" in town.samir.sent[-2].text + town.samir.last.text


def test_a_colleague_who_left_before_the_question_was_read_is_not_asked_about() -> None:
    town = Town()
    town.otto = town.staff(OTTO, "Otto", "contact")
    town.taps(town.mette, "My citizens", "Samir", "Hand over", "Otto", "Yes, ask")
    remove(town.otto)
    town.rings(town.samir)
    town.samir.tap("Continue")
    assert "settled itself" in town.samir.last.text
    assert "Otto" not in town.samir.last.text


@pytest.mark.parametrize(
    ("answer", "kept"), [("Yes, and", ["call", "help", "shared"]), ("Yes, but", ["call"])]
)
def test_what_a_citizen_has_asked_for_waits_for_the_colleague_who_takes_over(
    answer: str, kept: list[str]
) -> None:
    """What is not shown to the colleague is not asked of them either."""
    town = Town().with_shared_pitch()
    share = shares.seen_by(town.mette._connection.cursor(), METTE, town.samir.user)[0]
    doer_of(town.samir).do(AskForHelp(share.exercise, share.snapshot))
    doer_of(town.samir).do(AskToCall())
    town.otto = town.staff(OTTO, "Otto", "contact")
    town.taps(town.mette, "My citizens", "Samir", "Hand over", "Otto", "Yes, ask")
    town.samir.wait(days=1)
    town.samir.tap("Continue")
    town.samir.tap(answer)
    cursor = town.otto._connection.cursor()
    waiting = notices.waiting(cursor, OTTO)
    assert sorted(each.kind for each in waiting) == sorted([*kept, "joined"])
    assert not any(each.kind in {"help", "call"} for each in notices.waiting(cursor, METTE))


def test_one_of_the_staff_who_is_a_citizen_too_gets_the_news_of_both() -> None:
    """What waits for them as staff does not hide what waits for them as a citizen."""
    town = Town().with_others()
    join(town.mette, town.jonas)
    town.with_shared_pitch()
    town.taps(town.jonas, "My citizens", "Mette", "I do not follow Mette", "Yes")
    town.rings(town.mette)
    kinds = {
        kind
        for (kind,) in town.mette._connection.execute(
            "SELECT kind FROM timers WHERE person = ?", (town.mette.user,)
        )
    }
    town.mette.wait(days=2)
    said = "\n".join(message.text for message in _read_all(town.mette))
    assert "Jonas does not follow you" in said, kinds


def _read_all(talk: Talk) -> list[Message]:
    """Open every greeting that waits, and read on."""
    said = []
    for message in list(talk.sent):
        for label, callback in message.buttons:
            if label == "Continue":
                said += talk.tap_data(callback, message.id)
    return said


def test_later_today_is_later_today_also_for_what_waits() -> None:
    town = Town()
    town.rings(town.mette)
    town.mette.tap("Later today")
    assert town.mette.wait(hours=5), "four hours later, on the same day"
    assert "Something is ready" in town.mette.last.text


@pytest.mark.parametrize("comes_back", ["Continue", "/menu", "hello"])
def test_what_was_not_wanted_now_opens_when_it_is(comes_back: str) -> None:
    """Nothing of it has been shown yet: it opens from its beginning."""
    town = Town()
    town.rings(town.mette)
    town.mette.tap("Not now")
    said = {
        "Continue": lambda: town.mette.tap("Continue"),
        "/menu": lambda: town.taps(town.mette, "What waits for me"),
        "hello": lambda: town.mette.write("hello"),
    }[comes_back]()
    assert "This waits for you" in said[-1].text


def test_an_old_button_under_a_greeting_opens_what_it_greets_for() -> None:
    town = Town()
    town.rings(town.mette)
    session = data(town.mette, "Continue").partition(":")[0]
    assert "This waits for you" in town.mette.tap_data(f"{session}:forged")[-1].text
