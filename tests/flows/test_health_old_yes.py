"""A yes to questions about health, or taking it back, counts under the question at hand; an old button asks again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.engine.steps import Ask, Branch, Consent
from bot.flows import discover
from tests.flows.stars import opened, starred
from tests.flows.test_health import NO, YES, begun, consent, refused, take_back
from tests.flows.test_health_again import decisions, looking

if TYPE_CHECKING:
    from tests.screen import Message
    from tests.talk import Talk

AGAIN = "For en sikkerheds skyld spørger jeg dig igen."


def old(talk: Talk, label: str = YES) -> Message:
    """The first message with this button."""
    return next(each for each in talk.sent if label in each.labels())


def tap_old(talk: Talk, message: Message, label: str = YES) -> list[str]:
    """Tap a button that was passed; what is said to it."""
    talk.wait(seconds=10)
    return [each.text for each in talk.tap_data(dict(message.buttons)[label], message.id)]


def agreed(talk: Talk) -> bool | None:
    given = consent(talk)
    return given.agreed if given else None


def test_after_a_yes_was_taken_back_an_old_yes_of_the_star_asks_again() -> None:
    talk = starred()
    take_back(talk)
    said = tap_old(talk, old(talk))
    assert said[0] == AGAIN
    assert agreed(talk) is False
    assert YES in talk.last.labels()
    talk.tap(YES)
    assert agreed(talk) is True


def test_an_old_yes_of_the_errand_asks_again() -> None:
    talk = looking(refused())
    shown = talk.last
    talk.tap(NO)
    said = tap_old(talk, shown)
    assert said[0] == AGAIN
    assert "Du har sagt nej til det før" in said[-1]
    assert decisions(talk)[-1] is False


def test_so_it_does_in_the_middle_of_deleting_everything() -> None:
    talk = looking(refused())
    shown = talk.last
    talk.command("mydata")
    talk.tap("Slet det hele")
    assert tap_old(talk, shown)[0] == AGAIN
    assert agreed(talk) is False


def test_an_old_button_that_takes_back_begins_where_it_stands_now() -> None:
    talk = starred()
    opened(talk).tap("Spørgsmål om helbred")
    shown, label = talk.last, talk.last.labels()[1]
    talk.tap(talk.last.labels()[0])
    assert tap_old(talk, shown, label)[0] == AGAIN
    assert agreed(talk) is True
    assert label in talk.last.labels()


@pytest.mark.parametrize("words", [YES, "ja"])
def test_the_question_at_hand_takes_a_yes_however_long_it_was_thought_about(words: str) -> None:
    talk = begun()
    talk.says_yes_to_health = False
    talk.wait(hours=1)
    talk.write(words)
    assert agreed(talk) is True


def test_the_button_of_the_question_at_hand_takes_a_yes() -> None:
    talk = begun()
    talk.says_yes_to_health = False
    talk.wait(hours=1)
    talk.tap(YES)
    assert agreed(talk) is True


@pytest.mark.parametrize("flow", ["star", "health", "interview_answer"])
def test_every_question_that_agrees_to_something_is_one_of_these(flow: str) -> None:
    declared = discover()[flow]
    consents = {step.id for step in declared.all_steps if isinstance(step, Consent) and step.agreed}
    asking = [
        step
        for step in declared.all_steps
        if isinstance(step, Ask) and any(choice.goto in consents for choice in step.choices)
    ]
    assert asking
    assert all(isinstance(declared.find(step.begins_at), Ask | Branch) for step in asking)
    assert all(choice.exact for step in asking for choice in step.choices if choice.goto in consents)
