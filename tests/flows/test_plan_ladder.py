"""A plan that did not happen: tried again, made smaller, left, and from a week later on done together."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from tests.flows.contact import with_contact
from tests.flows.plans import due, kept, planned, rung
from tests.keys import opened
from tests.talk import Citizen

if TYPE_CHECKING:
    from tests.talk import Talk

AGAIN, SMALLER, LEAVE = "Prøv igen torsdag 3. december", "Vælg et mindre skridt", "Lad den ligge"


def tried_twice(talk: Talk) -> Talk:
    """After the second follow-up of a plan for Thursday, a week after the first."""
    rung(talk, days=4)
    talk.tap("Ikke endnu")
    talk.tap("Prøv igen")
    rung(talk, days=7)
    talk.tap("Ikke endnu")
    return talk


def shown_to_others(talk: Talk) -> list[dict[str, Any]]:
    """What others see of the citizen's exercises, as it was shown."""
    shown = opened(talk.world.connection.cursor(), "shares.snapshot", "withdrawn_at IS NULL")
    return [json.loads(snapshot) for snapshot in shown]


def test_not_yet_is_no_failure_and_it_is_tried_again_at_the_same_time_of_the_day() -> None:
    talk = rung(planned(), days=4)
    assert "Det er helt i orden." in talk.tap("Ikke endnu")[-1].text
    assert talk.last.labels() == [AGAIN, SMALLER, LEAVE]
    talk.tap("Prøv igen")
    assert due(talk) == ["2026-12-03T10:00"]
    assert (kept(talk)["rung"], kept(talk)["tried"]) == ("alone", 2)


def test_a_week_over_the_change_of_the_clocks_is_the_same_time_on_the_clock() -> None:
    talk = Citizen().welcomed()
    talk.wait(days=120)
    talk.command("menu")
    talk.tap("Lav en lille aftale")
    talk.tap("En hel øvelse")
    talk.write("Ringe til Netto i dag kl. 13")
    first = due(talk)
    rung(talk, hours=6)
    talk.tap("Ikke endnu")
    talk.tap("Prøv igen")
    assert (first, due(talk)) == (["2027-03-23T13:00"], ["2027-03-30T12:00"])


@pytest.mark.parametrize(
    ("days", "day"), [(4, "3. december"), (9, "3. december"), (10, "10. december"), (24, "24. december")]
)
def test_the_day_to_try_again_is_weeks_after_the_plan_s_own_and_still_to_come(days: int, day: str) -> None:
    talk = planned()
    talk.wait(days=days)
    talk.tap("Fortsæt")
    talk.tap("Ikke endnu")
    assert talk.last.labels()[0] == f"Prøv igen torsdag {day}"


def test_a_smaller_step_takes_the_place_of_the_one_before() -> None:
    talk = rung(planned(), days=4)
    for step in ("Ikke endnu", SMALLER):
        talk.tap(step)
    talk.write("Finde nummeret i morgen")
    assert kept(talk)["text"] == "Lørdag 28. november kl. 10.00: Finde nummeret"
    assert kept(talk)["tried"] == 2
    assert due(talk) == ["2026-11-28T10:00"]


def test_a_plan_that_was_left_can_be_taken_up_again() -> None:
    talk = rung(planned(), days=4)
    for step in ("Ikke endnu", LEAVE):
        talk.tap(step)
    assert (kept(talk)["state"], due(talk)) == ("left", [])
    assert not [label for label in talk.last.labels() if "Netto" in label]
    for step in ("📁 Mine øvelser", "✔ Aftale: Ringe til Netto", "Åbn", "Ja, på en ny dag"):
        talk.tap(step)
    talk.write("på fredag kl. 12")
    assert (kept(talk)["state"], due(talk)) == ("open", ["2026-12-04T12:00"])


# Together -------------------------------------------------------------------------------------------


def test_a_week_later_who_has_nobody_is_asked_whom_they_want_to_ask() -> None:
    talk = tried_twice(planned())
    assert talk.last.labels()[:2] == ["En, jeg stoler på", "En fra Demoforeningen"]
    assert "Vil du være hos mig" in talk.tap("En, jeg stoler på")[-1].text
    assert (kept(talk)["rung"], kept(talk)["tried"]) == ("together", 3)
    assert due(talk) == ["2026-12-10T10:00"]


def test_a_week_later_the_contact_person_is_offered_by_name_and_gets_the_plan_as_it_is_then() -> None:
    talk = planned()
    with_contact(talk)
    tried_twice(talk)
    assert talk.last.labels() == [
        "Gør det sammen med Mette",
        "Prøv igen torsdag 10. december",
        SMALLER,
        LEAVE,
    ]
    assert shown_to_others(talk) == []
    said = talk.tap("Gør det sammen med Mette")[-1].text
    assert "Mette ser, at du gerne vil gøre det sammen. Du viser kun denne aftale." in said
    assert "Jeg spørger dig torsdag 10. december kl. 11.00" in said
    (shown,) = shown_to_others(talk)
    assert shown["text"] == "Torsdag 10. december kl. 10.00: Ringe til Netto"
    assert (kept(talk)["rung"], kept(talk)["tried"]) == ("together", 3)
    assert due(talk) == ["2026-12-10T10:00"]


def test_the_contact_person_is_told_and_sees_no_other_plan() -> None:
    talk = planned()
    planned("på fredag kl. 12", talk)
    staff = with_contact(talk)
    talk.tap("Aftale: Ringe til Netto")
    for step in ("Jeg vil gerne have hjælp", "Gør det sammen med Mette"):
        talk.tap(step)
    assert len(shown_to_others(talk)) == 1
    assert staff.wait(hours=1)


def test_a_contact_person_who_has_just_left_is_not_asked() -> None:
    talk = planned()
    staff = with_contact(talk)
    talk.tap("Aftale: Ringe til Netto")
    talk.tap("Jeg vil gerne have hjælp")
    staff.command("menu")
    for step in ("Mine borgere", "Samir", "Stop forbindelsen", "Ja"):
        staff.tap(step)
    assert "Hvem vil du spørge?" in talk.tap("Gør det sammen med Mette")[-1].text
    assert shown_to_others(talk) == []


def test_help_before_the_day_keeps_to_the_day() -> None:
    talk = planned()
    with_contact(talk)
    talk.tap("Aftale: Ringe til Netto")
    talk.tap("Jeg vil gerne have hjælp")
    assert talk.last.labels()[1] == "Jeg holder fast i torsdag 26. november"
    talk.tap("Gør det sammen med Mette")
    assert due(talk) == ["2026-11-26T10:00"]
    assert (kept(talk)["rung"], kept(talk)["tried"]) == ("together", 1)


def test_a_plan_that_is_changed_afterwards_is_not_shown_anew() -> None:
    talk = planned()
    with_contact(talk)
    for step in ("Aftale: Ringe til Netto", "Jeg vil gerne have hjælp", "Gør det sammen med Mette"):
        talk.tap(step)
    for step in ("Aftale: Ringe til Netto", "Ret noget", "✏ Det, du vil gøre"):
        talk.tap(step)
    talk.write("Ringe til Føtex")
    (shown,) = shown_to_others(talk)
    assert "Netto" in shown["text"]


def test_who_tells_the_bot_not_to_write_is_written_to_again_when_they_choose_a_day() -> None:
    talk = rung(planned(), days=4)
    talk.command("stop")
    talk.tap("Skriv ikke til mig")
    talk.command("menu")
    talk.tap("Aftale: Ringe til Netto")
    for step in ("En hel øvelse", "Ikke endnu", "Prøv igen"):
        talk.tap(step)
    assert due(talk) == ["2026-12-03T10:00"]
    rung(talk, days=7)
