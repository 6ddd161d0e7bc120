"""What people write to the program itself is heard, and what only sounds like it is an answer."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.coaching import wishes
from bot.coaching.distress import care
from bot.coaching.spelling import read
from bot.coaching.wishes import LONGEST, MOST_WORDS, beside, wish

if TYPE_CHECKING:
    from bot.engine.context import Wish

SAID = Path(__file__).parent / "said"
SENTENCES = [
    (name, line)
    for name in (*MOST_WORDS, "")
    for line in (SAID / f"wish_{name or 'none'}.txt").read_text("utf-8").splitlines()
]


@pytest.mark.parametrize(("name", "text"), SENTENCES)
def test_each_wish_is_heard_and_nothing_else(name: Wish, text: str) -> None:
    assert wish(text) == name
    assert wish(text.upper()) == wish(text)


@pytest.mark.parametrize("text", [text for name, text in SENTENCES if name])
def test_a_longer_message_is_an_answer(text: str) -> None:
    assert wish(f"{text} og så vil jeg gerne fortælle om mit arbejde på et lager i Odense") == ""


LONG = "Jeg har passet gamle mennesker på et plejehjem i Odense i otte år, og det kan jeg godt lide."


@pytest.mark.parametrize(
    ("text", "name", "rest"),
    [
        ("At hjælpe gamle mennesker. kan kommunen læse det her?", "seen", "At hjælpe gamle mennesker."),
        (f"{LONG} Kan Mette læse det her?", "seen", LONG),
        (f"{LONG}\nbliver det sendt til jobcentret", "sent", LONG),
        (f"Kan Mette læse det her? {LONG}", "", ""),
        (f"{LONG} Kan godt se det hele lidt fra oven.", "", ""),
        (f"{LONG} Er det frivilligt?", "", ""),
        ("Hej Mette. Kan Anna se det?", "seen", ""),
        ("kan Mette se det", "seen", ""),
        ("Er det her noget for mig? Jeg er så træt i dag.", "tired", "Er det her noget for mig?"),
        ("er det her noget for mig?? jeg er så træt i dag", "tired", "er det her noget for mig??"),
        (f"{LONG} Jeg er så træt i dag.", "", ""),
        ("Hvad er jeg god til? At lytte. Jeg er træt.", "", ""),
        ("", "", ""),
    ],
)
def test_what_stands_beside_a_question_is_told_apart(text: str, name: Wish, rest: str) -> None:
    assert (wish(text), beside(text)) == (name, rest)


@given(st.text(max_size=200))
def test_anything_can_be_asked(text: str) -> None:
    assert wish(text) in {"", *MOST_WORDS}
    assert len(beside(text)) <= len(text)


@given(
    st.lists(st.sampled_from([text for _, text in SENTENCES]) | st.text(max_size=20), max_size=4).map(
        " ".join
    )
)
def test_nothing_would_be_found_where_it_is_not_looked_for(text: str) -> None:
    """A text with too many words, and one that all the lists together have nothing in."""
    words = wishes._file().fold(text)
    count = sum(each.isalnum() for each in words.split())
    found = [
        name for name, most in MOST_WORDS.items() if count <= most and wishes._lists()[name].found(words)
    ]
    assert not found or wishes._any().found(words)
    assert not found or sum(map(str.isalnum, read(text))) <= LONGEST


@pytest.mark.parametrize("text", [text for name, text in SENTENCES if name == "tired"])
def test_whoever_is_only_tired_is_not_taken_to_be_in_distress(text: str) -> None:
    assert care(text) == ()
