"""What somebody writes at the menu, where only buttons lead on: it is heard kindly, and no name is asked for."""

from __future__ import annotations

import pytest

from bot.engine.context import Item
from bot.engine.steps import End, Pick
from bot.engine.text import literal
from tests.engine.stage import begun
from tests.talk import Citizen, Talk

HEARD = (
    "Tak, fordi du fortæller det. Det er gemt. Jeg er et program og kan ikke svare på det. "
    "Tryk på den knap, der passer bedst."
)


def at_home() -> Talk:
    talk = Citizen().welcomed()
    talk.command("menu")
    return talk


@pytest.mark.parametrize("text", ["jeg fik jobbet!!", "jeg er bange for at ringe"])
def test_a_sentence_is_thanked_for_and_the_menu_stands_again(text: str) -> None:
    talk = at_home()
    assert talk.write(text)[0].text == f"{HEARD}\n\nHvad har du lyst til, Samir?"
    assert talk.texts()[-1] == text


def test_whoever_goes_on_writing_is_told_how_to_leave() -> None:
    talk = at_home()
    for text in ("jeg fik jobbet!!", "jeg er bange for at ringe"):
        assert talk.write(text)[0].text.startswith(HEARD)
    assert talk.write("jeg ved ikke hvad jeg skal")[0].text.startswith("Vi forstår ikke hinanden lige her")


@pytest.mark.parametrize(
    ("of_people", "reply"),
    [
        (False, "skriv det, der står på en af dem."),
        (True, "skriv et navn. Det må også være et, der ikke står her."),
    ],
)
def test_only_at_a_list_of_people_a_name_is_asked_for(*, of_people: bool, reply: str) -> None:
    long = tuple(Item(f"k{number}", literal(f"No. {number}")) for number in range(9))
    which = Pick(id="which", text="Which?", source="long", of_people=of_people)
    talk = begun(which, End(id="end"), lists={"long": lambda _: long})
    assert "Mere …" in talk.last.labels()
    (said,) = talk.write("cykel")
    assert said.text == f"Det forstod jeg ikke helt. Tryk på en af knapperne, eller {reply}\n\nWhich?"


def test_who_is_tired_at_the_scale_is_offered_a_break_also_behind_a_question() -> None:
    talk = at_home()
    talk.tap("Udfyld min stjerne")
    (said,) = talk.write("er det her noget for mig? jeg er så træt i dag")
    assert said.text.startswith("Vil du holde pause nu?")
    assert said.labels() == ["Ja", "Nej, videre"]
