"""Saying sentences: translation, plurals, values, and formats that only a message can make."""

from __future__ import annotations

from datetime import date, time
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.engine.text import InDigits, LanguageName, Month, Words, literal
from bot.words import Catalogues, MissingValue, catalogues

if TYPE_CHECKING:
    from bot.words.draft import Entity

HELLO = "Hi {name}. How <b>are</b> you?"
FSI, PDI = "\u2068", "\u2069"
THURSDAY = date(2026, 11, 26)


def slices(text: str, entities: list[Entity]) -> list[tuple[str, str]]:
    """What each entity covers, cut the way Telegram does: in UTF-16."""
    raw = text.encode("utf-16-le")
    return [
        (each["type"], raw[2 * each["offset"] : 2 * (each["offset"] + each["length"])].decode("utf-16-le"))
        for each in entities
    ]


def test_a_sentence_is_said_in_each_language_without_its_tags(known: Catalogues) -> None:
    words = Words(HELLO, {"name": "Samir"})
    assert known.say(words, "en") == "Hi Samir. How are you?"
    assert known.say(words, "da") == "Hej Samir. Hvordan går det?"


def test_tags_become_entities_in_utf_16_units(known: Catalogues) -> None:
    text, entities = known.rich(Words(HELLO, {"name": "😀"}), "da")
    assert entities == [{"type": "bold", "offset": 16, "length": 3}]
    assert slices(text, entities) == [("bold", "går")]


def test_a_sentence_inside_another_is_translated_with_its_formats(known: Catalogues) -> None:
    title = Words("Elevator <i>pitch</i>")
    words = Words("<b>{title}</b> · {number} of {all}", {"title": title, "number": 1, "all": 4})
    text, entities = known.rich(words, "da")
    assert text == "Elevatortale · 1 af 4"
    assert slices(text, entities) == [("bold", "Elevatortale"), ("italic", "tale")]


@pytest.mark.parametrize(
    ("n", "english", "danish"),
    [
        (0, "0 answers are saved.", "Alle 0 svar er gemt."),
        (1, "1 answer is saved.", "1 svar er gemt."),
        (2, "2 answers are saved.", "Alle 2 svar er gemt."),
        (1234, "1,234 answers are saved.", "Alle 1.234 svar er gemt."),
    ],
)
def test_a_number_chooses_the_form(known: Catalogues, n: int, english: str, danish: str) -> None:
    words = Words("{n} answer is saved.", {"n": n}, plural="{n} answers are saved.")
    assert known.say(words, "en") == english
    assert known.say(words, "da") == danish


def test_a_language_may_have_six_forms(known: Catalogues) -> None:
    said = [
        known.say(Words("{n} answer is saved.", {"n": n}, "{n} answers are saved."), "ar")
        for n in (0, 1, 2, 5, 50, 100)
    ]
    assert [text.split()[0] for text in said] == ["صفر", "واحد", "اثنان", "قليل", "كثير", "آخر"]


def test_an_untranslated_plural_is_chosen_as_in_english(known: Catalogues) -> None:
    said = [known.say(Words("{n} new job", {"n": n}, "{n} new jobs"), "da") for n in (1, 2)]
    assert said == ["1 new job", "2 new jobs"]


def test_a_day_is_written_as_the_language_does_and_with_a_capital_where_a_sentence_begins(
    known: Catalogues,
) -> None:
    assert known.say(Words("We meet {day}.", {"day": THURSDAY}), "da") == "Vi ses torsdag 26. november."
    assert (
        known.say(Words("{day} at your table", {"day": THURSDAY}), "da")
        == "Torsdag 26. november ved dit bord"
    )
    assert known.say(Words("We meet {day}.", {"day": THURSDAY}), "en") == "We meet Thursday 26 November."


@pytest.mark.parametrize(("language", "said"), [("da", "14.15"), ("en", "14:15"), ("ar", "14:15")])
def test_a_time_is_written_as_the_language_does(known: Catalogues, language: str, said: str) -> None:
    assert known.say(Words("{at}", {"at": time(14, 15)}), language) == said


def test_a_time_stands_where_its_sentence_puts_it(known: Catalogues) -> None:
    assert known.say(Words("{day} kl. {at}", {"day": THURSDAY, "at": time(9)}), "da") == (
        "Torsdag 26. november kl. 09.00"
    )
    assert (
        known.say(Words("You can do {things}.", {"things": (time(9), "bage")}), "da")
        == "Du kan 09.00 og bage."
    )


@pytest.mark.parametrize(
    ("before", "capital"),
    [
        ("Godt. ", True),
        ("Kan du? ", True),
        ("Ja.\n", True),
        ("• ", True),
        ("kl. ", False),
        ("Næste gang: ", False),
        ("d. ", False),
    ],
)
def test_only_the_start_of_a_sentence_takes_a_capital(known: Catalogues, before: str, capital: bool) -> None:
    said = known.say(Words(before + "{day}", {"day": THURSDAY}), "da")
    assert said.removeprefix(before)[0] == ("T" if capital else "t")


def test_a_day_inside_a_nested_sentence_knows_where_it_stands(known: Catalogues) -> None:
    nested = Words("{day}", {"day": THURSDAY})
    assert known.say(Words("We meet {day}.", {"day": nested}), "da") == "Vi ses torsdag 26. november."


@pytest.mark.parametrize(
    ("things", "danish", "english"),
    [
        ((), "Du kan .", "You can do ."),
        (("køre",), "Du kan køre.", "You can do køre."),
        (("køre", "bage"), "Du kan køre og bage.", "You can do køre and bage."),
        (("køre", "bage", 3), "Du kan køre, bage og 3.", "You can do køre, bage and 3."),
        ((Words("Yes"), "bage"), "Du kan Ja og bage.", "You can do Yes and bage."),
    ],
)
def test_a_list_is_joined_as_the_language_does(
    known: Catalogues, things: tuple[str, ...], danish: str, english: str
) -> None:
    words = Words("You can do {things}.", {"things": things})
    assert known.say(words, "da") == danish
    assert known.say(words, "en") == english


@pytest.mark.parametrize(
    ("code", "comma"), [("da", ", "), ("en", ", "), ("ar", "، "), ("fa", "، "), ("ti", "፣ "), ("pl", ", ")]
)
def test_between_values_without_words_stands_the_comma_of_the_language(code: str, comma: str) -> None:
    said = catalogues().language(code).say(Words("{name}, {role}", {"name": "A, B", "role": "C"}))
    bare = said.translate(dict.fromkeys(map(ord, "\u2066\u2067\u2068\u2069\u200f")))
    assert bare == f"A, B{comma}C"


def test_what_no_catalogue_has_is_said_as_it_is(known: Catalogues) -> None:
    assert known.rich(Words("Dansk <b>{x}</b>"), "en") == ("Dansk <b>{x}</b>", [])


def test_a_missing_value_is_an_error_that_names_it(known: Catalogues) -> None:
    expected = r"message 'Hi \{name\}.*' needs a value for \{name\}; values given: nam"
    with pytest.raises(MissingValue, match=expected):
        known.say(Words(HELLO, {"nam": "Samir"}), "da")


@pytest.mark.parametrize(
    ("language", "name", "said"),
    [
        ("da", "Samir", "Samir"),
        ("da", "سمير", f"{FSI}سمير{PDI}"),
        ("da", "Samir سمير", f"{FSI}Samir سمير{PDI}"),
        ("da", "42", "42"),
        ("da", "", ""),
        ("ar", "سمير", "سمير"),
        ("ar", "Samir", f"{FSI}Samir{PDI}"),
        ("da", "a\u202eb", f"{FSI}a\u202eb{PDI}"),
        ("da", f"a{PDI}b{FSI}", f"{FSI}{FSI}a{PDI}b{FSI}{PDI}{PDI}"),
    ],
)
def test_text_of_the_other_direction_is_isolated_and_no_other(
    known: Catalogues, language: str, name: str, said: str
) -> None:
    assert known.say(Words("{x}: {y}", {"x": 1, "y": name}), language).endswith(f": {said}")
    assert known.say(Words("{x}: {y}", {"x": 1, "y": literal(name)}), language).endswith(f": {said}")


@pytest.mark.parametrize("template", ["{text}", "<i>{text}</i>"])
def test_a_text_that_stands_alone_keeps_its_own_direction(known: Catalogues, template: str) -> None:
    words = Words(template, {"text": "سمير"})
    assert known.say(words, "da") == "سمير"
    assert known.say(Words("{nested}", {"nested": words}), "da") == "سمير"
    assert known.say(Words("العربية"), "da") == "العربية"


@pytest.mark.parametrize(
    "name", ["<b>Samir</b>", "{name}", "&lt;b&gt;", "</b>", "<b>", "{0}", "%s", "{title"]
)
def test_what_a_person_writes_is_never_a_tag_or_a_placeholder(known: Catalogues, name: str) -> None:
    text, entities = known.rich(Words(HELLO, {"name": name}), "da")
    assert text == f"Hej {name}. Hvordan går det?"
    assert slices(text, entities) == [("bold", "går")]


@given(name=st.text(), item=st.text(), language=st.sampled_from(["da", "en", "ar"]))
def test_any_text_stands_whole_in_its_place_and_makes_no_format(
    known: Catalogues, name: str, item: str, language: str
) -> None:
    nested = Words(HELLO, {"name": name})
    words = Words("<b>{title}</b> · {number} of {all}", {"title": nested, "number": 1, "all": (item, "x")})
    text, entities = known.rich(words, language)
    assert name in text
    assert item in text
    assert [each["type"] for each in entities] == ["bold", "bold"]
    assert all(covered for _, covered in slices(text, entities))
    for each in entities:
        assert 0 <= each["offset"] < each["offset"] + each["length"] <= len(text.encode("utf-16-le")) // 2


def test_half_a_surrogate_pair_becomes_the_replacement_character(known: Catalogues) -> None:
    assert known.say(literal("a\ud800b"), "da") == "a\ufffdb"


@pytest.mark.parametrize(
    ("template", "text", "covered"),
    [
        ("<b>open {x}", "open v", [("bold", "open v")]),
        ("shut</b> {x}", "shut v", []),
        ("<b></b>{x}", "v", []),
        ("<b>a<i>b</b>c</i>{x}", "abcv", [("bold", "ab"), ("italic", "bc")]),
        ("<blockquote>{x}</blockquote>", "v", [("blockquote", "v")]),
        ("<tel>{x}</tel>", "v", [("phone_number", "v")]),
        (
            "<u>1</u><s>2</s><code>3</code>{x}",
            "123v",
            [("underline", "1"), ("strikethrough", "2"), ("code", "3")],
        ),
        ("<script>{x}", "<script>v", []),
        ("{} { x } {x}", "{} { x } v", []),
    ],
)
def test_a_faulty_message_is_said_as_well_as_can_be(
    known: Catalogues, template: str, text: str, covered: list[tuple[str, str]]
) -> None:
    said, entities = known.rich(Words(template, {"x": "v"}), "en")
    assert said == text
    assert slices(said, entities) == covered


@pytest.mark.parametrize(
    ("code", "value", "shown"),
    [
        ("da", Month(date(2026, 10, 5)), "oktober"),
        ("da", Month(date(2026, 10, 5), year=True), "oktober 2026"),
        ("en", Month(date(2026, 5, 31)), "May"),
    ],
)
def test_a_month_is_shown_by_its_name(known: Catalogues, code: str, value: Month, shown: str) -> None:
    assert known.say(Words("{month}", {"month": value}), code) == shown


@pytest.mark.parametrize(
    ("code", "named", "shown"),
    [
        ("da", "ar", "arabisk"),
        ("en", "uk", "Ukrainian"),
        ("da", "xx", "xx"),
        ("ar", "ar", "العربية"),
        ("da", "da", "dansk"),
    ],
)
def test_another_language_is_named_as_the_reader_names_it(
    known: Catalogues, code: str, named: str, shown: str
) -> None:
    assert known.say(Words("{language}", {"language": LanguageName(named)}), code) == shown


@pytest.mark.parametrize(
    ("code", "alone", "within"),
    [
        ("da", "Dansk", "dansk"),
        ("uk", "Українська", "українська"),
        ("pl", "Polski", "polski"),
        ("en", "English", "English"),
        ("tr", "Türkçe", "Türkçe"),
        ("so", "Af-Soomaali", "Af-Soomaali"),
    ],
)
def test_a_language_names_itself_with_a_capital_where_it_is_chosen_and_in_a_sentence_as_it_writes_names(
    code: str, alone: str, within: str
) -> None:
    language = catalogues().language(code)
    assert language.name == alone
    assert language.say(Words("{language}", {"language": LanguageName(code)})) == within


@pytest.mark.parametrize(("code", "shown"), [("da", "5/10"), ("en", "5/10"), ("ar", "\u20685/10\u2069")])
def test_a_day_in_digits_is_written_as_in_denmark(known: Catalogues, code: str, shown: str) -> None:
    assert known.say(Words("{day}", {"day": InDigits(date(2026, 10, 5))}), code) == shown
