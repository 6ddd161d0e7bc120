"""Everyday words for a button: yes and no where that is asked, and ways around that are not open here."""

from __future__ import annotations

import pytest

from bot.engine.steps import Ask, Choice, End, Write
from tests.engine.stage import answers, begun, focus
from tests.talk import Talk
from tests.town import settle_citizen

SURE = Ask(
    id="sure",
    text="Sure?",
    choices=(Choice(key="yes", label="I agree"), Choice(key="no", label="Rather not")),
)
WHICH = Ask(
    id="which", text="Which?", choices=(Choice(key="one", label="One"), Choice(key="two", label="Two"))
)
ERASING = (
    Choice(key="erase", label="Yes, delete everything", exact=True),
    Choice(key="keep", label="I keep it"),
)
WHO = Write(id="who", text="Who?")
END = End(id="end")


@pytest.mark.parametrize("word", ["ja", "Ja tak!", "OK", "okay", "yes"])
def test_a_yes_counts_as_the_button(word: str) -> None:
    talk = begun(SURE, WHO, END)
    talk.write(word)
    assert answers(talk) == {"sure": "yes"}


@pytest.mark.parametrize("word", ["nej", "Nej tak.", "no", "det vil jeg ik", "nej vil ik", "helst ikk"])
def test_a_no_counts_as_the_button(word: str) -> None:
    talk = begun(SURE, WHO, END)
    talk.write(word)
    assert answers(talk) == {"sure": "no"}


@pytest.mark.parametrize("word", ["Skriv ik til mig", "skriv ike til mej", "SKRIV IKK TIL MIG"])
def test_a_button_is_known_however_its_common_words_are_spelt(word: str) -> None:
    choices = (Choice(key="quiet", label="Skriv ikke til mig"), Choice(key="write", label="Skriv til mig"))
    talk = begun(Ask(id="how", text="How?", choices=choices), WHO, END)
    talk.write(word)
    assert answers(talk) == {"how": "quiet"}


def test_an_answer_is_kept_as_it_was_spelt() -> None:
    talk = begun(WHO, END)
    talk.write("Jeg er ik bange for at tage fat")
    assert answers(talk) == {"who": "Jeg er ik bange for at tage fat"}


@pytest.mark.parametrize(("written", "command"), [("stopp", "stop"), ("hlep", "help"), ("mydate", "mydata")])
def test_a_command_with_a_letter_wrong_is_the_one_that_is_meant(written: str, command: str) -> None:
    meant, told = begun(WHO, END), begun(WHO, END)
    assert [said.text for said in told.command(written)] == [said.text for said in meant.command(command)]


def test_who_is_told_which_commands_there_are_reads_how_to_stop() -> None:
    (said,) = begun(WHO, END).command("settings")
    assert "/menu, /help, /pause, /stop" in said.text


def test_a_yes_to_another_choice_is_no_answer() -> None:
    talk = begun(WHICH, WHO, END)
    talk.write("ja")
    assert answers(talk) == {}


def test_a_yes_to_an_open_question_is_an_answer_only_if_it_is_meant_as_one() -> None:
    talk = begun(WHO, END)
    talk.write("ja")
    assert answers(talk) == {}
    talk.tap("Brug mine ord som mit svar")
    assert answers(talk) == {"who": "ja"}


def test_what_stands_before_a_comma_is_enough() -> None:
    choices = (Choice(key="rest", label="Stop here"), Choice(key="back", label="No, go on"))
    talk = begun(Ask(id="stop", text="Stop?", choices=choices), WHO, END, language="en")
    talk.write("no")
    assert answers(talk) == {"stop": "back"}


def test_the_beginning_of_a_choice_is_not_enough() -> None:
    """Else an "I" would be an "I agree", and a "yes" would delete everything."""
    talk = begun(Ask(id="sure", text="Sure?", choices=ERASING), WHO, END, language="en")
    for text in ("yes", "I", "yes, delete", "Yes, delete everythng"):
        talk.write(text)
    assert answers(talk) == {}
    talk.write("Yes, delete everything!")
    assert answers(talk) == {"sure": "erase"}


def asked_to_agree() -> Talk:
    talk = Talk()
    talk.command("start")
    talk.tap("Dansk")
    return talk


@pytest.mark.parametrize(
    "text", ["ja tak", "ok det er fint nok", "ja det er i orden", "Det er i orden, tak", "jo ok", "ja ja"]
)
def test_consent_is_given_in_words(text: str) -> None:
    talk = asked_to_agree()
    talk.write(text)
    assert talk.stored()["person"]["agreed"]


@pytest.mark.parametrize(
    "text", ["ja nej", "det er ikke fint", "det er ikke i orden", "det er nok", "ja men nej"]
)
def test_what_is_no_plain_yes_is_no_consent_and_gets_the_short_question(text: str) -> None:
    talk = asked_to_agree()
    asked = talk.write(text)[-1]
    assert not talk.stored()["person"]["agreed"]
    assert "Er det i orden med dig?" in asked.text
    assert "Før vi går i gang" not in asked.text
    assert "Det er i orden" in asked.labels()


@pytest.mark.parametrize(("text", "key"), [("jo ok", "yes"), ("ja det er fint", "yes"), ("nej tak så", "no")])
def test_a_yes_or_no_may_have_words_around_it_that_change_nothing(text: str, key: str) -> None:
    choices = (Choice(key="yes", label="Ja, vis det"), Choice(key="no", label="Nej, ikke nu"))
    talk = begun(Ask(id="show", text="Show?", choices=choices), WHO, END)
    talk.write(text)
    assert answers(talk) == {"show": key}


def test_nothing_is_deleted_by_a_yes_with_more_around_it() -> None:
    choices = (Choice(key="yes", label="Ja, slet det", exact=True), Choice(key="no", label="Nej"))
    talk = begun(Ask(id="sure", text="Sure?", choices=choices), WHO, END)
    for text in ("ja det er fint", "ok det er fint nok", "jo ok", "ja ok"):
        talk.write(text)
    assert answers(talk) == {}


def test_skipping_what_cannot_be_skipped_is_no_answer() -> None:
    talk = begun(WHO, END)
    talk.write("spring over")
    assert answers(talk) == {}
    assert talk.last.text.startswith("Det her spørgsmål kan jeg ikke undvære.")
    assert talk.last.text.endswith("Who?")


def test_back_at_the_first_question_is_no_answer() -> None:
    talk = begun(WHO, END)
    talk.write("tilbage")
    assert answers(talk) == {}
    assert talk.last.text == "Det her er det første spørgsmål.\n\nWho?"


LISTENERS = (
    Choice(key="phone", label="An employer on the phone"),
    Choice(key="met", label="Somebody I meet"),
    Choice(key="unsure", label="I do not know yet"),
)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("an employr on the phon", "phone"),
        ("sombody i meet", "met"),
        ("Somebody I meet please", "met"),
        ("employer phone", "phone"),
    ],
)
def test_a_label_may_be_misspelt_and_have_a_little_around_it(text: str, key: str) -> None:
    talk = begun(Ask(id="ask", text="Who?", choices=LISTENERS), WHO, END, language="en")
    talk.write(text)
    assert answers(talk) == {"ask": key}


@pytest.mark.parametrize(
    "text", ["not somebody I meet", "I was at work all day and met somebody there", "an", "I"]
)
def test_what_is_only_somewhat_like_a_label_is_none(text: str) -> None:
    talk = begun(Ask(id="ask", text="Who?", choices=LISTENERS), WHO, END, language="en")
    talk.write(text)
    assert answers(talk) == {}


def test_a_no_that_belongs_to_the_label_is_no_objection() -> None:
    silent = (Choice(key="yes", label="I will tell"), Choice(key="no", label="I will not answer that"))
    talk = begun(Ask(id="ask", text="What?", choices=silent), WHO, END, language="en")
    talk.write("i will not anser that now")
    assert answers(talk) == {"ask": "no"}


def test_what_is_like_two_labels_is_neither() -> None:
    colours = (Choice(key="a", label="Light green one"), Choice(key="b", label="Light green two"))
    talk = begun(Ask(id="ask", text="Which?", choices=colours), WHO, END, language="en")
    talk.write("light grene")
    assert answers(talk) == {}


@pytest.mark.parametrize("word", ["i overmorgen", "morgenmad"])
def test_a_word_that_only_holds_the_word_of_a_button_is_another(word: str) -> None:
    choices = (Choice(key="tomorrow", label="I morgen"), Choice(key="later", label="Later"))
    talk = begun(Ask(id="when", text="When?", choices=choices), WHO, END)
    talk.write(word)
    assert answers(talk) == {}


@pytest.mark.parametrize("word", ["i morgn", "imorgen", "Så i morgen"])
def test_a_misspelt_word_of_a_button_is_still_the_button(word: str) -> None:
    choices = (Choice(key="tomorrow", label="I morgen"), Choice(key="later", label="Later"))
    talk = begun(Ask(id="when", text="When?", choices=choices), WHO, END)
    talk.write(word)
    assert answers(talk) == {"when": "tomorrow"}


DAYS = {
    "da": ("I morgen", "Torsdag", "I aften", "Næste uge"),
    "en": ("Tomorrow", "Thursday", "This evening", "Next week"),
}


@pytest.mark.parametrize(
    ("language", "word"),
    [
        ("da", "i morges"),
        ("da", "i aftes"),
        ("da", "tirsdag"),
        ("da", "på tirsdag"),
        ("da", "lørdag"),
        ("en", "Tuesday"),
        ("en", "this morning"),
    ],
)
def test_the_name_of_a_day_or_a_time_is_no_misspelling_of_another(language: str, word: str) -> None:
    choices = tuple(Choice(key=f"c{number}", label=label) for number, label in enumerate(DAYS[language]))
    talk = begun(Ask(id="when", text="When?", choices=choices), WHO, END, language=language)
    talk.write(word)
    assert answers(talk) == {}


@pytest.mark.parametrize(("word", "key"), [("i morgn", "c0"), ("torsdg", "c1"), ("i aftn", "c2")])
def test_a_misspelt_name_of_a_day_or_a_time_is_its_button(word: str, key: str) -> None:
    choices = tuple(Choice(key=f"c{number}", label=label) for number, label in enumerate(DAYS["da"]))
    talk = begun(Ask(id="when", text="When?", choices=choices), WHO, END)
    talk.write(word)
    assert answers(talk) == {"when": key}


@pytest.mark.parametrize(
    ("text", "labels", "key"),
    [
        ("ok", ("Okay", "Back"), "0"),
        ("ok", ("5 Okay", "6 Good"), "0"),
        ("yes", ("All right", "Back"), "0"),
        ("ok", ("Yes, please", "No"), "0"),
        ("no thanks", ("Mine", "No, go on"), "1"),
    ],
)
def test_another_word_for_the_same_yes_or_no_is_a_tap(text: str, labels: tuple[str, str], key: str) -> None:
    choices = tuple(Choice(key=str(number), label=label) for number, label in enumerate(labels))
    talk = begun(Ask(id="ask", text="Ask?", choices=choices), WHO, END, language="en")
    talk.write(text)
    assert answers(talk) == {"ask": key}


@pytest.mark.parametrize("labels", [("Yes, delete", "No"), ("Yes, all", "Yes, but less")])
def test_a_yes_that_two_buttons_mean_or_that_has_to_be_exact_is_asked_about(labels: tuple[str, str]) -> None:
    choices = tuple(
        Choice(key=str(number), label=label, exact="delete" in label) for number, label in enumerate(labels)
    )
    talk = begun(Ask(id="ask", text="Ask?", choices=choices), WHO, END, language="en")
    assert talk.write("ok")[-1].text.startswith("I am not sure what you mean. Tap one of the buttons.")
    assert answers(talk) == {}


@pytest.mark.parametrize("text", ["ok", "fine", "all right", "that is fine", "I agree", "okay"])
def test_nothing_is_deleted_by_a_word_that_is_said_of_much(text: str) -> None:
    talk = settle_citizen(Talk("en"), "Samir")
    talk.command("stop")
    talk.tap("Delete everything")
    asked = talk.write(text)[-1]
    assert asked.text.startswith("I am not sure what you mean.")
    assert talk.stored()
    talk.write("yes")
    talk.write("yes, delete it now")
    assert not talk.stored()


@pytest.mark.parametrize(("text", "place"), [("ok", "plain"), ("no thanks", "who")])
def test_another_word_for_yes_or_no_is_heard_at_a_side_message(text: str, place: str) -> None:
    ask = Ask(id="plain", text="Plain?", choices=(Choice(key="a", label="A"), Choice(key="b", label="B")))
    talk = begun(ask, WHO, END, language="en")
    talk.tap("A")
    talk.tap("B")
    assert talk.last.labels() == ["Yes", "No, go on"]
    talk.write(text)
    assert focus(talk).at == place


AMOUNTS = ("Ét spørgsmål", "Tre spørgsmål", "En hel øvelse", "Jeg kigger bare")


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("tre spørgsmol", "1"),
        ("3", "1"),
        ("tre", "1"),
        ("3 spørgsmål", "1"),
        ("1", "0"),
        ("et spørgsmol", "0"),
        ("en hel øvlse", "2"),
    ],
)
def test_where_choices_count_the_same_thing_a_number_is_one_of_them(text: str, key: str) -> None:
    choices = tuple(Choice(key=str(number), label=label) for number, label in enumerate(AMOUNTS))
    talk = begun(Ask(id="ask", text="How much?", choices=choices), WHO, END)
    talk.write(text)
    assert answers(talk) == {"ask": key}


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("2", AMOUNTS),
        ("ikke tre spørgsmål", AMOUNTS),
        ("tre uger", AMOUNTS),
        ("1", ("En anden dag", "I morgen")),
        ("1", ("En anden dag", "To spørgsmål")),
    ],
)
def test_a_number_that_no_choice_counts_is_none(text: str, labels: tuple[str, ...]) -> None:
    choices = tuple(Choice(key=str(number), label=label) for number, label in enumerate(labels))
    talk = begun(Ask(id="ask", text="How much?", choices=choices), WHO, END)
    talk.write(text)
    assert answers(talk) == {}
