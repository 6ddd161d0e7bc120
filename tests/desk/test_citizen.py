"""A citizen's page: plans, goals, what comes next, and what has happened; nothing of what they do not show."""

from __future__ import annotations

import re
from datetime import timedelta

from bot.desk.desk import ROOT
from tests.desk.acquainted import before_that, overview, past, planned, read_all, reminded, show_plan, win
from tests.desk.office import desk_of
from tests.flows.reviewing import change, take_back
from tests.flows.test_shareable import interviewed, shown_to_mette
from tests.town import Town

DROP = "I do not want a call after all"


async def test_what_was_shown_and_said_stands_with_the_newest_first() -> None:
    town = Town().with_shared_pitch().with_remarks()
    town.samir.now += timedelta(days=10)
    town.taps(town.samir, "📬")
    town.samir.tap("Answer Mette")
    town.samir.write("Four of them in Norway.")
    async with desk_of(town.mette.world) as building:
        page = await overview(await building.browser(), town.mette)
        lines = (
            "December",
            "Samir answered you Talk: warehouse Four of them in Norway.",
            "November",
            "You wrote a comment Talk: warehouse That is good to hear.",
            "You made a suggestion Talk: warehouse Say how many years",
            "Samir showed it to you Talk: warehouse",
            "Samir came to you",
        )
        places = [past(page).index(line) for line in lines]
        assert places == sorted(places)
        assert "You marked it as read" not in past(page), "whoever says something has read it"


async def test_a_comment_that_was_spoken_is_said_to_be_so() -> None:
    town = Town().with_shared_pitch()
    town.reviews(town.mette)
    town.mette.tap("Write a comment")
    town.mette.speak(6)
    town.mette.tap("Yes, send it")
    async with desk_of(town.mette.world) as building:
        page = await overview(await building.browser(), town.mette)
        assert "You recorded a comment Talk: warehouse 🎙 Voice message, 6 seconds" in past(page)
        assert "You wrote a comment" not in page.words


async def test_a_new_version_is_a_line_of_its_own_and_what_is_unopened_keeps_its_name() -> None:
    town = Town().with_shared_pitch()
    async with desk_of(town.mette.world) as building:
        browser = await building.browser()
        page = await overview(browser, town.mette)
        assert "Samir showed it to you An elevator pitch, shown Monday 23 November" in past(page)
        assert "warehouse" not in page.text
        change(town)
        page = await read_all(browser, page)
        assert past(page).count("Samir showed you a new version Talk: warehouse") == 1
        assert past(page).count("Samir showed it to you Talk: warehouse") == 1


async def test_of_what_is_taken_back_only_that_is_left() -> None:
    town = Town().with_shared_pitch().with_remarks()
    async with desk_of(town.mette.world) as building:
        browser = await building.browser()
        page = await overview(browser, town.mette)
        assert "warehouse" in page.text
        town.taps(town.samir, "✔ Talk: warehouse")
        take_back(town)
        page = await overview(browser, town.mette)
        assert "Samir took something back" in past(page)
        assert page.links("shared/") == []
        for gone in ("warehouse", "That is good to hear", "how many years", "You wrote"):
            assert gone not in page.text, gone


async def test_a_plan_is_told_in_short_once_it_was_opened() -> None:
    town = Town()
    planned(town)
    planned(town, "Write my CV", "tomorrow at 9")
    show_plan(town)
    show_plan(town, "Write my CV")
    async with desk_of(town.mette.world) as building:
        browser = await building.browser()
        page = await overview(browser, town.mette)
        assert "A plan, shown Monday 23 November" in before_that(page)
        for closed in ("Netto", "kitchen", "10:00"):
            assert closed not in page.text, closed
        page = await read_all(browser, page)
        assert (
            "Plans Write my CV Tuesday 24 November at 09:00 At home at the kitchen table"
            " If: I get nervous Then: I wait a little and try again Call Netto Thursday 26 November at 10:00"
        ) in before_that(page)
        assert "Samir shows you nothing" not in page.words
        assert before_that(page).count("Call Netto") == 1, "it stands among the plans, and nowhere else above"


async def test_that_a_plan_was_carried_out_is_told_when_the_citizen_shows_it() -> None:
    town = Town()
    planned(town)
    show_plan(town)
    async with desk_of(town.mette.world) as building:
        browser = await building.browser()
        page = await read_all(browser, await overview(browser, town.mette))
        win(town)
        assert (await overview(browser, town.mette)).words == page.words, "it is the citizen's to tell"
        town.samir.tap("Show Mette the new one")
        page = await overview(browser, town.mette)
        assert "Small wins" not in page.words, "it was not opened yet"
        page = await read_all(browser, page)
        assert "Small wins Call Netto shown on Monday 23 November" in before_that(page)
        assert "Samir showed you that it is done Plan: Call Netto" in past(page)
        assert "Samir has done it." in (await browser.get(page.links("shared/")[0])).words


async def test_help_with_a_plan_is_asked_for_in_one_line() -> None:
    town = Town()
    planned(town)
    town.taps(town.samir, "Plan: Call Netto", "I would like help", "Do it together with Mette")
    async with desk_of(town.mette.world) as building:
        browser = await building.browser()
        page = await read_all(browser, await overview(browser, town.mette))
        assert past(page).count("Plan: Call Netto") == 1
        assert "Samir would like to do it together with you Plan: Call Netto" in past(page)
        assert "Call Netto would like help Thursday" in before_that(page)


async def test_goals_stand_there_with_the_star_that_they_are_in() -> None:
    town = Town()
    town.taps(town.samir, "Fill in my star")
    for step in (*"44343556", "Yes", "☐ Everyday life", "✔ Done"):
        town.samir.tap(step)
    for text in ("I get up before Ali", "Set the alarm\nGo to bed", "today"):
        town.samir.write(text)
    town.samir.tap("Not now")
    assert "Show it to Mette" in town.samir.last.labels()
    town.samir.tap("Show it to Mette")
    town.samir.tap("Yes, show it")
    async with desk_of(town.mette.world) as building:
        browser = await building.browser()
        page = await overview(browser, town.mette)
        assert "before Ali" not in page.text
        page = await read_all(browser, page)
        assert "What Samir is aiming for I get up before Ali" in before_that(page)


async def test_a_call_is_asked_for_in_the_words_of_the_chat() -> None:
    """The citizen was told that their contact person reads how they are, and when they asked."""
    town = Town().with_shared_pitch()
    town.samir.write("I want to die")
    town.samir.tap("Ask Mette to call me")
    async with desk_of(town.mette.world) as building:
        browser = await building.browser()
        assert "has a hard time, and would like a call" in (await browser.sign_in(town.mette)).words
        page = await overview(browser, town.mette)
        assert "Samir is having a hard time, and would like you to call." in page.words
        assert re.search(r"Samir asked today at \d+:\d+\.", page.words)
        town.mette.now += timedelta(days=1)
        assert re.search(
            r"Samir asked on \w+,? \d+ \w+ at \d+:\d+\.", (await overview(browser, town.mette)).words
        )


async def test_an_answer_that_waits_is_marked_where_it_is_read() -> None:
    town = Town().with_shared_pitch().with_remarks()
    async with desk_of(town.mette.world) as building:
        browser = await building.browser()
        assert "an answer to read" not in (await overview(browser, town.mette)).words
        town.taps(town.samir, "📬")
        town.samir.tap("Answer Mette")
        town.samir.write("Four of them in Norway.")
        samir = await overview(browser, town.mette)
        assert "an answer to read" in samir.words
        await browser.get(samir.links("shared/")[0])
        assert "an answer to read" not in (await overview(browser, town.mette)).words


async def test_a_call_that_was_promised_stands_there() -> None:
    town = Town()
    town.samir.write("I want to die")
    town.samir.tap("Ask Mette to call me")
    async with desk_of(town.mette.world) as building:
        browser = await building.browser()
        page = await overview(browser, town.mette)
        to = f"{ROOT}/citizens/"
        forms = page.text.split(f'action="{to}')[1:]
        place = next(each for each in forms if "I call Samir" in each.partition("</form>")[0]).partition('"')[
            0
        ]
        await browser.post(f"{to}{place}", page.fields(f"{to}{place}"))
        page = await overview(browser, town.mette)
        assert past(page).index("You said that you call Samir") < past(page).index("Samir asked for a call")
        assert "die" not in page.words.split()


async def test_a_call_that_was_taken_back_has_never_been_asked_for() -> None:
    town = Town()
    town.samir.write("I want to die")
    town.samir.tap("Ask Mette to call me")
    async with desk_of(town.mette.world) as building:
        browser = await building.browser()
        assert "Samir asked for a call" in past(await overview(browser, town.mette))
        town.samir.tap(DROP)
        assert "call" not in past(await overview(browser, town.mette))


async def test_a_silence_that_is_over_leaves_no_line() -> None:
    town = Town()
    town.taps(town.mette, "My citizens", "Samir", "When nothing is heard", "After a week")
    town.samir.wait(days=8)
    async with desk_of(town.mette.world) as building:
        browser = await building.browser()
        assert "Samir: not seen for a while" in before_that(await overview(browser, town.mette))
        town.samir.command("menu")
        page = await overview(browser, town.mette)
        assert "not seen" not in page.words


async def test_reminders_say_what_became_of_them_and_what_comes_next() -> None:
    town = Town()
    reminded(town, "Bring your CV.", "Now")
    town.samir.wait(seconds=1)
    town.samir.tap("Start now")
    town.samir.write("I have printed it.")
    reminded(town, "See you at the library.", "Tomorrow")
    async with desk_of(town.mette.world) as building:
        page = await overview(await building.browser(), town.mette)
        assert "You sent a reminder, and Samir opened it Bring your CV." in past(page)
        assert "Samir answered your reminder Bring your CV. I have printed it." in past(page)
        assert "Reminders Tuesday 24 November at 09:00: See you at the library." in before_that(page)
        assert "library" not in past(page), "it has not come yet"
        town.taps(town.samir, "⚙ Settings", "Messages", "Do not write to me")
        page = await overview(await building.browser(), town.mette)
        assert "Samir does not want any messages just now." in before_that(page)


async def test_nobody_reads_what_another_one_has_sent_or_was_shown() -> None:
    town = Town().with_shared_pitch().with_others()
    reminded(town, "Bring your CV.", "Now")
    planned(town)
    town.taps(town.samir, "Plan: Call Netto", "Show it to somebody", "Jonas", "Yes, show it")
    async with desk_of(town.mette.world) as building:
        jonas = await overview(await building.browser(), town.jonas)
        assert "CV" not in jonas.text
        assert "pitch" not in jonas.text
        assert past(jonas).count("Samir showed it to you") == 1
        mette = await overview(await building.browser(), town.mette)
        assert "plan" not in past(mette)


async def test_thirty_lines_stand_there_and_earlier_ones_are_asked_for() -> None:
    town = Town().with_shared_pitch().with_remarks(*(f"Remark {number}." for number in range(1, 32)))
    async with desk_of(town.mette.world) as building:
        browser = await building.browser()
        page = await overview(browser, town.mette)
        samir = f"{ROOT}/citizens/" + page.text.partition(f'href="{ROOT}/citizens/')[2].partition('"')[0]
        assert ("Remark 31." in past(page), "Remark 1." in past(page)) == (True, False)
        assert 'href="?lines=60#happened"' in page.text
        longer = await browser.get(f"{samir}?lines=60")
        assert "Samir came to you" in past(longer)
        assert "?lines=" not in longer.text
        for strange in ("x", "-1", "99999999999", "1", "%F0%9F%A6%92"):
            assert "Remark 31." in (await browser.get(f"{samir}?lines={strange}")).words, strange


async def test_answers_that_stand_above_are_read_once_and_can_be_spoken_of() -> None:
    """As in the chat."""
    town = Town()
    interviewed(town)
    shown_to_mette(town)
    async with desk_of(town.mette.world) as building:
        browser = await building.browser()
        page = await overview(browser, town.mette)
        to = page.links("shared/")[0]
        read = await browser.get(to)
        assert read.words.count("I was calm") == 1
        assert "About one of these answers" in read.words
        form = read.text.partition("What went well</summary>")[2].partition("</form>")[0]
        place = form.partition('name="place" value="')[2].partition('"')[0]
        await browser.post(to, {**read.fields(to), "kind": "comment", "place": place, "text": "You were."})
        after = await browser.get(to)
        assert "What went well You were." in after.words
        assert after.words.count("You were.") == 1
