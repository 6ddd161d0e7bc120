"""An interview on a day: its reminders move with it, on the clock of the person, and none comes too late."""

from __future__ import annotations

from datetime import datetime

import pytest

from bot.flows._interview import day_before, same_morning
from tests.talk import Citizen, Talk


def due(talk: Talk) -> dict[str, str]:
    """When reminders ring, in UTC, by kind."""
    kinds = ("day_before", "same_morning")
    return {each["kind"]: each["due_at"][:16] for each in talk.stored()["timers"] if each["kind"] in kinds}


def on(when: str) -> Talk:
    """A citizen who has an interview then, written on a Monday at ten."""
    talk = Citizen().welcomed()
    talk.command("menu")
    talk.tap("Øv dig til en jobsamtale")
    talk.tap("Jeg skal til samtale")
    talk.write("Netto")
    talk.tap("Spring over")
    talk.write(when)
    if "Mener du" in talk.last.text:  # a day that is far off
        talk.tap("Ja")
    return talk


@pytest.mark.parametrize(
    ("interview", "reminder"),
    [
        ("08:00", "06:30"),
        ("08:30", "06:30"),
        ("09:15", "07:15"),
        ("11:00", "09:00"),
        ("15:00", "09:00"),
        ("07:00", "06:00"),
        ("06:00", "05:00"),
    ],
)
def test_the_same_morning_is_two_hours_before_and_never_in_the_night(interview: str, reminder: str) -> None:
    moment = datetime.fromisoformat(f"2026-12-03T{interview}")
    assert same_morning(moment) == datetime.fromisoformat(f"2026-12-03T{reminder}")


def test_the_day_before_is_the_afternoon_over_the_end_of_a_year_too() -> None:
    moment = datetime.fromisoformat("2027-01-01T09:00")
    assert day_before(moment) == datetime.fromisoformat("2026-12-31T16:00")


def test_both_reminders_are_rows_of_the_timer_table() -> None:
    assert due(on("på torsdag kl. 13")) == {
        "day_before": "2026-11-25T15:00",
        "same_morning": "2026-11-26T08:00",
    }


@pytest.mark.parametrize(
    ("when", "reminders"),
    [
        ("i morgen kl. 9.30", {"day_before": "2026-11-23T15:00", "same_morning": "2026-11-24T06:30"}),
        ("i dag kl. 13", {}),
        ("28. marts 2027 kl. 9.30", {"day_before": "2027-03-27T15:00", "same_morning": "2027-03-28T05:30"}),
    ],
)
def test_a_reminder_that_would_come_too_late_is_left_out(when: str, reminders: dict[str, str]) -> None:
    assert due(on(when)) == reminders


def test_moving_the_day_moves_both() -> None:
    talk = on("på torsdag kl. 13")
    talk.tap("✔ Færdig")
    talk.tap("Ret noget")
    talk.tap("✏ Dagen for samtalen")
    talk.write("4. december")
    assert due(talk) == {"day_before": "2026-12-03T15:00", "same_morning": "2026-12-04T08:00"}


def test_an_early_reminder_comes_although_it_is_early() -> None:
    talk = on("på torsdag kl. 8")
    talk.wait(days=2, hours=8)
    (told,) = talk.wait(hours=13)
    assert told.text == "Hej Samir. Der ligger noget klar til dig, når du har tid."


def test_what_is_done_stays_ticked() -> None:
    talk = on("på torsdag kl. 13")
    talk.tap("☐ Find vej")
    talk.tap("✔ Færdig")
    talk.tap("Ret noget")
    talk.tap("✏ Tiden for samtalen")
    talk.write("14")
    talk.tap("Min liste")
    assert "☑ Find vej og rejsetid" in talk.last.labels()


def test_after_its_day_it_asks_how_it_went_and_where_is_not_asked_twice() -> None:
    talk = on("på torsdag kl. 13")
    talk.tap("✔ Færdig")
    talk.tap("Færdig for i dag")
    talk.wait(days=10)
    talk.tap("Fortsæt")
    assert "Har du været der?" in talk.last.text
    assert "Hvad spurgte de om?" in talk.tap("Ja")[-1].text


@pytest.mark.parametrize(
    ("when", "promise"),
    [
        ("på torsdag kl. 13", "Jeg skriver til dig dagen før og samme morgen."),
        ("i dag kl. 13", "Det er så snart, at jeg ikke når at skrive til dig før."),
        ("i morgen kl. 9.30", "Jeg skriver til dig dagen før og samme morgen."),
    ],
)
def test_it_promises_only_what_comes(when: str, promise: str) -> None:
    talk = on(when)
    assert promise in talk.last.text
    assert ("snart" in promise) == (due(talk) == {})


def test_in_the_evening_before_only_the_morning_is_promised() -> None:
    talk = Citizen().welcomed()
    talk.wait(hours=9)
    talk.command("menu")
    talk.tap("Øv dig til en jobsamtale")
    talk.tap("Jeg skal til samtale")
    talk.write("Netto")
    talk.tap("Spring over")
    assert "Jeg skriver til dig samme morgen." in talk.write("i morgen kl. 13")[-1].text
    assert list(due(talk)) == ["same_morning"]


def test_an_interview_that_is_called_off_reminds_of_nothing() -> None:
    talk = on("på torsdag kl. 13")
    talk.tap("✔ Færdig")
    talk.tap("Den er aflyst")
    assert due(talk) == {}


def test_who_has_been_there_is_not_reminded() -> None:
    talk = on("på torsdag kl. 13")
    talk.tap("✔ Færdig")
    talk.tap("Jeg har været der")
    assert due(talk) == {}


def test_a_reminder_is_the_only_message_of_its_day() -> None:
    """Who has been quiet for two days would else be written to at nine as well."""
    talk = on("på torsdag kl. 13")
    talk.tap("✔ Færdig")
    said = talk.wait(days=3)
    assert len(said) == 2


def test_an_interview_to_come_is_found_where_one_looks_for_it() -> None:
    talk = on("på torsdag kl. 13")
    talk.tap("✔ Færdig")
    talk.tap("Færdig for i dag")
    talk.tap("Jeg skal til samtale")
    assert talk.last.labels()[:2] == ["Samtale: Netto", "En ny"]
    assert "Torsdag 26. november kl. 13.00" in talk.tap("Samtale: Netto")[-1].text
    talk.tap("Færdig for i dag")
    talk.tap("Jeg skal til samtale")
    assert "Hvor er det?" in talk.tap("En ny")[-1].text


def test_an_interview_that_has_been_is_not_among_those_to_come() -> None:
    talk = on("på torsdag kl. 13")
    talk.tap("✔ Færdig")
    talk.tap("Færdig for i dag")
    talk.wait(days=5)
    talk.command("menu")
    talk.tap("Øv dig til en jobsamtale")
    talk.tap("En hel øvelse")
    assert "Hvor er det?" in talk.tap("Jeg skal til samtale")[-1].text


@pytest.mark.parametrize("end", ["Den er aflyst", "Jeg har været der"])
def test_an_interview_that_is_over_is_not_among_those_to_come_until_it_has_a_new_day(end: str) -> None:
    talk = on("på torsdag kl. 13")
    talk.tap("✔ Færdig")
    talk.tap(end)
    talk.command("menu")
    talk.tap("Øv dig til en jobsamtale")
    assert "Hvor er det?" in talk.tap("Jeg skal til samtale")[-1].text
    talk.command("menu")
    for label in ("Øv dig til en jobsamtale", "Mere …", "Det, jeg har lavet før", "Samtale: Netto"):
        talk.tap(label)
    for label in ("Ret noget", "✏ Dagen for samtalen"):
        talk.tap(label)
    talk.write("4. december")
    talk.command("menu")
    for label in ("Øv dig til en jobsamtale", "Jeg skal til samtale"):
        talk.tap(label)
    assert "Samtale: Netto" in talk.last.labels()


GREETING = "Hej Samir. Der ligger noget klar til dig, når du har tid."


def sleeps_until(talk: Talk, moment: str) -> list[str]:
    """The program does not run until then, as the citizen's clock shows it; what is written when it runs again."""
    talk.now = datetime.fromisoformat(f"{moment}+01:00")
    return [message.text for message in talk.wait(minutes=1)]


def prepared(when: str) -> Talk:
    """The same, and that is all for today: nothing but the reminders is to come."""
    talk = on(when)
    talk.tap("✔ Færdig")
    talk.tap("Færdig for i dag")
    return talk


def test_what_was_to_come_before_an_interview_does_not_come_after_it() -> None:
    talk = prepared("på torsdag kl. 13")
    assert sleeps_until(talk, "2026-11-26T13:00") == []
    assert due(talk) == {}
    assert talk.wait(days=3) == []


def test_it_does_not_wait_for_their_hours_until_the_interview_has_been() -> None:
    talk = prepared("på torsdag kl. 8.30")
    assert sleeps_until(talk, "2026-11-26T07:45") == []
    assert due(talk) == {}
    assert talk.wait(days=3) == []


def test_what_is_late_but_before_the_interview_comes_once() -> None:
    talk = prepared("på torsdag kl. 13")
    assert sleeps_until(talk, "2026-11-26T12:00") == [GREETING]
    assert due(talk) == {}


def test_on_the_day_before_it_comes_late() -> None:
    talk = prepared("på torsdag kl. 13")
    assert sleeps_until(talk, "2026-11-25T18:30") == [GREETING]
    assert due(talk) == {"same_morning": "2026-11-26T08:00"}


def test_what_they_have_put_off_comes_although_the_interview_has_been() -> None:
    talk = on("på torsdag kl. 10.30")
    sleeps_until(talk, "2026-11-26T09:00")
    talk.tap("Senere i dag")
    assert [message.text for message in talk.wait(hours=5)] == [GREETING]


def test_nothing_else_comes_beside_it_either() -> None:
    talk = on("på torsdag kl. 13")
    assert sleeps_until(talk, "2026-11-26T12:00") == [GREETING]
