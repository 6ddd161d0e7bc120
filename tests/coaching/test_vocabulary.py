"""What a mistake in advice.toml says, and what must hold for what stands in it."""

from __future__ import annotations

import re

import pytest

from bot.coaching.content import BadLists
from bot.coaching.vocabulary import PHRASES, WORDS, read, vocabulary

LISTS = "".join(f'{name} = ["prøve"]\n' for name in (*PHRASES, *WORDS))
CONTENT = f"""
[da]
{LISTS}
[da.spellings]
hedder = ["hder"]
[da.words]
soft = ["lytte", "lære nyt"]
"""


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        (
            'cliches = ["prøve"]',
            'cliches = ["god til {soft", "b"]',
            "da.cliches: 'god til {soft': '{' means nothing",
        ),
        (
            'cliches = ["prøve"]',
            'cliches = ["{sotf}"]',
            "da.cliches: '{sotf}': there is no group {sotf} above it",
        ),
        ('cliches = ["prøve"]', 'cliches = "bolde"', "da.cliches: expected a list of phrases in quotes"),
        ('cliches = ["prøve"]', 'cliches = ["bolde", "bolde"]', "da.cliches: 'bolde' stands here twice"),
        ('cliches = ["prøve"]', "", "da.cliches: is missing"),
        ('cliches = ["prøve"]', 'cliches ["bolde"]', "(at line 3"),
        ('cliches = ["prøve"]', 'cliche = ["bolde"]', "da.cliche: nothing reads this list"),
        ('done = ["prøve"]', 'done = ["gjort rent"]', "da.done: 'gjort rent' is not one word"),
        ('done = ["prøve"]', 'done = ["!"]', "da.done: '!' is not one word"),
        ('done = ["prøve"]', 'done = ["*ede", 3]', "da.done: expected a list of phrases in quotes"),
        ('["lytte", "lære nyt"]', "[]", "da.words.soft: there is nothing in it"),
        ('["hder"]', '["h der"]', "da.spellings.hedder: 'h der' is not one word"),
        ("[da.spellings]", "[da.spelling]", "da.spelling: nothing reads this list"),
        ("[da]", 'en = "x"\n[da]', "en: expected a table of lists"),
    ],
)
def test_a_mistake_names_the_file_the_list_and_the_phrase(old: str, new: str, why: str) -> None:
    with pytest.raises(BadLists, match=re.escape(why)) as error:
        read(CONTENT.replace(old, new, 1))
    assert str(error.value).startswith("bot/coaching/advice.toml: ")


@pytest.mark.parametrize(
    ("word", "held"),
    [
        ("kort", True),  # kørt
        ("korte", False),
        ("svejser", True),
        ("butiksleder", True),
        ("leder", False),
        ("bedre", False),
    ],
)
def test_words_are_whole_or_begin_or_end_so(word: str, *, held: bool) -> None:
    known = read(CONTENT.replace('done = ["prøve"]', 'done = ["kørt", "svejs*", "*leder", "!leder"]', 1))
    assert (word in known["da"].words["done"]) == held


def test_a_list_may_be_empty() -> None:
    known = read(CONTENT.replace('done = ["prøve"]', "done = []", 1))
    assert "kort" not in known["da"].words["done"]


def test_danish_and_english_have_something_in_every_list() -> None:
    for language in ("da", "en"):
        known = vocabulary(language)
        assert known is not None
        assert all(known.phrases[name].parts for name in PHRASES)
        assert all(known.words[name] != read(CONTENT)["da"].words[name] for name in WORDS)


@pytest.mark.parametrize("language", ["da", "en"])
def test_no_expression_repeats_without_bound_but_letters_of_one_word(language: str) -> None:
    """So a match at one place takes bounded work, and a text takes work in proportion to its length."""
    known = vocabulary(language)
    assert known is not None
    for each in known.phrases.values():
        for part in each.parts:
            bounded = re.sub(r"\\w\+\+|\\w\*\+|\\d\\d\+\+", "", part.pattern)  # possessive: never tried again
            assert not re.search(r"[*+]|\{\d+,\}", bounded)
