"""Whoever writes /stop in the middle of an exercise can stop for today, before anything is deleted or hushed."""

from __future__ import annotations

import pytest

from tests.engine.stage import focus, stands_at
from tests.flows.test_asked_at_first import at_the_terms
from tests.talk import Citizen, Talk

PAUSED = "Vi stopper her. Alt er gemt."


def stopping() -> Talk:
    """A citizen who writes /stop at the second question of a talk."""
    talk = Citizen().welcomed()
    talk.write("Jeg hedder Samir.")
    talk.command("stop")
    return talk


def test_stopping_for_today_stands_first() -> None:
    assert stopping().last.labels() == ["Nok for i dag", "Skriv ikke til mig", "Slet det hele", "Nej, videre"]


@pytest.mark.parametrize("way", ["tapped", "written"])
def test_it_is_a_break_and_the_exercise_goes_on_where_it_was(way: str) -> None:
    talk = stopping()
    talk.tap("Nok for i dag") if way == "tapped" else talk.write("nok for i dag")
    assert talk.last.text.startswith(PAUSED)
    assert talk.last.labels() == ["Fortsæt", "Hjem"]
    assert (stands_at(talk), focus(talk).status) == (("elevator_pitch", "burn"), "paused")
    assert not talk.stored()["person"]["quiet"]
    talk.tap("Fortsæt")
    assert "Hvad brænder du for?" in talk.last.text
    assert talk.answers("elevator_pitch")["who"] == "Jeg hedder Samir."


def test_at_home_it_is_a_break_too() -> None:
    talk = stopping()
    talk.command("menu")
    talk.command("stop")
    talk.tap("Nok for i dag")
    assert talk.last.text.startswith(PAUSED)
    assert stands_at(talk)[0] == "home"


def test_whoever_has_asked_for_peace_can_stop_for_today_as_well() -> None:
    talk = stopping()
    talk.tap("Skriv ikke til mig")
    talk.command("stop")
    talk.tap("Nok for i dag")
    assert talk.last.text.startswith(PAUSED)
    assert talk.stored()["person"]["quiet"]


def test_before_anybody_has_agreed_the_question_waits() -> None:
    talk = at_the_terms(Talk(), "Dansk")
    talk.command("stop")
    talk.tap("Nok for i dag")
    assert talk.last.text.startswith("Tag dig god tid. Spørgsmålet venter her.")
    assert stands_at(talk)[0] == "first_contact"
