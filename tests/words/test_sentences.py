"""Sentences on lines of their own: where one ends, and that nothing but white space is changed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.engine.text import Words, literal
from bot.words import catalogues
from bot.words.both import in_both
from bot.words.sentences import apart

APART = {
    "two sentences": ("Det er gemt. Du kan rette det.", "Det er gemt.\nDu kan rette det."),
    "a question": ("Hvad vil du nu? Vælg noget lille.", "Hvad vil du nu?\nVælg noget lille."),
    "a stop and a number": (
        "Ring 112. Sig det. 24 timer i døgnet.",
        "Ring 112.\nSig det.\n24 timer i døgnet.",
    ),
    "a placeholder before": ("Hej {name}. Hvordan går det?", "Hej {name}.\nHvordan går det?"),
    "a placeholder after": ("Det er sendt. {name} kan se det.", "Det er sendt.\n{name} kan se det."),
    "quotation marks": ("Sig »Jeg er klar.« Så går du.", "Sig »Jeg er klar.«\nSå går du."),
    "a quotation of two": (
        '<i>"Jeg er Lone. Jeg kan."</i> Nu dig.',
        '<i>"Jeg er Lone.\nJeg kan."</i>\nNu dig.',
    ),
    "brackets": ("Det er gemt (hos os). Godt.", "Det er gemt (hos os).\nGodt."),
    "a line in bold": ("Tænk lidt.\n<b>Hvem er du?</b> Skriv.", "Tænk lidt.\n\n<b>Hvem er du?</b>\nSkriv."),
    "Arabic": ("هل تعرف؟ نعم. اكتب.", "هل تعرف؟\nنعم.\nاكتب."),
    "Tigrinya": ("እወ። ጽሓፍ።", "እወ።\nጽሓፍ።"),
    "a Farsi stop": ("بله۔ بنویس.", "بله۔\nبنویس."),
}
TOGETHER = {
    "a time": "Vi ses kl. 10.30 på torsdag.",
    "a time to fill in": "Vi ses kl. {time}",
    "an abbreviation": "Skriv f.eks. Netto, bl.a. Føtex, nr. 4 og tlf. 20 12 34 56.",
    "a date": "Torsdag d. 26. november eller den 3. december.",
    "an entry of a list": "{n}. {label}",
    "a numbered line": "1. Alene",
    "a small letter": "Skriv resten … eller spring over.",
    "a bold word": "Du er <b>næsten</b> færdig",
    "a name in bold": "Hej\n<b>Samir</b> er her.",
}


@pytest.mark.parametrize(("said", "lines"), APART.values(), ids=APART)
def test_sentences_stand_apart(said: str, lines: str) -> None:
    assert apart(said) == lines


@pytest.mark.parametrize("said", TOGETHER.values(), ids=TOGETHER)
def test_a_sentence_stays_on_one_line(said: str) -> None:
    assert apart(said) == said


PIECES = st.sampled_from(
    [
        "Jeg",
        "ja",
        "kl",
        "f.eks",
        "26",
        "{name}",
        "<b>",
        "</b>",
        *'.?!؟።۔…"»()',
        " ",
        " ",
        "  ",
        "\n",
        "\n\n",
        "\u00a0",
    ]
)
ANYTHING = st.one_of(st.text(), st.lists(PIECES, max_size=25).map("".join))


@given(ANYTHING)
def test_nothing_but_white_space_changes(said: str) -> None:
    assert "".join(apart(said).split()) == "".join(said.split())


@given(ANYTHING)
def test_what_is_apart_stays_as_it_is(said: str) -> None:
    assert apart(apart(said)) == apart(said)


@given(ANYTHING)
def test_it_hardly_gets_longer(said: str) -> None:
    """A blank line above each question is all that is added."""
    assert len(apart(said)) <= len(said) + said.count("<b>")


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_what_somebody_wrote_keeps_its_lines(theirs: str) -> None:
    danish = catalogues().language("da")
    for words in (literal(theirs), Words("Det er gemt. {answer}", {"answer": theirs})):
        usual, _ = danish.rich(words)
        assert danish.rich(words, apart=True)[0].endswith(usual.removeprefix("Det er gemt. "))


def test_every_text_of_every_language_can_be_taken_apart() -> None:
    for language in catalogues().everything.values():
        for forms in language.messages.values():
            for form in forms:
                assert "".join(apart(form).split()) == "".join(form.split())
                assert apart(apart(form)) == apart(form)


def test_both_languages_stand_apart() -> None:
    danish, english = (catalogues().language(code) for code in ("da", "en"))
    said = [Words("That is fine. I will write again later.")]
    assert [text for text, _ in in_both(said, danish, english, apart=True)] == [
        "Det er fint.\nJeg skriver igen senere.",
        "· · ·",
        "That is fine.\nI will write again later.",
    ]


def test_formats_stay_around_their_words() -> None:
    asked = Words("<b>Who are you?</b> Write one or two sentences.")
    text, entities = catalogues().language("da").rich(asked, apart=True)
    assert text == "Hvem er du?\nSkriv én eller to sætninger."
    assert entities == [{"type": "bold", "offset": 0, "length": len("Hvem er du?")}]
