"""Simple mode: what stands before a button, and that it can be written instead of tapping."""

from __future__ import annotations

import pytest

from bot.engine.symbols import lettered, marked, named_by, picture, settled, symbols, unmarked
from bot.engine.text import Words

YES, NO, BACK = (("yes", Words("Yes")), ("no", Words("No")), ("@back", Words("⬅ Back")))
THEIRS = (("3k", Words("{text}", {"text": "Netto"})), ("9z", Words("{text}", {"text": "Føtex"})))


def test_a_choice_has_the_picture_of_its_key() -> None:
    assert symbols((YES, NO)) == {"yes": "✅", "no": "❌"}


def test_a_label_that_begins_with_a_symbol_keeps_that() -> None:
    assert symbols((BACK,)) == {"@back": "⬅"}
    assert marked("⬅ Tilbage", "⬅") == "⬅ Tilbage"
    assert marked("Ja", "✅") == "✅ Ja"
    assert marked("Ansvar", "Ⓐ") == "Ⓐ Ansvar"


def test_what_has_no_picture_has_a_letter() -> None:
    """Digits on own items were taken for a scale: 1 to 7 are that alone."""
    assert symbols((*THEIRS, YES)) == {"3k": "Ⓐ", "9z": "Ⓑ", "yes": "✅"}
    assert [lettered(number) for number in (26, 27, 52, 53)] == ["Ⓩ", "ⒶⒶ", "ⒶⓏ", "ⒷⒶ"]


def test_a_picture_that_is_taken_is_no_other_buttons_too() -> None:
    assert symbols((("own", Words("Something else")), ("change", Words("Change something")))) == {
        "own": "✏️",
        "change": "Ⓐ",
    }
    assert symbols((("a", Words("🎙 One")), ("b", Words("🎙 Two")))) == {"a": "Ⓐ", "b": "Ⓑ"}


def test_several_of_a_kind_have_letters_alike() -> None:
    one, other = (("own_1", Words("{text}", {"text": "A"})), ("own_2", Words("{text}", {"text": "B"})))
    assert symbols((one, other)) == {"own_1": "Ⓐ", "own_2": "Ⓑ"}
    assert symbols((one,)) == {"own_1": "✏️"}


def test_what_begins_an_exercise_has_the_picture_of_that() -> None:
    begun = (("new_star", Words("Fill in my star")), ("new_plan", Words("Make a small plan")))
    assert symbols(begun) == {"new_star": "⭐", "new_plan": "🎯"}


def test_a_box_to_tick_is_no_picture_of_its_own() -> None:
    ticked, empty = (Words(box, {"label": Words("Everyday life")}) for box in ("☑ {label}", "☐ {label}"))
    assert symbols((("everyday", ticked), ("money_home", empty))) == {"everyday": "🏠", "money_home": "💰"}


def test_the_steps_of_a_scale_are_their_own_symbols() -> None:
    assert symbols((("1", Words("{n}", {"n": 1})), ("2", Words("{n}", {"n": 2})))) == {"1": "1", "2": "2"}


@pytest.mark.parametrize(
    "label", [Words("1 A"), Words("{n}", {"n": 1}), Words("{n} {word}", {"n": 1, "word": "A"})]
)
def test_beside_numbers_there_is_no_other_number(label: Words) -> None:
    shown = symbols((("a", label), ("zzz", Words("B"))))
    assert shown == {"a": "1", "zzz": "Ⓐ"}
    assert named_by("1", shown, typed=True) == "a"
    assert named_by("", shown, typed=True) == ""


def test_no_other_button_has_the_symbol_of_the_speaker() -> None:
    speaker, setting = ("@aloud", Words("🔊 Read aloud")), ("aloud", Words("🔊 Reading aloud"))
    assert symbols((setting, speaker)) == {"aloud": "👂", "@aloud": "🔊"}
    assert symbols((setting,)) == {"aloud": "👂"}


def test_a_yes_has_its_tick_whatever_it_leads_to() -> None:
    assert symbols((("@edit_who", Words("Yes")), ("@on", Words("No, go on")))) == {
        "@edit_who": "✅",
        "@on": "▶️",
    }


def test_what_deletes_has_no_tick() -> None:
    assert symbols((("yes", Words("Yes, delete everything")), NO)) == {"yes": "🗑️", "no": "❌"}


@pytest.mark.parametrize(
    ("key", "shown"),
    [("01:00", "🕐"), ("09:00", "🕘"), ("12:30", "🕛"), ("13:00", "🕐"), ("00:00", "🕛")],
)
def test_a_time_of_day_has_a_clock(key: str, shown: str) -> None:
    assert picture(key, Words("{time}")) == shown


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("✅", "yes"),
        (" ❌ ", "no"),
        ("Ⓐ", "3k"),
        ("A", "3k"),
        ("b", "9z"),
        ("c", ""),
        ("1", ""),
        ("ja", ""),
        ("", ""),
    ],
)
def test_a_symbol_or_a_letter_names_its_button(text: str, key: str) -> None:
    assert named_by(text, symbols((YES, NO, *THEIRS)), typed=True) == key


def test_a_number_names_the_button_that_it_stands_on_in_the_digits_of_any_script() -> None:
    scale = symbols(tuple((str(n), Words("{n}", {"n": n})) for n in range(1, 4)))
    assert [named_by(text, scale, typed=True) for text in ("2", "٢", "02", "4")] == ["2", "2", "2", ""]


@pytest.mark.parametrize(("text", "buttons"), [("a", THEIRS), ("A", THEIRS), ("1", (("1", Words("1 A")),))])
def test_a_letter_or_a_number_can_be_an_answer_of_its_own(
    text: str, buttons: tuple[tuple[str, Words], ...]
) -> None:
    assert named_by(text, symbols(buttons), typed=False) == ""


@pytest.mark.parametrize(
    ("label", "symbol", "shown"),
    [
        ("Ja", "", "✓ Ja"),
        ("Ja", "✅", "✅ Ja"),
        ("Langsomt", "🐢", "🐢 ✓ Langsomt"),
        ("4 Både og", "4", "4 ✓ Både og"),
        ("4", "4", "4 ✓"),
        ("⬅ Tilbage", "⬅", "⬅ ✓ Tilbage"),
        ("Ansvar", "Ⓐ", "Ⓐ ✓ Ansvar"),
    ],
)
def test_what_was_chosen_keeps_its_picture(label: str, symbol: str, shown: str) -> None:
    assert settled(label, symbol) == shown


@pytest.mark.parametrize(
    ("label", "heard"),
    [
        ("✅ Ja", "Ja"),
        ("ⒶⒷ Netto", "Netto"),
        ("🕘 09.00", "09.00"),
        ("3 Okay", "3 Okay"),
        ("Ja", "Ja"),
        ("✅", "✅"),
    ],
)
def test_a_symbol_is_not_read_out(label: str, heard: str) -> None:
    assert unmarked(label) == heard


REHEARSE, HEAR = (
    ("rehearse", Words("🎙 Practise it aloud")),
    ("hear", Words("🎙 Hear my recordings")),
)


def test_of_two_that_begin_with_the_same_picture_one_makes_room_if_it_has_another() -> None:
    assert symbols((REHEARSE, HEAR)) == {"rehearse": "🎤", "hear": "🎙"}
    assert symbols((HEAR, REHEARSE)) == {"rehearse": "🎤", "hear": "🎙"}
    assert symbols((REHEARSE,)) == {"rehearse": "🎙"}


def test_a_picture_that_another_stands_for_is_not_shown_too() -> None:
    assert marked("🎙 Øv den højt", "🎤", "🎙") == "🎤 Øv den højt"
    assert settled("🎙 Øv den højt", "🎤", "🎙") == "🎤 ✓ Øv den højt"
    assert marked("✏ Dit svar", "Ⓐ", "✏") == "Ⓐ ✏ Dit svar"
    assert marked("🌟 er min egen", "✏️") == "✏️ 🌟 er min egen"


def test_what_is_ones_own_has_the_picture_of_its_kind_also_once_it_is_finished() -> None:
    talk = ("3k", Words("✔ {name}", {"name": "Netto", "kind": "elevator_pitch"}))
    star = ("9z", Words("Star", {"kind": "star"}))
    begun = ("new_star", Words("Fill in my star"))
    assert symbols((talk, star, begun)) == {"3k": "🗣️", "9z": "🌠", "new_star": "⭐"}
    other = ("7q", Words("Talk: {job}", {"job": "Føtex", "kind": "elevator_pitch"}))
    assert symbols((talk, star, other)) == {"3k": "Ⓐ", "9z": "🌠", "7q": "Ⓑ"}


def test_the_name_of_a_language_is_a_mark_of_its_own() -> None:
    danish = Words("{text}", {"text": "Dansk", "kind": "language"})
    chosen = Words("✓ {label}", {"label": Words("{text}", {"text": "Polski", "kind": "language"})})
    shown = symbols((("da", danish), ("pl", chosen), ("back", Words("Back"))))
    assert shown == {"da": "", "pl": "", "back": "↩️"}
    assert named_by("", shown, typed=True) == ""
