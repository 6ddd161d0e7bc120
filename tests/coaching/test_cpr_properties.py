"""CPR numbers however they are written: none is left, and nothing else is covered."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import example, given
from hypothesis import strategies as st

from bot.coaching.cpr import FEWEST_DIGITS, MASK, mask, spelled, written

DAYS = st.dates(date(1900, 1, 1), date(2099, 12, 31))
SPACES = st.text(st.sampled_from(" \t\n\r\u00a0\u2003\u202f\u3000"), max_size=4)
DASHES = st.sampled_from("-‐‑‒–—―−－")
BETWEEN = st.text(st.sampled_from(" \t\n\u00a0-‐‑‒–—−./()[]_"), max_size=6)
UNSEEN = st.text(
    st.sampled_from(
        "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u2066\u2067\u2068\u2069\u202a\u202b\u202c\u202d\u202e\ufe0f"
    ),
    max_size=3,
)
ZEROS = st.sampled_from("0٠۰०০０𝟎")
"""The zeros of some scripts; the other digits follow them."""


@st.composite
def dates(draw: st.DrawFn) -> str:
    """The date of a CPR number as somebody may write it."""
    day = draw(DAYS)
    first = f"{day.day + draw(st.sampled_from([0, 60])):02}"
    month, year = f"{day:%m}", f"{day:%y}"
    if draw(st.booleans()):
        return first + month + draw(SPACES) + year
    sign = draw(st.sampled_from(["", ".", "/", "-", "–", "--"]))
    before = draw(SPACES) + sign + draw(SPACES) or " "
    again = draw(st.just(sign) | DASHES if sign else st.just(""))
    return first + before + month + (draw(SPACES) + again + draw(SPACES) or " ") + year


@st.composite
def cpr_numbers(draw: st.DrawFn) -> str:
    """A CPR number with any signs between its parts, in any digits, and with what cannot be seen anywhere inside."""
    number = draw(dates()) + draw(BETWEEN) + f"{draw(st.integers(0, 9999)):04}"
    zero = ord(draw(ZEROS))
    figures = [chr(zero + int(each)) if each.isdecimal() else each for each in number]
    unseen = draw(st.lists(UNSEEN, min_size=len(figures), max_size=len(figures)))
    return "".join(map("".join, zip(figures, unseen, strict=True)))


WORDS = st.text(st.characters(exclude_categories=["Nd"]), max_size=9)


@given(cpr_numbers(), WORDS, WORDS)
def test_no_digit_of_a_cpr_number_is_left(number: str, before: str, after: str) -> None:
    kept = mask(before + number + after)
    assert kept.startswith(before + MASK)
    assert kept.endswith(after)
    assert not any(each.isdecimal() for each in kept)


@given(st.text(st.characters(codec=None, exclude_categories=["Nd"])))
@example("(-) ./ – \u200b\u2068\u2069")
def test_a_text_without_digits_is_unchanged(text: str) -> None:
    assert mask(text) == text


PIECES = (
    "1",
    "01",
    "٠٣",
    "90",
    "12",
    "1234",
    ". ",
    " ",
    "-",
    "/",
    "maj",
    "januar ",
    "cpr ",
    "sidste fire er ",
    "\u200b",
)


@given(st.lists(st.sampled_from(PIECES), max_size=20).map("".join))
@example("1. januar 90-123")
def test_with_fewer_digits_than_a_number_has_there_is_none_to_be_found(text: str) -> None:
    """So such a text is not looked through."""
    if sum(map(str.isdecimal, text)) < FEWEST_DIGITS:
        assert [*written(text), *spelled(text)] == []


def test_the_shortest_way_of_writing_one_has_just_so_many() -> None:
    assert mask("1 maj 90-1234") == MASK


@given(st.text(st.sampled_from("01290٠ \n-./()\u200b\u2068x")))
@example("45 01 01 90 1234 01 01 90 1234")
def test_masking_twice_changes_nothing_more(text: str) -> None:
    assert mask(mask(text)) == mask(text)


@given(st.lists(st.sampled_from(["01", "12", "20", "30", "90", "42", "1990", "0", "1"]), max_size=16))
def test_masking_digits_in_groups_twice_changes_nothing_more(groups: list[str]) -> None:
    text = " ".join(groups)
    assert mask(mask(text)) == mask(text)


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
