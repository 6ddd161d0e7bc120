"""What the reader could take up with a citizen: a star again, and a plan; only by what they are shown."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from bot.desk.citizens import by_need
from bot.desk.cues import is_time_for_star
from bot.flows._urgency import ORDER
from tests.desk.acquainted import overview, planned, read_all, show_plan, win
from tests.desk.office import Answer, Building, desk_of
from tests.flows.reviewing import page
from tests.town import Town

if TYPE_CHECKING:
    from bot.desk.waiting import Cue

STAR = "time to talk about the star"
PLAN = "a plan to ask about"
BEGUN = date(2026, 1, 5)


def after(weeks: int, days: int = 0) -> date:
    return BEGUN + timedelta(weeks=weeks, days=days)


@pytest.mark.parametrize(
    ("scored", "today", "is_time"),
    [
        ([after(0)], after(12, 6), False),
        ([after(0)], after(13), True),
        ([after(0)], after(16, 6), True),
        ([after(0)], after(17), False),
        ([after(0)], after(23), True),
        ([after(0)], after(26), True),
        ([after(0)], after(26, 1), False),
        ([after(0), after(12)], after(13), False),
        ([after(0), after(12)], after(23), True),
        ([after(11, -1)], after(14), False),
        ([after(11, -2)], after(14), False),
        ([after(10)], after(14), True),
        ([after(-10)], after(3), True),
    ],
)
def test_the_star_comes_halfway_and_near_the_end_and_a_cue_goes_by_itself(
    scored: list[date], today: date, is_time: bool
) -> None:
    """Counted from the first day that the two know of; the last two stars are never closer than four weeks."""
    assert is_time_for_star(BEGUN, min(scored), max(scored), 26, today) is is_time


async def list_of(building: Building, town: Town, who: str = "mette") -> Answer:
    return await (await building.browser()).sign_in(getattr(town, who))


async def test_it_is_time_to_talk_about_the_star_where_one_is_shown() -> None:
    town = Town().with_shared_star()
    async with desk_of(town.mette.world) as building:
        town.mette.now += timedelta(weeks=12)
        assert STAR not in (await list_of(building, town)).words
        town.mette.now += timedelta(weeks=1)
        mine = await list_of(building, town)
        assert STAR in mine.words
        browser = await building.browser()
        samir = await overview(browser, town.mette)
        assert "Time to talk about the star" in samir.words
        assert "Samir decides whether to fill in a new one." in samir.words


async def test_nothing_is_said_of_stars_that_are_not_shown() -> None:
    """Whether somebody fills in a star for themselves alone is nobody's business."""
    town = Town()
    town.taps(town.samir, "Fill in my star")
    for step in "44343556":
        town.samir.tap(step)
    async with desk_of(town.mette.world) as building:
        for _ in range(26):
            town.mette.now += timedelta(weeks=1)
            assert "star" not in (await list_of(building, town)).words


async def test_who_is_mentor_has_no_cues() -> None:
    town = Town().with_others()
    town.taps(town.samir, "Fill in my star")
    for step in (*"44343556", "Not now"):
        town.samir.tap(step)
    town.samir.write("today")
    town.taps(town.samir, "✔ Star", "Show it to somebody", "Jonas", "Yes, show it")
    async with desk_of(town.mette.world) as building:
        town.mette.now += timedelta(weeks=13)
        assert STAR not in (await list_of(building, town, "jonas")).words


async def test_a_plan_is_to_be_asked_about_a_week_after_its_day_and_no_longer_than_it_helps() -> None:
    town = Town()
    planned(town)
    show_plan(town)
    async with desk_of(town.mette.world) as building:
        browser = await building.browser()
        await read_all(browser, await overview(browser, town.mette))
        for days, stands in ((9, False), (1, True), (20, True), (1, False)):
            town.mette.now += timedelta(days=days)
            assert (PLAN in (await list_of(building, town)).words) is stands, town.mette.now


async def test_whoever_has_asked_about_a_plan_is_not_told_to() -> None:
    town = Town()
    planned(town)
    show_plan(town)
    async with desk_of(town.mette.world) as building:
        browser = await building.browser()
        samir = await read_all(browser, await overview(browser, town.mette))
        town.mette.now += timedelta(days=10)
        samir = await overview(browser, town.mette)
        assert "A plan to ask about" in samir.words
        to = samir.links("shared/")[0]
        read = await browser.get(to)
        await browser.post(to, {**read.fields(to), "kind": "comment", "text": "How did it go?"})
        assert PLAN not in (await list_of(building, town)).words


@pytest.mark.parametrize("how", ["not shown", "not opened", "shown as done", "taken back"])
async def test_a_plan_is_no_cue(how: str) -> None:
    town = Town()
    planned(town)
    if how != "not shown":
        show_plan(town)
    async with desk_of(town.mette.world) as building:
        browser = await building.browser()
        samir = await overview(browser, town.mette)
        if how != "not opened":
            samir = await read_all(browser, samir)
        if how == "shown as done":
            win(town)
            town.samir.tap("Show Mette the new one")
            await read_all(browser, await overview(browser, town.mette))
        if how == "taken back":
            town.taps(town.samir, "Plan: Call Netto", "👁", "Take it back", "Mette")
        town.mette.now += timedelta(days=10)
        assert PLAN not in (await list_of(building, town)).words


def test_who_shows_a_plan_that_is_done_tells_in_the_chat_that_it_is() -> None:
    town = Town()
    planned(town)
    show_plan(town)
    assert "has done it" not in page(town.reviews(town.mette))
    win(town)
    assert "Mette still sees it as you showed it" in town.samir.last.text
    assert "has done it" not in page(town.reviews(town.mette))
    town.taps(town.samir, "📁 My work", "✔ Plan: Call Netto", "Open", "Show Mette the new one")
    assert "★ Samir has done it." in page(town.reviews(town.mette))


def test_what_there_is_to_take_up_stands_below_what_somebody_has_asked_and_above_the_others() -> None:
    help_, silence = ORDER["help"], ORDER["silence"]
    asked = {2: (silence, 7), 3: (help_, 9), 6: (help_, 8)}
    cues: dict[int, frozenset[Cue]] = {
        4: frozenset({"plan"}),
        5: frozenset({"star"}),
        2: frozenset({"star", "plan"}),
    }
    assert list(by_need([1, 2, 3, 4, 5, 6], asked, cues)) == [6, 3, 2, 4, 5, 1]
