"""At a question about energy, a no, a tired word and the name of an exercise are heard, not only the buttons."""

from __future__ import annotations

import pytest

from tests.engine.stage import stands_at
from tests.talk import Citizen, Talk


def next_day() -> Talk:
    """Someone who has chosen a new talk the day after, and is asked how much they can manage."""
    talk = Citizen().welcomed(energy="Bare kigge")
    talk.wait(days=1)
    talk.command("menu")
    talk.tap("Ny elevatortale")
    assert "overskue i dag" in talk.last.text
    return talk


def test_a_no_is_only_a_look() -> None:
    talk = next_day()
    talk.write("nej")
    assert talk.last.text == "Hvad har du lyst til, Samir?"


@pytest.mark.parametrize(("written", "left"), [("3", 3), ("tre spørgsmol", 3), ("et", 1)])
def test_a_number_of_questions_is_that_button(written: str, left: int) -> None:
    talk = next_day()
    talk.write(written)
    assert talk.stored()["person"]["energy"] == left


def test_a_no_at_the_first_contact_is_only_a_look_too() -> None:
    talk = Talk()
    talk.command("start")
    talk.tap("Dansk")
    talk.tap("Det er i orden")
    talk.write("Samir")
    talk.write("Nej tak")
    assert talk.last.text.endswith("Hvad har du lyst til, Samir?")


def test_who_only_looks_can_look_at_what_is_finished() -> None:
    talk = Citizen().with_pitch()
    talk.wait(days=3)
    talk.command("menu")
    talk.tap("✔ Tale: lager")
    talk.tap("Bare kigge")
    assert stands_at(talk) == ("elevator_pitch", "ready")


@pytest.mark.parametrize("name", ["Elevatortale", "elevatortalen", "ny elevatortale"])
def test_the_name_of_the_exercise_asks_about_energy_again(name: str) -> None:
    talk = next_day()
    said = talk.write(name)
    assert said[-1].text == "Hvor meget kan du overskue i dag?"
    talk.tap("En hel øvelse")
    assert stands_at(talk) == ("elevator_pitch", "who")


@pytest.mark.parametrize("name", ["stjerne", "Stjernen", "udfyld min stjerne"])
def test_the_name_of_another_exercise_chooses_that_one(name: str) -> None:
    talk = next_day()
    talk.write(name)
    talk.tap("En hel øvelse")
    assert stands_at(talk)[0] == "star"


@pytest.mark.parametrize(("name", "flow"), [("opkald", "employer_call"), ("stjerne", "star")])
def test_an_exercise_is_found_by_its_name_in_the_menu_too(name: str, flow: str) -> None:
    talk = Citizen().welcomed()
    talk.command("menu")
    talk.write(name)
    assert stands_at(talk)[0] == flow


def test_a_name_that_an_exercise_has_already_is_that_one() -> None:
    talk = Citizen().with_pitch()
    talk.command("menu")
    talk.write("lager")
    assert stands_at(talk) == ("home", "menu")
    talk.write("tale lager")
    assert stands_at(talk) == ("elevator_pitch", "ready")


def test_a_name_in_an_answer_of_ones_own_is_an_answer() -> None:
    talk = Citizen().welcomed()
    talk.write("Stjerne")
    assert talk.answers("elevator_pitch") == {"who": "Stjerne"}
