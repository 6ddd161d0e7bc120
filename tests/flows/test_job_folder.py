"""The job folder and the call sheet on paper: what stands there, in which order and words, and what does not."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from bot.engine.text import Words
from bot.pictures import document
from bot.words import catalogues
from tests.engine.test_set_to import changed
from tests.flows.test_employer_call import prepared
from tests.flows.test_my_work import folder, headings, my_work, printed, scored_again, starred
from tests.talk import Citizen, Talk

if TYPE_CHECKING:
    from bot.pictures.document import Page


def test_the_folder_holds_the_star_the_goals_the_talks_and_the_sheets_in_this_order() -> None:
    talk = starred(prepared(Citizen().with_pitch()))
    page = folder(talk)
    assert (page.title, page.byline) == ("Min jobmappe", "Samir · mandag 23. november 2026")
    assert headings(page)[:6] == [
        (1, "Stjerne"),
        (2, "Stjerne, mandag 23. november 2026"),
        (3, "Mine mål"),
        (1, "Elevatortale"),
        (2, "Tale: lager"),
        (1, "Opkald til arbejdsgiver"),
    ]
    (star,) = [block for block in page.blocks if block.picture]
    assert "Jobmål: 4 Både og" in star.paragraphs[0]
    assert star.picture is not None
    assert "Jobmål" in star.picture.svg
    (goals,) = [block for block in page.blocks if block.heading == "Mine mål"]
    assert goals.paragraphs[0].splitlines() == ["Jeg står op kl. 8", "☐ Sætte vækkeur", "☐ Gå tidligt i seng"]
    assert goals.aligned
    (talk_text,) = [text for block in page.blocks for text in block.paragraphs if "otte år" in text][:1]
    assert talk_text.startswith("Jeg hedder Samir og har kørt lastbil i otte år.")
    assert len(document.pages(page, 40)) == 2


def test_what_was_only_spoken_has_its_place_in_the_folder_and_says_where_it_is_heard() -> None:
    talk = Citizen().welcomed()
    talk.command("menu")
    talk.tap("Ny elevatortale")
    talk.speak(20)
    talk.tap("Spring over")
    talk.write("Lager")
    talk.speak(15)
    talk.tap("Spring over")
    talk.tap("Det ved jeg ikke endnu")
    page = folder(talk)
    assert headings(page) == [(1, "Elevatortale"), (2, "Tale: Lager")]
    assert page.blocks[-1].paragraphs == (
        "Indtalt, 35 sekunder. Du kan høre det i chatten under Mine øvelser.",
    )


def test_an_interview_answer_stands_below_its_question_and_before_the_calls() -> None:
    talk = prepared(Citizen().with_pitch())
    talk.command("menu")
    for label in ("Øv dig til en jobsamtale", "Forbered svar", "○ Fortæl om dig selv", "Spring over"):
        talk.tap(label)
    talk.write("Jeg har kørt lastbil i otte år, og jeg holder ro på.")
    talk.tap("3 Både og")
    assert "✔ Vil du fortælle lidt om dig selv?" in my_work(talk)
    page = folder(talk)
    assert headings(page)[2:5] == [
        (1, "Svar til samtalen"),
        (2, "Vil du fortælle lidt om dig selv?"),
        (1, "Opkald til arbejdsgiver"),
    ]
    assert ("Jeg har kørt lastbil i otte år, og jeg holder ro på.",) in [
        each.paragraphs for each in page.blocks
    ]


def test_an_interview_answer_stands_below_its_question_in_the_language_of_the_paper() -> None:
    """Not in the one in which it was answered; a question of one's own stays as it was written, all of it."""
    talk = Citizen().with_pitch()
    own = "Hvorfor har du ikke haft noget arbejde i så lang tid, og hvad har du lavet imens?"
    talk.command("menu")
    for label in ("Øv dig til en jobsamtale", "Forbered svar", "○ Fortæl om dig selv", "Spring over"):
        talk.tap(label)
    talk.write("Jeg har kørt lastbil i otte år, og jeg holder ro på.")
    talk.tap("3 Både og")
    talk.command("menu")
    for label in ("Øv dig til en jobsamtale", "Forbered svar", "Jeg skriver mit eget"):
        talk.tap(label)
    talk.write(own)
    talk.tap("Spring over")
    talk.write("Jeg har passet mine børn, og nu er jeg klar til at arbejde igen.")
    talk.tap("3 Både og")
    changed(talk, language="ar")
    talk.command("menu")
    for symbol in ("📁", "📄"):
        talk.tap(next(label for label in talk.last.labels() if label.startswith(symbol)))
    told = [heading for level, heading in headings(printed(talk)) if level == 2]
    asked = catalogues().language("ar").say(Words("Will you tell a little about yourself?"))
    assert asked in told
    assert own in told


def test_only_the_newest_star_stands_in_the_folder_and_every_talk() -> None:
    talk = starred(Citizen().with_pitch())
    talk.wait(days=90)
    scored_again(talk)
    my_work(talk)
    talk.tap("✔ Tale: lager")
    talk.tap("Lav en kopi")
    names = [heading for _, heading in headings(folder(talk))]
    assert sum(name.startswith("Stjerne,") for name in names) == 1
    assert names.count("Tale: lager") == 2


@pytest.mark.parametrize("answer", ["æ" * 4000, "سمير " * 800, "👍🏽" * 900 + "ok", "#panic()\n$x$"])
def test_whatever_was_answered_the_folder_can_be_made(answer: str) -> None:
    talk = Citizen().welcomed()
    talk.write(answer)
    for _ in range(4):
        talk.tap("Spring over")
    talk.tap("En, jeg møder")
    assert document.pdf(folder(talk)).startswith(b"%PDF-")


def test_english_has_its_own_words() -> None:
    talk = Talk("en")
    talk.command("start")
    for label in ("English", "I agree"):
        talk.tap(label)
    talk.write("Amina")
    talk.tap("A whole")
    talk.write("My name is Amina.")
    for _ in range(4):
        talk.tap("Skip")
    talk.tap("Somebody I meet")
    talk.command("menu")
    talk.tap("📁 My work")
    talk.tap("📄 My job folder")
    assert next(message.file for message in reversed(talk.sent) if message.file) == "My job folder.pdf"
    page = printed(talk)
    assert (page.language, page.byline) == ("en", "Amina · Monday 23 November 2026")


def test_the_call_sheet_comes_as_text_and_as_one_page() -> None:
    talk = prepared(Citizen().with_pitch())
    said = talk.tap("Send mig arket")
    lead, text, file, menu = said
    assert "Hold en finger" in lead.text
    assert text.text.startswith("Netto i Valby")
    assert (text.buttons, file.file) == ((), "Opkaldsark.pdf")
    assert "Send mig arket" in menu.labels()
    page = printed(talk)
    assert (page.title, page.byline) == ("Netto i Valby", "lager")
    assert [heading for _, heading in headings(page)] == [
        "Sig først",
        "Spørg",
        "Sig til sidst",
        "Hvis ingen tager den",
    ]
    assert len(document.pages(page, 40)) == 1


def test_six_questions_and_long_first_words_still_fit_on_one_page() -> None:
    talk = prepared(Citizen().with_pitch())
    page = printed_after(talk, "Send mig arket")
    more = tuple(text for block in page.blocks for text in block.paragraphs)
    blocks = (*page.blocks, document.Block("Det, jeg ved", more))
    assert len(document.pages(replace(page, blocks=blocks), 40)) == 1


def printed_after(talk: Talk, label: str) -> Page:
    talk.tap(label)
    return printed(talk)


def test_what_is_for_ones_own_eyes_stays_out_of_the_folder() -> None:
    """Notes after an interview and a rejection: a folder may be shown to somebody."""
    talk = Citizen().with_pitch()
    talk.command("menu")
    talk.tap("Øv dig til en jobsamtale")
    talk.tap("Jeg har været til samtale")
    talk.write("Netto")
    for _ in range(5):
        talk.tap("Spring over")
    talk.command("menu")
    talk.tap("📁 Mine øvelser")
    talk.tap("📄 Min jobmappe")
    page = next(message.page for message in reversed(talk.sent) if message.page)
    assert [block.heading for block in page.blocks if block.level == 1] == ["Elevatortale"]
