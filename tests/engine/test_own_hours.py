"""What comes unasked keeps to the hours that the person has set; what they chose themselves keeps its place."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.engine.steps import AskDate, AskTime, End, Wake, Write
from tests.engine.stage import begun, focus, stands_at
from tests.talk import Citizen, Talk

COPENHAGEN = ZoneInfo("Europe/Copenhagen")
DAY = AskDate(id="day", text="Which day?", short="Day", time="at")
TIME = AskTime(id="at", text="At what time?", short="Time", skippable=True)
WAKE = Wake(id="wake", kind="follow_up", on="day", time="at")
MORE = Write(id="more", text="More?")
END = End(id="end", text="Done.")


def rings(talk: Talk, *, days: int = 20) -> list[str]:
    """When something comes by itself, on the person's clock."""
    talk.now = talk.now.replace(minute=talk.now.minute // 30 * 30, second=0, microsecond=0)
    halves = range(days * 24 * 2)
    return [f"{talk.now.astimezone(COPENHAGEN):%a %H:%M}" for _ in halves if talk.wait(minutes=30)]


def on_the_clock(talk: Talk, moment: str) -> Talk:
    """Stop the clock at a moment."""
    talk.now, talk.pace = datetime.fromisoformat(moment).replace(tzinfo=COPENHAGEN).astimezone(UTC), 0
    return talk


def hours(talk: Talk, first: str, last: str) -> Talk:
    """Set the hours as a person does, and come back to the menu."""
    for step in ("/menu", "Indstillinger", "Beskeder", "Andre tider på dagen"):
        _do(talk, step)
    talk.write(first)
    talk.write(last)
    talk.tap("Tilbage")
    return talk


def free_days(talk: Talk, answer: str) -> Talk:
    for step in ("/menu", "Indstillinger", "Beskeder", "Weekender og helligdage", answer, "Tilbage"):
        _do(talk, step)
    return talk


def _do(talk: Talk, step: str) -> None:
    if step.startswith("/"):
        talk.command(step.removeprefix("/"))
    else:
        talk.tap(next(label for label in talk.last.labels() if step in label))


def at_a_question() -> Talk:
    talk = Citizen().welcomed()
    talk.write("Jeg hedder Samir.")
    return talk


def go_on(talk: Talk) -> None:
    """Back into the exercise that is open."""
    talk.command("menu")
    talk.tap("Elevatortale · ")
    if "En hel øvelse" in talk.last.labels():
        talk.tap("En hel øvelse")


def contact(talk: Talk, day: str) -> None:
    """Talk with somebody, and choose a day without a time."""
    talk.command("menu")
    talk.tap("Jeg har talt med en om job")
    if "En hel øvelse" in talk.last.labels():
        talk.tap("En hel øvelse")
    for text in ("Netto", "Messen", "Job", day):
        talk.write(text)


def due(talk: Talk) -> list[str]:
    """When timers are set for, on the person's clock, but for the one of what is kept."""
    timers = (each for each in talk.stored()["timers"] if each["kind"] != "retention")
    moments = (datetime.fromisoformat(each["due_at"]) for each in timers)
    return [f"{each.astimezone(COPENHAGEN):%a %H:%M}" for each in moments]


# Unasked ------------------------------------------------------------------------------------------


def test_what_comes_unasked_comes_when_their_hours_begin() -> None:
    talk = hours(at_a_question(), "12.30", "18")
    go_on(talk)
    assert due(talk) == ["Wed 12:30"]


def test_it_never_comes_on_a_weekend() -> None:
    talk = at_a_question()
    on_the_clock(talk, "2026-11-26T10:00")  # a Thursday
    go_on(talk)
    assert due(talk) == ["Mon 09:00"]


def test_unless_they_want_it_to() -> None:
    talk = free_days(at_a_question(), "Ja")
    on_the_clock(talk, "2026-11-26T08:00")
    go_on(talk)
    assert due(talk) == ["Sat 09:00"]


def test_what_is_late_waits_for_a_day_and_an_hour_on_which_it_may_come() -> None:
    talk = at_a_question()
    on_the_clock(talk, "2026-11-28T11:00")  # the program stood still until Saturday
    assert talk.wait(minutes=1) == []
    assert due(talk) == ["Mon 09:00"]


def test_hours_that_are_set_while_a_message_is_on_its_way_hold_for_it() -> None:
    talk = begun(WAKE_STAR, MORE, END, values={"next_day": lambda _: "2026-11-26"})
    assert due(talk)[0] == "Thu 09:00"
    hours(talk, "15", "18")
    assert rings(talk) == ["Thu 15:00"]


def test_later_is_meant_also_on_a_free_day() -> None:
    talk = at_a_question()
    talk.wait(days=3)
    on_the_clock(talk, "2026-11-28T11:00")  # a Saturday
    talk.tap("Senere i dag")
    assert rings(talk) == ["Sat 15:00"]


def test_later_is_meant_also_where_it_is_written_and_the_day_is_computed() -> None:
    talk = begun(WAKE_STAR, MORE, END, values={"next_day": lambda _: "2026-11-27"})
    talk.wait(days=4)
    on_the_clock(talk, "2026-11-28T11:00")
    talk.write("senere i dag")
    assert "Sat 15:00" in due(talk)
    assert rings(talk, days=1) == ["Sat 15:00"]


# A day that is computed, a day and a time that were chosen ---------------------------------------

WAKE_STAR = Wake(id="wake", kind="follow_up", on="next_day")
SATURDAY = "2026-11-28"


def test_a_computed_day_gives_way_to_a_working_day() -> None:
    talk = begun(WAKE_STAR, MORE, END, values={"next_day": lambda _: SATURDAY})
    assert "Mon 09:00" in due(talk)


def test_and_keeps_the_time_that_was_chosen_for_it() -> None:
    wake = Wake(id="wake", kind="follow_up", on="next_day", time="at")
    talk = begun(TIME, wake, END, values={"next_day": lambda _: SATURDAY})
    talk.write("kl. 21")
    assert rings(talk) == ["Mon 21:00"]


def test_a_day_that_was_chosen_is_kept() -> None:
    talk = begun(DAY, TIME, WAKE, END)
    talk.write("på lørdag")
    talk.tap("Spring over")
    assert rings(talk) == ["Sat 09:00"]


def test_it_rings_when_their_own_hours_begin() -> None:
    talk = hours(at_a_question(), "12.30", "18")
    contact(talk, "på lørdag")
    assert rings(talk) == ["Sat 12:30"]


def test_it_is_kept_also_when_the_hours_are_changed_afterwards() -> None:
    talk = begun(DAY, TIME, WAKE, END)
    talk.write("på lørdag")
    talk.tap("Spring over")
    hours(talk, "14", "18")
    assert rings(talk) == ["Sat 14:00"]


def test_its_day_is_kept_also_when_the_hours_that_are_set_afterwards_are_over_by_then() -> None:
    talk = begun(DAY, TIME, WAKE, END)
    talk.write("på lørdag")
    talk.tap("Spring over")
    hours(talk, "5", "8")
    assert rings(talk) == ["Sat 09:00"]


def test_late_in_the_evening_of_its_day_it_waits_all_the_same() -> None:
    talk = begun(DAY, TIME, WAKE, END)
    talk.write("på lørdag")
    talk.tap("Spring over")
    on_the_clock(talk, "2026-11-28T22:30")  # the program stood still all day
    assert rings(talk) == ["Mon 09:00"]


def test_a_chosen_day_that_was_missed_is_made_up_for_on_a_working_day() -> None:
    talk = begun(DAY, TIME, WAKE, END)
    talk.write("på fredag")
    talk.tap("Spring over")
    on_the_clock(talk, "2026-11-28T11:00")  # the program stood still until Saturday
    assert rings(talk) == ["Mon 09:00"]


def test_today_is_kept_though_it_is_free_and_tomorrow_is_not_taken_for_it() -> None:
    talk = Citizen().welcomed()
    on_the_clock(talk, "2026-11-28T11:00")
    contact(talk, "i dag")
    assert due(talk) == ["Sat 15:00"]
    on_the_clock(talk, "2026-11-28T19:00")
    contact(talk, "i dag")
    assert due(talk) == ["Sat 15:00", "Mon 09:00"]


@pytest.mark.parametrize(("at", "rung"), [("7.00", "Sat 07:00"), ("21.30", "Sat 21:30")])
def test_a_time_that_was_chosen_is_kept_outside_the_hours_and_on_a_free_day(at: str, rung: str) -> None:
    talk = begun(DAY, TIME, WAKE, END)
    talk.write(f"på lørdag kl. {at}")
    hours(talk, "12", "16")
    assert rings(talk) == [rung]


def test_the_day_before_and_the_same_morning_come_on_a_weekend_too() -> None:
    talk = Citizen().welcomed()
    talk.command("menu")
    for label in ("Øv dig til en jobsamtale", "Jeg skal til samtale"):
        talk.tap(label)
    talk.write("Netto")
    talk.tap("Spring over")
    talk.write("30. november kl. 8.30")  # a Monday
    talk.tap("✔ Færdig")
    talk.command("menu")
    assert rings(talk, days=8)[:2] == ["Sun 16:00", "Mon 06:30"]


# Fewer messages ----------------------------------------------------------------------------------


def test_every_message_that_comes_by_itself_offers_fewer() -> None:
    talk = at_a_question()
    (said,) = talk.wait(days=3)
    assert said.labels() == ["Fortsæt", "Senere i dag", "Ikke nu", "Færre beskeder"]


def test_it_leads_back_to_where_the_person_is() -> None:
    """The message is about one thing they made, and they are in the middle of another."""
    talk = begun(DAY, TIME, WAKE, END)
    talk.write("på torsdag kl. 9")
    talk.command("menu")
    talk.tap("Ny elevatortale")
    here = stands_at(talk)
    talk.wait(days=3)
    talk.tap("Færre beskeder")
    assert stands_at(talk) == ("messages", "what")
    talk.tap("Tilbage")
    assert stands_at(talk) == here


def test_a_tap_more_leads_to_the_same_place_and_back_all_the_same() -> None:
    talk = at_a_question()
    here = stands_at(talk)
    talk.wait(days=3)
    talk.pace = 5
    talk.tap("Færre beskeder")
    talk.tap("Færre beskeder")
    talk.tap("Tilbage")
    assert stands_at(talk) == here


def test_who_wants_none_at_all_stays_in_peace_where_they_are() -> None:
    talk = at_a_question()
    here = stands_at(talk)
    talk.wait(days=3)
    talk.tap("Færre beskeder")
    talk.tap("Skriv ikke til mig")
    assert (stands_at(talk), focus(talk).status) == (here, "paused")
    assert rings(talk) == []


def test_back_to_how_it_was_sets_all_of_it() -> None:
    talk = free_days(hours(Citizen().welcomed(), "12", "16"), "Ja")
    for step in ("/menu", "Indstillinger", "Beskeder", "Som det var fra start"):
        _do(talk, step)
    person = talk.stored()["person"]
    assert [person[name] for name in ("awake_from", "awake_to", "weekends")] == ["09:00", "20:00", False]


def test_what_remembers_after_a_decision_is_put_right_with_its_answer() -> None:
    """The time is edited after the question for it is long past."""
    talk = hours(Citizen().welcomed(), "12", "16")
    talk.edit(_written(talk), "8.30")
    assert talk.stored()["person"]["awake_from"] == "08:30"
    talk.edit(_written(talk), "15")
    assert talk.stored()["person"]["awake_from"] == "08:30"
    assert "Der er under to timer mellem kl. 15.00 og 16.00." in talk.last.text


def test_a_time_that_is_changed_while_the_other_is_asked_for_waits_for_that_one() -> None:
    talk = Citizen().welcomed()
    for step in ("/menu", "Indstillinger", "Beskeder", "Andre tider på dagen"):
        _do(talk, step)
    talk.write("12")
    talk.edit(_written(talk), "21")
    assert talk.stored()["person"]["awake_from"] == "09:00"
    talk.write("20")
    assert "Kl. 20.00 er ikke senere på dagen end kl. 21.00." in talk.last.text
    assert talk.stored()["person"]["awake_to"] == "20:00"


def _written(talk: Talk) -> int:
    """The message in which an answer was written."""
    (message,) = {
        answer["message"]
        for exercise in talk.stored()["exercises"]
        for answer in exercise["answers"]
        if answer["step"] == "from" and answer["message"]
    }
    return int(message)


def test_who_may_be_written_to_at_any_hour_is_told_so_in_words() -> None:
    talk = hours(at_a_question(), "00.00", "23.59")
    talk.command("menu")
    talk.tap("⚙ Indstillinger")
    (said,) = talk.tap("Beskeder")
    assert said.text.startswith("Jeg må skrive hele døgnet.")
    assert "23.59" not in said.text
