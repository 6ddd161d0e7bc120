"""What holds for all advice. Each of its rules has tests of its own."""

from __future__ import annotations

from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from hypothesis import given
from hypothesis import strategies as st

from bot.coaching.advice import RULES, advise, offer, strengths
from bot.coaching.lix import lix
from bot.coaching.reading import LONGEST
from bot.engine.text import Words
from bot.words import LOCALES, catalogues
from bot.words.catalogues import forms_of
from tests.coaching.advised import pitch, rules

DECISION = Path(__file__).parents[2] / "docs" / "decisions" / "advice.md"
EASY = 25
MODULES = {f"bot/coaching/{name}.py" for name in ("advice", "beginning", "showing", "talking", "wording")}


def test_a_good_pitch_gets_none() -> None:
    text = "Jeg hedder Samir og har kørt lastbil i otte år. Jeg kan godt lide at køre om natten, når der er stille."
    assert pitch(text) == []


@pytest.mark.parametrize("text", ["", " ", "\n\n", "🙂🙂🙂", "..."])
def test_what_has_no_words_gets_none(text: str) -> None:
    assert pitch(text) == rules(text) == []


@pytest.mark.parametrize("language", ["uk", "ar", ""])
def test_a_language_without_rules_gets_only_what_the_length_of_a_pitch_tells(language: str) -> None:
    few = "Jeg er en dynamisk teamplayer. "
    assert pitch(few, language=language) == ["too_short"]
    assert pitch(few * 6, language=language) == []
    assert pitch(few * 60, language=language) == ["too_long"]
    assert rules(few, language=language) == rules(few * 60, language=language) == []
    assert strengths("Jeg har kørt lastbil i otte år", language=language) == ()


@pytest.mark.parametrize(
    "text", ["jeg vil ikke leve mere", "jeg kan ikke mere", "Jeg er ledig, og jeg vil dø."]
)
def test_a_sign_of_distress_gets_none(text: str) -> None:
    assert pitch(text) == rules(text) == []


def test_there_are_at_most_two_points_the_most_useful_first() -> None:
    text = "Jeg er ledig. Jeg er en teamplayer med passion for gode, gode, gode, gode ting."
    assert rules(text) == ["opening", "cliche"]
    assert rules(text.replace("Jeg er ledig. ", "")) == ["cliche", "repeated"]


def test_one_or_two_points_are_offered_and_may_be_left() -> None:
    points = advise("Jeg er ledig. Jeg er en teamplayer.", kind="answer", language="da")
    say = catalogues().language("da").say
    assert say(offer(points[1:])).startswith("Ét forslag, hvis du vil: Mange skriver teamplayer.")
    assert say(offer(points)).startswith("To forslag, hvis du vil:\n• Du begynder med")


def test_ids_are_saved_data() -> None:
    ids = {"too_long", "too_short", "example", "cliche", "readability", "opening", "repeated"}
    assert {rule.id for rule in RULES} == ids


def test_every_rule_has_a_reason_and_a_source_and_is_documented() -> None:
    page = DECISION.read_text(encoding="utf-8")
    for rule in RULES:
        assert rule.reason
        assert "https://" in rule.source
        assert f"`{rule.id}`" in page


def test_the_advice_is_easy_to_read_itself() -> None:
    with (LOCALES / "da" / "LC_MESSAGES" / "jobstjernen.po").open("rb") as file:
        texts = [
            forms_of(message)[-1]
            for message in read_po(file)
            if MODULES & {path for path, _ in message.locations}
        ]
    assert len(texts) > 10
    assert lix("\n".join(texts)) <= EASY


WORDS = "jeg er ikke har kørt lastbil i otte år 8 Netto hedder Bo ledig chef fleksibel bolde luften og . , ? I'm a team"
TEXTS = st.one_of(
    st.text(st.characters(codec=None), max_size=300),
    st.text(st.sampled_from("æøå æ,.!?\n-'’\u0301\u200b\u00ad🙂אבג<b>&;12"), max_size=200),
    st.lists(st.sampled_from(WORDS.split()), max_size=80).map(" ".join),
)
LANGUAGES = st.sampled_from(["da", "en"])


@given(TEXTS, LANGUAGES, TEXTS)
def test_nothing_raises_and_there_are_at_most_two(text: str, language: str, about: str) -> None:
    for points in (
        advise(text, kind="pitch", language=language, about=about),
        advise(text, kind="answer", language=language, about=about),
    ):
        assert len(points) <= 2
        for point in points:
            assert Words.from_json(point.words.to_json()) == point.words
            assert catalogues().say(point.words, language)


@given(TEXTS, LANGUAGES)
def test_praise_is_word_for_word(text: str, language: str) -> None:
    praised = strengths(text, language=language)
    assert len(praised) <= 2
    assert all(phrase in text for phrase in praised)


HEAVY = (
    "x",
    "jeg er fleksibel ",
    "Jeg Er Bo ",
    "har kørt 8 år, ",
    "... ",
    ".",
    "- -",
    "🙂",
    "שלום ",
    "<b>&amp;</b>",
    "\n",
)


@pytest.mark.parametrize("unit", HEAVY)
@pytest.mark.parametrize("length", [4096, 100_000])
def test_a_long_text_is_read_no_further_than_a_message_goes(unit: str, length: int) -> None:
    """So the work has a limit; only words and sentences are counted all through, each in one go."""
    text = (unit * length)[:length]
    assert len(advise(text, kind="answer", language="da")) <= 2
    assert strengths(text, language="da") == strengths(text[:LONGEST], language="da")
