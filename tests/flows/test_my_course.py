"""My course: a question for a star when it is time, whatever becomes of the course, the stars and the answers."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from bot.flows import discover
from bot.flows.content import Content
from tests.flows.stars import COPENHAGEN, FIRST, again, opened, scored, starred
from tests.talk import Citizen, Talk

READY = "når du har tid."


def star_timer(talk: Talk) -> datetime | None:
    """When the bot writes about the star next, if nothing happens."""
    found = [each["due_at"] for each in talk.stored()["timers"] if each["kind"] == "star"]
    return datetime.fromisoformat(found[0]) if found else None


def rung(talk: Talk, until: date) -> list[datetime]:
    """The local times at which the bot writes about the star until that day, when nobody answers."""
    talk.command("menu")
    times = []
    while (due := star_timer(talk)) is not None and due.date() < until:
        assert talk.wait(seconds=(due - talk.now).total_seconds() - 1) == []
        (said,) = talk.wait(seconds=1)
        assert said.text.endswith(READY)
        times.append(talk.now.astimezone(COPENHAGEN))
    return times


def course(talk: Talk, *labels: str) -> Talk:
    """Look at the course, and tap these."""
    opened(talk)
    for label in ("Mit forløb", *labels):
        talk.tap(label)
    return talk


def kept(talk: Talk) -> dict[str, Any]:
    """What is kept of the course."""
    return dict([each["content"] for each in talk.stored()["versions"] if "begun" in each["content"]][-1])


def answers(talk: Talk) -> list[dict[str, Any]]:
    """Every answer about the course, the oldest first."""
    (found,) = [each for each in talk.stored()["exercises"] if each["flow"] == "my_course"]
    return list(found["answers"])


def delete_star(talk: Talk, number: int) -> Talk:
    """Delete the newest star (0) or the one before (1)."""
    talk.command("menu")
    talk.tap("📁 Mine øvelser")
    stars = [label for label in talk.last.labels() if label.startswith("✔ Stjerne")]
    for label in (stars[number], "Slet det", "Ja, slet det"):
        talk.tap(label)
    return talk


def asked(talk: Talk, until: date) -> list[date]:
    """The local days on which the bot asks for a star until that day; each is filled in at once."""
    days = []
    while talk.now.date() < until:
        if not any(message.text.endswith(READY) for message in talk.wait(days=1)):
            continue
        talk.tap("Fortsæt")
        if "Det er tid til din stjerne igen" not in talk.last.text:
            talk.command("menu")  # a nudge for something else
            continue
        days.append(talk.now.astimezone(COPENHAGEN).date())
        talk.tap("Ja")
        scored(talk, FIRST)
        talk.tap("Ikke nu")
        talk.command("menu")
    return days


START = date(2026, 11, 23)


def weeks(days: list[date]) -> list[float]:
    return [(day - START).days / 7 for day in days]


def test_three_stars_at_the_right_local_days() -> None:
    talk = starred()
    assert "mandag 22. februar" in "".join(message.text for message in talk.sent)
    assert weeks(asked(talk, START + timedelta(weeks=40))) == [13, 23]


def test_who_began_earlier_has_what_is_left() -> None:
    assert weeks(asked(starred(begun="1. september"), START + timedelta(weeks=40))) == [
        pytest.approx((date(2027, 2, 9) - START).days / 7)
    ]


def test_a_course_that_grows_longer_brings_one_more() -> None:
    talk = opened(starred())
    talk.tap("Mit forløb")
    talk.tap("Det er blevet længere")
    talk.write("12")
    assert weeks(asked(talk, START + timedelta(weeks=45))) == [13, 23, 33]


def test_a_break_moves_what_is_left() -> None:
    talk = opened(starred())
    talk.tap("Mit forløb")
    talk.tap("Det holder pause")
    assert "så længe dit forløb holder pause" in "".join(message.text for message in talk.sent)
    assert asked(talk, START + timedelta(weeks=20)) == []
    opened(talk)
    talk.tap("Mit forløb")
    talk.tap("Det går i gang nu")
    assert [round(week) for week in weeks(asked(talk, START + timedelta(weeks=60)))] == [33, 43]


def test_a_course_that_ends_early_is_asked_about_once_more() -> None:
    talk = starred()
    talk.wait(weeks=10)
    opened(talk)
    talk.tap("Mit forløb")
    talk.tap("Det er slut")
    ring = star_timer(talk)
    assert ring is not None
    assert ring.date() == talk.now.date()
    assert len(asked(talk, START + timedelta(weeks=40))) == 1


def test_the_first_day_of_the_course_is_shown_and_can_be_put_right() -> None:
    talk = starred(begun="24. december")
    assert talk.last.text == "Mener du onsdag 24. december 2025?"
    talk.tap("Ja")
    assert "sluttede dit forløb onsdag 24. juni. Er det forkert" in talk.last.text
    opened(talk)
    talk.tap("Mit forløb")
    assert "Det begyndte onsdag 24. december 2025." in talk.last.text
    talk.tap("Det begyndte en anden dag")
    assert "mandag 1. februar" in talk.write("2. november")[0].text
    assert weeks(asked(talk, START + timedelta(weeks=40))) == [10, 20]


def test_a_way_back_in_the_course_is_no_answer_that_was_changed() -> None:
    talk = opened(starred())
    for label in ("Mit forløb", "Det er blevet længere", "⬅ Tilbage"):
        talk.tap(label)
    assert "Tak. Det er gemt." in talk.tap("Det er slut")[0].text


def test_who_answers_nothing_is_asked_at_every_point_all_the_same() -> None:
    times = rung(starred(), START + timedelta(weeks=40))
    assert weeks([each.date() for each in times]) == [13, 23]


def test_after_weeks_in_which_nothing_ran_it_is_asked_for_once_at_a_decent_hour() -> None:
    talk = starred()
    talk.command("menu")
    talk.now = datetime(2027, 5, 10, 22, 0, tzinfo=COPENHAGEN)  # after both stars were due
    assert [said for said in talk.wait(hours=10) if said.text.endswith(READY)] == []
    assert len([said for said in talk.wait(hours=2) if said.text.endswith(READY)]) == 1
    assert talk.wait(weeks=3) == []


def test_who_answers_the_third_alone_has_been_asked_twice() -> None:
    talk = starred()
    assert weeks([each.date() for each in rung(talk, START + timedelta(weeks=20))]) == [13]
    assert weeks(asked(talk, START + timedelta(weeks=40))) == [23]


def test_a_point_that_was_passed_over_takes_no_later_one_away() -> None:
    """The next star is due since week 13, and the course is looked at in week 15."""
    talk = starred()
    talk.wait(weeks=15)
    opened(talk).tap("Ikke nu")
    for label in ("Mit forløb", "Det er blevet længere"):
        talk.tap(label)
    talk.write("10")
    assert weeks([each.date() for each in rung(talk, START + timedelta(weeks=60))]) == [23, 33]


@pytest.mark.parametrize(
    ("first", "halfway"),
    [
        ((2026, 12, 22), (2027, 3, 23)),
        ((2026, 12, 27), (2027, 3, 30)),  # at Easter, when the clocks go forward, nothing comes unasked
        ((2027, 8, 1), (2027, 11, 1)),  # on a Sunday, when they go back, nothing does either
        ((2027, 8, 2), (2027, 11, 1)),
    ],
)
def test_across_both_changes_of_the_clocks_it_is_nine_in_the_morning(
    first: tuple[int, int, int], halfway: tuple[int, int, int]
) -> None:
    talk = Talk()
    talk.now = datetime(*first, 9, tzinfo=UTC)
    times = rung(starred(talk=talk), date(*halfway) + timedelta(days=1))
    assert times == [datetime(*halfway, 9, tzinfo=COPENHAGEN)]


def test_over_a_long_course_every_hour_is_nine_in_the_morning() -> None:
    talk = course(starred(), "Det er blevet længere")
    talk.write("52")
    times = rung(talk, START + timedelta(weeks=80))
    days = [START + timedelta(weeks=each) for each in (13, 23, 33, 43, 53, 63)]
    assert [each.date() for each in times] == [
        *days,
        date(2028, 4, 18),
    ]  # the last one waits until Easter is over
    assert {(each.hour, each.minute) for each in times} == {(9, 0)}
    assert {each.utcoffset() for each in times} == {timedelta(hours=1), timedelta(hours=2)}


def test_the_course_stays_what_it_is_when_a_star_is_deleted() -> None:
    talk = starred(begun="2. november")
    talk.wait(weeks=6)
    again(talk, FIRST)
    course(talk, "Det er blevet længere")
    talk.write("12")
    before = kept(talk)
    delete_star(talk, 1)
    course(talk)
    assert "Det begyndte mandag 2. november." in talk.last.text
    assert "Det er 12 uger længere end planlagt." in talk.last.text
    talk.tap("Nej, tilbage")
    delete_star(talk, 0)
    assert kept(talk) == before


def test_when_the_newest_star_is_deleted_the_day_goes_by_the_one_before() -> None:
    talk = starred()
    first = star_timer(talk)
    talk.wait(weeks=12)
    again(talk, FIRST)  # so near halfway, it counts as that one
    assert star_timer(talk) != first
    delete_star(talk, 0)
    assert star_timer(talk) == first
    delete_star(talk, 0)
    assert star_timer(talk) is None


def test_where_the_day_has_passed_the_star_is_offered_now() -> None:
    talk = starred()
    talk.now = datetime(2027, 2, 8, 9, tzinfo=UTC)
    course(talk, "Det begyndte en anden dag")
    said = talk.write("2. november")
    assert "mandag 1. februar" not in "".join(message.text for message in said)
    assert "Det er tid til din stjerne igen. Vil du lave den nu?" in talk.last.text
    talk.tap("Ikke nu")
    assert "Det er tid til din stjerne nu." in talk.last.text
    assert weeks([each.date() for each in rung(talk, START + timedelta(weeks=40))]) == [20]


def test_a_length_can_be_corrected() -> None:
    talk = course(starred(), "Det er blevet længere")
    talk.write("12")
    answer = [each for each in answers(talk) if each["step"] == "weeks"][-1]
    said = talk.edit(answer["content"]["parts"][0][0], "8")
    assert "Dit svar er rettet" in said[-1].text
    assert kept(talk)["extended"] == 8
    course(talk, "Det er blevet længere")
    talk.write("0")
    assert kept(talk)["extended"] == 0


def test_a_first_day_can_be_corrected_by_editing() -> None:
    talk = starred(begun="2. november")
    before = star_timer(talk)
    answer = [each for each in answers(talk) if each["step"] == "begun"][-1]
    said = talk.edit(answer["content"]["parts"][0][0], "9. november")
    assert "Dit svar er rettet" in said[-1].text
    assert "Jeg skriver til dig, når det er tid igen: mandag 8. februar." in said[-1].text
    assert kept(talk)["begun"] == "2026-11-09"
    after = star_timer(talk)
    assert before is not None
    assert after is not None
    assert after - before == timedelta(weeks=1)


def test_stopping_twice_does_not_move_the_day_and_going_on_clears_it() -> None:
    talk = course(starred(), "Det er slut")
    first = kept(talk)["stopped"]
    talk.wait(weeks=2)
    talk.tap("Det er slut")  # the old button
    assert kept(talk)["stopped"] == first == "2026-11-23"
    course(talk, "Det fortsætter alligevel")
    assert kept(talk)["stopped"] == ""
    assert weeks([each.date() for each in rung(talk, START + timedelta(weeks=40))]) == [13, 23]


def test_an_old_button_begins_no_second_break() -> None:
    talk = course(starred(), "Det holder pause")
    talk.wait(weeks=2)
    talk.tap("Det holder pause")
    assert kept(talk)["pauses"] == [["2026-11-23", ""]]
    course(talk, "Det går i gang nu")
    assert kept(talk)["pauses"] == [["2026-11-23", "2026-12-07"]]


def test_a_course_that_begins_next_week_is_asked_about_and_kept() -> None:
    talk = starred(begun="1. december")
    assert talk.last.text == "Dit forløb begynder tirsdag 1. december. Passer det?"
    talk.tap("Ja")
    assert kept(talk)["begun"] == "2026-12-01"
    assert "tirsdag 2. marts" in "".join(message.text for message in talk.sent[-2:])
    assert "Det begynder tirsdag 1. december." in course(talk).last.text


def test_the_same_day_of_last_year_can_be_meant() -> None:
    talk = starred(begun="1. december")
    talk.tap("Nej, en anden dag")
    talk.write("1. december 2025")
    assert kept(talk)["begun"] == "2025-12-01"


def test_a_day_further_ahead_is_taken_for_last_year() -> None:
    talk = starred(begun="22. december")
    talk.tap("Ja")
    assert kept(talk)["begun"] == "2025-12-22"


def test_who_stops_at_the_question_is_asked_when_they_open_their_star_again() -> None:
    talk = Citizen().welcomed()
    talk.command("menu")
    talk.tap("Udfyld min stjerne")
    scored(talk, FIRST)
    for label in ("Ikke nu", "⏸ Pause"):
        talk.tap(label)
    opened(talk)
    assert "Hvad vil du med din stjerne?" in talk.last.text
    talk.tap("Færdig for i dag")
    opened(talk)
    assert "Hvornår begyndte dit forløb?" in talk.last.text
    talk.write("i dag")
    assert kept(talk)["begun"] == "2026-11-23"
    assert "Hvad vil du med din stjerne?" in talk.last.text


def test_a_course_can_be_planned_to_last_another_time() -> None:
    talk = starred(talk=Talk(flows=discover(Content(course_weeks=13))))
    assert kept(talk)["weeks"] == 13
    assert weeks([each.date() for each in rung(talk, START + timedelta(weeks=40))]) == [
        pytest.approx(45 / 7),
        10,
    ]


def test_a_course_keeps_the_length_that_it_began_with() -> None:
    talk = starred()
    talk.turns = replace(talk.turns, flows=discover(Content(course_weeks=13)))
    assert weeks([each.date() for each in rung(talk, START + timedelta(weeks=40))]) == [13, 23]


def test_an_old_button_of_the_star_takes_nobody_away_from_the_question_about_the_course() -> None:
    talk = Citizen().welcomed()
    talk.command("menu")
    talk.tap("Udfyld min stjerne")
    scored(talk, FIRST)
    for label in ("Ja", "☐ Hverdag", "✔ Færdig"):
        talk.tap(label)
    talk.write("Jeg står op kl. 8")
    talk.write("Sætte vækkeur")
    talk.tap("💡 Vis et eksempel")
    assert talk.toasts
    talk.write("2. november")
    assert kept(talk)["begun"] == "2026-11-02"
