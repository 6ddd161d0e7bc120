"""Buttons, names and sentences in scripts that have digits, letters and marks of their own."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.engine.labels import is_near
from bot.engine.phrasing import amounts_to, bare, phrases, says, words
from bot.engine.steps import Ask, Choice, End, Scale, Write
from bot.engine.steps.naming import name_in
from bot.flows._pitch import sentence
from tests.engine.stage import answers, begun
from tests.words.spoken import language

END = End(id="end")
WHO = Write(id="who", text="Who?")


@pytest.mark.parametrize("typed", ["3", "٣", "۳", "٣."])
def test_a_step_of_a_scale_is_chosen_by_its_number_in_any_script(typed: str) -> None:
    talk = begun(Scale(id="energy", text="How much?"), WHO, END)
    talk.write(typed)
    assert answers(talk) == {"energy": 3}


@pytest.mark.parametrize("typed", ["3 timer", "٣ timer", "۳ Timer"])
def test_a_button_is_named_with_digits_of_any_script(typed: str) -> None:
    choices = (Choice(key="three", label="3 timer"), Choice(key="five", label="5 timer"))
    talk = begun(Ask(id="hours", text="How long?", choices=choices), WHO, END)
    talk.write(typed)
    assert answers(talk) == {"hours": "three"}


@pytest.mark.parametrize(
    ("typed", "label"),
    [
        ("٣ جيد", "3 جيد"), ("اعادة", "إعادة"), ("اعاده", "إعادة"), ("أُرِيدُ", "أريد"), ("شـكـرا", "شكرا"),
        ("بلي", "بلى"), ("یک", "يك"), ("نمی‌خواهم", "نمی خواهم"), ("İPTAL ET", "iptal et"), ("SIL", "sıl"),
        ("ሠላም", "ሰላም"), ("ኣይፋል።", "ኣይፋል"), ("пам'ятка", "пам’ятка"),
    ],
)  # fmt: skip
def test_a_label_is_the_same_in_another_spelling(typed: str, label: str) -> None:
    assert bare(typed) == bare(label)


@pytest.mark.parametrize(("typed", "label"), [("-1", "1"), ("hør", "hor"), ("idé", "ide"), ("2", "3")])
def test_what_means_something_else_stays_apart(typed: str, label: str) -> None:
    assert bare(typed) != bare(label)


def test_words_are_whole_whatever_stands_above_their_letters() -> None:
    assert words("مُدِير İptal don’t") == ["مدير", "iptal", "don", "t"]


@pytest.mark.parametrize(
    ("code", "label", "typed"),
    [
        ("ar", "نعم، حذف كل شيء", "نعم"),
        ("ti", "ኣይፋል፣ ቀጽል", "ኣይፋል"),
        ("fa", "بله، بفرست", "بله"),
        ("da", "Nej, videre", "nej"),
    ],
)
def test_what_stands_before_the_comma_of_any_script_is_enough(code: str, label: str, typed: str) -> None:
    assert is_near(typed, label, language(code))


@pytest.mark.parametrize(
    ("code", "label", "typed", "near"),
    [
        # Where a letter or two say "not", or make another word, nothing is guessed.
        ("tr", "Bunu göster", "bunu gösterme", False),
        ("tr", "Bunu göster", "bunu goster", True),
        ("tr", "İstiyorum", "istemiyorum", False),
        ("fa", "می‌خواهم", "نمی‌خواهم", False),
        ("fa", "ذخیره کن", "لطفا ذخیره كن", True),
        ("ku", "Ez dixwazim", "ez naxwazim", False),
        ("ti", "ይደሊ እየ", "ኣይደልን እየ", False),
        ("ti", "ስራሕ ርአ", "ስራሕ ግደፍ", False),
        ("ar", "أريد العمل", "لا أريد العمل", False),
        ("ar", "حفظ الخطة", "حذف الخطة", False),
        ("ar", "حفظ الخطة", "حفظ الخطه", True),
        # Elsewhere a slip of the finger is forgiven, and "not" is a word of its own.
        ("uk", "Показати вправу", "показати впраау", True),
        ("uk", "Показати вправу", "не показати вправу", False),
        ("pl", "Pokaż ćwiczenie", "pokaz cwiczenie", True),
        ("pl", "Pokaż ćwiczenie", "nie pokaż ćwiczenie", False),
        ("so", "Tus layliga", "ha tusin layliga", False),
        ("so", "Fur qorshaha", "fur qorshahaa", True),
        ("da", "Vis øvelsen", "vis øvelsn", True),
        ("da", "Vis øvelsen", "vis ikke øvelsen", False),
    ],
)
def test_a_label_is_guessed_only_where_that_does_no_harm(
    code: str, label: str, typed: str, near: bool
) -> None:
    assert is_near(typed, label, language(code)) == near


def test_phrases_are_separated_by_the_comma_of_any_script() -> None:
    spoken = replace(language("ar"), messages={"yes, ok": ("نعم، طيب, تمام",)})
    assert phrases("yes, ok", spoken) == ("yes", "ok", "نعم", "طيب", "تمام")
    assert says("تمــام!", "yes, ok", spoken)
    assert amounts_to("نَعَم، طيب", "yes, ok", spoken)


@pytest.mark.parametrize(
    ("code", "written", "name"),
    [
        ("ar", "سمير، من حلب", "سمير"),
        ("ar", "لماذا؟", ""),
        ("ti", "ሳሚር። ካብ ኣስመራ", "ሳሚር"),
        ("ti", "ሳሚር እየ", "ሳሚር"),
        ("fa", "علی هستم", "علی"),
        ("tr", "Samir'im", "Samir"),
        ("da", "Ida Hejlesen, fra Aarhus", "Ida Hejlesen"),
    ],
)
def test_a_name_ends_at_the_marks_and_verbs_of_each_language(code: str, written: str, name: str) -> None:
    assert name_in(written, language(code)) == name


@pytest.mark.parametrize("line", ["كيف حالك؟", "ከመይ ኣለኹም፧", "ሰሪሐ።", "Jeg kan bage."])
def test_a_sentence_that_ends_gets_no_second_stop(line: str) -> None:
    assert sentence(line) == line
