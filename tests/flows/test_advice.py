"""Advice below the talk: one suggestion to take or leave, never twice; what is strong is named, and once."""

from __future__ import annotations

import pytest

from bot.flows.elevator_pitch import FLOW
from tests.engine.stage import session_of
from tests.talk import Citizen, Talk

OFFER = "Ét forslag, hvis du vil"
PRAISE = "Det her er konkret og godt"
CLAIMS = (
    "Jeg hedder Samir. Jeg er 52 år.",
    "Jeg kan godt lide, når der er pænt og rent.",
    "Jeg er fleksibel.",
    "Med mig får I en, der er glad for at komme på arbejde.",
)
GOOD = (
    "Jeg hedder Samir, og jeg har kørt lastbil i otte år.",
    "Jeg kan godt lide at køre om natten.",
    "Jeg kan læsse og pakke, og jeg har truckkort.",
    "Med mig får I en, der ringer i god tid.",
)
EXAMPLE = "Sidste år gjorde jeg rent på tre afdelinger alene."


def pitched(*answers: str | int, talk: Talk | None = None, receiver: str = "En, jeg møder") -> Talk:
    """A talk of these answers to who, burn, skills and contribute; numbers are recordings of so many seconds."""
    talk = talk or Citizen().welcomed()
    for number, answer in enumerate(answers):
        if number == 2:
            talk.write("lager")
        talk.speak(answer) if isinstance(answer, int) else talk.write(answer)
    talk.tap(receiver)
    return talk


def change(talk: Talk, part: str, text: str) -> Talk:
    """Change a part of the talk."""
    talk.tap("Ret noget")
    talk.tap(f"✏ {part}")
    talk.write(text)
    return talk


def reopened(talk: Talk) -> Talk:
    """The same talk opened again from home."""
    talk.tap("Færdig for i dag")
    talk.tap("✔ Tale: lager")
    return talk


def test_a_claim_without_an_example_gets_one_suggestion_below_the_talk() -> None:
    talk = pitched(*CLAIMS)
    assert talk.last.text.index("Jeg er fleksibel.") < talk.last.text.index(OFFER)
    assert "Du skriver, at du er" in talk.last.text
    assert talk.last.labels() == ["Ja, jeg prøver", "Nej, det er godt, som det er"]


def test_an_example_comes_into_the_talk_behind_what_it_shows() -> None:
    talk = pitched(*CLAIMS)
    talk.tap("Ja, jeg prøver")
    assert "Skriv dit eksempel her." in talk.last.text
    talk.write(EXAMPLE)
    assert f"Jeg er fleksibel. {EXAMPLE} Med mig" in talk.last.text
    assert OFFER not in talk.last.text
    assert "Hvad vil du med din tale?" in talk.last.text
    assert talk.answers(FLOW.id)["example"] == EXAMPLE


def test_an_example_that_is_written_at_once_is_taken() -> None:
    talk = pitched(*CLAIMS)
    talk.write(EXAMPLE)
    assert f"Jeg er fleksibel. {EXAMPLE} Med mig" in talk.last.text
    assert "Hvad vil du med din tale?" in talk.last.text
    talk.edit(talk.own_message - 1, "Jeg tog nattevagten i går.")
    assert "fleksibel. Jeg tog nattevagten i går. Med mig" in talk.last.text
    assert EXAMPLE not in reopened(talk).last.text


@pytest.mark.parametrize(
    "text", ["hvad mener I med det?", "kan du give mig et eksempel", "det ved jeg ikke", "Hvem har kørt bus?"]
)
def test_what_is_no_example_does_not_come_into_the_talk(text: str) -> None:
    talk = pitched(*CLAIMS)
    talk.write(text)
    assert OFFER in talk.last.text
    assert "example" not in talk.answers(FLOW.id)


def test_what_is_written_to_other_advice_does_not_come_into_the_talk() -> None:
    talk = pitched("Jeg er ledig.", *GOOD[1:])
    talk.write(EXAMPLE)
    assert OFFER in talk.last.text
    assert EXAMPLE in talk.texts()


def test_a_second_example_does_not_push_the_first_aside() -> None:
    """Whoever has given one changes the answers instead."""
    talk = pitched("Jeg hedder Samir.", "Jeg kan godt lide orden.", "Jeg kan læsse.", "Jeg kommer til tiden.")
    assert "Talen er kort endnu." in talk.last.text
    talk.write(EXAMPLE)
    change(talk, "Det, du kan bidrage med", "Jeg har mange bolde i luften.")
    assert OFFER in talk.last.text
    talk.tap("Ja, jeg prøver")
    assert "Hvad vil du rette?" in talk.last.text


def test_the_example_stands_in_each_later_version_and_can_be_changed() -> None:
    talk = pitched(*CLAIMS)
    talk.tap("Ja, jeg prøver")
    talk.write(EXAMPLE)
    change(talk, "Det, du kan", "Jeg er fleksibel og rolig.")
    assert f"Jeg er fleksibel og rolig. {EXAMPLE} Med mig" in talk.last.text
    change(talk, "Dit eksempel", "Jeg tog nattevagten i går.")
    assert "rolig. Jeg tog nattevagten i går. Med mig" in talk.last.text


def test_an_example_of_nothing_in_particular_ends_the_talk() -> None:
    talk = Citizen().welcomed()
    talk.write("Jeg hedder Samir.")
    for answer in ("Jeg kan godt lide orden.", "lager"):
        talk.write(answer)
    talk.tap("Spring over")
    talk.write("Jeg kommer til tiden.")
    talk.tap("En, jeg møder")
    talk.write(EXAMPLE)
    assert f"Jeg kommer til tiden. {EXAMPLE}\n" in talk.last.text


def test_an_example_that_does_not_come_to_mind_may_be_left() -> None:
    talk = pitched(*CLAIMS)
    talk.tap("Ja, jeg prøver")
    talk.tap("Spring over")
    assert OFFER not in talk.last.text
    assert "Hvad vil du med din tale?" in talk.last.text


def test_what_asks_for_no_example_leads_to_the_answers() -> None:
    talk = pitched("Jeg er ledig.", *GOOD[1:])
    assert "Du begynder med det, der har været svært." in talk.last.text
    talk.tap("Ja, jeg prøver")
    assert "Hvad vil du rette?" in talk.last.text


def test_a_suggestion_that_is_declined_is_not_offered_again() -> None:
    talk = pitched(*CLAIMS)
    talk.tap("Nej, det er godt, som det er")
    assert talk.last.text == "Hvad vil du med din tale?"
    change(talk, "Det, du kan", "Jeg er fleksibel og rolig.")
    assert "Jeg er fleksibel og rolig." in talk.last.text
    assert OFFER not in talk.last.text
    assert OFFER not in reopened(talk).last.text
    assert session_of(talk, FLOW.id).kept["advised"] == ["example"]


def test_another_suggestion_is_still_offered() -> None:
    talk = pitched(*CLAIMS)
    talk.tap("Nej, det er godt, som det er")
    change(talk, "Hvem du er", "Jeg er ledig.")
    assert "Du begynder med det, der har været svært." in talk.last.text
    talk.tap("Nej, det er godt, som det er")
    assert OFFER not in reopened(talk).last.text


def test_a_second_suggestion_waits_until_the_talk_is_opened_again() -> None:
    talk = pitched("Jeg er ledig.", *CLAIMS[1:2], "Jeg har mange bolde i luften.", CLAIMS[3])
    assert talk.last.text.count("forslag") == 1
    talk.tap("Nej, det er godt, som det er")
    assert "mange bolde i luften" in reopened(talk).last.text.partition(OFFER)[2]
    talk.tap("Nej, det er godt, som det er")
    assert OFFER not in reopened(talk).last.text


def test_another_talk_may_get_the_same_suggestion() -> None:
    """Declining is for one exercise."""
    talk = pitched(*CLAIMS)
    talk.tap("Nej, det er godt, som det er")
    talk.tap("Færdig for i dag")
    talk.tap("Ny elevatortale")
    talk.tap("Nej, begynd forfra")
    assert OFFER in pitched(*CLAIMS, talk=talk).last.text


def test_a_good_talk_gets_no_suggestion_and_its_strongest_phrase_is_named_once() -> None:
    talk = pitched(*GOOD)
    assert f"{PRAISE}: kørt lastbil i otte år." in plain(talk)
    assert OFFER not in talk.last.text
    assert PRAISE not in reopened(talk).last.text
    change(talk, "Det, du kan bidrage med", "Med mig får I en, der ringer i god tid og kan svensk.")
    assert "svensk" in talk.last.text
    assert PRAISE not in talk.last.text


def test_a_new_strong_phrase_is_named_as_well() -> None:
    talk = pitched(*GOOD)
    change(talk, "Hvem du er", "Jeg hedder Samir. Jeg har kørt bus i tolv år.")
    assert f"{PRAISE}: kørt bus i tolv år." in plain(talk)


def test_nothing_is_praised_that_is_not_there() -> None:
    assert PRAISE not in pitched(*CLAIMS).last.text


def test_it_speaks_english() -> None:
    talk = Citizen().welcomed()
    talk.command("language")
    talk.tap("English")
    talk.tap("Only English")
    claims = (
        "I am Sam.",
        "I like order and calm at work.",
        "I am flexible.",
        "With me you get a good colleague.",
    )
    pitched(*claims, talk=talk, receiver="Somebody I meet")
    assert "One suggestion, if you want:" in talk.last.text
    talk.tap("No, it is good")
    assert talk.last.text == "What would you like to do with your talk?"


@pytest.mark.parametrize("answers", [(14, 22, 9, 8), (14, 22, "Jeg er fleksibel.", 8)])
def test_recordings_are_not_judged(answers: tuple[str | int, ...]) -> None:
    talk = pitched(*answers)
    assert OFFER not in talk.last.text
    assert PRAISE not in talk.last.text


def test_a_long_talk_is_told_so_once() -> None:
    long = "Jeg kører ud med varer til butikkerne hver dag, og jeg taler med kunderne. " * 12
    talk = pitched(GOOD[0], long, *GOOD[2:])
    assert talk.last.text.count("minut") == 1
    assert OFFER in talk.last.text


def test_words_that_are_no_answer_are_met_kindly_and_the_suggestion_stands() -> None:
    talk = pitched(*CLAIMS)
    talk.write("hvad mener I med det?")
    assert talk.last.text.startswith(
        "Tryk på den knap, der passer bedst. Skriv /help, hvis du vil vide mere."
    )
    assert OFFER in talk.last.text
    talk.write("nej")
    assert talk.last.text == "Hvad vil du med din tale?"


def test_who_pauses_at_a_suggestion_meets_it_again() -> None:
    talk = pitched(*CLAIMS)
    talk.command("pause")
    talk.tap("Fortsæt")
    assert OFFER in talk.last.text


def test_a_suggestion_that_no_longer_fits_is_not_made() -> None:
    """The language was changed while it was open, and what is worn out in one is not in the other."""
    talk = pitched(*CLAIMS[:2], "Jeg har mange bolde i luften.", CLAIMS[3])
    assert OFFER in talk.last.text
    talk.command("language")
    talk.tap("English")
    talk.tap("Only English")
    talk.write("what?")
    assert "I have no suggestion any more. Do you still want to change something?" in talk.last.text
    talk.tap("Yes, I will try")
    assert "Which part do you want to change?" in talk.last.text


def plain(talk: Talk) -> str:
    """The newest message without the marks that keep the person's words apart."""
    return talk.last.text.translate(str.maketrans("", "", "\u2068\u2069"))
