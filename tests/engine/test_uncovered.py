"""What covers a CPR number stays in what is stored, and is left out of what is made of it for others."""

from __future__ import annotations

import pytest

from bot.engine.session import uncovered


@pytest.mark.parametrize(
    ("stored", "passed_on"),
    [
        ("I am Samir ██████-████ and I drive", "I am Samir and I drive"),
        ("I am Samir, ██████-████.", "I am Samir."),
        ("It is ██ ██\n██ ██\n██ I think", "It is I think"),
        ("██████\n████ is mine", "is mine"),
        ("I am Samir\nI drive", "I am Samir\nI drive"),
    ],
)
def test_only_the_cover_is_left_out(stored: str, passed_on: str) -> None:
    assert uncovered({"kind": "text", "value": stored}) == {"kind": "text", "value": passed_on}


@pytest.mark.parametrize(
    "answer", [None, {"kind": "choice", "value": "█"}, {"kind": "choices", "value": ["a"]}]
)
def test_what_is_no_text_is_left_as_it_is(answer: dict[str, object] | None) -> None:
    assert uncovered(answer) is answer
