"""Where a plan begins: alone, after an exercise, and with its next step, but never where that has a day already."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.flows.plans import begun, due
from tests.talk import Citizen

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.talk import Talk

OFFER = "Vil du lave en lille aftale om dit næste skridt?"


def finished(talk: Talk) -> Talk:
    """The plan at hand from its day on."""
    talk.write("på torsdag kl. 10")
    talk.tap("Spring over")
    talk.tap("Jeg kan ikke komme på noget")
    return talk


def turned_down(*, day: str) -> Talk:
    """After a rejection, with a next step."""
    talk = Citizen().welcomed()
    talk.command("menu")
    for step in (
        "Øv dig til en jobsamtale",
        "Mere …",
        "Jeg fik et afslag",
        "Spring over",
        "Ikke i dag",
        "Spring over",
    ):
        talk.tap(step)
    talk.write("Læse et nyt jobopslag")
    talk.write(day) if day else talk.tap("Spring over")
    return talk


def called(*, day: str) -> Talk:
    """After a call to an employer, with a next step."""
    talk = Citizen().welcomed()
    talk.command("menu")
    talk.tap("Forbered et opkald")
    talk.write("Netto")
    for step in ("For at høre, om de mangler", "Spring over", "Spring over", "Spring over"):
        talk.tap(step)
    for _ in range(3):
        talk.tap("☐ ")
    talk.tap("✔ Færdig")
    while "I hvilken" in talk.last.text or "først" in talk.last.text:
        talk.tap_data(talk.last.buttons[0][1], talk.last.id)
    for step in ("Brug forslaget", "Brug forslaget", "Jeg har ringet", "Ja"):
        talk.tap(step)
    for _ in range(3):
        talk.tap("Spring over")
    talk.write("Sende mit CV")
    talk.write(day) if day else talk.tap("Spring over")
    return talk


def test_it_begins_at_home() -> None:
    assert "Hvad vil du gøre?" in begun().last.text


def test_it_begins_after_the_pitch_and_leads_back_to_it() -> None:
    talk = Citizen().with_pitch()
    talk.tap("Mere …")
    talk.tap("Lav en lille aftale")
    talk.write("Vise min tale til min søster")
    finished(talk)
    assert "🎙 Øv den højt" in talk.last.labels()
    assert due(talk) == ["2026-11-26T10:00"]


def test_it_begins_after_an_interview_answer_and_leads_back_to_it() -> None:
    talk = Citizen().welcomed()
    talk.command("menu")
    for step in ("Øv dig til en jobsamtale", "Forbered svar", "○ Fortæl om dig selv", "Spring over"):
        talk.tap(step)
    talk.write("Jeg har kørt lastbil i otte år, og jeg kan godt lide at køre om natten.")
    talk.tap("3 ")
    talk.tap("Lav en lille aftale")
    talk.write("Øve svaret højt")
    finished(talk)
    assert "🎙 Øv det" in talk.last.labels()


@pytest.mark.parametrize("exercise", [turned_down, called])
def test_a_next_step_without_a_day_can_become_a_plan_in_the_same_words(exercise: Callable[..., Talk]) -> None:
    talk = exercise(day="")
    assert OFFER in talk.last.text
    said = talk.tap("Lav en lille aftale")[-1].text
    assert "Hvilken dag?" in said
    assert "Læse et nyt jobopslag" in said or "Sende mit CV" in said
    finished(talk)
    assert due(talk) == ["2026-11-26T10:00"]


@pytest.mark.parametrize("exercise", [turned_down, called])
def test_a_next_step_with_a_day_keeps_its_own_reminder_and_no_day_is_asked_twice(
    exercise: Callable[..., Talk],
) -> None:
    talk = exercise(day="på torsdag")
    assert OFFER not in "\n".join(message.text for message in talk.sent)
    kinds = [each["kind"] for each in talk.stored()["timers"]]
    assert "plan" not in kinds
    assert {"rejection", "next_step"} & {*kinds}


def test_who_says_no_is_not_asked_again_when_something_else_is_changed() -> None:
    talk = turned_down(day="")
    talk.tap("Ikke nu")
    for step in ("Ret noget", "✏ Jobbet"):
        talk.tap(step)
    talk.write("lager")
    assert OFFER not in talk.last.text
