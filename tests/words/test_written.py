"""Which language a text is in: never a wrong one, and for most sentences of people's own the right one."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.words import catalogues
from bot.words.written import ENOUGH, told

FOLDER: Final = Path(__file__).parent / "sentences"
"""A file a language, as people write about themselves; `none.txt` is what only looks like one on offer."""
SAID: Final = Path(__file__).parents[1] / "coaching" / "said"
"""What people say in distress and otherwise, written by others and for other tests."""
LANGUAGES: Final = catalogues().everything
TOLD: Final = 0.85
"""So much of the sentences is told."""
TOLD_OF_OTHERS: Final = 0.35
"""The same of what was written for other tests: it is shorter, and often without a single dot or accent."""
FALSE: Final = ("Я восем гадоў працавала на складзе і люблю дапамагаць людзям.",)
"""What is taken for a language that it is not: Belarusian for Ukrainian."""


def lines(path: Path) -> list[str]:
    return [line for line in path.read_text("utf-8").splitlines() if line and not line.startswith("# ")]


def named(text: str) -> str:
    return told(text, LANGUAGES)


@pytest.mark.parametrize("code", LANGUAGES)
def test_most_sentences_are_told_and_none_is_taken_for_another(code: str) -> None:
    found = [named(line) for line in lines(FOLDER / f"{code}.txt")]
    assert len(found) >= 20
    assert set(found) <= {code, ""}
    assert found.count(code) >= TOLD * len(found)


@pytest.mark.parametrize("line", lines(FOLDER / "none.txt"))
def test_what_only_looks_like_a_language_on_offer_is_none(line: str) -> None:
    """Neighbours, names, addresses, titles in English, what is mixed, what is quoted. Danish is never offered."""
    assert (named(line) in {"", "da"}) is (line not in FALSE)


@pytest.mark.parametrize("code", LANGUAGES)
def test_what_others_wrote_is_never_taken_for_another_language(code: str) -> None:
    said = [line for path in SAID.glob(f"*_{code}.txt") for line in lines(path)]
    found = [named(line) for line in said if len(line.split()) > 4]
    english = 3 if code == "da" else 0  # sentences in English that Danes say
    assert len(found) - found.count(code) - found.count("") == english
    assert found.count(code) >= TOLD_OF_OTHERS * len(found)


def test_what_is_quoted_does_not_count_and_what_stands_beside_it_does() -> None:
    mine = "I am good at my work and I have done it for many years."
    assert named(f"> Jeg har arbejdet i Netto og jeg er glad for det.\n{mine}") == "en"
    assert named(f"> {mine}") == ""


def test_a_text_of_four_words_is_too_short_and_one_of_five_is_enough() -> None:
    assert named("I have been there") == ""
    assert named("I have been there before") == "en"


def test_of_a_text_that_is_mixed_neither_language_is_told() -> None:
    english, ukrainian = "I have worked in a kitchen for years", "Мені подобається спілкуватися з покупцями"
    assert (named(english), named(f"{english} {ukrainian}")) == ("en", "")


def test_only_the_beginning_of_a_very_long_text_is_looked_at() -> None:
    english = "I have worked in a kitchen for years and I like it. "
    assert named(english * (ENOUGH // len(english)) + "Jeg har arbejdet i et køkken i fem år. " * 500) == "en"


def test_it_does_not_matter_how_the_letters_are_typed() -> None:
    assert (
        named("انا اعمل في المطبخ و احب الطبخ كثيرا") == named("أنا أَعْمَلُ في المَطبخِ وأُحِبُّ الطبخ كثيرا") == "ar"
    )
    assert named("من در آشپزخانه كار مي‌كنم و خيلي دوست دارم") == "fa"
    assert named("Я ПРАЦЮВАЛА НА СКЛАДІ І МЕНІ ЦЕ ДУЖЕ ПОДОБАЛОСЯ") == "uk"


def test_a_language_that_says_nothing_of_how_it_is_written_is_never_told() -> None:
    danish = {"da": LANGUAGES["da"]}
    assert told("I am good at my work and I have done it for many years.", danish) == ""
    assert told("I am good at my work.", {}) == ""


@given(st.text())
def test_any_text_is_in_a_language_on_offer_or_in_none(text: str) -> None:
    assert named(text) in {"", *LANGUAGES}


SENTENCES: Final = [line for path in sorted(FOLDER.glob("*.txt")) for line in lines(path)]


@given(
    st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=2).map(" ".join) | st.text(),
    st.sets(st.sampled_from(sorted(LANGUAGES)), max_size=3),
)
def test_who_does_not_ask_of_some_languages_gets_the_same_answer_of_all_others(
    text: str, but: set[str]
) -> None:
    whole = named(text)
    assert told(text, LANGUAGES, but) == ("" if whole in but else whole)
