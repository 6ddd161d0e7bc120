"""Key figures at the desk: what the page and the file say, and what nobody can read out of them."""

from __future__ import annotations

import csv
import re
from dataclasses import replace
from datetime import date, timedelta
from io import StringIO
from typing import TYPE_CHECKING

from bot.coaching.figures import Figure, months_over
from bot.desk import sheet
from bot.desk.columns import Column, number
from bot.desk.desk import ROOT
from bot.flows.content import Content
from bot.state import figures
from bot.words import catalogues
from tests.crowd import Crowd, count_months, half_a_year
from tests.desk.office import Answer, Browser, desk_of
from tests.town import IDA, Town, settle_staff

if TYPE_CHECKING:
    from tests.talk import Talk

HERE = f"{ROOT}/organisation/figures"


def coordinator(language: str = "en") -> tuple[Talk, Crowd]:
    """Somebody who coordinates an organisation that is here for a year."""
    ida = settle_staff(Town(language).samir.beside(IDA, language), "Ida", "coordinator")
    world = ida.world
    world.connection.execute("UPDATE organisations SET created_at = 1750000000000")
    return ida, Crowd(world.connection.cursor(), world.turns.ids, world.turns.organisation)


async def signed_in(browser: Browser, talk: Talk) -> Answer:
    await browser.sign_in(talk)
    return await browser.get(HERE)


def lines(answer: Answer) -> list[list[str]]:
    return list(csv.reader(StringIO(answer.text.removeprefix("\ufeff")), delimiter=";"))


async def test_before_a_month_is_over_there_are_no_figures_and_it_is_said_when_they_come() -> None:
    ida, _ = coordinator()
    async with desk_of(ida.world) as building:
        page = await signed_in(await building.browser(), ida)
        assert "There are no figures yet." in page.words
        assert "The figures for November 2026 come on Tuesday 1 December." in page.words
        assert "<svg" not in page.text


async def test_an_organisation_with_few_citizens_reads_that_they_are_few_and_nothing_else() -> None:
    ida, crowd = coordinator()
    for _ in range(4):
        crowd.finishes(crowd.citizen(ida.now - timedelta(days=90)), ida.now - timedelta(days=40))
    count_months(crowd, ida.now)
    async with desk_of(ida.world) as building:
        browser = await building.browser()
        page = await signed_in(browser, ida)
        assert page.words.count("under 5 under 5 under 5") > 12
        assert "<svg" not in page.text
        assert {cell for line in lines(await browser.get(f"{HERE}.csv"))[1:] for cell in line[1:]} == {
            "under 5"
        }


async def test_page_and_file_say_what_was_counted_the_newest_first() -> None:
    ida, crowd = coordinator()
    half_a_year(crowd, ida.now)
    count_months(crowd, ida.now)
    kept = figures.of_organisation(crowd.cursor, crowd.organisation)
    async with desk_of(ida.world) as building:
        browser = await building.browser()
        page = await signed_in(browser, ida)
        file = await browser.get(f"{HERE}.csv")
    months = re.findall(r'<th scope="row" class="month">(\w+ \d{4})</th>', page.text)
    assert months[:2] == ["October 2026", "September 2026"]
    assert len(months) == 2 * len(kept) == 24
    newest = next(iter(kept.values()))
    head, first, *_ = lines(file)
    assert first[0] == "2026-10"
    assert first[head.index("Active citizens, at least")] == str(newest["active"].value)
    assert first[head.index("Support, average movement")] == str(newest["axis/support"].value)
    assert first[head.index("Support, citizens, at least")] == str(newest["axis/support"].citizens)
    assert f"{newest['active'].value}+ {newest['exercises'].value}+" in page.words
    assert page.text.count("<svg") == 6


async def test_health_is_in_no_figure_and_the_page_says_so() -> None:
    ida, crowd = coordinator()
    half_a_year(crowd, ida.now)
    count_months(crowd, ida.now)
    async with desk_of(ida.world) as building:
        browser = await building.browser()
        page = await signed_in(browser, ida)
        assert "Not counted: Health and energy." in page.words
        assert "Health" not in (await browser.get(f"{HERE}.csv")).text


async def test_a_dot_in_a_drawing_is_explained_where_there_is_one() -> None:
    ida, crowd = coordinator("da")
    half_a_year(crowd, ida.now)
    count_months(crowd, ida.now)
    async with desk_of(ida.world) as building:
        browser = await building.browser("da")
        await browser.sign_in(ida)
        page = await browser.get(HERE)
    assert ">·</text>" in page.text
    assert "· på en tegning betyder under 5." in page.words


def test_every_language_names_the_file_so_that_a_header_can_carry_it() -> None:
    names = {code: sheet.named(catalogues().language(code)) for code in catalogues().languages}
    assert (names["da"], names["en"]) == ("noegletal.csv", "figures.csv")
    assert [name for name in names.values() if not re.fullmatch(r"[a-z]+\.csv", name)] == []


async def test_no_word_or_name_of_a_citizen_stands_on_any_page() -> None:
    ida, crowd = coordinator()
    half_a_year(crowd, ida.now)
    count_months(crowd, ida.now)
    async with desk_of(ida.world) as building:
        browser = await building.browser()
        await browser.sign_in(ida)
        for page in ("", "/figures", "/figures.csv", "/settings"):
            answer = await browser.get(f"{ROOT}/organisation{page}")
            assert answer.status == 200
            assert "Borger" not in answer.text, "as all of the crowd are called"
            assert "Samir" not in answer.text


async def test_reloading_tells_nothing_new_when_a_citizen_comes_or_goes() -> None:
    ida, crowd = coordinator()
    half_a_year(crowd, ida.now)
    count_months(crowd, ida.now)
    async with desk_of(ida.world) as building:
        browser = await building.browser()
        await browser.sign_in(ida)
        before = [
            (await browser.get(f"{ROOT}/organisation/{page}")).words for page in ("figures", "settings")
        ]
        new = crowd.citizen(ida.now)
        crowd.answers(new, ida.now)
        crowd.answers(new, ida.now - timedelta(days=40))
        crowd.cursor.execute("UPDATE people SET language = 'en' WHERE language = 'da'", {})
        count_months(crowd, ida.now)
        after = [(await browser.get(f"{ROOT}/organisation/{page}")).words for page in ("figures", "settings")]
    assert after == before


async def test_the_file_is_made_for_a_danish_spreadsheet() -> None:
    ida, crowd = coordinator("da")
    half_a_year(crowd, ida.now)
    count_months(crowd, ida.now)
    async with desk_of(ida.world) as building:
        browser = await building.browser("da")
        await browser.sign_in(ida)
        file = await browser.get(f"{HERE}.csv")
    assert file.text.startswith("\ufeffMåned;Aktive borgere, mindst;Færdige øvelser, mindst;")
    assert file.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert file.headers["Content-Disposition"] == 'attachment; filename="noegletal.csv"'
    assert file.headers["Cache-Control"] == "no-store"
    assert re.search(r";\d,\d;", file.text), "decimals with a comma"


async def test_a_name_from_a_file_of_axes_is_never_taken_for_a_formula() -> None:
    ida, crowd = coordinator()
    count_months(crowd, ida.now)
    star = Content().star
    planted = replace(star.axes[0], name="=HYPERLINK(A1)")
    async with desk_of(ida.world) as building:
        building.desk.content = replace(Content(), star=replace(star, axes=(planted, *star.axes[1:])))
        browser = await building.browser()
        await browser.sign_in(ida)
        (head, *_) = lines(await browser.get(f"{HERE}.csv"))
    assert "'=HYPERLINK(A1), average movement" in head
    assert not any(each.startswith(("=", "+", "-", "@")) for each in head)


def test_texts_that_begin_like_a_formula_are_made_harmless_and_numbers_are_left() -> None:
    for text in ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", " =1"):
        assert sheet.harmless(text).startswith("'")
    assert sheet.harmless("Støtte") == "Støtte"
    told = {date(2026, 10, 1): {"axis/support": Figure(-0.3, 5)}}
    column = Column("axis/support", "Support", "moved")
    made = sheet.made(catalogues().language("da"), [column], told).decode("utf-8-sig")
    assert made.splitlines()[1] == "2026-10;-0,3;5"


def test_numbers_are_written_as_the_language_does() -> None:
    danish, english = catalogues().language("da"), catalogues().language("en")
    assert number(danish, "moved", 0.5) == "+0,5"
    assert number(english, "moved", -1.25) in ("−1.2", "−1.3")
    assert number(english, "moved", 0.0) == "0.0"
    assert number(danish, "count", 1500) == "1500"
    assert number(danish, "days", 3.0) == "3,0"


async def test_a_month_that_has_gone_back_is_drawn_to_the_left() -> None:
    ida, crowd = coordinator()
    month = months_over(ida.now, ida.now - timedelta(days=60))[0]
    told = {"axis/support": Figure(-1.0, 5), "axis/skills": Figure(2.0, 5)}
    figures.keep(crowd.cursor, crowd.ids.next(), crowd.organisation, month, told)
    async with desk_of(ida.world) as building:
        page = await signed_in(await building.browser(), ida)
    assert "Support: −1.0" in page.words
    bars = re.findall(r'<rect x="([\d.]+)" y="[\d.]+" width="([\d.]+)"', page.text)
    assert [(float(x), float(x) + float(width)) for x, width in bars] == [(186, 336), (111, 186)]
