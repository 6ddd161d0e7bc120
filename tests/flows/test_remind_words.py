"""When a reminder comes, in words: a day, a time, how often."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.flows.reminding import greeted, own, own_time, town

if TYPE_CHECKING:
    from tests.town import Town


__all__ = ["town"]


@pytest.mark.parametrize(("said", "often"), [("every Tuesday at 10", ()), ("Tuesday at 10", ("Every week",))])
def test_every_tuesday_is_understood(town: Town, said: str, often: tuple[str, ...]) -> None:
    own(town, said, *often)
    assert greeted(town.samir, "2026-12-02T00:00") == ["Tue 24 Nov 10:00", "Tue 01 Dec 10:00"]


def in_words(town: Town, said: str) -> str:
    """What is asked or shown after words at the question when, at which buttons stand."""
    town.taps(town.jonas, "Send a reminder", "Samir", "Practise the elevator")
    return "\n".join(message.text for message in town.jonas.write(said))


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("every day at 10.30", "every day at 10:30"),
        ("every Monday at 14", "every Monday at 14:00"),
        ("each Friday at 8.30", "every Friday at 08:30"),
        ("on weekdays at 9", "on weekdays at 09:00"),
        ("on Mondays at 9", "every Monday at 09:00"),
        ("every month on the 3rd at 9", "every month on the 3rd at 09:00"),
    ],
)
def test_a_repetition_in_words_is_read_at_once(town: Town, said: str, shown: str) -> None:
    assert f"Samir gets it {shown}. It comes in English." in in_words(town, said)
    assert shown in own_time(town, said, "")


def test_a_day_in_words_is_read_at_once_and_not_as_a_button(town: Town) -> None:
    town.taps(town.jonas, "⚙ Settings", "Language", "Dansk")
    for said in ("i overmorgen kl. 14", "onsdag kl. 14"):
        town.taps(town.jonas, "Send en påmindelse", "Samir", "Øv elevatortalen")
        assert "Skal den komme igen?" in town.jonas.write(said)[-1].text
        town.jonas.tap("Nej")
        assert "onsdag 25. november kl. 14.00" in town.jonas.last.text
    town.taps(town.jonas, "Send en påmindelse", "Samir", "Øv elevatortalen")
    assert "Hvornår på dagen?" in town.jonas.write("i overmorgen")[-1].text


@pytest.mark.parametrize(
    ("said", "shown"),
    [("hver dag kl. 10", "hver dag kl. 10.00"), ("hverdage kl. 9", "på hverdage kl. 09.00")],
)
def test_a_repetition_in_danish(town: Town, said: str, shown: str) -> None:
    town.taps(town.jonas, "⚙ Settings", "Language", "Dansk")
    town.taps(town.jonas, "Send en påmindelse", "Samir", "Øv elevatortalen")
    assert shown in town.jonas.write(said)[-1].text


def test_a_repetition_that_is_not_possible_is_said_to_be(town: Town) -> None:
    for said in ("every other Monday at 9", "every Monday and Thursday"):
        answer = in_words(town, said)
        assert "I can repeat it every day, on weekdays, every week or every month." in answer
        assert "On which day?" in answer


def test_an_hour_that_is_none_is_said_to_be(town: Town) -> None:
    answer = in_words(town, "every Thursday at 25")
    assert "I did not understand the time." in answer
    assert "I can repeat it" not in answer


def test_what_it_was_is_said_as_a_whole_where_it_is_changed(town: Town) -> None:
    own(town, "every Friday at 9")
    town.taps(town.jonas, "My reminders", "Samir", "✏ Change", "When it comes", "✏ I write it myself")
    assert "Your answer now: every Friday at 09:00" in town.jonas.last.text


@pytest.mark.parametrize("at", ["preview", "change"])
def test_another_time_can_be_written_where_it_is_looked_at_and_where_it_is_changed(
    town: Town, at: str
) -> None:
    town.taps(town.jonas, "Send a reminder", "Samir", "Practise the elevator", "Tomorrow")
    if at == "change":
        town.jonas.tap("✏ Change")
    assert "Samir gets it every Thursday at 15:00." in town.jonas.write("every Thursday at 15")[-1].text
    town.jonas.write("Friday at 15")
    town.jonas.tap("No, only once")
    assert "Samir gets it on Friday 27 November at 15:00." in town.jonas.last.text


def test_a_time_that_has_passed_today_is_said_to_have(town: Town) -> None:
    assert "It is past 09:00 today.\n" in in_words(town, "today at 9") + "\n"
    assert "At what time shall it come?" in town.jonas.last.text
    town.jonas.write("at 15")
    town.jonas.tap("No, only once")
    assert "on Monday 23 November at 15:00" in town.jonas.last.text


@pytest.mark.parametrize(("said", "day"), [("at 14", "Monday 23"), ("at 9", "Tuesday 24")])
def test_a_time_alone_is_the_next_time_it_is_that_late(town: Town, said: str, day: str) -> None:
    in_words(town, said)
    town.jonas.tap("No, only once")
    assert f"on {day} November" in town.jonas.last.text


def test_the_time_of_a_repetition_may_have_passed_today(town: Town) -> None:
    assert "At what time shall it come?" in in_words(town, "every day")
    town.jonas.write("9")
    assert "every day at 09:00" in town.jonas.last.text
    town.jonas.tap("✔ Save")
    assert greeted(town.samir, "2026-11-25T00:00") == ["Tue 24 Nov 09:00"]


def test_on_weekdays_it_comes_from_monday_to_friday(town: Town) -> None:
    town.taps(town.samir, "⚙ Settings", "Messages", "Weekends", "Yes")
    in_words(town, "on weekdays at 9")
    town.jonas.tap("✔ Save")
    heard = greeted(town.samir, "2026-12-01T00:00")
    assert [each[:3] for each in heard] == ["Tue", "Wed", "Thu", "Fri", "Mon"]
