"""Key figures of a month: they match a plain count of what was done, and what is kept never changes or tells of one."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import UTC, date, datetime, timedelta
from statistics import fmean, median
from typing import TYPE_CHECKING, NamedTuple

import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st

from bot.coaching.figures import ZONE, Figure
from bot.flows.content import star
from bot.state import exercises, figures, organisations, people, tally, versions
from bot.state.ids import Ids
from tests.copies import migrated, opened
from tests.crowd import BOT, Crowd, count_months

if TYPE_CHECKING:
    from bot.state.connection import Connection

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
FIRST = datetime(2026, 7, 1, 12, 0, tzinfo=UTC)
OCTOBER, SEPTEMBER = date(2026, 10, 1), date(2026, 9, 1)
IN_OCTOBER = datetime(2026, 10, 15, 12, 0, tzinfo=UTC)
CONTENT = star.packaged()


def crowd(name: str = "Kommunen", since: datetime = FIRST) -> Crowd:
    """An organisation in a database of its own."""
    cursor, ids = opened(migrated(NOW)).cursor(), Ids(lambda: NOW, beside=True)
    return Crowd(cursor, ids, organisations.ensure(cursor, BOT, name, "x@example.org", ids, since).id)


def october(town: Crowd) -> dict[str, Figure]:
    return tally.of_month(town.cursor, town.organisation, OCTOBER, CONTENT)


class Event(NamedTuple):
    """One citizen does something."""

    who: int
    what: str
    at: datetime
    size: int


EVENTS = st.lists(
    st.builds(
        Event,
        st.integers(0, 8),
        st.sampled_from(("answers", "finishes", "plans", "leaves_plan", "shows", "scores")),
        st.integers(0, 70 * 24).map(
            lambda hours: datetime(2026, 8, 25, 12, tzinfo=UTC) + timedelta(hours=hours)
        ),
        st.integers(1, 7),
    ),
    min_size=80,
    max_size=140,
)


def happen(town: Crowd, events: list[Event]) -> None:
    who = [town.citizen(FIRST, language="ar" if number < 3 else "da") for number in range(9)]
    mette = town.staff(FIRST, "contact")
    for each in sorted(events, key=lambda event: event.at):
        citizen = who[each.who]
        match each.what:
            case "answers":
                town.answers(citizen, each.at)
            case "finishes":
                town.finishes(citizen, each.at)
            case "plans":
                town.plans(citizen, each.at)
            case "leaves_plan":
                town.plans(citizen, each.at, "left")
            case "shows":
                town.shows(citizen, mette, each.at - timedelta(days=each.size), timedelta(days=each.size))
            case "scores":
                town.scores(citizen, each.at, job_goal=each.size, health=each.size)


def naive(events: list[Event], month: date) -> dict[str, Figure]:
    """The same figures, counted as anybody would with a pencil."""
    within = [each for each in events if each.at.astimezone(ZONE).strftime("%Y-%m") == month.isoformat()[:7]]
    found: dict[str, Figure] = {}

    def told(name: str, who: set[int], value: float) -> None:
        if len(who) >= 5:
            found[name] = Figure(value, len(who) // 5 * 5)

    for name, what in {"active": "answers", "exercises": "finishes", "plans": "plans"}.items():
        mine = [each.who for each in within if each.what == what]
        number = len(set(mine)) if name == "active" else len(mine)
        told(name, set(mine), number // 5 * 5)
    days = [each.size for each in within if each.what == "shows"]
    told("review", {each.who for each in within if each.what == "shows"}, round(median(days or [0]), 1))
    moved = movements(events, within)
    told("axis/job_goal", set(moved), round(fmean(moved.values() or [0]), 1) + 0.0)
    told("language/da", set(range(6)), 5)
    return found


def movements(events: list[Event], within: list[Event]) -> dict[int, int]:
    stars = defaultdict(list)
    for each in sorted((each for each in events if each.what == "scores"), key=lambda event: event.at):
        stars[each.who].append(each)
    moved = {}
    for who, every in stars.items():
        here = [each for each in every if each in within]
        before = [each for each in every if here and each.at < here[0].at]
        if here and (before or len(here) > 1):
            moved[who] = here[-1].size - (before or here)[-1 if before else 0].size
    return moved


@settings(max_examples=60)
@given(EVENTS)
def test_figures_match_a_plain_count(events: list[Event]) -> None:
    once = list({(each.who, each.what, each.at): each for each in events}.values())
    town = crowd()
    happen(town, once)
    for month in (date(2026, 8, 1), SEPTEMBER, OCTOBER):
        event(f"{len(naive(once, month))} figures")
        assert tally.of_month(town.cursor, town.organisation, month, CONTENT) == naive(once, month)


@settings(max_examples=40)
@given(st.dictionaries(st.sampled_from(("answers", "finishes", "plans")), st.integers(0, 8), min_size=1))
def test_whatever_is_shown_rests_on_five_citizens_or_more(done: dict[str, int]) -> None:
    town = crowd()
    who = [town.citizen(FIRST) for _ in range(8)]
    for what, number in done.items():
        for citizen in who[:number]:
            getattr(town, what)(citizen, IN_OCTOBER)
    names = {"answers": "active", "finishes": "exercises", "plans": "plans"}
    assert october(town).keys() - {"language/da"} == {
        names[what] for what, number in done.items() if number >= 5
    }


def test_the_first_and_the_last_moment_of_a_month_in_copenhagen_belong_to_it() -> None:
    begins, ends = datetime(2026, 9, 30, 22, tzinfo=UTC), datetime(2026, 10, 31, 23, tzinfo=UTC)
    inside, outside = crowd(), crowd()
    for number in range(6):
        inside.answers(inside.citizen(FIRST), begins if number % 2 else ends - timedelta(milliseconds=1))
        outside.answers(outside.citizen(FIRST), ends if number % 2 else begins - timedelta(milliseconds=1))
    assert october(inside)["active"] == Figure(5, 5)
    assert "active" not in october(outside)


def test_an_organisation_without_citizens_has_no_figures() -> None:
    assert october(crowd()) == {}


def test_staff_who_practise_and_who_has_not_agreed_are_not_counted() -> None:
    town = crowd()
    for _ in range(6):
        town.answers(town.staff(FIRST, "contact"), IN_OCTOBER)
        undecided = town.citizen(FIRST)
        town.answers(undecided, IN_OCTOBER)
        town.cursor.execute("UPDATE people SET agreed = 0 WHERE id = :id", {"id": undecided})
    assert october(town) == {}


def test_an_organisation_has_the_figures_of_its_own_citizens() -> None:
    town = crowd()
    other = Crowd(town.cursor, town.ids, organisations.create(town.cursor, 77, "Fremad", "x", FIRST))
    for _ in range(6):
        town.answers(town.citizen(FIRST), IN_OCTOBER)
    for _ in range(12):
        other.finishes(other.citizen(FIRST), IN_OCTOBER)
    assert october(town) == {"active": Figure(5, 5), "language/da": Figure(5, 5)}
    assert october(other) == {"exercises": Figure(10, 10), "language/da": Figure(10, 10)}


def test_a_star_about_health_is_not_counted() -> None:
    town = crowd()
    for _ in range(6):
        citizen = town.citizen(FIRST)
        town.scores(citizen, FIRST, health=2, support=2)
        town.scores(citizen, IN_OCTOBER, health=5, support=3)
    assert {name for name in october(town) if name.startswith("axis/")} == {"axis/support"}


def test_movement_is_from_the_star_before_the_month_forward_and_back() -> None:
    town = crowd()
    for first, second in ((2, 4), (4, 3), (3, 3), (5, 7), (1, 1)):
        citizen = town.citizen(FIRST)
        town.scores(citizen, FIRST, support=first)
        town.scores(citizen, IN_OCTOBER - timedelta(days=3), support=1)
        town.scores(citizen, IN_OCTOBER, support=second)
    assert october(town)["axis/support"] == Figure(0.6, 5)


def test_who_has_filled_in_a_first_star_only_has_not_moved() -> None:
    town = crowd()
    for _ in range(6):
        town.scores(town.citizen(FIRST), IN_OCTOBER, support=4)
    assert "axis/support" not in october(town)


@pytest.mark.parametrize(
    ("begun", "before", "counted"),
    [
        (IN_OCTOBER - timedelta(days=31), (), True),
        (IN_OCTOBER - timedelta(days=32), (), False),
        (IN_OCTOBER - timedelta(weeks=13), (timedelta(weeks=12),), True),
        (IN_OCTOBER - timedelta(weeks=15), (timedelta(weeks=14),), True),
        (IN_OCTOBER - timedelta(weeks=16), (timedelta(weeks=15),), False),
        (IN_OCTOBER - timedelta(weeks=10), (timedelta(weeks=9),), False),
    ],
    ids=["first month", "later", "halfway", "two weeks late", "three weeks late", "between"],
)
def test_a_star_is_on_time_by_the_course(
    begun: datetime, before: tuple[timedelta, ...], counted: bool
) -> None:
    town = crowd()
    for _ in range(6):
        citizen = town.citizen(begun)
        town.begins(citizen, begun)
        for earlier in before:
            town.scores(citizen, IN_OCTOBER - earlier, support=3)
        town.scores(citizen, IN_OCTOBER, support=4)
    assert ("on_time" in october(town)) is counted


def test_who_has_no_course_is_not_on_time_and_nor_is_what_does_not_open() -> None:
    town = crowd()
    for number in range(10):
        citizen = town.citizen(FIRST)
        if number % 2:
            town.begins(citizen, IN_OCTOBER)
        town.scores(citizen, IN_OCTOBER, support=4)
    assert october(town)["on_time"] == Figure(5, 5)
    town.cursor.execute("UPDATE versions SET content = 'broken'", {})
    assert "on_time" not in october(town)


def test_the_first_word_to_what_was_shown_counts_and_only_from_whom_it_was_shown_to() -> None:
    town = crowd()
    mette, jonas = town.staff(FIRST, "contact"), town.staff(FIRST, "mentor")
    for _ in range(5):
        citizen = town.citizen(FIRST)
        exercise = town.shows(citizen, mette, IN_OCTOBER, timedelta(days=3))
        town.reads(citizen, mette, exercise, IN_OCTOBER + timedelta(days=9))
        town.reads(citizen, jonas, exercise, IN_OCTOBER + timedelta(days=1))
    assert october(town)["review"] == Figure(3.0, 5)


# What is kept ---------------------------------------------------------------------------------------


def counted(town: Crowd, now: datetime = NOW) -> dict[date, dict[str, Figure]]:
    count_months(town, now)
    return figures.of_organisation(town.cursor, town.organisation)


def busy(number: int = 7) -> tuple[Crowd, list[int]]:
    town = crowd()
    who = [town.citizen(FIRST) for _ in range(number)]
    for citizen in who:
        town.answers(citizen, IN_OCTOBER)
    return town, who


def test_every_month_since_the_beginning_is_counted_once_the_newest_first() -> None:
    town, _ = busy()
    assert list(counted(town)) == [date(2026, month, 1) for month in (10, 9, 8, 7)]
    assert figures.uncounted(town.cursor, BOT, NOW) is None


def test_the_month_that_runs_is_not_told() -> None:
    town, who = busy()
    for citizen in who:
        town.finishes(citizen, NOW)
    assert date(2026, 11, 1) not in counted(town)
    assert counted(town, datetime(2026, 12, 1, tzinfo=UTC))[date(2026, 11, 1)]["exercises"] == Figure(5, 5)


def test_what_is_told_never_changes_when_citizens_come_or_go() -> None:
    """Whoever looks again finds no citizen by what is different now."""
    town, who = busy()
    before = counted(town)
    for citizen in who[:4]:
        people.erase(town.cursor, citizen)
    for _ in range(9):
        town.answers(town.citizen(FIRST), IN_OCTOBER)
    assert counted(town) == before


def test_nothing_is_kept_but_what_is_shown() -> None:
    town, _ = busy(4)
    assert counted(town)[OCTOBER] == {}
    town.cursor.execute("SELECT content FROM figures", {})
    kept = town.cursor.fetchall()
    assert Counter(kept) == {("{}",): 4}


def test_a_month_that_a_clock_has_counted_which_was_ahead_is_counted_anew() -> None:
    town, who = busy()
    ahead = datetime(2027, 1, 2, tzinfo=UTC)
    assert counted(town, ahead)[date(2026, 11, 1)] == {"language/da": Figure(5, 5)}
    for citizen in who:
        town.answers(citizen, NOW)
    counted(town)
    assert counted(town, datetime(2026, 12, 2, tzinfo=UTC))[date(2026, 11, 1)]["active"] == Figure(5, 5)


def test_no_more_than_a_year_is_told() -> None:
    town = crowd(since=datetime(2024, 1, 1, tzinfo=UTC))
    months = list(counted(town))
    assert (len(months), months[0], months[-1]) == (12, OCTOBER, date(2025, 11, 1))
    later = list(counted(town, datetime(2027, 1, 2, tzinfo=UTC)))
    assert (len(later), later[0]) == (12, date(2026, 12, 1))


def test_an_organisation_that_changes_its_name_keeps_its_figures() -> None:
    town, who = busy()
    before = counted(town)
    renamed = organisations.ensure(town.cursor, BOT, "Jobhuset", "x", town.ids, FIRST).id
    people.erase(town.cursor, who[0])
    after = figures.of_organisation(town.cursor, renamed)
    assert (renamed != town.organisation, after) == (True, before)
    assert counted(Crowd(town.cursor, town.ids, renamed)) == before


def test_each_bot_counts_its_own_organisation_and_those_that_no_bot_works_for() -> None:
    town = crowd()
    made = organisations.create(town.cursor, 77, "Fremad", "x", FIRST)
    theirs = organisations.ensure(town.cursor, BOT + 1, "Jobhuset", "x", town.ids, FIRST).id

    def found(bot: int) -> set[int]:
        counted = set()
        while one := figures.uncounted(town.cursor, bot, NOW):
            figures.keep(town.cursor, town.ids.next(), *one, {})
            counted.add(one[0])
        return counted

    assert found(BOT) == {town.organisation, made}
    assert found(BOT + 1) == {theirs}


def test_an_exercise_counts_once_however_often_it_is_changed_and_not_after_it_is_deleted() -> None:
    town = crowd()
    made = [(citizen := town.citizen(FIRST), town.finishes(citizen, IN_OCTOBER)) for _ in range(6)]
    for citizen, exercise in made:
        versions.keep(town.cursor, town.ids.next(), citizen, exercise, {"text": "y"}, IN_OCTOBER)
    assert october(town)["exercises"] == Figure(5, 5)
    for citizen, exercise in made[:2]:
        exercises.discard(town.cursor, citizen, exercise)
    assert "exercises" not in october(town)


def test_a_month_is_counted_in_so_many_statements_however_many_citizens_there_are() -> None:
    assert statements(5) == statements(60)


def statements(number: int) -> int:
    town = crowd()
    connection: Connection = town.cursor.connection  # type: ignore[attr-defined]
    mette = town.staff(FIRST, "contact")
    for _ in range(number):
        citizen = town.citizen(FIRST)
        town.begins(citizen, FIRST)
        for at in (FIRST, IN_OCTOBER):
            town.scores(citizen, at, support=3)
        town.plans(citizen, IN_OCTOBER)
        town.shows(citizen, mette, IN_OCTOBER, timedelta(days=1))
    asked: list[str] = []
    connection.set_trace_callback(asked.append)
    october(town)
    connection.set_trace_callback(None)
    return len(asked)
