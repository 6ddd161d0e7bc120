"""The strong, concrete phrases of a text."""

from __future__ import annotations

import pytest

from bot.coaching.advice import strengths


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("jeg hedder samir og har kørt lastbil i otte år", "kørt lastbil i otte år"),
        ("Jeg har arbejdet som murer i 9 år, mest i Vejle.", "arbejdet som murer i 9 år"),
        ("Før var jeg kok på en kro i seks år.", "kok på en kro i seks år"),
        ("Jeg har været social- og sundhedshjælper i 18 år.", "social- og sundhedshjælper i 18 år"),
        ("Hver dag vandede jeg 400 store potter.", "vandede jeg 400 store potter"),
        ("I 2019 har jeg arbejdet i Føtex.", "arbejdet i Føtex"),
        ("Jeg har bygget et skur i haven.", "bygget et skur i haven"),
        ("Jeg har C- og E-kort.", "C- og E-kort"),
        ("Jeg havde ansvar for 14 mand.", "ansvar for 14 mand"),
    ],
)
def test_what_was_done_with_a_number_a_tool_or_a_name_is_strong(text: str, phrase: str) -> None:
    assert strengths(text, language="da") == (phrase,)


@pytest.mark.parametrize(
    "text",
    [
        "Jeg har været ledig i tre år.",
        "Jeg har aldrig kørt lastbil i Sverige.",
        "Jeg kunne godt tænke mig at have truckkort.",
        "Jeg har siddet i fængsel i to år.",
        "Jeg er 45 år og har tre børn.",
        "Jeg har arbejdet sort i fire år.",
        "Jeg boede hos en murer i ni år.",
        "I søger en, der har kørt lastbil i to år.",
        "Har jeg kørt lastbil i to år?",
        "Jeg har lavet det her i Polen.",
        "Jeg stoppede for tre år siden, hvor jeg havde kørt for tre år siden.",
        "Jeg er god til mennesker.",
        "Jeg har arbejdet i 2019.",
    ],
)
def test_better_none_than_a_wrong_one(text: str) -> None:
    assert strengths(text, language="da") == ()


def test_there_are_at_most_two_numbers_first() -> None:
    text = "Jeg har truckkort. Jeg har arbejdet i Netto. Jeg har syet 40 kjoler. Jeg har malet huse i ni år."
    assert strengths(text, language="da") == ("syet 40 kjoler", "malet huse i ni år")


def test_the_same_phrase_is_named_once() -> None:
    assert strengths("Jeg har malet huse i ni år. " * 2, language="da") == ("malet huse i ni år",)


@pytest.mark.parametrize("sign", ["Jeg vil ikke leve mere", "Jeg kan ikke mere"])
def test_nothing_is_praised_in_a_sign_of_distress(sign: str) -> None:
    assert strengths(f"Jeg har malet huse i ni år. {sign}.", language="da") == ()


@pytest.mark.parametrize(
    ("language", "text", "phrase"),
    [
        ("da", "Jeg har lavet mad til ni mennesker hver dag", "lavet mad til ni mennesker"),
        ("da", "Jeg har solgt brød i to butikker hver weekend.", "solgt brød i to butikker"),
        ("da", "Jeg har vasket op for 40 gæster hver aften.", "vasket op for 40 gæster"),
        ("da", "Jeg har vasket op for 40 gæster alene.", "vasket op for 40 gæster"),
        ("da", "Sidste sommer passede jeg 12 borgere alene i en weekend.", "passede jeg 12 borgere alene"),
        ("da", "Jeg lavede mad til 60 på plejehjemmet hver dag.", "lavede mad til 60 på plejehjemmet"),
        ("da", "Jeg har passet 12 heste hver dag.", "passet 12 heste"),
        ("da", "Jeg har serveret for 60 nye gæster hver aften.", "serveret for 60 nye gæster"),
        ("da", "Jeg har passet tolv små børn om dagen.", "passet tolv små børn"),
        ("en", "I have cooked for nine people every day.", "cooked for nine people"),
        ("en", "I have cooked for nine hungry people every day.", "cooked for nine hungry people"),
        ("en", "I have cleaned 14 rooms alone.", "cleaned 14 rooms"),
    ],
)
def test_it_ends_with_what_is_counted_and_not_in_the_middle_of_a_phrase(
    language: str, text: str, phrase: str
) -> None:
    assert strengths(text, language=language) == (phrase,)


def test_english() -> None:
    text = "I have cleaned offices in Copenhagen for six years."
    assert strengths(text, language="en") == ("cleaned offices in Copenhagen for six years",)
