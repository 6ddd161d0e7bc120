"""My work: everything one has made, copied, deleted without a trace, and printed as a job folder."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.engine.inputs import Tapped
from tests.flows.test_employer_call import prepared
from tests.talk import Citizen, Talk

if TYPE_CHECKING:
    from bot.pictures.document import Page
    from tests.screen import Message


def my_work(talk: Talk) -> list[str]:
    """The list of what there is."""
    talk.command("menu")
    talk.tap("📁 Mine øvelser")
    return talk.last.labels()


def starred(talk: Talk, steps: str = "44343556") -> Talk:
    """With a star, and a goal with two parts."""
    talk.command("menu")
    talk.tap("Udfyld min stjerne")
    for step in (*steps, "Ja", "☐ Hverdag", "✔ Færdig"):
        talk.tap(step)
    talk.write("Jeg står op kl. 8")
    talk.write("Sætte vækkeur\nGå tidligt i seng")
    talk.write("1. august")
    return talk


def scored_again(talk: Talk) -> None:
    """On another day, with nothing seen differently."""
    talk.command("menu")
    talk.tap("Udfyld min stjerne")
    for step in ("En hel øvelse", *"55555555", "✔ Færdig"):
        talk.tap(step)


def folder(talk: Talk) -> Page:
    my_work(talk)
    talk.tap("📄 Min jobmappe")
    return printed(talk)


def printed(talk: Talk) -> Page:
    page = next(message.page for message in reversed(talk.sent) if message.page)
    assert page is not None
    return page


def headings(page: Page) -> list[tuple[int, str]]:
    return [(block.level, block.heading) for block in page.blocks if block.heading]


def delete(talk: Talk, name: str) -> list[Message]:
    my_work(talk)
    talk.tap(name)
    talk.tap("Slet det")
    return talk.tap("Ja, slet det")


def test_everything_is_listed_by_kind_the_newest_first_also_what_home_does_not_list() -> None:
    talk = starred(prepared(Citizen().with_pitch()))
    talk.command("menu")
    talk.tap("Ny elevatortale")
    talk.tap("Nej, begynd forfra")
    talk.tap("Hjælp mig i gang")
    talk.tap("Find det, jeg har lavet")
    talk.write("Lager i to år")
    talk.command("menu")
    assert "Det, jeg har lavet" not in str(talk.last.labels())
    assert my_work(talk) == [
        "📄 Min jobmappe (PDF)",
        "Elevatortale · 0 af 4 svar",
        "✔ Tale: lager",
        "✔ Stjerne, mandag 23. november",
        "✔ Opkald: Netto i Valby",
        "✔ Mit forløb",
        "Det, jeg har lavet",
        "Tilbage til menuen",
    ]


def test_what_is_not_finished_shows_its_answers_and_goes_on() -> None:
    talk = Citizen().welcomed()
    talk.write("Jeg hedder Samir.")
    my_work(talk)
    said = talk.tap("Elevatortale · 1 af 4 svar")
    assert "Hvem du er: Jeg hedder Samir." in said[-1].text
    assert talk.last.labels()[:2] == ["Fortsæt", "Send mig teksten"]
    assert "Hvad brænder du for?" in talk.tap("Fortsæt")[-1].text


def test_a_star_cannot_be_copied_for_it_tells_of_a_day() -> None:
    talk = starred(Citizen().welcomed())
    my_work(talk)
    said = talk.tap("✔ Stjerne")
    assert "Jobmål: 4 Både og" in said[-1].text
    assert talk.last.labels() == [
        "Åbn",
        "Send mig teksten",
        "👁 Hvem kan se det?",
        "Slet det",
        "Tilbage til listen",
    ]


def test_the_text_comes_as_a_message_of_its_own_however_long() -> None:
    talk = Citizen().welcomed()
    talk.write("æ" * 4000)
    for _ in range(4):
        talk.tap("Spring over")
    talk.tap("En, jeg møder")
    my_work(talk)
    talk.tap("✔ Elevatortale")
    _, text, _ = talk.tap("Send mig teksten")
    assert text.text == "Æ" + "æ" * 3999 + "."
    assert text.buttons == ()


def test_after_deleting_an_export_shows_nothing_of_it() -> None:
    talk = Citizen().with_pitch()
    prepared(talk, job="køkken")
    talk.tap("Mind mig om det")
    talk.write("på torsdag kl 10")
    assert [each["kind"] for each in talk.stored()["timers"]] != []
    said = delete(talk, "✔ Opkald: Netto i Valby")
    assert said[-1].text.startswith("Det er slettet.")
    stored = talk.stored()
    for trace in ("Netto i Valby", "køkken"):
        assert trace not in str(stored["exercises"] + stored["versions"] + stored["unplaced"])
    assert {each["kind"] for each in stored["timers"]} <= {"nudge", "retention"}
    assert [message for message in stored["messages"] if message["content"]] == []
    assert talk.wait(days=7) == []
    talk.command("menu")
    assert "Opkald" not in str(talk.last.labels())


def test_what_waits_to_be_sent_of_an_exercise_that_is_deleted_is_not_sent() -> None:
    """The phone was off, and the taps of an impatient finger came together."""
    talk = Citizen().with_pitch()
    my_work(talk)
    talk.tap("✔ Tale: lager")
    sure = talk.tap("Slet det")[-1]
    ready = next(message for message in talk.sent if "Send mig min tale" in message.labels())
    talk._turn(Tapped(dict(ready.buttons)["Send mig min tale"], ready.id))
    talk._turn(Tapped(dict(sure.buttons)["Ja, slet det"], sure.id))
    said = talk.deliver()
    assert [message.text for message in said if "Jeg hedder Samir" in message.text] == []


def test_deleting_the_star_leaves_the_one_before_as_the_newest() -> None:
    talk = starred(Citizen().welcomed())
    talk.wait(days=90)
    scored_again(talk)
    assert "(4 → 5)" in talk.sent[-2].text
    names = [label for label in my_work(talk) if "Stjerne" in label]
    delete(talk, names[0])
    (left,) = [block for block in folder(talk).blocks if block.picture]
    assert "→" not in str(left.paragraphs)


def star_timers(talk: Talk) -> list[tuple[int, str]]:
    return [(each["session"], each["due_at"]) for each in talk.stored()["timers"] if each["kind"] == "star"]


def two_stars() -> Talk:
    talk = starred(Citizen().welcomed())
    talk.wait(days=30)
    scored_again(talk)
    talk.tap("Ikke nu")
    talk.tap("Spring over")
    return talk


def test_the_question_for_the_next_star_goes_by_the_stars_that_are_left() -> None:
    before = star_timers(starred(Citizen().welcomed()))
    talk = two_stars()
    assert star_timers(talk) != before
    newest, oldest = (label for label in my_work(talk) if "Stjerne" in label)
    delete(talk, newest)
    assert star_timers(talk) == before
    delete(talk, oldest)
    assert star_timers(talk) == []


def test_deleting_an_older_star_leaves_the_timer_of_the_newest() -> None:
    talk = two_stars()
    timers = star_timers(talk)
    _, oldest = (label for label in my_work(talk) if "Stjerne" in label)
    delete(talk, oldest)
    assert star_timers(talk) == timers != []


def test_a_copy_and_its_original_go_separate_ways() -> None:
    talk = Citizen().with_pitch()
    my_work(talk)
    talk.tap("✔ Tale: lager")
    talk.tap("Lav en kopi")
    talk.tap("Ret noget")
    talk.tap("✏ Jobbet")
    talk.write("køkken")
    assert my_work(talk)[1:3] == ["✔ Tale: køkken", "✔ Tale: lager"]
    delete(talk, "✔ Tale: lager")
    assert my_work(talk)[1:2] == ["✔ Tale: køkken"]
    assert talk.answers("elevator_pitch")["who"] == "Jeg hedder Samir og har kørt lastbil i otte år."


def test_two_of_the_same_name_are_told_apart_by_a_number() -> None:
    talk = Citizen().with_pitch()
    my_work(talk)
    talk.tap("✔ Tale: lager")
    talk.tap("Lav en kopi")
    assert my_work(talk)[1:3] == ["✔ Tale: lager (2)", "✔ Tale: lager"]
    talk.tap("✔ Tale: lager (2)")
    assert "Tale: lager (2)" in talk.tap("Slet det")[-1].text
    talk.tap("Ja, slet det")
    assert [each for each in my_work(talk) if "Tale" in each] == ["✔ Tale: lager"]
