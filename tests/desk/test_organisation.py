"""The organisation of a coordinator: who works there, invitations made and taken back, and how it is set up."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from bot.desk.desk import ROOT
from bot.engine.callbacks import to_base36
from bot.flows.content import Content
from bot.state import bots, invitations, organisations, relations, roles
from bot.state.errors import Conflict
from tests.crowd import Crowd
from tests.desk.office import Answer, Browser, desk_of, link_of
from tests.town import IDA, KAI, LONE, OTTO, Town, join, settle_citizen, settle_staff

if TYPE_CHECKING:
    from tests.talk import Talk

HERE = f"{ROOT}/organisation"
PAGES = (HERE, f"{HERE}/figures", f"{HERE}/figures.csv", f"{HERE}/settings")


def coordinated() -> tuple[Town, Talk]:
    """Samir and Mette, and Ida who coordinates."""
    town = Town().with_shared_pitch()
    return town, town.staff(IDA, "Ida", "coordinator")


def row(page: Answer, name: str) -> str:
    """The row of a table that begins with this."""
    rows = re.findall(r"<tr>.*?</tr>", page.text, re.DOTALL)
    found = next(each for each in rows if f">{name}</th>" in each)
    return " ".join(re.sub(r"<[^>]+>", " ", found).split())


def also(talk: Talk, role: str) -> None:
    """They have one more role."""
    world = talk.world
    cursor, ids = world.connection.cursor(), world.turns.ids
    roles.give(cursor, ids.next(), talk.user, world.turns.organisation, role, world.now)


def open_invitations(talk: Talk) -> list[invitations.OpenInvitation]:
    world = talk.world
    return invitations.open_in(world.connection.cursor(), world.turns.organisation, world.now)


async def make(browser: Browser, role: str) -> Answer:
    page = await browser.get(HERE)
    return await browser.post(HERE, {**page.fields(HERE), "kind": role})


# Who gets here --------------------------------------------------------------------------------------


async def test_who_only_coordinates_lands_on_the_organisation() -> None:
    town, ida = coordinated()
    async with desk_of(ida.world) as building:
        browser = await building.browser()
        page = await browser.sign_in(ida)
        assert "Staff and invitations" in page.words
        assert "My citizens" not in page.words
        assert (await browser.get(f"{ROOT}/")).place == HERE
        lost = await browser.get(f"{ROOT}/citizens/zzz")
        assert (lost.status, "Go to the organisation" in lost.words) == (404, True)
        mette = await (await building.browser()).sign_in(town.mette)
        assert ("My citizens" in mette.words, "Organisation" in mette.words) == (True, False)


async def test_who_follows_citizens_too_has_all_of_it_in_the_navigation() -> None:
    town, _ = coordinated()
    also(town.mette, "coordinator")
    async with desk_of(town.mette.world) as building:
        browser = await building.browser()
        mine = await browser.sign_in(town.mette)
        assert "Samir" in mine.words
        assert [place for place in mine.links("") if "static" not in place][1:4] == [
            f"{ROOT}/",
            f"{ROOT}/reminders",
            HERE,
        ]
        page = await browser.get(HERE)
        assert f'<a href="{HERE}" aria-current="page">Organisation</a>' in page.text
        assert "Contact person Coordinator" in row(page, "Mette")
        assert "Samir" not in page.words


async def test_news_of_somebody_who_has_gone_reach_a_coordinator_who_followed_them() -> None:
    town, _ = coordinated()
    also(town.mette, "coordinator")
    town.samir.command("stop")
    for label in ("Delete everything", "Yes, delete everything", "Yes, delete it now"):
        town.samir.tap(label)
    cursor = town.mette.world.connection.cursor()
    held = roles.of_person(cursor, town.mette.user)
    roles.end(cursor, next(each.id for each in held if each.role == "contact"), town.mette.now)
    async with desk_of(town.mette.world) as building:
        browser = await building.browser()
        await browser.sign_in(town.mette)
        assert "A citizen has deleted everything" in (await browser.get(f"{ROOT}/")).words


@pytest.mark.parametrize("role", ["contact", "mentor", "gone"])
async def test_nobody_else_finds_anything_here(role: str) -> None:
    town, ida = coordinated()
    talk = town.mette if role == "contact" else town.staff(OTTO, "Otto", "mentor")
    async with desk_of(ida.world) as building:
        browser = await building.browser()
        await browser.sign_in(ida if role == "gone" else talk)
        page = await browser.get(f"{ROOT}/out")
        fields = (await browser.get(f"{ROOT}/citizens/zzz")).fields(f"{ROOT}/out")
        invitation = await invited(ida)
        if role == "gone":
            also(ida, "contact")
            held = roles.of_person(ida.world.connection.cursor(), ida.user)
            roles.end(ida.world.connection.cursor(), held[0].id, ida.now)
        missing = await browser.get(f"{ROOT}/citizens/zzz")
        for address in PAGES:
            page = await browser.get(address)
            assert (page.status, unsigned(page.text)) == (404, unsigned(missing.text)), address
        for address in (HERE, f"{HERE}/invitations/{invitation}/revoke"):
            assert (await browser.post(address, {**fields, "kind": "contact"})).status == 404
        assert len(open_invitations(ida)) == 1


def unsigned(page: str) -> str:
    return re.sub(r'name="(sign|form)" value="[^"]*"', "", page)


async def invited(talk: Talk) -> str:
    """The key of an invitation that somebody makes in the chat."""
    talk.command("menu")
    talk.tap("Invite a colleague")
    talk.tap("Mentor")
    (found,) = open_invitations(talk)
    return to_base36(found.id)


# Who works here -------------------------------------------------------------------------------------


async def test_staff_stand_with_their_roles_and_how_many_they_follow_and_no_citizen_does() -> None:
    town, ida = coordinated()
    join(settle_citizen(town.samir.beside(LONE, "en"), "Agnes"), town.mette)
    async with desk_of(ida.world) as building:
        page = await (await building.browser()).sign_in(ida)
    assert row(page, "Mette") == "Mette Contact person November 2026 today under 5"
    assert row(page, "Ida") == "Ida Coordinator November 2026 today –"
    for name in ("Samir", "Agnes", "truck", "warehouse"):
        assert name not in page.text


async def test_how_many_somebody_follows_is_told_in_fives() -> None:
    """By an exact number it could be seen from one look to the next who has come, or is erased."""
    town, ida = coordinated()
    cursor, ids, now = ida.world.connection.cursor(), ida.world.turns.ids, ida.world.now
    crowd = Crowd(cursor, ids, ida.world.turns.organisation)
    async with desk_of(ida.world) as building:
        browser = await building.browser()
        await browser.sign_in(ida)
        for followed in range(2, 11):
            citizen = crowd.citizen(now)
            relations.begin(cursor, ids.next(), citizen, town.mette.user, crowd.organisation, "contact", now)
            told = "under 5" if followed < 5 else f"{followed // 5 * 5}+"
            assert row(await browser.get(HERE), "Mette").endswith(f" {told}"), followed


async def test_who_has_stopped_is_gone() -> None:
    town, ida = coordinated()
    otto = town.staff(OTTO, "Otto", "mentor")
    async with desk_of(ida.world) as building:
        browser = await building.browser()
        assert "Otto" in (await browser.sign_in(ida)).words
        cursor = otto.world.connection.cursor()
        roles.end(cursor, roles.of_person(cursor, otto.user)[0].id, otto.now)
        assert "Otto" not in (await browser.get(HERE)).words


async def test_an_organisation_sees_only_its_own() -> None:
    _, ida = coordinated()
    cursor, world = ida.world.connection.cursor(), ida.world
    elsewhere = organisations.create(cursor, world.turns.ids.next(), "Fremad", "x", world.now)
    kai = settle_staff(ida.beside(KAI, "en"), "Kai", "contact")
    cursor.execute(
        "UPDATE roles SET organisation = :where WHERE person = :who", {"where": elsewhere, "who": kai.user}
    )
    invitations.make(
        cursor, 77, "x" * 22, elsewhere, "mentor", None, None, world.now, world.now + timedelta(days=7)
    )
    async with desk_of(world) as building:
        browser = await building.browser()
        page = await browser.sign_in(ida)
        assert "Kai" not in page.words
        assert "No invitation is open." in page.words
        fields = page.fields(HERE)
        assert (await browser.post(f"{HERE}/invitations/{to_base36(77)}/revoke", fields)).status == 404
    assert [each.id for each in invitations.open_in(cursor, elsewhere, world.now)] == [77]


# Invitations ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", ["contact", "mentor", "coordinator"])
async def test_an_invitation_is_shown_once_and_lets_one_person_in(role: str) -> None:
    _, ida = coordinated()
    async with desk_of(ida.world) as building:
        browser = await building.browser()
        await browser.sign_in(ida)
        made = await make(browser, role)
        (code,) = re.findall(r"https://t\.me/practice_phone_bot\?start=([\w-]{22})", made.text)
        assert "It works once, until Monday 30 November." in made.words
        assert code not in (await browser.get(HERE)).text
        assert "Made by Ida. Works until Monday 30 November." in made.words
    new = ida.beside(KAI, "en")
    new.command("start", code)
    for label in ("English", "I agree"):
        new.tap(label)
    new.write("Kai")
    new.tap("I agree")
    assert [each.role for each in roles.of_person(ida.world.connection.cursor(), new.user)] == [role]
    assert open_invitations(ida) == []


async def test_a_form_that_is_sent_twice_makes_one_invitation_and_says_so() -> None:
    _, ida = coordinated()
    async with desk_of(ida.world) as building:
        browser = await building.browser()
        page = await browser.sign_in(ida)
        fields = {**page.fields(HERE), "kind": "mentor"}
        first, second = await browser.post(HERE, fields), await browser.post(HERE, fields)
        assert "Here is the invitation" in first.words
        assert "It was shown once, and cannot be shown again." in second.words
        assert len(open_invitations(ida)) == 1


async def test_without_the_bots_name_the_code_is_written_to_it() -> None:
    _, ida = coordinated()
    ida.world.connection.execute("DELETE FROM bots")
    assert bots.link_of(ida.world.connection.cursor(), "x", ida.user) == ""
    async with desk_of(ida.world) as building:
        browser = await building.browser()
        await browser.sign_in(ida)
        assert re.search(r"/start [\w-]{22}", (await make(browser, "contact")).words)


@pytest.mark.parametrize("role", ["", "citizen", "operator", "<script>"])
async def test_nobody_is_invited_as_what_there_is_not(role: str) -> None:
    _, ida = coordinated()
    async with desk_of(ida.world) as building:
        browser = await building.browser()
        await browser.sign_in(ida)
        assert (await make(browser, role)).status == 422
        assert open_invitations(ida) == []


async def test_so_many_invitations_an_hour_and_no_more() -> None:
    _, ida = coordinated()
    async with desk_of(ida.world) as building:
        browser = await building.browser()
        await browser.sign_in(ida)
        answers = [(await make(browser, "mentor")).status for _ in range(42)]
        assert answers == [200] * 40 + [429] * 2


async def test_an_invitation_is_taken_back_whoever_of_the_organisation_has_made_it() -> None:
    town, ida = coordinated()
    tove = settle_staff(town.samir.beside(LONE, "en"), "Tove", "coordinator")
    invitation = await invited(tove)
    async with desk_of(ida.world) as building:
        browser = await building.browser()
        page = await browser.sign_in(ida)
        assert "Made by Tove." in page.words
        to = f"{HERE}/invitations/{invitation}/revoke"
        fields = page.fields(to)
        gone = await browser.follow(await browser.post(to, fields))
        assert "No invitation is open." in gone.words
        assert (await browser.post(to, fields)).status == 303, "a second click does nothing more"
    noted = ida.world.connection.execute("SELECT kind FROM erasures").fetchall()
    assert ("invitation",) in noted, "a restored backup does not open it again"


async def test_where_another_program_is_faster_it_is_done_again_and_nobody_is_told_of_it() -> None:
    town, ida = coordinated()
    invitation = await invited(settle_staff(town.samir.beside(LONE, "en"), "Tove", "coordinator"))
    async with desk_of(ida.world) as building:
        browser = await building.browser()
        page = await browser.sign_in(ida)
        to = f"{HERE}/invitations/{invitation}/revoke"
        building.store.troubles += [Conflict("used"), Conflict("used")]
        gone = await browser.follow(await browser.post(to, page.fields(to)))
        assert "No invitation is open." in gone.words
        assert building.store.troubles == []


async def test_what_an_operator_has_made_stands_there_too() -> None:
    _, ida = coordinated()
    world = ida.world
    cursor, until = world.connection.cursor(), world.now + timedelta(days=7)
    invitations.make(cursor, 78, "y" * 22, world.turns.organisation, "contact", None, None, world.now, until)
    async with desk_of(world) as building:
        assert (
            "Made by those who look after the program."
            in (await (await building.browser()).sign_in(ida)).words
        )


async def test_a_code_for_a_citizen_is_nothing_for_a_coordinator() -> None:
    town, ida = coordinated()
    town.mette.command("menu")
    town.mette.tap("Invite a citizen")
    ((number,),) = ida.world.connection.execute(
        "SELECT id FROM invitations WHERE follower IS NOT NULL AND used_at IS NULL"
    ).fetchall()
    async with desk_of(ida.world) as building:
        browser = await building.browser()
        page = await browser.sign_in(ida)
        assert "No invitation is open." in page.words
        to = f"{HERE}/invitations/{to_base36(number)}/revoke"
        assert (await browser.post(to, page.fields(HERE))).status == 404


# How it is set up -----------------------------------------------------------------------------------


async def test_the_settings_say_what_is_used_and_what_is_erased_when() -> None:
    _, ida = coordinated()
    ida.world.connection.execute("UPDATE organisations SET keeps = 'Aftaler står i <b>Nova</b>.'")
    async with desk_of(ida.world) as building:
        building.desk.content = replace(Content(), course_weeks=20, retention_weeks=30)
        browser = await building.browser()
        await browser.sign_in(ida)
        page = await browser.get(f"{HERE}/settings")
    assert "A course is planned to last 20 weeks." in page.words
    assert "after 10 weeks and after 17 weeks" in page.words
    assert "30 weeks after their course has ended" in page.words
    assert "told 4 weeks before, and again 7 days before" in page.words
    assert "Aftaler står i <b>Nova</b>." in page.words
    for axis in Content().star.axes:
        assert axis.name in page.words
    assert "How is it going with finding out what you want to work with ?" in page.words
    assert page.words.count("About health") == 1


async def test_the_link_of_a_coordinator_leads_to_a_desk_in_their_language() -> None:
    town = Town("da")
    ida = settle_staff(town.samir.beside(IDA, "da"), "Ida", "coordinator")
    async with desk_of(ida.world) as building:
        assert link_of(ida)
        page = await (await building.browser("da")).sign_in(ida)
        assert "Personale og invitationer" in page.words
