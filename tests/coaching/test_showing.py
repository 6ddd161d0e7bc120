"""Advice on worn-out phrases and on claims without an example."""

from __future__ import annotations

import pytest

from bot.coaching.reading import Reading
from bot.coaching.vocabulary import vocabulary
from bot.words import catalogues
from tests.coaching.advised import rules, said


def test_a_worn_out_phrase_is_quoted_as_it_was_written() -> None:
    assert said("Jeg kan have mange  bolde, i lufften!") == (
        "Mange skriver mange  bolde, i lufften. Med et eksempel bliver det dit eget. "
        "Hvad har du gjort, der viser det?"
    )


@pytest.mark.parametrize(
    "text",
    [
        "I Netto passede jeg både kassen og telefonen, så jeg kan have mange bolde i luften.",
        "Jeg kan have mange bolde i luften. I Netto passede jeg både kassen og telefonen.",
        "Jeg kan have mange bolde i luften. Det er sandt. I Netto passede jeg både kassen og telefonen.",
        "I Netto passede jeg kassen og tog telefonen. Jeg kan have mange bolde i luften.",
        "I Netto passede jeg både kassen og telefon. Så jeg kan have mange bolde i luften.",
    ],
)
def test_an_example_near_it_makes_a_phrase_good(text: str) -> None:
    assert rules(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Jeg kan have mange bolde i luften. Det er sandt. Det mener jeg. I Netto passede jeg både kassen og telefonen.",
        "Jeg har været i Netto i fire år. Jeg kan have mange bolde i luften.",
    ],
)
def test_an_example_of_something_else_does_not(text: str) -> None:
    assert rules(text) == ["cliche"]


@pytest.mark.parametrize(
    "text",
    [
        "Jeg er nu ikke en teamplayer, og det siger jeg.",
        "I skriver, at I søger en teamplayer til lageret.",
        "Skal man være en teamplayer hos jer?",
        "Jeg er ikke særlig tålmodig, og det ved jeg godt.",
        "Er jeg god til mennesker, når jeg er sådan?",
    ],
)
def test_what_is_denied_asked_or_said_by_others_is_not_held_against_anybody(text: str) -> None:
    assert rules(text) == []


def test_three_worn_words_in_a_row_are_too_many_where_nothing_shows_them() -> None:
    start = "Jeg har malet huse i ni år. Det kan jeg godt lide."
    assert rules(f"{start} Jeg er fleksibel, robust og kreativ.") == ["cliche"]
    assert rules(f"{start} Jeg er fleksibel og kreativ.") == []
    assert rules(f"{start} Jeg er fleksibel, robust og kreativ. I mandags byttede jeg vagt.") == []
    assert rules("Jeg har malet huse i ni år. Jeg er fleksibel, robust og kreativ.") == []


def test_a_trait_is_asked_about_where_nothing_is_concrete() -> None:
    assert said("Jeg er altid meget flexibel.") == (
        "Du skriver, at du er flexibel. Et eksempel gør det stærkere. Hvornår var det godt, at du var flexibel?"
    )
    assert rules("Jeg er fleksibel. I mandags byttede jeg vagt.") == []


@pytest.mark.parametrize("trait", ["glad", "ærlig", "stabil", "mødestabil"])
def test_nobody_has_to_prove_that_they_are_happy_or_honest(trait: str) -> None:
    assert rules(f"Jeg er {trait}, og det vil jeg gerne sige.") == []
    assert "at du er rolig." in said(f"Jeg er {trait} og rolig, vil jeg sige.")


def test_a_trait_of_something_else_is_none() -> None:
    assert rules("Jeg er ansat i en fleksibel ordning på et kontor.") == []


def test_a_claim_is_asked_about_where_nothing_is_concrete() -> None:
    assert said("Jeg er ret god til mennesker og den slags.").startswith("Du skriver: god til mennesker.")
    assert rules("Jeg er ret god til mennesker. Jeg har arbejdet på et plejehjem.") == []


def test_a_worn_out_phrase_and_claims_are_one_point_as_both_ask_for_an_example() -> None:
    assert rules("Jeg er en teamplayer. Jeg er god til mennesker.") == ["cliche"]


@pytest.mark.parametrize(
    "fact",
    [
        "Jeg bor i Ribe.",
        "Jeg er 45 år.",
        "Jeg hedder Bo Holm.",
        "Jeg søger et job i Føtex.",
        "Jeg giver 100 procent.",
    ],
)
def test_an_age_a_home_a_name_and_a_hope_are_no_example(fact: str) -> None:
    assert rules(f"Jeg er tålmodig. {fact}") == ["example"]


@pytest.mark.parametrize(
    "fact",
    [
        "Jeg har fire heste.",
        "Det så de i Føtex.",
        "Det siger min nabo.",
        "Jeg sorterede post.",
        "Jeg har truckkort.",
        "Fx når chefen er væk.",
        "Jeg strikker.",
    ],
)
def test_numbers_names_people_tools_times_and_doings_are(fact: str) -> None:
    assert rules(f"Jeg er tålmodig. {fact}") == []


def test_capitals_everywhere_name_nothing() -> None:
    assert rules("JEG ER TÅLMODIG OG GOD TIL MENNESKER") == ["example"]
    assert rules("Jeg Er Tålmodig Og God Til Mennesker") == ["example"]


@pytest.mark.parametrize("language", ["da", "en"])
def test_our_own_words_are_not_worn_out(language: str) -> None:
    """Nobody is told that they write what many do when they took what we offered."""
    known = vocabulary(language)
    assert known is not None
    for forms in catalogues().language(language).messages.values():
        for form in forms:
            reading = Reading(form, known)
            assert [reading.said(span) for span in reading.found("cliches")] == []
