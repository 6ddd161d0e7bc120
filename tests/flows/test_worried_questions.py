"""Questions of one's own in the middle of an exercise or before a yes: they are answered, and are no answers."""

from __future__ import annotations

import pytest

from bot.engine.steps import Ask, Choice, End, Write
from tests.engine.stage import answers, begun
from tests.flows.reviewing import page
from tests.flows.test_asked_at_first import at_the_terms
from tests.talk import Talk
from tests.town import TOVE, Town, code_of, settle_citizen

WHO = Write(id="who", text="Who?", short="Who", example="Like: Lone.")
END = End(id="end")
USE = "Brug mine ord som mit svar"
NOT_BEFORE = "Nej, ikke før du selv viser eller sender det til dem."
NOT_SENT = "Nej, jeg sender det ikke videre til nogen."


@pytest.mark.parametrize(
    ("text", "reply"),
    [
        ("kan Mette læse det her?", NOT_BEFORE),
        ("ved kommunen hvad jeg skriver", NOT_BEFORE),
        ("kan kommunen se det?", NOT_BEFORE),
        ("skriver mette det til kommunen", NOT_SENT),
        ("bliver det sendt til jobcentret", NOT_SENT),
        ("hvorfor gemmer I det", "Så du kan komme tilbage til det."),
        ("er det frivilligt", "Det er frivilligt."),
        ("er du chatgpt", "Nej. Jeg er et enkelt program"),
        ("can Mette read this?", NOT_BEFORE),
    ],
)
def test_a_worried_question_is_answered_and_the_step_asked_again(text: str, reply: str) -> None:
    talk = begun(WHO, END)
    (said,) = talk.write(text)
    assert said.text.startswith(reply)
    assert said.text.endswith("Who?")
    assert USE not in said.labels()
    assert answers(talk) == {}
    talk.write("Lone")
    assert answers(talk) == {"who": "Lone"}


@pytest.mark.parametrize("text", ["hvad betyder det", "Hvad betyder det?", "what does it mean?"])
def test_who_asks_what_it_means_sees_the_example(text: str) -> None:
    talk = begun(WHO, END)
    (said,) = talk.write(text)
    assert "Like: Lone." in said.text
    assert answers(talk) == {}


@pytest.mark.parametrize("text", ["Kan godt se det hele lidt fra oven", "Det betyder meget for mig"])
def test_an_answer_with_such_words_is_an_answer(text: str) -> None:
    talk = begun(WHO, END)
    talk.write(text)
    assert answers(talk) == {"who": text}


def test_who_reads_along_is_not_kept_from_whoever_asks() -> None:
    """The organisation may be a municipality: those who look after the program are named with it."""
    talk = begun(WHO, END)
    (said,) = talk.write("kan kommunen se det?")
    assert (
        "De, der passer programmet for Demoforeningen, kan læse det, og det kan Telegram også." in said.text
    )
    assert "De, der følger dig her, kan se dit fornavn, og hvornår du sidst var her." in said.text


def test_what_was_written_beside_a_question_is_said_to_be_kept_and_can_be_the_answer() -> None:
    talk = begun(WHO, END)
    (said,) = talk.write("At hjælpe gamle mennesker. kan kommunen læse det her?")
    assert said.text.startswith(NOT_BEFORE)
    assert "Du skrev også: At hjælpe gamle mennesker.\nDet er gemt, men jeg har ikke brugt" in said.text
    assert answers(talk) == {}
    talk.tap(USE)
    assert answers(talk) == {"who": "At hjælpe gamle mennesker."}


def test_beside_a_question_in_a_pause_it_is_said_too() -> None:
    talk = begun(WHO, END)
    talk.tap("⏸ Pause")
    (said,) = talk.write("At hjælpe gamle mennesker. kan kommunen læse det her?")
    assert "Du skrev også: At hjælpe gamle mennesker." in said.text
    talk.tap(USE)
    assert answers(talk) == {"who": "At hjælpe gamle mennesker."}


def test_beside_a_question_it_is_said_where_only_buttons_answer_too() -> None:
    talk = begun(Ask(id="ask", text="Ask?", choices=(Choice(key="a", label="A"),)), END)
    (said,) = talk.write("At hjælpe gamle mennesker. kan kommunen læse det her?")
    assert "Du skrev også: At hjælpe gamle mennesker." in said.text
    assert USE not in said.labels()


@pytest.mark.parametrize("text", ["jeg forstår ikke dansk så godt", "I don't understand Danish"])
def test_who_does_not_understand_is_told_of_the_languages_there_are(text: str) -> None:
    talk = begun(WHO, END)
    (said,) = talk.write(text)
    assert said.text.startswith("Jeg kan skrive på Dansk, English, ")
    assert "Skriv /language for at vælge.\nI can write in" in said.text
    assert answers(talk) == {}
    talk.tap(USE)  # it may be what somebody finds hard
    assert answers(talk) == {"who": text}


def test_before_a_yes_too() -> None:
    talk = at_the_terms(Talk(), "Dansk")
    talk.write("jeg forstår ikke dansk så godt")
    assert "Write /language to choose one." in talk.last.text
    talk.command("language")
    talk.tap("English")
    talk.tap("Only English")
    assert "Before we begin" in talk.last.text


@pytest.mark.parametrize(
    ("text", "reply"),
    [
        ("hvad sker der hvis jeg siger nej?", "Siger du nej, sletter jeg det, jeg har gemt"),
        ("kan jobcenter tage mine penge hvis jeg siger nej?", "et nej koster dig ikke noget her"),
        ("er det frivilligt", "Det er frivilligt"),
        ("er du chatgpt", "Nej. Jeg er et enkelt program"),
        ("er du en robot", "Jeg er et program"),
        ("hvorfor gemmer I det", "Jeg gemmer det for at hjælpe dig med at øve"),
        ("kan min sagsbehandler se det", NOT_BEFORE),
        ("hvem er Mette", "Det ved jeg ikke. Du kan spørge her"),
    ],
)
def test_what_is_asked_before_a_yes_is_answered_and_the_choice_asked_again(text: str, reply: str) -> None:
    talk = at_the_terms(Talk(), "Dansk")
    talk.write(text)
    assert reply in talk.last.text
    assert {"Det er i orden", "Nej tak"} <= {*talk.last.labels()}


@pytest.mark.parametrize(
    ("text", "reply"),
    [
        ("can Mette see my health?", "No, not before you show or send it to them yourself."),
        ("can Mette see everything", "No, not before you show"),
        ("does Mette tell the municipality?", "No, I do not send it on to anybody."),
        ("will it be sent to the job centre", "No, I do not send it on to anybody."),
        ("who is Mette", "Mette is from Demoforeningen, and would like to be your contact person here."),
        ("hvem er Mette?", "Mette is from Demoforeningen"),
        ("what happens if I say no?", "It is voluntary."),
    ],
)
def test_what_is_asked_about_a_contact_person_is_answered_before_the_yes(text: str, reply: str) -> None:
    town = Town()
    tove = settle_citizen(town.samir.beside(TOVE, "en"), "Tove")
    tove.write(code_of(town.mette))
    tove.write(text)
    assert reply in tove.last.text
    assert "Is that all right with you?" in tove.last.text
    said = tove.tap("Yes, that is fine")
    assert "Mette can follow you here now." in page(said)


def test_staff_are_told_what_is_so_for_them() -> None:
    town = Town()
    town.mette.write("kan kommunen se det?")
    assert NOT_BEFORE not in town.mette.last.text
