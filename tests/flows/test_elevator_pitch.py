"""The order of the questions of a pitch: how far each measure of energy goes, and talks begun in the older order."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.flows.elevator_pitch import FLOW
from tests.talk import Citizen, Talk, all_flows

OLDER = ("job", "receiver", "who", "burn", "skills", "contribute")
ENOUGH = "Det var det, du ville nå i dag."


def begun_in_the_older_order() -> Talk:
    """A citizen at the first question of a pitch that asks for the job and the receiver first."""
    questions = tuple(step for place in OLDER if (step := FLOW.find(place)))
    older = replace(FLOW, steps=(*questions, *(step for step in FLOW.steps if step not in questions)))
    return Citizen(Talk(flows={**all_flows(), FLOW.id: older})).welcomed()


def updated(talk: Talk) -> Talk:
    """The same citizen and database after an update of the bot."""
    talk.turns = replace(talk.turns, flows=all_flows())
    return talk


@pytest.mark.parametrize(
    ("energy", "answers"),
    [
        ("Ét spørgsmål", {"who": "Jeg hedder Samir."}),
        ("Tre", {"who": "Jeg hedder Samir.", "burn": "Jeg kan godt lide orden.", "job": "lager"}),
    ],
)
def test_the_day_is_done_after_as_many_questions_as_were_chosen(energy: str, answers: dict[str, str]) -> None:
    talk = Citizen().welcomed(energy=energy)
    assert "1 af 4" in talk.last.text
    for text in answers.values():
        assert ENOUGH not in talk.last.text
        talk.write(text)
    assert ENOUGH in talk.last.text
    assert talk.answers(FLOW.id) == answers


def test_a_talk_that_was_begun_in_the_older_order_is_not_composed_of_nothing() -> None:
    talk = begun_in_the_older_order()
    talk.write("lager")
    assert "Hvem skal høre din tale?" in talk.last.text
    updated(talk).tap("En, jeg møder")
    assert "Hvem er du?" in talk.last.text
    talk.write("Jeg hedder Samir.")
    talk.tap("Spring over")
    talk.tap("Behold mit svar")
    talk.write("Jeg kan læsse")
    talk.tap("Spring over")
    talk.tap("Behold mit svar")
    assert "Jeg hedder Samir. Jeg kan læsse." in talk.last.text
    assert talk.answers(FLOW.id) == {
        "job": "lager",
        "receiver": "met",
        "who": "Jeg hedder Samir.",
        "burn": "",
        "skills": "Jeg kan læsse",
        "contribute": "",
    }


def test_a_talk_that_stood_at_who_you_are_goes_on_from_there() -> None:
    talk = begun_in_the_older_order()
    talk.write("lager")
    talk.tap("En, jeg møder")
    updated(talk).write("Jeg hedder Samir.")
    assert "2 af 4" in talk.last.text
    talk.write("Jeg kan godt lide orden.")
    assert "Dit svar nu: lager" in talk.last.text.translate(str.maketrans("", "", "\u2068\u2069"))
    talk.tap("Behold mit svar")
    assert "3 af 4" in talk.last.text
