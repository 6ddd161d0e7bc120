"""Times of day as people type them, by themselves and together with a day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time, timedelta

import pytest
from babel.dates import format_time
from hypothesis import given
from hypothesis import strategies as st

from bot.words import catalogues, times
from tests.words.test_reading import DANISH_DAYS, ENGLISH_DAYS, LANGUAGES, NOT_DAYS, TUESDAY, rows

DANISH_TIMES = {
    "00:00": ["kl. 0", "00.00", "0:00"],
    "00:30": ["kl. 0.30", "halv et om natten", "12.30 om natten"],
    "02:00": ["kl. 2 om natten", "kl. 2 om morgenen", "02:00", "kl. 02.00", "2 am", "kl. 2 i nat"],
    "06:45": ["kvart i syv om morgenen", "6.45 om morgenen", "06.45"],
    "07:00": ["kl. 7", "syv", "07:00"],
    "07:30": ["halv otte", "7.30"],
    "08:10": ["ti minutter over 8", "ti over otte", "10 over 8", "10 min. over otte", "ti minutter over 8 om morgenen"],
    "08:15": ["kvart over 8", "kvart over otte", "et kvarter over 8", "kl. kvart over 8"],
    "08:25": ["fem i halv ni", "5 minutter i halv ni"],
    "08:35": ["fem over halv ni", "5 over halv 9"],
    "08:45": ["kvart i ni", "kvart i 9", "et kvarter i ni", "Kvart i ni."],
    "08:50": ["ti i ni", "ti minutter i 9"],
    "08:57": ["tre minutter i ni"],
    "09:00": [
        "kl. 9", "kl 9", "Kl. 9!", "kl.9", "kl9", "KL 9", "klokken 9", "klokken ni", "9", "ni", "09.00", "9.00", "9:00",
        "9,00", "ca. kl. 9", "omkring kl. 9", "kl. ca. 9", "ved 9-tiden", "ni-tiden", "kl. 9 præcis", "kl 0900",
        "kl. 9 om formiddagen", "om formiddagen kl. 9", "formiddag kl. 9", "kl. 9 om morgenen", "9 fm",
        "9.00 a.m.", " kl.  9 ", "\u200ekl. 9\u2069", "٩",
    ],
    "09:30": ["halv ti", "halv 10", "kl. halv ti", "kl. 9.30", "kl 9.30", "9.30", "9:30", "kl 930", "HALV TI", "9.30."],
    "10:00": ["10", "kl. 10", "ti"],
    "11:30": ["halv tolv", "halv 12"],
    "12:00": ["middag", "kl. 12", "12", "tolv", "12.00", "kl. 12 middag", "kl. 12 om eftermiddagen", "ved middagstid"],
    "12:30": ["halv et", "halv 1", "12.30", "halv 13"],
    "12:45": ["kvart i et", "kvart i 13"],
    "13:00": ["kl. 1", "et", "klokken et", "kl. 13", "13:00", "1 pm", "kl. 1 middag"],
    "14:00": [
        "kl. 2", "to", "2", "klokken 14", "klokken fjorten", "14", "14.00", "om eftermiddagen kl 2",
        "kl. 2 om eftermiddagen", "eftermiddag kl. 2", "kl. 14 om eftermiddagen", "2 em", "kl. to i eftermiddag",
        "tidligt om eftermiddagen kl. 2", "kl 1400",
    ],
    "14:15": ["14.15", "kl. 14.15", "kvart over to", "kvart over 14", "2.15", "kl. 14,15"],
    "14:30": ["halv tre", "halv 15", "halv femten"],
    "17:30": ["halv seks"],
    "18:00": ["kl. 6", "kl. 18", "6 pm", "kl. 6 om aftenen"],
    "18:30": ["halv syv", "6.30", "halv syv om aftenen"],
    "19:00": ["kl. 7 om aftenen", "kl. 19", "syv om aftenen"],
    "20:00": ["kl. 8 om aftenen", "kl. 8 i aften", "i aften kl. 8", "aften kl 20"],
    "23:00": ["kl. 11 om aftenen", "kl. 23", "kl. 11 om natten"],
    "23:59": ["23.59"],
}  # fmt: skip

ENGLISH_TIMES = {
    "00:15": ["12.15 am", "quarter past twelve at night"],
    "02:00": ["2 am", "2 in the morning", "02:00", "2 a.m."],
    "08:35": ["twenty-five to nine", "twenty five to nine", "25 minutes to nine"],
    "08:40": ["twenty to nine"],
    "08:45": ["quarter to nine", "a quarter to nine"],
    "08:50": ["ten to nine", "10 min to 9"],
    "09:00": [
        "at 9", "9", "nine", "At nine.", "9 am", "9am", "9 a.m.", "nine o'clock", "9 o’clock", "at 9 o'clock",
        "around 9", "at about 9", "at 9 in the morning", "this morning at 9", "09:00", "9:00 AM", "09:00 am",
    ],
    "09:10": ["ten past nine", "10 past 9", "ten minutes past nine"],
    "09:15": ["quarter past nine", "a quarter past 9", "quarter after nine"],
    "09:30": ["half past nine", "half past 9", "9.30", "9:30", "at 9:30", "at half past nine", "9.30 am"],
    "10:00": ["ten", "at ten"],
    "12:00": ["noon", "at noon", "midday", "12 noon", "12", "12 pm", "at twelve"],
    "13:00": ["1", "at one", "1 pm", "1pm", "1 o'clock"],
    "15:00": ["3 pm", "3pm", "3", "at 3", "at 3 in the afternoon", "in the afternoon at 3", "3 p.m.", "15.00",
              "03:00 PM"],
    "18:30": ["half past six", "6.30 pm", "6:30"],
    "20:00": ["8 pm", "8 in the evening", "8 at night", "tonight at 8", "at 8 tonight"],
}  # fmt: skip

NOT_TIMES = [
    "", " ", "banan", "0.60", "24", "kl. 24", "25", "kl. 25", "9.60", "9:3", "9.5", "-9", "9-12", "9 - 12", "kl. 9-12",
    "mellem 9 og 12", "9 eller 10", "9 or 10", "10 to 12", "nine to five", "half nine", "from 9 to 12", "100", "2026",
    "1400", "26. november", "26/11", "i morgen", "tomorrow", "torsdag", "om formiddagen", "in the morning", "kl.", "at",
    "halv", "half past", "kvart over", "quarter to", "over 8", "halv 9.30", "half past 9.30",
    "kl. 8 om eftermiddagen i nat", "kl. 11 om eftermiddagen", "kl. 12 om aftenen", "kl. 14 om morgenen", "14 am",
    "21:00 am", "0 pm", "halvanden over 8", "70 minutter over 8", "0 over 8", "en", "a", "an", "ring kl. 9",
    "måske kl. 9", "kl. 9 9", "9 30", "14.15.00", "9%", "ni timer", "ti minutter", "efter kl. 9", "midnat", "midnight",
    "halv fem og tyve", "...",
    "-", "\u0000", "½", "9" * 10_000, "kl" * 40, "kl. " * 20, "om morgenen " * 6, "x" * 10_000,
]  # fmt: skip


@pytest.mark.parametrize(("text", "at"), rows(DANISH_TIMES))
def test_a_time_is_read_in_danish(text: str, at: str) -> None:
    assert catalogues().language("da").time(text) == time.fromisoformat(at)


@pytest.mark.parametrize(("text", "at"), rows(ENGLISH_TIMES))
def test_a_time_is_read_in_english(text: str, at: str) -> None:
    assert catalogues().language("en").time(text) == time.fromisoformat(at)


@pytest.mark.parametrize("text", NOT_TIMES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_not_surely_a_time_is_not_read(language: str, text: str) -> None:
    assert catalogues().language(language).time(text) is None


@given(at=st.times())
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_time_that_was_written_by_the_language_is_read_back(language: str, at: time) -> None:
    spoken = catalogues().language(language)
    at = at.replace(second=0, microsecond=0)
    assert spoken.time(format_time(at, "short", locale=spoken.traits.locale)) == at
    assert spoken.time(at.isoformat("minutes")) == at


@given(hour=st.integers(1, 12), minute=st.integers(0, 59))
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_time_without_more_is_by_day(language: str, hour: int, minute: int) -> None:
    at = catalogues().language(language).time(f"{hour}.{minute:02}" if hour > 9 else f"{hour}:{minute:02}")
    assert at is not None
    assert 7 <= at.hour <= 18
    assert (at.hour % 12, at.minute) == (hour % 12, minute)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("hour", range(1, 13))
def test_every_hour_of_the_clock_has_a_word_in_every_language(language: str, hour: int) -> None:
    spoken = catalogues().language(language)
    words = spoken.traits.times["hours"][str(hour)]
    assert words
    assert {spoken.time(word) for word in words} == {spoken.time(str(hour))}


@pytest.mark.parametrize("text", ["", ".", " 9", "kl.", "middag", "halv ti", "ti", "9", "9.30"])
def test_a_language_without_a_word_for_something_reads_only_digits(text: str) -> None:
    danish = catalogues().language("da").traits
    without = replace(danish, times={key: type(words)() for key, words in danish.times.items()})
    assert times.read(text, without) == {"9": time(9), " 9": time(9), "9.30": time(9, 30)}.get(text)


# A day and a time in one text ---------------------------------------------------------------------

DANISH_MOMENTS = {
    "2026-11-24 20:00": ["i aften kl. 8", "kl. 8 i aften", "i dag kl. 20", "i aften 8", "i aften kl 20.00"],
    "2026-11-24 15:00": ["i dag kl. 3", "i eftermiddag kl. 3", "i dag klokken tre om eftermiddagen"],
    "2026-11-25 09:00": [
        "i morgen kl. 9", "I morgen kl 9!", "i morgen klokken ni", "i morgen formiddag kl. 9",
        "i morgen kl. 9 om formiddagen", "kl. 9 i morgen", "kl. 9 i morgen tidlig", "i morgen, kl. 9",
        "i morgen kl. 9.", "i morgen ved 9-tiden", "25/11 9:00", "25.11 kl. 9", "onsdag d. 25. kl. 9",
    ],
    "2026-11-25 05:00": ["i morgen tidlig kl. 5"],
    "2026-11-25 09:30": ["25/11 halv ti", "halv ti i morgen", "i morgen 9,30", "i morgen tidlig kl 9.30",
                         "25.11. 9.30"],
    "2026-11-25 12:00": ["i morgen middag", "onsdag ved middagstid"],
    "2026-11-26 14:15": [
        "torsdag 26. november kl. 14.15", "torsdag den 26. november, kl. 14.15", "kl. 14.15 torsdag den 26. november",
        "på torsdag kvart over to", "26/11 2026 14.15", "2026-11-26 14:15", "kvart over to på torsdag",
        "torsdag eftermiddag kvart over to", "kl. 2.15 torsdag eftermiddag", "torsdag i uge 48 kl. 14.15",
    ],
    "2026-12-03 10:00": ["d. 3. kl. 10", "den 3. kl. 10", "3/12 kl. 10"],
    "2026-12-08 10:30": ["om to uger kl. 10.30", "om 14 dage halv elleve"],
}  # fmt: skip

ENGLISH_MOMENTS = {
    "2026-11-24 20:00": ["tonight at 8", "at 8 tonight", "today at 8 pm"],
    "2026-11-25 09:00": ["tomorrow at 9", "at 9 tomorrow", "tomorrow morning at 9", "9am tomorrow", "tomorrow, 9 am"],
    "2026-11-26 15:00": [
        "Thursday at 3", "on Thursday at 3 pm", "3 pm on Thursday", "at 3 on Thursday afternoon",
        "thursday afternoon at 3", "26 November 15:00", "November 26th at 3 p.m.",
    ],
    "2026-11-26 09:30": ["thursday half past nine", "half past nine on Thursday", "26/11 9.30", "26/11 at 9.30"],
    "2026-11-26 12:00": ["thursday noon", "on Thursday at noon"],
}  # fmt: skip

NO_MOMENTS = [
    "kl. 9", "at 9", "halv ti", "9.30", "i morgen kl. 25", "i morgen kl. 9.60", "i morgen kl.", "tomorrow at",
    "torsdag 9", "torsdag 26", "thursday 26", "onsdag 3.12", "wednesday 3.12", "3.10 9.10", "torsdag 9.10 kl. 9",
    "torsdag den 26. 9.30", "den 26. 9.30", "den 3. 12.26",
    "torsdag kl. 9-12", "torsdag kl. 9 eller fredag kl. 10", "onsdag den 26. november kl. 9", "kl. 9 ring på torsdag",
    "i eftermiddag kl. 23", "morgen torsdag", "formiddag torsdag", "kl. 9 kl. 10 torsdag", "mandag til fredag kl. 9",
    "31/2 kl. 9", "næste uge kl. 9", "next week at 9", "i morgen i morgen kl. 9", "a " * 40, "9. " * 26,
]  # fmt: skip


def moments(table: dict[str, list[str]]) -> list[tuple[str, date, time]]:
    split = [(text, *moment.split()) for text, moment in rows(table)]
    return [(text, date.fromisoformat(day), time.fromisoformat(at)) for text, day, at in split]


@pytest.mark.parametrize(("text", "day", "at"), moments(DANISH_MOMENTS))
def test_a_day_and_its_time_are_read_in_danish(text: str, day: date, at: time) -> None:
    assert catalogues().language("da").moment(text, TUESDAY) == (day, at)


@pytest.mark.parametrize(("text", "day", "at"), moments(ENGLISH_MOMENTS))
def test_a_day_and_its_time_are_read_in_english(text: str, day: date, at: time) -> None:
    assert catalogues().language("en").moment(text, TUESDAY) == (day, at)


@pytest.mark.parametrize("text", [*NO_MOMENTS, *NOT_DAYS])
@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_not_surely_a_day_with_its_time_is_not_read(language: str, text: str) -> None:
    assert catalogues().language(language).moment(text, TUESDAY) is None


@pytest.mark.parametrize(
    ("language", "text", "day"),
    [
        *(("da", text, day) for text, day in rows(DANISH_DAYS)),
        *(("en", text, day) for text, day in rows(ENGLISH_DAYS)),
        ("da", "i morgen tidligt om formiddagen", "2026-11-25"),
        ("da", "torsdag til middag", "2026-11-26"),
    ],
)
def test_a_day_is_the_same_with_and_without_looking_for_a_time(language: str, text: str, day: str) -> None:
    moment = catalogues().language(language).moment(text, TUESDAY)
    assert moment is not None
    assert moment[0] == date.fromisoformat(day)
    assert (moment[1] is None) == (not any(sign in text for sign in ("kl", " at ", ":")))


@given(today=st.dates(date(2020, 1, 1), date(2090, 1, 1)), ahead=st.integers(0, 360), at=st.times())
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_day_with_its_time_in_either_order_is_read_back(
    language: str, today: date, ahead: int, at: time
) -> None:
    spoken = catalogues().language(language)
    day, at = today + timedelta(days=ahead), at.replace(second=0, microsecond=0)
    clock = spoken.traits.times["clock"][0]
    for written in (f"{day} {at:%H:%M}", f"{at:%H:%M} {day}", f"{day.day}/{day.month} {clock} {at:%H.%M}"):
        assert spoken.moment(written, today) == (day, at)


@given(text=st.text(max_size=100), today=st.dates(date(2000, 1, 1), date(2100, 1, 1)))
@pytest.mark.parametrize("language", LANGUAGES)
def test_any_text_at_all_is_a_time_or_nothing(language: str, text: str, today: date) -> None:
    spoken = catalogues().language(language)
    assert isinstance(spoken.time(text), time | None)
    assert isinstance(spoken.moment(text, today), tuple | None)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("om eftermiddagen", 12, 19),
        ("om eftermidagen", 12, 19),
        ("Formiddag.", 1, 11),
        ("tidligt om aftenen", 16, 23),
    ],
)
def test_a_part_of_the_day_has_its_hours(text: str, first: int, last: int) -> None:
    hours = catalogues().everything["da"].part_of_day(text)
    assert (min(hours), max(hours)) == (first, last)


@pytest.mark.parametrize("text", ["kl. 2 om eftermiddagen", "9", "i morgen", "", "om eftermiddagen " * 9])
def test_a_time_or_anything_else_is_no_part_of_the_day(text: str) -> None:
    assert catalogues().everything["da"].part_of_day(text) == frozenset()
