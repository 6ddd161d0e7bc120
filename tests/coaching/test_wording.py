"""Advice on the wording: what is hard to read, and what comes again and again."""

from __future__ import annotations

from tests.coaching.advised import rules, said

OFFICE = "Jeg har erfaring med sagsbehandling, økonomistyring, budgetopfølgning og ledelsesinformation. "
KITCHEN = (
    "Jeg har arbejdet i køkkenet på et plejehjem, og der lavede vi mad til mange gamle mennesker, "
    "som havde det bedst med, at det hele var, som det altid havde været, og helst lidt til kaffen bagefter. "
)


def test_a_text_of_long_words_is_hard_to_read() -> None:
    assert "for eksempel ledelsesinformation." in said(OFFICE * 4)
    assert rules(OFFICE) == []  # too short to be measured
    assert "readability" not in rules(OFFICE * 4, language="en")  # the bands of LIX are not made for it


def test_a_text_of_long_sentences_is_hard_to_read() -> None:
    assert said(KITCHEN * 2).startswith("Nogle af sætningerne er lange.")
    assert rules(KITCHEN.replace(",", ".") * 2) == []


def test_only_missing_stops_are_no_matter() -> None:
    assert rules("jeg har kørt lastbil og det kan jeg lide og så har jeg en hund " * 4) == []


def test_a_text_in_another_language_is_not_measured() -> None:
    text = "Responsible administrator experienced with complicated organisational documentation procedures. "
    assert "readability" not in rules(text * 6)


def test_sentences_that_begin_the_same_way_are_counted() -> None:
    text = "Jeg kan male huse. Jeg kan mure tårne. Jeg kan lægge gulve. Jeg kan sætte fliser. Jeg har bil."
    assert said(text) == "4 sætninger begynder med Jeg kan. Kan en af dem begynde på en anden måde?"
    assert rules(text.replace("Jeg kan mure", "Og mure")) == []
    assert rules(text.replace(".", "?")) == []  # questions may


def test_a_word_that_comes_again_and_again_is_counted_in_all_its_forms() -> None:
    text = "Gode folk er en god ting. Et sted med god mad. Og så er jeg god med hunde."
    assert said(text) == "Ordet gode er med 4 gange. Kan du sige det på en anden måde et af stederne?"


def test_a_trade_may_come_as_often_as_it_likes() -> None:
    assert rules("Jeg kører lastbil. Min lastbil er rød. En lastbil er tung. Lastbil er godt.") == []


def test_in_a_long_text_four_times_are_not_often() -> None:
    few = "Jeg har en god hund, en god bil, en god mor og en god dag. "
    assert rules(few) == ["repeated"]
    assert rules(few + "Så har jeg kørt rundt på Fyn. " * 25) == []
