"""The screen: characters that cannot be stored, CPR numbers, and signs of acute distress."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.coaching.distress import is_distressed
from bot.coaching.screen import MASK, mask, screen
from bot.engine.inputs import Command, Edited, Other, Spoke, Tapped, Typed

CPR_NUMBERS = (
    "010190-1234",
    "0101901234",
    "010190 1234",
    "010190 - 1234",
    "010190–1234",
    "010190.1234",
    "010190\u00a01234",
    "311299-0001",  # modulus 11 does not hold, and need not
    "290200-1234",  # 2000 was a leap year
    "290204-1234",
    "610190-1234",  # replacement numbers: the first digit raised by 6
    "910190-1234",
    "01.01.90-1234",
    "01 01 90 1234",
    "01/01/90-1234",
    "01-01-90-1234",
    "01.01.90 - 1234",
    "01-01-1990 1234",
    "01/01/1990-1234",
    "61.01.90-1234",
    "71-01-1990 1234",
    "01-01-1990 - 1234",
    "01‑01‑90‑1234",
    "010190/1234",
    "1203881234",  # ten digits in a row that begin with a date may be an order as well: better hidden than kept
    "٠١٠١٩٠-١٢٣٤",
    "०१०१९०-१२३४",
)
NO_CPR_NUMBERS = (
    "320190-1234",
    "001290-1234",
    "011390-1234",
    "310490-1234",
    "290201-1234",
    "930190-1234",
    "20 30 40 50",
    "+45 20 30 40 50",
    "20304050",
    "010190-123",
    "010190-12345",
    "1010190-1234",
    "12345678901234567890",
    "01-01-1990",
    "32.01.90-1234",
    "01.13.1990 1234",
    "01.01-90 1234",
    "01.01.90",
    "01.01.1990 - 31.12.1995",
    "01.02.2019 - 2020",
    "01.01.1990 12.30",
    "01-01-1990, 1234 stk.",
    "010119901234",
    "12038812345",
    "120388123",
    "+45 12 12 12 12",
    "06 12 34 56 78",
    "0045 20 10 30 40",
    "1. januar 1990, kl. 12.34",
    "010190 og 1234",
    "010190\n1234",
)


@pytest.mark.parametrize("number", CPR_NUMBERS)
@pytest.mark.parametrize("around", ["{}", "mit nummer er {}.", "({})", "cpr:{},", "سمير {} هنا"])
def test_a_cpr_number_is_masked_wherever_it_stands(number: str, around: str) -> None:
    screened = screen(Typed(around.format(number), 7))
    assert screened.input == Typed(around.format(MASK), 7)
    assert screened.signs.masked


@pytest.mark.parametrize("text", NO_CPR_NUMBERS)
def test_other_numbers_stay(text: str) -> None:
    screened = screen(Typed(text))
    assert screened.input == Typed(text)
    assert not screened.signs.masked


def test_every_cpr_number_of_a_text_is_masked() -> None:
    text = "mig: 010190-1234, min mor: 0202551234 og min bror 030392 1234"
    assert mask(text) == f"mig: {MASK}, min mor: {MASK} og min bror {MASK}"


@pytest.mark.parametrize(
    ("text", "alone"),
    [("010190-1234", True), (" 0101901234.", True), ("jeg er 010190-1234", False), ("lager", False)],
)
def test_it_tells_whether_anything_else_was_written(text: str, *, alone: bool) -> None:
    assert screen(Typed(text)).signs.only_masked == alone


@pytest.mark.parametrize("code", [0, 0xD800, 0xDFFF])
def test_what_no_database_keeps_is_replaced(code: int) -> None:
    assert screen(Typed(f"a{chr(code)}b")).input == Typed("a\ufffdb")


def test_other_characters_are_left_alone() -> None:
    text = "\u200fمرحبا\u200f 👩‍👩‍👧 æøå\n\t<b>&amp;</b> \u0001"
    assert screen(Typed(text)).input == Typed(text)


def test_every_kind_of_text_is_screened() -> None:
    number = "010190-1234"
    assert screen(Edited(number, 3)).input == Edited(MASK, 3)
    assert screen(Other("photo", number, 3)).input == Other("photo", MASK, 3)
    assert screen(Command("start", number)).input == Command("start", MASK)
    assert screen(Command("hej", "jeg vil gerne dø")).signs.care


def test_the_words_below_a_recording_are_screened_and_the_recording_stays_an_answer() -> None:
    screened = screen(Spoke("file", 3, 7, "010190-1234"))
    assert screened.input == Spoke("file", 3, 7, MASK)
    assert screened.signs.masked
    assert not screened.signs.only_masked
    assert screen(Spoke("file", 3, 7, "jeg vil gerne dø")).signs.care


@pytest.mark.parametrize("given_input", [Spoke("file", 3, 7), Tapped("1.2:yes", 7)])
def test_what_holds_no_text_passes_as_it_is(given_input: Spoke | Tapped) -> None:
    assert screen(given_input).input == given_input


@given(st.text(st.characters(codec=None), max_size=200))
def test_screening_twice_changes_nothing_more(text: str) -> None:
    once = screen(Typed(text)).input
    again = screen(once)
    assert again.input == once
    assert not again.signs.masked


DAYS = st.dates(date(1900, 1, 1), date(2099, 12, 31))
SEPARATORS = st.sampled_from(["", " ", "-", "–", " - "])


@given(
    DAYS, st.integers(0, 9999), SEPARATORS, st.sampled_from([0, 60]), st.text(max_size=9), st.text(max_size=9)
)
def test_no_cpr_number_survives(
    day: date, serial: int, separator: str, raised: int, before: str, after: str
) -> None:
    number = f"{day.day + raised:02}{day:%m%y}{separator}{serial:04}"
    digits_touch = before[-1:].isdecimal() or after[:1].isdecimal()
    kept = mask(before + number + after)
    assert digits_touch or number not in kept


@given(st.integers(0, 10_000_000_000))
def test_only_dates_are_taken_for_cpr_numbers(number: int) -> None:
    text = f"{number:010}"
    day, month, year = int(text[:2]), int(text[2:4]), int(text[4:6])
    day -= 60 if day > 60 else 0
    assert (mask(text) == MASK) == (len(text) == 10 and is_date(day, month, year))


def is_date(day: int, month: int, year: int) -> bool:
    """Whether it is a day of 19yy or 20yy, found by counting up instead of by a table of months."""
    if not (1 <= month <= 12 and day >= 1):
        return False
    return any(
        (date(century + year, month, 1) + timedelta(days=day - 1)).month == month for century in (1900, 2000)
    )


DISTRESS = (
    "jeg vil ikke leve mere",
    "Jeg orker ikke at leve.",
    "jeg orker ikke livet",
    "har lyst til at dø",
    "jeg har ikke lyst til at leve længere",
    "JEG VIL GERNE DØ!!!",
    "jeg vil dø",
    "Gid jeg var død",
    "jeg ville ønske, jeg var død",
    "alle ville have det bedre uden mig",
    "verden er bedre uden mig",
    "jeg tager livet af mig",
    "jeg overvejer at tage mit eget liv",
    "overvejer at begå selvmord",
    "jeg har selvmordstanker om natten",
    "jeg slår mig selv ihjel",
    "jeg skærer i mig selv",
    "vil gøre en ende på det hele",
    "Der er ingen grund\ntil at leve",
    "I don't want to live anymore",
    "I don’t want to be alive",
    "i wanna die",
    "I wish I was dead",
    "I am thinking about killing myself",
    "everyone is better off without me",
    "i want to hurt myself",
    "I'm suicidal",
    "life is not worth living",
    "jeg vil ikke leve af kontanthjælp, jeg vil dø",
    "jeg overvejer selvmord",
    "jeg tænker på selvmor",
    "jeg tenker på selvmord",
    "jeg vil ik leve mere",
    "jeg vil ikk leve mer",
    "jeg gider ik leve",
    "jeg gidder ikke og leve",
    "jeg vil ikke være her mere",
    "jeg vil ik være her mer",
    "jeg har taget en overdosis",
    "jeg har taget mange piller",
    "jeg har slugt en masse piller",
    "jeg har skåret i mig selv",
    "jeg vil hænge mig",
    "jeg vil haenge mig",
    "jeg skærer i mig",
    "jeg skærer i mej",
    "jeg hopper ud foran toget",
    "jeg vil do",
    "jeg vil gerne doe",
    "jeg har lyst til og dø",
    "selvmor: jeg har selvmorstanker",
    "slaar mig selv ihjel",
    "jeg har hjulpet folk med selvmordstanker, og nu har jeg selvmordstanker",
)
AT_THE_END = ("jeg cutter", "det går ikke. jeg cutter. hver dag", "i cant go on", "I can't go on.")
WORN_OUT = (
    "jeg kan ikke mere",
    "Jeg orker ikke mere.",
    "jeg orker ik mer",
    "nej, jeg kan ik mere",
    "jeg er ked af det og jeg kan ikke mere",
    "I can't take it anymore",
)
NO_DISTRESS = (
    "",
    "jeg brænder for at leve livet",
    "jeg var ved at dø af grin",
    "jeg vil dø for det job",
    "vil dø af grin",
    "jeg vil ikke leve af kontanthjælp",
    "jeg vil ikke leve i København",
    "jeg vil tage mit liv i egne hænder",
    "jeg kan leve med smerterne",
    "jeg lever for mine børn",
    "min mor døde sidste år",
    "jeg har arbejdet med døende på hospice",
    "jeg vil gerne dyrke grøntsager",
    "jeg kom til skade på arbejdet",
    "jeg slog mig selv på en truck",
    "de kan ikke klare lageret uden mig",
    "jeg er træt og orker ikke mere i dag",
    "jeg har hjulpet folk med selvmordstanker i mit job på krisecenter",
    "jeg har talt med unge, der overvejer selvmord",
    "dø af grin",
    "jeg vil do mit bedste",
    "do",
    "i do not know",
    "i will do it",
    "jeg kan ikke leve uden kaffe",
    "jeg vil ikke hænge mig i detaljer",
    "jeg cutter film og lyd",
    "jeg stod foran toget hver morgen som togfører",
    "jeg hænger mig op på små ting",
    "det skærer i mig at se mad blive smidt ud",
    "jeg har taget mange piller for ryggen",
    "jeg kan ikke mere end dansk og engelsk",
    "jeg kan ikke mere engelsk",
    "jeg stod på lageret i tyve år, men med min ryg er det sådan, at jeg kan ikke mere",
    "I can't go on holiday this year",
    "deadline", "I cut myself in the kitchen once",
    "I hurt myself at work and had to stop",
    "I want to live in Denmark",
    "I don't want to live on benefits",
    "i want to take my life back",
    "we were dying of laughter",
)  # fmt: skip


@pytest.mark.parametrize("text", [*DISTRESS, *AT_THE_END])
def test_signs_of_distress_are_seen(text: str) -> None:
    care = screen(Typed(text)).signs.care
    assert [words.values for words in care] == [{"emergency": "112", "helpline": "70 201 201"}, {}]


@pytest.mark.parametrize("text", WORN_OUT)
def test_the_worn_out_are_answered_without_an_alarm(text: str) -> None:
    care = screen(Typed(text)).signs.care
    assert [words.values for words in care] == [{}, {"helpline": "70 201 201"}]


@pytest.mark.parametrize("sent", [Typed("hej"), Spoke("file", 3, 7), Other("photo", "", 3)])
def test_what_may_follow_a_sign_of_distress_can_be_answered(sent: Typed | Spoke | Other) -> None:
    company = screen(sent).signs.company
    assert [sorted(words.values) for words in company] == [[], ["emergency", "helpline"]]


@pytest.mark.parametrize("text", NO_DISTRESS)
def test_other_sentences_are_no_signs(text: str) -> None:
    assert not screen(Typed(text)).signs.care


@given(st.sampled_from(DISTRESS), st.text("abc æøå.,!\n", max_size=20))
def test_a_sign_is_seen_in_any_case_and_anywhere_in_a_text(phrase: str, around: str) -> None:
    assert is_distressed(f"{around} {phrase.upper()} {around}")
    assert is_distressed(re.sub(r"\s", "  ", phrase))
