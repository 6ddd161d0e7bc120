"""The page that is turned towards the citizen: what they show, in their language, and nothing that is not for them."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING

from bot.desk.desk import ROOT
from bot.engine.deeds import Observe
from tests.desk.journey import plan, show, show_beside, with_first_star, with_two_stars
from tests.desk.office import desk_of
from tests.flows.company import doer_of, followers
from tests.flows.test_only_said import shown_in_english
from tests.town import KAI, Town, join, settle_citizen

if TYPE_CHECKING:
    from tests.desk.office import Answer


async def read(town: Town, query: str = "", language: str = "") -> Answer:
    """The page as Mette opens it for Samir; `language` is his from now on."""
    async with desk_of(town.mette.world) as building:
        browser = await building.browser()
        await browser.sign_in(town.mette)
        if language:
            speaks(town, language)
        samir = (await browser.get(f"{ROOT}/?q=Samir")).links("citizens/")[0]
        return await browser.get(f"{samir}/meeting{query}")


def speaks(town: Town, language: str) -> None:
    town.mette.world.connection.execute(
        "UPDATE people SET language = :language WHERE id = :samir",
        {"language": language, "samir": town.samir.user},
    )


def looks(town: Town) -> int:
    return int(town.mette.world.connection.execute("SELECT COUNT(*) FROM looks").fetchone()[0])


async def test_the_first_star_and_the_newest_stand_there_in_words_to_the_citizen() -> None:
    page = await read(with_two_stars())
    assert "Samir, this is where you are Your star" in page.words
    assert "Forward: Job goal (4 → 6) and Everyday life (3 → 5)." in page.words
    assert "Harder than before: Support (5 → 4). That can have many reasons." in page.words
    assert "What you want to do more about: Looking for jobs and Everyday life." in page.words
    assert "Your goals Looking for jobs ★ I have called three places" in page.words
    assert "You have taken 1 step." in page.words


async def test_one_star_stands_there_axis_by_axis() -> None:
    page = await read(with_first_star())
    assert "Everyday life: 3 A little hard" in page.words
    assert "Forward" not in page.words


async def test_plans_and_a_talk_stand_there_in_the_citizens_words_and_others_by_their_names() -> None:
    town = Town()
    plan(town.samir, "Call Netto")
    town.taps(town.samir, "Plan: Call Netto")
    show(town.samir)
    town.with_shared_pitch()
    page = await read(town)
    assert "What you plan Thursday 26 November at 10:00: Call Netto" in page.words
    assert "Talk: warehouse I am Samir, and I have driven a truck for eight years." in page.words
    assert looks(town) == 2, "both are read here"
    town.mette.now += timedelta(days=7)
    assert (
        "What you have planned before Thursday 26 November at 10:00: Call Netto" in (await read(town)).words
    )


async def test_whoever_shows_nothing_reads_that_they_decide_it() -> None:
    page = await read(Town().with_pitch())
    assert "You show nothing here just now. You decide that." in page.words
    assert "truck" not in page.text


async def test_what_was_taken_back_is_not_there() -> None:
    town = with_two_stars()
    assert "Job goal" in (await read(town)).words
    for label in ("👁", "Take it back", "Mette"):
        town.samir.tap(label)
    page = await read(town)
    assert "22 February" not in page.words
    assert "Job goal: 4 So-so" in page.words


async def test_nothing_stands_there_that_is_not_for_the_citizen() -> None:
    town = with_first_star().with_scored_star()
    show_beside(town)
    join(settle_citizen(town.samir.beside(KAI, "en"), "Agnes"), town.mette)
    before = await read(town)
    doer_of(town.mette).do(Observe(followers(town.samir)[0].id, "belief", {"belief": 5}))
    town.reviews(town.mette)
    town.mette.tap("Write a comment")
    town.mette.write("I wonder about his mornings.")
    page = await read(town)
    assert page.text == before.text
    for word in ("Agnes", "Mette", "wonder", "Sign out", "My citizens"):
        assert word not in page.text, word
    links = re.findall(r'<a [^>]*href="([^"]+)"', page.text)
    assert [re.sub(r"/\w+$", "/…", each) for each in links] == ["#main", "/desk/citizens/…"], "one way back"
    assert "<form" not in page.text


async def test_looking_is_noted_once_for_as_long_as_it_goes_on() -> None:
    town = with_two_stars()
    for _ in range(3):
        await read(town)
    assert looks(town) == 2
    town.mette.now += timedelta(minutes=11)
    await read(town)
    assert looks(town) == 4


async def test_it_is_in_the_citizens_language_and_one_link_away_in_the_readers() -> None:
    town = with_two_stars()
    theirs = await read(town, language="da")
    assert '<html lang="da"' in theirs.text
    assert "Samir, her står du nu" in theirs.words
    assert "Sværere end før: Støtte (5 → 4)." in theirs.words
    assert 'href="?in=en" lang="en" hreflang="en">English<' in theirs.text
    mine = await read(town, "?in=en")
    assert "Samir, this is where you are" in mine.words
    assert 'href="?in=da" lang="da" hreflang="da">Dansk<' in mine.text
    for strange in ("?in=x", "?in=", "?in=so"):
        assert "her står du nu" in (await read(town, strange)).words
    page = await read(town, language="xx")
    assert "this is where you are" in page.words, "a language that no catalogue has"
    assert "?in=" not in page.text


async def test_a_talk_that_was_only_said_can_be_heard_there_below_the_questions_to_the_citizen() -> None:
    async with desk_of((town := shown_in_english()).mette.world) as building:
        browser = await building.browser()
        await browser.sign_in(town.mette)
        samir = (await browser.get(f"{ROOT}/?q=Samir")).links("citizens/")[0]
        page = await browser.get(f"{samir}/meeting")
        assert "Talk: warehouse Who you are 🎙 Voice message, 14 seconds What you love doing" in page.words
        assert "not written" not in page.words
        sources = re.findall(r'<audio [^>]*src="([^"]+)" aria-label="Recording: ([^"]+)">', page.text)
        assert [about for _, about in sources] == [
            "Who you are", "What you love doing", "What you can", "What you bring"
        ]  # fmt: skip
        sound = await browser.get(sources[0][0])
        assert sound.text == f"OggS {town.samir.answers('elevator_pitch')['who']}"
