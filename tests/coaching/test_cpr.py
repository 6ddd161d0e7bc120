"""CPR numbers: which are covered, and which other numbers stay."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.coaching.cpr import MASK, mask

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
    "010190\n1234",
    "010190\t1234",
    "0101 901234",
    "01011990-1234",
    "010190‐1234",
    "010190−1234",
    "010190\u202f1234",
    "01 01\u00a090 1234",
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
    "12038812345",
    "120388123",
    "+45 12 12 12 12",
    "06 12 34 56 78",
    "0045 20 10 30 40",
    "1. januar 1990, kl. 12.34",
    "010190 og 1234",
    "010119901234",
)


@pytest.mark.parametrize("number", CPR_NUMBERS)
@pytest.mark.parametrize("around", ["{}", "mit nummer er {}.", "({})", "cpr:{},", "سمير {} هنا"])
def test_a_cpr_number_is_masked_wherever_it_stands(number: str, around: str) -> None:
    assert mask(around.format(number)) == around.format(MASK)


@pytest.mark.parametrize("text", NO_CPR_NUMBERS)
def test_other_numbers_stay(text: str) -> None:
    assert mask(text) == text


def test_every_cpr_number_of_a_text_is_masked() -> None:
    text = "mig: 010190-1234, min mor: 0202551234 og min bror 030392 1234"
    assert mask(text) == f"mig: {MASK}, min mor: {MASK} og min bror {MASK}"


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
