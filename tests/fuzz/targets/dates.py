"""Days, times, repetitions and numbers as people type them: understood or not, never an error."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import TYPE_CHECKING

from bot.engine.text import WithYear
from tests.fuzz.target import Target, said_in_replays, text_of
from tests.words.spoken import contents, every_code, language

if TYPE_CHECKING:
    from collections.abc import Iterator

TODAYS = (date(2026, 3, 2), date(2026, 12, 31), date(2028, 2, 29))
FIRST_YEAR = 1000
TYPED = (
    "i morgen kl. 10", "på torsdag", "26. november", "26/11", "om to uger", "den 1. i hver måned kl 9",
    "hver mandag kl. 8.30", "hverdage kl 7", "31/2", "29/2", "kl. 25", "i aften kl. 8", "tomorrow at 10 pm",
    "every Friday at noon", "næste uge", "om 99 måneder", "12-12-9999", "0/0", "halv ni", "kvart over 12",
)  # fmt: skip


def run(data: bytes) -> None:
    text = text_of(data)
    for code in every_code():
        spoken = language(code)
        for today in TODAYS:
            moment = spoken.moment(text, today)
            if moment is not None:
                day, at = moment
                assert isinstance(day, date)
                assert not isinstance(day, datetime)
                assert at is None or isinstance(at, time)
                if (
                    day.year > FIRST_YEAR
                ):  # an earlier one is written with fewer digits than a year is read by
                    assert spoken.date(spoken.show_day(WithYear(day)), today) == day
            spoken.repetition(text, today)
        assert isinstance(spoken.time(text), time | None)
        number = spoken.number(text)
        assert number is None or abs(number) < 10**18


def seeds() -> Iterator[bytes]:
    yield from (text.encode() for text in TYPED)
    for tables in contents().values():
        told = (table for table in tables.values() if isinstance(table, dict))
        yield from (text.encode() for table in told for texts in table.values() for text in texts)
    yield from (text.encode() for text in said_in_replays() if len(text) < 30 and any(map(str.isdigit, text)))


TARGET = Target(run, seeds, longest=100)
