"""The report at the desk: written, saved once, asked about, and handed on; nothing overwritten, nothing lost."""

from __future__ import annotations

import pytest

from bot.desk.desk import ROOT
from bot.engine.callbacks import to_base36
from bot.engine.report_deeds import ApproveReport, WishChanges, WriteReport
from tests.desk.office import desk_of, opened
from tests.desk.reporting import begun, every, list_of, town, typed
from tests.reporting import ASSESSMENT, asked, does, relation_of

CPR = "230890-1234"


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


async def test_the_files_say_whom_they_are_about_and_are_kept_by_no_browser() -> None:
    where = town()
    async with desk_of(where.mette.world) as building:
        browser = await building.browser()
        to, _ = await begun(browser, where)
        for name in ("report.pdf", "report.txt"):
            async with browser._client.get(f"{to}/1/{name}") as answer:
                content = await answer.read()
                assert answer.status == 200
                kept = f"Report Samir 2026-11-23{name.removeprefix('report')}"
                assert answer.headers["Content-Disposition"] == (
                    f"attachment; filename=\"{kept}\"; filename*=UTF-8''{kept.replace(' ', '%20')}"
                )
                assert answer.headers["Cache-Control"] == "no-store"
                assert content.startswith(b"%PDF-" if name.endswith("pdf") else b"Draft")
        assert "<svg" in (await browser.get(f"{to}/1/picture/0")).text
        assert (await browser.get(f"{to}/1/picture/9")).status == 404


async def test_what_is_saved_unchanged_is_no_new_version() -> None:
    where = town()
    async with desk_of(where.mette.world) as building:
        browser = await building.browser()
        to, page = await begun(browser, where)
        await browser.post(to, typed(page, to, "ask"))
        for answer in (None, ApproveReport(every(where)[-1].report, 2)):
            if answer:
                does(where.samir, answer)
            for kind in ("save", "ask"):
                page = await browser.follow(await browser.post(to, typed(await browser.get(to), to, kind)))
                assert "You changed nothing, so there is no new version." in page.words
        assert [each.state for each in every(where)] == ["draft", "approved"]


async def test_a_version_that_was_wished_otherwise_is_asked_about_anew_only_by_asking() -> None:
    where = town()
    async with desk_of(where.mette.world) as building:
        browser = await building.browser()
        to, page = await begun(browser, where)
        await browser.post(to, typed(page, to, "ask"))
        does(where.samir, WishChanges(every(where)[-1].report, 2, "Leave out the star."))
        await browser.post(to, typed(await browser.get(to), to))
        assert [each.state for each in every(where)] == ["draft", "changes"]
        await browser.post(to, typed(await browser.get(to), to, "ask"))
        assert [each.state for each in every(where)] == ["draft", "changes", "asked"]


async def test_what_is_approved_is_found_beside_every_newer_version() -> None:
    where = town()
    async with desk_of(where.mette.world) as building:
        browser = await building.browser()
        to, page = await begun(browser, where)
        await browser.post(to, typed(page, to, "ask"))
        does(where.samir, ApproveReport(every(where)[-1].report, 2))
        approved = await browser.get(to)
        before, _, after = approved.text.partition('<details class="write">')
        assert 'class="primary"' not in before
        assert "Write a new version" in after.partition("</details>")[0]
        assert "Version 2 is what Samir has said yes to." not in approved.words
        await browser.post(to, typed(approved, to, assessment="Something new"))
        for newer in (to, f"{to}/3"):
            page = await browser.get(newer)
            assert "Version 2 is what Samir has said yes to." in page.words
            assert {f"{to}/2", f"{to}/2/report.pdf", f"{to}/2/text"} <= set(page.links("citizens/"))
        assert "has said yes to." not in (await browser.get(f"{to}/1")).words


async def test_a_request_is_taken_back_once_and_the_old_question_answers_kindly() -> None:
    where = town()
    async with desk_of(where.mette.world) as building:
        browser = await building.browser()
        to, page = await begun(browser, where)
        asked = await browser.follow(await browser.post(to, typed(page, to, "ask")))
        where.rings(where.samir)
        where.samir.tap("Continue")
        fields = typed(asked, to, "take_back")
        for _ in range(2):
            back = await browser.follow(await browser.post(to, fields))
            assert "It is a draft again, and Samir is not asked any more." in back.words
        assert [each.state for each in every(where)] == ["draft", "asked", "draft"]
        assert every(where)[-1].content["assessment"] == ASSESSMENT
        again = await browser.post(to, {**fields, "form": "another window"})
        assert again.status == 409
        assert len(every(where)) == 3
        said = where.samir.tap("Yes, this is me")
        assert "Mette is writing a new one." in said[0].text
        assert [each.state for each in every(where)] == ["draft", "asked", "draft"]


async def test_news_of_a_report_that_was_taken_back_says_so() -> None:
    where = town()
    async with desk_of(where.mette.world) as building:
        browser = await building.browser()
        to, page = await begun(browser, where)
        asked = await browser.follow(await browser.post(to, typed(page, to, "ask")))
        where.rings(where.samir)
        await browser.post(to, typed(asked, to, "take_back"))
        said = where.samir.tap("Continue")
        assert "or it is taken back or deleted. You need not do anything." in said[0].text


async def test_what_is_said_of_asking_is_said_only_while_it_is_so() -> None:
    where = town()
    async with desk_of(where.mette.world) as building:
        browser = await building.browser()
        to, page = await begun(browser, where)
        sent = await browser.post(to, typed(page, to, "ask"))
        assert "Samir is asked to read it" in (await browser.get(sent.place)).words
        does(where.samir, ApproveReport(every(where)[-1].report, 2))
        later = await browser.get(sent.place)
        assert "Samir is asked to read it" not in later.words
        assert "Samir has said yes to this report." in later.words


async def test_the_citizens_page_tells_what_became_of_a_report_but_not_the_wish() -> None:
    where = town().with_others()
    async with desk_of(where.mette.world) as building:
        browser, mentor = await building.browser(), await building.browser()
        to, page = await begun(browser, where)
        await browser.post(to, typed(page, to, "ask"))
        does(where.samir, WishChanges(every(where)[-1].report, 2, "Leave out the night shifts."))
        await browser.post(to, typed(await browser.get(to), to, "ask", assessment="Without"))
        does(where.samir, ApproveReport(every(where)[-1].report, 3))
        samir = await opened(browser, await browser.get(f"{ROOT}/"), "citizens/")
        happened = samir.words.partition("What has happened")[2]
        days = "Report, 1 November 2026 – 23 November 2026"
        for said, times in (
            ("Samir got a report to read", 2),
            ("Samir wished a change in the report", 1),
            ("Samir said yes to the report", 1),
        ):
            assert happened.count(f"{said} {days}") == times
        assert "night shifts" not in samir.text
        seen = await opened(mentor, await mentor.sign_in(where.jonas), "citizens/")
        assert "report" not in seen.words.partition("What has happened")[2]


async def test_a_cpr_number_is_covered_in_both_texts() -> None:
    where = town()
    async with desk_of(where.mette.world) as building:
        browser = await building.browser()
        to, page = await begun(browser, where)
        fields = typed(page, to, assessment=f"Samir {CPR}\x00", proposals=f"Call {CPR}")
        saved = await browser.follow(await browser.post(to, fields))
        assert "There was a CPR number in what you wrote." in saved.words
        assert CPR not in saved.text
        assert "\x00" not in str(every(where)[-1].content)


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
        assert len(every(where)) == 1


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
        assert (refused.status, every(where)) == (422, [])
        if "language" not in period:
            assert "These days do not make a period." in refused.words
            for name in ("begun", "until"):
                assert f'value="{(fields | period)[name]}"' in refused.text
            mended = {**fields, **refused.fields(f"{ROOT}/citizens/")}
            assert (await browser.post(page.links("citizens/")[-1], mended)).status == 303


async def test_a_wish_stands_above_the_texts_until_it_is_dealt_with() -> None:
    where = town()
    async with desk_of(where.mette.world) as building:
        browser = await building.browser()
        to, page = await begun(browser, where)
        await browser.post(to, typed(page, to, "ask"))
        does(where.samir, WishChanges(every(where)[-1].report, 2, "Leave out the <b>calls</b>."))
        assert "would like a change in the report" in (await browser.get(f"{ROOT}/")).words
        wished = await browser.get(to)
        assert "Leave out the <b>calls</b>." in wished.words
        assert "would like a change in the report" not in (await browser.get(f"{ROOT}/")).words
        await browser.post(to, typed(wished, to, "ask", assessment="Without the calls"))
        does(where.samir, ApproveReport(every(where)[-1].report, 3))
        older = await browser.get(f"{to}/2")
        assert "Leave out the <b>calls</b>." in older.words
        assert [each.state for each in every(where)] == ["draft", "changes", "approved"]


async def test_whoever_fetches_an_old_version_has_not_read_the_wish() -> None:
    where = town()
    report = asked(where)
    does(where.samir, WishChanges(report, 2, "Say that I like driving."))
    does(where.mette, WriteReport(report, 2, "New words.", ""))
    where.samir.wait(days=1)
    async with desk_of(where.mette.world) as building:
        browser = await building.browser()
        await browser.sign_in(where.mette)
        to = f"{ROOT}/citizens/{to_base36(relation_of(where.mette))}/report/{to_base36(report)}"
        for old in ("/1", "/2/report.txt", "/2/text"):
            assert (await browser.get(f"{to}{old}")).status == 200
            assert "would like a change in the report" in (await browser.get(f"{ROOT}/")).words
        await browser.get(to)
        assert "would like a change in the report" not in (await browser.get(f"{ROOT}/")).words


async def test_the_star_that_stands_in_a_draft_has_been_looked_at_once() -> None:
    where = town()
    looks = "SELECT COUNT(*) FROM looks"
    async with desk_of(where.mette.world) as building:
        browser = await building.browser()
        to, _ = await begun(browser, where)
        for _ in range(2):
            await browser.get(to)
        assert where.samir.world.connection.execute(looks).fetchone() == (1,)


async def test_a_report_of_a_demo_says_so_wherever_it_is_read() -> None:
    where = town()
    mark = "Demo: everybody in this report is invented"
    async with desk_of(where.mette.world) as building:
        browser = await building.browser()
        to, _ = await begun(browser, where)
        assert mark not in (await browser.get(to)).words
        building.desk.is_demo = True
        for page in (to, f"{to}/1", f"{to}/1/text", f"{to}/1/report.txt"):
            assert mark in (await browser.get(page)).text, page
        assert f"{mark} · Draft" in (await browser.get(to)).words


async def test_a_mentor_has_no_reports() -> None:
    where = town().with_others()
    async with desk_of(where.mette.world) as building:
        browser = await building.browser()
        samir = await opened(browser, await browser.sign_in(where.jonas), "citizens/")
        assert [each for each in samir.links("citizens/") if each.endswith("/report")] == []
