"""Interview answers about health: they wait for the same yes as the star's questions, and go with it."""

from __future__ import annotations

from tests.flows.test_health import ASKED, NO, YES, consent
from tests.talk import Citizen, Talk


def bank(talk: Talk, *labels: str) -> Talk:
    talk.command("menu")
    for label in ("Øv dig til en jobsamtale", *labels):
        talk.tap(label)
    return talk


def adjustments() -> Talk:
    """A citizen who has chosen the question about their work adjustments."""
    talk = Citizen().welcomed()
    talk.says_yes_to_health = False
    return bank(talk, "Forbered svar", "○ Mine skånehensyn")


def test_an_interview_question_about_health_is_asked_after_a_yes() -> None:
    talk = adjustments()
    assert ASKED in talk.last.text
    talk.tap(YES)
    assert "Hvad betyder dine skånehensyn" in talk.last.text
    assert consent(talk) is not None


def test_after_a_no_it_is_left_and_whoever_chooses_it_again_is_asked_again() -> None:
    talk = adjustments()
    talk.tap(NO)
    assert "Så lader vi det spørgsmål ligge." in talk.last.text
    bank(talk, "Forbered svar", "○ Mine skånehensyn")
    assert ASKED in talk.last.text


def test_taking_the_yes_back_deletes_the_interview_answer_about_it_and_no_other() -> None:
    talk = adjustments()
    talk.tap(YES)
    talk.write("pause hver time")
    bank(talk, "Forbered svar", "○ Fortæl om dig selv")
    talk.write("kørt lastbil")
    assert "pause hver time" in str(talk.stored())
    bank(talk, "Mere …", "Spørgsmål om helbred", "Tag mit ja tilbage")
    assert "pause hver time" not in str(talk.stored())
    assert "kørt lastbil" in str(talk.stored())
