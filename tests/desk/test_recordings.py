"""What a citizen has spoken is heard at the desk by whoever they show it to: fetched each time, and kept nowhere."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.desk.acquainted import planned, reminded
from tests.desk.journey import show
from tests.desk.office import desk_of, opened
from tests.flows.reviewing import change, take_back
from tests.town import Town

SOURCE = re.compile(r'<audio controls preload="none" src="([^"]+)" aria-label="([^"]+)">')


def spoken_plan(heard: str = "") -> Town:
    """Samir has spoken where he is when he does it, also as text if that is `heard`, and shows Mette the plan."""
    town = Town().with_others()
    planned(town)
    town.taps(town.samir, "Plan: Call Netto")
    for label in ("Change something", "✏ Where you are"):
        town.samir.tap(label)
    if heard:
        town.samir.world.listens(town.samir.phone_language)
    town.samir.speak(12)
    if heard:
        town.samir.hear(heard)
        town.samir.tap("Yes, use it")
    town.taps(town.samir, "Plan: Call Netto")
    show(town.samir)
    return town


async def test_an_answer_that_was_spoken_can_be_heard_on_its_page() -> None:
    town = spoken_plan()
    async with desk_of(town.mette.world) as building:
        browser = await building.browser()
        samir = await opened(browser, await browser.sign_in(town.mette), "citizens/")
        unread = samir.links("shared/")[0]
        address = f"{unread}/recording/3"
        assert (await browser.get(address)).status == 404, "whoever has not opened the page has not looked"
        page = await browser.get(unread)
        ((source, label),) = SOURCE.findall(page.text)
        assert "Voice message, 12 seconds" in page.words
        assert label == "Recording: Where Samir is"
        sound = await browser.get(source)
        assert (sound.status, sound.headers["Content-Type"]) == (200, "audio/ogg")
        assert sound.text == f"OggS {town.samir.answers('plan')['where']}"
        assert sound.headers["Cache-Control"] == "no-store"
        for other in ("0", "99"):
            assert (await browser.get(source.rpartition("/")[0] + f"/{other}")).status == 404


@pytest.mark.parametrize("heard", ["", "In the library"])
async def test_how_long_it_is_stands_in_words_at_the_player_once(heard: str) -> None:
    town = spoken_plan(heard)
    async with desk_of(town.mette.world) as building:
        browser = await building.browser()
        samir = await opened(browser, await browser.sign_in(town.mette), "citizens/")
        page = await browser.get(samir.links("shared/")[0])
        (answer,) = (each for each in page.text.split("<article ") if "<audio " in each)
        assert heard in answer
        assert answer.count("Voice message, 12 seconds") == 1


def card_with_a_name_said_in_two() -> Town:
    """Samir has said the name on his card in two recordings that came at once, and shows Mette the card."""
    town = Town().with_others().with_pitch()
    town.samir.tap("More …")
    town.samir.tap("A contact card")
    town.samir.world.listens(town.samir.phone_language)
    for seconds in (8, 12):
        town.samir.speak(seconds)
    for words in ("Samir", "Haddad"):
        town.samir.hear(words)
    town.samir.tap("Yes, use it")
    for _ in range(3):
        town.samir.tap("Skip")
    show(town.samir)
    return town


def recording_of(town: Town, flow: str, step: str) -> dict[str, Any]:
    (exercise,) = (each for each in town.samir.stored()["exercises"] if each["flow"] == flow)
    (answer,) = (each["content"] for each in exercise["answers"] if each["step"] == step)
    found: dict[str, Any] = answer["recording"]
    return found


async def test_of_several_that_came_at_once_each_is_heard_with_its_length() -> None:
    town = card_with_a_name_said_in_two()
    said = recording_of(town, "contact_card", "full_name")
    async with desk_of(town.mette.world) as building:
        browser = await building.browser()
        samir = await opened(browser, await browser.sign_in(town.mette), "citizens/")
        page = await browser.get(samir.links("shared/")[0])
        found = SOURCE.findall(page.text)
        assert [label for _, label in found] == [
            "Recording: Name (1)",
            "Recording: Name (2)",
        ]
        files = [said["before"][0]["file"], said["file"]]
        assert [(await browser.get(source)).text for source, _ in found] == [f"OggS {each}" for each in files]
        (answer,) = (each for each in page.text.split("<article ") if "<audio " in each)
        assert re.findall(r"Voice message, \d+ seconds", answer) == [
            f"Voice message, {each} seconds" for each in (8, 12)
        ]
        address = found[0][0].partition("?")[0]
        assert (await browser.get(address)).text == f"OggS {files[-1]}", "as a page that was open before asks"
        for other in ("2", "-1", "x", "00"):
            assert (await browser.get(f"{address}?part={other}")).status == 404
        building.desk.fetch = None
        silent = await browser.get(samir.links("shared/")[0])
        assert silent.words.count("You can listen to it in the chat.") == 1


async def test_a_player_gets_the_part_that_it_asks_for() -> None:
    town = spoken_plan()
    async with desk_of(town.mette.world) as building:
        browser = await building.browser()
        samir = await opened(browser, await browser.sign_in(town.mette), "citizens/")
        page = await browser.get(samir.links("shared/")[0])
        ((source, _),) = SOURCE.findall(page.text)
        whole = await browser.get(source)
        part = await browser.get(source, headers={"Range": "bytes=0-3"})
        length = len(whole.text)
        assert (part.status, part.text, part.headers["Content-Length"]) == (206, "OggS", "4")
        assert part.headers["Content-Range"] == f"bytes 0-3/{length}"
        assert {each.headers["Accept-Ranges"] for each in (whole, part)} == {"bytes"}
        assert part.headers["Cache-Control"] == "no-store"
        beyond = await browser.get(source, headers={"Range": f"bytes={length}-"})
        assert (beyond.status, beyond.headers["Content-Range"]) == (416, f"bytes */{length}")


async def test_what_is_taken_back_or_gone_is_heard_no_more() -> None:
    town = spoken_plan()
    async with desk_of(town.mette.world) as building:
        browser = await building.browser()
        samir = await opened(browser, await browser.sign_in(town.mette), "citizens/")
        page = await browser.get(samir.links("shared/")[0])
        ((source, _),) = SOURCE.findall(page.text)

        async def gone(_: str) -> bytes:
            return b""

        building.desk.fetch, before = gone, building.desk.fetch
        assert (await browser.get(source)).status == 404
        building.desk.fetch = before
        take_back(town)
        assert (await browser.get(source)).status == 404


async def test_where_no_recording_can_be_fetched_the_page_says_where_it_is_heard() -> None:
    town = spoken_plan()
    async with desk_of(town.mette.world) as building:
        building.desk.fetch = None
        browser = await building.browser()
        samir = await opened(browser, await browser.sign_in(town.mette), "citizens/")
        page = await browser.get(samir.links("shared/")[0])
        assert "You can listen to it in the chat." in page.words
        assert SOURCE.findall(page.text) == []


async def test_what_was_said_aloud_of_it_is_heard_on_its_page() -> None:
    """Whoever has not opened the page has not looked, and after it is taken back nobody hears it."""
    town = Town().with_shared_pitch().with_remarks()
    town.rings(town.samir)
    town.samir.tap("Continue")
    town.samir.tap("Answer Mette")
    town.samir.speak(7)
    town.samir.tap("Yes, send it")
    (file,) = (each.voice for each in town.reviews(town.mette) if each.voice)
    async with desk_of(town.mette.world) as building:
        browser = await building.browser()
        samir = await opened(browser, await browser.sign_in(town.mette), "citizens/")
        page = await browser.get(samir.links("shared/")[0])
        ((source, label),) = SOURCE.findall(page.text)
        assert "🎙 Voice message, 7 seconds" in page.words
        assert "🎙 Voice message, 7 seconds" in samir.words
        assert label == "Recording: Samir"
        sound = await browser.get(source)
        assert (sound.status, sound.text) == (200, f"OggS {file}")
        assert sound.headers["Cache-Control"] == "no-store"
        part = await browser.get(source, headers={"Range": "bytes=0-3"})
        assert (part.status, part.text) == (206, "OggS")
        below = source.rpartition("/")[0]
        for other in ("0", "zzz", "-1"):
            assert (await browser.get(f"{below}/{other}")).status == 404
        change(town)
        assert (await browser.get(source)).status == 404, "the new version has not been looked at"
        await browser.get(samir.links("shared/")[0])
        take_back(town)
        assert (await browser.get(source)).status == 404


async def test_an_answer_to_a_reminder_that_was_spoken_is_heard_where_it_stands() -> None:
    town = Town().with_others()
    reminded(town, "See you at the library.", "Now")
    town.rings(town.samir)
    town.samir.tap("Start now")
    town.samir.tap("✏ Answer Mette")
    town.samir.speak(5)
    town.samir.tap("Yes, send it")
    town.rings(town.mette)
    async with desk_of(town.mette.world) as building:
        browser = await building.browser()
        samir = await opened(browser, await browser.sign_in(town.mette), "citizens/")
        (tab,) = {each for each in samir.links("citizens/") if each.endswith("/reminders")}
        for page in (samir, await browser.get(tab)):
            ((source, label),) = SOURCE.findall(page.text)
            assert "🎙 Voice message, 5 seconds" in page.words
            assert label == "Recording: Samir"
            assert (await browser.get(source)).text.startswith("OggS voice-")
        for other in ("1", "99"):
            assert (await browser.get(f"{source.rpartition('/')[0]}/{other}")).status == 404
        building.desk.fetch = None
        assert (await browser.get(source)).status == 404
        silent = await browser.get(tab)
        assert "You can listen to it in the chat." in silent.words
