"""The call sheet: the person's own words first, a sentence from their talk, and nothing that leaves the picture."""

from __future__ import annotations

from tests.pictures.drawn import read, words
from tests.talk import Citizen, Message, Talk


def prepared(talk: Talk, *, reason: str = "Om et job, de har", job: str = "lager") -> Talk:
    """A sheet with three questions and the proposed words."""
    talk.command("menu")
    talk.tap("Gør et opkald klar")
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
    talk.tap("Brug det")
    talk.tap("Brug det")
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
    assert "mit navn er Samir. Jeg ringer om jobbet: lager. Jeg kan godt lide at køre om natten. Har" in said


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


def test_a_question_of_ones_own_that_is_put_better_stays_where_it_was() -> None:
    talk = prepared(Citizen().welcomed())
    changed(talk, "Dine egne spørgsmål").write("Er der en bus?")
    for label in ("✔ Færdig", "Er der en bus?", "Ansvar i jobbet", "De daglige opgaver"):
        talk.tap(label)
    changed(talk, "Dine egne spørgsmål").write("Kører der en bus?")
    assert "1. Kører der en bus?" in sheet(talk).text
    assert talk.last.text == "Hvad vil du nu?"


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


def test_a_very_long_answer_does_not_leave_the_picture() -> None:
    talk = Citizen().welcomed()
    talk.command("menu")
    talk.tap("Gør et opkald klar")
    talk.write("x" * 4096)
    talk.tap("Om et job")
    talk.tap("Spring over")
    talk.tap("Spring over")
    talk.write("De laver " + "meget " * 600)
    talk.tap("Spring over")
    for label in ("☐ Ansvar i jobbet", "☐ De daglige opgaver", "☐ Kontakt med kunder", "✔ Færdig"):
        talk.tap(label)
    for label in ("Kontakt med kunder", "Ansvar i jobbet", "Brug det", "Brug det"):
        talk.tap(label)
    drawn = read(sheet(talk).drawing)
    assert int(drawn.get("height", 0)) < 2000
    assert max(map(len, words(drawn))) < 60
