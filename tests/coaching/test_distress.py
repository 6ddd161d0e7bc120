"""Signs of distress: what is heard, and how. The sentences are in said/, one a line: add there what was misheard.

Those in said/opened_* were written by somebody who had not seen the rules, and measured them: of these signs 59 in a
hundred were heard in Danish, and 49 in English. Then they were opened and the rules mended, so they measure no more.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.coaching.distress import CARE, COMFORT, FEW, SHORT, care, languages, read
from bot.coaching.signs import lists
from bot.engine.text import Words
from bot.words import catalogues
from bot.words.both import in_both

SAID = Path(__file__).parent / "said"


def said(kind: str) -> list[str]:
    return [
        line
        for path in (*sorted(SAID.glob(f"{kind}_*.txt")), *sorted(SAID.glob(f"opened_{kind}_*.txt")))
        for line in path.read_text(encoding="utf-8").splitlines()
    ]


def is_distressed(text: str) -> bool:
    """Whether a message is answered as a sign of acute distress."""
    return tuple(each.id for each in care(text)) == CARE


def is_worn_out(text: str) -> bool:
    """Whether a message is answered softly."""
    return tuple(each.id for each in care(text)) == COMFORT


ACUTE, SOFT, HARMLESS = said("acute"), said("soft"), said("harmless")


def test_signs_of_acute_distress_are_heard() -> None:
    assert [text for text in ACUTE if not is_distressed(text) or is_worn_out(text)] == []


def test_the_hopeless_and_the_worn_out_are_answered_softly() -> None:
    assert [text for text in SOFT if is_distressed(text) or not is_worn_out(text)] == []


@pytest.mark.parametrize(
    "text", ["jeg orker ikke mere", "Jeg kan ikke mere nu.", "i can't do this anymore", "jeg giver op"]
)
def test_who_can_do_no_more_today_is_exhausted(text: str) -> None:
    assert read(text).exhausted


@pytest.mark.parametrize(
    "text",
    [
        "jeg har ikke selvmordstanker",
        "jeg hader mig selv. jeg kan ikke mere",
        "ingenting giver mening",
        "jeg har valgt dagen",
        "tak for alt farvel",
    ],
)
def test_hopelessness_and_a_denial_are_more_than_exhaustion(text: str) -> None:
    assert not read(text).exhausted


def test_any_stronger_sign_is_more_than_exhaustion_and_what_is_harmless_is_none() -> None:
    assert [text for text in (*ACUTE, *HARMLESS) if read(text).exhausted] == []


def test_what_job_seekers_say_every_day_is_no_sign() -> None:
    assert [text for text in HARMLESS if care(text)] == []


def test_a_message_that_takes_a_sign_back_is_heard() -> None:
    assert [text for text in said("relieved") if not read(text).relief] == []


def test_nothing_else_takes_a_sign_back() -> None:
    assert [text for text in (*said("not_relieved"), *ACUTE, *SOFT) if read(text).relief] == []


def test_there_are_enough_sentences_of_each_kind() -> None:
    assert min(map(len, (ACUTE, SOFT, HARMLESS, said("relieved"), said("not_relieved")))) > 10


@given(st.sampled_from(ACUTE), st.sampled_from(HARMLESS), st.sampled_from(HARMLESS))
def test_a_sign_is_heard_between_other_sentences_in_any_case(sign: str, before: str, after: str) -> None:
    assert is_distressed(f"{before}. {sign}. {after}")
    assert is_distressed(f"{before}\n{sign.upper()}!!!\n\n{after}")
    assert is_distressed(re.sub(r"\s", " \t ", sign))


@given(st.sampled_from(HARMLESS), st.sampled_from(HARMLESS))
def test_two_harmless_sentences_are_no_sign_together(one: str, other: str) -> None:
    assert not is_distressed(f"{one}. {other}.")


@given(st.sampled_from(ACUTE))
def test_letters_may_be_missing_or_doubled(sign: str) -> None:
    assert is_distressed(sign.replace("æ", "ae").replace("ø", "oe").replace("å", "aa"))
    assert is_distressed(sign.replace("æ", "e").replace("ø", "o").replace("å", "a"))
    assert is_distressed(re.sub(r"(?i)([aeiouyæøå])\b", r"\1\1\1", sign))
    assert is_distressed(sign.replace("'", "’"))
    assert is_distressed(sign.replace("'", ""))


@pytest.mark.parametrize(
    "text",
    [
        "Der er ingen grund\ntil at leve",
        "jeg vil... dø",
        "jeg *vil* \u200bdø 😭",
        *(f"jeg vil d{unseen}ø" for unseen in "\u00ad\u200b\u200c\u200e\u2060\ufe0f\ufeff"),
    ],
)
def test_lines_signs_and_smileys_do_not_hide_it(text: str) -> None:
    assert is_distressed(text)


def test_a_topic_counts_when_the_sentence_is_about_who_writes_it() -> None:
    assert is_distressed("selvmord")
    assert not is_distressed("selvmord er et stort problem i hele verden")
    assert is_distressed("hele natten igennem er der tanker om selvmord i mit hoved")
    assert not is_distressed("min bror begik selvmord")
    assert not is_distressed(" ".join(["ord"] * FEW) + " selvmord")


def test_a_short_sentence_that_ends_so_is_worn_out_and_a_long_one_is_not() -> None:
    assert is_worn_out("jeg kan ikke mere")
    assert not is_worn_out(" ".join(["og"] * SHORT) + " jeg kan ikke mere")


def test_a_denial_is_answered_softly_and_hides_no_other_sign() -> None:
    assert is_worn_out("jeg har ikke selvmordstanker")
    assert is_distressed("jeg har ikke selvmordstanker, men jeg har lyst til at dø")
    assert is_distressed("jeg kunne ikke slå mig selv ihjel")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("سأقتل نفسي", "ar"),
        ("Я заподію собі шкоду", "uk"),
        ("Chcę ze sobą skończyć", "pl"),
        ("خودم را خواهم کشت", "fa"),
        ("jeg vil ikke leve mere", "da"),
        ("i want to die", "en"),
    ],
)
def test_the_language_of_a_sign_is_told(text: str, code: str) -> None:
    assert languages(text) == {code}


def test_the_program_can_answer_in_every_language_that_it_hears() -> None:
    locales = Path(__file__).parents[2] / "locales"
    assert [code for code in lists().spoken if not (locales / code).is_dir()] == []


def test_a_message_with_signs_in_two_languages_tells_both_and_one_without_none() -> None:
    assert languages("i want to die. сьогодні я заподію собі шкоду") == {"en", "uk"}
    assert languages("jeg har arbejdet på lager") == set()


@given(st.text(st.characters(codec=None), max_size=300))
def test_nothing_raises(text: str) -> None:
    assert len(care(text)) in {0, 2}


WORDS = [
    "jeg",
    "vil",
    "ikke",
    "bare",
    "at",
    "dø",
    "leve",
    "tage",
    "mig selv",
    "selvmord",
    "want",
    "to",
    "my",
    ".",
    ",",
    "…",
]


@given(st.lists(st.sampled_from(WORDS), max_size=60))
def test_words_of_the_phrases_in_any_order_do_not_raise(words: list[str]) -> None:
    care(" ".join(words))


def test_the_line_of_numbers_stands_once_where_all_is_said_in_two_languages() -> None:
    known = catalogues()
    said = [Words("Everything else here can wait."), *read("").numbers]
    text = [part for part, _ in in_both(said, known.language("da"), known.language("uk"))]
    assert text[1] == "☎ 112 · Livslinien 70 201 201"
    assert [part for part in text if "112" in part] == [text[1]]


@pytest.mark.parametrize(
    ("text", "line"),
    [("jeg vil dø", True), ("hej", True), ("jeg kan ikke mere", False), ("jeg vil ikke dø", False)],
)
def test_the_line_of_numbers_is_not_said_to_who_is_answered_softly(text: str, *, line: bool) -> None:
    assert bool(read(text).numbers) == line
