"""What is stored of somebody who is not here any more: they are warned twice, and then it is deleted on the day."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest

from bot.flows import discover
from bot.flows.content import Content
from bot.state import keeping, people
from tests.flows.plans import planned
from tests.talk import BOT, Citizen, Talk
from tests.town import KAI, Town, forget_notices

if TYPE_CHECKING:
    from tests.screen import Message

WARNING = "Det er noget tid siden, du var her."
WAITS = "Har du valgt en dag, der ligger senere, venter jeg på den."
RECEIPT = "Alt, jeg havde gemt om dig, er slettet."
FIRST, SECOND, GONE = "2027-04-26", "2027-05-18", "2027-05-25"
"""Seen last on Monday 23 November 2026. Whit Monday, 17 May 2027, is free."""


def until(talk: Talk, day: str) -> list[Message]:
    """Let time pass until noon of a day in Copenhagen."""
    noon = datetime.fromisoformat(f"{day}T12:00").replace(tzinfo=ZoneInfo("Europe/Copenhagen"))
    return talk.wait(seconds=(noon - talk.now).total_seconds())


def texts(said: list[Message], of: str = WARNING) -> list[str]:
    return [message.text for message in said if of in message.text]


@pytest.fixture
def talk() -> Talk:
    return Citizen().welcomed(energy="Bare kigge")


def test_somebody_who_is_gone_is_warned_twice_and_erased_on_the_day_that_was_named(talk: Talk) -> None:
    assert texts(until(talk, "2027-04-25")) == []
    (first,) = texts(until(talk, FIRST))
    assert "tirsdag 25. maj" in first
    assert talk.last.labels() == ["Behold det", "Se det, eller tag en kopi", "Slet det nu"]
    assert texts(until(talk, "2027-05-17")) == []
    (second,) = texts(until(talk, SECOND))
    assert "tirsdag 25. maj" in second
    until(talk, "2027-05-24")
    assert talk.known
    said = until(talk, GONE)
    assert texts(said, RECEIPT)
    assert not talk.known


@pytest.mark.parametrize(
    ("begun", "said"),
    [("Spring over", "25. maj 2027"), ("i dag", "22. november 2027")],
)
def test_a_course_that_nobody_has_told_of_keeps_nothing_longer(begun: str, said: str) -> None:
    talk = starred(begun=begun)
    (kept,) = [each["content"] for each in talk.stored()["versions"] if "begun" in each["content"]]
    assert kept["guessed"] == (begun == "Spring over")
    assert any(said in text for text in texts(talk.command("mydata"), "Jeg gemmer det hele til"))


def test_a_warning_tells_whoever_reads_the_locked_screen_nothing(talk: Talk) -> None:
    (first,) = texts(until(talk, FIRST))
    assert not any(word in first.casefold() for word in ("job", "øv", "ledig", "tale", "svar", "helbred"))


def test_whoever_keeps_it_has_it_as_long_again(talk: Talk) -> None:
    until(talk, FIRST)
    (kept,) = talk.tap("Behold det")
    assert "Jeg gemmer det hele til mandag 25. oktober" in kept.text
    assert texts(until(talk, "2027-09-26")) == []
    (again,) = texts(until(talk, "2027-09-27"))
    assert "25. oktober" in again
    until(talk, "2027-10-24")
    assert talk.known
    until(talk, "2027-10-25")
    assert not talk.known


@pytest.mark.parametrize("after", [FIRST, SECOND])
def test_whatever_somebody_does_begins_it_anew(talk: Talk, after: str) -> None:
    until(talk, after)
    talk.command("menu")
    assert keeping.of_person(talk._connection.cursor(), talk.user) is None
    until(talk, "2027-09-30")
    assert talk.known


def test_a_copy_is_under_what_is_saved_and_it_is_kept_after_that(talk: Talk) -> None:
    until(talk, FIRST)
    said = talk.tap("Se det")
    assert "Det, jeg har gemt om dig" in "\n".join(message.text for message in said)
    talk.tap("Tilbage")
    assert "Jeg gemmer det hele til" in talk.last.text


def test_who_wants_it_deleted_now_confirms_that_as_always(talk: Talk) -> None:
    until(talk, FIRST)
    talk.tap("Slet det nu")
    assert "Skal jeg slette alt om dig?" in talk.last.text
    talk.tap("Nej, behold det")
    assert "Jeg gemmer det hele til" in talk.last.text
    talk.tap("Slet det nu")
    talk.tap("Ja, slet det hele")
    talk.tap("Ja, slet det nu")
    assert not talk.known


def test_mydata_says_until_when_and_that_is_the_day(talk: Talk) -> None:
    said = "\n".join(message.text for message in talk.command("mydata"))
    assert "Jeg gemmer det hele til tirsdag 25. maj 2027. Jeg skriver til dig, før jeg sletter det." in said
    assert "Det kan jeg ikke, hvis du har blokeret mig." in said
    assert WAITS not in said


def test_a_day_of_this_year_needs_no_year(talk: Talk) -> None:
    until(talk, "2027-01-04")
    said = "\n".join(message.text for message in talk.command("mydata"))
    assert "Jeg gemmer det hele til mandag 5. juli. Jeg" in said


def test_whoever_has_chosen_a_day_reads_that_it_is_waited_for(talk: Talk) -> None:
    """What they have planned can come later than the day that is named, and nothing is deleted before it."""
    planned(talk=talk)
    said = "\n".join(message.text for message in talk.command("mydata"))
    assert said.count(WAITS) == 1


def test_whoever_wants_no_messages_reads_that_they_are_told_once(talk: Talk) -> None:
    talk.command("stop")
    talk.tap("Skriv ikke til mig")
    said = "\n".join(message.text for message in talk.command("mydata"))
    assert "Jeg skriver kun til dig én gang, før jeg sletter det." in said
    assert len(texts(until(talk, "2027-05-24"))) == 1


def test_as_many_weeks_as_the_organisation_has_set() -> None:
    talk = Talk(flows=discover(Content(retention_weeks=8)))
    Citizen(talk).welcomed(energy="Bare kigge")
    (first,) = texts(until(talk, "2026-12-21"))
    assert "18. januar" in first
    until(talk, "2027-01-18")
    assert not talk.known


# What keeps somebody ------------------------------------------------------------------------------


def starred(begun: str) -> Talk:
    talk = Citizen().welcomed(energy="Bare kigge")
    talk.command("menu")
    talk.tap("Udfyld min stjerne")
    for step in (*"44343556", "Ikke nu"):
        talk.tap(step)
    talk.write(begun)
    return talk


def course(talk: Talk, *labels: str) -> None:
    talk.command("menu")
    for label in ("✔ Stjerne", "Mit forløb", *labels):
        if "Bare kigge" in talk.last.labels():  # of the first time on a day it is asked how much
            talk.tap("Bare kigge")
        talk.tap(label)


def gone_on(talk: Talk, day: str) -> None:
    """Nobody is gone before the day, and then they are."""
    until(talk, str(datetime.fromisoformat(day).date().replace(day=int(day[-2:]) - 1)))
    assert talk.known
    until(talk, day)
    assert not talk.known


def test_the_weeks_are_counted_from_the_end_of_the_course() -> None:
    gone_on(starred("i dag"), "2027-11-22")  # the course ends on 24 May 2027


def test_of_a_course_that_ended_early_from_the_last_visit() -> None:
    talk = starred("i dag")
    course(talk, "Det er slut")
    gone_on(talk, GONE)


def on_a_break() -> Talk:
    """A course that began on 23 November 2026, and is on a break since 21 December."""
    talk = starred("i dag")
    until(talk, "2026-12-21")
    course(talk, "Det holder pause")
    return talk


def test_a_break_that_nobody_ends_counts_for_half_a_year_and_then_the_course_is_over() -> None:
    talk = on_a_break()
    told = "\n".join(each.text for each in talk.command("mydata"))
    assert "Jeg gemmer det hele til mandag 20. december 2027" in told
    assert texts(until(talk, "2027-11-21")) == []
    assert len(texts(until(talk, "2027-12-19"))) == 2
    gone_on(talk, "2027-12-20")  # the course counts as over on 21 June 2027


def test_whoever_is_here_in_a_break_is_kept_as_long_again() -> None:
    talk = on_a_break()
    until(talk, "2027-10-01")
    talk.command("menu")
    gone_on(talk, "2028-03-31")


def test_a_break_that_was_ended_moves_the_end_of_the_course() -> None:
    talk = on_a_break()
    until(talk, "2027-09-01")
    course(talk, "Det går i gang nu")
    gone_on(talk, "2028-08-02")  # the course ends on 2 February 2028


def test_a_course_that_was_ended_in_its_break_is_over() -> None:
    talk = on_a_break()
    course(talk, "Det er slut")
    gone_on(talk, "2027-06-21")


def test_nobody_is_erased_before_the_day_of_their_plan() -> None:
    talk = Citizen().welcomed(energy="Bare kigge")
    talk.command("menu")
    talk.tap("Lav en lille aftale")
    talk.tap("En hel øvelse")
    talk.write("Ringe til Netto")
    talk.write("1. november 2027 kl. 10")
    talk.tap("Spring over")
    talk.tap("Jeg kan ikke komme på noget")
    assert texts(until(talk, "2027-11-01")) == []
    assert texts(until(talk, "2027-12-08"))
    until(talk, "2028-01-31")
    assert not talk.known


def reminded() -> Town:
    """Mette reminds Samir every Monday."""
    town = Town("da")
    forget_notices(town.samir)
    town.taps(town.mette, "Send en påmindelse", "Samir", "Øv", "Hver mandag", "✔ Gem")
    return town


def test_a_reminder_that_comes_again_and_again_and_that_nobody_taps_keeps_nobody() -> None:
    samir = reminded().samir
    said = until(samir, "2027-05-24")
    assert len(texts(said, "Der ligger noget klar til dig")) > 20
    assert len(texts(said)) == 2
    assert samir.known
    until(samir, GONE)
    assert not samir.known


def test_whoever_taps_a_reminder_is_here() -> None:
    samir = reminded().samir
    until(samir, "2027-04-20")
    samir.tap("Start nu")
    assert texts(until(samir, "2027-09-01")) == []


def test_staff_are_not_erased_and_whoever_has_left_every_role_is() -> None:
    town = Town("da")
    ida = town.staff(KAI, "Ida", "coordinator")
    until(ida, "2027-12-01")
    assert ida.known
    assert town.mette.known, "although nobody follows by her any more"
    town.mette._connection.execute("UPDATE roles SET ended_at = 1 WHERE person = ?", (ida.user,))
    until(ida, "2028-02-28")
    assert town.mette.known
    assert not ida.known


# Who cannot be warned, or not as others -----------------------------------------------------------


def block(talk: Talk) -> None:
    people.block(talk._connection.cursor(), BOT, talk.user, talk.now)


def test_who_has_blocked_the_bot_is_erased_on_the_day_and_nothing_is_written(talk: Talk) -> None:
    block(talk)
    said = until(talk, "2027-05-24")
    assert said == []
    assert talk.known
    assert until(talk, GONE) == []
    assert not talk.known


def test_who_lets_the_bot_in_again_too_late_for_both_warnings_has_a_week_all_the_same(talk: Talk) -> None:
    block(talk)
    until(talk, "2027-05-20")
    people.unblock(talk._connection.cursor(), BOT, talk.user)
    (warned,) = texts(until(talk, GONE))
    assert "1. juni" in warned
    until(talk, "2027-05-31")
    assert talk.known
    until(talk, "2027-06-01")
    assert not talk.known


def test_who_wants_no_messages_gets_one_a_week_before(talk: Talk) -> None:
    talk.command("stop")
    (told,) = talk.tap("Skriv ikke til mig")
    assert "Kun én gang, hvis jeg skal til at slette det, du har skrevet." in told.text
    assert texts(until(talk, "2027-05-17")) == []
    assert len(texts(until(talk, SECOND))) == 1
    until(talk, GONE)
    assert not talk.known


# Clocks that are wrong ----------------------------------------------------------------------------


@pytest.mark.parametrize("day", ["2026-12-01", "2027-05-03", "2027-05-20"])
def test_a_clock_that_is_years_ahead_for_an_hour_erases_nobody(talk: Talk, day: str) -> None:
    until(talk, day)
    before = talk.now
    talk.now = before.replace(year=2036)
    talk.wait(hours=1)
    talk.now = before
    assert talk.known
    keeping.look_after(talk._connection.cursor(), talk.turns.ids, talk.now)
    until(talk, "2027-05-21")
    assert talk.known
    until(talk, "2027-07-01")
    assert not talk.known, "and all the same they are gone in time"


def test_a_clock_that_is_months_behind_for_an_hour_warns_nobody_earlier(talk: Talk) -> None:
    before = talk.now
    talk.now = before - timedelta(days=300)
    keeping.look_after(talk._connection.cursor(), talk.turns.ids, talk.now)
    talk.wait(hours=1)
    talk.now = before
    assert texts(until(talk, "2027-04-25")) == []
    assert len(texts(until(talk, FIRST))) == 1


def test_days_on_which_nothing_ran_count_for_nothing(talk: Talk) -> None:
    until(talk, SECOND)
    talk.now = datetime(2027, 9, 1, 8, 0, tzinfo=UTC)
    talk.wait(minutes=1)
    assert talk.known
    until(talk, "2027-09-07")
    assert not talk.known


def test_whoever_has_lost_the_timer_gets_it_again(talk: Talk) -> None:
    talk._connection.execute("DELETE FROM timers")
    until(talk, "2027-01-10")
    keeping.look_after(talk._connection.cursor(), talk.turns.ids, talk.now)
    assert len(texts(until(talk, FIRST))) == 1


def test_the_contact_person_hears_that_somebody_is_gone_and_nothing_before() -> None:
    town = Town("da")
    forget_notices(town.samir)
    until(town.samir, "2027-05-24")
    town.mette.command("menu")
    assert not any("Det venter på mig" in label for label in town.mette.last.labels())
    until(town.samir, GONE)
    assert not town.samir.known
    town.mette.command("menu")
    assert "Det venter på mig (1)" in town.mette.last.labels()
