"""What a sentence's placeholders hold survives being stored."""

from __future__ import annotations

import json
from datetime import date, time

from hypothesis import given
from hypothesis import strategies as st

from bot.engine.text import InDigits, LanguageName, Month, Value, Words, pack, unpack

PLAIN = st.one_of(
    st.text(max_size=5),
    st.integers(-5, 5),
    st.dates(date(2020, 1, 1), date(2090, 1, 1)),
    st.times().map(lambda at: at.replace(second=0, microsecond=0)),
    st.builds(Words, st.text(max_size=5)),
    st.builds(InDigits, st.dates(date(2020, 1, 1), date(2090, 1, 1))),
    st.builds(LanguageName, st.sampled_from(["da", "ar"])),
    st.builds(Month, st.dates(date(2020, 1, 1), date(2090, 1, 1)), st.booleans()),
)


@given(value=PLAIN | st.lists(PLAIN, max_size=3).map(tuple))
def test_a_value_is_the_same_when_it_is_read_back(value: Value) -> None:
    assert unpack(json.loads(json.dumps(pack(value)))) == value


def test_a_time_is_stored_by_hours_and_minutes() -> None:
    words = Words("At {at}.", {"at": time(9, 5)})
    assert words.to_json() == {"id": "At {at}.", "values": {"at": {"time": "09:05"}}}
    assert Words.from_json(words.to_json()) == words
