"""Which way a text is written: its first letter tells."""

from __future__ import annotations

import pytest

from bot.pictures.direction import carried, is_rtl


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


def test_an_isolate_that_a_line_leaves_open_goes_on_in_the_next() -> None:
    """Else its end would end the line's own direction, and a full stop would stand at the wrong side."""
    assert list(carried(["رقمي \u2068+45", "12 34\u2069.", "نعم"])) == [
        "رقمي \u2068+45\u2069",
        "\u206812 34\u2069.",
        "نعم",
    ]
    assert list(carried(["a\u2069b"])) == ["ab"]
