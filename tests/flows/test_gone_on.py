"""Where the program goes on with what was only said: it is called something that can be read, and can be heard."""

from __future__ import annotations

import pytest

from bot.engine.text import Words
from bot.flows._report_paper import deeds, goals
from tests import reporting
from tests.desk.acquainted import overview, read_all
from tests.desk.journey import fill_in, open_star, show
from tests.desk.office import desk_of
from tests.desk.test_stars import read
from tests.flows.plans import begun, kept, rung
from tests.flows.stars import opened, scored
from tests.flows.test_answer_bank import bank, questions
from tests.flows.test_around_the_interview import begun as home_with
from tests.flows.test_around_the_interview import turned_down
from tests.talk import Citizen, Talk
from tests.town import Town

OUTLINE = ("Øv dig til en jobsamtale", "Mere …", "Det vil jeg have med")
RECORDING = "🎙 Talebesked, 7 sekunder"


def spoken_plan(talk: Talk | None = None) -> Talk:
    """A citizen who has said, and not written, what they do on Thursday at ten, and where."""
    talk = begun(talk)
    talk.speak(7)
    talk.write("på torsdag kl. 10")
    talk.speak(3)
    talk.tap("Jeg kan ikke komme på noget")
    return talk


def test_a_spoken_plan_is_called_by_its_day() -> None:
    talk = spoken_plan()
    assert kept(talk)["text"].splitlines() == [
        "Torsdag 26. november kl. 10.00: det, der er indtalt",
        RECORDING,
        "Hvor: 🎙 Talebesked, 3 sekunder",
    ]
    assert "Aftale torsdag 26. november" in talk.last.labels()


def test_before_it_has_a_day_it_is_just_a_plan() -> None:
    talk = begun()
    talk.speak(7)
    talk.command("menu")
    assert "Aftale · 1 af 5 svar" in talk.last.labels()


def test_it_is_heard_again_before_it_is_asked_about() -> None:
    talk = spoken_plan()
    file = talk.answers("plan")["what"]
    rung(talk, days=4)
    heard, asked = talk.sent[-2:]
    assert (heard.voice, heard.text) == (file, "Dit svar · Det, du vil gøre")
    assert asked.text.splitlines()[0] == "Torsdag 26. november kl. 10.00: det, der er indtalt"


def test_what_to_write_to_a_friend_does_without_it() -> None:
    talk = rung(spoken_plan(), days=4)
    talk.tap("Jeg vil gerne have hjælp")
    said = talk.tap("En, jeg stoler på")[0].text
    assert said.splitlines()[1] == "Vil du være hos mig, mens jeg gør noget, jeg har planlagt?"


def test_once_it_is_done_it_is_a_small_win_of_its_day() -> None:
    talk = spoken_plan()
    talk.tap("Aftale torsdag")
    talk.tap("Jeg har allerede gjort det")
    assert kept(talk)["what"] == "Aftale torsdag 26. november"


async def test_a_contact_person_reads_the_day_as_its_name_at_the_desk() -> None:
    town = Town().with_others()
    town.taps(town.samir, "Make a small plan")
    town.samir.speak(7)
    town.samir.write("on Thursday at 10")
    town.samir.tap("Skip")
    town.samir.tap("Nothing comes to mind")
    town.taps(town.samir, "Plan for Thursday")
    show(town.samir)
    async with desk_of(town.mette.world) as building:
        browser = await building.browser()
        page = await read_all(browser, await overview(browser, town.mette))
        plans = page.words.partition("Plans")[2]
        assert "Plan for Thursday 26 November" in plans
        assert "Voice message" not in plans


def test_a_question_of_ones_own_that_was_spoken_stands_in_the_bank_with_a_number_where_there_are_more() -> (
    None
):
    talk = bank()
    for _ in range(2):
        questions(talk)
        talk.tap("Jeg skriver mit eget")
        talk.speak(5)
        talk.tap("Spring over")
        talk.write("Jeg har kørt lastbil i otte år.")
        talk.tap("4 ")
        talk.tap("Færdig med det her")
    assert questions(talk)[-2:] == ["✔ Mit eget spørgsmål", "✔ Mit eget spørgsmål (2)"]


def test_a_spoken_workplace_is_known_after_the_interview_and_not_asked_again() -> None:
    talk = bank()
    talk.tap("Jeg skal til samtale")
    talk.speak(7)
    file = talk.answers("interview_day")["where"]
    talk.tap("Spring over")
    talk.write("på torsdag kl. 10")
    talk.tap("✔ Færdig")
    talk.tap("Jeg har været der")
    assert "Hvad spurgte de om?" in talk.last.text
    assert talk.answers("after_interview")["where"] == file
    for _ in range(5):
        talk.tap("Spring over")
    summary = talk.stored()["versions"][-1]["content"]["text"]
    assert summary.splitlines() == ["Efter samtalen", "Hvor du var", RECORDING]


def test_questions_that_were_spoken_after_an_interview_lead_to_none_in_the_bank() -> None:
    talk = home_with("after_interview", "Efter samtalen")
    talk.write("Netto")
    talk.speak(7)
    talk.speak(8)
    for _ in range(3):
        talk.tap("Spring over")
    kept_of_it = talk.stored()["versions"][-1]["content"]
    assert kept_of_it["questions"] == []
    assert RECORDING in kept_of_it["text"].splitlines()


def test_own_words_to_a_workplace_that_were_spoken_are_not_sent_to_be_copied() -> None:
    talk = turned_down("Ja, jeg skriver", "Sige tak")
    talk.tap("Jeg skriver mit eget")
    assert "Dine optagelser ligger her i chatten." in talk.speak(7)[-1].text
    talk.tap("Spring over")
    talk.tap("Spring over")
    assert talk.stored()["versions"][-1]["content"]["text"].splitlines()[-1] == RECORDING
    assert "Dine optagelser ligger her i chatten." in talk.tap("Beskeden til dem")[0].text


def test_a_spoken_goal_is_called_by_what_it_is_for_and_spoken_steps_make_no_stair() -> None:
    talk = Citizen().welcomed()
    talk.command("menu")
    talk.tap("Udfyld min stjerne")
    scored(talk, "44343556")
    for label in ("Ja", "☐ Hverdag", "✔ Færdig"):
        talk.tap(label)
    talk.speak(7)
    talk.speak(8)
    talk.tap("Spring over")
    talk.tap("Ikke nu")
    opened(talk)
    talk.tap("Mine mål")
    assert "Hverdag" in talk.last.labels()
    said = talk.tap("Hverdag")
    assert "Her er ingen små skridt endnu." in said[-1].text
    opened(talk)
    talk.tap("Vælg et lille skridt")
    assert talk.last.labels()[0] == "Hverdag"


def test_spoken_questions_to_an_employer_are_on_the_sheet_and_count_among_the_topics_once_they_are_heard() -> (
    None
):
    talk = Citizen().welcomed()
    talk.world.listens("da")
    talk.command("menu")
    talk.tap("Forbered et opkald")
    talk.write("Netto")
    talk.tap("For at høre")
    talk.tap("Spring over")
    talk.tap("Spring over")
    talk.speak(9)
    assert "☐ Må jeg begynde med få timer?" not in talk.last.labels()
    talk.hear("Må jeg begynde med få timer?")
    talk.tap("Ja, brug det")
    assert talk.last.labels()[0] == "☑ Må jeg begynde med få timer?"


@pytest.mark.parametrize(
    ("begin", "before", "named"),
    [(("Ny elevatortale",), 2, "Elevatortale"), (OUTLINE, 0, "Det vil jeg have med")],
)
def test_a_job_that_was_spoken_names_nothing(begin: tuple[str, ...], before: int, named: str) -> None:
    talk = Citizen().welcomed()
    talk.command("menu")
    for step in begin:
        talk.tap(step)
    for _ in range(before):
        talk.write("Jeg kører lastbil")
    talk.speak(7)
    talk.command("menu")
    talk.tap("📁 Mine øvelser")
    assert named in {label.partition(" · ")[0] for label in talk.last.labels()}


def with_spoken_goal() -> Town:
    """Samir shows a star with a goal that he has only said, and two steps that he has written."""
    town = Town()
    fill_in(town.samir, "44343556")
    for label in ("Yes", "☐ Everyday life", "✔ Done"):
        town.samir.tap(label)
    town.samir.speak(7)
    town.samir.write("Set the alarm\nGo for a walk")
    town.samir.write("today")
    town.samir.tap("Not now")
    open_star(town.samir)
    show(town.samir)
    return town


async def test_a_spoken_goal_is_a_recording_below_its_axis_at_the_desk() -> None:
    page = await read(with_spoken_goal())
    aimed = page.words.partition("What Samir is aiming for")[2]
    assert aimed.startswith(" Everyday life ★ 🎙 Voice message, 7 seconds")
    assert "Set the alarm" in aimed


def test_a_report_calls_a_spoken_goal_and_a_spoken_plan_by_what_they_are_for() -> None:
    town = with_spoken_goal()
    town.taps(town.samir, "Make a small plan")
    town.samir.speak(7)
    town.samir.write("today at 11")
    town.samir.tap("Skip")
    town.samir.tap("Nothing comes to mind")
    town.taps(town.samir, "Plan for Monday", "I have done it already")
    show(town.samir)
    report = reporting.begun(town)
    reporting.does(town.mette, *reporting.written(report, reporting.ASSESSMENT, ""))
    facts = reporting.versions(town.mette.world, report)[-1].content["facts"]
    assert [each["axis"] for each in facts["stars"][-1]["goals"]] == ["everyday"]
    (focus, aimed) = goals(facts)
    assert aimed.heading == Words("Everyday life")
    said = [cell for block in deeds(facts, {}) for row in block.table for cell in row]
    assert "Plan for {day}" in str(said)
    assert focus.paragraphs


def test_a_question_that_was_spoken_is_heard_before_it_is_practised() -> None:
    talk = bank()
    questions(talk)
    talk.tap("Jeg skriver mit eget")
    talk.speak(5)
    file = talk.answers("interview_answer")["wording"]
    talk.tap("Spring over")
    talk.write("Jeg har kørt lastbil i otte år.")
    talk.tap("4 ")
    heard, asked = talk.tap("🎙 Øv det")
    assert heard.voice == file
    assert "Mit eget spørgsmål" in asked.text
