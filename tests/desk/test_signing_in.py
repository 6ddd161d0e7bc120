"""Signing in to the desk by a link from the chat, and everything by which nobody is let in."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from bot.desk.desk import ROOT
from bot.desk.signing import Signer
from bot.state import roles
from bot.state.errors import StorageUnavailable
from tests.desk.office import desk_of, link_of
from tests.town import IDA, Town

if TYPE_CHECKING:
    from tests.desk.office import Answer

NOT_SIGNED_IN = "You are not signed in."
USED = "This link does not work."


async def test_the_link_from_the_chat_opens_the_desk_by_one_button() -> None:
    town = Town()
    async with desk_of(town.mette.world) as building:
        browser = await building.browser()
        page = await browser.get(link_of(town.mette))
        assert page.status == 200
        assert "Open the desk" in page.words
        assert browser.cookies == {}, "looking at a link signs nobody in"
        entered = await browser.post(f"{ROOT}/in", page.fields(f"{ROOT}/in"))
        mine = await browser.follow(entered)
        assert "My citizens" in mine.words
        assert "Samir" in mine.words


@pytest.mark.parametrize("typed", ["/", ROOT])
async def test_who_types_the_host_alone_or_leaves_the_slash_out_comes_to_the_desk(typed: str) -> None:
    town = Town()
    async with desk_of(town.mette.world) as building:
        browser = await building.browser()
        assert (await browser.get(typed)).place == f"{ROOT}/"
        assert NOT_SIGNED_IN in (await browser.follow(await browser.get(typed))).words
        await browser.sign_in(town.mette)
        assert "My citizens" in (await browser.follow(await browser.get(typed))).words


async def test_a_link_works_once() -> None:
    town = Town()
    async with desk_of(town.mette.world) as building:
        first, second = await building.browser(), await building.browser()
        link = link_of(town.mette)
        fields = (await first.get(link)).fields(f"{ROOT}/in")
        assert (await first.post(f"{ROOT}/in", fields)).status == 303
        refused = await second.post(f"{ROOT}/in", fields)
        assert (refused.status, USED in refused.words, second.cookies) == (403, True, {})


async def test_a_link_works_for_ten_minutes() -> None:
    town = Town()
    async with desk_of(town.mette.world) as building:
        browser, link = await building.browser(), link_of(town.mette)
        fields = (await browser.get(link)).fields(f"{ROOT}/in")
        town.mette.now += timedelta(minutes=10, seconds=1)
        assert (await browser.post(f"{ROOT}/in", fields)).status == 403


async def test_a_new_link_takes_the_place_of_the_one_before() -> None:
    town = Town()
    async with desk_of(town.mette.world) as building:
        browser = await building.browser()
        old, new = link_of(town.mette), link_of(town.mette)
        for link, status in ((old, 403), (new, 303)):
            fields = (await browser.get(link)).fields(f"{ROOT}/in")
            assert (await browser.post(f"{ROOT}/in", fields)).status == status


@pytest.mark.parametrize("code", ["", "x", "A" * 22, "A" * 23, "%00" * 22, "ÆØÅ"])
async def test_a_forged_link_opens_nothing(code: str) -> None:
    town = Town()
    async with desk_of(town.mette.world) as building:
        browser = await building.browser()
        refused = await browser.post(f"{ROOT}/in", {"code": code})
        assert (refused.status, browser.cookies) == (403, {})
        assert (await browser.get(f"{ROOT}/open/{code}")).status in (200, 404)


async def test_the_cookie_is_for_this_browser_alone() -> None:
    """Scripts cannot read it, other sites cannot send it; over https it never goes in the clear, nor to other hosts."""
    town = Town()
    async with desk_of(town.mette.world, url="https://desk.example.org") as building:
        browser = await building.browser()
        fields = (await browser.get(link_of(town.mette))).fields(f"{ROOT}/in")
        answer = await browser.post(f"{ROOT}/in", fields)
        cookie = answer.headers["Set-Cookie"]
        assert cookie.startswith("__Host-desk=")
        assert {"HttpOnly", "Secure", "SameSite=Lax", "Path=/"} <= {
            each.strip() for each in cookie.split(";")
        }
        assert "Max-Age" not in cookie
        assert "Strict-Transport-Security" in answer.headers


async def test_a_forged_cookie_is_refused_before_anything_is_looked_up() -> None:
    town = Town()
    async with desk_of(town.mette.world) as building:
        browser = await building.browser()
        await browser.sign_in(town.mette)
        ((name, good),) = browser.cookies.items()
        drawn, _, mac = good.partition(".")
        town.mette.world.connection.execute("ALTER TABLE desk_sessions RENAME TO gone")
        for forged in (
            "",
            "x",
            drawn,
            f"{drawn}.{mac[:-1]}{'1' if mac[-1] == '0' else '0'}",
            f"{drawn}x.{mac}",
            f".{mac}",
            "." * 9,
        ):
            browser.take({name: forged})
            assert (await browser.get(f"{ROOT}/")).status == 401


async def test_a_cookie_of_another_database_opens_nothing() -> None:
    """Not even where its row has come along: it was signed with another key."""
    town = Town()
    world = town.mette.world
    async with desk_of(world) as one, desk_of(world) as other:
        other.desk.signer = Signer(bytes(32))
        signed_in, stranger = await one.browser(), await other.browser()
        await signed_in.sign_in(town.mette)
        stranger.take(signed_in.cookies)
        assert (await stranger.get(f"{ROOT}/")).status == 401


async def test_whoever_does_nothing_is_signed_out_after_half_an_hour() -> None:
    town = Town()
    async with desk_of(town.mette.world) as building:
        browser = await building.browser()
        await browser.sign_in(town.mette)
        for _ in range(3):
            town.mette.now += timedelta(minutes=29)
            assert (await browser.get(f"{ROOT}/")).status == 200
        town.mette.now += timedelta(minutes=31)
        refused = await browser.get(f"{ROOT}/")
        assert (refused.status, NOT_SIGNED_IN in refused.words) == (401, True)


async def test_nobody_stays_signed_in_for_longer_than_a_day_of_work() -> None:
    town = Town()
    async with desk_of(town.mette.world) as building:
        browser = await building.browser()
        await browser.sign_in(town.mette)
        for _ in range(24):
            town.mette.now += timedelta(minutes=29)
            assert (await browser.get(f"{ROOT}/")).status == 200
        town.mette.now += timedelta(minutes=29)
        assert (await browser.get(f"{ROOT}/")).status == 401


async def test_signing_out_is_for_this_browser_or_for_all() -> None:
    town = Town()
    async with desk_of(town.mette.world) as building:
        first, second, third = [await building.browser() for _ in range(3)]
        pages = [await each.sign_in(town.mette) for each in (first, second, third)]

        async def left(browser: int, where: str) -> Answer:
            fields = pages[browser].fields(f"{ROOT}/out")
            return await (first, second, third)[browser].post(f"{ROOT}/out", {**fields, "where": where})

        out = await first.follow(await left(0, "here"))
        assert "You are signed out." in out.words
        assert [(await each.get(f"{ROOT}/")).status for each in (first, second, third)] == [401, 200, 200]
        out = await second.follow(await left(1, "everywhere"))
        assert "You are signed out everywhere." in out.words
        assert [(await each.get(f"{ROOT}/")).status for each in (first, second, third)] == [401, 401, 401]


async def test_signing_out_everywhere_is_possible_in_the_chat() -> None:
    town = Town()
    async with desk_of(town.mette.world) as building:
        browser = await building.browser()
        await browser.sign_in(town.mette)
        link = link_of(town.mette)
        assert "You are signed in to the desk in one place." in town.mette.last.text
        town.mette.tap("Sign out everywhere")
        assert (await browser.get(f"{ROOT}/")).status == 401
        fields = (await browser.get(link)).fields(f"{ROOT}/in")
        assert (await browser.post(f"{ROOT}/in", fields)).status == 403, (
            "the link that was under way is closed too"
        )


async def test_whoever_has_no_role_any_more_is_signed_in_no_more() -> None:
    town = Town()
    async with desk_of(town.mette.world) as building:
        browser = await building.browser()
        await browser.sign_in(town.mette)
        cursor = town.mette.world.connection.cursor()
        cursor.execute("SELECT id FROM roles")
        for (role,) in cursor.fetchall():
            roles.end(cursor, role, town.mette.now)
        assert (await browser.get(f"{ROOT}/")).status == 401


async def test_whoever_deletes_everything_is_signed_in_no_more() -> None:
    town = Town()
    async with desk_of(town.mette.world) as building:
        browser = await building.browser()
        await browser.sign_in(town.mette)
        cursor = town.mette.world.connection.cursor()
        cursor.execute("DELETE FROM people WHERE id = (SELECT person FROM desk_sessions)")
        assert (await browser.get(f"{ROOT}/")).status == 401
        assert cursor.execute("SELECT COUNT(*) FROM desk_sessions").fetchone() == (0,)


async def test_every_role_has_a_desk_and_a_citizen_has_none() -> None:
    town = Town().with_others()
    async with desk_of(town.mette.world) as building:
        for talk in (town.mette, town.jonas, town.ida):
            browser = await building.browser()
            assert (await browser.sign_in(talk)).status == 200
    town.samir.command("menu")
    assert not any("desk" in label for label in town.samir.last.labels())
    assert town.ida.user == IDA


async def test_the_desk_says_it_in_the_language_of_who_reads() -> None:
    town = Town("da")
    async with desk_of(town.mette.world) as building:
        browser = await building.browser("da-DK,en;q=0.5")
        assert "Du er ikke logget ind." in (await browser.get(f"{ROOT}/")).words
        mine = await browser.sign_in(town.mette)
        assert "Mine borgere" in mine.words
        other = await building.browser("xx")
        assert '<html lang="da"' in (await other.get(f"{ROOT}/")).text


async def test_only_digests_are_stored_of_what_opens_the_desk() -> None:
    town = Town()
    async with desk_of(town.mette.world) as building:
        browser, link = await building.browser(), link_of(town.mette)
        code = link.rpartition("/")[2]
        fields = (await browser.get(link)).fields(f"{ROOT}/in")
        await browser.post(f"{ROOT}/in", fields)
        stored = town.mette.world.connection.serialize()
        ((_, token),) = browser.cookies.items()
        assert token.encode() not in stored
        assert token.partition(".")[0].encode() not in stored
        assert code.encode() not in stored


async def test_whoever_guesses_keeps_nobody_else_from_signing_in() -> None:
    """A guess is looked up, and nothing is written for it: here every write would fail."""
    town = Town()
    async with desk_of(town.mette.world) as building:
        stranger, browser = await building.browser(), await building.browser()
        link = link_of(town.mette)
        building.store.troubles.append(StorageUnavailable("busy"))
        answers = [await stranger.post(f"{ROOT}/in", {"code": f"{number:022}"}) for number in range(100)]
        assert {each.status for each in answers} == {403}
        building.store.troubles.clear()
        fields = (await browser.get(link)).fields(f"{ROOT}/in")
        assert (await browser.post(f"{ROOT}/in", fields)).status == 303


async def test_another_page_cannot_sign_somebody_in_under_another_name() -> None:
    town = Town()
    async with desk_of(town.mette.world) as building:
        browser = await building.browser()
        fields = (await browser.get(link_of(town.mette))).fields(f"{ROOT}/in")
        for headers in ({"Origin": "https://evil.example"}, {"Sec-Fetch-Site": "cross-site"}):
            refused = await browser.post(f"{ROOT}/in", fields, headers=headers)
            assert (refused.status, browser.cookies) == (403, {})
        assert (await browser.post(f"{ROOT}/in", fields)).status == 303


async def test_where_a_second_yes_is_wanted_it_is_given_in_the_chat() -> None:
    town = Town()
    async with desk_of(town.mette.world) as building:
        building.desk.confirms = True
        browser = await building.browser()
        page = await browser.get(link_of(town.mette))
        entered = await browser.follow(await browser.post(f"{ROOT}/in", page.fields(f"{ROOT}/in")))
        (number,) = re.findall(r"\b\d\d\b", entered.words)
        assert entered.status == 202
        assert "Samir" not in entered.words
        assert building.rang, "the chat asks at once"
        town.mette.wait(seconds=1)
        assert number in town.mette.last.text
        town.mette.tap("Yes, let me in")
        assert "Samir" in (await browser.get(f"{ROOT}/")).words


async def test_whoever_says_no_in_the_chat_lets_nobody_in_and_signs_out_everywhere() -> None:
    town = Town()
    async with desk_of(town.mette.world) as building:
        mine = await building.browser()
        await mine.sign_in(town.mette)
        building.desk.confirms = True
        browser = await building.browser()
        await browser.sign_in(town.mette)
        town.mette.wait(seconds=1)
        town.mette.tap("No, it is not me")
        for each in (mine, browser):
            assert NOT_SIGNED_IN in (await each.get(f"{ROOT}/")).words


async def test_a_yes_lets_in_only_the_browser_whose_number_it_is() -> None:
    town = Town()
    async with desk_of(town.mette.world) as building:
        building.desk.confirms = True
        first, second = await building.browser(), await building.browser()
        await first.sign_in(town.mette)
        town.mette.wait(seconds=1)
        question = town.mette.last
        await second.sign_in(town.mette)
        town.mette.wait(seconds=1)
        town.mette.tap_data(dict(question.buttons)["Yes, let me in"], question.id)
        assert "Samir" in (await first.get(f"{ROOT}/")).words
        assert (await second.get(f"{ROOT}/")).status == 202


async def test_nobody_does_anything_before_they_have_confirmed_it() -> None:
    """Also what they send is kept before them, and not done."""
    town = Town()
    async with desk_of(town.mette.world) as building:
        building.desk.confirms = True
        browser = await building.browser()
        await browser.sign_in(town.mette)
        sent = await browser.post(f"{ROOT}/out", {"where": "everywhere", "text": "a thought"})
        assert (sent.status, "a thought" in sent.words) == (401, True)


async def test_after_ten_minutes_nobody_is_let_in_any_more() -> None:
    town = Town()
    async with desk_of(town.mette.world) as building:
        building.desk.confirms = True
        browser = await building.browser()
        await browser.sign_in(town.mette)
        town.mette.wait(minutes=10)
        town.mette.tap("Yes, let me in")
        assert "took too long" in "".join(each.text for each in town.mette.sent[-2:])
        assert NOT_SIGNED_IN in (await browser.get(f"{ROOT}/")).words


async def test_nobody_else_says_yes_or_no_for_whoever_signs_in() -> None:
    town = Town()
    ida = town.staff(IDA, "Ida", "coordinator")
    async with desk_of(town.mette.world) as building:
        building.desk.confirms = True
        browser = await building.browser()
        await browser.sign_in(town.mette)
        town.mette.wait(seconds=1)
        question = town.mette.last
        for talk in (town.samir, ida):
            for _, data in question.buttons:
                talk.tap_data(data, question.id)
        assert (await browser.get(f"{ROOT}/")).status == 202
        town.mette.tap("Yes, let me in")
        assert "Samir" in (await browser.get(f"{ROOT}/")).words
