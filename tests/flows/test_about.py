"""The sentence about oneself that is said on the phone: the best short one, without the name that was just said."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from bot.engine.person import Person
from bot.engine.session import Session
from bot.flows._about import LONGEST, about, without_name
from tests.engine.views import context_of, view_of
from tests.talk import all_flows

if TYPE_CHECKING:
    from bot.engine.view import View


def somebody(name: str, *talks: tuple[str, str], language: str = "da") -> View:
    """Somebody of this name who has these talks, each with its job, the newest first."""
    context = context_of(language, talks=tuple({"text": text, "job": job} for text, job in talks))
    context = replace(context, person=Person(1, language=language, name=name))
    return view_of(all_flows()["employer_call"], Session(1, "employer_call"), context=context)


@pytest.mark.parametrize(
    ("name", "sentence", "said"),
    [
        ("Samir", "Jeg hedder Samir og har kørt lastbil i otte år.", "Jeg har kørt lastbil i otte år."),
        ("samir", "Mit navn er Samir Hassan, og jeg har lært tre at svejse.", "Jeg har lært tre at svejse."),
        ("Samir", "Hej, jeg er Samir og bor i Valby.", "Jeg bor i Valby."),
        ("Bo", "Jeg bor i Valby.", "Jeg bor i Valby."),
        ("Bo", "Jeg er boede i Valby.", "Jeg er boede i Valby."),
        ("Samir", "De andre kalder mig Samir den stærke.", "De andre kalder mig Samir den stærke."),
        ("Samir", "Jeg hedder Samir.", ""),
        ("Samir", "Jeg hedder Samir og min søn hedder Ali.", ""),
        ("Samir", "Jeg hedder Samir, og til daglig kører jeg bus.", ""),
        ("", "Jeg hedder Samir.", "Jeg hedder Samir."),
    ],
)
def test_a_name_that_was_said_is_left_out(name: str, sentence: str, said: str) -> None:
    assert without_name(sentence, somebody(name)) == said


def test_it_is_left_out_in_english_too() -> None:
    view = somebody("Samir", language="en")
    assert without_name("I'm Samir and I have driven a bus.", view) == "I have driven a bus."
    assert without_name("My name is Samir and have driven a bus.", view) == "I have driven a bus."


def test_a_sentence_with_something_strong_in_it_comes_before_the_first() -> None:
    talk = "Jeg kan godt lide at være ude. Jeg har kørt lastbil i otte år. Jeg kommer til tiden."
    assert about(somebody("Samir", (talk, "")), "") == "Jeg har kørt lastbil i otte år."


def test_without_anything_strong_the_first_sentence_is_taken_that_says_something() -> None:
    assert about(somebody("Samir", ("Hej! Jeg kommer til tiden. Jeg er glad.", "")), "") == (
        "Jeg kommer til tiden."
    )


def test_the_talk_for_that_job_comes_before_the_newest() -> None:
    view = somebody("Samir", ("Jeg er god til dyr.", "dyrepasser"), ("Jeg kan køre truck.", "Lager"))
    assert about(view, "lager") == "Jeg kan køre truck."
    assert about(view, "kok") == "Jeg er god til dyr."


def test_a_sentence_is_said_in_one_breath() -> None:
    long = "Jeg har arbejdet " + "meget " * 400 + "i 8 år."
    assert about(somebody("Samir", (long, "")), "") == ""
    assert about(somebody("Samir", (f"{long} Jeg kommer til tiden.", "")), "") == "Jeg kommer til tiden."
    assert LONGEST <= 120


def test_nobody_is_told_of_who_has_no_talk() -> None:
    assert about(somebody("Samir"), "lager") == ""
