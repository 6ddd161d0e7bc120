"""What a person is called, from what they wrote when asked."""

from __future__ import annotations

import pytest

from bot.flows._pitch import named
from tests.talk import Talk


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Samir", "Samir"),
        ("samir", "Samir"),
        ("jeg hedder samir", "Samir"),
        ("Hej, jeg hedder Anne Marie", "Anne Marie"),
        ("mit navn er Lone. Hvad hedder du?", "Lone"),
        ("du kan kalde mig Bo", "Bo"),
        ("my name is Amina and I am a cook", "Amina"),
        ("I’m Joe", "Joe"),
        ("سمير", "سمير"),
        ("ole-bent", "Ole-bent"),
        ("Ida Hejlesen", "Ida Hejlesen"),
        ("x" * 300, "X" + "x" * 39),
    ],
)
def test_the_name_is_found(written: str, name: str) -> None:
    talk = Talk()
    talk.command("start")
    talk.tap("Dansk")
    talk.tap("Det er i orden")
    talk.write(written)
    assert talk.last.text.translate(str.maketrans("", "", "\u2068\u2069")).startswith(f"Hej {name}. ")


@pytest.mark.parametrize(
    ("text", "named_text"),
    [
        ("Jeg hedder bo.", "Jeg hedder Bo."),
        ("Jeg vil bo i byen", "Jeg vil bo i byen"),
        ("Jeg hedder boel", "Jeg hedder boel"),
        ("My name is BO and", "My name is Bo and"),
    ],
)
def test_the_own_name_has_its_capital_where_it_is_said(text: str, named_text: str) -> None:
    assert named(text, "Bo") == named_text


def test_without_a_name_a_text_stays_as_it_is() -> None:
    assert named("Jeg hedder bo", "") == "Jeg hedder bo"
