"""The composed talk: whole sentences where they can be made, and nothing that somebody else could not read."""

from __future__ import annotations

import pytest

from bot.flows._pitch import named
from tests.talk import Citizen, Talk


def pitched(*answers: str | int) -> Talk:
    """A talk of these answers to who, burn, skills and contribute; numbers are recordings of so many seconds."""
    talk = Citizen().welcomed()
    for number, answer in enumerate(answers):
        if number == 2:
            talk.write("lager")
        talk.speak(answer) if isinstance(answer, int) else talk.write(answer)
    talk.tap("En, jeg møder")
    return talk


def composed(talk: Talk) -> str:
    return next(message.text for message in reversed(talk.sent) if "Din tale er klar" in message.text)


def test_what_one_likes_to_do_becomes_a_sentence() -> None:
    talk = pitched(
        "Jeg hedder Mette.", "at hjælpe gamle mennesker", "Jeg kan lave mad.", "I får en, der bliver."
    )
    assert "Jeg kan godt lide at hjælpe gamle mennesker." in composed(talk)
    assert "Lyder det som dig?" not in composed(talk)


def test_each_sentence_of_an_answer_begins_with_a_capital() -> None:
    talk = pitched(
        "jeg hedder Mette.",
        "jeg kan lide dyr. jeg har aldrig haft hund",
        "jeg kan bl.a. lave mad",
        "det går! prøv",
    )
    assert (
        "Jeg hedder Mette. Jeg kan lide dyr. Jeg har aldrig haft hund. Jeg kan bl.a. lave mad. Det går! Prøv."
    ) in composed(talk)


@pytest.mark.parametrize("notes", ["rengøring og køkken", "ti år i køkken", "En der altid kommer til tiden"])
def test_notes_are_no_talk_yet(notes: str) -> None:
    talk = pitched("Jeg hedder Mette.", "Jeg kan godt lide orden.", notes, "I får en, der bliver.")
    assert "Lyder det som dig?" in composed(talk)


def test_what_was_only_said_is_no_part_of_the_written_talk() -> None:
    talk = pitched(14, 22, "Jeg kan læsse.", "I får en, der bliver.")
    assert "Jeg kan læsse. I får en, der bliver." in composed(talk)
    assert "Det, du har indtalt, står ikke i den skrevne tale." in composed(talk)
    talk.tap("Send mig min tale")
    assert talk.sent[-2].text == "Jeg kan læsse. I får en, der bliver."


def test_a_talk_that_is_all_recorded_says_so() -> None:
    said = composed(pitched(14, 22, 9, 8))
    assert "Din tale er indtalt og ikke skrevet." in said
    assert "står ikke i den skrevne tale" not in said


def all_spoken() -> Talk:
    """A talk of which the job is spoken too."""
    talk = Citizen().welcomed()
    talk.command("menu")
    talk.tap("Ny elevatortale")
    for seconds in (14, 22, 3, 9, 8):
        talk.speak(seconds)
    talk.tap("Det ved jeg ikke endnu")
    return talk


def test_of_a_talk_whose_job_is_spoken_the_job_is_heard_too_and_takes_none_of_its_time() -> None:
    talk = all_spoken()
    assert "cirka 53 sekunder" in composed(talk)
    heard = [each.text for each in talk.tap("🎙 Hør det, jeg har indtalt") if each.voice]
    assert [each.partition(" · ")[2] for each in heard][1:3] == ["Det, du brænder for", "Jobbet"]


def test_the_only_talk_there_is_is_used_again_by_a_yes_where_it_has_no_name() -> None:
    talk = all_spoken()
    talk.command("menu")
    talk.tap("Ny elevatortale")
    assert "Vil du bruge det i denne tale også?" in talk.last.text
    assert talk.last.labels()[:2] == ["Ja, brug det", "Nej, begynd forfra"]
    talk.tap("Ja, brug det")
    assert "Hvilket job" in talk.last.text


def test_a_recording_can_be_written_too() -> None:
    talk = Citizen().welcomed()
    talk.speak(14)
    talk.tap("✏ Skriv: ")
    assert "Hvem er du?" in talk.last.text
    talk.write("Jeg hedder Mette.")
    assert talk.answers("elevator_pitch")["who"] == "Jeg hedder Mette."
    assert "Hvad brænder du for?" in talk.last.text
    talk.command("menu")
    talk.tap("📁 Mine øvelser")
    talk.tap("Elevatortale")
    played = talk.tap("🎙 Hør det, jeg har indtalt")
    assert [each.text for each in played if each.voice] == ["Dit svar · Hvem du er"]


def test_a_beginning_that_is_written_once_more_is_not_doubled() -> None:
    talk = Citizen().welcomed()
    talk.write("Jeg hedder Mette.")
    talk.tap("Hjælp mig i gang")
    talk.tap("Tiden flyver, når jeg")
    talk.write("tiden flyver når jeg maler")
    assert talk.answers("elevator_pitch")["burn"] == "tiden flyver når jeg maler"


@pytest.mark.parametrize(
    "whole", ["At lave mad er det bedste, jeg ved", "To gange om ugen spiller jeg fodbold"]
)
def test_a_whole_sentence_stays_as_it_is(whole: str) -> None:
    talk = pitched("Jeg hedder Mette.", whole, "Jeg kan lave mad.", "I får en, der bliver.")
    assert f"{whole}." in composed(talk)
    assert "Jeg kan godt lide" not in composed(talk)


def test_nothing_is_sent_of_a_talk_that_is_only_recorded() -> None:
    talk = pitched(14, 22, 9, 8)
    said = talk.tap("Send mig min tale")
    assert "Dine optagelser ligger her i chatten." in said[0].text


@pytest.mark.parametrize(
    ("text", "named_text"),
    [
        ("Jeg hedder bo.", "Jeg hedder Bo."),
        ("Jeg vil bo i byen", "Jeg vil bo i byen"),
        ("Jeg hedder boel", "Jeg hedder boel"),
        ("My name is BO and", "My name is Bo and"),
    ],
)
def test_the_own_name_has_its_capital_where_it_is_said(text: str, named_text: str) -> None:
    assert named(text, "Bo") == named_text


def test_without_a_name_a_text_stays_as_it_is() -> None:
    assert named("Jeg hedder bo", "") == "Jeg hedder bo"


def test_what_covers_a_number_is_no_part_of_the_talk() -> None:
    talk = pitched(
        "jeg hedder samir og mit nummer er 010190-1234.", "orden", "jeg kan pakke varer", "jeg bliver længe"
    )
    assert "Jeg hedder Samir og mit nummer er. Orden." in composed(talk)
    assert "█" not in composed(talk)
    assert "██████-████" in talk.answers("elevator_pitch")["who"]


def test_a_number_with_hardly_a_word_is_asked_again_and_no_part_of_the_talk() -> None:
    talk = Citizen().welcomed()
    said = talk.write("Мій номер 010190-1234")
    assert "Hvem er du?" in said[-1].text
    assert "who" not in talk.answers("elevator_pitch")
    assert talk.stored()["unplaced"][-1]["content"]["value"] == "Мій номер ██████-████"
