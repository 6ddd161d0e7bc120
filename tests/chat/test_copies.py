"""A person's own copy: made of what is stored when it is sent, whole and readable, and lying nowhere."""

from __future__ import annotations

import asyncio
import json
import re
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from bot.chat.copies import Copies, document
from bot.chat.mydata import MyData
from bot.pictures.document import pages, writable
from bot.pictures.printing import page
from bot.state import export, people, versions
from tests.chat.front import SAMIR, opened
from tests.flows.city import city
from tests.flows.plans import planned
from tests.flows.stars import opened as opened_star
from tests.flows.stars import starred
from tests.flows.test_around_the_interview import turned_down
from tests.flows.test_interview_day import on as interview
from tests.state.helpers import files
from tests.talk import BOT, MONDAY, Citizen, Talk
from tests.town import Town

if TYPE_CHECKING:
    from pathlib import Path

    from bot.pictures.document import Page
    from tests.chat.front import Front

WORDS = "Jeg kan læsse en hel lastbil alene"


def paper(talk: Talk) -> Page:
    """The copy to read, as it is set."""
    cursor = talk._connection.cursor()
    known = people.find(cursor, BOT, talk.user)
    assert known is not None
    context = talk.turns.context(cursor, known, talk.now)
    language = talk.turns.catalogues.language(known.person.language)
    return page(document(MyData(cursor, known, talk.turns.flows, context, whole=True)), language)


def written(talk: Talk) -> str:
    made = paper(talk)
    return "\n".join(
        (made.title, made.byline, *(text for b in made.blocks for text in (b.heading, *b.paragraphs)))
    )


def chat(talk: Talk) -> str:
    """The same as it stands in the chat."""
    return "\n".join(message.text for message in talk.command("mydata"))


def test_the_copy_to_read_has_everything_with_headings_and_years_in_the_language_of_the_person() -> None:
    talk = Citizen().with_pitch()
    for label in ("Ret noget", "✏ Det, du kan"):
        talk.tap(label)
    talk.write("Jeg kan bage")
    talk.tap("Færdig for i dag")
    talk.write("en løs tanke")
    made = paper(talk)
    assert (made.title, made.byline) == ("Det, jeg har gemt om dig", "Samir · mandag 23. november 2026")
    assert [block.heading for block in made.blocks] == ["", "", "Tale: lager", "Det, du ellers har skrevet"]
    text = written(talk)
    for said in (
        "Du sagde ja mandag 23. november 2026 kl. 10.00. Demoforeningen har ansvaret.",
        "Du var her første gang mandag 23. november 2026 og sidst mandag 23. november 2026.",
        "7100000001",
        "Det, du kan: Jeg kan bage",
        "Det, du kan (før du rettede det): Jeg kan læsse og pakke",
        "Udgave 2, mandag 23. november 2026: ",
        "en løs tanke",
    ):
        assert said in text
    assert len(pages(made)) >= 1


def test_the_copy_of_a_citizen_names_who_follows_looks_says_notes_and_reminds() -> None:
    town = Town().with_shared_pitch().with_remarks()
    town.taps(town.mette, "Send a reminder", "Samir", "✏ A text of my own")
    town.mette.write("Remember your CV.")
    town.mette.tap("Tomorrow")
    town.mette.tap("✔ Save")
    text = written(town.samir)
    for said in (
        "Mette has been your contact person since Monday 23 November 2026",
        'Mette can see "Talk: warehouse", version 1, since Monday 23 November 2026 at 10:00',
        'Mette looked at "Talk: warehouse" on Monday 23 November 2026 at 10:00',
        "Say how many years you have driven abroad.",
        "Remember your CV.",
    ):
        assert said in text


def test_the_copy_of_staff_names_whom_they_follow() -> None:
    town = Town("da")
    said = "Dem, du følger\nDu har været kontaktperson for Samir siden mandag 23. november 2026"
    assert said in written(town.mette)


def test_every_day_has_its_year_also_in_an_answer_and_in_what_an_exercise_is_called() -> None:
    text = written(starred())
    assert re.findall(r"\d+\. november(?! \d{4})", text) == []
    assert "Stjerne, mandag 23. november 2026" in text


def test_the_day_of_a_plan_has_its_year_on_paper_and_not_in_the_chat() -> None:
    talk = planned()
    assert "Udgave 1, mandag 23. november: Torsdag 26. november kl. 10.00: Ringe til Netto" in chat(talk)
    assert ": Torsdag 26. november 2026 kl. 10.00: Ringe til Netto" in written(talk)


def test_the_day_of_an_interview_and_of_a_next_step_has_its_year_on_paper() -> None:
    assert "Torsdag 26. november 2026 kl. 13.00" in written(interview("på torsdag kl. 13"))
    talk = turned_down("Ja, jeg skriver", "Sige tak")
    talk.tap("Brug forslaget")
    for said in ("at ringe først", "skrive til Føtex", "på torsdag"):
        talk.write(said)
    text = written(talk)
    assert re.findall(r"\d+\. november(?! \d{4})", text) == []
    assert "skrive til Føtex (torsdag 26. november 2026)" in text


def test_a_plan_that_was_kept_before_years_were_is_on_paper_as_it_was_kept() -> None:
    talk = planned()
    exercise = talk.stored()["versions"][-1]["exercise"]
    versions.change(talk._connection.cursor(), exercise, lambda content: {**content, "dated": ""})
    assert ": Torsdag 26. november kl. 10.00: Ringe til Netto" in written(talk)


def test_a_version_without_a_text_of_its_own_is_no_bare_line() -> None:
    for text in (written(starred()), chat(starred())):
        assert "Job" in text
        assert "Udgave" not in text


def test_the_yes_to_questions_about_health_is_told_with_its_time_and_what_was_tapped_in_a_menu_is_not() -> (
    None
):
    talk = starred()
    opened_star(talk).tap("Spørgsmål om helbred")
    talk.tap("Tag mit ja tilbage")
    lines = written(talk).splitlines()
    said = [line for line in lines if "spørgsmål om helbred" in line]
    assert [line.split(" kl. ")[0] for line in said] == [
        "Du sagde ja til spørgsmål om helbred mandag 23. november 2026",
        "Du sagde nej til spørgsmål om helbred mandag 23. november 2026",
    ]
    assert [line for line in lines if line in {"yes", "no", "later", "take_back", "done"}] == []


def test_what_was_covered_is_seen_to_be_covered() -> None:
    talk = Citizen().welcomed()
    talk.write("Jeg er Samir, 010190-1234")
    (block,) = (each for each in paper(talk).blocks if "Samir" in "".join(each.paragraphs) and each.heading)
    assert "••••••-••••" in writable("\n".join(block.paragraphs))


def test_everybody_in_a_lively_place_can_have_a_copy_that_can_be_set() -> None:
    for name, talk in city().talks.items():
        if talk.known:
            assert pages(paper(talk)), name


async def asks(front: Front, *labels: str) -> None:
    for label in labels:
        await front.said()
        await front.tap(label)


async def test_the_files_are_read_when_they_are_sent_and_wait_nowhere(tmp_path: Path) -> None:
    async with opened(tmp_path, MONDAY) as front:
        front.api._answer = lambda *_: {"message_id": 900}
        await front.welcome()
        await front.write("/mydata")
        await asks(front, "Tag en kopi med", "Ja, send den også")
        waiting = await front.opened("outbox.payload")
        assert sum('"copy"' in each for each in waiting) == 1, "the first has been taken out"
        assert not any("Samir" in each for each in waiting if '"copy"' in each)
        await front.write(WORDS)
        running = asyncio.create_task(front.deliverer.run())
        while not any(front.api.files):
            await asyncio.wait_for(front.api.called(len(front.api.calls) + 1), 10)
        await front.deliverer.drain(5)
        await running
        ((name, content),) = [file for files in front.api.files for file in files.values()]
        told = json.loads(content)
        assert name == "Min kopi.json"
        assert WORDS in content.decode(), "what was written after the wish is in it"
        assert told["person"]["name"] == "Samir"
        assert WORDS.encode() not in files(tmp_path)


async def test_the_copy_to_read_is_in_both_languages_of_who_has_two(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[Page] = []

    def kept(page: Page) -> bytes:
        made.append(page)
        return b"%PDF"

    monkeypatch.setattr("bot.chat.copies.pdf", kept)
    async with opened(tmp_path, MONDAY) as front:
        await front.welcome()
        await front.write("/language")
        await asks(front, "English", "Danish and English")
        copies = Copies(front.store, front.turns)
        ((person,),) = await front.rows("SELECT id FROM people")
        found = await front.store.read(lambda cursor: copies.read(cursor, person, "pdf", MONDAY))
        assert found is not None
        found()
    ((beneath),) = [page.beneath for page in made]
    assert beneath is not None
    assert (made[0].title, beneath.title) == ("Det, jeg har gemt om dig", "What I have saved about you")


@pytest.mark.parametrize("kind", ["pdf", "json"])
async def test_nothing_is_made_of_somebody_who_has_been_erased_meanwhile(tmp_path: Path, kind: str) -> None:
    async with opened(tmp_path, MONDAY) as front:
        await front.welcome()
        copies = Copies(front.store, front.turns)
        ((person,),) = await front.rows("SELECT id FROM people")
        now = MONDAY + timedelta(minutes=1)
        made = await front.store.read(lambda cursor: copies.read(cursor, person, kind, now))
        assert made is not None
        name, content = made()
        assert name == f"Min kopi.{kind}"
        assert content.startswith(b"%PDF" if kind == "pdf" else b'{\n  "format": "jobstjernen my data"')
        await front.store.write(lambda cursor: people.erase(cursor, person))
        assert await front.store.read(lambda cursor: copies.read(cursor, person, kind, now)) is None
        assert await front.store.read(lambda cursor: export.everything(cursor, BOT, SAMIR)) == {}
