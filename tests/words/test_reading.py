"""Days and numbers as people type them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.words import catalogues

TUESDAY = date(2026, 11, 24)
LANGUAGES = ("da", "en")

DANISH_DAYS = {
    "2026-11-22": ["i forgårs"],
    "2026-11-23": ["i går", "igår", "i aftes"],
    "2026-11-24": ["i dag", "I DAG!", "idag", "i aften", "i morges", "24. november", "d. 24.", "24/11"],
    "2026-11-25": ["i morgen", "imorgen", "i morgen kl. 9", "i morgen tidlig kl 9.30", "i morgen formiddag", "ons"],
    "2026-11-26": [
        "på torsdag", "engang på torsdag", "måske på torsdag",
        "torsdag", "Torsdag.", "pa torsdag", "tor", "i overmorgen", "26. november", "den 26. november",
        "torsdag den 26. november", "torsdag, den 26. nov.", "torsdag kl. 10", "torsdag 10:30", "26/11", "26.11",
        "26-11", "26.11.2026", "26/11-26", "26/11 2026", "2026-11-26", "d. 26/11", "torsdag i uge 48",
        "uge 48 torsdag", "den 26.", "den 26. november kl 10", "nu på torsdag", "førstkommende torsdag",
        "26 november 2026", "26. nov 26", "\u200etorsdag\u2069",
    ],
    "2026-11-28": ["lørdag", "lordag", "loerdag", "lør.", "på lørdag eftermiddag"],
    "2026-11-30": ["mandag", "næste mandag", "naeste mandag", "mandag i næste uge", "i næste uge på mandag"],
    "2026-12-01": ["tirsdag", "om en uge", "om 7 dage", "1. december", "1/12", "d. 1."],
    "2026-12-03": ["3/12", "d. 3.", "den 3", "3.", "d.3.", "den 3. december", "den 3. i december", "3 dec",
                   "torsdag d. 3."],
    "2026-12-04": ["næste fredag", "fredag om otte dage", "på fredag om en uge", "om ti dage"],
    "2026-12-08": ["om to uger", "om 2 uger", "om 14 dage"],
    "2026-12-24": ["om en måned"],
    "2026-12-31": ["den 31.", "31/12"],
    "2027-01-11": ["mandag uge 2"],
    "2027-02-03": ["3/2", "3. februar"],
    "2020-02-29": ["29/2 2020", "29. februar 2020"],
}  # fmt: skip

ENGLISH_DAYS = {
    "2026-11-23": ["yesterday"],
    "2026-11-24": ["today", "tonight", "this evening", "24 November"],
    "2026-11-25": ["tomorrow", "Tomorrow morning", "tomorrow at 10", "tomorrow at 10 am", "wed"],
    "2026-11-26": [
        "on Thursday", "sometime on Thursday",
        "thursday", "thurs", "this Thursday", "the day after tomorrow", "day after tomorrow",
        "26 November", "November 26", "November 26th, 2026", "26th of November", "the 26th", "the 26th of Nov",
        "26/11", "26.11.2026", "2026-11-26", "Thursday 26 November", "thursday in week 48", "thursday 10:30",
    ],
    "2026-12-01": ["in a week", "tuesday"],
    "2026-12-03": ["3/12", "the 3rd", "3rd", "dec 3", "3 december", "in nine days"],
    "2026-12-04": ["next friday", "friday next week", "friday week"],
    "2026-12-08": ["in two weeks", "in 14 days"],
    "2026-12-24": ["in one month"],
    "2027-01-01": ["1st January"],
}  # fmt: skip

NOT_DAYS = [
    "", " ", "banan", "3", "26", "kl 10", "10:30", "kl. 10.30", "den 31. februar", "31/2", "31. februar 2027", "29/2",
    "29/2 2027", "0/1", "14.00", "1/0", "d. 0.", "den 32.", "32/1", "1/13", "onsdag den 26. november", "torsdag d. 25.",
    "Friday 26 November", "næste uge", "next week", "uge 48", "torsdag i uge 60", "mandag til fredag", "om mandagen",
    "mandag eller tirsdag", "ring til Netto på torsdag", "måske i morgen", "om lidt", "om halvanden uge",
    "om 99999999 dage", "om 999999999999 uger", "ma", "november", "en", "den", "1/12-1/13", "30 February", "next",
    "i", "på", "-", "...", "\u0000", "2026", "26/11/11111", "x" * 10_000, "9" * 10_000,
]  # fmt: skip


def rows(table: dict[str, list[str]]) -> list[tuple[str, str]]:
    return [(text, day) for day, texts in table.items() for text in texts]


@pytest.mark.parametrize(("text", "day"), rows(DANISH_DAYS))
def test_a_day_is_read_in_danish(text: str, day: str) -> None:
    assert catalogues().language("da").date(text, TUESDAY) == date.fromisoformat(day)


@pytest.mark.parametrize(("text", "day"), rows(ENGLISH_DAYS))
def test_a_day_is_read_in_english(text: str, day: str) -> None:
    assert catalogues().language("en").date(text, TUESDAY) == date.fromisoformat(day)


@pytest.mark.parametrize("text", NOT_DAYS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_not_surely_a_day_is_not_read(language: str, text: str) -> None:
    assert catalogues().language(language).date(text, TUESDAY) is None


@pytest.mark.parametrize(
    ("today", "text", "day"),
    [
        ("2027-01-31", "om en måned", "2027-02-28"),
        ("2026-12-31", "om to måneder", "2027-02-28"),
        ("2026-12-31", "i morgen", "2027-01-01"),
        ("2026-12-31", "den 1.", "2027-01-01"),
        ("2026-12-31", "mandag uge 53", None),
        ("2026-12-31", "fredag uge 53", "2027-01-01"),
        ("2027-01-02", "fredag uge 1", "2027-01-08"),
        ("2027-01-04", "29/2", None),
        ("2027-03-01", "29/2", "2028-02-29"),
        ("2027-01-30", "den 30.", "2027-01-30"),
        ("2027-01-31", "den 30.", "2027-03-30"),
        ("2026-11-29", "næste mandag", "2026-11-30"),
        ("2026-11-26", "torsdag", "2026-12-03"),
    ],
)
def test_a_day_is_read_across_the_ends_of_months_and_years(today: str, text: str, day: str | None) -> None:
    found = catalogues().language("da").date(text, date.fromisoformat(today))
    assert found == (date.fromisoformat(day) if day else None)


@given(today=st.dates(date(2020, 1, 1), date(2090, 1, 1)), ahead=st.integers(0, 360))
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_day_that_was_written_by_the_language_is_read_back(language: str, today: date, ahead: int) -> None:
    from babel.dates import format_date

    spoken = catalogues().language(language)
    day = today + timedelta(days=ahead)
    written = format_date(day, spoken.traits.day, locale=spoken.traits.locale)
    assert spoken.date(written, today) == day
    assert spoken.date(f"{day.day}/{day.month}", today) == day
    assert spoken.date(day.isoformat(), today) == day


@given(text=st.text(max_size=100), today=st.dates(date(2000, 1, 1), date(2100, 1, 1)))
@pytest.mark.parametrize("language", LANGUAGES)
def test_any_text_at_all_is_a_day_a_number_or_nothing(language: str, text: str, today: date) -> None:
    spoken = catalogues().language(language)
    assert isinstance(spoken.date(text, today), date | None)
    assert isinstance(spoken.number(text), int | float | None)


@pytest.mark.parametrize(
    ("language", "text", "number"),
    [
        ("da", "2", 2), ("da", " 2. ", 2), ("da", "to", 2), ("da", "To", 2), ("da", "én", 1), ("da", "et", 1),
        ("da", "2,5", 2.5), ("da", "2.5", 2.5), ("da", "½", 0.5), ("da", "1½", 1.5), ("da", "1 1/2", 1.5),
        ("da", "1/2", 0.5), ("da", "1.500", 1500), ("da", "1.500,5", 1500.5), ("da", "12 345", 12345), ("da", "-2", -2),
        ("da", "−3", -3), ("da", "ca. 3 timer", 3), ("da", "3 timer", 3), ("da", "to timer", 2), ("da", "37 t.", 37),
        ("da", "en halv", 0.5), ("da", "halvanden", 1.5), ("da", "halvanden time", 1.5), ("da", "tyve", 20),
        ("da", "nul", 0), ("da", "0", 0), ("da", "40 %", 40), ("da", "٣", 3), ("da", "500 kr.", 500),
        ("en", "two", 2), ("en", "2.5", 2.5), ("en", "2,5", 2.5), ("en", "1,500", 1500), ("en", "half", 0.5),
        ("en", "about 3 hours", 3), ("en", "twenty-five", 25), ("en", "one and a half", 1.5), ("en", "1,500.5", 1500.5),
    ],
)  # fmt: skip
def test_a_number_is_read(language: str, text: str, number: float) -> None:
    found = catalogues().language(language).number(text)
    assert found == number
    assert isinstance(found, int) == isinstance(number, int)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "text",
    ["", "abc", "2-3", "to eller tre", "2 millioner", "1e5", "2..5", ",5", "5,", "1/0", "²", "1,2,3", "½½", "2 ½ ½",
     "2,5½", "timer", "9" * 13, "9" * 10_000, "nan", "inf", "0x10", "1_000", "-", "2 timer 3", "i morgen"],
)  # fmt: skip
def test_what_is_not_surely_a_number_is_not_read(language: str, text: str) -> None:
    assert catalogues().language(language).number(text) is None


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("number", range(21))
def test_the_small_numbers_have_words_in_every_language(language: str, number: int) -> None:
    spoken = catalogues().language(language)
    words = spoken.traits.numbers["words"][str(number)]
    assert [spoken.number(word) for word in words] == [number] * len(words)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("imorgn", "2026-11-25"),
        ("i mogren", "2026-11-25"),
        ("mandg", "2026-11-30"),
        ("på tirdag", "2026-12-01"),
        ("torsdg kl. 10", "2026-11-26"),
        ("lørdg", "2026-11-28"),
        ("3. decmber", "2026-12-03"),
        ("i overmorgn", "2026-11-26"),
        ("tersdag", None),
        ("i morge", None),
        ("i moren nok", None),
        ("mndg", None),
        ("fre", "2026-11-27"),
    ],
)
def test_the_name_of_a_day_with_one_letter_wrong_is_mended_where_it_is_nobody_elses(
    text: str, day: str | None
) -> None:
    danish = catalogues().everything["da"]
    read = danish.date(danish.mended(text), TUESDAY)
    assert (read.isoformat() if read else None) == day


def test_nothing_is_mended_where_a_letter_can_mean_something_else() -> None:
    turkish = catalogues().everything["tr"]
    assert not turkish.guesses
    assert turkish.mended("pazartes") == "pazartes"
