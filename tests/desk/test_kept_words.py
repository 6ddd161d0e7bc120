"""Words that cannot be sent just now are kept, and what citizens leave to be read is read."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

from bot import bounds
from bot.desk.desk import ROOT
from bot.state.errors import StorageUnavailable
from tests.desk.acquainted import before_that, past
from tests.desk.office import desk_of, opened
from tests.flows.reminding import TEXT, written
from tests.flows.reviewing import change, said, take_back
from tests.town import Town


async def test_what_was_written_about_an_older_version_is_not_filed_under_the_new_one() -> None:
    town = Town().with_shared_pitch()
    async with desk_of(town.mette.world) as building:
        browser = await building.browser()
        samir = await opened(browser, await browser.sign_in(town.mette), "citizens/")
        old = samir.links("shared/")[0]
        page = await browser.get(old)
        change(town)
        for to in (old, f"{old}/reviewed"):
            kept = await browser.post(to, {**page.fields(to), "kind": "comment", "text": "About the old one"})
            assert (kept.status, "About the old one</textarea>" in kept.text) == (409, True)
        assert said(town) == []
        new = kept.links("shared/")[0]
        assert new != old
        await browser.get(new)
        await browser.follow(await browser.post(new, {**kept.fields(new), "text": "About the old one"}))
        assert [text for kind, _, text in said(town) if kind == "comment"] == ["About the old one"]


async def test_words_are_kept_also_where_not_even_a_sign_of_life_can_be_written() -> None:
    town = Town().with_shared_pitch()
    async with desk_of(town.mette.world) as building:
        browser = await building.browser()
        samir = await opened(browser, await browser.sign_in(town.mette), "citizens/")
        to = samir.links("shared/")[0]
        page = await browser.get(to)
        town.mette.now += timedelta(minutes=2)
        building.store.troubles += [StorageUnavailable("busy"), StorageUnavailable("busy")]
        kept = await browser.post(to, {**page.fields(to), "kind": "comment", "text": "My words"})
        assert (kept.status, "My words</textarea>" in kept.text) == (503, True)
        building.store.troubles.append(StorageUnavailable("busy"))
        assert (await browser.get(f"{ROOT}/")).status == 200, "reading goes on"


async def test_whoever_only_reads_hears_nothing_of_sending() -> None:
    town = Town().with_shared_pitch()
    async with desk_of(town.mette.world) as building:
        browser = await building.browser()
        samir = await opened(browser, await browser.sign_in(town.mette), "citizens/")
        building.store.troubles.append(StorageUnavailable("busy"))
        read = await browser.get(samir.links("shared/")[0])
        assert (read.status, "The page cannot be opened just now." in read.words) == (503, True)
        building.store.troubles.append(RuntimeError("broken"))
        read = await browser.get(samir.links("shared/")[0])
        assert (read.status, "Something went wrong on our side. Please try again." in read.words) == (
            500,
            True,
        )


async def test_every_page_of_trouble_is_in_the_language_of_whoever_is_or_was_signed_in() -> None:
    """Their browser may speak another one."""
    town = Town().with_shared_pitch()
    async with desk_of(town.mette.world) as building:
        browser = await building.browser()
        samir = await opened(browser, await browser.sign_in(town.mette), "citizens/")
        to = samir.links("shared/")[0]
        page = await browser.get(to)
        town.mette.world.connection.execute(
            "UPDATE people SET language = 'da' WHERE id = ?", (town.mette.user,)
        )
        for address in (f"{ROOT}/nowhere", f"{ROOT}/citizens/zzz"):
            assert 'lang="da"' in (await browser.get(address)).text
        large = await browser.post(to, {**page.fields(to), "text": "x" * bounds.FORM_BYTES})
        assert (large.status, 'lang="da"' in large.text) == (413, True)
        town.mette.now += timedelta(hours=1)
        for refused in (await browser.get(to), await browser.post(to, {**page.fields(to), "text": "x"})):
            assert (refused.status, 'lang="da"' in refused.text) == (401, True)


async def test_words_about_what_was_taken_back_are_there_to_be_copied() -> None:
    town = Town().with_shared_pitch()
    async with desk_of(town.mette.world) as building:
        browser = await building.browser()
        samir = await opened(browser, await browser.sign_in(town.mette), "citizens/")
        to = samir.links("shared/")[0]
        page = await browser.get(to)
        take_back(town)
        kept = await browser.post(to, {**page.fields(to), "kind": "comment", "text": "My words"})
        assert (kept.status, "My words</textarea>" in kept.text) == (404, True)
        assert "Send it once more" not in kept.words
        assert "Not sent It was not sent." in kept.words, "there is no yet about it"


async def test_whoever_goes_back_and_writes_something_else_sends_that_too() -> None:
    town = Town().with_shared_pitch()
    async with desk_of(town.mette.world) as building:
        browser = await building.browser()
        samir = await opened(browser, await browser.sign_in(town.mette), "citizens/")
        to = samir.links("shared/")[0]
        fields = {**(await browser.get(to)).fields(to), "kind": "comment"}
        for text in ("first", "first", "second, other words"):
            await browser.follow(await browser.post(to, {**fields, "text": text}))
        assert [text for kind, _, text in said(town) if kind == "comment"] == ["first", "second, other words"]


async def test_what_was_said_of_one_axis_of_a_star_is_read_with_the_axis() -> None:
    town = Town().with_shared_star()
    town.reviews(town.mette)
    town.mette.tap("Comment on")
    town.mette.tap("Job goal")
    town.mette.write("That is a good goal.")
    async with desk_of(town.mette.world) as building:
        browser = await building.browser()
        samir = await opened(browser, await browser.sign_in(town.mette), "citizens/")
        page = await opened(browser, samir, "shared/")
        _, _, whole = page.words.partition("About the whole")
        assert whole.index("Job goal") < whole.index("That is a good goal.")


async def test_who_is_signed_out_meanwhile_keeps_their_words() -> None:
    town = Town().with_shared_pitch()
    async with desk_of(town.mette.world) as building:
        browser = await building.browser()
        samir = await opened(browser, await browser.sign_in(town.mette), "citizens/")
        to = samir.links("shared/")[0]
        page = await browser.get(to)
        read, connection = building.store.read, town.mette.world.connection

        async def ended_after(function: Any) -> Any:
            found = await read(function)
            connection.execute("DELETE FROM desk_sessions")
            return found

        building.store.read = ended_after  # type: ignore[method-assign]
        kept = await browser.post(to, {**page.fields(to), "kind": "comment", "text": "My words"})
        assert (kept.status, "My words</textarea>" in kept.text) == (401, True)


async def test_what_citizens_who_have_gone_leave_to_be_read_is_read_and_dealt_with() -> None:
    town = Town().with_shared_pitch()
    async with desk_of(town.mette.world) as building:
        browser = await building.browser()
        samir = await opened(browser, await browser.sign_in(town.mette), "citizens/")
        await opened(browser, samir, "shared/")
        for label in ("⚙ Settings", "People who follow me", "Mette", "Mette shall", "Yes"):
            if label.startswith("⚙"):
                town.samir.command("menu")
            town.samir.tap(label)
        mine = await browser.get(f"{ROOT}/")
        assert "Samir: has stopped" in mine.words
        assert "please delete it there too" in mine.words
        to = f"{ROOT}/notices/"
        path = mine.text.partition(f'action="{to}')[2].partition('"')[0]
        after = await browser.follow(await browser.post(f"{to}{path}", mine.fields(to)))
        assert "Samir" not in after.words


async def test_an_answer_to_a_reminder_is_read_before_it_is_dealt_with() -> None:
    town = Town().with_others()
    written(town, "Now")
    town.samir.wait(seconds=1)
    town.samir.tap("Start now")
    town.samir.write("I have no CV, only a giraffe.")
    async with desk_of(town.mette.world) as building:
        jonas, mette = await building.browser(), await building.browser()
        samir = await opened(jonas, await jonas.sign_in(town.jonas), "citizens/")
        assert f"You wrote: {TEXT}" in samir.words
        assert "giraffe" in samir.words
        others = await opened(mette, await mette.sign_in(town.mette), "citizens/")
        assert "giraffe" not in others.text, "it is for whoever wrote the reminder"
        to = f"{ROOT}/citizens/"
        path = re.findall(rf'action="{to}([^"]+)"', samir.text)[0]
        samir = await jonas.follow(await jonas.post(f"{to}{path}", samir.fields(to)))
        assert "giraffe" not in before_that(samir), "it waits no more"
        assert "giraffe" in past(samir)
