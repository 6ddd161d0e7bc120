"""Reminders at the desk: planned, looked at, saved, heard by the citizen; what has become of them; stopped."""

from __future__ import annotations

import re

import pytest

from bot.desk.desk import ROOT
from bot.state import people
from tests.desk.office import desk_of
from tests.desk.planning import OWN, TEXT, at_desk, planned, running, saved, set_now
from tests.flows.reminding import GREETING, greeted, pitch, sleeps_until, town, until, with_lone
from tests.talk import BOT
from tests.town import Town

__all__ = ["town"]


# From the plan to the citizen ---------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["mette", "jonas"])
async def test_what_is_saved_comes_to_the_citizen_who_reads_what_was_shown(town: Town, who: str) -> None:
    async with desk_of(town.mette.world) as building:
        browser = await building.browser()
        tab = await at_desk(browser, getattr(town, who))
        shown = await planned(browser, tab, **OWN, when="now")
        assert running(town) == 0, "nothing is saved before it was looked at"
        assert "Samir gets it now. It comes in English." in shown.words
        after = await browser.follow(await saved(browser, tab, shown))
        assert "It is saved." in after.words
        assert building.rang, "the citizen's turn is not kept waiting"
    (greeting,) = town.samir.wait(seconds=1)
    (opened,) = town.samir.tap("Start now")
    assert greeting.text == GREETING
    assert greeting.text in shown.words
    for line in opened.text.splitlines():
        assert line.strip("<b>/:") in shown.words
    assert TEXT in opened.text


async def test_it_comes_again_by_the_citizens_own_clock(town: Town) -> None:
    async with desk_of(town.mette.world) as building:
        browser = await building.browser()
        tab = await at_desk(browser, town.jonas)
        shown = await planned(
            browser, tab, what="star", when="day", day="2026-11-30", at="10:30", repeat="weekly"
        )
        assert "Samir gets it every Monday at 10:30." in shown.words
        assert "Monday 30 November at 10:30 Monday 7 December at 10:30 Monday 14 December" in shown.words
        page = await browser.follow(await saved(browser, tab, shown))
        assert "It comes every Monday at 10:30. Next time: Monday 30 November at 10:30." in page.words
    assert greeted(town.samir, "2026-12-08T00:00") == ["Mon 30 Nov 10:30", "Mon 07 Dec 10:30"]


@pytest.mark.parametrize(
    ("fields", "comes"),
    [
        ({"when": "later"}, ["Mon 23 Nov 14:05"]),
        ({"when": "tomorrow"}, ["Tue 24 Nov 09:00"]),
        ({"when": "day", "day": "2026-11-25", "at": "14:15"}, ["Wed 25 Nov 14:15"]),
        ({"when": "words", "words": "Thursday at 10"}, ["Thu 26 Nov 10:00"]),
        ({"when": "words", "words": "at 14"}, ["Mon 23 Nov 14:00"]),
        ({"when": "words", "words": "on weekdays at 9"}, ["Tue 24 Nov 09:00", "Wed 25 Nov 09:00"]),
        ({"when": "day", "day": "2026-11-24", "at": "09:00", "repeat": "daily"}, ["Tue 24 Nov 09:00"]),
    ],
)
async def test_each_way_to_say_when(town: Town, fields: dict[str, str], comes: list[str]) -> None:
    async with desk_of(town.mette.world) as building:
        browser = await building.browser()
        tab = await at_desk(browser, town.jonas)
        await set_now(browser, tab, what="plan", **fields)
    assert greeted(town.samir, "2026-11-27T00:00")[: len(comes)] == comes


async def test_words_are_read_in_the_readers_language() -> None:
    town = Town("da")
    async with desk_of(town.mette.world) as building:
        browser = await building.browser("da")
        tab = await at_desk(browser, town.mette)
        shown = await planned(browser, tab, what="star", when="words", words="torsdag kl. 10")
        assert "torsdag 26. november kl. 10.00" in shown.words


async def test_tomorrow_stays_the_day_that_was_shown_also_over_midnight(town: Town) -> None:
    sleeps_until(town.jonas, "2026-11-24T23:50")
    async with desk_of(town.mette.world) as building:
        browser = await building.browser()
        tab = await at_desk(browser, town.jonas)
        shown = await planned(browser, tab, what="star", when="tomorrow")
        sleeps_until(town.jonas, "2026-11-25T00:05")
        await browser.follow(await saved(browser, tab, shown))
    assert greeted(town.samir, "2026-11-28T00:00") == ["Wed 25 Nov 09:00"]


async def test_an_exercise_that_is_shown_can_be_named(town: Town) -> None:
    town.with_shared_pitch()
    async with desk_of(town.mette.world) as building:
        browser = await building.browser()
        tab = await at_desk(browser, town.mette)
        form = await browser.get(f"{tab}/new")
        key = next(each for each in form.text.split('"') if each.startswith("shared_"))
        assert "warehouse" not in form.text, "its name is read once it was opened"
        await set_now(browser, tab, what=key, when="now")
    town.samir.wait(seconds=1)
    assert any("Start" in label for label in town.samir.last.labels())
    town.samir.tap("Start now")
    assert "warehouse" in town.samir.last.text


async def test_the_message_is_shown_in_the_citizens_language_and_in_the_readers(town: Town) -> None:
    town.taps(town.samir, "⚙ Settings", "Language", "Dansk")
    async with desk_of(town.mette.world) as building:
        browser = await building.browser()
        shown = await planned(browser, await at_desk(browser, town.jonas), **OWN, when="tomorrow")
        assert "Hej Samir. Der ligger noget klar til dig, når du har tid." in shown.words
        assert 'lang="da" dir="ltr"' in shown.text
        assert f"Fra Jonas, mentor : {TEXT}" in shown.words
        assert f"From Jonas, mentor : {TEXT}" in shown.words
        assert "It comes in Danish." in shown.words


async def test_it_is_said_that_their_own_language_stands_below_the_danish(town: Town) -> None:
    town.taps(town.samir, "⚙ Settings", "Language", "العربية", "الدنماركية والعربية")
    async with desk_of(town.mette.world) as building:
        browser = await building.browser()
        shown = await planned(browser, await at_desk(browser, town.jonas), **OWN, when="tomorrow")
        assert "It comes in Danish with Arabic below. Your own words are not translated." in shown.words


async def test_the_next_times_that_are_shown_are_those_at_which_it_comes(town: Town) -> None:
    async with desk_of(town.mette.world) as building:
        browser = await building.browser()
        tab = await at_desk(browser, town.jonas)
        shown = await planned(browser, tab, what="star", when="words", words="every day at 7")
        promised = re.findall(r"<li>\w{3}\w* (\d+) (\w{3})\w* at (\d\d:\d\d), in place of", shown.text)
        assert "Saturday 28 November at 07:00: left out" in shown.words
        await browser.follow(await saved(browser, tab, shown))
    assert [f"{day} {month} {time}" for day, month, time in promised] == [
        each.partition(" ")[2] for each in greeted(town.samir, "2026-11-30T00:00")
    ]


# What is in the way -------------------------------------------------------------------------------------


async def test_what_is_in_the_way_is_said_before_it_is_saved(town: Town) -> None:
    async with desk_of(town.mette.world) as building:
        browser = await building.browser()
        tab = await at_desk(browser, town.jonas)
        early = await planned(browser, tab, what="star", when="words", words="Saturday at 7")
        assert (
            "Samir gets no messages on weekends and holidays. It comes on Monday 30 November" in early.words
        )
        often = await planned(browser, tab, what="star", when="words", words="every day at 7")
        assert "It is left out on those days." in often.words
        assert "Saturday 28 November at 07:00: left out" in often.words
        assert "Tuesday 24 November at 09:00, in place of Tuesday 24 November at 07:00" in often.words
        people.block(town.samir._connection.cursor(), BOT, town.samir.user, town.samir.now)
        now = await planned(browser, tab, what="star", when="now")
        assert "Samir has blocked me. It will not be delivered." in now.words
        assert "gets it now" not in now.words
        tomorrow = await planned(browser, tab, what="star", when="tomorrow")
        assert "As long as that is so, it cannot be delivered." in tomorrow.words


async def test_what_stands_in_trouble_is_marked_and_what_comes_next_stands_first(town: Town) -> None:
    lone = with_lone(town)
    async with desk_of(town.mette.world) as building:
        browser = await building.browser()
        await browser.sign_in(town.jonas)
        tabs = [f"{each}/reminders" for each in (await browser.get(f"{ROOT}/")).links("citizens/")]
        for tab, words in zip(sorted(tabs), ("Saturday at 10", "Sunday at 10"), strict=True):
            await set_now(browser, tab, what="star", when="words", words=words)
        every = await browser.get(f"{ROOT}/reminders")
        assert every.words.count("Monday 30 November at 09:00 comes") == 2
        town.taps(lone, "⚙ Settings", "Messages", "Do not write to me")
        every = await browser.get(f"{ROOT}/reminders")
        assert every.words.count("wants no messages now") == 1
        await set_now(browser, tabs[0], **OWN, when="tomorrow")
        every = await browser.get(f"{ROOT}/reminders")
        assert every.words.index(TEXT) < every.words.index("Star")


async def test_what_the_citizen_has_done_is_marked_as_done(town: Town) -> None:
    async with desk_of(town.mette.world) as building:
        browser = await building.browser()
        tab = await at_desk(browser, town.jonas)
        await set_now(browser, tab, **OWN, when="now")
        town.samir.wait(seconds=1)
        town.samir.tap("Start now")
        over = await browser.get(f"{ROOT}/reminders")
        assert f"{TEXT} – over Samir got it" in over.words
        town.samir.tap("✔ Done")
        for page in (f"{ROOT}/reminders", tab):
            done = await browser.get(page)
            assert 'class="mark done">done<' in done.text
            assert "✔ Samir got it" in done.words


async def test_what_is_of_an_exercise_that_is_not_shown_any_more_has_no_name(town: Town) -> None:
    town.with_shared_pitch()
    async with desk_of(town.mette.world) as building:
        browser = await building.browser()
        tab = await at_desk(browser, town.mette)
        form = await browser.get(f"{tab}/new")
        key = next(each for each in form.text.split('"') if each.startswith("shared_"))
        await set_now(browser, tab, what=key, when="tomorrow")
        assert "An elevator pitch, shown Monday 23 November" in (await browser.get(f"{ROOT}/reminders")).words
        town.samir.world.connection.execute("UPDATE shares SET withdrawn_at = 1")
        for page in (tab, f"{ROOT}/reminders"):
            words = (await browser.get(page)).words
            assert "an exercise that is not shared any more" in words
            assert "pitch" not in words


# What has become of it ----------------------------------------------------------------------------------


async def test_the_history_tells_what_became_of_each_moment(town: Town) -> None:
    async with desk_of(town.mette.world) as building:
        browser = await building.browser()
        tab = await at_desk(browser, town.jonas)
        await set_now(browser, tab, **OWN, when="words", words="every day at 10")
        until(town.samir, "2026-11-24T10:01")
        town.samir.tap("Later today")
        until(town.samir, "2026-11-25T10:01")
        town.samir.tap("Not today")
        until(town.samir, "2026-11-26T10:01")
        town.samir.tap("Start now")
        town.samir.write("I have no CV, only a giraffe.")
        people.block(town.samir._connection.cursor(), BOT, town.samir.user, town.samir.now)
        until(town.samir, "2026-11-27T10:01")
        await browser.sign_in(town.jonas)
        words = (await browser.get(tab)).words
        for told in (
            "Samir got it on Wednesday 25 November at 10:00, and chose: Not today.",
            "Samir got it on Thursday 26 November at 10:00, and has",
            "Friday 27 November at 10:00: not delivered. Samir had blocked me.",
            "Samir: I have no CV, only a giraffe.",
        ):
            assert told in words
        assert "has blocked the chat" in (await browser.get(f"{ROOT}/reminders")).words
        assert "giraffe" not in (await browser.get(f"{ROOT}/reminders")).words


async def test_it_is_stopped_once_somebody_has_said_yes(town: Town) -> None:
    pitch(town, "Every Monday")
    async with desk_of(town.mette.world) as building:
        browser = await building.browser()
        tab = await at_desk(browser, town.jonas)
        page = await browser.get(tab)
        (stop,) = (each for each in page.links("citizens/") if each.endswith("/stop"))
        asked = await browser.get(stop)
        assert "Shall it stop?" in asked.words
        assert running(town) == 1, "asking stops nothing"
        for _ in range(2):
            page = await browser.follow(await browser.post(stop, asked.fields(stop)))
        assert "It does not come any more." in page.words
        assert "stopped by you" in page.words
        assert (await browser.get(stop)).status == 303, "there is nothing to stop any more"
        assert "You have set no reminders." in (await browser.get(f"{ROOT}/reminders")).words
    assert greeted(town.samir, "2026-12-08T00:00") == []


async def test_what_the_citizen_has_stopped_is_told(town: Town) -> None:
    pitch(town, "Every Monday")
    until(town.samir, "2026-11-30T10:01")
    town.samir.tap("Stop these")
    async with desk_of(town.mette.world) as building:
        browser = await building.browser()
        tab = await at_desk(browser, town.jonas)
        words = (await browser.get(tab)).words
        assert "stopped by the citizen" in words
        assert "Samir has stopped it. There can be many reasons for that." in words


async def test_many_are_on_several_pages(town: Town) -> None:
    async with desk_of(town.mette.world) as building:
        browser = await building.browser()
        tab = await at_desk(browser, town.jonas)
        for number in range(12):
            sleeps_until(town.jonas, f"2026-11-24T10:{2 * number:02}")
            await browser.sign_in(town.jonas)
            await set_now(browser, tab, what="own_text", text=f"Number {number}", when="tomorrow")
        first, second = await browser.get(tab), await browser.get(f"{tab}?page=2")
        assert ("Page 1 of 2" in first.words, "Page 2 of 2" in second.words) == (True, True)
        assert ("Number 0" in first.words, "Number 0" in second.words) == (False, True)
        for strange in ("0", "-1", "99999999", "x"):
            assert (await browser.get(f"{tab}?page={strange}")).status == 200


# Who may ------------------------------------------------------------------------------------------------


async def test_a_coordinator_has_no_reminders(town: Town) -> None:
    async with desk_of(town.mette.world) as building:
        browser = await building.browser()
        mine = await browser.sign_in(town.ida)
        assert mine.links("reminders") == []
        assert (await browser.get(f"{ROOT}/reminders")).status == 404
        tab = await at_desk(await building.browser(), town.jonas)
        for page in (tab, f"{tab}/new"):
            assert (await browser.get(page)).status == 404


async def test_nobody_reminds_or_stops_by_somebody_elses_relation(town: Town) -> None:
    pitch(town, "Every Monday")
    async with desk_of(town.mette.world) as building:
        jonas, mette = await building.browser(), await building.browser()
        theirs, mine = await at_desk(jonas, town.jonas), await at_desk(mette, town.mette)
        page = await jonas.get(theirs)
        (stop,) = (each for each in page.links("citizens/") if each.endswith("/stop"))
        fields = (await mette.get(f"{mine}/new")).fields(f"{mine}/new")
        for path in (theirs, f"{theirs}/new", stop, stop.replace(theirs, mine)):
            assert (await mette.get(path)).status == 404
        plan = {**fields, "step": "save", "what": "star", "when": "now"}
        for path in (f"{theirs}/new", stop, stop.replace(theirs, mine)):
            assert (await mette.post(path, plan)).status == 404
        assert "pitch" not in (await mette.get(mine)).words, "each sees what they have set themselves"
    assert running(town) == 1
