"""The call sheet: the person's own words first, a sentence from their talk, and nothing that leaves the picture."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.flows._calling import CAME_OF_IT
from tests.pictures.drawn import read, words
from tests.talk import Citizen, Talk

if TYPE_CHECKING:
    from tests.screen import Message


def prepared(talk: Talk, *, reason: str = "Om et job, de har", job: str = "lager") -> Talk:
    """A sheet with three questions and the proposed words."""
    talk.command("menu")
    talk.tap("Forbered et opkald")
    talk.write("Netto i Valby")
    talk.tap(reason)
    if reason.startswith("Om et job"):
        talk.write(job)
    for _ in range(3):
        talk.tap("Spring over")
    for label in ("☐ Ansvar i jobbet", "☐ De daglige opgaver", "☐ Kontakt med kunder", "✔ Færdig"):
        talk.tap(label)
    talk.tap("Kontakt med kunder")
    talk.tap("Ansvar i jobbet")
    talk.tap("Brug forslaget")
    talk.tap("Brug forslaget")
    return talk


def sheet(talk: Talk) -> Message:
    return next(message for message in reversed(talk.sent) if message.drawing)


def test_the_questions_stand_in_the_order_that_was_chosen() -> None:
    lines = sheet(prepared(Citizen().welcomed())).text.splitlines()
    assert lines[lines.index("Spørg") + 1 :][:3] == [
        "1. Hvor meget kontakt får jeg med kunder?",
        "2. Hvad får jeg ansvar for?",
        "3. Hvordan ser en almindelig dag ud?",
    ]


def test_the_first_words_take_a_sentence_from_the_talk_for_that_job_and_not_the_name_twice() -> None:
    said = sheet(prepared(Citizen().with_pitch())).text
    assert "mit navn er Samir. Jeg ringer om jobbet: lager. Jeg har kørt lastbil i otte år. Har" in said


def test_the_answering_machine_hears_the_job_too() -> None:
    talk = prepared(Citizen().welcomed())
    said = talk.tap("Hvis ingen tager den")[0].text
    assert "Goddag, det er Samir. Jeg ringer om jobbet: lager. Jeg ringer igen senere." in said


def test_a_job_that_is_not_called_about_any_more_stands_nowhere() -> None:
    talk = prepared(Citizen().welcomed())
    changed(talk, "Hvorfor du ringer").tap("For at høre")
    assert "lager" not in sheet(talk).text
    assert "lager" not in talk.tap("Hvis ingen tager den")[0].text
    (page,) = [message.page for message in talk.tap("Send mig arket") if message.page]
    assert page.byline == ""


def test_who_calls_without_a_job_on_offer_has_other_words() -> None:
    said = sheet(prepared(Citizen().welcomed(), reason="For at høre")).text
    assert "Har I opgaver, som jeg kan hjælpe med nogle timer om ugen?" in said
    assert "Må jeg ringe igen om nogle uger?" in said


def test_changing_an_answer_changes_the_sheet_and_keeps_both_versions() -> None:
    talk = prepared(Citizen().welcomed())
    talk.tap("Ret noget")
    talk.tap("✏ Nummeret")
    talk.write("20123456")
    assert "+45 20 12 34 56" in sheet(talk).text
    assert len(talk.stored()["versions"]) == 2


def at_first_words() -> Talk:
    """Somebody who is shown the first words that are proposed."""
    talk = Citizen().welcomed()
    talk.command("menu")
    talk.tap("Forbered et opkald")
    talk.write("Plejehjemmet Lærken")
    talk.tap("For at høre")
    for label in ("Spring over",) * 3:
        talk.tap(label)
    for label in ("☐ Ansvar i jobbet", "☐ De daglige opgaver", "☐ Kontakt med kunder", "✔ Færdig"):
        talk.tap(label)
    talk.tap("Kontakt med kunder")
    talk.tap("Ansvar i jobbet")
    assert talk.last.text.startswith("Opkald til arbejdsgiver · 7 af 7")
    return talk


def test_own_words_may_be_written_at_once_instead_of_those_that_are_proposed() -> None:
    talk = at_first_words()
    said = talk.write("Hej, det er Samir. Har I brug for en i køkkenet?")
    assert said[-1].text.startswith("Tak. Det er gemt.\n\nDu kan slutte sådan her:")
    talk.write("Tak for snakken.")
    assert "Sig først\nHej, det er Samir. Har I brug for en i køkkenet?" in sheet(talk).text
    assert "Sig til sidst\nTak for snakken." in sheet(talk).text


def test_words_that_were_written_at_once_can_be_edited_and_changed() -> None:
    talk = at_first_words()
    talk.write("Hej, det er Samir.")
    talk.edit(talk.own_message - 1, "Goddag, det er Samir.")
    talk.tap("Fortsæt")
    talk.tap("Brug forslaget")
    assert "Sig først\nGoddag, det er Samir." in sheet(talk).text
    changed(talk, "Dine første ord").tap("Jeg skriver mit eget")
    assert "Dit svar nu: Goddag, det er Samir." in talk.last.text
    talk.write("Jeg hedder Samir")
    assert "Sig først\nJeg hedder Samir" in sheet(talk).text
    assert talk.last.text == "Hvad vil du nu?"
    talk.tap("Ret noget")
    assert "Dine første ord\nJeg hedder Samir" in talk.last.text


def test_own_words_that_came_too_early_are_moved_and_stored_once() -> None:
    talk = at_first_words()
    talk.tap("⬅ Tilbage")
    talk.tap("Kontakt med kunder")
    words = "Hej, det er Samir fra Valby."
    talk.burst("Ansvar i jobbet", words)
    talk.tap("Brug mine ord som mit svar")
    talk.tap("Brug forslaget")
    assert f"Sig først\n{words}" in sheet(talk).text
    assert talk.texts().count(words) == 1


def test_a_yes_uses_what_is_proposed_and_a_no_asks_for_own_words() -> None:
    talk = at_first_words()
    talk.write("ja")
    assert "Du kan slutte sådan her" in talk.last.text
    talk.write("nej")
    assert "Hvad vil du sige til sidst?" in talk.last.text


def test_who_does_not_know_is_not_quoted() -> None:
    talk = at_first_words()
    talk.write("det ved jeg ikke")
    assert talk.last.text.startswith("Det er helt i orden.")
    assert "Du kan begynde sådan her" in talk.last.text
    assert "det ved jeg ikke" not in talk.answers("employer_call").values()


def changed(talk: Talk, what: str) -> Talk:
    talk.tap("Ret noget")
    talk.tap(f"✏ {what}")
    return talk


def test_who_calls_without_a_job_on_offer_is_not_asked_which_job_until_there_is_one() -> None:
    talk = prepared(Citizen().welcomed(), reason="For at høre")
    assert "Hvilket job" not in "".join(message.text for message in talk.sent)
    changed(talk, "Hvorfor du ringer").tap("Om et job, de har")
    assert "Hvilket job handler det om?" in talk.last.text
    talk.write("køkken")
    assert "Jeg ringer om jobbet: køkken." in sheet(talk).text


def test_a_question_of_ones_own_that_comes_later_is_put_on_the_sheet() -> None:
    talk = prepared(Citizen().welcomed())
    changed(talk, "Dine egne spørgsmål").write("Er der en bus?")
    ticked = [label for label in talk.last.labels() if label.startswith("☑")]
    assert ticked == ["☑ Er der en bus?", "☑ Ansvar i jobbet", "☑ De daglige opgaver", "☑ Kontakt med kunder"]
    for label in ("✔ Færdig", "Er der en bus?", "Ansvar i jobbet", "De daglige opgaver"):
        talk.tap(label)
    assert "1. Er der en bus?" in sheet(talk).text


def test_a_question_of_ones_own_that_is_put_in_other_words_is_another_question() -> None:
    talk = prepared(Citizen().welcomed())
    changed(talk, "Dine egne spørgsmål").write("Er der en bus?")
    for label in ("✔ Færdig", "Er der en bus?", "Ansvar i jobbet", "De daglige opgaver"):
        talk.tap(label)
    talk.tap("Jeg har ringet")
    talk.tap("Ja")
    for answer in ("Ja, linje 4", "nej", "ja", "ja"):
        talk.write(answer)
    talk.tap("Spring over")
    talk.command("menu")
    talk.tap("✔ Opkald: Netto i Valby")
    assert "1. Er der en bus?\n– Ja, linje 4" in sheet(talk).text
    changed(talk, "Dine egne spørgsmål").write("Er der frokost?\nER DER EN BUS")
    assert talk.last.labels()[:2] == ["☑ Er der frokost?", "☑ ER DER EN BUS"]
    for label in ("✔ Færdig", "Er der frokost?", "ER DER EN BUS", "Ansvar i jobbet", "De daglige opgaver"):
        talk.tap(label)
    asked = sheet(talk).text
    assert "1. Er der frokost?\n2. ER DER EN BUS\n– Ja, linje 4\n3. " in asked


def test_no_more_of_ones_own_questions_are_ticked_at_first_than_may_be() -> None:
    talk = prepared(Citizen().welcomed())
    changed(talk, "Dine egne spørgsmål").write("\n".join(f"Spørgsmål {letter}?" for letter in "ABCDEFGH"))
    assert [label[0] for label in talk.last.labels()[:8]] == ["☑"] * 3 + ["☐"] * 5  # three stand already
    changed_mind = Citizen().welcomed()
    changed_mind.command("menu")
    changed_mind.tap("Forbered et opkald")
    changed_mind.write("Netto")
    changed_mind.tap("For at høre")
    changed_mind.tap("Spring over")
    changed_mind.tap("Spring over")
    changed_mind.write("\n".join(f"Spørgsmål {letter}?" for letter in "ABCDEFGH"))
    assert [label[0] for label in changed_mind.last.labels()[:8]] == ["☑"] * 6 + ["☐"] * 2
    changed_mind.tap("✔ Færdig")
    assert "Hvad spørger du om først?" in changed_mind.last.text


def test_an_order_that_no_longer_fits_is_neither_shown_nor_kept() -> None:
    talk = prepared(Citizen().welcomed())
    changed(talk, "Det, du spørger om").tap("☑ Ansvar i jobbet")
    talk.tap("☐ Alene eller sammen")
    talk.tap("✔ Færdig")
    assert talk.last.text == "Hvad spørger du om først? Tryk på dem i rækkefølge."
    assert "Behold mit svar" not in talk.last.labels()


def test_the_menu_after_a_way_back_says_what_it_always_says() -> None:
    talk = prepared(Citizen().welcomed())
    talk.tap("Jeg har ringet")
    talk.tap("⬅ Tilbage")
    assert "begge fødder på gulvet" in talk.tap("Få ro på først")[-1].text


def test_what_they_said_is_asked_in_the_order_of_the_sheet_and_stands_on_it_with_the_next_step() -> None:
    talk = prepared(Citizen().welcomed())
    talk.tap("Jeg har ringet")
    talk.tap("Ja")
    assert "Kontakt med kunder\nHvad sagde de?" in talk.last.text
    for answer in ("nej", "ja", "Man fylder varer op"):
        talk.write(answer)
    talk.write("Sende min ansøgning")
    said = talk.tap("I morgen")
    assert said[0].text.startswith("Det er gemt. Jeg skriver til dig tirsdag 24. november.")
    talk.wait(days=1)
    talk.tap("Fortsæt")
    assert sheet(talk).text.split("Spørg\n")[1].splitlines()[:6] == [
        "1. Hvor meget kontakt får jeg med kunder?",
        "– nej",
        "2. Hvad får jeg ansvar for?",
        "– ja",
        "3. Hvordan ser en almindelig dag ud?",
        "– Man fylder varer op",
    ]
    assert "Mit næste skridt\nSende min ansøgning" in sheet(talk).text


def test_a_reminder_is_never_set_for_a_time_that_has_been() -> None:
    talk = prepared(Citizen().welcomed())
    talk.tap("Mind mig om det")
    talk.write("i dag kl. 8")
    assert talk.last.text == (
        "Klokken er allerede over 08.00.\n\nHvornår på dagen?\n\nTryk på et tidspunkt, eller skriv det."
    )
    assert talk.last.labels()[:2] == ["13.00", "⬅ Tilbage"]
    talk.write("halv otte")
    assert talk.last.text.startswith("Klokken er allerede over 07.30 i dag. Vælg en anden tid.")
    assert "mandag 23. november kl. 13.00" in talk.tap("13.00")[0].text


def test_the_number_is_one_that_can_be_tapped() -> None:
    talk = prepared(Citizen().welcomed())
    changed(talk, "Nummeret").write("20 12 34 56 lok. 7")
    assert "+45 20 12 34 56, lokal 7" in sheet(talk).text
    talk.tap("☎ Ring nu")
    assert talk.last.text.startswith("Tryk på nummeret for at ringe: +4520123456, lokal 7\n")


def calls_due(talk: Talk) -> list[str]:
    """The days that reminders to call are set for."""
    return [each["due_at"][:10] for each in talk.stored()["timers"] if each["kind"] == "call"]


@pytest.mark.parametrize("came_of_it", ["Ja", "De ringer tilbage"])
def test_a_call_that_has_been_made_is_not_reminded_of(came_of_it: str) -> None:
    talk = prepared(Citizen().welcomed())
    talk.tap("Mind mig om det")
    talk.write("på torsdag kl. 9")
    assert calls_due(talk) == ["2026-11-26"]
    talk.tap("Jeg har ringet")
    talk.tap(came_of_it)
    assert calls_due(talk) == []


def test_whoever_reached_nobody_need_not_choose_a_day() -> None:
    talk = prepared(Citizen().welcomed())
    talk.tap("Jeg har ringet")
    said = talk.tap("Ingen tog den")
    assert "Vil du prøve igen en anden dag?" in said[-1].text
    talk.tap("Ikke nu")
    assert calls_due(talk) == []
    assert "Hvad har du lyst til, Samir?" in talk.last.text


@pytest.mark.parametrize("stopped", ["at the end", "on the way"])
def test_a_copy_of_a_call_that_was_made_is_a_call_to_prepare(stopped: str) -> None:
    talk = prepared(Citizen().welcomed())
    talk.tap("Jeg har ringet")
    talk.tap("Ja")
    talk.write("Meget kontakt")
    if stopped == "at the end":
        talk.write("Kassen")
        talk.write("Man fylder varer op")
        talk.write("Sende min ansøgning")
        talk.tap("I morgen")
        changed(opened(talk), "Det, du ved om dem").write("De laver pizza")  # a version with what was said
        assert "– Meget kontakt" in talk.stored()["versions"][-1]["content"]["text"]
    talk.command("menu")
    talk.tap("📁 Mine øvelser")
    talk.tap("Opkald: Netto i Valby" if stopped == "on the way" else "✔ Opkald: Netto i Valby")
    talk.tap("Lav en kopi")
    copy = talk.stored()["exercises"][-1]
    assert talk.last.text == "Hvad vil du nu?"
    assert "Meget kontakt" not in sheet(talk).text
    assert "Sende min ansøgning" not in sheet(talk).text
    assert {answer["step"].split("/")[0] for answer in copy["answers"]}.isdisjoint(CAME_OF_IT)
    newest = talk.stored()["versions"][-1]["content"]["text"]
    assert newest.startswith("Netto i Valby")
    assert "Meget kontakt" not in newest


def opened(talk: Talk) -> Talk:
    talk.command("menu")
    talk.tap("✔ Opkald: Netto i Valby")
    return talk


def test_a_very_long_answer_does_not_leave_the_picture() -> None:
    talk = Citizen().welcomed()
    talk.command("menu")
    talk.tap("Forbered et opkald")
    talk.write("x" * 4096)
    talk.tap("Om et job")
    talk.tap("Spring over")
    talk.tap("Spring over")
    talk.write("De laver " + "meget " * 600)
    talk.tap("Spring over")
    for label in ("☐ Ansvar i jobbet", "☐ De daglige opgaver", "☐ Kontakt med kunder", "✔ Færdig"):
        talk.tap(label)
    for label in ("Kontakt med kunder", "Ansvar i jobbet", "Brug forslaget", "Brug forslaget"):
        talk.tap(label)
    drawn = read(sheet(talk).drawing)
    assert int(drawn.get("height", 0)) < 2000
    assert max(map(len, words(drawn))) < 60


@pytest.mark.parametrize(
    "who",
    [
        "Jeg er desværre bare ufaglært og har været syg med depression i tre år.",
        "Jeg blev fyret fra mit job i 2023.",
        "Jeg kan bare lave mad til 60.",
    ],
)
def test_what_was_hard_or_makes_small_is_never_proposed_to_an_employer(who: str) -> None:
    """Neither to say first, nor to say to an answering machine."""
    talk = Citizen().welcomed()
    for text in (who, "Orden", "lager"):
        talk.write(text)
    for _ in range(2):
        talk.tap("Spring over")
    talk.tap("En, jeg møder")
    prepared(talk)
    talk.tap("Hvis ingen tager den")
    said = "\n".join(message.text for message in talk.sent if "Goddag" in message.text)
    assert said
    assert who.rstrip(".") not in said


def test_what_covers_a_number_stands_neither_on_the_sheet_nor_in_its_first_words() -> None:
    said = sheet(prepared(Citizen().welcomed(), job="lager i Valby om natten 010190-1234")).text
    assert "Jeg ringer om jobbet: lager i Valby om natten." in said
    assert "█" not in said
