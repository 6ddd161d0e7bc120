"""The report at the desk: written, saved once, asked about, and handed on; nothing overwritten, nothing lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.desk.desk import ROOT
from bot.engine.report_deeds import ApproveReport, WishChanges
from bot.state.errors import StorageUnavailable
from tests.desk.office import desk_of, opened
from tests.reporting import ASSESSMENT, PROPOSALS, does, versions
from tests.town import Town

if TYPE_CHECKING:
    from bot.state.reports import Version
    from tests.desk.office import Answer, Browser

CPR = "230890-1234"


def town() -> Town:
    return Town().with_shared_pitch().with_shared_star()


async def list_of(browser: Browser, where: Town) -> Answer:
    samir = await opened(browser, await browser.sign_in(where.mette), "citizens/")
    return await browser.get(next(each for each in samir.links("citizens/") if each.endswith("/report")))


async def begun(browser: Browser, where: Town) -> tuple[str, Answer]:
    """A new report: where it lies, and its page."""
    page = await list_of(browser, where)
    to = f"{ROOT}/citizens/"
    fields = page.fields(to) | {"begun": "2026-11-01", "until": "2026-11-23", "language": "en"}
    made = await browser.post(page.links("citizens/")[-1], fields)
    return made.place, await browser.follow(made)


def typed(page: Answer, to: str, kind: str = "save", **texts: str) -> dict[str, str]:
    written = {"assessment": ASSESSMENT, "proposals": PROPOSALS, **texts}
    return {**page.fields(to), "kind": kind, **written}


async def test_a_report_is_written_asked_about_and_handed_on() -> None:
    where = town()
    async with desk_of(where.mette.world) as building:
        browser = await building.browser()
        to, page = await begun(browser, where)
        saved = await browser.follow(await browser.post(to, typed(page, to)))
        assert "It is saved. Samir does not see it yet." in saved.words
        assert "Draft · Samir has not approved this report" in saved.words
        sent = await browser.follow(await browser.post(to, typed(saved, to, "ask")))
        assert "Samir is asked to read it" in sent.words
        where.rings(where.samir)
        where.samir.tap("Continue")
        where.samir.tap("I want to say something myself")
        where.samir.write("I am proud.")
        where.samir.tap("Yes, this is me")
        where.samir.tap("Yes, it may be handed on")
        final = await browser.get(to)
        assert "Samir has said yes to this report." in final.words
        assert "I am proud." in final.words
        pdf = await browser.get(f"{to}/2/text")
        assert "Samir has read this report and approved it on 23 November 2026." in pdf.words
        assert "Draft" not in pdf.words
        overview = await list_of(browser, where)
        assert "Version 2 Approved today · Mette" in overview.words


async def test_the_files_have_a_neutral_name_and_are_kept_by_no_browser() -> None:
    where = town()
    async with desk_of(where.mette.world) as building:
        browser = await building.browser()
        to, _ = await begun(browser, where)
        for name in ("report.pdf", "report.txt"):
            async with browser._client.get(f"{to}/1/{name}") as answer:
                content = await answer.read()
                assert answer.status == 200
                assert answer.headers["Content-Disposition"] == f'attachment; filename="{name}"'
                assert answer.headers["Cache-Control"] == "no-store"
                assert content.startswith(b"%PDF-" if name.endswith("pdf") else b"Draft")
        assert "<svg" in (await browser.get(f"{to}/1/picture/0")).text
        assert (await browser.get(f"{to}/1/picture/9")).status == 404


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
        assert "Both texts stand here" in told.words
        assert "What the second wrote</textarea>" in told.text
        assert "What is saved now: What the first wrote" in told.words
        (report,) = {each.report for each in _all(where)}
        assert [each.content["assessment"] for each in versions(where.samir.world, report)] == [
            "",
            "What the first wrote",
        ]
        put_together = typed(told, to, assessment="What both wrote")
        assert "What both wrote" in (await second.follow(await second.post(to, put_together))).words


async def test_a_second_click_saves_nothing_more() -> None:
    where = town()
    async with desk_of(where.mette.world) as building:
        browser = await building.browser()
        to, page = await begun(browser, where)
        for _ in range(2):
            await browser.follow(await browser.post(to, typed(page, to)))
        assert [each.state for each in _all(where)] == ["draft", "draft"]


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


async def test_a_cpr_number_is_covered_in_both_texts() -> None:
    where = town()
    async with desk_of(where.mette.world) as building:
        browser = await building.browser()
        to, page = await begun(browser, where)
        fields = typed(page, to, assessment=f"Samir {CPR}\x00", proposals=f"Call {CPR}")
        saved = await browser.follow(await browser.post(to, fields))
        assert "There was a CPR number in what you wrote." in saved.words
        assert CPR not in saved.text
        assert "\x00" not in str(_all(where)[-1].content)


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"kind": "ask", "assessment": ""}, "Write an assessment first."),
        ({"assessment": "x" * 8_001}, "more than there is room for"),
        ({"kind": "burn"}, "It was not sent."),
        ({"number": "zz"}, "It was not sent."),
    ],
    ids=["nothing to read", "too long", "no such thing", "no such version"],
)
async def test_what_cannot_be_taken_is_said_kindly(fields: dict[str, str], said: str) -> None:
    where = town()
    async with desk_of(where.mette.world) as building:
        browser = await building.browser()
        to, page = await begun(browser, where)
        refused = await browser.post(to, typed(page, to) | fields)
        assert (refused.status in (404, 422), said in refused.words) == (True, True)
        assert len(_all(where)) == 1


@pytest.mark.parametrize(
    "period",
    [
        {"begun": "2026-11-23", "until": "2026-11-01"},
        {"begun": "2026-11-01", "until": "2026-12-24"},
        {"begun": "2001-11-01"},
        {"begun": "yesterday"},
        {"language": "xx"},
    ],
    ids=["backwards", "not yet over", "too long", "no day", "no language"],
)
async def test_a_strange_period_begins_no_report(period: dict[str, str]) -> None:
    where = town()
    async with desk_of(where.mette.world) as building:
        browser = await building.browser()
        page = await list_of(browser, where)
        fields = page.fields(f"{ROOT}/citizens/") | {
            "begun": "2026-11-01",
            "until": "2026-11-23",
            "language": "en",
        }
        refused = await browser.post(page.links("citizens/")[-1], fields | period)
        assert (refused.status, _all(where)) == (422, [])


async def test_a_wish_stands_above_the_texts_until_it_is_dealt_with() -> None:
    where = town()
    async with desk_of(where.mette.world) as building:
        browser = await building.browser()
        to, page = await begun(browser, where)
        await browser.post(to, typed(page, to, "ask"))
        does(where.samir, WishChanges(_all(where)[-1].report, 2, "Leave out the <b>calls</b>."))
        assert "would like a change in the report" in (await browser.get(f"{ROOT}/")).words
        wished = await browser.get(to)
        assert "Leave out the <b>calls</b>." in wished.words
        assert "would like a change in the report" not in (await browser.get(f"{ROOT}/")).words
        await browser.post(to, typed(wished, to, "ask", assessment="Without the calls"))
        does(where.samir, ApproveReport(_all(where)[-1].report, 3))
        older = await browser.get(f"{to}/2")
        assert "Leave out the <b>calls</b>." in older.words
        assert [each.state for each in _all(where)] == ["draft", "changes", "approved"]


async def test_the_star_that_stands_in_a_draft_has_been_looked_at_once() -> None:
    where = town()
    looks = "SELECT COUNT(*) FROM looks"
    async with desk_of(where.mette.world) as building:
        browser = await building.browser()
        to, _ = await begun(browser, where)
        for _ in range(2):
            await browser.get(to)
        assert where.samir.world.connection.execute(looks).fetchone() == (1,)


async def test_a_mentor_has_no_reports() -> None:
    where = town().with_others()
    async with desk_of(where.mette.world) as building:
        browser = await building.browser()
        samir = await opened(browser, await browser.sign_in(where.jonas), "citizens/")
        assert [each for each in samir.links("citizens/") if each.endswith("/report")] == []


def _all(where: Town) -> list[Version]:
    """Every version of every report, the oldest first."""
    found = where.samir.world.connection.execute("SELECT id FROM reports ORDER BY id").fetchall()
    return [each for (report,) in found for each in versions(where.samir.world, report)]
