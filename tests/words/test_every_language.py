"""What holds in every language, also in one whose sentences are still being translated."""

from __future__ import annotations

import re
from datetime import date, time, timedelta
from functools import cache
from itertools import chain

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.engine.text import Month, WithYear, Words
from bot.words import names
from bot.words.typed import fold
from tests.words.spoken import every_code, language
from tests.words.test_reading import TUESDAY

EVERY = pytest.mark.parametrize("code", every_code())
DAYS = [TUESDAY + timedelta(days=ahead) for ahead in range(365)]
ZEROS = "0٠۰०০๐"
"""The nought of several scripts."""
APOSTROPHES = "'’ʼ´`‘"


def in_digits_of(text: str, zero: str) -> str:
    return text.translate({ord("0") + digit: ord(zero) + digit for digit in range(10)})


@EVERY
def test_each_day_that_it_writes_is_read_back(code: str) -> None:
    spoken = language(code)
    for day in DAYS:
        for written in (
            spoken.show_day(day),
            spoken.show_day(WithYear(day)),
            spoken.show_day(WithYear(day, named=False)),
        ):
            assert spoken.date(written, TUESDAY) == day
            assert spoken.moment(f"{written} 14:05", TUESDAY) == (day, time(14, 5))


@EVERY
def test_each_time_that_it_writes_is_read_back_and_has_24_hours_in_digits_of_ours(code: str) -> None:
    spoken = language(code)
    for minutes in range(0, 24 * 60, 5):
        at = time(*divmod(minutes, 60))
        written = spoken.say(Words("{time}", {"time": at}))
        assert re.fullmatch(r"[0-9]{2}[.:][0-9]{2}", written)
        assert spoken.time(written) == at


@EVERY
def test_what_it_shows_has_digits_of_ours(code: str) -> None:
    spoken = language(code)
    shown = (spoken.show_day(WithYear(TUESDAY)), spoken.say(Words("{n}", {"n": 1_234_567})))
    month = spoken.say(Words("{month}", {"month": Month(TUESDAY, year=True)}))
    digits = {each for text in (*shown, month) for each in text if each.isdecimal()}
    assert digits <= {*"0123456789"}


@EVERY
@pytest.mark.parametrize("kind", ["days", "months"])
def test_each_name_is_of_one_day_or_month(code: str, kind: str) -> None:
    traits = language(code).traits
    known = names.weekdays(traits) if kind == "days" else names.months(traits)
    cldr = traits.locale.days if kind == "days" else traits.locale.months
    table, first = (traits.days["weekdays"], 1) if kind == "days" else (traits.days["months"], 0)
    told = [*cldr["format"]["wide"].items(), *cldr["format"]["abbreviated"].items()]
    told += [(int(number) - first, name) for number, further in table.items() for name in further]
    for index, name in told:
        for written in (name, name.upper(), name.rstrip(".")):
            assert known.index(fold(written).rstrip(".")) == index, written


@EVERY
def test_no_and_the_numbers_in_words_are_no_days(code: str) -> None:
    spoken = language(code)
    counts = chain.from_iterable(spoken.traits.numbers["words"].values())
    days = {word for word in (*spoken.traits.words["negated"], *counts) if spoken.date(word, TUESDAY)}
    assert days <= {"اثنين", "اتنين"}  # two, and Monday as many write it


@EVERY
def test_what_is_spelt_in_another_way_is_no_word_of_the_language(code: str) -> None:
    spoken = language(code)
    for other, word in spoken.traits.words["spellings"].items():
        assert other == other.lower() != word
        assert other not in spoken.traits.written["common"]
        assert spoken.spelt(f"{other.upper()}, {other}s {other}") == f"{word}, {other}s {word}"


@EVERY
def test_words_for_an_hour_mean_what_its_digits_do(code: str) -> None:
    spoken = language(code)
    for hour, words in spoken.traits.times["hours"].items():
        for word in words:
            assert spoken.time(word) == spoken.time(hour), word


@EVERY
def test_minutes_from_an_hour_are_read_before_and_after_it(code: str) -> None:
    spoken = language(code)
    for table, pattern in (("from_hour", "{minutes} 10"), ("after_hour", "10 {minutes}")):
        for phrase, minutes in spoken.traits.times[table].items():
            at = spoken.time(pattern.format(minutes=phrase))
            assert at is not None, phrase
            assert at.hour * 60 + at.minute == 10 * 60 + minutes, phrase


@EVERY
def test_words_for_a_number_mean_it(code: str) -> None:
    spoken = language(code)
    for number, words in spoken.traits.numbers["words"].items():
        assert {spoken.number(word) for word in words} == {float(number)}


@EVERY
def test_offsets_are_read_as_they_stand(code: str) -> None:
    spoken = language(code)
    for phrase, ahead in spoken.traits.days["offsets"].items():
        assert spoken.date(phrase, TUESDAY) == TUESDAY + timedelta(days=ahead), phrase


@given(day=st.dates(date(2020, 1, 1), date(2090, 1, 1)), at=st.times(), zero=st.sampled_from(ZEROS))
@EVERY
def test_digits_of_every_script_are_the_same(code: str, day: date, at: time, zero: str) -> None:
    spoken = language(code)
    at = at.replace(second=0, microsecond=0)
    assert spoken.moment(in_digits_of(f"{day} {at:%H:%M}", zero), TUESDAY) == (day, at)
    assert spoken.time(in_digits_of(f"{at:%H:%M}", zero)) == at
    assert spoken.number(in_digits_of(str(at.minute), zero)) == at.minute


@given(sign=st.sampled_from(APOSTROPHES), other=st.sampled_from(APOSTROPHES))
def test_an_apostrophe_is_one_however_it_is_written(sign: str, other: str) -> None:
    for code, text in (("uk", "у п'ятницю"), ("tr", "3'ünde"), ("ku", "26'ê mijdarê")):
        read = [language(code).date(text.replace("'", each), TUESDAY) for each in (sign, other)]
        assert read[0] == read[1] is not None


@given(text=st.text(max_size=100), today=st.dates(date(2000, 1, 1), date(2100, 1, 1)))
@EVERY
def test_any_text_at_all_is_read_or_not(code: str, text: str, today: date) -> None:
    spoken = language(code)
    assert isinstance(spoken.date(text, today), date | None)
    assert isinstance(spoken.time(text), time | None)
    assert isinstance(spoken.number(text), int | float | None)
    spoken.repetition(text, today)


@cache
def typed_words(code: str) -> tuple[str, ...]:
    """Words that are read in a language, with much around them."""
    days, times = language(code).traits.days, language(code).traits.times
    lists = (*days.values(), *times.values())
    return tuple(sorted({word for each in lists for phrase in each for word in phrase.split()}))


@given(data=st.data())
@EVERY
def test_words_that_mean_something_in_any_order_are_read_or_not(code: str, data: st.DataObject) -> None:
    words = st.sampled_from((*typed_words(code), "9", "26", "9:30", "3.12", ",", "."))
    text = " ".join(data.draw(st.lists(words, max_size=6)))
    spoken = language(code)
    assert isinstance(spoken.moment(text, TUESDAY), tuple | None)
    assert isinstance(spoken.time(text), time | None)
    spoken.repetition(text, TUESDAY)
