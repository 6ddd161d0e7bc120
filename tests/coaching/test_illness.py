"""What speaks of illness in a text that staff write."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.coaching.illness import speaks_of_illness

SAID = Path(__file__).parent / "said"


def said(name: str) -> list[str]:
    return (SAID / f"{name}.txt").read_text("utf-8").splitlines()


@pytest.mark.parametrize("text", said("illness_heard"))
def test_illness_is_heard(text: str) -> None:
    assert speaks_of_illness(text)
    assert speaks_of_illness(text.upper())


@pytest.mark.parametrize("text", said("illness_none"))
def test_anything_else_is_not(text: str) -> None:
    assert not speaks_of_illness(text)
    assert not speaks_of_illness(text.upper())


def test_what_is_harmless_hides_nothing_beside_it() -> None:
    assert speaks_of_illness("No stress, but remember your medicine")
