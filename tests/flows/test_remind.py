"""Setting a reminder: how many taps it takes, what is shown before it is saved, and what cannot be done."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from bot.engine.deeds import Remind, StopReminder
from bot.policy import NotAllowed
from bot.state import people, relations
from bot.state.deeds import Doer
from bot.state.transaction import transaction
from tests.flows.reminding import greeted, own, set_by, sleeps_until, town, with_lone
from tests.talk import BOT
from tests.town import TOVE, Town, join, settle_citizen

if TYPE_CHECKING:
    from bot.state.relations import Relation
    from tests.talk import Talk

MOST_TAPS = 6


__all__ = ["town"]


def preview(town: Town, *when: str, what: str = "Practise the elevator") -> str:
    """What is shown before a reminder of Jonas's to Samir is saved."""
    town.taps(town.jonas, "Send a reminder", "Samir", what, *when)
    return town.jonas.last.text


def own_time(town: Town, day: str, repeat: str = "No, only once") -> str:
    town.taps(town.jonas, "Send a reminder", "Samir", "Practise the elevator", "✏ I write it myself")
    town.jonas.write(day)
    if repeat:
        town.jonas.tap(repeat)
    return town.jonas.last.text


def relation(town: Town, staff: Talk) -> Relation:
    mine = relations.of_citizen(town.samir._connection.cursor(), town.samir.user)
    return next(each for each in mine if each.staff == staff.user)


def doer(talk: Talk) -> Doer:
    cursor = talk._connection.cursor()
    known = people.find(cursor, BOT, talk.user)
    assert known is not None
    return Doer(cursor, talk.turns.ids, talk.user, known.organisation, talk.now)


# How it is set ----------------------------------------------------------------------------------------


WEEKLY = {
    "English": ("Send a reminder", "Samir", "Practise the elevator pitch", "Every Monday", "✔ Save"),
    "Dansk": ("Send en påmindelse", "Samir", "Øv elevatortalen", "Hver mandag", "✔ Gem"),
}


@pytest.mark.parametrize("language", WEEKLY)
def test_a_weekly_reminder_takes_at_most_six_taps_from_the_menu(town: Town, language: str) -> None:
    town.taps(town.jonas, "⚙ Settings", "Language", language)
    town.jonas.command("menu")
    for label in WEEKLY[language]:
        town.jonas.tap(label)
    assert len(WEEKLY[language]) <= MOST_TAPS
    (kept,) = set_by(town.jonas)
    assert (kept.rule["kind"], kept.flow) == ("weekly", "elevator_pitch")


def test_it_is_shown_as_a_whole_before_it_is_saved(town: Town) -> None:
    assert preview(town, "Every Monday") == (
        "Elevator pitch\n\n"
        "Samir gets it every Monday at 09:00. It comes in English.\n\n"
        "On the locked screen it only says: Hi Samir. Something is ready for you, when you have time."
    )
    assert set_by(town.jonas) == []
    assert "Nothing has been sent." in town.jonas.tap("Cancel")[0].text
    assert set_by(town.jonas) == []


def test_what_is_shown_of_the_locked_screen_is_exactly_what_comes(town: Town) -> None:
    shown = preview(town, "Tomorrow")
    town.jonas.tap("✔ Save")
    (came,) = town.samir.wait(days=1)
    assert f"{came.text}" in shown


def test_a_day_a_time_and_how_often_can_be_written(town: Town) -> None:
    assert "on Friday 4 December at 10:00" in own_time(town, "4 December at 10")
    town.jonas.tap("✔ Save")
    assert "every month on the 31st at 08:30" not in own_time(town, "31 December at 10", "Every month")
    town.jonas.tap("✔ Save")
    assert [each.rule["kind"] for each in set_by(town.jonas)] == ["monthly", "once"]


def test_the_time_is_asked_for_where_only_a_day_was_written(town: Town) -> None:
    town.taps(town.jonas, "Send a reminder", "Samir", "Fill in the star", "✏ I write it myself")
    assert "At what time shall it come?" in town.jonas.write("Thursday")[-1].text
    town.jonas.write("half past ten")
    town.jonas.tap("Every week")
    assert "every Thursday at 10:30" in town.jonas.last.text


def test_several_get_one_each(town: Town) -> None:
    with_lone(town)
    town.taps(town.jonas, "Send a reminder", "Several")
    for label in ("☐ Samir", "☐ Lone", "✔ Done", "Fill in the star", "Tomorrow"):
        town.jonas.tap(label)
    shown = town.jonas.last.text
    assert "Samir gets it" in shown
    assert "Lone gets it" in shown
    town.jonas.tap("✔ Save")
    assert len({each.citizen for each in set_by(town.jonas)}) == 2


def test_everything_can_be_changed_before_it_is_saved(town: Town) -> None:
    with_lone(town)
    preview(town, "Now")
    for label in ("✏ Change", "What it is about", "Fill in the star"):
        town.jonas.tap(label)
    assert town.jonas.last.text.startswith("Star\n\nSamir gets it now. It comes in English.")
    for label in ("✏ Change", "When it comes", "Tomorrow", "✏ Change", "Who gets it", "Lone"):
        town.jonas.tap(label)
    assert "Lone gets it on Tuesday 24 November at 09:00" in town.jonas.last.text
    town.jonas.tap("✏ Change")
    town.jonas.tap("Nothing")
    town.jonas.tap("✔ Save")
    assert len(set_by(town.jonas)) == 1


def test_what_is_shared_can_be_reminded_of_until_it_is_taken_back() -> None:
    town = Town().with_others().with_shared_pitch()
    town.taps(town.mette, "Send a reminder", "Samir")
    assert any("warehouse" in label for label in town.mette.last.labels())
    town.mette.tap("Talk: warehouse")
    town.mette.tap("Tomorrow")
    assert "Talk: warehouse" in town.mette.last.text
    for label in ("👁 Who can see it", "Take it back", "Mette"):
        town.samir.tap(label)
    town.mette.tap("✔ Save")
    assert "That is not possible any more. Nothing has been sent." in town.mette.last.text
    assert set_by(town.mette) == []
    town.taps(town.jonas, "Send a reminder", "Samir")
    assert not any("warehouse" in label for label in town.jonas.last.labels())
    town.samir._connection.close()


def test_it_begins_at_the_citizen_who_is_looked_at(town: Town) -> None:
    town.taps(town.jonas, "My citizens", "Samir", "Send a reminder")
    assert "What shall Samir be reminded of?" in town.jonas.last.text


def test_the_errand_is_forgotten_when_it_is_over(town: Town) -> None:
    preview(town, "Now", what="Fill in the star")
    assert "remind" in {each["flow"] for each in town.jonas.stored()["exercises"]}
    town.jonas.tap("✔ Send it")
    assert "remind" not in {each["flow"] for each in town.jonas.stored()["exercises"]}


# What stands in the way --------------------------------------------------------------------------------


def test_somebody_who_wants_no_messages(town: Town) -> None:
    town.taps(town.samir, "⚙ Settings", "Messages", "Do not write to me")
    assert "⚠ Samir does not want any messages just now." in preview(town, "Tomorrow")


def test_somebody_who_has_blocked_the_bot(town: Town) -> None:
    people.block(town.samir._connection.cursor(), BOT, town.samir.user, town.samir.now)
    assert "⚠ Samir has blocked me." in preview(town, "Tomorrow")


def test_somebody_who_has_not_agreed(town: Town) -> None:
    town.samir._connection.execute("UPDATE people SET agreed = 0 WHERE name = 'Samir'")
    assert "⚠ Samir has not said yes to me yet." in preview(town, "Tomorrow")


def test_outside_their_hours(town: Town) -> None:
    assert "Samir is not written to at 08:15. It waits until 09:00." in own_time(town, "Tuesday at 8.15")
    assert "It waits until Wednesday 25 November at 09:00." in own_time(town, "Tuesday at 21")


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
    assert f"Samir gets it on {instead} instead." in town.jonas.last.text


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
    town.samir._connection.execute("UPDATE people SET time_zone = 'America/Nuuk' WHERE name = 'Samir'")
    shown = preview(town, "Every Monday")
    assert "Samir gets it every Monday at 09:00, as the clock shows it where Samir is." in shown


def test_their_own_hours_count(town: Town) -> None:
    town.taps(town.samir, "⚙ Settings", "Messages", "Other times")
    town.samir.write("12")
    town.samir.write("15")
    assert "It waits until 12:00." in preview(town, "Tomorrow")


# What cannot be done ------------------------------------------------------------------------------------


def test_the_tenth_in_a_minute_waits_and_is_not_lost(town: Town) -> None:
    town.jonas.pace = 0.5
    for _ in range(9):
        preview(town, "Tomorrow")
        town.jonas.tap("✔ Save")
    preview(town, "Tomorrow")
    assert "Wait a moment, then try once more." in town.jonas.tap("✔ Save")[0].text
    assert len(set_by(town.jonas)) == 9
    town.jonas.now += timedelta(minutes=1)
    town.jonas.tap("✔ Save")
    assert len(set_by(town.jonas)) == 10


def test_one_for_many_citizens_counts_once(town: Town) -> None:
    mine = relation(town, town.jonas)
    with transaction(town.jonas._connection):
        work = doer(town.jonas)
        for _ in range(30):
            work.do(Remind(work.ids.next(), mine.id, {}, town.jonas.now, flow="star"))
    assert len(set_by(town.jonas)) == 30


def test_by_a_relation_of_somebody_else_nobody_is_reminded(town: Town) -> None:
    stranger = relation(town, town.mette)
    with pytest.raises(NotAllowed):
        doer(town.jonas).do(Remind(1, stranger.id, {}, town.jonas.now, flow="star"))
    with pytest.raises(NotAllowed):
        doer(town.ida).do(Remind(1, stranger.id, {}, town.jonas.now, flow="star"))


def test_what_is_not_shared_cannot_be_reminded_of(town: Town) -> None:
    town.with_pitch()
    pitch = town.samir.stored()["exercises"][-1]["id"]
    mine = relation(town, town.jonas)
    with pytest.raises(NotAllowed):
        doer(town.jonas).do(Remind(1, mine.id, {}, town.jonas.now, flow="elevator_pitch", exercise=pitch))


def test_only_its_sender_and_the_citizen_can_stop_one(town: Town) -> None:
    preview(town, "Every Monday")
    town.jonas.tap("✔ Save")
    (kept,) = set_by(town.jonas)
    with pytest.raises(NotAllowed):
        doer(town.mette).do(StopReminder(kept.id))


def test_a_coordinator_has_no_button_for_it(town: Town) -> None:
    town.ida.command("menu")
    assert "Send a reminder" not in town.ida.last.labels()
    town.jonas.command("menu")
    assert "Send a reminder" in town.jonas.last.labels()


def test_who_has_lost_the_citizen_in_the_middle_sends_nothing(town: Town) -> None:
    preview(town, "Now")
    town.taps(town.samir, "⚙ Settings", "People who follow me", "Jonas", "Jonas shall", "Yes")
    town.jonas.tap("✔ Send it")
    assert set_by(town.jonas) == []
    assert "does not belong to anything here" in town.jonas.last.text


@pytest.mark.parametrize("leaves", ["erases", "stops"])
def test_a_draft_to_several_goes_with_a_citizen_who_leaves(leaves: str) -> None:
    """It names them by their relation, and may say what is about them."""
    town = Town()
    tove = settle_citizen(town.samir.beside(TOVE, "en"), "Tove")
    join(tove, town.mette)
    town.taps(town.mette, "Send a reminder", "Several")
    for label in ("☐ Samir", "☐ Tove", "✔ Done", "✏ A text"):
        town.mette.tap(label)
    town.mette.write("Samir, bring the giraffe")
    if leaves == "erases":
        town.samir.command("stop")
        town.samir.tap("Delete everything")
        town.samir.tap("Yes, delete everything")
    else:
        town.taps(town.samir, "⚙ Settings", "People who follow me", "Mette", "Mette shall", "Yes")
    rows = town.mette._connection.execute("SELECT * FROM answers").fetchall()
    assert "giraffe" not in str(rows)
    town.mette.write("hello")
    assert "went wrong" not in "\n".join(message.text for message in town.mette.sent[-2:])


# What is written and what is shown ----------------------------------------------------------------------


@pytest.mark.parametrize(("said", "often"), [("every Tuesday at 10", ()), ("Tuesday at 10", ("Every week",))])
def test_every_tuesday_is_understood(town: Town, said: str, often: tuple[str, ...]) -> None:
    own(town, said, *often)
    assert greeted(town.samir, "2026-12-02T00:00") == ["Tue 24 Nov 10:00", "Tue 01 Dec 10:00"]


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


# When, in words -----------------------------------------------------------------------------------------


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
    assert "Hvad tid på dagen?" in town.jonas.write("i overmorgen")[-1].text


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


# The way back, and what is said at the end -------------------------------------------------------------------


def test_there_is_a_way_back_from_when_and_from_the_text(town: Town) -> None:
    town.taps(town.jonas, "Send a reminder", "Samir", "✏ A text of my own")
    assert "What shall Samir be reminded of?" in town.jonas.tap("⬅ Back")[-1].text
    town.jonas.tap("Fill in the star")
    assert "When shall it come?" in town.jonas.last.text
    assert "What shall Samir be reminded of?" in town.jonas.tap("⬅ Back")[-1].text
    town.jonas.tap("Practise the elevator")
    town.jonas.tap("✏ I write it myself")
    assert "When shall it come?" in town.jonas.tap("⬅ Back")[-1].text
    town.jonas.tap("Tomorrow")
    assert "Elevator pitch" in town.jonas.last.text


def test_after_a_misunderstanding_no_button_holds_a_piece_of_a_prompt(town: Town) -> None:
    town.taps(town.jonas, "Send a reminder", "Samir", "✏ A text of my own")
    town.jonas.write("Remember your CV")
    town.jonas.write("blue giraffe")
    assert not any("What do you want to write" in label for label in town.jonas.last.labels())


def test_now_is_sent_and_not_saved(town: Town) -> None:
    shown = preview(town, "Now")
    assert "Samir gets it now. It comes in English." in shown
    assert "✔ Send it" in town.jonas.last.labels()
    assert "It is on its way." in town.jonas.tap("✔ Send it")[0].text
