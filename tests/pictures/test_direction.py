"""Which way a text is written: its first letter tells."""

from __future__ import annotations

import pytest

from bot.pictures.direction import is_rtl


@pytest.mark.parametrize(
    ("written", "rtl"),
    [
        ("سلام hej", True),
        ("hej سلام", False),
        ("12", False),
        ("", False),
        ("«سلام»", True),
        ("\u2068سلام\u2069 · hej", False),
    ],
)
def test_the_first_letter_tells_the_direction(written: str, *, rtl: bool) -> None:
    assert is_rtl(written) is rtl
