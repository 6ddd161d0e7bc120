"""How wide a text is told to be: never less than it is drawn, and Arabic words not much more."""

from __future__ import annotations

import pytest

from bot.pictures import measure

WORDS = (
    "پشتیبانی",
    "الحياة",
    "والطاقة",
    "دنبال",
    "البحث",
    "می\u200cخواهید",
    "تقدّم",
    "ሓይልን",
    "Кваліфікація",
    "Caafimaad",
)


@pytest.mark.parametrize("bold", [False, True])
@pytest.mark.parametrize("word", WORDS)
def test_a_word_is_no_wider_than_it_is_told_to_be_and_hardly_narrower(word: str, *, bold: bool) -> None:
    (drawn,) = measure._measured([word], bold=bold)
    assert drawn <= measure.width(word, bold=bold) <= drawn * 1.35
