"""What reminds by itself, the star and an interview, keeps to the citizen's hours and free days too."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.state import timers
from tests.flows.stars import COPENHAGEN, starred
from tests.talk import BOT, Citizen, Talk


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=COPENHAGEN).astimezone(UTC)


def course_with_a_star_at_easter() -> Talk:
    """A course whose second star is due on Easter Monday, 29 March 2027."""
    talk = Talk()
    talk.now = at("2026-12-28T10:00")
    starred(talk=talk)
    talk.command("menu")
    return talk


def decided(talk: Talk, *steps: str) -> Talk:
    """Decide about messages; what begins with "=" is written."""
    for label in ("⚙ Indstillinger", "Beskeder", *steps):
        if label.startswith("="):
            talk.write(label.removeprefix("="))
        else:
            talk.tap(label)
    talk.command("menu")
    return talk


def rings(talk: Talk, until: str) -> list[str]:
    """When Samir is written to until a moment, by his clock."""
    heard = []
    while (due := timers.next_due(talk._connection.cursor(), BOT)) is not None and due <= at(until):
        said = talk.wait(seconds=max(0.0, (due - talk.now).total_seconds()))
        heard += [f"{talk.now.astimezone(COPENHAGEN):%a %d %b %H:%M}" for _ in said]
    return heard


@pytest.mark.parametrize(
    ("steps", "rung"),
    [
        ((), "Tue 30 Mar 09:00"),
        (("Andre tider", "=12", "=16"), "Tue 30 Mar 12:00"),
    ],
)
def test_a_star_that_is_due_on_a_holiday_waits_for_the_next_day_and_their_hours(
    steps: tuple[str, ...], rung: str
) -> None:
    talk = course_with_a_star_at_easter()
    if steps:
        decided(talk, *steps)
    assert rings(talk, "2027-04-09T00:00")[:1] == [rung]


def test_a_star_waits_for_somebody_who_wants_no_messages() -> None:
    talk = decided(course_with_a_star_at_easter(), "Skriv ikke til mig")
    assert rings(talk, "2027-04-09T00:00") == []
    decided(talk, "Skriv gerne til mig igen")
    assert len(rings(talk, "2027-04-12T12:00")) == 1


def interview(when: str) -> Talk:
    talk = Citizen().welcomed()
    talk.command("menu")
    for label in ("Øv dig til en jobsamtale", "Jeg skal til samtale"):
        talk.tap(label)
    talk.write("Netto")
    talk.tap("Spring over")
    talk.write(when)
    talk.tap("✔ Færdig")
    talk.command("menu")
    return talk


def test_the_reminders_of_an_interview_keep_their_time_for_they_are_of_use_at_no_other() -> None:
    """The citizen has chosen the day and the time; after the interview nobody needs a reminder of it."""
    talk = decided(interview("30. november kl. 8.30"), "Andre tider", "=12", "=15")  # a Monday
    assert rings(talk, "2026-11-30T08:30")[:2] == ["Sun 29 Nov 16:00", "Mon 30 Nov 06:30"]


def test_an_interview_is_not_written_of_to_somebody_who_wants_no_messages() -> None:
    talk = decided(interview("30. november kl. 8.30"), "Skriv ikke til mig")
    assert rings(talk, "2026-11-30T08:30") == []
    assert talk.now < at("2026-11-30T08:30") + timedelta(minutes=1)
