"""The grammar of phrases, and what a mistake in distress.toml says."""

from __future__ import annotations

import re
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.coaching.content import BadLists, Content
from bot.coaching.phrases import BadPhrase, Part, Phrases, any_of, whole
from bot.coaching.signs import TABLES, lists, read
from bot.coaching.spelling import folded, letters

GROUPS: dict[str, Part] = {}
GROUPS["take"] = any_of(whole(each, GROUPS, letters) for each in ("tage", "tager", "har taget"))
GROUPS["me"] = any_of([whole("mig (selv)", GROUPS, letters)])


def list_of(*written: str) -> Phrases:
    return Phrases(tuple(whole(each, GROUPS, letters) for each in written))


def is_in(phrase: str, text: str) -> bool:
    return list_of(phrase).found(folded(text, {}))


@pytest.mark.parametrize(
    ("phrase", "text", "found"),
    [
        ("slå ihjel", "de slår og slå, ihjel", True),  # over a comma
        ("slå ihjel", "at slå. Ihjel", True),
        ("slå ihjel", "slå mig ihjel", False),
        ("dø", "døren", False),
        ("dø", "adø", False),
        ("mere/længere", "ikke længere", True),
        ("ikke mere/længere nu", "ikke længere nu", True),
        ("slå (mig selv) ihjel", "slå mig selv ihjel", True),
        ("slå (mig selv) ihjel", "slå ihjel", True),
        ("slå (mig (selv)) ihjel", "slå mig ihjel", True),
        ("slå (mig selv) ihjel", "slå mig ihjel", False),
        ("selvmord*", "selvmordstanker", True),
        ("selvmord*", "selvmord", True),
        ("selvmord* nu", "selvmordstanker nu", True),
        ("{take} livet", "jeg har taget livet", True),
        ("{take} livet af {me}", "tager livet af mig selv", True),
        ("vil … dø", "vil dø", True),
        ("vil … dø", "vil nu, bare så dø", True),
        ("vil … dø", "vil nu bare så gerne dø", False),
        ("vil ... dø", "vil bare dø", True),
        ("vil …5 dø", "vil 1 2 3 4 5 dø", True),
        ("vil …1 dø", "vil hjem. så dø", False),  # no gap over the end of a sentence
        ("# piller", "30 piller", True),
        ("# piller", "5 piller", True),
        ("# piller", "4 piller", False),
        ("leve !af", "vil leve", True),
        ("leve !af", "leve af luft", False),
        ("leve !{take}", "leve har taget", False),
        ("leve !af", "leve afsted", True),
        ("jeg cutter.", "jeg cutter film", False),
        ("jeg cutter.", "jeg cutter, nu", True),
        ("jeg cutter.", "jeg cutter", True),
        (".dø.", "dø", True),
        (".dø.", "nej. dø!", True),
        (".dø.", "jeg dø", False),
        ("don't", "I don’t", True),
        ("gå", "gaa", True),
        ("være", "vaere", True),
        ("selvmord", "SELVMOOORD", True),
        ("~اقتل", "اقتل", True),
        ("~اقتل", "سأقتل", True),
        ("~اقتل", "هاقتل", True),
        ("~اقتل نفسي", "وسأقتل نفسي", True),
        ("~اقتل", "مقتل", False),
        ("~اقتل", "سسسأقتل", True),  # letters are read once
        ("~اقتل", "سهأقتل", False),
    ],
)
def test_what_a_phrase_matches(phrase: str, text: str, *, found: bool) -> None:
    assert is_in(phrase, text) == found


@pytest.mark.parametrize(
    ("phrase", "why"),
    [
        ("", "nothing in it"),
        ("(selv)", "needs no word"),
        ("…", "needs no word"),
        ("dø (selv", "a ( without a )"),
        ("dø selv)", "a ) without a ("),
        ("{tkae} livet", "no group {tkae} above"),
        ("{take livet", "'{' means nothing here"),
        ("dø @ nu", "'@' means nothing here"),
        ("dø/", "missing at its end"),
        ("dø !", "missing at its end"),
        ("dø*", "at least three letters"),
        ("~اقتل*", "stands before a whole word"),
        ("jeg. dø", "'.' means nothing here"),
    ],
)
def test_what_is_no_phrase_says_why(phrase: str, why: str) -> None:
    with pytest.raises(BadPhrase, match=re.escape(why)):
        list_of(phrase)


def test_what_is_hidden_is_not_run_across() -> None:
    hidden = list_of("leve af").hidden(folded("vil ikke leve af luft. dø", {}))
    assert hidden == " . vil ike | luft . do . "
    assert not list_of("ikke luft", "ikke … luft").found(hidden)


def test_every_place_of_a_phrase_is_told_and_none_goes_over_the_end_of_a_sentence() -> None:
    text = folded("vil dø. så vil nu dø, vil. dø", {})
    assert [text[begin:end] for begin, end in list_of("vil … dø").places(text)] == ["vil do", "vil nu do"]


CONTENT = """
emergency = "112"
helpline = "70"
[words.da]
tager = ["tage", "tager"]
[phrases]
da = ["{tager} livet"]
[spellings]
ikke = ["ik"]
"""


def test_a_file_is_read_with_its_groups_and_spellings() -> None:
    said = read(CONTENT)
    assert said.found("phrases", said.fold("jeg tager livet"))
    assert said.fold("ik!") == " . ike . "
    assert not said.found("topics", said.fold("jeg tager livet"))


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ("{tager}", "{tog}", "phrases.da: '{tog} livet': there is no group {tog} above it"),
        ('["tage", "tager"]', '["tage (", "tager"]', "words.da.tager: 'tage (': a ( without a )"),
        ('["tage", "tager"]', "[]", "words.da.tager: there is nothing in it"),
        ('["tage", "tager"]', '"tage"', "words.da.tager: expected a list of phrases in quotes"),
        ('["{tager} livet"]', "[1]", "phrases.da: expected a list of phrases in quotes"),
        ("[phrases]", "[phrase]", "phrase: nothing reads this"),
        ('"70"', '""', "helpline: no number is given"),
        ('["ik"]', '["i k"]', "spellings.ikke: 'i k' is not one word"),
        ('["ik"]', '["ik"]\nmig = ["ik"]', "spellings.mig: 'ik' stands for another word already"),
        ('"112"', '"112"\nharmless = "x"', "harmless: expected a table of lists"),
        ('"112"', "112x", "Expected"),
        ('"112"', "9" * 5_000, "a number is too long"),
        ('"112"', "[" * 5_000, "in each other too deeply"),
    ],
    ids=range(13),
)
def test_a_mistake_names_the_file_and_the_phrase(old: str, new: str, why: str) -> None:
    with pytest.raises(BadLists, match=re.escape(why)) as error:
        read(CONTENT.replace(old, new, 1))
    assert str(error.value).startswith("bot/coaching/distress.toml: ")


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ('[phrases]\nuk = ["{tog} livet"]', "phrases.uk: '{tog} livet': there is no group {tog} above it"),
        ('[phrases]\nda = ["dø"]', "phrases.da: this stands in another file as well"),
        ("phrases = 1", "phrases: expected a table of lists"),
    ],
)
def test_a_mistake_in_the_file_of_a_language_names_that_file(text: str, why: str) -> None:
    with pytest.raises(BadLists, match=re.escape(f"a/uk.toml: {why}")):
        read(CONTENT, [Content("a/uk.toml", text)])


def test_a_language_in_a_file_of_its_own_is_heard_beside_the_others() -> None:
    said = read(CONTENT, [Content("a/uk.toml", '[phrases]\nuk = ["померти"]')])
    assert said.found("phrases", said.fold("хочу померти"))
    assert said.found("phrases", said.fold("jeg tager livet"))


LANGUAGES = ("ar", "da", "en", "fa", "ku", "pl", "so", "ti", "tr", "uk")


def test_every_language_has_something_in_every_list() -> None:
    assert all(lists().phrases[table].parts for table in TABLES)
    values = lists().file.content.values
    assert {table: sorted(values[table]) for table in TABLES} == {table: list(LANGUAGES) for table in TABLES}


def test_no_expression_repeats_without_bound_but_letters_of_one_word() -> None:
    """So a match at one place takes bounded work, and a text takes work in proportion to its length."""
    for each in lists().phrases.values():
        for part in each.parts:
            bounded = re.sub(r"\\w\+\+|\\w\*\+|\\d\\d\+\+", "", part.pattern)  # possessive: never tried again
            assert not re.search(r"[*+]", bounded)
            assert all(int(most) <= 9 for most in re.findall(r"\{\d+,(\d+)\}", bounded))
            assert not re.search(r"\{\d+,\}", bounded)


HEAVY = [
    "jeg",
    "vil",
    "ikke",
    "bare",
    "a" * 4096,
    "tager mig selv",
    "har taget alle mine",
    "i want to",
    "do not",
    ".",
    ",",
]


@pytest.mark.parametrize("unit", HEAVY)
def test_a_text_is_searched_once_for_each_phrase_at_most(unit: str) -> None:
    """4,096 characters of what phrases begin with."""
    text = lists().fold((f"{unit} " * 4096)[:4096])
    for each in lists().phrases.values():
        assert len(list(each._possible(text))) <= len(set(each.parts))
        each.found(text)
        each.hidden(text)


@given(st.text(max_size=200))
def test_folding_twice_changes_nothing_more(text: str) -> None:
    fold = partial(folded, spellings={})
    assert fold(fold(text)) == fold(text)
