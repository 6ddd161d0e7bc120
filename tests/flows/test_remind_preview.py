"""Before a reminder is saved it is shown what stands in its way: blocked, quiet, outside their hours, on a free day."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.state import people
from tests.flows.reminding import own_time, preview, sleeps_until, town
from tests.talk import BOT

if TYPE_CHECKING:
    from tests.town import Town


__all__ = ["town"]


def test_somebody_who_wants_no_messages(town: Town) -> None:
    town.taps(town.samir, "⚙ Settings", "Messages", "Do not write to me")
    assert "⚠ Samir does not want any messages just now." in preview(town, "Tomorrow")


def test_somebody_who_has_their_own_language_below_the_danish(town: Town) -> None:
    assert "It comes in English." in preview(town, "Tomorrow")
    town.taps(town.samir, "⚙ Settings", "Language", "العربية", "الدنماركية والعربية")
    assert "It comes in Danish with Arabic below." in preview(town, "Tomorrow")


def own_words(town: Town) -> str:
    """What is shown of a reminder in Jonas's own words."""
    town.taps(town.jonas, "Send a reminder", "Samir", "✏ A text of my own")
    town.jonas.write("Remember to bring your CV.")
    return town.jonas.tap("Tomorrow")[-1].text


def test_own_words_are_not_translated_and_that_is_said_where_another_language_is_read(town: Town) -> None:
    untranslated = "Your own words are not translated."
    assert untranslated not in own_words(town)
    town.taps(town.samir, "⚙ Settings", "Language", "العربية", "الدنماركية والعربية")
    assert f"It comes in Danish with Arabic below.\n{untranslated}" in own_words(town)
    assert untranslated not in preview(town, "Tomorrow")


def test_somebody_who_has_blocked_the_bot(town: Town) -> None:
    people.block(town.samir._connection.cursor(), BOT, town.samir.user, town.samir.now)
    assert "⚠ Samir has blocked me." in preview(town, "Tomorrow")


def test_somebody_who_has_not_agreed(town: Town) -> None:
    town.samir._connection.execute(f"UPDATE people SET agreed = 0 WHERE id = {town.samir.user}")
    assert "⚠ Samir has not said yes to me yet." in preview(town, "Tomorrow")


def test_outside_their_hours(town: Town) -> None:
    assert "Samir is not written to at 08:15. It waits until 09:00." in own_time(town, "Tuesday at 8.15")
    assert "It waits until Wednesday 25 November at 09:00." in own_time(town, "Tuesday at 21")


def test_what_is_sent_now_to_somebody_who_is_not_written_to_now_names_the_time_once(town: Town) -> None:
    sleeps_until(town.jonas, "2026-11-26T21:08")
    shown = preview(town, "Now")
    assert "Samir is not written to at 21:08. It waits until Friday 27 November at 09:00." in shown
    assert "Samir gets it on Friday 27 November at 09:00." in shown
    assert "gets it now" not in shown


@pytest.mark.parametrize(
    ("day", "instead"),
    [
        ("Saturday at 10", "Monday 30 November at 09:00"),
        ("25 December at 10", "Monday 28 December at 09:00"),
        ("29 March 2027 at 9", "Tuesday 30 March at 09:00"),
    ],
)
def test_on_a_weekend_or_a_holiday(town: Town, day: str, instead: str) -> None:
    town.taps(town.jonas, "Send a reminder", "Samir", "Practise the elevator", "✏ I write it myself")
    town.jonas.write(day)
    if "Yes" in town.jonas.last.labels():
        town.jonas.tap("Yes")  # far ahead
    town.jonas.tap("No, only once")
    assert f"It comes on {instead}." in town.jonas.last.text


def test_every_day_says_that_free_days_are_left_out(town: Town) -> None:
    assert "It is left out on those days." in own_time(town, "tomorrow at 9", "Every day")
    town.taps(town.samir, "⚙ Settings", "Messages", "Weekends", "Yes")
    assert "🕘" not in own_time(town, "tomorrow at 9", "Every day")


def test_on_weekdays_says_that_holidays_are_left_out_and_nothing_of_weekends(town: Town) -> None:
    assert "🕘 Samir is not written to on holidays. It is left out on those days." in own_time(
        town, "on weekdays at 9", ""
    )
    assert "weekends" not in town.jonas.last.text
    town.taps(town.samir, "⚙ Settings", "Messages", "Weekends", "Yes")
    assert "🕘" not in own_time(town, "on weekdays at 9", "")


def test_where_the_clock_is_another_it_is_said_whose_counts(town: Town) -> None:
    town.samir._connection.execute(
        f"UPDATE people SET time_zone = 'America/Nuuk' WHERE id = {town.samir.user}"
    )
    shown = preview(town, "Every Monday")
    assert "Samir gets it every Monday at 09:00, as the clock shows it where Samir is." in shown


def test_their_own_hours_count(town: Town) -> None:
    town.taps(town.samir, "⚙ Settings", "Messages", "Other times")
    town.samir.write("12")
    town.samir.write("15")
    assert "It waits until 12:00." in preview(town, "Tomorrow")


def test_what_waits_for_monday_is_shown_as_of_monday_only(town: Town) -> None:
    sleeps_until(town.jonas, "2026-11-28T10:00")
    town.taps(town.jonas, "Send a reminder", "Samir", "Practise the elevator", "Later today")
    shown = town.jonas.last.text
    assert "Samir gets it on Monday 30 November at 09:00" in shown
    assert "on Saturday 28 November" not in shown


def test_now_to_somebody_who_wants_no_messages_says_that_it_will_not_come(town: Town) -> None:
    town.taps(town.samir, "⚙ Settings", "Messages", "Do not write to me")
    town.taps(town.jonas, "Send a reminder", "Samir", "Practise the elevator", "Now")
    assert "⚠ Samir does not want any messages just now. It will not be delivered." in town.jonas.last.text
