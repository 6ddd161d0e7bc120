"""A pile of marks on a letter costs no more than its height, and a few of them are drawn as they are written."""

from __future__ import annotations

import unicodedata
from itertools import groupby
from typing import TYPE_CHECKING

import pytest

from bot.pictures import svg
from bot.pictures.svg import MOST_MARKS_WRITTEN, drawn

if TYPE_CHECKING:
    from typing import Literal, TypeAlias

    Form: TypeAlias = Literal["NFC", "NFD", "NFKC", "NFKD"]


def is_sorted_with_others(character: str) -> bool:
    """Whether its place among the marks beside it depends on what they are."""
    return bool(unicodedata.combining(unicodedata.normalize("NFD", character)[0]))


@pytest.mark.parametrize("row", ["\u0f73", "\u0301\u0323", "\U0001d165\u302e", "\u0344"])
def test_no_long_row_of_marks_is_sorted(row: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A picture is drawn while everybody else waits; 4,096 times U+0F73 were a tenth of a second, several times."""
    rows: list[int] = []

    def counted(form: Form, text: str) -> str:
        rows.extend(len(list(group)) for marked, group in groupby(text, is_sorted_with_others) if marked)
        return unicodedata.normalize(form, text)

    monkeypatch.setattr(svg, "normalize", counted)
    assert drawn("x" + row * 2_000 + "y").endswith("y")
    assert max(rows) <= MOST_MARKS_WRITTEN


def test_a_letter_with_a_few_marks_is_drawn_as_it_was() -> None:
    text = "Ǻ̂ e\u0301 ệ ٱلرَّحْمَٰنِ a\u030a"
    assert drawn(text) == unicodedata.normalize("NFC", text)
