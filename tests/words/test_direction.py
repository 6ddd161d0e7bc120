"""Both directions in one line: what a person wrote stays together, and each line begins where its language does."""

from __future__ import annotations

import pytest
from bidi import get_display
from hypothesis import given
from hypothesis import strategies as st

from bot.words.direction import from_the_right, isolated

FSI, PDI, RLM = "\u2068", "\u2069", "\u200f"
UNSEEN = str.maketrans(dict.fromkeys(f"{FSI}{PDI}{RLM}"))
SENTENCE = "عندي {value} و 5 PDF، شكراً."
MIXED = st.text("abÆåاسلבג0123456789 +-./:,()%█★👍", min_size=1, max_size=14).map(str.strip).filter(bool)


def seen(text: str, base: str | None = None) -> str:
    """A line as it is seen, its leftmost sign first; `base` is R or L, else its own first letter decides."""
    return str(get_display(text, base_dir=base)).translate(UNSEEN)


@given(MIXED)
def test_what_a_person_wrote_is_seen_in_one_piece_and_as_it_is_alone(value: str) -> None:
    """Source of the order: the Unicode Bidirectional Algorithm, as python-bidi has it."""
    assert seen(value) in seen(SENTENCE.format(value=isolated(value, rtl=True)), "R")


@given(MIXED)
def test_and_so_it_is_in_a_sentence_from_the_left(value: str) -> None:
    assert seen(value) in seen(f"Jeg har {isolated(value, rtl=False)} og 5, tak.", "L")


@pytest.mark.parametrize(
    "value", ["+45 12 34 56 78", "-3", "26.11.", "10-12", "██████-████", "8 / 10", "Netto!", "C++"]
)
def test_numbers_and_signs_are_isolated_from_right_to_left(value: str) -> None:
    assert isolated(value, rtl=True) == f"{FSI}{value}{PDI}"
    assert isolated(value, rtl=False) == value


def test_a_space_at_the_end_parts_a_text_from_what_follows() -> None:
    """Inside, it would stand at its other side, before the text as it is read from the right."""
    assert isolated("Jeg kan lave mad. ", rtl=True) == f"{FSI}Jeg kan lave mad.{PDI} "


@pytest.mark.parametrize("value", ["10", "10:00", "10.00", "1,234.5", "أمينة", "سلام!", "★"])
def test_what_reads_alike_everywhere_is_left_as_it_is(value: str) -> None:
    assert isolated(value, rtl=True) == value


@pytest.mark.parametrize(
    "line",
    [
        "Telegram هم می‌تواند",
        "{name}، هذا وضعك",
        "<b>{title}</b> · {number}",
        "• {name}: {cells}",
        "{first} ← {rest}",
    ],
)
def test_a_line_that_would_begin_at_the_left_is_marked(line: str) -> None:
    assert from_the_right(line, "") == RLM + line
    assert from_the_right(f"سلام\n{line}", "") == f"سلام\n{RLM}{line}"


@pytest.mark.parametrize(
    "line",
    ["سلام Mette", "✔ سلام", "{text}", "<i>{text}</i>", "", "Skriv /language", "/start {code}", "(سلام)"],
)
def test_a_line_of_its_own_language_of_another_or_of_a_person_is_not(line: str) -> None:
    assert from_the_right(line, "") == line


def test_arrows_of_the_english_point_the_way_that_is_read() -> None:
    assert from_the_right("⬅ رجوع", "⬅ Back") == "➡ رجوع"
    assert from_the_right("➡ رجوع", "⬅ Back") == "➡ رجوع"
    assert (
        from_the_right("{axis} ({before} → {now})", "{axis} ({before} → {now})")
        == f"{RLM}{{axis}} ({{before}} ← {{now}})"
    )
