"""Where what was heard is in the way it is not offered: in distress, after a break, and where somebody has gone on."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.engine.recording import DOWNLOADABLE
from bot.engine.steps import Choice, Speak, Write
from tests.engine.dictated import END, NAME, TOLD, listening, newest
from tests.engine.stage import focus, stands_at


def test_whoever_has_gone_on_is_told_and_nothing_is_changed() -> None:
    talk = listening(NAME, TOLD)
    talk.speak(3)
    talk.write("Lone")
    (told,) = talk.hear("Lona")
    assert told.text.endswith("We have gone on since then, so I have not used it.")
    assert told.labels() == []
    assert newest(talk, "name")["value"] == "Lone"


def test_a_sign_of_distress_that_is_heard_is_answered_and_what_was_said_is_used_for_nothing() -> None:
    talk = listening(TOLD, NAME)
    talk.speak(12)
    care, waits = talk.hear("I do not want to live any more")
    assert "112" in care.text
    assert waits.labels()[0] == "Continue"
    assert newest(talk, "told").keys() == {"kind", "value", "seconds", "parts"}
    assert talk.removed == []


def test_while_somebody_is_in_distress_nothing_is_offered() -> None:
    talk = listening(TOLD, NAME)
    talk.speak(12)
    talk.write("I want to die")
    assert talk.hear("I like to cook") == []
    assert talk.last.labels()[0] == "Continue"


def test_an_offer_for_a_question_that_is_gone_meanwhile_changes_nothing() -> None:
    talk = listening(TOLD, NAME)
    talk.speak(12)
    talk.hear("I like to cook")
    mine = replace(talk.turns.flows["mine"], steps=(NAME, END))
    talk.turns = talk.world.turns = replace(talk.turns, flows={**talk.turns.flows, "mine": mine})
    talk.tap("Yes, use it")
    assert stands_at(talk) == ("mine", "name")
    assert newest(talk, "told")["kind"] == "voice"
    talk.tap("Keep only the recording")
    assert stands_at(talk) == ("mine", "name")


def test_what_is_only_practised_or_too_long_is_not_listened_to() -> None:
    said = Choice(key="said", label="I said it")
    for talk, seconds in (
        (listening(Speak(id="aloud", text="Say it.", practice=True, choices=(said,)), TOLD), 12),
        (listening(TOLD, NAME), 301),
        (listening(NAME, TOLD), 301),
    ):
        talk.speak(seconds)
        with pytest.raises(AssertionError, match="no recording waits"):
            talk.hear("I like to cook")


def test_whoever_has_no_strength_left_is_offered_nothing() -> None:
    talk = listening(TOLD, NAME)
    talk.speak(12)
    talk.write("I can't do this anymore")
    assert talk.last.labels()[0] == "Continue"
    assert talk.hear("I like to cook") == []
    assert talk.last.labels()[0] == "Continue"


def test_what_was_said_at_a_question_that_is_paused_now_is_no_answer_to_it() -> None:
    talk = listening(NAME, TOLD)
    talk.speak(3)
    talk.command("pause")
    (told,) = talk.hear("Lone")
    assert told.text.endswith("We have gone on since then, so I have not used it.")
    assert told.labels() == []
    assert focus(talk).scratch.heard == ""


def test_of_two_recordings_neither_is_an_answer_once_the_question_is_paused() -> None:
    talk = listening(NAME, TOLD)
    talk.speak(3)
    talk.speak(4)
    talk.command("pause")
    for said in ("Lone", "Hansen"):
        (told,) = talk.hear(said)
        assert said in told.text
        assert told.labels() == []


def test_whoever_is_not_of_the_staff_any_more_is_told_nothing_of_what_they_said_there() -> None:
    talk = listening(TOLD, NAME)
    talk.speak(12)
    mine = replace(talk.turns.flows["mine"], for_staff=True)
    talk.turns = talk.world.turns = replace(talk.turns, flows={**talk.turns.flows, "mine": mine})
    before = talk.stored()["exercises"]
    assert talk.hear("I like to cook") == []
    assert talk.stored()["exercises"] == before


@pytest.mark.parametrize(("seconds", "size"), [(0, 900), (12, DOWNLOADABLE + 1)])
@pytest.mark.parametrize("step", [TOLD, NAME])
def test_a_recording_that_nobody_can_hear_is_not_listened_to(step: Write, seconds: int, size: int) -> None:
    talk = listening(step, END)
    (said,) = talk.speak(seconds, size=size)
    assert "listening" not in said.text
    assert stands_at(talk) == ("mine", step.id)
    with pytest.raises(AssertionError, match="no recording waits"):
        talk.hear("I like to cook")


def test_an_offer_below_something_else_names_the_question_that_it_answers() -> None:
    talk = listening(NAME, TOLD)
    talk.speak(3)
    talk.command("menu")
    (offer,) = talk.hear("Lone")
    assert offer.text.startswith("Which name?\n\nI heard this:\nLone")
    talk.tap("Yes, use it")
    assert newest(talk, "name")["value"] == "Lone"
