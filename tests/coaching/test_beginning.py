"""Advice on how a text begins."""

from __future__ import annotations

import pytest

from tests.coaching.advised import rules


@pytest.mark.parametrize(
    "text",
    [
        "Jeg har været ledig i tre år. Før det malede jeg huse.",
        "Hej. Jeg hedder Bo Holm. Jeg er 45 år og er desværre sygemeldt. Før det malede jeg huse.",
        "Jeg hedder Bo, og jeg har været uden arbejde siden marts. Før det malede jeg huse.",
        "jeg hedder bo og jeg har angst men jeg kan male huse",
        "Efter en lang depression er jeg klar igen. Jeg kan male huse.",
        "Min sidste chef råbte ad os hele dagen. Jeg kan male huse.",
        "Det er ikke let. Min gamle mester snød os. Jeg kan male huse.",
    ],
)
def test_what_was_hard_comes_first(text: str) -> None:
    assert rules(text) == ["opening"]


@pytest.mark.parametrize(
    "text",
    [
        "Jeg kan male huse. Jeg har været ledig i tre år.",
        "Jeg er maler og har været ledig i tre år.",
        "Jeg har hjulpet ledige og sygemeldte i otte år.",
        "Jeg er aldrig syg, og jeg kommer til tiden.",
        "Jeg er ledig fra mandag og kan male huse.",
        "Min gamle chef roste mig tit for mine vinduer.",
        "Min sidste chef var aldrig sur, når jeg spurgte.",
        "Jeg har malet huse i ni år. Min sidste chef var sur.",
    ],
)
def test_other_beginnings_are_let_be(text: str) -> None:
    assert rules(text) == []


def test_a_future_in_english_is_no_illness() -> None:
    assert rules("I'll be ready on Monday at six.", language="en") == []
    assert rules("I was ill for two years. I paint houses.", language="en") == ["opening"]


@pytest.mark.parametrize(
    "about",
    [
        "gap",
        "adjustments",
        "weakness",
        "worries",
        "feared",
        "why_unemployed",
        "Hvorfor er der et hul i dit CV?",
    ],
)
def test_a_question_may_ask_for_just_that(about: str) -> None:
    assert rules("Jeg har været sygemeldt. Nu kan jeg male huse igen.", about=about) == []


@pytest.mark.parametrize("about", ["gap", "boss", ""])
def test_no_question_asks_for_a_complaint(about: str) -> None:
    assert rules("Min gamle chef var en tyran, og så gik jeg.", about=about) == ["opening"]
