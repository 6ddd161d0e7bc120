"""Somebody writes in another language than they have chosen: it is offered once, and disturbs nothing."""

from __future__ import annotations

import pytest

from tests.talk import Citizen, Talk
from tests.town import Town

ARABIC = "أنا أعمل في مطعم منذ خمس سنوات وأحب الطبخ كثيرا"
UKRAINIAN = "Мені подобається спілкуватися з покупцями і допомагати їм."
ENGLISH = "I have worked in a kitchen for five years and I like it very much."
DANISH = "Jeg har arbejdet i et køkken i fem år, og jeg er glad for det."
OFFER = "Du skriver på {}. Skal jeg også skrive på {}?"
FIRST_STRONG, POP = "\u2068", "\u2069"


def at_the_pitch(language: str = "", beneath: str = "") -> Talk:
    """A citizen at the first question, who has chosen a language since."""
    talk = Talk()
    Citizen(talk).welcomed()
    if language:
        talk.command("language")
        talk.tap(language)
        talk.tap(talk.last.labels()[0] if beneath else talk.last.labels()[1])
    return talk


def offers(talk: Talk) -> int:
    return sum(message.labels()[-1:] != [] and "own" in _keys(message.buttons) for message in talk.sent)


def _keys(buttons: tuple[tuple[str, str], ...]) -> set[str]:
    keys = {data.partition(":")[2] for _, data in buttons}
    return keys if {"own", "both", "no"} <= keys else set()


def test_the_answer_is_kept_the_next_question_comes_and_then_the_offer_in_both_languages() -> None:
    talk = at_the_pitch()
    question, offer = talk.write(ARABIC)
    assert talk.answers("elevator_pitch")["who"] == ARABIC
    assert "Hvad brænder du for?" in question.text
    danish, own = offer.text.split("· · ·")
    assert danish.startswith(OFFER.format("arabisk", "arabisk"))
    assert "العربية" in own
    assert offer.labels()[0] == "العربية"


def test_the_next_text_goes_to_the_exercise() -> None:
    talk = at_the_pitch()
    talk.write(ARABIC)
    talk.write("Jeg elsker at lave mad.")
    assert talk.answers("elevator_pitch")["burn"] == "Jeg elsker at lave mad."


def test_it_comes_once_though_nobody_answers_it_and_also_after_a_restart() -> None:
    talk = at_the_pitch()
    talk.write(ARABIC)
    talk.world.restart()
    talk.write(UKRAINIAN)
    talk.write(ARABIC)
    assert offers(talk) == 1


@pytest.mark.parametrize(("label", "language", "beneath"), [("العربية", "ar", ""), ("Nej tak", "da", "")])
def test_it_comes_once_whatever_is_answered(label: str, language: str, beneath: str) -> None:
    talk = at_the_pitch()
    talk.write(ARABIC)
    talk.tap(label)
    person = talk.stored()["person"]
    assert (person["language"], person["language_beneath"]) == (language, beneath)
    talk.write(UKRAINIAN)
    assert offers(talk) == 1


def test_danish_with_it_below_is_one_of_the_answers() -> None:
    talk = at_the_pitch()
    talk.write(ENGLISH)
    talk.tap("Danish and English")
    person = talk.stored()["person"]
    assert (person["language"], person["language_beneath"]) == ("da", "en")
    assert "Hvad brænder du for?" in talk.last.text
    assert "What do you love doing?" in talk.last.text


def test_a_late_answer_leads_back_to_where_somebody_is_by_then() -> None:
    talk = at_the_pitch()
    talk.write(ENGLISH)
    talk.command("menu")
    talk.tap("English")
    assert "What would you like to do" in talk.last.text


def test_after_a_no_nothing_is_said_of_a_language_that_is_not_the_one_above() -> None:
    """Who has Danish with English below goes on with both, and is not told that it is English."""
    talk = at_the_pitch("English", beneath="yes")
    talk.write(UKRAINIAN)
    talk.tap(talk.last.labels()[-1])
    danish, own = talk.last.text.split("· · ·")
    assert danish.startswith("Det er fint. Jeg skriver videre som før.")
    assert own.strip().startswith("That is fine. I go on as before.")


def test_a_language_is_named_in_the_language_of_the_sentence() -> None:
    talk = at_the_pitch("العربية", beneath="yes")
    said = talk.sent[-1].text
    danish, own = said.split("· · ·")
    assert "på dansk med arabisk nedenunder" in danish
    assert "العربية" in own


def test_nobody_else_can_answer_it() -> None:
    town = Town()
    town.samir.write("My name is Samir, and I have driven a truck for eight years.")
    town.samir.write(UKRAINIAN)
    assert offers(town.samir) == 1
    for _, data in town.samir.last.buttons:
        town.mette.tap_data(data)
    assert (town.samir.stored()["person"]["language"], town.mette.stored()["person"]["language"]) == (
        "en",
        "en",
    )


@pytest.mark.parametrize(
    "text",
    [
        "ok",
        "Netto",
        "Mohammed Abdullah Hassan Al-Khatib",
        "Senior Key Account Manager, Nordic Sales",
        DANISH,
        f"{DANISH} {ENGLISH}",
        f"> {ENGLISH}",
        "Я восемь лет работала на складе и умею водить погрузчик.",
    ],
)
def test_it_does_not_come_where_it_would_be_a_puzzle(text: str) -> None:
    talk = at_the_pitch()
    talk.write(text)
    assert offers(talk) == 0


def test_nobody_is_offered_what_they_have_nor_danish() -> None:
    """Who has chosen Arabic alone practises Danish, and is not to read that as a mistake."""
    alone, both = at_the_pitch("العربية"), at_the_pitch("العربية", beneath="yes")
    for talk in (alone, both):
        talk.write(ARABIC)
        talk.write(DANISH)
        assert offers(talk) == 0
    both.write(UKRAINIAN)
    assert offers(both) == 1


@pytest.mark.parametrize(
    "text",
    [
        f"{ENGLISH} But I want to die and I do not want to live any more.",
        f"{ENGLISH} My number is 010190-1234 if you need it.",
        "Can I write to you in another language?",
    ],
)
def test_it_does_not_come_where_something_else_must_be_said(text: str) -> None:
    talk = at_the_pitch()
    talk.write(text)
    assert offers(talk) == 0


def test_it_waits_as_long_as_a_sign_of_distress_is_the_newest_thing_that_was_said() -> None:
    talk = at_the_pitch()
    talk.write("I want to die")
    talk.write(ENGLISH)
    assert offers(talk) == 0
    talk.tap("Fortsæt")
    talk.write(ENGLISH)
    assert offers(talk) == 1


def test_it_does_not_come_before_somebody_has_said_yes_to_us() -> None:
    talk = Talk()
    talk.command("start")
    talk.tap("Dansk")
    talk.write(ENGLISH)
    assert offers(talk) == 0


def test_staff_who_write_to_a_citizen_are_not_asked() -> None:
    town = Town()
    town.mette.command("menu")
    town.mette.write(ARABIC)
    assert offers(town.mette) == 0


def test_what_is_mixed_of_two_scripts_is_kept_whole_and_shown_isolated() -> None:
    mixed = "Jeg hedder سمير الخطيب, og jeg bor i Київ (før: حلب) 😀."
    talk = at_the_pitch()
    talk.write(mixed)
    assert talk.answers("elevator_pitch")["who"] == mixed
    assert offers(talk) == 0
    talk.tap("⬅")
    assert f"{FIRST_STRONG}{mixed}{POP}" in talk.last.text


def test_whoever_has_no_strength_left_is_not_asked_right_after() -> None:
    talk = at_the_pitch()
    talk.write("Jeg kan ikke mere")
    assert "Fortsæt" in talk.last.labels()
    talk.write(ARABIC)
    assert offers(talk) == 0
