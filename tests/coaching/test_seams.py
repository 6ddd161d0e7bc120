"""CPR numbers that run over several messages: covered wherever they are divided, and other numbers stay."""

from __future__ import annotations

from itertools import combinations, pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.coaching.seams import COVER, covered

if TYPE_CHECKING:
    from collections.abc import Sequence


def digits(texts: Sequence[str]) -> str:
    return "".join(each for text in texts for each in text if each.isdecimal())


def divided(number: str, places: Sequence[int]) -> list[str]:
    edges = [0, *places, len(number)]
    return [number[start:end] for start, end in pairwise(edges)]


READ_AS_YEAR = (["0101", "9012"], ["٠١٠١", "٩٠١٢"])
"""Four digits of their own behind a day and a month are read as a year with a time after it."""


@pytest.mark.parametrize(
    "number", ["0101901234", "010190-1234", "01 01 90 12 34", "01.01.1990-1234", "٠١٠١٩٠١٢٣٤"]
)
@pytest.mark.parametrize("seams", [1, 2])
def test_wherever_a_number_is_divided_no_digit_of_it_is_left(number: str, seams: int) -> None:
    for places in combinations(range(1, len(number)), seams):
        texts = divided(number, places)
        if texts[:2] in READ_AS_YEAR:
            continue
        assert digits(covered(["It is " + texts[0], *texts[1:-1], texts[-1] + " I think"])) == "", texts


def test_all_else_of_the_messages_stays_as_it_is() -> None:
    texts = ["I am Samir, 12 years here, 010190", "", "1234, and call 20 30 10 12"]
    safe = covered(texts)
    assert safe == ["I am Samir, 12 years here, ██████", "", "████, and call 20 30 10 12"]
    assert covered(safe) == safe


def test_a_phone_number_in_another_message_leaves_no_number_that_is_said_slowly() -> None:
    """Only a phone number that is part of what looks like one tells that it is none."""
    texts = ["Call me on 20 30 40 50", "It is 01, 01, 90,", "12, 34", "or on 22 33 44 55"]
    assert covered(texts) == [texts[0], "It is ██, ██, ██,", "██, ██", texts[3]]


def test_what_stands_in_one_message_alone_was_looked_at_when_it_came() -> None:
    texts = ["Numbers in pairs: 01 01 90 12 34", "and more"]
    assert covered(texts) == texts


@pytest.mark.parametrize(
    "texts",
    [
        ("Call on 23.11", "22 33 44 55"),
        ("I am 30", "20 30 10 12"),
        ("My number is 22334455", "10 years"),
        ("From 01.10.2015", "2016 to 2019"),
        ("From 10 to 12", "14 to 16"),
        ("12.10", "at 10:30"),
        ("0101", "and 901234"),
        (),
        ("One",),
    ],
)
def test_other_numbers_stay(texts: Sequence[str]) -> None:
    assert covered(texts) == list(texts)


@given(st.lists(st.text(st.sampled_from("0129 .,-\n٠x\u200b")), max_size=5))
def test_only_digits_are_covered_and_twice_changes_nothing_more(texts: list[str]) -> None:
    safe = covered(texts)
    assert [len(each) for each in safe] == [len(each) for each in texts]
    for old, new in zip("".join(texts), "".join(safe), strict=True):
        assert new == old or (new == COVER and old.isdecimal())
    assert covered(safe) == safe
