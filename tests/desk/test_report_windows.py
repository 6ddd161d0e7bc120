"""A report that is open in two windows, or sent twice: whoever comes second is told, and nothing typed is lost."""

from __future__ import annotations

from bot.engine.report_deeds import ApproveReport
from bot.state.errors import StorageUnavailable
from tests.desk.office import desk_of
from tests.desk.reporting import begun, every, town, typed
from tests.reporting import ASSESSMENT, PROPOSALS, does, versions


async def test_whoever_saves_second_in_another_window_is_told_and_nothing_is_overwritten() -> None:
    where = town()
    async with desk_of(where.mette.world) as building:
        first, second = await building.browser(), await building.browser()
        to, page = await begun(first, where)
        await second.sign_in(where.mette)
        other = await second.get(to)
        await first.follow(await first.post(to, typed(page, to, assessment="What the first wrote")))
        told = await second.post(to, typed(other, to, "ask", assessment="What the second wrote"))
        assert told.status == 409
        assert "Where you both wrote, both texts stand here" in told.words
        assert "What the second wrote</textarea>" in told.text
        assert "What is saved now: What the first wrote" in told.words
        (report,) = {each.report for each in every(where)}
        assert [each.content["assessment"] for each in versions(where.samir.world, report)] == [
            "",
            "What the first wrote",
        ]
        put_together = typed(told, to, assessment="What both wrote")
        assert "What both wrote" in (await second.follow(await second.post(to, put_together))).words


async def test_whoever_is_told_and_sends_the_same_once_more_is_told_again() -> None:
    """As a browser does that loads the page anew: it is not saved, nor is anybody asked, and both texts stand there."""
    where = town()
    async with desk_of(where.mette.world) as building:
        browser = await building.browser()
        to, page = await begun(browser, where)
        await browser.post(to, typed(page, to, assessment="The first one."))
        late = typed(page, to, "ask", assessment="The second one.")
        for _ in range(3):
            told = await browser.post(to, late)
            assert told.status == 409
            for text in ("The first one.", "The second one."):
                assert text in told.text
    assert [each.state for each in every(where)] == ["draft", "draft"]


async def test_what_a_window_left_as_it_was_takes_what_the_other_one_wrote() -> None:
    where = town()
    async with desk_of(where.mette.world) as building:
        first, second = await building.browser(), await building.browser()
        to, page = await begun(first, where)
        saved = await first.follow(await first.post(to, typed(page, to, assessment="A", proposals="B")))
        await second.sign_in(where.mette)
        other = await second.get(to)
        await first.post(to, typed(saved, to, assessment="A by the first", proposals="B"))
        told = await second.post(to, typed(other, to, assessment="A", proposals="B by the second"))
        assert told.status == 409
        assert "Here it stands together with what you wrote." in told.words
        assert "What is saved now" not in told.words
        for kept in ("A by the first", "B by the second"):
            assert f"{kept}</textarea>" in told.text
        await second.post(to, typed(told, to, assessment="A by the first", proposals="B by the second"))
        newest = every(where)[-1].content
        assert (newest["assessment"], newest["proposals"]) == ("A by the first", "B by the second")


async def test_of_two_texts_that_one_stands_beside_which_both_have_changed() -> None:
    where = town()
    async with desk_of(where.mette.world) as building:
        first, second = await building.browser(), await building.browser()
        to, page = await begun(first, where)
        await second.sign_in(where.mette)
        other = await second.get(to)
        await first.post(to, typed(page, to, assessment="A", proposals="B by the first"))
        told = await second.post(to, typed(other, to, assessment="A", proposals="B by the second"))
        assert told.text.count("What is saved now") == 1
        assert "What is saved now: B by the first" in told.words


async def test_what_was_answered_meanwhile_is_not_taken_back_and_nothing_typed_is_lost() -> None:
    where = town()
    async with desk_of(where.mette.world) as building:
        browser = await building.browser()
        to, page = await begun(browser, where)
        asked = await browser.follow(await browser.post(to, typed(page, to, "ask")))
        does(where.samir, ApproveReport(every(where)[-1].report, 2))
        told = await browser.post(to, typed(asked, to, "take_back", proposals="Something more"))
        assert told.status == 409
        assert "Samir has answered meanwhile." in told.words
        assert "Something more</textarea>" in told.text
        assert [each.state for each in every(where)] == ["draft", "approved"]


async def test_a_second_click_saves_nothing_more() -> None:
    where = town()
    async with desk_of(where.mette.world) as building:
        browser = await building.browser()
        to, page = await begun(browser, where)
        for _ in range(2):
            await browser.follow(await browser.post(to, typed(page, to)))
        assert [each.state for each in every(where)] == ["draft", "draft"]


async def test_both_texts_survive_whatever_keeps_them_from_being_saved() -> None:
    where = town()
    async with desk_of(where.mette.world) as building:
        browser, stranger = await building.browser(), await building.browser()
        to, page = await begun(browser, where)
        building.store.troubles.append(StorageUnavailable("busy"))
        for kept in (
            await browser.post(to, typed(page, to)),
            await stranger.post(to, typed(page, to)),
            await browser.post(to, {**typed(page, to), "sign": "another"}),
        ):
            assert kept.status in (401, 403, 503)
            assert f"{ASSESSMENT}</textarea>" in kept.text
            assert f"{PROPOSALS}</textarea>" in kept.text
        again = await browser.post(to, typed(page, to))
        assert (await browser.follow(again)).status == 200
