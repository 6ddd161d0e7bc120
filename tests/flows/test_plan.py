"""A plan: followed up at its time and once more, moved, left and won; each row of the timer table is looked at."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.flows.plans import GREETING, begun, due, kept, planned, rung
from tests.talk import Citizen

# When it is followed up ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("when", "moment"),
    [
        ("på torsdag kl. 10", "2026-11-26T10:00"),
        ("på torsdag", "2026-11-26T17:00"),
        ("i dag", "2026-11-23T17:00"),
        ("i dag kl. 11", "2026-11-23T11:00"),
        ("på torsdag kl. 19", "2026-11-26T19:00"),
        ("på torsdag kl. 19.30", "2026-11-27T08:00"),
        ("på torsdag kl. 23.30", "2026-11-27T08:00"),
        ("på torsdag kl. 06:00", "2026-11-26T08:00"),
        ("28. marts 2027 kl. 02:30", "2027-03-28T07:00"),  # that night the clock is put forward
        ("på lørdag kl. 10", "2026-11-28T10:00"),  # they chose a free day themselves
        ("27. marts 2027 kl. 23.30", "2027-03-30T07:00"),  # but not the ones after it, which are Easter
        ("31. december 2026 kl. 21", "2027-01-04T08:00"),
    ],
)
def test_it_is_followed_up_an_hour_after_its_time_and_at_a_decent_hour(when: str, moment: str) -> None:
    talk = begun()
    talk.write("Ringe til Netto")
    talk.write(when)
    if "Mener du" in talk.last.text:
        talk.tap("Ja")
    if "Hvornår" in talk.last.text:
        talk.tap("Spring over")
    assert due(talk) == [moment]


def test_a_day_that_came_before_the_question_for_the_time_moves_the_plan_there() -> None:
    talk = begun()
    talk.write("Ringe til Netto")
    talk.burst("på torsdag", "på fredag")
    assert talk.tap("Brug mine ord som mit svar")[0].text.startswith("Det bliver fredag 27. november.")
    talk.tap("Spring over")
    assert due(talk) == ["2026-11-27T17:00"]


def test_a_plan_for_today_without_a_time_is_followed_up_although_the_evening_has_come() -> None:
    talk = Citizen().welcomed()
    talk.wait(hours=9)
    assert due(planned("i dag", talk)) == ["2026-11-24T08:00"]
    assert "Jeg spørger dig tirsdag 24. november kl. 09.00" in talk.last.text


def test_what_and_day_make_a_plan_whatever_comes_after() -> None:
    talk = begun()
    talk.write("Ringe til Netto")
    talk.write("på torsdag")
    talk.tap("Spring over")
    talk.command("pause")
    assert kept(talk)["text"] == "Torsdag 26. november: Ringe til Netto"
    assert "Hvordan gik det?" in rung(talk, days=4).last.text


def test_the_promise_is_kept_to_the_minute() -> None:
    talk = planned()
    assert "Jeg spørger dig torsdag 26. november kl. 11.00, hvordan det gik." in talk.last.text
    assert talk.wait(days=3, minutes=59) == []
    rung(talk, minutes=2)


@pytest.mark.parametrize(
    ("text", "what", "day", "time"),
    [
        ("ringe til Netto på torsdag", "ringe til Netto", "2026-11-26", ""),
        ("Ringe til Netto, i morgen kl. 14.", "Ringe til Netto", "2026-11-24", "14:00"),
        ("gå en tur i dag kl. 8", "gå en tur", "2026-11-23", ""),  # that has been
        ("sende den inden fredag", "sende den inden fredag", "", ""),
        ("læse side 5", "læse side 5", "", ""),
        ("i morgen", "i morgen", "", ""),
    ],
)
def test_a_day_that_is_written_with_what_to_do_is_not_asked_again(
    text: str, what: str, day: str, time: str
) -> None:
    talk = begun()
    talk.write(text)
    answers = talk.answers("plan")
    assert (answers["what"], answers.get("day", ""), answers.get("time", "")) == (what, day, time)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("søge 10 jobs i dag", "Det bliver i dag, mandag 23. november."),
        ("søge 10 jobs på torsdag", "Det bliver torsdag 26. november."),
    ],
)
def test_the_day_that_was_understood_is_said(text: str, said: str) -> None:
    assert said in begun().write(text)[-1].text


def test_the_time_is_asked_for_today() -> None:
    assert "Hvornår i dag?" in begun().write("søge 10 jobs i dag")[-1].text


@pytest.mark.parametrize(
    ("text", "day", "time"),
    [
        ("i morgen formiddag måske", "2026-11-24", ""),
        ("hellere på torsdag", "2026-11-26", ""),
        ("i morgen kl. 14", "2026-11-24", "14:00"),
        ("kl. 14", "2026-11-23", "14:00"),
    ],
)
def test_a_day_at_the_question_for_the_time_moves_the_plan(text: str, day: str, time: str) -> None:
    talk = begun()
    talk.write("søge 10 jobs i dag")
    said = talk.write(text)[-1].text
    answers = talk.answers("plan")
    assert (answers["day"], answers.get("time", "")) == (day, time)
    assert "Hvor er du" in said
    assert ("Det bliver" in said) == (day != "2026-11-23")


# Changes --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("message", "text", "moment"),
    [
        (1, "ringe til Netto på fredag", "2026-11-27T11:00"),
        (2, "kl. 12", "2026-11-26T12:00"),
    ],
)
def test_an_edited_message_moves_the_follow_up(message: int, text: str, moment: str) -> None:
    talk = begun()
    own = [talk.own_message + 1]
    talk.write("ringe til Netto på torsdag")
    own.append(talk.own_message + 1)
    talk.write("kl. 11")
    talk.edit(own[message - 1], text)
    assert due(talk) == [moment]


def test_a_new_day_and_time_move_it_and_nothing_else_does() -> None:
    talk = planned()
    talk.tap("Aftale: Ringe til Netto")
    talk.tap("Ret noget")
    talk.tap("✏ Det, du vil gøre")
    talk.write("Ringe til Føtex")
    assert due(talk) == ["2026-11-26T10:00"]
    talk.tap("Aftale: Ringe til Føtex")
    for step in ("Ret noget", "✏ Dagen"):
        talk.tap(step)
    talk.write("på fredag")
    assert due(talk) == ["2026-11-27T10:00"]
    assert kept(talk)["text"] == "Fredag 27. november kl. 10.00: Ringe til Føtex"


def test_a_time_that_has_been_is_left_out_of_a_plan_that_is_moved_to_today() -> None:
    talk = planned("på torsdag kl. 8")
    talk.tap("Aftale: Ringe til Netto")
    for step in ("Ret noget", "✏ Dagen", "I dag"):
        talk.tap(step)
    assert kept(talk)["time"] == ""
    assert due(talk) == ["2026-11-23T17:00"]


def test_a_plan_that_is_deleted_never_rings() -> None:
    talk = planned()
    for step in ("📁 Mine øvelser", "Aftale: Ringe til Netto", "Slet det", "Ja"):
        talk.tap(step)
    assert due(talk) == []
    assert talk.wait(days=30) == []


@pytest.mark.parametrize("end", ["Jeg har allerede gjort det", "Lad den ligge"])
def test_a_plan_that_is_over_never_rings_not_even_when_its_words_are_changed(end: str) -> None:
    talk = begun()
    message = talk.own_message + 1
    talk.write("ringe til Netto på torsdag kl. 10")
    talk.tap("Spring over")
    talk.tap("Jeg kan ikke komme på noget")
    talk.tap("Aftale: ringe til Netto")
    talk.tap(end)
    talk.edit(message, "ringe til Netto på fredag kl. 10")
    assert due(talk) == []
    assert kept(talk)["day"] == "2026-11-27"
    assert GREETING not in [said.text for said in talk.wait(days=1)]


# What nobody answers --------------------------------------------------------------------------------


def test_what_nobody_answers_comes_once_more_after_a_week_and_then_no_more() -> None:
    talk = planned()
    rings = []
    for _ in range(60):
        rings += [talk.now.isoformat()[:10] for said in talk.wait(days=1) if said.text == GREETING]
    assert rings == ["2026-11-27", "2026-12-04"]  # looked at on the morning after


def test_after_weeks_in_which_nothing_ran_it_is_asked_about_once_at_a_decent_hour() -> None:
    talk = planned()
    talk.now += timedelta(days=16, hours=10)  # a Wednesday evening
    assert talk.wait(hours=11) == []
    assert [said.text for said in talk.wait(hours=3)] == [GREETING]
    assert talk.wait(weeks=3) == []


def test_later_today_is_not_one_of_the_two() -> None:
    talk = planned()
    talk.wait(days=3, hours=2)
    talk.tap("Senere i dag")
    assert len(talk.wait(hours=5)) == 1
    assert due(talk) == ["2026-12-03T10:00"]


def test_an_answer_is_the_end_of_it() -> None:
    talk = rung(planned(), days=4)
    talk.tap("Det lykkedes")
    assert due(talk) == []


def test_a_day_that_is_edited_while_its_time_is_asked_for_is_followed_up_only_once_there_is_a_plan() -> None:
    talk = begun()
    talk.write("Ringe til Netto")
    message = talk.own_message + 1
    talk.write("på torsdag")
    talk.edit(message, "på fredag")
    assert due(talk) == []
    talk.tap("Spring over")
    assert due(talk) == ["2026-11-27T17:00"]


@pytest.mark.parametrize(
    "written", [("ringe til kantinen på mandag kl 10",), ("ringe til kantinen", "mandag kl 10")]
)
def test_the_day_and_time_that_were_understood_are_said(written: tuple[str, ...]) -> None:
    talk = begun()
    for text in written:
        talk.write(text)
    assert talk.last.text.startswith("Det bliver mandag 30. november kl. 10.00.")
    assert "Hvor er du" in talk.last.text


def test_a_day_alone_stands_in_the_question_for_the_time_too() -> None:
    (said,) = begun().write("ringe til kantinen på mandag")
    assert said.text.startswith("Det bliver mandag 30. november.\n")
    assert "Hvornår på dagen, mandag 30. november" in said.text


def test_if_and_then_are_said_once() -> None:
    talk = begun()
    for text in ("ringe til kantinen på mandag kl 10", "hjemme", "hvis jeg bliver bange"):
        talk.write(text)
    (said, *_) = talk.write("så venter jeg lidt")
    assert "Hvis: jeg bliver bange" in said.text
    assert "Så: venter jeg lidt" in said.text


# What is written where a day and a time are asked for ---------------------------------------------


@pytest.mark.parametrize(("written", "day"), [("imorgn", "2026-11-24"), ("mandg", "2026-11-30")])
def test_a_misspelt_day_is_that_day(written: str, day: str) -> None:
    talk = begun()
    talk.write("Ringe til Netto")
    talk.write(written)
    assert talk.answers("plan")["day"] == day


def test_a_misspelt_day_takes_its_time_along() -> None:
    talk = begun()
    talk.write("Ringe til Netto")
    talk.write("torsdg kl. 10")
    assert {"day": "2026-11-26", "time": "10:00"}.items() <= talk.answers("plan").items()


@pytest.mark.parametrize(("written", "at"), [("om eftermiddagen", "13:00"), ("formiddag", "09:00")])
def test_a_part_of_the_day_is_the_first_time_offered_in_it_and_that_is_said(written: str, at: str) -> None:
    talk = begun()
    talk.write("Ringe til Netto")
    talk.write("på torsdag")
    (said,) = talk.write(written)
    assert talk.answers("plan")["time"] == at
    hour = at.replace(":", ".")
    assert said.text.startswith(f"Det bliver torsdag 26. november kl. {hour}.")


def test_a_part_of_the_day_in_which_no_time_is_offered_is_asked_about() -> None:
    talk = begun()
    talk.write("Ringe til Netto")
    talk.write("på torsdag")
    talk.write("om aftenen")
    assert "time" not in talk.answers("plan")
    assert talk.last.text.startswith("Jeg kunne ikke læse, hvilket tidspunkt du mener.")
