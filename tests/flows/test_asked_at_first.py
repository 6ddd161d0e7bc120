"""Questions of one's own about what is saved, before somebody has agreed; and a no in words where it counts."""

from __future__ import annotations

import pytest

from bot.state import consents
from tests.flows.test_health import begun, consent
from tests.talk import Citizen, Talk
from tests.town import invitation

KEPT = "Kommer du ikke mere, sletter jeg det 26 uger efter, at du sidst var her."
ASKED = [
    ("hvem kan se det?", "De, der passer programmet, kan læse det"),
    ("hvor længe gemmer I det?", KEPT),
    ("kan jeg slette det?", "Ja, når du vil. Skriv /mydata"),
    ("hvad er Telegram?", "Telegram er den app, vi skriver i."),
]
ASKED_IN_ENGLISH = [
    ("who can see this", "Those who look after the program are able to read it"),
    ("how long do you keep it?", "I delete it 26 weeks after you were last here"),
    ("can I delete it?", "Yes, whenever you like. Write /mydata"),
    ("what is Telegram?", "Telegram is the app that we write in."),
]


def at_the_terms(talk: Talk, language: str, *more: str) -> Talk:
    talk.command("start")
    for label in (language, *more):
        talk.tap(label)
    return talk


@pytest.mark.parametrize(("question", "told"), ASKED)
@pytest.mark.parametrize("more", [(), ("Fortæl mere",)])
def test_a_question_about_what_is_saved_is_answered_and_the_choice_is_asked_again(
    question: str, told: str, more: tuple[str, ...]
) -> None:
    talk = at_the_terms(Talk(), "Dansk", *more)
    talk.write(question)
    assert told in talk.last.text
    assert "Er det i orden med dig?" in talk.last.text
    assert {"Det er i orden", "Nej tak"} <= {*talk.last.labels()}
    assert consents.of_person(talk._connection.cursor(), talk.user) == []


@pytest.mark.parametrize("question", ["hvem læser de her", "hvem læser det her"])
@pytest.mark.parametrize("more", [(), ("Fortæl mere",)])
def test_before_a_yes_nothing_is_said_to_be_kept(question: str, more: tuple[str, ...]) -> None:
    talk = at_the_terms(Talk(), "Dansk", *more)
    talk.write(question)
    assert "Det, du skriver, beholder jeg kun, hvis du siger ja." in talk.last.text
    assert "gemt" not in talk.last.text
    talk.tap("Det er i orden")
    talk.write(question)
    assert "Det, du skriver, er gemt til dig" in talk.last.text


def test_whoever_comes_to_follow_citizens_is_told_what_those_can_read() -> None:
    talk = Talk("en")
    talk.command("start", invitation(talk, "contact"))
    talk.tap("English")
    talk.write("who can see it")
    assert "What you write to a citizen, or note about one, the citizen can read" in talk.last.text


@pytest.mark.parametrize("before", [[], ["Dansk"], ["Dansk", "Det er i orden"]])
def test_nobody_is_greeted_as_if_they_had_been_here_before(before: list[str]) -> None:
    talk = Talk()
    talk.command("start")
    for label in before:
        talk.tap(label)
    said = "\n".join(each.text for each in talk.write("hej"))
    assert "igen" not in said
    assert said.lower().count("hej") <= 1


@pytest.mark.parametrize(("question", "told"), ASKED_IN_ENGLISH)
def test_in_english_too(question: str, told: str) -> None:
    talk = at_the_terms(Talk("en"), "English", "Tell me more")
    talk.write(question)
    assert told in talk.last.text


def test_later_my_data_says_for_how_long() -> None:
    talk = Citizen(Talk()).welcomed()
    talk.write("hvor længe gemmer I det?")
    assert "Skriv /mydata. Der står, hvor længe jeg gemmer det" in talk.last.text


def test_staff_are_told_what_is_so_for_them() -> None:
    talk = Talk("en")
    talk.command("start", invitation(talk, "contact"))
    talk.tap("English")
    talk.write("how long do you keep it?")
    assert "I keep it as long as you have a role." in talk.last.text


NOS = ["nej", "nej tak", "Nej!", "niks", "nej det må du ikke", "no", "nope", "no thanks"]


@pytest.mark.parametrize("no", NOS)
def test_a_written_no_is_one_at_the_question_about_health(no: str) -> None:
    talk = begun()
    talk.write(no)
    given = consent(talk)
    assert given is not None
    assert not given.agreed


@pytest.mark.parametrize("no", NOS)
@pytest.mark.parametrize("before", [("Slet det hele",), ("Slet det hele", "Ja, slet det hele")])
def test_a_written_no_keeps_everything(no: str, before: tuple[str, ...]) -> None:
    talk = Citizen(Talk()).welcomed()
    talk.command("stop")
    for label in before:
        talk.tap(label)
    talk.write(no)
    assert "Jeg har ikke slettet noget." in talk.last.text
    assert talk.known


@pytest.mark.parametrize("yes", ["ja", "ja tak", "ja det må du", "ok"])
def test_no_yes_but_the_button_or_its_words_deletes(yes: str) -> None:
    talk = Citizen(Talk()).welcomed()
    talk.command("stop")
    for label in ("Slet det hele", "Ja, slet det hele"):
        talk.tap(label)
    talk.write(yes)
    assert talk.known
