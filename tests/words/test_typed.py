"""Days, times, numbers, repetitions and names as people type them in each language: `typed/<code>.toml` says what."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time
from typing import TYPE_CHECKING

import pytest

from bot.engine.steps.naming import LEAD, name_in
from tests.words.spoken import contents, every_code, language
from tests.words.test_reading import TUESDAY

if TYPE_CHECKING:
    from bot.engine.context import Repetition

FEWEST = 25
"""Texts that a language is tried with at least."""


def rows(table: str) -> list[tuple[str, str, str]]:
    """Language, text and meaning of everything in a table."""
    return [
        (code, text, meant)
        for code, content in contents().items()
        for meant, texts in content[table].items()
        for text in texts
    ]


@pytest.mark.parametrize(("code", "text", "meant"), rows("days"))
def test_a_day(code: str, text: str, meant: str) -> None:
    assert language(code).date(text, TUESDAY) == date.fromisoformat(meant)


@pytest.mark.parametrize(("code", "text", "meant"), rows("times"))
def test_a_time(code: str, text: str, meant: str) -> None:
    assert language(code).time(text) == time.fromisoformat(meant)


@pytest.mark.parametrize(("code", "text", "meant"), rows("moments"))
def test_a_day_with_its_time(code: str, text: str, meant: str) -> None:
    day, at = meant.split()
    assert language(code).moment(text, TUESDAY) == (date.fromisoformat(day), time.fromisoformat(at))


@pytest.mark.parametrize(("code", "text", "meant"), rows("numbers"))
def test_a_number(code: str, text: str, meant: str) -> None:
    assert language(code).number(text) == float(meant)


@pytest.mark.parametrize(("code", "text", "meant"), rows("repetitions"))
def test_a_repetition(code: str, text: str, meant: str) -> None:
    assert told(language(code).repetition(text, TUESDAY)) == meant


def told(read: Repetition | None) -> str:
    return f"{read.kind} {read.day} {read.at and read.at.isoformat('minutes')}" if read else ""


@pytest.mark.parametrize(("code", "text", "meant"), rows("nothing"))
def test_what_is_none_of_these_is_not_read(code: str, text: str, meant: str) -> None:
    spoken = language(code)
    assert meant == "texts"
    assert spoken.date(text, TUESDAY) is None
    assert spoken.moment(text, TUESDAY) is None
    assert spoken.time(text) is None
    repetition = spoken.repetition(text, TUESDAY)
    assert repetition is None or repetition.kind == "other"


@pytest.mark.parametrize(("code", "text", "meant"), rows("names"))
def test_a_name(code: str, text: str, meant: str) -> None:
    said = replace(language(code), messages={LEAD: (contents()[code]["lead"],)})
    assert name_in(text, said) == meant


@pytest.mark.parametrize("code", contents())
def test_each_language_is_tried_with_enough(code: str) -> None:
    tables = ("days", "times", "moments", "numbers", "repetitions", "nothing")
    assert sum(code == of for table in tables for of, _, _ in rows(table)) >= FEWEST


def test_no_language_is_left_out() -> None:
    """Danish and English have tables of their own in the modules beside this one."""
    assert {*contents(), "da", "en"} == {*every_code()}
