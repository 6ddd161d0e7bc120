"""A CPR number that is heard is covered, however it is said, and the recording stays."""

from __future__ import annotations

import pytest

from tests.engine.dictated import NAME, TOLD, listening, newest


def test_a_number_that_is_heard_is_covered_and_the_recording_is_not_taken_away() -> None:
    talk = listening(TOLD, NAME)
    talk.speak(12)
    (offer,) = talk.hear("It is 010203-1234")
    assert "010203" not in offer.text
    assert "sounds like a CPR number" in offer.text
    assert "010203" not in str(talk.stored())
    assert talk.removed == []


def test_a_number_that_runs_from_what_was_heard_into_what_is_written_below_is_covered() -> None:
    talk = listening(TOLD, NAME)
    talk.speak(12, caption="1234")
    talk.hear("My number is 010190")
    talk.tap("Yes, use it")
    assert newest(talk, "told")["value"] == "My number is ██████\n████"


@pytest.mark.parametrize("said", ["0 1 0 1 9 0 1 2 3 4", "01 01 90 12 34", "01, 01, 90, 12, 34"])
def test_a_number_that_is_said_slowly_is_covered(said: str) -> None:
    talk = listening(TOLD, NAME)
    talk.speak(12)
    (offer,) = talk.hear(f"It is {said}, and so on")
    assert "It is ██████-████, and so on" in offer.text
    assert "sounds like a CPR number" in offer.text
    assert said not in str(talk.stored())


def test_a_number_that_runs_from_one_recording_into_the_next_is_covered() -> None:
    talk = listening(NAME, TOLD)
    talk.speak(3)
    talk.speak(4)
    talk.hear("My number is 010190")
    (offer,) = talk.hear("1234")
    assert "My number is ██████\n████" in offer.text
    assert "sounds like a CPR number" in offer.text


def test_a_number_that_is_said_slowly_over_three_recordings_is_covered_in_what_becomes_the_answer() -> None:
    talk = listening(NAME, TOLD)
    for _ in range(3):
        talk.speak(3)
    talk.hear("It is 0, 1, 0, 1")
    talk.hear("9, 0, 1")
    talk.hear("2, 3, 4, I think.")
    talk.tap("Yes, use it")
    assert newest(talk, "name")["value"] == "It is █, █, █, █\n█, █, █\n█, █, █, I think."
