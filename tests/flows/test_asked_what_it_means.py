"""Who asks what a question means, or asks the question back, gets it explained: it is never an answer by itself."""

from __future__ import annotations

from functools import cache

import pytest

from bot.engine.steps import Ask, Choice, End, Write
from tests.copies import once_more
from tests.engine.stage import answers, begun
from tests.talk import Citizen, Talk

EXPLAINED = (
    "Det handler om, hvad du gerne vil arbejde med. Et lavt tal passer, hvis du slet ikke ved det endnu. Et højt tal "
    "passer, hvis du kan sige: Jeg vil gerne køre varevogn, og jeg ved hvorfor. Ingen ved det bedre end du."
)
USE = "Brug mine ord som mit svar"
WHO = Write(
    id="who",
    text="Hvem vil du ringe til? Skriv det her.",
    explain="Den, der ansætter.",
    short="Hvem",
    example="Netto.",
)
OWN = Write(id="own", text="Har du et spørgsmål selv?", short="Own", explain="Kun hvis du vil.")
FOUND = Write(
    id="who", text="Who?", short="Who", explain="Short is good.", example="Lone.", starters=("I am …",)
)
END = End(id="end")


@cache
def _opened(offer: str) -> Talk:
    talk = Citizen().welcomed()
    talk.command("menu")
    talk.tap(offer)
    return talk


def opened(offer: str) -> Talk:
    """A citizen at the first question of an exercise."""
    return once_more(_opened(offer))


@pytest.mark.parametrize(
    "text",
    [
        "hvad betyder det",
        "Hvad betyder det?",
        "hvad menes der",
        "hvad er det?",
        "what does it mean?",
        "hvorfor",
    ],
)
def test_at_the_scale_the_question_is_explained_and_asked_again(text: str) -> None:
    talk = opened("Udfyld min stjerne")
    header, question = talk.last.text.split("\n\n")[-2:]
    (said,) = talk.write(text)
    assert said.text == f"{EXPLAINED}\n\n{header}\n\n{question}"
    assert "1 Rigtig svært" in said.labels()
    assert "axis_job_goal" not in talk.answers("star")


def test_not_to_know_is_still_an_answer_there() -> None:
    talk = opened("Udfyld min stjerne")
    talk.write("ved ikke")
    assert talk.answers("star")["axis_job_goal"] == "unsure"


@pytest.mark.parametrize(
    "text",
    ["hvad betyder det?", "hvem skal jeg ringe til", "Hvem skal jeg ringe til?", "hvem vil du ringe til"],
)
def test_a_question_about_whom_to_call_is_no_answer(text: str) -> None:
    talk = opened("Forbered et opkald")
    (said,) = talk.write(text)
    assert said.text.startswith("Ring til et sted, hvor du gerne vil arbejde.")
    assert "Hvem vil du ringe til?" in said.text
    assert {"💡 Vis et eksempel", USE} <= {*said.labels()}
    assert "who" not in talk.answers("employer_call")
    talk.tap(USE)
    assert talk.answers("employer_call")["who"] == text


@pytest.mark.parametrize("text", ["hvem ringer jeg til", "hvem ringe til?", "HVEM SKAL JEG RINGE TIL"])
def test_the_question_asked_back_is_no_answer(text: str) -> None:
    talk = begun(WHO, END)
    (said,) = talk.write(text)
    assert said.text == "Den, der ansætter.\n\nHvem vil du ringe til? Skriv det her."
    assert answers(talk) == {}


@pytest.mark.parametrize(
    "text", ["Hvem som helst i Netto", "Netto, hvem der nu tager den", "Til ham, du ved", "Hvem ved?"]
)
def test_an_answer_with_some_of_its_words_is_one(text: str) -> None:
    talk = begun(WHO, END)
    talk.write(text)
    assert answers(talk) == {"who": text}


@pytest.mark.parametrize("text", ["Har du plads?", "Har I job?", "Har du et job til mig?"])
def test_a_question_to_somebody_else_is_an_answer(text: str) -> None:
    talk = begun(OWN, END)
    talk.write(text)
    assert answers(talk) == {"own": text}


def test_where_nothing_is_explained_a_choice_is_only_asked_again() -> None:
    choices = (Choice(key="a", label="A"), Choice(key="unsure", label="Ved ikke"))
    talk = begun(Ask(id="ask", text="Ask?", choices=choices), END)
    (said,) = talk.write("hvad betyder det")
    assert said.text == "Det er helt i orden. Tag dig god tid.\n\nAsk?"
    assert answers(talk) == {}


def test_what_stands_in_the_question_is_not_said_twice() -> None:
    first = Write(
        id="who", text="Who?", short="Who", intro="A pitch is short. " * 8, explain="Your name is enough."
    )
    talk = begun(first, END)
    (said,) = talk.write("hvad betyder det")
    assert said.text.startswith("Your name is enough.")
    assert said.text.count("A pitch is short.") == 8


@pytest.mark.parametrize("shown", ["Forklar mere", "💡 Vis et eksempel"])
def test_the_question_that_a_greeting_gets_is_the_question(shown: str) -> None:
    """'Here is the question' was said of an explanation, and a beginning that had been left stood before the answer."""
    talk = begun(FOUND, END)
    talk.tap("Hjælp mig i gang")
    talk.tap("I am …")
    talk.tap(shown)
    (said,) = talk.write("hej")
    assert said.text == "Hej. Her er spørgsmålet.\n\nWho?"
    talk.tap(USE)
    assert answers(talk) == {"who": "hej"}


def test_a_sentence_that_is_begun_stays_so_through_a_greeting() -> None:
    talk = begun(FOUND, END)
    talk.tap("Hjælp mig i gang")
    talk.tap("I am …")
    assert talk.write("hej")[0].text.endswith("Skriv resten af sætningen: I am …")
    talk.write("Samir")
    assert answers(talk) == {"who": "I am Samir"}


@pytest.mark.parametrize("shown", ["Forklar mere", "💡 Vis et eksempel", "Hjælp mig i gang"])
def test_a_beginning_that_was_left_stands_before_no_answer(shown: str) -> None:
    talk = begun(FOUND, END)
    talk.tap("Hjælp mig i gang")
    talk.tap("I am …")
    talk.tap(shown)
    talk.write("My name is Samir")
    assert answers(talk) == {"who": "My name is Samir"}
