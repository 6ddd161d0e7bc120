"""Two languages at once: what is said, what stands on a button, and what is understood."""

from __future__ import annotations

from datetime import date, time

import pytest

from bot.engine.text import N_, Words, literal
from bot.words import catalogues
from bot.words.both import APART, Both, divided, in_both, in_halves, to_learn, unlearned
from bot.words.language import Language

MONDAY = date(2026, 11, 23)
DANISH, ENGLISH, ARABIC, FARSI = (catalogues().language(code) for code in ("da", "en", "ar", "fa"))
BOTH = Both(DANISH, ENGLISH)


def test_each_paragraph_stands_in_the_one_language_and_below_in_the_other() -> None:
    said = [Words(N_("Skip")), literal("Netto"), Words(N_("Yes"))]
    assert [text for text, _ in in_both(said, DANISH, ENGLISH)] == [
        "Spring over",
        "Netto",
        "Ja",
        APART,
        "Skip",
        "Yes",
    ]


def test_what_reads_alike_in_both_stands_there_once() -> None:
    assert [text for text, _ in in_both([literal("Netto")], DANISH, ENGLISH)] == ["Netto"]


@pytest.mark.parametrize(
    ("label", "shown"),
    [
        ("Skip", "Spring over · Skip"),
        ("⏸ Pause", "⏸ Pause"),
        ("📁 My work", "📁 Mine øvelser · My work"),
        ("1. Alone", "1. Alene · Alone"),
        ("What you have saved about me", "What you have saved about me"),
    ],
)
def test_a_button_carries_both_where_they_fit_and_else_the_one_that_is_understood(
    label: str, shown: str
) -> None:
    """Its symbol or number stands there once."""
    assert in_halves([Words(label)], DANISH, ENGLISH)[0] == shown


@pytest.mark.parametrize(
    ("other", "shown"),
    [(ARABIC, "⬅ Tilbage · رجوع"), (FARSI, "⬅ Tilbage · بازگشت"), (ENGLISH, "⬅ Tilbage · Back")],
)
def test_an_arrow_stands_there_once_whichever_way_the_other_language_turns_it(
    other: Language, shown: str
) -> None:
    assert in_halves([Words("⬅ Back")], DANISH, other)[0] == shown


def test_what_opens_something_is_no_symbol() -> None:
    """Taken from the second half, a quotation or an isolated name would stay open."""
    assert (
        in_halves([Words("“{what}”", {"what": Words("Skip")})], DANISH, ENGLISH)[0]
        == "“Spring over” · “Skip”"
    )
    wants = Words("☎ {name} would like a call", {"name": "سمير"})
    assert all(
        half.count("\u2068") == half.count("\u2069")
        for half in in_halves([wants], DANISH, ENGLISH)[0].split(" · ")
    )


@pytest.mark.parametrize(
    ("labels", "shown"),
    [
        (("Yes", "No"), ["Ja · Yes", "Nej · No"]),
        (("Yes", "What you have saved about me"), ["Yes", "What you have saved about me"]),
        (("{name}",), ["A name that is longer than all the room there is"]),
        (("Yes", "{name}"), ["Ja · Yes", "A name that is longer than all the room there is"]),
    ],
)
def test_of_the_choices_of_a_question_all_carry_both_or_none(
    labels: tuple[str, ...], shown: list[str]
) -> None:
    """Else the one that is said in full would be chosen more easily."""
    name = "A name that is longer than all the room there is"
    said = [Words(each, {"name": name} if each == "{name}" else {}) for each in labels]
    assert in_halves(said, DANISH, ENGLISH) == shown


def test_in_a_menu_each_carries_both_that_has_room() -> None:
    """Nothing is agreed to there: what somebody beside them says in Danish is found on as many as can be."""
    said = [Words(each) for each in ("Yes", "What you have saved about me", "Skip")]
    assert in_halves(said, DANISH, ENGLISH, uniform=False) == [
        "Ja · Yes",
        "What you have saved about me",
        "Spring over · Skip",
    ]


def test_a_name_that_only_its_marks_of_direction_tell_apart_stands_there_once() -> None:
    chosen = Words("✓ {label}", {"label": literal("العربية")})
    assert in_halves([chosen], DANISH, ARABIC)[0].count("العربية") == 1
    assert len(in_both([Words("{text}!", {"text": "العربية"})], DANISH, ARABIC)) == 1


def test_what_a_button_has_no_room_for_is_a_line_to_learn_it_by() -> None:
    """The choices that stand there in one language alone, each in both, without the box that only tells its state."""
    said = [
        Words("☑ {label}", {"label": Words("What you have saved about me")}),
        Words("Skip"),
        literal("A name that is longer than all the room there is"),
    ]
    shown = in_halves(said, DANISH, ENGLISH, uniform=False)
    text, (fold,) = to_learn(said, shown, DANISH, ENGLISH)[0]
    assert text == "▪ Det, du har gemt om mig — What you have saved about me"
    assert (fold["type"], fold["offset"], fold["length"]) == ("expandable_blockquote", 0, len(text))
    assert to_learn(said[1:], shown[1:], DANISH, ENGLISH) == []
    listed, _ = to_learn(said[:1], [ARABIC.say(said[0])], DANISH, ARABIC)[0]
    assert listed.endswith("\u2069")


def test_such_lines_stand_below_the_first_language_and_are_not_read_aloud() -> None:
    learnt = to_learn([Words("Skip")], ["Skip"], DANISH, ENGLISH)
    both = in_both([Words("Yes")], DANISH, ENGLISH, learnt)
    assert [text for text, _ in both] == ["Ja", "▪ Spring over — Skip", APART, "Yes"]
    assert unlearned([text for text, _ in both], ENGLISH) == ["Ja", APART, "Yes"]


def test_a_button_that_a_text_names_is_called_as_it_is_labelled() -> None:
    """In two languages it may carry only the one that is understood: its name stands in the other sentence in both."""
    tap = Words("Choose at least {n}, then tap {button_done}.", {"n": 3})
    assert DANISH.say(tap) == "Vælg mindst 3, og tryk så på Færdig."
    assert in_both([tap], DANISH, ENGLISH)[0][0] == "Vælg mindst 3, og tryk så på Færdig (Done)."
    assert in_both([tap], DANISH, ENGLISH)[2][0] == "Choose at least 3, then tap Done."
    done = ARABIC.say(Words("✔ Done")).removeprefix("✔ ")
    beside_arabic = in_both([tap], DANISH, ARABIC)[0][0]
    assert f"Færdig (\u2068{done}\u2069)." in beside_arabic
    assert unlearned([beside_arabic], ARABIC) == ["Vælg mindst 3, og tryk så på Færdig."]


def test_what_stands_before_a_label_takes_of_its_room() -> None:
    skip = [Words("Skip")]
    exactly = len("Spring over · Skip")
    assert in_halves(skip, DANISH, ENGLISH, room=exactly) == ["Spring over · Skip"]
    assert in_halves(skip, DANISH, ENGLISH, room=exactly - 1) == ["Skip"]


@pytest.mark.parametrize(
    ("label", "halves"),
    [
        ("Spring over · Skip", ("Spring over", "Skip")),
        ("1. Alene · Alone", ("1. Alene", "1. Alone")),
        (
            "Elevatortale · 2 af 4 · Elevator pitch · 2 of 4",
            ("Elevatortale · 2 af 4", "Elevator pitch · 2 of 4"),
        ),
        ("Elevator pitch · 2 of 4", ("Elevator pitch · 2 of 4",) * 2),
        ("Netto · Kasse", ("Netto · Kasse",) * 2),
        ("Skip", ("Skip",) * 2),
    ],
)
def test_the_halves_of_a_label_are_found_again(label: str, halves: tuple[str, str]) -> None:
    assert divided(label, DANISH, ENGLISH) == halves


def test_what_is_written_is_understood_in_either() -> None:
    assert BOTH.date("i morgen", MONDAY) == BOTH.date("tomorrow", MONDAY) == date(2026, 11, 24)
    assert BOTH.time("halv ti") == BOTH.time("half past nine") == time(9, 30)
    assert BOTH.time("midnat og en halv") is None
    assert BOTH.number("tre") == BOTH.number("three") == 3
    assert BOTH.number("nul") == 0
    assert BOTH.moment("tomorrow at 10", MONDAY) == (date(2026, 11, 24), time(10))
    assert BOTH.repetition("every Monday at 9", MONDAY) == ENGLISH.repetition("every Monday at 9", MONDAY)
    assert BOTH.name_of_day("monday") == ENGLISH.name_of_day("monday")
    assert BOTH.names(Words(N_("Skip"))) == ("Spring over", "Skip")


def test_what_a_language_knows_of_its_words_is_known_of_both() -> None:
    """Taken from one alone, a no in the other would be read as a yes, and what follows a name as part of it."""
    both = Both(DANISH, ARABIC)
    for own in (DANISH, ARABIC):
        assert own.negated
        assert own.negated <= both.negated
    assert FARSI.after_name
    assert Both(DANISH, FARSI).after_name == (*DANISH.after_name, *FARSI.after_name)


def test_a_word_is_guessed_only_where_both_languages_allow_it() -> None:
    assert DANISH.guesses
    assert not ARABIC.guesses
    assert not Both(DANISH, ARABIC).guesses
    assert not Both(ARABIC, DANISH).guesses
    assert Both(DANISH, ENGLISH).guesses


def test_what_is_kept_is_in_the_first() -> None:
    assert (BOTH.code, BOTH.say(Words(N_("Skip"))), BOTH.order("Åse")) == (
        "da",
        "Spring over",
        DANISH.order("Åse"),
    )


def test_a_language_that_is_not_there_stands_below_nothing() -> None:
    assert isinstance(catalogues().both("da", "xx"), Language)
    assert isinstance(catalogues().both("da", ""), Language)
